"""Context: what the words around a name say of it ("sailed in the Medusa", "at Kilmainham", "Stevens reports")."""

from msgspec import Struct

from dragoman.lexicon.concordance import led
from dragoman.readers.names.gazetteer import Entry, entry_at, listed_set, word_set
from dragoman.readers.names.mention import NameKind, verbose
from dragoman.readers.names.plain import common_form
from dragoman.readers.names.runs import Run, Token

_AT = word_set("at")
_LEAVING = word_set("leaving")
_GOING = word_set("going")
_WRITTEN = word_set("written")
_TOWARDS = word_set("towards")
_HUMAN = word_set("before_persons")
_DETERMINERS = word_set("determiners")
# "X said", "X has informed", "X, who"
_SPEAKS = verbose(r"""
    (?:[’']s?\b|,?[ ](?:also[ ]|then[ ]|again[ ]|further[ ])?
    (?:said|says|stated|states|told|tells|asked|replied|answered|wrote|writes|reports|reported|informed|informs|thinks|thought|believes
    |declared|has|had|was|is|would|will|could|did|does|made|came|called|went|expressed|spoke|agreed|added|remarked|observed
    |suggested|who|whose|whom|with[ ]whom|to[ ]whom|himself|personally
    |seems|seemed|appears|continued|desires|wishes|wished|feels|telegraphed|intends)\b)""")
# "Emerson sailed from", "Stevens sends following", "Holden not present": a verb, where telegrams begin with a bare name
_ACTS = verbose(
    r"[ ](?:(?:also|then|now|evidently|apparently|already|not)[ ])?"
    r"(?:[a-z]{2,}(?:ed|[^s]s)|sent|left|gave|could|should|may|might|must|can)\b"
)
# "For Phillips from Grew.", "[from Willard]:"
_ADDRESSED = verbose(r"[ ]?(?:from\b|to\b|[.:\[\]])")
# "X, December 21, 1897"
DATED = verbose(
    r",[ ](?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.?,?[ ]\d"
)
# "Island of Cuba", "Republic of Panama"
_GENERIC_OF = verbose(
    r"(?:Island|Islands|Isle|(?:(?:Council|Soviet|Socialist|Democratic|Federal|Federative"
    r"|People[’']s|United|Arab|Islamic)[ ]){0,3}Republic"
    r"|Kingdom|Empire|Dominion|Isthmus|Gulf|Bay|Strait|Straits|Principality"
    r"|(?:Grand[ ])?Duchy|Free[ ]City)[ ]of[ ](?:the[ ])?$"
)
_GENERIC_ENDS = tuple(
    f"{word} of {the}"
    for word in (
        *("Island", "Islands", "Isle", "Republic", "Kingdom", "Empire", "Dominion", "Isthmus", "Gulf", "Bay"),
        *("Strait", "Straits", "Principality", "Duchy", "City"),
    )
    for the in ("", "the ")
)
_YEAR = verbose(r"1(?<![\d.,/]1)[789]\d\d(?!\d)")
# from about this year papers name persons by the bare surname
_TITLES_UNTIL = "1906"
_SHIP_WORDS = (
    *("ship", "ships", "steamer", "steamers", "steamship", "steamships", "vessel", "vessels", "schooner", "brig"),
    *("bark", "barque", "cruiser", "gunboat", "frigate", "corvette", "aboard", "on board"),
)
_SHIPS = led(rf"\b(?:{'|'.join(_SHIP_WORDS)})\b", _SHIP_WORDS)
_PLURAL = verbose(r".*(?:[^sui’y]s|[aeou]ys|men|ists|ers)")


def aboard(text: str) -> bool:
    """Whether a text speaks of ships at all."""
    return any(_SHIPS.finditer(text))


def is_old(text: str) -> bool:
    """Whether a paper is of the years when persons were always given a title: by the first year that it prints."""
    m = _YEAR.search(text)
    return m is not None and m[0] < _TITLES_UNTIL


def generic_of(text: str, start: int) -> int:
    """Where "Island of" or "Republic of" begins that stands before a name; the name's own start if none does."""
    left = text[max(0, start - 60) : start]
    m = _GENERIC_OF.search(left) if left.endswith(_GENERIC_ENDS) else None
    return start - len(left) + m.start() if m else start


