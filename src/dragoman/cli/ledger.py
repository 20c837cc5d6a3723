"""`dragoman ledger ARCHIVE ONE OTHER`: moves and counter-moves of two parties in two columns, and how they add up."""

from pathlib import Path
from typing import Any

import click
from msgspec import structs
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.chronicle import day, flat, headline
from dragoman.cli.tables import WIDE, filters, foot, grid, limit_of, output, reading, row, scope_of, told, write
from dragoman.cli.terminal import console
from dragoman.inquiries.ledger import Count, Ledger, Move
from dragoman.inquiries.ledger import ledger as ask
from dragoman.inquiries.who import actors_named
from dragoman.publish.words import shorten, visible


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("one")
@click.argument("other")
@click.option("--place", metavar="NAME", help="Whose clause names this place.")
@filters("date", "collection", "subject")
@click.option("--all", "every", is_flag=True, help="With those that are doubtful, each with its reason.")
@output()
def ledger(archive: Path, one: str, other: str, form: str | None, **options: Any) -> None:
    """Set the moves of two parties against each other in two columns, in order of time.

    ONE and OTHER are powers or persons; a person acts for his power. Where a text links two moves, both say so with its
    words. The balance adds up what was done or goes on by Goldstein's scale, from -10 (conflict) to 10 (cooperation),
    as it was carried over to CAMEO, one value for each PLOVER type: a convention, shown beside the bare counts. A
    target in [brackets] is not told by the clause but supplied by what the paper tells; with --all on weaker grounds
    too, and such moves do not count.
    """
    with reading(archive) as connection:
        parties = actors_named(connection, one), actors_named(connection, other)
        found = ask(connection, parties, scope_of(options, connection), every=options["every"],
                    limit=limit_of({**options, "form": form}), skip=options["skip"])
        if form:
            write(found.answer.rows, form, Move, _flat)
            told(found.answer.basis)
        else:
            _show(found, options["skip"], console())


def _flat(move: Move) -> dict[str, object]:
    """A move as a row of CSV: the event as in the chronicle, ties as "answers ID"."""
    fields = {name: getattr(move, name) for name in move.__struct_fields__}
    event = flat(move.event)
    return fields | {"event": "; ".join(f"{name}: {event[name]}" for name in ("id", "date", "type", "modality")),
                     "ties": [f"{tie.kind} {tie.to}" for tie in move.ties]}


def _show(found: Ledger, skip: int, out: Console) -> None:
    answer = found.answer
    if answer.rows:
        out.print((_wide if out.width >= WIDE else _narrow)(found, skip))
        out.print(_counted(found))
    out.print(foot(answer.basis, len(answer.rows), answer.total, "moves"))


def _wide(found: Ledger, skip: int) -> Table:
    table = grid(("", "dim", "right", None), ("date", "cyan", "left", None), (found.one, "", "left", 1),
                 (found.other, "", "left", 1), ("balance", "", "right", None))
    numbers = _numbers(found, skip)
    for column in table.columns[2:4]:
        column.no_wrap, column.overflow = False, "fold"
    for i, move in enumerate(found.answer.rows, skip + 1):
        cell = _cell(move, numbers)
        row(table, [i, day(move.event), *((cell, "") if move.side == "one" else ("", cell)), _balance(move)])
    return table


def _narrow(found: Ledger, skip: int) -> Table:
    """The same where there is no room: one column, each move under the name of its party."""
    table = grid(("", "dim", "right", None), ("date", "cyan", "left", None), ("move", "", "left", 1),
                 ("balance", "", "right", None))
    numbers = _numbers(found, skip)
    table.columns[2].no_wrap, table.columns[2].overflow = False, "fold"
    for i, move in enumerate(found.answer.rows, skip + 1):
        name = Text(visible(found.one if move.side == "one" else found.other), "reverse")
        row(table, [i, day(move.event), Text("\n").join((name, _cell(move, numbers))), _balance(move)])
    return table


def _numbers(found: Ledger, skip: int) -> dict[str, int]:
    return {move.event.id: i for i, move in enumerate(found.answer.rows, skip + 1)}


def _cell(move: Move, numbers: dict[str, int]) -> Text:
    """The move, its words, who tells of it, and what it is linked with."""
    event = move.event
    first = event.reports[0]
    papers = f" and {event.papers - 1} more" if event.papers > 1 else ""
    head = headline(structs.replace(event, actor=None), supplied=move.supplied is not None)
    lines = [head, Text(f"“{shorten(first.passage.quote)}”"),
             Text(f"— {visible(first.paper)}{papers}", "dim")]
    for tie in move.ties:
        to = f"No. {numbers[tie.to]}" if tie.to in numbers else tie.to
        line = Text(f"{tie.kind} ", "green").append(visible(to), "not bold default")
        lines.append(line.append(f" “{visible(tie.passage.quote)}”, {visible(tie.passage.document)}", "dim"))
    return Text("\n").join(lines)


def _balance(move: Move) -> str:
    """ "-7.0 / 1.0": of the first party and of the second, after the move; in brackets where it does not count."""
    sums = " / ".join(f"{value:.1f}" for value in move.balance)
    return sums if move.value is not None else f"({sums})"


def _counted(found: Ledger) -> Table:
    """Counts of each type, what one counts, and the sums."""
    table = grid(("", "bold", "left", None), ("one counts", "dim", "right", None), (found.one, "", "right", None),
                 (found.other, "", "right", None), ("do not count", "dim", "right", None))
    for count in found.counts:
        row(table, [count.type, f"{count.value:+.1f}", count.one or "", count.other or "", _apart(count)])
    row(table, ["balance", "", *(f"{value:+.1f}" for value in found.balance), ""])
    return table


def _apart(count: Count) -> str:
    return f"{count.one_apart} / {count.other_apart}" if count.one_apart or count.other_apart else ""
