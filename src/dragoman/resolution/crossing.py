"""Crossing: how soon a letter can be there at the soonest, where the archive does not tell.

Between two sides of an ocean no letter goes in less than DAYS_AT_SEA; of places that are not known nothing is said.
"""

from functools import lru_cache

from dragoman.lexicon import lexicon
from dragoman.lexicon.vocabulary import plain_words

# the fastest steamers crossed the Atlantic in five days, from the 1890s to the 1930s
DAYS_AT_SEA = 5


def soonest(here: str | None, there: str | None) -> int:
    """The days that a letter takes at least from one place to another, by the places alone."""
    one, other = _side(here), _side(there)
    return DAYS_AT_SEA if one and other and one != other else 0


@lru_cache(maxsize=4096)
def _side(place: str | None) -> str | None:
    """On which side of the oceans a place lies; None where it is not known."""
    line = f" {_plain(place or '')} "
    return next((side for name, side in _sides().items() if f" {name} " in line), None)


@lru_cache(maxsize=1)
def _sides() -> dict[str, str]:
    """The names of towns and lands with their side."""
    of: dict[str, str] = {}
    listed = {land: side for side, lands in lexicon("duties")["sea"].items() for land in lands}
    for land, capitals in lexicon("seats")["of"].items():
        of |= dict.fromkeys(map(_plain, (*capitals, land)), listed.get(land, "europe"))
    return of | {_plain(name): side for name, side in listed.items()}


def _plain(name: str) -> str:
    return " ".join(plain_words(name))
