"""Phrases: the noun phrases of running text, and the key by which the printings of one are told to be one.

"the said Fur-Seals" and "fur seal", "the convention of Belomost" and "the Belomost Convention" have one key each.
A phrase is a run of nouns, of words that qualify nouns and of capitalised words, over "of" and "of the"; it ends with a
noun. What is a noun is told by a list (substantives.txt.gz, made by scripts/train_nouns.py); a word too rare for the
list is one by default, unless its ending speaks against it. Nothing is tagged or parsed.
"""

import gzip
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import NamedTuple

from dragoman.edition.annotation import Span
from dragoman.lexicon import lexicon
from dragoman.lexicon import words as listed
from dragoman.lexicon.vocabulary import plain_letters, vocabulary

_CODE_BYTES = 6                 # of 3 million phrases, two share a code with a chance of 2 in 100
LONGEST = 5                     # words of a phrase at most, "of" not counted; longer ones are read in part
_FORMS = 1 << 16
_RARE = 1                       # level of a word too rare for the list of nouns: in fewer than 4 papers
_SHORTEST = 3                   # letters of a word in a phrase
_KNOWN_NAME = 3                 # level from which a capitalised word that is no noun is a verb or adverb, by its ending
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_POSSESSIVE = re.compile(r"['’]s?$")
_NOT_NOUNS = ("ed", "ing", "ly")
# plurals that are no plural of what stands before the "s", and singulars in "s"
_NO_PLURAL = ("ss", "us", "is", "ics", "ous", "news", "arms", "goods", "customs", "means", "series", "affairs")
_CLOSED = ("prepositions", "coordinators", "subordinators", "relatives", "be", "have", "do", "modals", "subjects",
           "determiners", "adverbs", "negations", "objects", "possessives", "times")


class Word(NamedTuple):
    """One word of a phrase: what it can be there, its key, its span.

    "N" is a noun and "C" a capitalised word that is none, either ends a phrase; "Q" only qualifies; "of", "the".
    """

    sort: str
    key: str
    start: int
    end: int


Run = tuple[Word, ...]
ENDS, WORDS = ("N", "C"), ("N", "C", "Q")


def runs(text: str, block: Span, barred: Sequence[Span]) -> Iterator[Run]:
    """The longest noun phrases of a block, in order; none goes over a barred span. `barred` is in order."""
    found: list[Word] = []
    bars = iter(barred)
    bar = next(bars, None)
    for m in _TOKEN.finditer(text, *block):
        start, end = m.span()
        while bar and bar[1] <= start:
            bar = next(bars, None)
        sort, key = ("", "") if bar and bar[0] < end else look_of(m[0])
        before = found[-1].sort if found else ""
        if sort in WORDS or (sort == "of" and before in ENDS) or (sort == "the" and before == "of"):
            found.append(Word(sort, key, start, end))
        elif sort == "year" and before == "of":
            found.append(Word("N", key, start, end))
        elif found:
            yield from _ended(found)
            found = []
    yield from _ended(found)


def parts(run: Run) -> Iterator[Run]:
    """Every phrase that a run holds, itself among them, of LONGEST words at most.

    One over "of" goes on to the end: "question of the salt pans" holds "salt" and "salt pans", not what ends in "salt".
    """
    size = len(run)
    for i, first in enumerate(run):
        words, over = 0, False
        if first.sort in WORDS:
            for j in range(i, size):
                over = over or run[j].sort == "of"
                words += run[j].sort in WORDS
                if words > LONGEST:
                    break
                if run[j].sort in ENDS and (not over or j + 1 == size or run[j + 1].sort == "of"):
                    yield run[i:j + 1]


def key_of(run: Run) -> str:
    """The key of a phrase: its words in the singular, what stands after "of" before what stands before it."""
    if all(word.sort in WORDS for word in run):
        return " ".join([word.key for word in run])
    return _turned([word.key for word in run])


def key(phrase: str) -> str:
    """The key of a phrase that is given in words."""
    return _turned([singular(word) for word in _plain_words(phrase)])


def normal(phrase: str) -> str:
    """The address of a phrase: its words in plain small letters, without what leads it, its head in the singular."""
    words = _plain_words(phrase)
    for i, word in enumerate(words):
        if i + 1 == len(words) or words[i + 1] == "of":
            words[i] = singular(word)
    return " ".join(words)


def code_of(key: str) -> int:
    """The number of a key."""
    return int.from_bytes(blake2b(key.encode(), digest_size=_CODE_BYTES).digest(), "big")


@lru_cache(_FORMS)
def singular(word: str) -> str:
    """A noun in the singular, by its ending: "fisheries" is "fishery", "claims" "claim"; "arms" stays."""
    if len(word) < _SHORTEST + 1 or not word.endswith("s") or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > _SHORTEST + 1:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "goes", "roes", "toes", "does")):
        return word[:-2]
    return word[:-1]


@lru_cache(_FORMS)
def look_of(printed: str) -> tuple[str, str]:
    """What a printed word can be in a phrase ("" for nothing, "year" for what may follow "of"), and its key."""
    word = printed.lower().replace("'", "’")
    if word in ("of", "the"):
        return word, word
    if _YEAR.fullmatch(word):
        return "year", word
    if len(word) < _SHORTEST or not word[0].isalpha() or word in _breaking():
        return "", ""
    name = singular(plain_letters(_POSSESSIVE.sub("", word))).replace("-", " ")
    ends, qualifies = substantives()
    if word in ends:
        return "N", name
    if word in qualifies or word.endswith("’s"):
        return "Q", name
    level = vocabulary().levels.get(word, 0)
    if printed[0].isupper():
        return ("", "") if level > _KNOWN_NAME and word.endswith(_NOT_NOUNS) else ("C", name)
    if level > _RARE:
        return "", ""
    return ("Q" if word.endswith("ing") else "" if word.endswith(_NOT_NOUNS) else "N"), name


@cache
def substantives(language: str = "en") -> tuple[frozenset[str], frozenset[str]]:
    """The words that can end a noun phrase, and those that only stand before a noun."""
    packed = (files("dragoman.lexicon") / language / "substantives.txt.gz").read_bytes()
    ends, qualifies = gzip.decompress(packed).decode().split("\n")
    return frozenset(ends.split()), frozenset(qualifies.split())


def matters(name: str) -> frozenset[str]:
    """One list of matters.toml."""
    return frozenset(" ".join(word.split()) for word in lexicon("matters")[name].split(","))


@cache
def _breaking() -> frozenset[str]:
    return matters("breaking").union(*(listed("grammar", name) for name in _CLOSED))


@cache
def _leading() -> frozenset[str]:
    """Words that may stand before a noun phrase and are no part of what it names."""
    return listed("grammar", "determiners") | listed("grammar", "possessives")


def _plain_words(phrase: str) -> list[str]:
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(plain_letters(phrase))]
    while len(words) > 1 and words[0] in _leading():
        del words[0]
    return words


def _turned(words: Sequence[str]) -> str:
    """The words, those after each "of" put before those before it."""
    groups: list[list[str]] = [[]]
    for word in words:
        if word == "of":
            groups.append([])
        elif word != "the":
            groups[-1].append(word)
    return " ".join(word for group in reversed(groups) for word in group)


def _ended(found: list[Word]) -> Iterator[Run]:
    """The run without what cannot end it; nothing when nothing is left."""
    size = len(found)
    while size and found[size - 1].sort not in ENDS:
        size -= 1
    if size:
        yield tuple(found[:size])
