#!/usr/bin/env python3
"""How fast the first answer of every page of the workbench comes, over HTTP, from a large archive.

    benchmarks/pages.py LARGE.sqlite [--documents 40] [--slow]

LARGE.sqlite is made by benchmarks/multiply.py. `dragoman serve` is started on it, on loopback; every page is asked for
by itself and with what narrows it, and so are papers drawn at random, the longest among them. What is asked for (a busy
sender, a day in the midst, a volume) is drawn from the archive itself.

first      the file put out of the system's memory before (Linux), the program running
again      the least of three more times

Budget: 300 ms for a page and 100 ms for a document, again. Times are of the whole answer, not of its first byte. --slow
shows only what is over the budget. Machines are noisy: compare the ratios of one run.
"""

import argparse
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx

from dragoman.archive.derived import stale
from dragoman.archive.store import open_archive
from dragoman.publish.pages import addresses as to
from inquiries import drawn, forget

PAGE, DOCUMENT = 0.3, 0.1
AGAIN = 3
SEED = 1937


class Timed(NamedTuple):
    """One address that was asked for: seconds the first time and again, the size of the answer, its status."""

    address: str
    first: float
    again: float
    size: int
    status: int

    @property
    def budget(self) -> float:
        """What it may take."""
        return DOCUMENT if self.address.startswith("/document/") else PAGE


def pages(words: dict[str, str]) -> Iterator[str]:
    """The addresses of all pages but those of papers."""
    w = words
    narrowed = ({}, {"from": w["surname"]}, {"date": w["year"]}, {"collection": w["collection"]},
                {"subject": w["subject"]})
    yield from ("/", "/help", "/problems", "/gaps", "/ambiguous", "/decisions", "/hypotheses")
    for line in (w["word"], f"{w['word']} {w['other']}", f"from:{w['surname']}", f"{w['word']} date:{w['year']}"):
        yield to.asking("/search", {"q": line})
    for page in ("/register", "/threads", "/missing", "/actors", "/subjects"):
        yield from (to.asking(page, query) for query in narrowed if "subject" not in query or page != "/subjects")
    for extra in ({}, {"every": "1"}, {"by": w["power"]}, {"date": w["year"]}, {"subject": w["subject"]}):
        yield to.asking("/chronicle", extra)
    parties = {"one": w["power"], "other": w["other_power"]}
    yield from (to.asking("/ledger", parties | extra) for extra in ({}, {"date": w["year"]}, {"every": "1"}))
    yield from (to.asking("/pending", extra) for extra in ({}, {"on": w["day"]}, {"by": w["place"]}, {"every": "1"}))
    yield from (to.asking("/positions", extra) for extra in ({"who": w["power"]}, {"subject": w["subject"]}))
    for extra in ({}, {"ties": "cites"}, {"level": "power"}, {"date": w["year"]}):
        yield to.asking("/network", extra)
    yield to.asking("/known", {"whom": w["surname"], "on": w["day"]})
    yield from (to.thread(w["paper"]), to.missing(w["absent"]), to.actor(w["actor"]), to.actor(w["power"]),
                to.subject(w["subject"]))


def papers(archive: Path, count: int) -> list[str]:
    """Addresses of papers drawn at random, and of the longest."""
    connection = open_archive(archive)
    last = connection.execute("SELECT max(id) FROM document").fetchone()[0]
    dice = random.Random(SEED)
    rows = [connection.execute("SELECT name FROM document WHERE id >= ? LIMIT 1", (dice.randint(1, last),)).fetchone()
            for _ in range(count)]
    rows += connection.execute("SELECT d.name FROM document AS d JOIN content AS c ON c.document = d.id "
                               "ORDER BY length(c.text) DESC LIMIT 3").fetchall()
    connection.close()
    return [to.document(name) for (name,) in dict.fromkeys(rows)]


def ask(client: httpx.Client, archive: Path, address: str) -> Timed:
    """Ask for a page the first time and again."""
    forget(archive)
    took, size, status = [], 0, 0
    for _ in range(1 + AGAIN):
        begin = time.perf_counter()
        answer = client.get(address)
        took.append(time.perf_counter() - begin)
        size, status = len(answer.content), answer.status_code
    return Timed(address, took[0], min(took[1:]), size, status)


def report(name: str, timed: list[Timed], *, slow: bool) -> None:
    """The lines of a group, and their median and worst."""
    for t in timed:
        if t.status != 200 or not slow or t.again > t.budget:
            mark = "*" if t.again > t.budget else " "
            print(f"{t.first * 1000:8.0f} {t.again * 1000:8.0f}{mark} {t.size / 1000:8.0f}  {t.address}"
                  + (f"  status {t.status}" if t.status != 200 else ""))
    first, again = ([getattr(t, side) * 1000 for t in timed] for side in ("first", "again"))
    over = sum(t.again > t.budget for t in timed)
    print(f"{statistics.median(first):8.0f} {statistics.median(again):8.0f}           median of {len(timed)} {name}; "
          f"worst {max(first):.0f} and {max(again):.0f}; {over} over {timed[0].budget * 1000:.0f} ms", flush=True)


def main() -> None:
    """Read the command line; serve; ask; print."""
    parser = argparse.ArgumentParser(description="How fast the pages of the workbench come.")
    parser.add_argument("archive", type=Path)
    parser.add_argument("--documents", type=int, default=40, help="how many papers are drawn")
    parser.add_argument("--slow", action="store_true", help="show only what is over the budget")
    options = parser.parse_args()
    connection = open_archive(options.archive)
    words = drawn(connection)
    # a copy's records have other names than those that addresses are made of
    words["absent"] = connection.execute("SELECT name FROM missing WHERE name LIKE 'missing/%' AND number IS NOT NULL "
                                         "AND date IS NOT NULL AND found IS NULL LIMIT 1").fetchone()[0]
    count = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    if waiting := stale(connection):
        print(f"{waiting} collections are still to be drawn together: what rests on derived tables is not measured")
    connection.close()
    server = subprocess.Popen([sys.executable, "-m", "dragoman", "serve", str(options.archive), "--port", "0"],
                              stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().split(" is at ")[1].split()[0]
        print(f"{count:,} papers\n{'first':>8} {'again':>8}  {'kB':>8}  ms")
        with httpx.Client(base_url=address, timeout=120) as client:
            for name, asked in (("pages", pages(words)), ("documents", papers(options.archive, options.documents))):
                report(name, [ask(client, options.archive, a) for a in dict.fromkeys(asked)], slow=options.slow)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
