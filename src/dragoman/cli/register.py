"""`dragoman register ARCHIVE`: every paper in order of time."""

from pathlib import Path
from typing import Any

import click
from rich.console import Console, JustifyMethod
from rich.table import Table

from dragoman.cli.tables import (
    console,
    filters,
    foot,
    grid,
    limit_of,
    output,
    reading,
    row,
    scope_of,
    short,
    told,
    write,
)
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.register import Entry
from dragoman.inquiries.register import register as ask

WIDE = 110                      # columns from which offices and places are shown as well


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
        answer = ask(connection, scope_of(options), limit=limit_of({**options, "form": form}), skip=options["skip"])
        if form:
            write(answer.rows, form, Entry)
            told(answer.basis)
        else:
            _show(answer, console())


def _show(answer: Answer[Entry], out: Console) -> None:
    if answer.rows:
        out.print(_table(answer, wide=out.width >= WIDE))
    out.print(foot(answer.basis, len(answer.rows), answer.total, "papers"))


def _table(answer: Answer[Entry], *, wide: bool) -> Table:
    place: list[tuple[str, str, JustifyMethod, int | None]] = [("place", "", "left", 2)] if wide else []
    table = grid(("date", "cyan", "left", None), ("kind", "", "left", None), ("No.", "", "right", None),
                 ("from", "bold", "left", 3), ("to", "bold", "left", 3), *place, ("refs", "magenta", "right", None),
                 ("cited", "magenta", "right", None), ("id", "dim", "left", None))
    for e in answer.rows:
        who = [e.sender, e.recipient] if wide else [short(e.sender), short(e.recipient)]
        kind = f"↳ {e.kind}" if e.enclosed_in else e.kind
        row(table, [" ".join(x for x in (e.date, e.time) if x), kind, e.number, *who, *([e.place] if wide else []),
                    f"{e.resolved}/{e.cites}" if e.cites else "", e.cited_by or "", e.id])
    return table
