"""Tenures: who held an office from when to when, by the days of the papers that name him in it.

Whoever signs now and then for the one who holds the office is left out; where two overlap, a few papers that stand far
out of line (a misprinted day, an old paper printed again) do not stretch a term.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

STRAY = 0.05                    # of a holder's papers, or one, may stand out of line
EDGE = 0.02                     # of a long term's papers at either end are not relied on
WITHIN = 0.8                    # of the papers of one who signs for others stand within their terms
DOMINANT = 5                    # those who hold an office have so many times the papers of one who signs for them


class Term(NamedTuple):
    """That a person held an office: first and last day (ISO) that papers show, and in how many."""

    person: int
    first: str
    last: str
    papers: int


def terms(days: Mapping[int, Sequence[str]]) -> list[Term]:
    """The terms of one office, in order of time; `days` are those of the papers of each person in it."""
    found = {person: sorted(on) for person, on in days.items() if on}
    holders = {person: on for person, on in found.items()
               if not _signs_for_others(on, [other for who, other in found.items() if who != person])}
    clear = {person: _in_line(on, [other for who, other in holders.items() if who != person])
             for person, on in holders.items()}
    return sorted((Term(person, on[0], on[-1], len(on)) for person, on in clear.items()),
                  key=lambda t: (t.first, t.last, t.person))


def _signs_for_others(one: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether the papers of one stand well within the terms of such as have more, and are few beside theirs."""
    busier = [other for other in others if len(other) > len(one)
              and any(_at(other, EDGE) <= day <= _at(other, 1 - EDGE) for day in one)]
    within = sum(any(_at(other, EDGE) <= day <= _at(other, 1 - EDGE) for other in busier) for day in one)
    return within >= WITHIN * len(one) and sum(map(len, busier)) >= DOMINANT * len(one)


def _in_line(one: Sequence[str], others: Sequence[Sequence[str]]) -> Sequence[str]:
    """The days of a holder without those few that lie well within the term of one before or after him."""
    kept = list(one)
    for other in others:
        if _at(one, 0.5) < _at(other, 0.5):
            stray = [day for day in kept if day > _at(other, 0.1)]
        else:
            stray = [day for day in kept if day < _at(other, 0.9)]
        if len(stray) <= max(1, STRAY * len(one)) and len(stray) < len(kept):
            kept = [day for day in kept if day not in stray]
    return kept


def _at(days: Sequence[str], share: float) -> str:
    return days[int(share * (len(days) - 1))]
