"""Organisations: "Ministry of Justice", "Hudson’s Bay Company", "Legation of the United States", "British Foreign Office"."""

import re
from collections.abc import Iterator

from dragoman.edition.calendar import MONTH
from dragoman.readers.names.gazetteer import adjectives, entry_at, listed, listed_set, other_adjectives, vocabulary
from dragoman.readers.names.mention import UPPER, WORD, Claims, Mention, compiled

_HEADS = "|".join(re.escape(h) for h in sorted(listed("organisations", "heads"), key=len, reverse=True))
_HEADS_OF = "|".join(sorted(listed("organisations", "heads_of"), key=len, reverse=True)).replace(" ", "[ ]")
_CAP = rf"(?!{MONTH}\b){WORD}(?:[’']s(?=[ ]))?"
_OF = r"(?:of[ ]the[ ]|of[ ]|on[ ]the[ ]|on[ ]|for[ ]the[ ]|for[ ]|at[ ]|to[ ](?=Negotiate)|in[ ]the[ ]|in[ ])"
# words that are listed before the last one: "Territorial, Economic and Political Intelligence"
_LISTED = rf"(?:{_CAP},[ ](?=(?:{_CAP},?[ ]){{1,2}}and[ ]))"
# "Ministry of Justice", "Committee on Foreign Relations", "Section of Territorial, Economic and Political Intelligence"
WITH_OF = compiled(rf"""
    \b(?P<front>(?:(?:{_CAP}|[{UPPER}]\.)[ ]){{0,4}}?)(?P<head>{_HEADS_OF})[ ](?P<link>{_OF})
    (?P<rest>{_LISTED}{{0,3}}{_CAP}(?:[ ](?:and[ ])?{_CAP}){{0,6}}(?:[ ]laws\b)?)(?P<more>[ ](?:of|in)[ ](?:the[ ])?(?={_CAP}))?""")
# "Hudson’s Bay Company", "Siberian Development Co.", "Lytton Commission"
WITH_HEAD = compiled(rf"""
    (?P<front>(?:(?:{_CAP}|[{UPPER}]\.(?:[ ]?[{UPPER}]\.)*)(?:[ ]|[ ]and[ ]|[ ]&[ ])){{1,6}})(?P<head>{_HEADS})(?!\w)(?![’']?[ ]of[ ](?:Commons|Lords))""")
# "imperial foreign office", "legation of the United States": older papers print them small
SMALL = compiled(r"""
    \b(?:(?:legation|embassy|consulate|consulate[ ]general|army|navy)[ ]of[ ]the[ ]United[ ]States(?:[ ]of[ ]America)?
      |(?:imperial|royal|British|French|Spanish|Russian|German|Prussian|Austrian)[ ]foreign[ ]office
      |navy[ ]department|treasury[ ]department|war[ ]department|state[ ]department|naturalization[ ]bureau
      |house[ ]of[ ](?:commons|lords|representatives)|corps[ ]l[ée]gislatif)\b""")
_WEAK_FRONT = frozenset(["the", "your", "this", "our", "his", "its", "their", "my", "a", "an", "that", "your", "acting", "assistant", "chief", "second", "first", "third", "general", "special", "foreign", "excellency", "in", "of", "and", "sir", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "no", "nos", "president", "secretary", "minister", "chairman", "director", "mr", "mr.", "each", "said", "for", "by", "at", "on", "to", "when", "if", "while", "since", "as", "from", "with", "both", "all", "other", "such", "any", "these", "those", "under", "dear", "joint", "supreme", "see", "formerly", "late", "however"])
_LONE = frozenset(["government", "union", "cabinet", "line", "office", "board", "party", "army", "navy", "court", "department", "service", "division", "works", "mission", "fleet", "squadron", "exchange", "soviet", "cable", "telegraph", "committee", "commission", "conference", "delegation", "parliament", "church", "corps", "lines"])
_PLACED = frozenset(["Legation", "Embassy", "Consulate", "Mission", "University", "Delegation"]) | {"Consulate General"}
_HOUSES = ("of Commons", "of Lords", "of Representatives", "of Deputies", "of Peers", "of Assembly", "of Delegates")
_LOOSE = frozenset(["Republic", "Union", "House", "Party", "Service", "Office", "Senate", "Parliament", "Chamber"])


