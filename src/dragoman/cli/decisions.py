"""`dragoman decisions ARCHIVE`: the journal of what people decided; takes decisions back."""

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from dragoman.archive.journal import undo as take_back
from dragoman.archive.keeping import settle_decisions
from dragoman.cli.deciding import deciding, writing
from dragoman.cli.tables import folded, foot, give, grid, limit_of, output, reading, row
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.decisions import Entry
from dragoman.inquiries.decisions import decisions as ask
from dragoman.publish.words import visible


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--undo", type=int, multiple=True, metavar="N", help="Take decision N back; that is an entry as well.")
@deciding
@output()
def decisions(archive: Path, undo: tuple[int, ...], person: str, why: str | None, form: str | None,
              **options: Any) -> None:
    """List what people decided, in order: who, when, what and why.

    Nothing is ever struck out: a decision that was taken back stays, with the number of the entry that did so. One
    whose papers, words, actors or subjects are no longer there is listed as such.
    """
    if undo:
        with writing(archive) as connection:
            for number in undo:
                by = take_back(connection, number, person=person, why=why)
                click.echo(f"Taken back: decision {number}, by entry {by}.", err=True)
            settle_decisions(connection)
        return
    with reading(archive) as connection:
        answer = ask(connection, limit=limit_of({**options, "form": form}), skip=options["skip"])
        give(answer, form, Entry, _show)


def _show(answer: Answer[Entry], out: Console) -> None:
    if answer.rows:
        table = folded(grid(("No.", "bold", "right", None), ("when (UTC)", "cyan", "left", None),
                            ("who", "", "left", None), ("what and why", "", "left", 1)))
        for e in answer.rows:
            row(table, [str(e.id), e.made[:16].replace("T", " "), e.person[:24], _what(e)])
        out.print(table)
    out.print(foot(answer.basis, len(answer.rows), answer.total, "entries"))


def _what(e: Entry) -> Text:
    text = Text(visible(e.what), "dim strike" if e.undone else "")
    if e.undone:
        text.append(f"\ntaken back by {e.undone}", "not strike yellow")
    if e.why:
        text.append(f"\nwhy: {visible(e.why)}", "not strike dim")
    if e.unfit:
        text.append(f"\nfits no longer: {visible(e.unfit)}", "red")
    return text
