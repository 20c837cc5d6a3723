"""`dragoman chronicle ARCHIVE`: what was done, in order of time, with all who tell of it."""

from pathlib import Path
from typing import Any, get_args

import click
from msgspec import structs
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.cli.tables import WIDE, filters, foot, give, grid, limit_of, output, reading, row, scope_of
from dragoman.cli.tables import short as by_name
from dragoman.edition.annotation import Event as Finding
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.chronicle import Chosen
from dragoman.inquiries.chronicle import chronicle as ask
from dragoman.inquiries.told import Event, Report, short
from dragoman.inquiries.who import actors_named
from dragoman.publish.words import shorten, visible

TYPES = get_args(structs.fields(Finding)[0].type)
MODALITIES = get_args(structs.fields(Finding)[4].type)
REPORTERS = 4                   # reports shown of one event; the JSON has all
MARKS = {"done": "", "ongoing": "going on"}


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--actor", metavar="WORDS", help="Done by this person or power (whoever acts for it).")
@click.option("--against", metavar="WORDS", help="Done to this person or power.")
@click.option("--type", "type_", type=click.Choice(TYPES), metavar="TYPE",
              help=f"Of a PLOVER type: {', '.join(TYPES)}.")
@click.option("--modality", "state", type=click.Choice(MODALITIES), help="Told as this.")
@click.option("--place", metavar="NAME", help="Whose clause names this place.")
@filters("date", "collection", "subject")
@click.option("--all", "every", is_flag=True, help="With those that are doubtful, each with its reason.")
@output()
def chronicle(archive: Path, form: str | None, **options: Any) -> None:
    """List what was done in order of time, with every paper that tells of it.

    Reports of one event are joined. What is not told as done bears its modality: going on, planned, demanded, refused,
    alleged. A day as "..1936-03-20" is that of the paper, where its text gives none: the event lies before it.
    """
    with reading(archive) as connection:
        actor, target = (actors_named(connection, options[side]) if options[side] else None
                         for side in ("actor", "against"))
        chosen = Chosen(actor, target, options["type_"], options["state"], options["every"])
        answer = ask(connection, scope_of(options, connection), chosen, limit=limit_of({**options, "form": form}),
                     skip=options["skip"])
        give(answer, form, Event, _show, flat)


def _show(answer: Answer[Event], out: Console) -> None:
    if answer.rows:
        out.print(_wide(answer) if out.width >= WIDE else _narrow(answer))
    out.print(foot(answer.basis, len(answer.rows), answer.total, "events"))


def _wide(answer: Answer[Event]) -> Table:
    table = grid(("date", "cyan", "left", None), ("event", "", "left", 2), ("told by", "", "left", 3))
    _fold(table)
    for e in answer.rows:
        row(table, [day(e), headline(e), reports(e)])
    return table


def _narrow(answer: Answer[Event]) -> Table:
    """The same where there is no room: the reports below the event."""
    table = grid(("date", "cyan", "left", None), ("event, told by", "", "left", 1))
    _fold(table)
    for e in answer.rows:
        row(table, [day(e), Text("\n").join((headline(e), reports(e)))])
    return table


def _fold(table: Table) -> None:
    for column in table.columns[1:]:
        column.no_wrap, column.overflow = False, "fold"


def day(e: Event) -> str:
    """The day of an event: "1936-03-20", "..1936-03-20" before it, "1936-03-20.." after it; "undated"."""
    return (e.date or "undated").replace("../", "..").replace("/..", "..")


def headline(e: Event, *, supplied: bool = False) -> Text:
    """ "planned sanction  Orsovia → Velmark"; the target in [brackets] where it is supplied."""
    line = Text(e.type, "bold")
    if how := MARKS.get(e.modality, e.modality):
        line = Text(f"{how} ", "magenta").append_text(line)
    if e.actor or e.target:
        line.append("  ").append(visible(short(e.actor) or "…"), "not bold")
    if e.target:
        target = visible(short(e.target) or "")
        line.append(f" → [{target}]" if supplied else f" → {target}")
    return line.append(f"  ({e.doubt})", "dim") if e.doubt else line


def reports(e: Event) -> Text:
    """The words of the first report, and every reporter with his paper and its day."""
    lines = [Text(f"“{shorten(e.reports[0].passage.quote)}”"), _reporter(e.reports[0])]
    papers = {e.reports[0].paper}
    for report in e.reports[1:]:
        if report.paper not in papers and len(papers) < REPORTERS:
            papers.add(report.paper)
            lines.append(_reporter(report).append(f" “{shorten(report.passage.quote)}”", "not dim"))
    if e.papers > len(papers):
        lines.append(Text(f"and {e.papers - len(papers)} more papers", "dim"))
    return Text("\n").join(lines)


def _reporter(report: Report) -> Text:
    parts = (by_name(report.sender), report.date, report.paper, report.passage.place)
    return Text(f"— {visible(', '.join(part for part in parts if part))}", "dim")


def flat(e: Event) -> dict[str, object]:
    """An event as a row of CSV: parties by name, reports as "paper: words"."""
    fields = {name: getattr(e, name) for name in e.__struct_fields__}
    return fields | {"actor": short(e.actor), "target": short(e.target),
                     "reports": [f"{r.paper}: {r.passage.quote}" for r in e.reports]}
