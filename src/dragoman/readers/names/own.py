"""Own words: what a paper itself says of names that no gazetteer knows ("Consul at Brenna", "Republic of Tavoria").

A name so told is of that kind wherever the paper prints it. Leaves alone what the gazetteer knows, and plain words.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import chain

from dragoman.edition.calendar import MONTH
from dragoman.lexicon.concordance import either_case, led
from dragoman.readers.names.gazetteer import adjectives, entry_at, first_word, word_set
from dragoman.readers.names.labels import is_given, patronymic
from dragoman.readers.names.mention import UPPER, WORD, Mention, NameKind, at_lines, verbose
from dragoman.readers.names.plain import dull

# what the paper says of a name: its kind, None for an adjective or the like, which is no name
Own = Mapping[str, tuple[tuple[str, NameKind | None], ...]]
# "Brenna", "Stari Brod"; not "Brenna’s"
_X = rf"{WORD}(?:[ ]{WORD})?"
# The patterns begin with letters that are quick to look for, so "Consul" and "consul" with "onsul".
# "Consul at Brenna", "consulates in Brenna"
POST = verbose(rf"onsul(?:ate)?s?(?:[ -][Gg]eneral|ar[ ][Aa]gent)?[ ](?:at|in)[ ](?P<one>{_X})")
# "Repeated to Brenna and Holm"
REPEATED = verbose(rf"""
    epeat(?:ed)?[ ]to[ ](?P<one>{_X})(?=[.,]|[ ](?:and|as)\b)(?:[ ]and[ ](?P<two>{WORD}))?""")
# "Brenna, May 3": the line that dates a letter
DATELINE = re.compile(rf"\[?(?P<one>{_X}),\]?[ ](?:{MONTH})[ ]\d")
_ENVOY = r"(?:Minister|Ambassador|Charg[ée](?:[ ]d[’']Affaires)?|Legation|Embass(?:y|ies)|Representative|Envoy|Agent)s?"
# "The Minister in Tavoria (Holm)", "Ministers in Tavoria (as No. 3) and Drevonia (as No. 4)"
ENVOY = verbose(rf"""
    {_ENVOY}[ ](?:in|to)[ ](?P<one>{_X})(?=[ ](?:\(|to[ ]the\b))
    (?:[ ]\([^()\n]{{1,30}}\)[ ]and[ ](?P<two>{WORD})(?=[ ]\())?""")
# "Republic of Tavoria", "the mission of Tavoria in Drevonia": the name ends where the next begins
OF = led(rf"of (?P<one>{WORD})(?: in (?P<two>{WORD}))?", ("of",))
_STATES = ("Republic ", "Kingdom ", "Empire ", "Principality ", "Duchy ", "Free City ", "overnment ", "ission ")
_BEFORE_OF = (*_STATES, "egation ", "mbassy ")
# "the Drevmark Government", "two Drevmark ships", "the Tavorian minister": a state by its noun or its adjective
_BEFORE_STATES = (
    *either_case("the", "a", "an", "two", "three", "several", "our", "no", "foreign"),
    *("with", "of", "from", "and"),
)
WHOSE = led(
    rf"""(?<=[ ])(?:{'|'.join(_BEFORE_STATES)})[ ](?P<one>{WORD})[ ]
    (?P<head>[Gg]overnments?|[Mm]inisters?|[Cc]harg[ée]|[Cc]onsul(?:ate)?s?|flag|fleet|ships|vessels|subjects
    |citizens|nationals|delegates|authorities|troops|agents|[Ll]egation|[Ee]mbassy|[Pp]lenipotentiary
    |[Aa]mbassador|[Mm]ilitary[ ]|market|side|frontier)(?!\w)""",
    _BEFORE_STATES,
    re.VERBOSE,
)
# of these a city has its own too ("the Brenna authorities")
_ANYBODYS = word_set("anybodys")
# "the Minister in Tavoria had", where only the ending shows a state
ABROAD = verbose(rf"{_ENVOY}[ ]in[ ](?P<one>{WORD})(?![ ]{WORD})")
_LANDS = ("ia", "land", "stan", "mark")
# "Tavorian", "Drevish", "Solanese"; bounded, for a long run of capitals begins anew at each
ADJECTIVE = verbose(rf"(?P<one>[{UPPER}]\w{{1,40}}(?:ian|ean|ish|ese)s?)(?=[ ](?P<noun>[a-z]+s\b)?\w)")
_BEFORE_ADJECTIVES = (" the", " a", " an", " in", " of", " by", " for", " my", " our", "The", "My", "Our")
_ENDS = ("ian", "ean", "ish", "ese", "ians", "eans")
# what a pattern tells beside the name
_ASIDE = frozenset({"head", "noun"})
_NEWSPAPERS = word_set("newspapers")


def own_names(text: str, ships: Iterable[Mention]) -> Own:
    """By the first word of each name in lower case: the name and what the paper says it is, the longest first."""
    found: dict[str, NameKind | None] = {}
    for m in chain(at_lines(DATELINE, text), POST.finditer(text), REPEATED.finditer(text)):
        _keep(found, text, m, "place")
    for m in ENVOY.finditer(text):
        _keep(found, text, m, "polity")
    end = -1
    for m in OF.finditer(text):
        if text.endswith(_BEFORE_OF, 0, m.start()) and m.start() - 1 != end:
            _keep(found, text, m, "polity")
            end = m.end()
    _of_states(found, text)
    for ship in ships:
        if _free(text, ship.start, ship.label):
            found.setdefault(ship.label, "ship")
    index: dict[str, list[tuple[str, NameKind | None]]] = {}
    for name, kind in found.items():
        index.setdefault(first_word(name), []).append((name, kind))
    return {word: tuple(sorted(group, key=lambda g: -len(g[0]))) for word, group in index.items()}


def _of_states(found: dict[str, NameKind | None], text: str) -> None:
    """States by what is theirs, and their adjectives."""
    for m in WHOSE.finditer(text):
        if m["one"].endswith(_ENDS):
            _keep(found, text, m, None)
        elif m["head"] not in _ANYBODYS:
            _keep(found, text, m, "polity")
    for m in ABROAD.finditer(text):
        if m["one"].endswith(_LANDS):
            _keep(found, text, m, "polity")
    for m in ADJECTIVE.finditer(text):
        set_before = text[max(0, m.start() - 5) : max(0, m.start() - 1)].endswith(_BEFORE_ADJECTIVES)
        noun = m["one"].removesuffix("s").removesuffix("n")
        if noun.endswith("ia") and set_before:
            found.setdefault(noun, "polity")
        if noun in found or m["one"] in found or (set_before and m["noun"]):
            _keep(found, text, m, None)


def _keep(found: dict[str, NameKind | None], text: str, m: re.Match[str], kind: NameKind | None) -> None:
    """Keep the names that a pattern found, those that no list explains."""
    for group, name in m.groupdict().items():
        if group in _ASIDE or name is None or not _free(text, m.start(group), name):
            continue
        words = name.split(" ")
        if len(words) > 1 and (dull(words[1]) or is_given(words[1])):
            name = words[0]
        if " " not in name or words[-1] not in _NEWSPAPERS:
            found.setdefault(name, kind)


def _free(text: str, start: int, name: str) -> bool:
    """Whether no list explains a name: no gazetteer, no plain word, no given name."""
    first = name.split(" ")[0]
    return not (
        text[max(0, start - 1) : start].isalnum()
        or dull(first)
        or (is_given(first) and " " not in name)
        or patronymic(first)
        or first in adjectives()
        or len(first) < 3
        or (first.isupper() and len(first) < 6)
        or entry_at(text, start, first) is not None
    )


def own_at(own: Own, text: str, start: int, word: str) -> tuple[int, NameKind | None] | None:
    """Where the paper's own name ends that stands at an offset where a capitalised word begins, and its kind."""
    for name, kind in own.get(first_word(word), ()):
        end = start + len(name)
        if text.startswith(name, start) and not text[end : end + 1].isalnum() and text[end : end + 1] != "-":
            return end, kind
    return None
