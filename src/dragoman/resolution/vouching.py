"""Vouching: whether a clause itself bears out the party or the day that a reader gave an act.

"Scott was arrested the consul asked for information" bears out neither the consul as arrested nor as arresting. Readers
weigh many signs and are wrong in one of three; what the words around the act show plainly is wrong far more seldom. A
party that stands in another sentence ("he", "the reverend gentleman") is not vouched for, right or wrong.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from dragoman.lexicon import lexicon, one_of, words
from dragoman.resolution.reasons import by_noun, word_of

Role = Literal["actor", "target"]
FEW, SOME = 3, 6                # words between an act and its party
CERTAIN = "weighed 1.00"        # no reader is as sure as that
NEAR = 80                       # characters between an act and its day
# acts of words, whose "of X" tells who acts ("the refusal of Chile"); that of others who suffers ("the arrest of X")
VERBAL = frozenset(("request", "consult", "reject", "protest", "support", "retreat", "threaten", "accuse", "agree"))

# "agreed upon for the month of October"
_FOR = re.compile(r"\b(?:for|until|till)\s+(?:the\s+)?(?:month\s+of\s+)?$", re.I)
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_PRONOUNS: dict[str, tuple[str, str]] = {
    "writer": (r"(?:I|we|my|our|myself)", r"(?:me|us|my|our|myself|ourselves)"),
    "we": (r"(?:I|we|my|our)", r"(?:me|us|our)"), "addressee": (r"(?:you|your)", r"(?:you|your|yourself)")}


class Told(NamedTuple):
    """The word that tells an act: where it stands in its clause, whether it is a noun, and the act's type.

    `sure` is of what no reader weighed: a person found it, and it is taken as given.
    """

    clause: str
    at: int
    end: int
    noun: bool
    kind: str
    sure: bool = False

    @property
    def before(self) -> str:
        """What stands before the word."""
        return self.clause[:self.at]

    @property
    def after(self) -> str:
        """What stands after it."""
        return self.clause[self.end:]

    @property
    def either(self) -> bool:
        """Whether "of X" may tell both who does it and whom it is done to: "the invasion of Germany"."""
        return self.clause[self.at:self.end].lower() in words("doers", "either")

    @property
    def passive(self) -> bool:
        """Whether the act is told of the one who suffers it: "was seized", "the ship seized by"."""
        if self.noun or self.clause[self.at:self.end].endswith("ing"):
            return False
        return bool(_passive().search(self.before)) or bool(re.match(r"\s+by\b", self.after))


def told(clause: str, rule: str, kind: str) -> Told:
    """The word of an act in its clause, by the reader's reason; at its beginning where it is not found."""
    word = word_of(rule)
    at = next(_whole(word.lower(), clause.lower()), 0) if word else 0
    return Told(clause, at, at + len(word), by_noun(rule), kind, not word or CERTAIN in rule)


def vouched(party: str | None, role: Role, act: Told) -> bool:
    """Whether the clause bears out that this party acts, or is acted on."""
    if party is None or act.sure:
        return party is not None
    before, after = _place(party, role, act)
    if role == "actor":
        if act.passive:
            return after is not None and _few(after, SOME) and after.endswith(" by")
        if act.noun:
            of = ("of",) if act.kind in VERBAL and not act.either else ()
            return _owns(before) or _of_noun(after, ("by", "between", *of))
        if act.clause[act.at:act.end].endswith("ing"):
            return before is not None and _going_on(party, before, act)
        return before is not None and _subject(before)
    if act.passive:
        return before is not None and _subject(before) and not _belongs(party, act)
    if act.noun:
        owner = act.kind not in VERBAL and not act.either and _owns(before)
        return owner or _of_noun(after, ("to", "on", "upon", "with", "against", "from", "between", "toward", "towards")
                                 + (() if act.kind in VERBAL or act.either else ("of",)))
    if act.kind == "consult" and after is not None and _few(after, SOME) and after.endswith(" with"):
        return "," not in after
    return after is not None and _few(after, FEW) and not _breaks(after)


def day_vouched(act: Told, dates: Sequence[tuple[int, int]]) -> bool:
    """Whether the first of the dates of the clause, given by their places, is the day of the act.

    It is not when another stands nearer to the act, or when it is that of a paper or of another act.
    """
    if act.sure:
        return True
    start, end = dates[0]
    if min(dates, key=lambda d: min(abs(d[0] - act.end), abs(act.at - d[1]))) != dates[0]:
        return False
    gap = act.clause[act.end:start] if start >= act.end else act.clause[end:act.at]
    if len(gap) > NEAR:
        return False
    lead = act.clause[max(0, start - NEAR):start]
    if act.end <= start:
        lead = act.clause[max(act.end, start - NEAR):start]
    return not _paper().search(lead) and not _opens().search(gap) and not _FOR.search(act.clause[:start])


