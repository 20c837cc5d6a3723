"""Organisations: "Ministry of Justice", "Hudson’s Bay Company", "Legation of the United States"."""

import re
from collections.abc import Iterator

from dragoman.edition.calendar import MONTH
from dragoman.lexicon.concordance import led
from dragoman.lexicon.vocabulary import ordinary_words
from dragoman.readers.names.gazetteer import (
    Entry,
    adjectives,
    entry_at,
    listed,
    listed_set,
    other_adjectives,
    word_set,
)
from dragoman.readers.names.mention import UPPER, WORD, Claims, Mention, either, line_start, verbose
from dragoman.readers.names.plain import dull

# words that make a body of the capitalised words beside them: "Company", "Ministry"
_HEADS = {*listed("organisations", "heads"), *listed("organisations", "heads_of")}
HEAD = led(either(_HEADS) + r"(?!\w)", _HEADS)
_ANY_HEAD = re.compile(either(_HEADS) + r"(?!\w)")
_CAP = rf"(?!(?:{MONTH})\b){WORD}(?:[’']s(?=[ ]))?"
# "Justice", "Foreign Relations", "Territorial, Economic and Political Intelligence"
_OF = verbose(rf"""
    [ ](?P<link>(?:of|on|for)[ ](?:the[ ])?|at[ ]|in[ ](?:the[ ])?|to[ ](?=Negotiate))
    (?P<rest>(?:{_CAP},[ ](?=(?:{_CAP},?[ ]){{1,2}}and[ ])){{0,3}}{_CAP}(?:[ ](?:and[ ])?{_CAP}){{0,6}}(?:[ ]laws\b)?)
    (?P<more>[ ](?:of|in|to)[ ](?:the[ ])?(?={_CAP}))?""")
# another head soon after: "Russian Railway Service Corps" is one body, not a railway
_GOES_ON = re.compile(rf"(?:[ ]{WORD}){{0,2}}[ ](?:{_ANY_HEAD.pattern})")
_FRONT = re.compile(rf"{WORD}(?:[’']s)?|(?:[{UPPER}]\.){{1,3}}|&")
# "Legation of Mexico in the United States"
_SEAT = re.compile(rf" (?:in|at) (?:the )?(?={WORD})")
# "imperial foreign office", "legation of the United States": older papers print them small
SMALL = verbose(r"""
    legation[ ]of[ ]the[ ]United[ ]States(?:[ ]of[ ]America)?|embassy[ ]of[ ]the[ ]United[ ]States(?:[ ]of[ ]America)?
    |army[ ]of[ ]the[ ]United[ ]States
    |navy[ ]of[ ]the[ ]United[ ]States|imperial[ ]foreign[ ]office|royal[ ]foreign[ ]office
    |navy[ ]department|treasury[ ]department|war[ ]department|state[ ]department|naturalization[ ]bureau
    |house[ ]of[ ](?:commons|lords|representatives)|corps[ ]l[ée]gislatif""")
# of which one stands in each of them
_SMALL_PARTS = (
    *("legation of the U", "embassy of the U", "army of the U", "navy of the U", "imperial f", "royal foreign office"),
    *("navy department", "treasury department", "war department", "state department", "naturalization bureau"),
    *("house of ", "corps l"),
)
_WEAK = word_set("before_bodies")
_RANKS = word_set("ranks")
# heads that are no name with one adjective alone ("French Cabinet", "Russian fleet")
_LONE = word_set("lone_bodies")
_COMPANIES = word_set("companies")
_POSTS = frozenset({"Legation", "Embassy", "Consulate", "Consulate General", "Mission", "University", "Delegation"})
_OFFICES = frozenset({"Legation", "Embassy", "Consulate", "Consulate General"})
_LOOSE = word_set("loose_bodies")
_HOUSES = re.compile(r"of (?:Commons|Lords|Representatives|Deputies|Peers|Assembly|Delegates)$")


def organisations_in(text: str, claims: Claims) -> Iterator[Mention]:
    """Organs, ministries, companies and bodies named by a head word and the capitalised words around it."""
    for m in SMALL.finditer(text) if any(part in text for part in _SMALL_PARTS) else ():
        claims.take(*m.span())
        yield Mention(m.start(), m.end(), "organisation", m[0], "an office of state")
    for head in HEAD.finditer(text):
        if not claims.free(*head.span()):
            continue
        start = _front(text, head.start(), head[0])
        of = _OF.match(text, head.end()) if head[0].lower() in listed_set("organisations", "heads_of") else None
        mention, held = _with_of(text, start, head, of) if of else (None, 0)
        if mention is None:
            mention, held = _with_head(text, start, head), head.end()
        if mention and claims.free(mention.start, mention.end):
            claims.take(mention.start, held)
            yield mention


