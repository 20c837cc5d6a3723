"""`dragoman import ARCHIVE PATH...`: what people decided elsewhere, from Web Annotations, into the journal."""

import sys
from pathlib import Path
from sqlite3 import Connection

import click

from dragoman.archive.keeping import settle_decisions
from dragoman.cli.deciding import writing
from dragoman.cli.export import progress
from dragoman.inquiries.decisions import decisions
from dragoman.publish.webanno.bringing import Taken, bring
from dragoman.publish.words import visible


@click.command(name="import")
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1, required=True, metavar="PATH...")
def importing(archive: Path, sources: tuple[str, ...]) -> None:
    """Enter what people decided in another archive, or state in Web Annotations of their own.

    PATH is a folder that `dragoman export --as webanno` wrote, or a file of Web Annotations (JSON-LD). Each decision
    keeps its person, time and reason; what the journal has already is not entered again. What cannot be entered is
    told in one line each, and the rest is entered; the exit status then is 1.
    """
    with writing(archive) as connection:
        with progress() as seen:
            taken = bring(connection, sources, seen)
        settle_decisions(connection)
        unfit = _unfit(connection, taken)
    for problem in taken.problems:
        click.echo(visible(problem.line()), err=True)
    click.echo(_done(taken))
    if unfit:
        click.echo(f"{unfit:,} of those entered do not fit the papers that are here; they stand in the journal, and "
                   f"count when they fit: dragoman decisions {visible(str(archive))}", err=True)
    sys.exit(1 if taken.problems else 0)


def _done(taken: Taken) -> str:
    """What was brought in, in one line."""
    new = len(taken.entered)
    which = f" ({taken.entered[0]} to {taken.entered[-1]})" if new > 1 else f" ({taken.entered[0]})" if new else ""
    parts = [f"{taken.files:,} file{'' if taken.files == 1 else 's'} read", f"{new:,} decisions entered{which}",
             f"{taken.known:,} known already", f"{len(taken.problems):,} not taken"]
    return f"{', '.join(parts)}; {taken.passed:,} findings of readers left to the readers."


def _unfit(connection: Connection, taken: Taken) -> int:
    """How many of the new decisions do not fit the archive."""
    new = set(taken.entered)
    return sum(e.unfit is not None for e in decisions(connection).rows if e.id in new) if new else 0
