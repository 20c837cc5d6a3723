"""Delays: how long papers take from one party to another, learnt from headings that give both days.

"Belomost, September 19, 1926 ... [Received September 20—7:40 a.m.]" took a day. What a way took in a decade is told, in
this order, by its own papers, by those between the same two places, and by those of the way back; each time at least
ENOUGH of them. Where none has so many, the neighbouring decades are asked as well, and then the most that there are.
Left out: papers received before they were sent, and those that took longer than LONGEST, where a year is misprinted.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Day
from math import ceil
from typing import Literal, NamedTuple

Source = Literal["channel", "places", "way back"]
ENOUGH = 5                      # papers, below which a 90th percentile is only their slowest
LONGEST = 400                   # days; the slowest of twelve volumes took 186
MOST = 0.9
# "1926-09-20T07:40:00", "1926-09-20"
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")


class Way(NamedTuple):
    """A way in a decade: keys of sender and recipient, telegrams or written papers, 193 for the 1930s."""

    sender: str
    recipient: str
    traffic: str
    decade: int


class Estimate(NamedTuple):
    """What a way takes in days: the least, the median and the 90th percentile of so many papers, and whose they are."""

    source: Source
    papers: int
    least: int
    half: int
    most: int


Days = Counter[int]             # papers by how many days they took


def traffic(kind: str) -> str:
    """How a paper of a kind goes: by wire or by hand."""
    return "telegrams" if kind == "telegram" else "written papers"


def received_on(value: str | None) -> str | None:
    """The day, YYYY-MM-DD, of a heading's received line; None where it gives none."""
    m = _DAY.match(value or "")
    return m[0] if m else None


def days_between(sent: str, received: str) -> int | None:
    """Whole days from one day to another; None where they can not be right."""
    try:
        days = (Day.fromisoformat(received) - Day.fromisoformat(sent)).days
    except ValueError:
        return None
    return days if 0 <= days <= LONGEST else None


def percentile(days: Days, share: float) -> int:
    """The least number of days in which that share of the papers came."""
    left = max(1, ceil(share * days.total()))
    for value in sorted(days):
        left -= days[value]
        if left <= 0:
            return value
    raise ValueError("no days")


class Observed:
    """The days that were observed, by way and by places, to estimate any way from."""

    def __init__(self, days: Iterable[tuple[Way, int, int]], seats: Mapping[str, str]) -> None:
        self._seats = seats
        self._ways: dict[Way, Days] = defaultdict(Counter)
        self._places: dict[Way, Days] = defaultdict(Counter)
        for way, value, times in days:
            self._ways[way][value] += times
            self._places[self._placed(way)][value] += times

    def estimate(self, way: Way) -> Estimate | None:
        """What a way takes; None when nothing like it was observed."""
        found = [(source, days) for around in (0, 1) for source, days in self._told(way, around) if days]
        best = next((f for f in found if f[1].total() >= ENOUGH), None)
        best = best or max(found, key=lambda f: f[1].total(), default=None)
        if best is None:
            return None
        source, days = best
        return Estimate(source, days.total(), min(days), percentile(days, 0.5), percentile(days, MOST))

    def _told(self, way: Way, around: int) -> Iterator[tuple[Source, Days]]:
        """What each source tells of a way, its neighbouring decades with it, the best source first."""
        placed = self._placed(way)
        yield "channel", _summed(self._ways, way, around)
        yield "places", _summed(self._places, placed, around)
        back = placed._replace(sender=placed.recipient, recipient=placed.sender)
        yield "way back", _summed(self._places, back, around)

    def _placed(self, way: Way) -> Way:
        """The way with places for parties, as far as it is known where they write."""
        return way._replace(sender=self._seats.get(way.sender, way.sender),
                            recipient=self._seats.get(way.recipient, way.recipient))


def _summed(by: Mapping[Way, Days], way: Way, around: int) -> Days:
    """The days of a way in its decade, and in so many before and after it."""
    found: Days = Counter()
    for decade in range(way.decade - around, way.decade + around + 1):
        found.update(by.get(way._replace(decade=decade), {}))
    return found


def seats(counted: Iterable[tuple[str, str, int]]) -> dict[str, str]:
    """Where each party writes: the place of at least half of its papers that give one; none where none is."""
    by: dict[str, Counter[str]] = defaultdict(Counter)
    for party, place, papers in counted:
        by[party][place] += papers
    found = {}
    for party, places in by.items():
        place, papers = max(sorted(places.items()), key=lambda p: p[1])
        if 2 * papers >= places.total():
            found[party] = place
    return found
