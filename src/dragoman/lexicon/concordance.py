"""The concordance of a text: its words with where they stand, so that a pattern is tried only where it can begin.

A pattern that begins at a word's beginning is slow to look for: `re` tries it at every letter. Most papers have none of
the words that it can begin with, and the concordance says so at once; it is made once for all patterns.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

# "treaty", "aide" and "mémoire", "3d": letters and figures that stand together
WORD = re.compile(r"[^\W_]+")
# characters; in a shorter text a pattern is looked for sooner than a concordance is made
_SHORT = 200
_FIGURES = frozenset("0123456789")


class Concordance(NamedTuple):
    """Each word of a text as printed, with where it begins; and where words begin with a capital or with a figure."""

    places: Mapping[str, list[int]]
    capitals: list[int]
    figures: list[int]


@lru_cache(maxsize=2)
def concordance(text: str) -> Concordance:
    """The concordance of a text."""
    places: dict[str, list[int]] = {}
    for m in WORD.finditer(text):
        word = m[0]
        if word in places:
            places[word].append(m.start())
        else:
            places[word] = [m.start()]
    capitals = sorted(chain.from_iterable(starts for word, starts in places.items() if word[0].isupper()))
    figures = sorted(chain.from_iterable(starts for word, starts in places.items() if word[0] in _FIGURES))
    return Concordance(places, capitals, figures)


def has_any(text: str, words: Iterable[str]) -> bool:
    """Whether one of these words stands in a text."""
    return not concordance(text).places.keys().isdisjoint(words)


def first_words(forms: Iterable[str]) -> frozenset[str]:
    """The first word of each form ("aide" of "aide-mémoire")."""
    return frozenset(m[0] for form in forms if (m := WORD.match(form)))


def either_case(*words: str) -> tuple[str, ...]:
    """Each word with a small and with a capital first letter."""
    return (*words, *(word.capitalize() for word in words))


class Led(NamedTuple):
    """A pattern that begins where one of these words begins, or where a word begins with a figure."""

    pattern: re.Pattern[str]
    words: frozenset[str] | None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What the pattern finds, from left to right."""
        if len(text) < _SHORT:
            yield from self.pattern.finditer(text)
            return
        places, _, starts = concordance(text)
        if self.words is not None:
            here = places.keys() & self.words
            if not here:
                return
            starts = sorted(chain.from_iterable(places[word] for word in here))
        end = 0
        for start in starts:
            if start >= end and (m := self.pattern.match(text, start)):
                end = m.end()
                yield m


def led(pattern: str, words: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> Led:
    """A pattern that begins where a word begins, with the forms that it can begin with."""
    return Led(re.compile(rf"(?<![^\W_])(?:{pattern})", flags), first_words(words))


def led_by_figure(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Led:
    """A pattern that begins with a figure, where a word begins."""
    return Led(re.compile(rf"(?<![^\W_])(?:{pattern})", flags), None)
