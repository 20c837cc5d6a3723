"""`dragoman export ARCHIVE --as FORM -o PATH`: what an archive knows, as files for other programs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dragoman.archive.store import open_archive, said
from dragoman.cli.search import wrong
from dragoman.errors import BadQuery
from dragoman.publish.exporting import Exported, Wanted
from dragoman.publish.forms import FORMS
from dragoman.publish.forms import export as export_all
from dragoman.publish.words import visible

TABLES = ("csv", "parquet")
TOLD_EVERY = 500        # rows between two looks at the line of progress


FORM_WIDTH = max(map(len, FORMS)) + 2


def _helped() -> str:
    """What the command says of itself: its forms, each with what it writes."""
    forms = "\n".join(f"{f'{name}:':{FORM_WIDTH}}{form.meaning}." for name, form in FORMS.items())
    return ("Write what an archive holds to a file or folder, in one of these forms.\n\n\b\n" + forms
            + "\n\nWhat is written is whole or not there at all, and an earlier export stays unless --force is given.")


def _address(context: click.Context, option: click.Parameter, given: str | None) -> str | None:
    """An address of the web, as it was given."""
    if given and (not given.startswith(("http://", "https://")) or any(map(str.isspace, given))):
        raise click.BadParameter("it is no address of the web: it begins with http:// or https:// and has no blanks.")
    return given


def _named(context: click.Context, option: click.Parameter, given: Path) -> Path:
    """A path that is not "-": what is written is whole or not there, and standard output cannot be taken back."""
    if given == Path("-"):
        raise click.BadParameter("an export needs a name; it cannot go to standard output.")
    return given


@click.command(help=_helped())
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(tuple(FORMS)), required=True, metavar="FORM", help="The form.")
@click.option("-o", "--output", "output", type=click.Path(path_type=Path), required=True, callback=_named,
              help="The file or folder to write.")
@click.option("--force", is_flag=True, help="Replace an earlier export.")
@click.option("--apart", is_flag=True, help="jsonl: give each enclosure a line of its own, not its carrier's.")
@click.option("--missing", is_flag=True, help="cmif: papers that are cited and not here as well.")
@click.option("--select", metavar="QUERY", help="pdf, site: the papers of a query, as `dragoman search` takes it.")
@click.option("--title", metavar="WORDS", help="cmif, pdf, site: what the whole is called.")
@click.option("--editor", metavar="'NAME <MAIL>'", help="cmif: who answers for the file.")
@click.option("--publisher", metavar="NAME", help="cmif: whom to name when it is used; the editor where not given.")
@click.option("--url", metavar="URL", callback=_address, help="cmif: where on the web the file will stand.")
@click.option("--address", metavar="URL", callback=_address,
              help="cmif: where each paper stands on the web, with {id} for its id.")
def export(archive: Path, form: str, output: Path, force: bool, **wanted: Any) -> None:
    """Write what an archive holds to a file or folder."""
    for option, given in wanted.items():
        if given and option not in FORMS[form].options:
            heeds = ", ".join(name for name, each in FORMS.items() if option in each.options)
            raise click.UsageError(f"--{option} is for {heeds}; {form} does not know it.")
    exporting(archive, form, output, Wanted(**wanted), force=force)


def exporting(archive: Path, form: str, output: Path, wanted: Wanted, *, force: bool) -> None:
    """Write a form of an archive, and say what was written; of a query that makes no sense, where it goes wrong."""
    try:
        with said(archive):
            connection = open_archive(archive)
            try:
                with progress() as seen:
                    exported = export_all(connection, form, output, force=force, wanted=wanted, seen=seen)
            finally:
                connection.close()
    except BadQuery as error:
        click.echo(wrong(error), err=True)
        sys.exit(2)
    click.echo(f"{visible(str(output))}: {_summary(exported, is_table=form in TABLES)}")
    for remark in exported.remarks:
        click.echo(visible(remark), err=True)


@contextmanager
def progress() -> Iterator[Callable[[str, int], None]]:
    """A callback that says what is being written, and how much of it, where a person is watching."""
    bar = Progress(SpinnerColumn(), TextColumn("{task.completed:,} {task.description}"), TimeElapsedColumn(),
                   console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    with bar:
        task = bar.add_task("", total=None)

        def seen(what: str, count: int) -> None:
            if count % TOLD_EVERY == 1:
                bar.update(task, description=what, completed=count)
        yield seen


def _counted(count: int, things: str) -> str:
    """What is counted: "edge of citations" of one, "papers" of several."""
    things, of, more = things.partition(" of ")
    return f"{things.removesuffix('s') if count == 1 else things}{of}{more}"


def _summary(exported: Exported, *, is_table: bool) -> str:
    """What was written, in one line, tables by their names; and in a second what was done to cells."""
    line = ", ".join(f"{count:,} {what if is_table else _counted(count, what)}" for what, count in exported.counts)
    if exported.guarded:
        line += (f"\n{exported.guarded:,} cells that a spreadsheet would run as formulas have an apostrophe before "
                 "them; datapackage.json says how to take it away.")
    return line
