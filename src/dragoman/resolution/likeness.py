"""Likeness: how like a name that somebody else writes is to one that papers give, from 0 to 1.

"Grew, Joseph C." and "J. C. Grew" are like "Joseph C. Grew"; "Iosif Grew" is another man of that surname. A surname
alone never says who it is.
"""

from collections.abc import Callable
from functools import lru_cache

from dragoman.lexicon.parties import untitled
from dragoman.lexicon.vocabulary import letters_apart, plain_letters, plain_words
from dragoman.resolution.persons import agree, given, surname_of

# Set by hand, with the archive of twelve volumes before us: each kind of likeness is surer than the next
FULL = 0.95                     # the surname, and a given name in full or two initials
INITIAL = 0.88                  # the surname, and one initial
BARE = 0.75                     # the surname, where either is without a given name
NAMESAKE = 0.2                  # the surname, and another given name
MISPRINT = 0.85                 # times this for each letter of the surname that is another (Johnson, Johnston)
_LONG, _LONGER = 5, 8           # letters of a word in which one letter, or two, may be another
_AFTER = frozenset(("jr", "sr", "ii", "iii", "esq"))


@lru_cache(maxsize=4096)
def readings(words: str) -> tuple[str, ...]:
    """The ways to read a name: as it stands, and with what stands after its only comma before it; without titles.

    "Grew, Joseph C." is read as "Joseph C. Grew" as well, "W. W. Thomas, Jr." as it stands alone.
    """
    first, comma, rest = words.partition(",")
    turned = f"{rest.strip()} {first.strip()}" if comma and first.strip() and rest.strip() and "," not in rest else None
    if turned and plain_words(rest)[:1] and plain_words(rest)[0] in _AFTER:
        turned = None
    return tuple(dict.fromkeys(untitled(way) for way in (words, turned) if way and way.strip()))


@lru_cache(maxsize=65536)
def persons_alike(one: str, other: str) -> float:
    """How like the names of two persons are; neither has titles before it."""
    one, other = plain_letters(one), plain_letters(other)
    last = surname_of(one), surname_of(other)
    apart = _misprints(*last)
    if apart is None or not all(last):
        return 0.0
    names = given(one), given(other)
    if plain_words(one) == plain_words(other):
        return 1.0 if names[0] else BARE
    told = agree(*names)
    sure = BARE if told is None else NAMESAKE if told == 0 else INITIAL if told == 1 else FULL
    return round(sure * MISPRINT ** apart, 3)


def words_alike(one: str, other: str, weight: Callable[[str], float]) -> float:
    """How much two names of offices, powers or bodies have in common: the weight of the words that both have, twice,
    by that of all words (the coefficient of Sørensen and Dice); `weight` says how telling a word is.
    """
    a, b = _words(one), _words(other)
    every = sum(map(weight, a)) + sum(map(weight, b))
    return round(2 * sum(map(weight, a & b)) / every, 3) if every else 0.0


@lru_cache(maxsize=16384)
def _words(text: str) -> frozenset[str]:
    return frozenset(plain_words(text))


def misprints_allowed(word: str) -> int:
    """How many letters of a word may be others when it is looked for."""
    return 2 if len(word) >= _LONGER else 1 if len(word) >= _LONG else 0


def _misprints(one: str, other: str) -> int | None:
    """How many letters of two surnames are others; None where they are two names."""
    if one == other:
        return 0
    allowed = misprints_allowed(min(one, other, key=len))
    if not allowed or abs(len(one) - len(other)) > allowed:
        return None
    apart = letters_apart(one, other)
    return apart if apart <= allowed else None
