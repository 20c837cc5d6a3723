"""`dragoman positions ARCHIVE [WHO]`: what somebody says, offers, refuses or demands, and where this shifts."""

from itertools import groupby
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.text import Text

from dragoman.cli.dossier import quoted
from dragoman.cli.tables import filters, folded, foot, grid, limit_of, output, reading, row, scope_of, told, write
from dragoman.cli.terminal import console
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.positions import Position
from dragoman.inquiries.positions import positions as ask
from dragoman.publish.words import visible

NO_SUBJECT = "no recurring subject"
NAMED = 3                       # reporters, and persons who act for a power, that a table names


class PositionRow(msgspec.Struct, frozen=True):
    """A position as a row of CSV; the actor by name and by address."""

    actor: str
    actor_id: str
    subject: str | None
    position: str
    before: str | None
    first: str | None
    last: str | None
    acts: int
    kinds: tuple[str, ...]
    by: tuple[str, ...]
    reporters: tuple[str, ...]
    papers: int
    named: str | None
    paper: str
    start: int
    end: int
    quote: str


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("who", required=False, metavar="[WHO]")
@filters("subject", "date", "collection")
@click.option("--to", "recipient", metavar="WHO", help="Towards this person, office or power.")
@output()
def positions(archive: Path, who: str | None, form: str | None, **options: Any) -> None:
    """List what WHO said, offered, refused, demanded or passed over in silence on a subject, in order of time.

    WHO is a person, an office or a power; a power's positions are those of all who act for it, and each row names them.
    A row ends where the position changes, and shows the first passage. Without --subject, WHO's positions on each
    subject, those with most acts first and what is on none last; without WHO, those of everybody on the subject.
    """
    with reading(archive) as connection:
        answer = ask(connection, who, scope_of(options, connection), limit=limit_of({**options, "form": form}),
                     skip=options["skip"])
        if form:
            write(answer.rows, form, PositionRow, lambda p: msgspec.structs.asdict(_flat(p)))
            told(answer.basis)
        else:
            _show(answer, console())


def _show(answer: Answer[Position], out: Console) -> None:
    for (actor, subject), some in groupby(answer.rows, key=lambda p: (p.actor, p.subject)):
        side = f" ({actor.side})" if actor.side else ""
        on = visible(f"{side} on {subject or NO_SUBJECT}")
        out.print(Text(visible(actor.label), "bold").append(on, "not bold dim"))
        table = folded(grid(("days", "cyan", "left", None), ("acts", "magenta", "right", None),
                            ("position", "bold", "left", None), ("first passage", "", "left", 1)))
        for p in some:
            days = [day for day in (p.first, p.last if p.last != p.first else None) if day]
            row(table, [Text("\n".join(days)), p.acts, p.position, _passage(p)])
        out.print(table)
    out.print(foot(answer.basis, len(answer.rows), answer.total, "positions"))


def _passage(p: Position) -> Text:
    """The words, where they stand, by whom, and who reports."""
    line = Text(visible(quoted(p.passage.quote)))
    where = f"{p.passage.document}, {p.passage.place}" + (", in the paragraph" if p.named == "paragraph" else "")
    line.append(f"\n{visible(where)}", "dim")
    for word, names in (("by", p.by), ("told by", p.reporters)):
        if names:
            more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
            line.append(visible(f"; {word} {', '.join(names[:NAMED])}{more}"), "dim")
    return line


def _flat(p: Position) -> PositionRow:
    at = p.passage
    return PositionRow(p.actor.label, p.actor.name, p.subject, p.position, p.before, p.first, p.last, p.acts, p.kinds,
                       p.by, p.reporters, p.papers, p.named, at.document, at.start, at.end, at.quote)