def organisations(text: str, claims: Claims) -> Iterator[Mention]:
    """Organs, ministries, companies and bodies named by a head word and the capitalised words around it."""
    for m in SMALL.finditer(text):
        claims.take(*m.span())
        yield Mention(m.start(), m.end(), "organisation", m[0], "an office of state")
    at = 0
    while (with_of := WITH_OF.search(text, at)) is not None:
        mention = _with_of(text, with_of)
        at = mention.end if mention else with_of.end("head")
        if mention and claims.free(mention.start, mention.end):
            claims.take(mention.start, _held(text, with_of, mention))
            yield mention
    for m in WITH_HEAD.finditer(text):
        if mention := _with_head(text, m, claims):
            claims.take(mention.start, mention.end)
            yield mention


def _held(text: str, m: re.Match[str], mention: Mention) -> int:
    """How far an organisation keeps its words to itself: a state or place after "of" or "in" is named too."""
    entry = entry_at(text, m.start("rest"), text[m.start("rest"):m.end("rest")])
    return m.end("head") if entry is not None and entry.kind in {"polity", "place"} else mention.end


def _with_head(text: str, m: re.Match[str], claims: Claims) -> Mention | None:
    """The organisation of capitalised words before a head word."""
    start, head = _front(text, m.start(), m.start("head")), m.start("head")
    if start == head or not claims.free(start, m.end()):
        return None
    front = text[start:head].split()
    low = m["head"].lower()
    if low in {"government", "republic", "cabinet", "lloyd"} or (low in _LONE and len(front) == 1 and _dull(front[0])):
        return None
    entry = entry_at(text, start, front[0])
    if entry is not None and start + len(entry.text) >= m.end() and entry.kind != "organisation":
        return None
    end = m.end() + (m["head"] in {"Co", "Corp", "Bros"} and text[m.end():m.end() + 1] == ".")
    return Mention(start, end, "organisation", text[start:end], "capitalised words before a word for a body")


def _with_of(text: str, m: re.Match[str]) -> Mention | None:
    """The organisation of a head with "of ...": trimmed of words before and after it that are no part of its name."""
    head, word, link = m.start("head"), m["head"], m["link"].split()[0]
    entry = entry_at(text, head, word)
    if entry is not None and entry.kind == "polity":
        return None
    start = _front(text, m.start(), head)
    if link in {"in", "at"} and word not in _PLACED:
        return None
    if word in _LOOSE and not (m["link"].strip() + " " + m["rest"]).startswith(_HOUSES):
        return None
    end = _rest_end(text, m, whole=word != "House")
    if end <= m.start("rest") or text[m.start("rest"):end].lower() in listed_set("titles", "never"):
        return None
    return Mention(start, end, "organisation", text[start:end], "a word for a body with “of”")


def _rest_end(text: str, m: re.Match[str], *, whole: bool) -> int:
    """Where a name with "of" ends: before "and" with another name, after the state whose body it is ("of the USSR")."""
    start, rest = m.start("rest"), m["rest"]
    end = m.end("rest")
    for cut in re.finditer(r" and ", rest):
        follower = rest[cut.end():].split(" ")[0].rstrip("’s")
        if follower.lower() not in vocabulary() or m["link"].split()[0] in {"in", "at"}:
            end = start + cut.start()
            break
    entry = entry_at(text, start, rest)
    if entry is not None and entry.kind in {"polity", "place"}:
        end = start + len(entry.text)
    if m["more"] and whole and end == m.end("rest"):
        more = entry_at(text, m.end("more"), text[m.end("more"):m.end("more") + 20])
        if more is not None and (more.kind == "polity" or (more.kind == "place" and m["head"] in _PLACED)):
            end = m.end("more") + len(more.text)
    return end - 2 if text[start:end].endswith(("’s", "'s")) else end


def _front(text: str, start: int, head: int) -> int:
    """Where the name begins: words before the head that cannot belong to it are dropped from the left."""
    words = text[start:head].rstrip(" ").split(" ") if start < head else []
    at, kept = start, head
    for i, word in enumerate(words):
        bare = word.lower().rstrip(".,")
        dull = bare in _WEAK_FRONT or word == "&" or (bare in listed_set("titles", "titles") and bare not in {"general"})
        later = any(w.lower().rstrip(".,") in _WEAK_FRONT - {"and", "general", "foreign", "special", "supreme", "joint"} for w in words[i + 1:])
        rank = i == 0 and bare in {"foreign", "supreme", "joint", "special", "general"} and len(words) > 1
        if (dull and not rank) or later:
            at += len(word) + 1
            continue
        kept = at
        break
    return kept


def _dull(word: str) -> bool:
    """Whether a word before a head tells only whose body it is, or its rank ("French Cabinet", "Supreme Court")."""
    return word.title() in adjectives() or word in other_adjectives()
