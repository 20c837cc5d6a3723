"""Vocabulary: the words that papers use and how often; and what a misread word was ("Mexiean": "Mexican").

The words are counted by scripts/train_words.py; letters that look alike, and endings, stand in spelling.toml.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from typing import NamedTuple
from unicodedata import combining, normalize

from dragoman.lexicon import lexicon, words

# "government", "Mexiean"; an apostrophe or a hyphen parts words
_PLAIN_WORD = re.compile(r"\w+")
WORD = re.compile(r"[^\W\d_]{2,}")
WORD_LIMIT = 30  # letters; what is longer is no word
SHORTEST = 5  # letters; among shorter words nearly all pairs that look alike are both words
COMMON = 3  # level of a word that others may be misread from: in 8 papers of 6,000 or more
PART = 2  # level of the parts of a compound
STUB, STUB_LEVEL = 3, 5  # letters of a part so short that it must be commoner ("gunboat", but not "stra-tus")
SMOOTH = 0.5
GREATEST_GAIN = 7.0  # more than letters can win
VOWELS = frozenset("aeio")  # "relativa", "casos", "acte" are words of other tongues
# What must speak for a misreading: the gain in how well the letters go together, the commonness of the right word, the
# length of the word. Set on the development volumes, each read with the words of the eleven others.
ALIKE, DOUBTFUL, NAME = 3.4, 5.0, 0.3
LEVEL_WEIGHT, LENGTH_WEIGHT, LONGEST = 1 / 3, 0.5, 10


class Vocabulary(NamedTuple):
    """All words; for each its level (it is in 2^level papers or more); the less rare in one string, for searching."""

    known: frozenset[str]
    levels: Mapping[str, int]
    roll: str

    @classmethod
    def of(cls, levels: Mapping[str, int]) -> "Vocabulary":
        """The vocabulary with these levels."""
        return cls(frozenset(levels), levels, "".join(f"^{word}$" for word, level in levels.items() if level >= PART))


@cache
def vocabulary(language: str = "en") -> Vocabulary:
    """The vocabulary that comes with the program."""
    return Vocabulary.of({word.lower(): level for level, line in enumerate(_lines(language)) for word in line.split()})


@cache
def ordinary_words(language: str = "en") -> frozenset[str]:
    """Words that stand in small letters often enough: a capital alone does not make a name of one."""
    return frozenset(word for line in _lines(language) for word in line.split() if word.islower())


@cache
def _lines(language: str) -> list[str]:
    """The words of each level, those that may be names with a capital."""
    data = gzip.decompress((files(__package__) / language / "words.txt.gz").read_bytes()).decode()
    return data.split("\n")


@lru_cache(maxsize=1 << 16)
def right_word(word: str) -> str | None:
    """What a misread word was, by the program's own vocabulary; None when it is a good word or cannot be told."""
    return misread(word, vocabulary())


def misread(word: str, vocabulary: Vocabulary, margin: float = 0.0) -> str | None:
    """The common word that a scanner made this one of, by letters that look alike ("aceount": "account"); else None.

    With a margin, so much more must speak for it.
    """
    lower = word.lower()
    if not SHORTEST <= len(lower) <= WORD_LIMIT or not lower.isalpha() or is_familiar(lower, vocabulary):
        return None
    bonus = LENGTH_WEIGHT * (min(len(lower), LONGEST) - SHORTEST) - (0 if word.islower() else NAME)
    best: tuple[float, str] | None = None
    for right, where, need in _alternatives(word, lower, vocabulary):
        likely = LEVEL_WEIGHT * vocabulary.levels[right] + bonus - need - margin
        if likely + GREATEST_GAIN < 0:
            continue
        likely += _ease(right, where, vocabulary.roll) - _ease(lower, where, vocabulary.roll)
        if likely >= 0 and (best is None or likely > best[0]):
            best = likely, right
    return best[1] if best else None


