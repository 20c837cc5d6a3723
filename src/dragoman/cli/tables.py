"""Tables: how the answers of inquiries leave the program, for people, as JSON Lines, or as CSV for a spreadsheet."""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import Any, TypeVar

import click
import msgspec
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from dragoman.archive.derived import stale
from dragoman.archive.store import open_archive, open_papers, said
from dragoman.cli.terminal import console, piped
from dragoman.edition.dates import HistoricalDate, parse
from dragoman.inquiries.about import subject_named
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.scope import Scope
from dragoman.publish.commas import guarded
from dragoman.publish.words import visible

LIMIT = 50                      # rows for people, where no limit is given
WIDE = 110                      # columns from which ids have a place of their own
# of a column: name, style, side, share of the width left over (None: as wide as it must be)
Head = tuple[str, str, JustifyMethod, int | None]
Function = TypeVar("Function", bound=Callable[..., Any])


def span(value: str) -> HistoricalDate:
    """The date that an option names: "1936-03-20", "1936", "1936-03..1936-05", "..1936-05"; a bad one is misuse."""
    first, dots, last = value.partition("..")
    found = parse(f"{first or '..'}/{last or '..'}" if dots and "/" not in value else value)
    if found is None:
        raise click.BadParameter(f"{value!r} is no EDTF date; write 1936-03-20, 1936-03, 1936 or 1936-03..1936-05")
    return found


def channel(value: str) -> tuple[str, str]:
    """From whom to whom, by the keys of posts or persons: "japan > department of state"; either may be empty."""
    first, arrow, second = value.partition(">")
    if not arrow:
        raise click.BadParameter(f"{value!r} is no channel; write 'japan > department of state' (a side may be empty)")
    return first.strip(), second.strip()


_FILTERS = {
    "sender": click.option("--from", "sender", metavar="WORDS", help="Sent by one whose name or post has these words."),
    "recipient": click.option("--to", "recipient", metavar="WORDS", help="Sent to such a one."),
    "kind": click.option("--kind", metavar="KIND", help="letter, telegram, despatch, instruction, note, ..."),
    "date": click.option("--date", type=span, metavar="DATE", help="A day, month, year or span A..B (EDTF)."),
    "place": click.option("--place", metavar="WORDS", help="Written at a place with these words."),
    "collection": click.option("--in", "collection", metavar="COLLECTION", help="In this volume or folder."),
    "channel": click.option("--channel", type=channel, metavar="FROM>TO", help="Keys: 'japan > department of state'."),
    "number": click.option("--number", metavar="NUMBER", help="Of this number."),
    "cited_by": click.option("--cited-by", "cited_by", metavar="ID", help="Cited by this paper."),
    "subject": click.option("--subject", metavar="WORDS", help="Naming this subject (dragoman subjects lists them)."),
}
_OUTPUT = (
    click.option("--limit", type=click.IntRange(0),
                 help=f"So many rows (default {LIMIT}, in JSON and CSV all; 0: all)."),
    click.option("--skip", type=click.IntRange(0), default=0, help="Leave out so many rows first."),
    click.option("--json", "form", flag_value="json", help="JSON Lines, one row a line."),
    click.option("--csv", "form", flag_value="csv", help="CSV for a spreadsheet."),
)


def filters(*names: str) -> Callable[[Function], Function]:
    """The options that narrow an inquiry, all of them but where some are named."""
    return _options([_FILTERS[name] for name in names or _FILTERS])


def output() -> Callable[[Function], Function]:
    """The options that say how rows come out, and how many."""
    return _options(_OUTPUT)


def scope_of(options: Mapping[str, Any], connection: Connection | None = None) -> Scope:
    """The scope that filter options make; other options are passed over.

    A command that filters by subject gives its connection, to look the subject up. Raises NoSuchSubject.
    """
    asked = {name: value for name, value in options.items() if name in _FILTERS}
    if words := asked.pop("subject", None):
        if connection is None:
            raise TypeError("a scope with a subject needs a connection to look it up")
        asked["subject"] = subject_named(connection, words)
    return Scope(**asked)


