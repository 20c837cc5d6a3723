"""Gaps: numbers of a channel's series that are known from nowhere, between two that are known.

A series runs from one post or person to another; telegrams and written papers are numbered apart. Its papers in
order of time make runs. A run goes on while numbers rise; it ends where a number falls (a new year, a new envoy), or
after SERIES days without a paper. A paper that stands out of line by itself, as a misprinted number or day does, is
set aside.
"""

import re
import sqlite3
from bisect import bisect_right, insort_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Day
from datetime import timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import Struct

from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.scope import Scope, prepare
from dragoman.inquiries.scope import papers as of_papers
from dragoman.inquiries.scope import records as of_records
from dragoman.resolution.cards import day_of
from dragoman.resolution.fitting import SERIES

METHOD = "Numbers between two known ones of one run, each channel's telegrams and written papers apart:"
# Papers numbered on one day go out on another: of the 19 falls by fewer than ten numbers between neighbours in twelve
# volumes, 14 go over no more days than this, and the others over eight years and more
DISORDER = timedelta(days=24)
# Nine of ten jumps between neighbouring known numbers in the twelve volumes go over no more days; after a longer
# silence the series may have begun anew unseen, so that its numbers are called a jump, not a gap
SILENCE = timedelta(days=71)
# and the fastest channel of theirs ran at 33 numbers a day (London to Washington, September 1918). What seems to run
# faster has a wrong number or two series in it, or is a ministry's register of all that it sends
RATE = 35
WRITTEN = ("despatch", "instruction", "letter", "note", "memorandum", "report", "aide-memoire")
_KINDS = ", ".join(f"'{kind}'" for kind in ("telegram", *WRITTEN))
# "91", "L–312"; letters before a number mark a series of their own. Left out: "292/LR", "602–B", file numbers
_NUMBER = re.compile(r"(?P<mark>[A-Z]{0,3})[–-]?(?P<number>\d{1,5})")
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

    `days` are not sure where one of the two is dated by a paper that cites it. `kind` is "jump" when so many days lie
    between (more than SILENCE) that the series may have begun anew unseen, or more numbers than a channel sends
    (RATE a day).
    """

    first: int
    last: int
    before: Known
    after: Known
    days: int
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


class _Numbered(NamedTuple):
    day: Day
    number: int
    name: str
    held: bool
    own: bool


Key = tuple[str, str, Traffic, str]


def gaps(connection: sqlite3.Connection, scope: Scope | None = None, *, limit: int | None = None,
         skip: int = 0) -> Answer[Run]:
    """The runs in which numbers are known from nowhere, by channel and time; of a scope those beside one of its
    papers.

    What is known is always taken from the whole archive: a number is not unknown because a scope leaves its paper
    out.
    """
    fitting = _fitting(connection, scope) if scope and scope != Scope() else None
    series, looked, left = _series(connection)
    runs: list[Run] = []
    aside = 0
    for key in sorted(series):
        members, out = _runs(series[key])
        aside += out
        runs += [run for m in members if (run := _run(key, m, fitting)).gaps]
    carried = sum(map(len, series.values()))
    basis = Basis(METHOD, looked, carried, "numbered papers, held or cited",
                  (*left, ("were out of line with their neighbours", aside)))
    return Answer(tuple(runs[skip:None if limit is None else skip + limit]), len(runs), basis)


def _fitting(connection: sqlite3.Connection, scope: Scope) -> frozenset[str]:
    """The names of the papers and records that a scope leaves."""
    prepare(connection)
    found: set[str] = set()
    for table, (where, values) in (("document AS d", of_papers(scope, "d")), ("missing AS m", of_records(scope, "m"))):
        query = f"SELECT name FROM {table} WHERE number IS NOT NULL AND {where}"
        found |= {row[0] for row in connection.execute(query, values)}
    return frozenset(found)


def _series(connection: sqlite3.Connection) -> tuple[dict[Key, list[_Numbered]], int, list[tuple[str, int]]]:
    """The numbered papers by series, how many were looked at, and why some were left out."""
    series: dict[Key, list[_Numbered]] = defaultdict(list)
    left = dict.fromkeys(("bear no plain number", "lack a sender or recipient", "lack a day"), 0)
    looked = 0
    for row in _rows(connection):
        looked += 1
        day = day_of(row.date) or day_of(row.citing)
        m = _NUMBER.fullmatch(row.number)
        if m is None:
            left["bear no plain number"] += 1
        elif row.sender is None or row.recipient is None:
            left["lack a sender or recipient"] += 1
        elif day is None:
            left["lack a day"] += 1
        else:
            traffic: Traffic = "telegrams" if row.kind == "telegram" else "written papers"
            numbered = _Numbered(day, int(m["number"]), row.name, bool(row.held), day_of(row.date) is not None)
            series[(row.sender, row.recipient, traffic, m["mark"])].append(numbered)
    return series, looked, list(left.items())


class _Row(NamedTuple):
    name: str
    held: int
    kind: str
    number: str
    date: str | None
    citing: str | None
    sender: str | None
    recipient: str | None


def _rows(connection: sqlite3.Connection) -> Iterator[_Row]:
    """Every numbered paper and record of a kind that runs in series; `citing` is the day of the first citing paper."""
    channel = "coalesce(sender_post, sender_surname), coalesce(recipient_post, recipient_surname)"
    numbered = f"number IS NOT NULL AND kind IN ({_KINDS})"
    first = "SELECT min(first_day) FROM document WHERE id IN (SELECT document FROM link WHERE missing = m.id)"
    held = f"SELECT name, 1, kind, number, date, NULL, {channel} FROM document WHERE {numbered}"
    cited = f"SELECT name, 0, kind, number, date, ({first}), {channel} FROM missing AS m WHERE {numbered}"
    for query in (held, f"{cited} AND found IS NULL"):
        yield from map(_Row._make, connection.execute(query))


def _runs(papers: Iterable[_Numbered]) -> tuple[list[list[_Numbered]], int]:
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


def _rising(papers: Sequence[_Numbered]) -> tuple[list[list[_Numbered]], int]:
    """Runs of rising numbers, and how many papers stood out of line by themselves."""
    runs: list[list[_Numbered]] = []
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


def _late(p: _Numbered, run: Sequence[_Numbered]) -> bool:
    """Whether a lower number only came late: all higher ones are hardly older, and a lower one is in the run."""
    higher = run[bisect_right(run, p.number, key=_number):]
    return len(higher) < len(run) and all(p.day - q.day <= DISORDER for q in reversed(higher))


def _number(p: _Numbered) -> int:
    return p.number


def _run(key: Key, members: Sequence[_Numbered], fitting: frozenset[str] | None) -> Run:
    known: list[Known] = []
    for m in reversed(members):
        late = not m.own and known and str(m.day) > known[-1].date
        day = known[-1].date if late else str(m.day)
        known.append(Known(m.number, m.name, m.held, day, "own" if m.own else "citing"))
    known.reverse()
    days = sorted(k.date for k in known)
    found = tuple(_gap(a, b) for a, b in pairwise(known) if b.number - a.number > 1
                  and (fitting is None or a.name in fitting or b.name in fitting))
    return Run(*key, days[0], days[-1], tuple(known), found)


def _gap(a: Known, b: Known) -> Gap:
    days = abs((Day.fromisoformat(b.date) - Day.fromisoformat(a.date)).days)
    wide = days > SILENCE.days or b.number - a.number > RATE * (days + 1)
    return Gap(a.number + 1, b.number - 1, a, b, days, "jump" if wide else "gap")
