"""Telling words: those of a text that tell what it is about, nouns, names and words too rare to be anything else.

"Today we received a message in the same sense" has "message" and "sense".
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from dragoman.lexicon import words as listed
from dragoman.lexicon.vocabulary import ordinary_words, plain_letters, vocabulary
from dragoman.resolution.phrases import singular, substantives

SHORTEST = 3                    # letters
RARE = 1                        # level up to which a word is taken for a noun: in so few papers as names are
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[ \u00a0-]|['’]s[ \u00a0]")      # side by side: "secret treaty", "Arita's speech"
_NOT_NOUNS = ("ed", "ing", "ly")
_CLOSED = ("prepositions", "coordinators", "subordinators", "relatives", "be", "have", "do", "modals", "subjects",
           "determiners", "adverbs", "negations", "objects", "possessives", "times")


class Telling(NamedTuple):
    """One word: its key (plain small letters, singular) and where it stands."""

    key: str
    start: int
    end: int


def telling(text: str) -> Iterator[Telling]:
    """The telling words of a text, in order."""
    for m in _WORD.finditer(text):
        if key := key_of(m[0]):
            yield Telling(key, *m.span())


def keys_of(text: str) -> frozenset[str]:
    """The keys of the telling words of a text."""
    return frozenset(word.key for word in telling(text))


def side_by_side(text: str) -> Iterator[tuple[Telling, Telling]]:
    """Telling words that follow one another at once: "secret protocol"."""
    last: Telling | None = None
    for word in telling(text):
        if last and _BETWEEN.fullmatch(text, last.end, word.start):
            yield last, word
        last = word


@lru_cache(1 << 16)
def key_of(printed: str) -> str:
    """The key of a printed word; "" for one that tells nothing."""
    word = printed.lower()
    if len(word) < SHORTEST or word in _empty():
        return ""
    rare = vocabulary().levels.get(word, 0) <= RARE and not word.endswith(_NOT_NOUNS)
    return singular(plain_letters(word)) if rare or is_name(printed) or word in substantives()[0] else ""


def is_name(printed: str) -> bool:
    """Whether a printed word is a name by its capital: one that is not often printed in small letters."""
    return printed[:1].isupper() and printed.lower() not in ordinary_words()


@cache
def _empty() -> frozenset[str]:
    """Words that tell nothing: the closed classes of grammar, and some nouns."""
    return listed("telling", "empty").union(*(listed("grammar", name) for name in _CLOSED))
