#!/usr/bin/env python3
"""How fast the first page of every inquiry comes from a large archive: each command, plain and narrowed each way.

    benchmarks/inquiries.py LARGE.sqlite [--derive] [--only COMMAND]... [--slow]

LARGE.sqlite is made by benchmarks/multiply.py. Every command that asks an archive is asked for 50 rows with their
passages, as JSON Lines: by itself, with each filter that it has, and in each of its forms (sort orders, flags, ID).
What is asked for (a busy sender, a day in the midst, a volume) is drawn from the archive itself. A question for
`hypotheses` is loaded before, with `dragoman hypotheses LARGE.sqlite --load FILE`; without one that is not measured.

first      on a connection just opened, the file put out of the system's memory before (Linux)
again      on that connection, the least of three more times

Budget: 300 ms again. With --derive the derived tables are brought up to date first and the time is told; --slow shows
only what is over the budget. Machines are noisy: compare the ratios of one run.
"""

import argparse
import io
import os
import shlex
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click

from dragoman.archive.derived import stale
from dragoman.archive.deriving import derive
from dragoman.archive.store import open_archive
from dragoman.cli import tables
from dragoman.cli.main import COMMANDS

BUDGET = 0.3
AGAIN = 3
NO_INQUIRIES = ("read", "add", "serve", "export")
# what a command can not do without, or may be asked besides; {words} are drawn from the archive
FORMS = {
    "search": ("{word}", "'{word} {other}'", "from:{surname}", "'{word} date:{year}'"),
    "threads": ("", "'{paper}'"), "missing": ("", "'{absent}'"), "actors": ("", "'{actor}'"),
    "known": ("--on {day} --to '{surname}'", "--on {day} --to 'department of state'", "--on {day} --to '{place}'",
              "--delays"),
    "ledger": ("'{power}' '{other_power}'",), "positions": ("'{power}'",), "subjects": ("", "'{subject}'"),
    "hypotheses": ("", "'{question}'", "'{question}' --suggest"),
}
# commands whose first form may be left out when they are narrowed
BARE = ("threads", "missing", "actors", "subjects")
FILTERS = {
    "from": ("--from '{surname}'", "--from 'department of state'"), "to": ("--to '{surname}'",),
    "kind": ("--kind despatch",), "date": ("--date {year}", "--date {day}"), "place": ("--place '{place}'",),
    "in": ("--in '{collection}'",), "channel": ("--channel '{channel}'",), "number": ("--number 12",),
    "cited-by": ("--cited-by '{paper}'",), "subject": ("--subject '{subject}'",),
    "on": ("--on {day}",), "by": ("--by '{place}'", "--by 'department of state'"), "actor": ("--actor '{power}'",),
    "against": ("--against '{power}'",),
}
OF_ACTORS = ("network", "positions")    # --from and --to name actors there
# flags that change how rows are written, or write something
NO_FORMS = ("form", "force", "help")
DRAWN = {
    "paper": "SELECT d.name FROM document AS d JOIN link AS l ON l.document = d.id WHERE l.lead = 1 "
             "AND l.target IS NOT NULL AND d.id > (SELECT max(id) / 2 FROM document) LIMIT 1",
    "absent": "SELECT name FROM missing WHERE number IS NOT NULL AND date IS NOT NULL AND found IS NULL "
              "AND id > (SELECT max(id) / 2 FROM missing) LIMIT 1",
    "day": "SELECT first_day FROM document WHERE first_day IS NOT NULL AND first_day = last_day ORDER BY first_day "
           "LIMIT 1 OFFSET (SELECT count(*) * 6 / 10 FROM document WHERE first_day IS NOT NULL)",
    "surname": "SELECT sender_surname FROM document WHERE sender_surname IS NOT NULL GROUP BY 1 "
               "ORDER BY count(*) DESC LIMIT 1",
    "place": "SELECT place FROM document WHERE place IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1 OFFSET 1",
    "collection": "SELECT collection FROM document GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    "channel": "SELECT sender_post || ' > ' || recipient_post FROM document WHERE sender_post IS NOT NULL "
               "AND recipient_post IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    "actor": "SELECT name FROM actor WHERE kind = 'person' ORDER BY sent + received DESC LIMIT 1",
    "power": "SELECT name FROM actor WHERE kind = 'power' ORDER BY sent + received DESC LIMIT 1",
    "other_power": "SELECT name FROM actor WHERE kind = 'power' ORDER BY sent + received DESC LIMIT 1 OFFSET 1",
    "subject": "SELECT name FROM subject ORDER BY papers DESC LIMIT 1",
    "question": "SELECT json_extract(body, '$.question') FROM decision WHERE kind = 'ask-question' ORDER BY id LIMIT 1",
}