def _with_head(text: str, start: int, head: re.Match[str]) -> Mention | None:
    """The organisation of capitalised words before a head word."""
    front = text[start : head.start()].split()
    low = head[0].lower()
    if (
        not front
        or low not in listed_set("organisations", "heads")
        or _GOES_ON.match(text, head.end())
        or low in {"government", "republic", "cabinet", "lloyd"}
        or (len(front) == 1 and low in _LONE and _dull(front[0]))
    ):
        return None
    entry = entry_at(text, start, front[0])
    if entry is not None and start + len(entry.text) >= head.end() and entry.kind != "organisation":
        return None
    end = head.end() + (head[0] in {"Co", "Corp", "Bros"} and text[head.end() : head.end() + 1] == ".")
    return Mention(start, end, "organisation", text[start:end], "capitalised words before a word for a body")


def _with_of(text: str, start: int, head: re.Match[str], of: re.Match[str]) -> tuple[Mention | None, int]:
    """The organisation of a head with "of ...", and how far it keeps its words to itself."""
    word, link = head[0], of["link"].split()[0]
    known = entry_at(text, head.start(), word)
    if known is not None and known.kind != "organisation":
        return None, 0
    entry = entry_at(text, of.start("rest"), of["rest"])
    placed = entry if entry is not None and entry.kind in {"polity", "place"} else None
    own = entry is None and word in _OFFICES and not dull(of["rest"].split(" ")[0])
    if (link in {"in", "at"} and (word not in _POSTS or not (placed or own))) or (
        word in _LOOSE and not _HOUSES.match(of["link"] + of["rest"])
    ):
        return None, 0
    end = _end(text, head, of, placed)
    if known is not None and head.start() + len(known.text) > head.end():
        end = head.start() + len(known.text)
    if (
        end <= of.start("rest")
        or of["rest"].startswith(("His ", "Her "))
        or text[of.start("rest") : end].lower() in listed_set("titles", "never")
    ):
        return None, 0
    nested = placed is not None or own or _ANY_HEAD.search(text, of.start("rest"), end) is not None
    return (
        Mention(start, end, "organisation", text[start:end], "a word for a body with “of”"),
        head.end() if nested else end,
    )


def _end(text: str, head: re.Match[str], of: re.Match[str], placed: Entry | None) -> int:
    """Where a name with "of" ends: before "and" with another name, after the state whose body it is ("of the USSR")."""
    if placed is not None:
        end = of.start("rest") + len(placed.text)
        seat = _SEAT.match(text, end) if head[0] in _POSTS else None
        entry = entry_at(text, seat.end(), text[seat.end() : seat.end() + 24]) if seat else None
        return seat.end() + len(entry.text) if seat and entry and entry.kind in {"polity", "place"} else end
    end = of.end("rest")
    for cut in re.finditer(r" and ", of["rest"]):
        if of["rest"][cut.end() :].split(" ")[0].rstrip("’s").lower() not in ordinary_words():
            end = of.start("rest") + cut.start()
            break
    if of["more"] and end == of.end("rest") and head[0] != "House":
        more = entry_at(text, of.end("more"), text[of.end("more") : of.end("more") + 24])
        if (
            more is not None
            and (more.kind == "polity" or (more.kind == "place" and head[0] in _POSTS))
            and of["more"].split()[0] != "in"
        ):
            end = of.end("more") + len(more.text)
    return end - 2 if text[of.start("rest") : end].endswith(("’s", "'s")) else end


def _front(text: str, head: int, word: str) -> int:
    """Where the name begins: the capitalised words before the head that can belong to it."""
    words = text[max(line_start(text, head), head - 90) : head].split(" ")[:-1] if text[head - 1 : head] == " " else []
    kept: list[str] = []
    while words and len(kept) < 6:
        last = words.pop()
        joined = last == "and" and word in _COMPANIES and kept and words and _FRONT.fullmatch(words[-1])
        if not joined and not _FRONT.fullmatch(last):
            break
        bare = last.lower().rstrip(".")
        if not joined and (
            bare in _WEAK
            or bare in listed_set("titles", "never")
            or bare.startswith(("ambassador", "minister"))
            or (bare in listed_set("titles", "titles") and bare not in _RANKS)
        ):
            break
        if kept and word in _OFFICES and not (joined or dull(last) or dull(kept[-1]) or _listed(last, kept[-1])):
            break
        kept.append(last)
    while kept and (
        kept[-1] in {"and", "&"}
        or (kept[-1].lower() in _RANKS and len(kept) == 1 and word not in {"Office", "Court", "Board"})
    ):
        kept.pop()
    return head - sum(len(w) + 1 for w in kept)


def _listed(first: str, second: str) -> bool:
    """Whether two words together, or the first alone, stand in the gazetteer ("Buenos Aires", "United States")."""
    return entry_at(f"{first} {second}", 0, first) is not None


def _dull(word: str) -> bool:
    """Whether a word before a head tells only whose body it is, or its rank ("French Cabinet", "Supreme Court")."""
    return word.title() in adjectives() or word in other_adjectives()
