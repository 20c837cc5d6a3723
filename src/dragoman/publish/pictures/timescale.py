"""Timescale: where a day stands on an axis, which days the axis has ticks at, and what days a date can mean.

One date far from all others would press them together; so an axis leaves out the few that more than double it, and
tells on which side they are.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date as Day
from functools import lru_cache
from typing import NamedTuple

from dragoman.edition.dates import parse

FEW, SPARE = 8, 20              # of fewer days than FEW none is left out; of more one in SPARE, and one at least
LONGER = 2                      # how much longer than the rest of the axis the way to a day must be to leave it out
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
# the least way between two ticks, so that their words do not touch
_GAPS = {"day": 52, "month": 38, "year": 46}
_STEPS = (("day", 1, 1.0), ("day", 2, 2.0), ("day", 5, 5.0), ("day", 10, 10.0), ("month", 1, 30.4),
          ("month", 3, 91.3), ("month", 6, 182.6),
          *(("year", n, 365.25 * n) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500)))


class Extent(NamedTuple):
    """The first and last day a date can mean; None where it is open."""

    first: Day | None
    last: Day | None

    @property
    def middle(self) -> Day:
        """The day that a date stands at: the bound where one side is open, else the day half way."""
        if self.first and self.last:
            return Day.fromordinal((self.first.toordinal() + self.last.toordinal()) // 2)
        return self.first or self.last or Day.max


class Tick(NamedTuple):
    """A tick of an axis; `year` is told beneath where it is new."""

    at: float
    words: str
    year: str | None


class Timescale(NamedTuple):
    """An axis from a first to a last day, between two points."""

    first: Day
    last: Day
    start: float
    end: float

    @property
    def per_day(self) -> float:
        """How much of the axis is one day."""
        return (self.end - self.start) / (self.last.toordinal() - self.first.toordinal())

    def at(self, day: Day) -> float:
        """Where a day stands; at the nearer end when it is not on the axis."""
        day = min(max(day, self.first), self.last)
        return self.start + (day.toordinal() - self.first.toordinal()) * self.per_day


@lru_cache(maxsize=4096)
def extent(edtf: str | None) -> Extent | None:
    """What days a date can mean; None where there is no date, or one that bounds nothing."""
    found = parse(edtf) if edtf else None
    if found is None:
        return None
    first = None if found.first == Day.min else found.first
    last = None if found.last == Day.max else found.last
    return Extent(first, last) if first or last else None


def timescale(days: Sequence[Day], start: float, end: float) -> Timescale:
    """An axis that these days stand on, but for the few far from all others."""
    days = sorted(days)
    spare = 0 if len(days) < FEW else max(1, len(days) // SPARE)
    low, high = days[spare].toordinal(), days[-1 - spare].toordinal()
    reach = LONGER * max(high - low, 7)
    first = low if low - days[0].toordinal() > reach else days[0].toordinal()
    last = high if days[-1].toordinal() - high > reach else days[-1].toordinal()
    margin = max(3, (last - first) // 50)
    return Timescale(_day(first - margin), _day(last + margin), start, end)


def ticks(scale: Timescale) -> Iterator[Tick]:
    """The ticks of an axis: days, months or years, as many as have room."""
    unit, step = next((u, n) for u, n, days in (*_STEPS, ("year", 1000, 1e9))
                      if days * scale.per_day >= _GAPS[u])
    year = None
    for day in _DAYS[unit](scale, step):
        new = str(day.year) if unit != "year" and day.year != year else None
        year = day.year
        words = {"day": f"{day.day} {_MONTHS[day.month - 1]}", "month": _MONTHS[day.month - 1]}.get(unit, str(day.year))
        yield Tick(scale.at(day), words, new)


def _days(scale: Timescale, step: int) -> Iterator[Day]:
    for ordinal in range(scale.first.toordinal(), scale.last.toordinal() + 1):
        day = Day.fromordinal(ordinal)
        # the 31st is no tick beside the 1st
        if (day.day - 1) % step == 0 and (step == 1 or day.day < 30):
            yield day


def _months(scale: Timescale, step: int) -> Iterator[Day]:
    for month in range(scale.first.year * 12, scale.last.year * 12 + 12, step):
        day = Day(month // 12, month % 12 + 1, 1)
        if scale.first <= day <= scale.last:
            yield day


def _years(scale: Timescale, step: int) -> Iterator[Day]:
    for year in range(scale.first.year // step * step, scale.last.year + 1, step):
        if year and scale.first <= Day(year, 1, 1) <= scale.last:
            yield Day(year, 1, 1)


_DAYS: dict[str, Callable[[Timescale, int], Iterator[Day]]] = {"day": _days, "month": _months, "year": _years}


def _day(ordinal: int) -> Day:
    return Day.fromordinal(min(max(ordinal, 1), Day.max.toordinal()))
