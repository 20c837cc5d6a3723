"""Runs: the numbers of each channel that are known, in runs with their gaps, kept for the whole archive."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from dragoman.resolution.cards import day_of
from dragoman.resolution.series import Key, Numbered, Run, Traffic, by_place, run_of, runs_of

WRITTEN = ("despatch", "instruction", "letter", "note", "memorandum", "report", "aide-memoire")
# why papers are in no run, in the order in which they are told; LOOKED and CARRIED count all and those that are in one
LEFT = ("bear no plain number", "lack a sender or recipient", "lack a day", "were out of line with their neighbours")
LOOKED, CARRIED = "looked", "carried"
_KINDS = ", ".join(f"'{kind}'" for kind in ("telegram", *WRITTEN))
# "91", "L–312"; letters before a number mark a series of their own. Left out: "292/LR", "602–B", file numbers
_NUMBER = re.compile(r"(?P<mark>[A-Z]{0,3})[–-]?(?P<number>\d{1,5})")
_ENCODER = msgspec.json.Encoder()


class Runs(NamedTuple):
    """All runs with a gap, in order of channel and time; the rows of their papers by name; how many were left out.

    A record of a missing paper goes by its row with a minus.
    """

    runs: list[Run]
    papers: dict[str, int]
    counts: dict[str, int]


class _Row(NamedTuple):
    paper: int
    name: str
    kind: str
    number: str
    date: str | None
    citing: str | None
    sender: str | None
    recipient: str | None
    place: str | None


def file_runs(connection: sqlite3.Connection) -> None:
    """Keep the runs of the whole archive."""
    for table in ("run", "gap", "numbering"):
        connection.execute(f"DELETE FROM {table}")
    found = every_run(connection)
    connection.executemany("INSERT INTO run VALUES (?, ?)",
                           ((i, _ENCODER.encode(run).decode()) for i, run in enumerate(found.runs)))
    connection.executemany(
        "INSERT INTO gap VALUES (?, ?, ?, ?)",
        ((i, n, found.papers[gap.before.name], found.papers[gap.after.name])
         for i, run in enumerate(found.runs) for n, gap in enumerate(run.gaps)))
    connection.executemany("INSERT INTO numbering VALUES (?, ?)", found.counts.items())


def every_run(connection: sqlite3.Connection) -> Runs:
    """All runs that have a gap, by one pass over all numbered papers and records."""
    counts = dict.fromkeys((LOOKED, CARRIED, *LEFT), 0)
    papers: dict[str, int] = {}
    series: dict[Key, list[Numbered]] = defaultdict(list)
    for row in _rows(connection):
        counts[LOOKED] += 1
        found = _numbered(row)
        if isinstance(found, str):
            counts[found] += 1
        else:
            series[found[0]].append(found[1])
            papers[row.name] = row.paper
    counts[CARRIED] = len(papers)
    runs: list[Run] = []
    for key in sorted(series):
        for one in by_place(series[key]):
            members, aside = runs_of(one)
            counts[LEFT[-1]] += aside
            runs += [run for m in members if (run := run_of(key, m)).gaps]
    return Runs(runs, papers, counts)


def _numbered(row: _Row) -> tuple[Key, Numbered] | str:
    """The series and number of a paper; or why it has none."""
    day = day_of(row.date) or day_of(row.citing)
    m = _NUMBER.fullmatch(row.number)
    if m is None:
        return LEFT[0]
    if row.sender is None or row.recipient is None:
        return LEFT[1]
    if day is None:
        return LEFT[2]
    traffic: Traffic = "telegrams" if row.kind == "telegram" else "written papers"
    numbered = Numbered(day, int(m["number"]), row.name, row.paper > 0, day_of(row.date) is not None,
                        _town(row.place))
    return (row.sender, row.recipient, traffic, m["mark"]), numbered


def _town(place: str | None) -> str | None:
    """The town of a dateline: "rome" for "Rome, Italy"; None where it tells none."""
    return (place or "").partition(",")[0].strip(" .").lower() or None


def _rows(connection: sqlite3.Connection) -> Iterator[_Row]:
    """Every numbered paper and record of a kind that runs in series; `citing` is the day of the first citing paper."""
    channel = "coalesce(sender_post, sender_surname), coalesce(recipient_post, recipient_surname)"
    numbered = f"number IS NOT NULL AND kind IN ({_KINDS})"
    first = "SELECT min(first_day) FROM document WHERE id IN (SELECT document FROM link WHERE missing = m.id)"
    place = "CASE WHEN sender_post IS NULL AND enclosed_in IS NULL THEN place END"
    held = f"SELECT id, name, kind, number, date, NULL, {channel}, {place} FROM document WHERE {numbered}"
    cited = f"SELECT -id, name, kind, number, date, ({first}), {channel}, NULL FROM missing AS m WHERE {numbered}"
    for query in (held, f"{cited} AND found IS NULL"):
        yield from map(_Row._make, connection.execute(query))
