"""Powers: which power words name, or whose an office or organ is.

"the Japanese Government", "Japan" and "the Ambassador of Japan to the USSR" belong to Japan; "Ambassador in Japan" says
where he is, not whose. Names of one power are joined by the lexicon; a power that it does not know ("the Velmark
Government", "Legation of Orsovia") is one where an organ is called by it.
"""

import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from dragoman.lexicon import lexicon, one_of
from dragoman.lexicon.vocabulary import ordinary_words

_LONGEST = 6                    # words of a power's name
_WORD = re.compile(r"[\w.’'-]+")
# "in Japan", "at Geneva", "to the USSR": where an envoy is
_PLACED = re.compile(r"\s(?:in|at|near|to|then|temporarily)\s.*", re.S)
_ORGAN = one_of("powers", "words.organs")
# "the Velmark Government", "The Orsovian Deputy Commissar"
_CLAIMED = re.compile(rf"\b(?P<whose>[A-ZÀ-Þ][\w’-]+)\s+(?:Grand\s)?{_ORGAN}\b")
# "Legation of Orsovia", "Council Republic of Orsovia"
_OF = re.compile(rf"{_ORGAN}\s+of\s+(?:the\s+)?(?P<whose>[A-ZÀ-Þ][\w’-]+)")
_MAJESTY = re.compile(one_of("powers", "words.majesties"))
_NO_POWERS = frozenset(w.lower() for w in lexicon("powers")["words"]["no_powers"])
_ENDINGS: list[str] = lexicon("powers")["words"]["endings"]
_SHORTEST = 4                   # letters of a noun that an adjective is taken to come from


@lru_cache(maxsize=16384)
def known_power(words: str) -> str | None:
    """The first power of the lexicon among words, by noun or adjective, as its key ("great britain"); None for none."""
    found = [w.strip(".,;:()") for w in _WORD.findall(words.replace("'", "’"))]
    names = _names()
    for i in range(len(found)):
        if not found[i][:1].isupper() and not (i == 0 and len(found) == 1):
            continue
        for j in range(min(len(found), i + _LONGEST), i, -1):
            key = names.get(" ".join(found[i:j]).lower())
            if key and not (found[i:j] == ["United"] and j < len(found)):
                return key
    return "great britain" if _MAJESTY.search(words) else None


def power_alone(words: str) -> bool:
    """Whether words are the name of a power of the lexicon and nothing else."""
    return " ".join(words.replace("'", "’").lower().removeprefix("the ").split()) in _names()


def power_of(words: str | None, learned: Collection[str] = ()) -> str | None:
    """Whose an office, organ or government is, as a key; where it is posted is left out of account.

    `learned` are the keys of powers that the lexicon does not know and the archive names.
    """
    if not words:
        return None
    bare = _PLACED.sub("", f" {words}").strip()
    found = known_power(bare)
    if found is None and learned:
        for word in _WORD.findall(bare):
            if word[:1].isupper() and (key := noun_of(word, learned)):
                return key
    return found


def claimed(text: str) -> Iterable[str]:
    """Words that organs are called by and that are no known powers: "Velmark", "Orsovian"."""
    for pattern in (_CLAIMED, _OF):
        for m in pattern.finditer(text):
            word = m["whose"]
            if word.lower() not in _NO_POWERS and word.lower() not in ordinary_words() and known_power(word) is None:
                yield word


def noun_of(word: str, nouns: Collection[str]) -> str | None:
    """The power among `nouns` (keys) that a noun or adjective means: "orsovia" for "Orsovian" and "Orsovia"."""
    low = word.lower().removesuffix("’s").removesuffix("'s")
    if low in nouns:
        return low
    for ending in _ENDINGS:
        stem = low.removesuffix(ending)
        if stem == low or len(stem) < _SHORTEST:
            continue
        for noun in (stem, stem + "a", stem + "ia", stem + "y", stem + "e"):
            if noun in nouns:
                return noun
    return None


@cache
def label_of(key: str) -> str:
    """A power's name for people: as the lexicon prints it, else with capitals."""
    small = ("of", "the", "and")
    return _labels().get(key) or " ".join(w if w in small else w[:1].upper() + w[1:] for w in key.split())


@cache
def seat(post: str | None) -> str | None:
    """The power whose ministry alone is called so: "department of state"."""
    name = lexicon("powers")["seats"].get(post or "")
    return name.lower() if name else None


@cache
def _names() -> dict[str, str]:
    """The key of each name and adjective of a power, in small letters."""
    found: dict[str, str] = {}
    for line in _lines("powers", "same"):
        found |= {name.lower(): line[0].lower() for name in line}
    for line in _lines("polities", "forms"):
        key = next((found[n.lower()] for n in line if n.lower() in found), line[0].lower())
        for name in line:
            found.setdefault(name.lower(), key)
    for text in lexicon("polities")["adjectives"].splitlines():
        noun, _, adjectives = text.partition(":")
        for word in filter(None, (w.strip().lower() for w in adjectives.split(","))):
            found.setdefault(word, found.get(noun.strip().lower(), noun.strip().lower()))
    return found


@cache
def _labels() -> dict[str, str]:
    named = [line[0] for file, key in (("polities", "forms"), ("powers", "same")) for line in _lines(file, key)]
    return {name.lower(): name for name in named}


def _lines(file: str, key: str) -> list[list[str]]:
    rows = ([n.strip().replace("'", "’") for n in line.split(",") if n.strip()]
            for line in lexicon(file)[key].splitlines())
    return [row for row in rows if row]
