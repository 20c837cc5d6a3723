"""`dragoman export ARCHIVE --as FORM -o PATH`: what an archive knows, as files for other programs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dragoman.archive.store import open_archive, said
from dragoman.publish.forms import FORMS, Exported, Form
from dragoman.publish.forms import export as export_all
from dragoman.publish.words import visible

TOLD_EVERY = 500        # rows between two looks at the line of progress


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(FORMS), required=True, help="The form.")
@click.option("-o", "--output", "output", type=click.Path(path_type=Path), required=True,
              help="The file or folder to write.")
@click.option("--force", is_flag=True, help="Replace an earlier export.")
@click.option("--apart", is_flag=True, help="In JSON Lines, give each enclosure a line of its own, not its carrier's.")
def export(archive: Path, form: Form, output: Path, force: bool, apart: bool) -> None:
    """Write what an archive holds to a file or folder.

    jsonl: a file, one paper a line, as `dragoman read --json`, each reference with its status and target.

    csv, parquet: a folder with one table for each kind of record (papers, parties, references, missing papers, names,
    dates and so on) and datapackage.json, which says what every column holds.

    What is written is whole or not there at all, and an earlier export stays unless --force is given.
    """
    if apart and form != "jsonl":
        raise click.UsageError("--apart is for jsonl; in tables every enclosure has its own row.")
    with said(archive):
        connection = open_archive(archive)
        try:
            with _progress() as seen:
                exported = export_all(connection, form, output, force=force, apart=apart, seen=seen)
        finally:
            connection.close()
    click.echo(f"{visible(str(output))}: {_summary(exported)}")


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """A callback that says what is being written, and how much of it, where a person is watching."""
    bar = Progress(SpinnerColumn(), TextColumn("{task.completed:,} {task.description}"), TimeElapsedColumn(),
                   console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    with bar:
        task = bar.add_task("", total=None)

        def seen(what: str, count: int) -> None:
            if count % TOLD_EVERY == 1:
                bar.update(task, description=what, completed=count)
        yield seen


def _summary(exported: Exported) -> str:
    """What was written, in one line, and in a second what was done to cells."""
    line = ", ".join(f"{count:,} {what}" for what, count in exported.counts)
    if exported.guarded:
        line += (f"\n{exported.guarded:,} cells that a spreadsheet would run as formulas have an apostrophe before "
                 "them; datapackage.json says how to take it away.")
    return line
