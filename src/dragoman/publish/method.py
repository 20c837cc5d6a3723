"""Method: the sheet that stands beside exported tables: how they were made, and how much of what they tell of what."""

import sqlite3
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files

import dragoman
from dragoman.inquiries.overview import Overview, overview
from dragoman.publish.dictionary import Written
from dragoman.publish.exporting import waiting

NAME = "method.md"


def method_sheet(connection: sqlite3.Connection, archive: str, written: Sequence[Written]) -> bytes:
    """The sheet, as Markdown. The same archive gives the same bytes."""
    held = overview(connection)
    parts = [f"# How these tables were made\n\nFrom the archive `{archive}` by dragoman {dragoman.__version__}. "
             "`datapackage.json` says what every column holds; this sheet says how its values came about, and counts "
             "them against what they are counted of.", *_papers(held), *_readers(), *_joining(held, connection),
             *_decided(held), *_filled(written)]
    return ("\n\n".join(parts) + "\n").encode()


def _papers(held: Overview) -> Iterator[str]:
    yield "## The papers"
    all_, h = held.coverage.papers, held.holdings
    given = {"with a date in the heading": held.coverage.date, "with a sender": held.coverage.sender,
             "with a recipient": held.coverage.recipient, "with a number": held.coverage.number,
             "with a place": held.coverage.place, "enclosed in another": h.enclosures}
    yield "\n".join([f"- papers: {all_:,}", *(f"- {what}: {count:,} of {all_:,}" for what, count in given.items()),
                     f"- files: {h.sources:,}", f"- volumes or folders: {held.collection_count:,}",
                     f"- what could not be read, listed in `problems`: {h.problems:,}"])
    yield ("A paper's text is fixed when it is read (NFC, one paragraph a line, notes after the body), and every span "
           "counts Unicode code points in it. Dates are EDTF as precise as the paper has them; `first_day` and "
           "`last_day` are the least and the greatest day that they can mean.")


def _readers() -> Iterator[str]:
    yield "## What stands in them"
    yield ("Readers, programs with word lists and small trained models, found every reference, name, statement and so "
           "on; `rule` says in plain words why, `voice` whose words they are, `quote` repeats the words. Nobody looked "
           "at them unless `decisions` says so. How often they are right was measured on papers marked by hand, from "
           "American volumes of 1861 to 1936 in English; on other papers it may be less. F1 is the harmonic mean of "
           "how much of what is found is right and how much of what is there is found.")
    figures = tomllib.loads((files("dragoman.publish") / "accuracy.toml").read_text(encoding="utf-8"))
    rows = [f"| {layer} | {f['measure']} | {f['marked']:,} | {f['value']:.3f} |" for layer, f in figures.items()]
    yield "\n".join(["| layer | measure | marked by hand | value |", "|---|---|---:|---:|", *rows])


def _joining(held: Overview, connection: sqlite3.Connection) -> Iterator[str]:
    h = held.holdings
    yield "## What was looked up across papers"
    yield (f"Of {h.references:,} references {h.resolved:,} lead to one paper that is here, {h.ambiguous:,} fit several "
           f"equally, {h.missing:,} name a paper that is not here, {h.external:,} name printed works and papers of "
           f"other kinds, {h.open:,} were not looked up yet. A reference is resolved only where one paper is left that "
           f"fits. Papers that are cited and not here: {h.known:,} known by number or day, {h.unknown:,} by their "
           "mention alone; all stand in `missing`.")
    yield ("Names were joined to actors over the whole archive by name, office, post and time; where several fit, none "
           "was chosen and the column is empty. Reports were joined to one event where type, parties and day agree. "
           "`sure` is what the model of the reader says, in per cent: above all an order, not a frequency.")
    yield from waiting(connection)


def _decided(held: Overview) -> Iterator[str]:
    yield "## What people decided"
    yield (f"Decisions of people that stand: {held.waiting.decisions:,}. `decisions` has these and all that were taken "
           "back, with who decided, when and why. Where people accepted, corrected, added or rejected a finding, the "
           "tables have it as they left it.")


def _filled(written: Sequence[Written]) -> Iterator[str]:
    yield "## How much is told"
    yield "Rows of each table, and how many of them have a value in the columns that may be empty."
    rows = ["| table | column | rows with a value | of |", "|---|---|---:|---:|"]
    for w in written:
        rows.append(f"| **{w.table.name}** | | | {w.rows:,} |")
        rows += [f"| {w.table.name} | {c} | {n:,} | {w.rows:,} |" for c, n in w.filled.items()]
    yield "\n".join(rows)
