"""Series: numbers that rise with time from one post or person to another, and the gaps in them.

A series runs from one post or person to another; telegrams and written papers are numbered apart. Its papers in
order of time make runs. A run goes on while numbers rise; it ends where a number falls (a new year, a new envoy), or
after SERIES days without a paper. A paper that stands out of line by itself, as a misprinted number or day does, is
set aside.
"""

from bisect import bisect_right, insort_right
from collections.abc import Iterable, Sequence
from datetime import date as Day
from datetime import timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import Struct

from dragoman.resolution.fitting import SERIES

# Papers numbered on one day go out on another: of the 19 falls by fewer than ten numbers between neighbours in twelve
# volumes, 14 go over no more days than this, and the others over eight years and more
DISORDER = timedelta(days=24)
# Nine of ten jumps between neighbouring known numbers in the twelve volumes go over no more days; after a longer
# silence the series may have begun anew unseen, so that its numbers are called a jump, not a gap
SILENCE = timedelta(days=71)
# and the fastest channel of theirs ran at 33 numbers a day (London to Washington, September 1918). What seems to run
# faster has a wrong number or two series in it, or is a ministry's register of all that it sends
RATE = 35
CHANGES = 2                     # falls of numbers by which two series are told from one that began anew
Traffic = Literal["telegrams", "written papers"]


class Known(Struct, frozen=True):
    """One number that is known: by a paper that is here, or by the record of one that is only cited (`held` false).

    `date` is its day; `by` says whether that is its own or, where its own is not known, the day by which it was:
    that of the first paper that cites it, or that of the next number where this is earlier.
    """

    number: int
    name: str
    held: bool
    date: str
    by: Literal["own", "citing"] = "own"


class Gap(Struct, frozen=True):
    """The numbers from `first` to `last`, known from nowhere, between two known ones that lie `days` apart.

    `days` is None where one of the two is dated only by a paper that cites it. `kind` is "jump" when so many days lie
    between (more than SILENCE) that the series may have begun anew unseen, or more numbers than a channel sends
    (RATE a day), or when a sender who is told by name alone wrote the two from different places: he may have held
    two posts, or two men bear the name.
    """

    first: int
    last: int
    before: Known
    after: Known
    days: int | None
    kind: Literal["gap", "jump"]

    @property
    def count(self) -> int:
        """How many numbers."""
        return self.last - self.first + 1


class Run(Struct, frozen=True):
    """Numbers that rise with time from one post or person to another; `mark` are letters before its numbers."""

    sender: str
    recipient: str
    traffic: Traffic
    mark: str
    first_day: str
    last_day: str
    known: tuple[Known, ...]
    gaps: tuple[Gap, ...]


class Numbered(NamedTuple):
    """A numbered paper of a series, or the record of one (`held` false); `own` tells whether the day is its own.

    `place` is where it was written, in small letters, only where its sender is told by name alone.
    """

    day: Day
    number: int
    name: str
    held: bool
    own: bool
    place: str | None = None


Key = tuple[str, str, Traffic, str]


def by_place(papers: Sequence[Numbered]) -> list[list[Numbered]]:
    """The papers of one series; or of several, by place, where numbers fall at nearly every change of place.

    So they do where an envoy at two courts numbers each apart, or where two men of one name write. A paper without
    a place goes with the nearest number. Left alone: a legation that goes to the seaside with its court.
    """
    ordered = sorted(papers)
    places: dict[str, list[Numbered]] = {}
    for p in ordered:
        if p.place:
            places.setdefault(p.place, []).append(p)
    told = [p for p in ordered if p.place]
    falls = _falls(told)
    if len(places) == 1 or falls < CHANGES or 2 * sum(map(_falls, places.values())) >= falls:
        return [ordered]
    for p in ordered:
        if not p.place:
            nearest = min(told, key=lambda q: abs(q.number - p.number))
            places[nearest.place or ""].append(p)
    return list(places.values())


def _falls(papers: Sequence[Numbered]) -> int:
    """How often a number falls."""
    return sum(b.number < a.number for a, b in pairwise(papers))


def runs_of(papers: Iterable[Numbered]) -> tuple[list[list[Numbered]], int]:
    """The runs of one series, each by number; and how many papers were set aside.

    Papers of a known day make the runs; one known only by the day of a paper that cites it goes into the last run
    that began before that day and does not lie too far back, else those make runs by themselves.
    """
    ordered = sorted(papers)
    runs, aside = _rising([p for p in ordered if p.own])
    lonely = []
    for p in (p for p in ordered if not p.own):
        home = next((r for r in reversed(runs)
                     if r[0].day <= p.day <= r[-1].day + SERIES and r[0].number <= p.number), None)
        if home is None:
            lonely.append(p)
        else:
            home.append(p)
    more, out = _rising(lonely)
    return [sorted(r, key=lambda p: (p.number, not p.held)) for r in (*runs, *more)], aside + out


def _rising(papers: Sequence[Numbered]) -> tuple[list[list[Numbered]], int]:
    """Runs of rising numbers, and how many papers stood out of line by themselves."""
    runs: list[list[Numbered]] = []
    aside = 0
    for p in papers:
        run = runs[-1] if runs else []
        before = runs[-2] if len(runs) > 1 else []
        if len(run) == 1 and before and p.number > before[-1].number and p.day - before[-1].day <= SILENCE:
            runs.pop()                          # the one that fell was out of line, not a beginning
            aside += 1
            run = before
        if not run or p.day - run[-1].day > SERIES:
            runs.append([p])
        elif p.number >= run[-1].number or _late(p, run):
            insort_right(run, p, key=_number)
        elif len(run) > 1 and run[-2].number < p.number:
            run[-1] = p                         # the one before it stood too high
            aside += 1
        else:
            runs.append([p])
    return runs, aside


def _late(p: Numbered, run: Sequence[Numbered]) -> bool:
    """Whether a lower number only came late: all higher ones are hardly older, and a lower one is in the run."""
    higher = run[bisect_right(run, p.number, key=_number):]
    return len(higher) < len(run) and all(p.day - q.day <= DISORDER for q in reversed(higher))


def _number(p: Numbered) -> int:
    return p.number


def run_of(key: Key, members: Sequence[Numbered]) -> Run:
    """A run with its gaps; `members` are its papers by number."""
    known: list[Known] = []
    for m in reversed(members):
        late = not m.own and known and str(m.day) > known[-1].date
        day = known[-1].date if late else str(m.day)
        known.append(Known(m.number, m.name, m.held, day, "own" if m.own else "citing"))
    known.reverse()
    days = sorted(k.date for k in known)
    found = tuple(_gap(a, b, apart=bool(p.place and q.place and p.place != q.place))
                  for (a, p), (b, q) in pairwise(zip(known, members, strict=True)) if b.number - a.number > 1)
    return Run(*key, days[0], days[-1], tuple(known), found)


def _gap(a: Known, b: Known, *, apart: bool) -> Gap:
    """The gap between two known numbers; `apart` when they were written at different places."""
    days = abs((Day.fromisoformat(b.date) - Day.fromisoformat(a.date)).days)
    wide = days > SILENCE.days or b.number - a.number > RATE * (days + 1)
    told = days if a.by == b.by == "own" else None
    return Gap(a.number + 1, b.number - 1, a, b, told, "jump" if wide or apart else "gap")