def is_placed(text: str, start: int, end: int, before: str, entry: Entry, *, after_place: bool) -> bool:
    """Whether a place of the gazetteer is one here; names that are as often something else need words that say so."""
    if not entry.ambiguous:
        return True
    if after_place or before in listed_set("places", "generic_before") or DATED.match(text, end):
        return True
    if before in _AT or before in _TOWARDS or before == "for":
        return text[end : end + 2] not in {"’s", "'s"} or before in _AT
    return _before_place(text, end)


def _before_place(text: str, end: int) -> bool:
    """Whether ", Texas" or the like follows."""
    if text[end : end + 2] != ", " or not text[end + 2 : end + 3].isupper():
        return False
    entry = entry_at(text, end + 2, text[end + 2 : end + 24])
    return entry is not None and entry.kind in {"place", "polity"}


# "St. Marc": the name follows the saint at once
_SAINT = 5


class Marks(Struct, frozen=True):
    """What is known of the paper and the words just read: whether it speaks of ships, is old, goes on from a place."""

    maritime: bool
    old: bool
    after_place: bool


def weighed(text: str, run: Run, i: int, last: Token, marks: Marks) -> tuple[NameKind, float, bool]:
    """What a word that no list knows is likely to be, how much the words around it say so, and if it is a guess."""
    before = run.before if i == 0 else run.tokens[i - 1].text.lower()
    after = text[last.end : last.end + 30]
    possessive = after[:2] in {"’s", "'s"}
    opens = run.opens and i == 0
    place = _as_place(text, run, last, marks, before)
    if place:
        return ("person", 0.4, False) if possessive and before in _AT else ("place", place, False)
    if before in _DETERMINERS or common_form(last.text):
        ship = marks.maritime and _as_ship(run, last, before, after)
        return ("ship", 0.8, False) if ship else ("person", 0.0, True)
    if _SPEAKS.match(after) or before in _HUMAN:
        return "person", 1.0 if not opens or possessive else 0.8, False
    if not marks.old and (
        (opens and _ACTS.match(after)) or (_is_address(text, run, before) and _ADDRESSED.match(after))
    ):
        return "person", 0.8, False
    if before in {"to", "from", "of"} and _last_two(text, run)[-2:-1] and _last_two(text, run)[-2].lower() in _WRITTEN:
        return "person", 0.8, False
    if before in _TOWARDS:
        return ("place", 0.8, True) if marks.old else ("person", 0.5, True)
    return "person", 0.3 if opens else 0.7 if marks.old else 0.9, True


def _as_place(text: str, run: Run, last: Token, marks: Marks, before: str) -> float:
    """How much the words around a word make it a place; 0.0 when they do not."""
    after = text[last.end : last.end + 30]
    word = after[1:].split(" ")[0].rstrip(".,;:)’'\n").lower() if after.startswith(" ") else ""
    following = listed_set("places", "generic_after")
    generic = listed_set("places", "generic_before")
    left = _last_two(text, run) if before in {"of", "to", "for", "from"} else []
    if word in following or word.rstrip("’'s") in following or DATED.match(after) or before in generic:
        return 1.5
    if len(left) > 1 and before == "of" and left[-2].lower() in generic:
        return 1.5
    if before in _LEAVING or (len(left) > 1 and before != "of" and left[-2].lower() in _GOING):
        return 0.8
    if marks.after_place and after[:2] not in {"’s", "'s"}:
        return 0.8
    if text.startswith("St.", run.start) and last.start - run.start < _SAINT:
        return 0.9
    return 1.0 if before in _AT or _before_place(text, last.end) else 0.0


def _last_two(text: str, run: Run) -> list[str]:
    """The words before a run, as far as they are looked at."""
    return text[max(0, run.start - 24) : run.start].split()


def _as_ship(run: Run, last: Token, before: str, after: str) -> bool:
    """Whether "the" before a word that no list knows makes it a ship, in a paper that speaks of ships."""
    word = after[1:].split(" ")[0].rstrip(".,;:)\n")
    return before == "the" and last.end == run.end and not _PLURAL.fullmatch(last.text) and not _noun(word)


def _is_address(text: str, run: Run, before: str) -> bool:
    """Whether "For", "[For]", "from" or "to" stands before a name, as at the head of a telegram."""
    return before in {"for", "from", "to"} or text[max(0, run.start - 5) : run.start] == "For] "


def _noun(word: str) -> bool:
    """Whether the next word is one that the name would only describe ("the Dahlberg case")."""
    return word in {
        "case",
        "cases",
        "affair",
        "claim",
        "claims",
        "matter",
        "plan",
        "incident",
        "question",
        "mission",
        "family",
        "party",
        "tribe",
    }