class Shared:
    """A connection that stays open when a command closes it."""

    def __init__(self, archive: Path) -> None:
        self._connection = open_archive(archive)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def close(self) -> None:
        """End what was begun."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


class Timed(NamedTuple):
    """One line that was asked: seconds the first time and again, and what went wrong, if anything did."""

    line: str
    first: float
    again: float
    problem: str = ""


def drawn(connection: sqlite3.Connection) -> dict[str, str]:
    """The words that questions are made of."""
    found = {"word": "railway", "other": "treaty"}
    for name, query in DRAWN.items():
        row = connection.execute(query).fetchone()
        found[name] = str(row[0]).replace("'", "") if row else "nothing"
    return found | {"year": found["day"][:4]}


def lines(name: str, words: dict[str, str]) -> Iterator[str]:
    """What a command is asked."""
    forms = [form.format(**words) for form in FORMS.get(name, ("",))]
    yield from forms
    base = "" if name in BARE else forms[0]
    for option in getattr(import_module(f"dragoman.cli.{name}"), name).params:
        if not isinstance(option, click.Option) or option.name in NO_FORMS or name == "hypotheses":
            continue
        long = option.opts[0].removeprefix("--")
        if long in ("from", "to") and name in OF_ACTORS:
            ways = [f"--{long} {shlex.quote(words['power'])}"]
        elif isinstance(option.type, click.Choice):
            ways = [f"{option.opts[0]} {shlex.quote(choice)}" for choice in option.type.choices]
        elif long in FILTERS and not option.is_flag:
            ways = [way.format(**words) for way in FILTERS[long]]
        elif option.is_flag:
            ways = [option.opts[0]]
        else:
            continue
        yield from (f"{base} {way}".strip() for way in ways if way.split()[0] not in base.split())


def ask(archive: Path, name: str, line: str) -> Timed:
    """Ask a command the first time and again."""
    forget(archive)
    shared = Shared(archive)
    module = import_module(f"dragoman.cli.{name}")
    command = getattr(module, name)
    for where in (tables, module):
        if hasattr(where, "open_archive"):
            where.open_archive = lambda *_, **__: shared            # type: ignore[attr-defined]
    arguments = [*shlex.split(line), "--limit", "50", "--json"]
    arguments = [str(archive), *arguments]
    took = []
    for _ in range(1 + AGAIN):
        begin = time.perf_counter()
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        try:
            with redirect_stdout(out), redirect_stderr(err):
                command.main(arguments, standalone_mode=False)
        except (Exception, SystemExit) as error:
            shared.close()
            return Timed(line, 0.0, 0.0, f"{type(error).__name__}: {error}"[:90])
        took.append(time.perf_counter() - begin)
    shared._connection.close()
    return Timed(line, took[0], min(took[1:]))


def forget(archive: Path) -> None:
    """Put a file out of the system's memory."""
    with archive.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def report(name: str, timed: list[Timed], *, slow: bool) -> None:
    """The lines of a command and, where they are several, their median and worst."""
    for t in timed:
        if t.problem:
            print(f"{name:10} {'':>8} {'':>8}  {t.line}  {t.problem}")
        elif not slow or t.again > BUDGET:
            print(f"{name:10} {t.first * 1000:8.0f} {t.again * 1000:8.0f}{'*' if t.again > BUDGET else ' '} {t.line}")
    good = [t for t in timed if not t.problem]
    if good:
        median = [statistics.median(getattr(t, side) for t in good) * 1000 for side in ("first", "again")]
        worst = [max(getattr(t, side) for t in good) * 1000 for side in ("first", "again")]
        over = sum(t.again > BUDGET for t in good)
        many = f"; {over} over {BUDGET * 1000:.0f} ms" if over else ""
        print(f"{name:10} {median[0]:8.0f} {median[1]:8.0f}  median of {len(good)}; "
              f"worst {worst[0]:.0f} and {worst[1]:.0f}{many}", flush=True)


def bring_up_to_date(archive: Path) -> None:
    """Make the derived tables, and tell how long it took."""
    connection = open_archive(archive, write=True)
    papers = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    begin = time.perf_counter()
    turns = sum(1 for _ in derive(connection))
    took = time.perf_counter() - begin
    print(f"derived tables of {papers:,} papers: {took:.0f} s in {turns} turns, {took / papers * 1000:.2f} ms a paper")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def main() -> None:
    """Read the command line; ask; print."""
    parser = argparse.ArgumentParser(description="How fast the first page of every inquiry comes.")
    parser.add_argument("archive", type=Path)
    parser.add_argument("--derive", action="store_true", help="bring the derived tables up to date first")
    parser.add_argument("--only", action="append", choices=COMMANDS, help="only this command; may be given again")
    parser.add_argument("--slow", action="store_true", help="show only what is over the budget")
    options = parser.parse_args()
    if options.derive:
        bring_up_to_date(options.archive)
    connection = open_archive(options.archive)
    words = drawn(connection)
    if waiting := stale(connection):
        print(f"{waiting} collections are still to be drawn together: what rests on derived tables is not measured")
    connection.close()
    print(f"{'':10} {'first':>8} {'again':>8}  ms")
    for name in COMMANDS:
        if name not in NO_INQUIRIES and (not options.only or name in options.only):
            report(name, [ask(options.archive, name, line) for line in dict.fromkeys(lines(name, words))],
                   slow=options.slow)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