def is_familiar(word: str, vocabulary: Vocabulary, depth: int = 0) -> bool:
    """Whether a word (in lower case) is known or made of known ones: by an ending, a beginning, or as a compound."""
    known = vocabulary.known
    if word in known or word in words("spelling", "plain"):
        return True
    for stem in _stems(word):
        if stem in known or f"{stem}e" in known or (stem[-1] == "i" and f"{stem[:-1]}y" in known) \
                or (stem[-1] == stem[-2] and stem[:-1] in known):
            return True
    levels = vocabulary.levels
    for cut in range(3, len(word) - 2):
        head, tail = word[:cut], word[cut:]
        needed = PART if min(cut, len(tail)) > STUB else STUB_LEVEL
        if levels.get(head, 0) >= needed and levels.get(tail, 0) >= needed:
            return True
    return depth == 0 and any(is_familiar(word[cut:], vocabulary, 1) for cut in range(2, len(word) - 3)
                              if word[:cut] in words("spelling", "beginnings"))


def _stems(word: str) -> Iterator[str]:
    endings = words("spelling", "endings")
    for size in range(1, min(8, len(word) - 2)):
        if word[-size:] in endings:
            yield word[:-size]


@cache
def _confusions() -> dict[str, list[tuple[str, float]]]:
    """For what a scanner makes, what may have stood there and how much must speak for it."""
    table: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, need in (("alike", ALIKE), ("doubtful", DOUBTFUL)):
        for right, wrong in lexicon("spelling")[name]:
            table[wrong].append((right, need))
    return table


def _alternatives(word: str, lower: str, vocabulary: Vocabulary) -> Iterator[tuple[str, int, float]]:
    """Common words one misreading away, the place where they differ, and the gain that each needs."""
    levels = vocabulary.levels
    table = _confusions()
    for at in range(len(lower)):
        for size in (1, 2):
            wrong = lower[at:at + size]
            if len(wrong) < size:
                continue
            for right, need in table.get(wrong, ()):
                whole = lower[:at] + right + lower[at + size:]
                inflected = need == DOUBTFUL and at + size >= len(lower) - 1 and lower.rstrip("s")[-1:] in VOWELS
                if levels.get(whole, 0) >= COMMON and not inflected:
                    yield whole, at, need
    for right, wrong in () if word.islower() else lexicon("spelling")["capitals"]:
        whole = right.lower() + word[len(wrong):].lower()
        if word.startswith(wrong) and levels.get(whole, 0) >= COMMON:
            yield whole, 0, ALIKE


def _ease(word: str, at: int, roll: str) -> float:
    """The mean log number of words that have the runs of three and four letters around a place."""
    padded = f"^{word}$"
    counts = [_shared(padded[i:i + size], roll) for size in (3, 4)
              for i in range(max(at + 2 - size, 0), min(at + 2, len(padded) - size + 1))]
    return sum(log(n + SMOOTH) for n in counts) / len(counts) if counts else 0.0


def soundness(word: str, vocabulary: Vocabulary) -> float:
    """How well a word's letters go together, by the words that share its runs of letters."""
    return sum(_ease(word, at, vocabulary.roll) for at in range(len(word))) / max(len(word), 1)


@lru_cache(maxsize=1 << 16)
def _shared(letters: str, roll: str) -> int:
    """How many of the less rare words have these letters in a row."""
    return roll.count(letters)


def plain_letters(word: str) -> str:
    """A word in small letters without accents: "hulsemann" for "Hülsemann"."""
    return "".join(c for c in normalize("NFD", word.casefold()) if not combining(c))


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters without accents, by which names are compared and looked up."""
    return _PLAIN_WORD.findall(plain_letters(text))


def letters_apart(one: str, two: str) -> int:
    """How many letters must be changed, added or taken away to make one word the other."""
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        corner, row[0] = row[0], i
        for j, b in enumerate(two, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (a != b))
    return row[-1]