def _place(party: str, role: Role, act: Told) -> tuple[str | None, str | None]:
    """What stands between the party and the act, where it stands before; and where it stands after."""
    before, after = act.before, act.after
    if party in _PRONOUNS:
        if party == "writer" and role == "actor" and not before.strip(" 0123456789.,") and not act.noun:
            return "", None             # a telegram leaves "I" out
        form = _pronoun(party, role)
        first, then = [m.span() for m in form.finditer(before)], [m.span() for m in form.finditer(after)]
    else:
        first, then = ([(at, at + len(party)) for at in _whole(party, part)] for part in (before, after))
    return before[first[-1][1]:] if first else None, after[:then[0][0]].rstrip() if then else None


def _whole(words: str, text: str) -> Iterator[int]:
    """Where words stand in a text, whole."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            yield at
        at = text.find(words, at + 1)


@cache
def _pronoun(party: str, role: Role) -> re.Pattern[str]:
    return re.compile(rf"\b{_PRONOUNS[party][role == 'target']}\b(?!\s+(?:lord|excellency))", re.I)


def _owns(gap: str | None) -> bool:
    """ "our seizure", "Chile’s flat refusal": at most one word between."""
    if gap is None or re.search(r"[,;:.()]", gap.removeprefix("’s").removeprefix("'s")):
        return False
    between = _WORD.findall(gap.removeprefix("’s").removeprefix("'s"))
    return len(between) <= 1 and not any(w.lower() in _little() for w in between)


def _of_noun(gap: str | None, leads: tuple[str, ...]) -> bool:
    """ "arrest of X", "arrest and imprisonment of X", "seizure of two ships by X"."""
    if gap is None:
        return False
    found = [w.lower() for w in _WORD.findall(gap)]
    if not found or found[-1] not in leads or len(found) > SOME or re.search(r"[,;:]", gap):
        return False
    return len(found) == 1 or found[-1] == "by" or (len(found) == 3 and found[0] == "and")


def _subject(gap: str) -> bool:
    """Whether between a subject and its verb stand only words that can: "has since repeatedly", ", on the 3d, "."""
    inner = re.sub(r",[^,;]{0,90},", " ", gap)
    if len(_WORD.findall(inner)) > SOME or re.search(r"[;:,]", inner):
        return False
    rest = [w for w in (x.lower() for x in _WORD.findall(inner)) if w not in _auxiliary() and not w.endswith("ly")]
    return len(rest) <= 1 and not any(w in _little() - _auxiliary() for w in rest)


def _going_on(party: str, gap: str, act: Told) -> bool:
    """ "Chile is requesting", "Paraguay requesting ..." at the beginning; a participle else may belong to any noun."""
    return _subject(gap) and (bool(_passive().search(act.before)) or act.before.lstrip(" “\"(").startswith(party))


def _few(gap: str, most: int) -> bool:
    return len(_WORD.findall(gap)) <= most and not re.search(r"[;:.]\s", gap)


def _breaks(gap: str) -> bool:
    """Whether the object that follows belongs to another word: after "and", "that", a verb, or a comma."""
    found = [w.lower() for w in _WORD.findall(gap)]
    return "," in gap or any(w in _linking() for w in found) or any(w not in _leading() for w in found)


def _belongs(party: str, act: Told) -> bool:
    """ "the defenders of Mr. Alcock were killed": the party is not whom it was done to, but whose."""
    lead = act.before[:act.before.rfind(party)] if party in act.before else ""
    m = re.search(r"(\w+)\s+(?:of|for|to|by|with|from|in|at|against)\s+$", lead)
    return bool(m) and m[1].lower() not in words("doers", "parts")     # type: ignore[index]


@cache
def _passive() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon('grammar')['be'])})"
                      r"(?:\s+(?:\w+ly|not|also|then|again|since|now|so|thus))*\s+$", re.I)


@cache
def _auxiliary() -> frozenset[str]:
    grammar = lexicon("grammar")
    lists = ("be", "have", "do", "modals", "adverbs", "negations")
    more = ("who", "which", "that", "to", "today", "yesterday", "to-day")
    return frozenset((*more, *(w for name in lists for w in grammar[name])))


@cache
def _little() -> frozenset[str]:
    grammar = lexicon("grammar")
    lists = ("prepositions", "coordinators", "subordinators", "relatives")
    return frozenset(w for name in lists for w in grammar[name])


@cache
def _linking() -> frozenset[str]:
    grammar = lexicon("grammar")
    return frozenset(w for name in ("coordinators", "subordinators", "relatives", "subjects") for w in grammar[name])


@cache
def _leading() -> frozenset[str]:
    """Words that may stand between a verb and its object."""
    grammar = lexicon("grammar")
    more = ("to", "with", "on", "upon", "from", "against", "at", "for", "in", "into", "of", "also", "again", "both",
            "all", "two", "three")
    return frozenset((*grammar["determiners"], *grammar["possessives"], *more))


@cache
def _paper() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of('grammar', 'papers')}\b|\bNos?\.", re.I)


@cache
def _opens() -> re.Pattern[str]:
    """What begins another act between an act and a date: "to be opened on March 15"."""
    return re.compile(r"\bto be\b|\b(?:which|who|that|when|until|before|after|and)\b.*\b\w+ed\b", re.I)