def limit_of(options: Mapping[str, Any]) -> int | None:
    """How many rows are wanted; None for all."""
    limit: int | None = options["limit"]
    if limit is None:
        return None if options["form"] else LIMIT
    return limit or None


@contextmanager
def reading(archive: Path) -> Iterator[Connection]:
    """An archive as it is at one moment, to read from. Ends quietly where the reader of our output has seen enough."""
    with said(archive):
        connection = open_archive(archive)
        try:
            connection.execute("BEGIN")
            if papers := open_papers(connection):
                click.echo(f"{papers:,} papers' references are still to be followed; dragoman add {archive} goes on "
                           "with them.", err=True)
            elif stale(connection):
                click.echo("What inquiries draw from all papers together is still to be made anew; "
                           f"dragoman add {archive} does so.", err=True)
            with piped():
                yield connection
        finally:
            connection.close()


def write(rows: Iterable[Any], form: str, record: type[Any],
          flat: Callable[[Any], dict[str, object]] | None = None) -> None:
    """Rows on standard output as JSON Lines, or as CSV with the fields of `record`; `flat` makes a CSV row of one."""
    if form == "json":
        for row in rows:
            sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
        return
    head = record.__struct_fields__
    sys.stdout.buffer.write("\ufeff".encode())          # by this mark a spreadsheet knows UTF-8
    sys.stdout.buffer.write(_line(head))
    for row in rows:
        fields = flat(row) if flat else msgspec.structs.asdict(row)
        sys.stdout.buffer.write(_line([cell(fields[name]) for name in head]))


def _line(cells: Sequence[str]) -> bytes:
    """A line of CSV."""
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()


def cell(value: object) -> str:
    """The text of a CSV cell that no spreadsheet runs; the parts of a list are parted by semicolons."""
    if value is None:
        return ""
    return guarded("; ".join(map(str, value)) if isinstance(value, tuple | list) else str(value))


def give(answer: Answer[Any], form: str | None, record: type[Any], show: Callable[[Any, Console], None],
         flat: Callable[[Any], dict[str, object]] | None = None) -> None:
    """An answer in a form for programs, its basis on standard error; or as `show` draws it for people.

    `flat` makes a row of CSV of one of the answer.
    """
    if form:
        write(answer.rows, form, record, flat)
        told(answer.basis)
    else:
        show(answer, console())


def told(basis: Basis) -> None:
    """The basis of an answer on standard error, where rows for programs have standard output to themselves."""
    click.echo(visible(basis.line), err=True)


def foot(basis: Basis, shown: int, total: int, what: str) -> Text:
    """What stands below a table: how many of how many are shown, and what the answer rests on."""
    if not total:
        return Text(f"No {what} to show.\n{visible(basis.line)}", style="dim")
    more = "" if shown == total else "; --limit and --skip show others, --limit 0 all"
    return Text(f"{shown:,} of {total:,} {what} shown{more}.\n{visible(basis.line)}", style="dim")


def grid(*columns: Head) -> Table:
    """A table without lines."""
    table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0), pad_edge=False, expand=any(c[3] for c in columns))
    for name, style, justify, ratio in columns:
        table.add_column(name, style=style, justify=justify, ratio=ratio, no_wrap=True, overflow="ellipsis")
    return table


def folded(table: Table) -> Table:
    """The table, its last column folded where it is too narrow for an id: that is shown whole, to be asked for."""
    table.columns[-1].no_wrap, table.columns[-1].overflow = False, "fold"
    return table


def row(table: Table, cells: Sequence[object]) -> None:
    """Add a row; control characters in it are made visible, and nothing in it is markup."""
    table.add_row(*(c if isinstance(c, Text) else Text(visible("" if c is None else str(c))) for c in cells))


def short(party: str | None) -> str:
    """A party by name alone: "Grew" for "Grew, Ambassador in Japan"; the office where there is no name."""
    return "; ".join(p.split(", ")[0] for p in (party or "").split("; "))


def _options(options: Iterable[Callable[[Any], Any]]) -> Callable[[Function], Function]:
    def decorated(function: Function) -> Function:
        for option in reversed(list(options)):
            function = option(function)
        return function
    return decorated
