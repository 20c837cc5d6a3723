#!/usr/bin/env python3
"""How fast an archive is searched: 200 queries drawn from its own papers, always the same for the same archive.

    benchmarks/search.py ARCHIVE [--slowest N] [--show]

Words are drawn as they stand in running text, so that common ones come often: single words, two words, phrases,
beginnings, NEAR, fields, and words with fields. Each query is answered as the command line does it: found, counted,
ranked, and twenty papers shown with their passages. The set is run twice over one open connection; the second time the
archive lies in the system's memory. Seconds are of the clock; those of the processor stand beside them, for a machine
that others use too.
"""

import argparse
import random
import re
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.archive.store import open_archive
from dragoman.inquiries.search import search

SEED = 1937
WORD = re.compile(r"[A-Za-zÀ-ž]{4,}")
RUN = re.compile(r"[A-Za-zÀ-ž’]+(?: [A-Za-zÀ-ž’]+){11}")


class Paper(NamedTuple):
    """What queries are drawn from."""

    name: str
    collection: str
    kind: str
    number: str | None
    date: str | None
    place: str | None
    sender: str | None
    recipient: str | None
    file: str | None
    text: str


class Timed(NamedTuple):
    """One query: its sort, seconds of the clock and of the processor, and how many papers it found."""

    sort: str
    line: str
    clock: float
    processor: float
    total: int


def papers(connection: sqlite3.Connection, chance: random.Random) -> Iterator[Paper]:
    """Papers at random, without end; only those with some running text and a date."""
    last = connection.execute("SELECT max(id) FROM document").fetchone()[0]
    while True:
        row = connection.execute(
            "SELECT name, collection, kind, number, date, place, sender, recipient, file, text FROM document "
            "JOIN content ON document = id WHERE id = ?", (chance.randint(1, last),)).fetchone()
        if row and row[4] and RUN.search(row[-1]):
            yield Paper(*row)


def words(paper: Paper, chance: random.Random, count: int = 1) -> list[str]:
    """So many different words of a paper, as often as they stand in it."""
    found = WORD.findall(paper.text)
    chance.shuffle(found)
    return list(dict.fromkeys(w.lower() for w in found))[:count]


def run(paper: Paper, chance: random.Random) -> list[str]:
    """Twelve words in a row."""
    return chance.choice(RUN.findall(paper.text)).split(" ")


def phrase(paper: Paper, chance: random.Random) -> str:
    """Two to four words in a row, in quotes."""
    return f'"{" ".join(run(paper, chance)[:chance.randint(2, 4)])}"'


def near(paper: Paper, chance: random.Random) -> str:
    """The longest two words of a run, which stand near each other."""
    long = sorted(run(paper, chance), key=len)[-2:]
    return f"NEAR({' '.join(long)}, 10)"


def surname(parties: str | None, chance: random.Random) -> str:
    """A word of a sender or recipient."""
    return chance.choice(WORD.findall(parties or "") or ["secretary"]).lower()


def months(paper: Paper, chance: random.Random) -> str:
    """A span of one to twelve months from a paper's own on."""
    year, month = int((paper.date or "")[:4]), int((paper.date or "")[5:7] or 1)
    end = year * 12 + month - 1 + chance.randint(1, 12)
    return f"date:{year}-{month:02}..{end // 12}-{end % 12 + 1:02}"


SORTS: dict[str, tuple[int, Callable[[Paper, random.Random], str]]] = {
    "word": (30, lambda p, r: words(p, r)[0]),
    "two words": (30, lambda p, r: " ".join(words(p, r, 2))),
    "phrase": (30, phrase),
    "beginning": (20, lambda p, r: words(p, r)[0][:5] + "*"),
    "NEAR": (20, near),
    "from, to": (10, lambda p, r: f"from:{surname(p.sender, r)} to:{surname(p.recipient, r)}"),
    "kind, date": (10, lambda p, r: f"kind:{p.kind} {months(p, r)}"),
    "number": (5, lambda p, r: f"number:{p.number or 98}"),
    "place, year": (5, lambda p, r: f"place:{surname(p.place, r)} date:{(p.date or '')[:4]}"),
    "cites": (5, lambda p, r: f"cites:{p.number or p.name}"),
    "file, in": (5, lambda p, r: r.choice([f"file:{re.split('[/ ]', p.file or '711')[0]}", f'in:"{p.collection}"'])),
    "word, date": (10, lambda p, r: f"{words(p, r)[0]} {months(p, r)}"),
    "phrase, kind": (5, lambda p, r: f"{phrase(p, r)} kind:{p.kind}"),
    "word, from": (10, lambda p, r: f"{words(p, r)[0]} from:{surname(p.sender, r)}"),
    "OR, NOT": (5, lambda p, r: "({} OR {}) -{}".format(*words(p, r, 3))),
}


def queries(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The set: sort and line, shuffled."""
    chance = random.Random(SEED)
    drawn = papers(connection, chance)
    found = [(sort, make(next(drawn), chance)) for sort, (count, make) in SORTS.items() for _ in range(count)]
    chance.shuffle(found)
    return found


def timed(connection: sqlite3.Connection, sort: str, line: str) -> Timed:
    """A query answered once."""
    clock, processor = time.perf_counter(), time.process_time()
    total = search(connection, line).total
    return Timed(sort, line, time.perf_counter() - clock, time.process_time() - processor, total)


def told(name: str, found: list[Timed]) -> str:
    """Median, 99th percentile and worst in milliseconds, of the clock and of the processor."""
    line = f"{name:16}{len(found):6}"
    for seconds in ([t.clock for t in found], [t.processor for t in found]):
        ordered = sorted(1000 * s for s in seconds)
        high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        line += f"{statistics.median(ordered):12.1f}{high:8.1f}{ordered[-1]:8.1f}"
    return line


def main() -> None:
    """Print the tables."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("archive", type=Path)
    args.add_argument("--slowest", type=int, default=5, help="how many of the slowest are named")
    args.add_argument("--show", action="store_true", help="print every query")
    options = args.parse_args()
    connection = open_archive(options.archive)
    held = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    drawn = queries(connection)
    print(f"{held:,} papers, {options.archive.stat().st_size / 1e9:.1f} GB, {len(drawn)} queries")
    for turn in ("first", "second"):
        found = [timed(connection, *query) for query in drawn]
        heads = "".join(f"{head:>12}{'99th':>8}{'worst':>8}" for head in ("clock: ms", "processor"))
        print(f"\n{turn + ' time':16}{'number':>6}{heads}")
        for sort in SORTS if turn == "second" else ():
            print(told(sort, [t for t in found if t.sort == sort]))
        print(told("all", found))
        print(f"{sum(t.total > 0 for t in found)} of {len(found)} found something; the slowest:")
        for t in sorted(found, key=lambda t: -t.clock)[:options.slowest]:
            print(f"{t.clock * 1000:10.1f} ms {t.processor * 1000:10.1f} {t.total:10,} papers  {t.line}")
    if options.show:
        print(*(f"{t.clock * 1000:10.1f}  {t.total:10,}  {t.sort:14}  {t.line}" for t in found), sep="\n")


if __name__ == "__main__":
    main()
