"""`dragoman register ARCHIVE`: every paper in order of time."""

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.tables import (
    WIDE,
    Head,
    filters,
    folded,
    foot,
    give,
    grid,
    limit_of,
    output,
    reading,
    row,
    scope_of,
    short,
)
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.register import Entry
from dragoman.inquiries.register import register as ask
from dragoman.publish.words import visible

_FIRST: tuple[Head, ...] = (("date", "cyan", "left", None), ("kind", "", "left", None), ("No.", "", "right", None))
_COUNTS: tuple[Head, ...] = (("refs", "magenta", "right", None), ("cited", "magenta", "right", None))


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@filters()
@output()
def register(archive: Path, form: str | None, **options: Any) -> None:
    """List every paper in order of time.

    By day, hour and order of filing; papers without a day stand last. "refs" tells how many of a paper's references
    to other papers are resolved, "cited" how many papers cite it; ↳ marks an enclosure.
    """
    with reading(archive) as connection:
        limit = limit_of({**options, "form": form})
        answer = ask(connection, scope_of(options, connection), limit=limit, skip=options["skip"])
        give(answer, form, Entry, _show)


def _show(answer: Answer[Entry], out: Console) -> None:
    if answer.rows:
        out.print(_wide(answer) if out.width >= WIDE else _narrow(answer))
    out.print(foot(answer.basis, len(answer.rows), answer.total, "papers"))


def _wide(answer: Answer[Entry]) -> Table:
    table = grid(*_FIRST, ("from", "bold", "left", 3), ("to", "bold", "left", 3), ("place", "", "left", 2), *_COUNTS,
                 ("id", "dim", "left", None))
    for e in answer.rows:
        row(table, [*_first(e), e.sender, e.recipient, e.place, *_counts(e), e.id])
    return table


def _narrow(answer: Answer[Entry]) -> Table:
    """The same where there is no room: names without offices or places, the id below them."""
    table = folded(grid(*_FIRST, *_COUNTS, ("from and to", "", "left", 1)))
    for e in answer.rows:
        who = " → ".join(short(party) or "…" for party in (e.sender, e.recipient)) if e.sender or e.recipient else ""
        row(table, [*_first(e), *_counts(e), Text(visible(who), "bold").append(f"\n{visible(e.id)}", "not bold dim")])
    return table


def _first(e: Entry) -> list[str | None]:
    return [" ".join(x for x in (e.date, e.time) if x), f"↳ {e.kind}" if e.enclosed_in else e.kind, e.number]


def _counts(e: Entry) -> list[str]:
    return [f"{e.resolved}/{e.cites}" if e.cites else "", str(e.cited_by or "")]
