"""`dragoman add ARCHIVE SOURCE...`: papers into an archive, every reference followed."""

import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

import click
from rich.console import Console

from dragoman.archive.filing import STDIN
from dragoman.archive.intake import Item, gone, is_moved, plan, plan_again, problems_of
from dragoman.archive.keeping import drop, place
from dragoman.archive.store import open_archive, said
from dragoman.cli.executor import cluster, local
from dragoman.cli.named import files_named, tell
from dragoman.cli.progress import filing
from dragoman.edition.problem import Problem
from dragoman.errors import NoSuchArchive
from dragoman.inquiries.holdings import Holdings, holdings
from dragoman.pipeline import add as add_all
from dragoman.pipeline import readers_now
from dragoman.publish.words import visible

# what is said to have been done with files, in this order
DONE = ("new", "changed", "read again", "moved and read again", "moved", "unchanged")


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.argument("named", nargs=-1, metavar="[SOURCE]...")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes to read with (default: one a core).")
@click.option("--cluster", "address", metavar="ADDRESS", help="Read on the workers of a Dask cluster (tcp://HOST:PORT).")
@click.option("--prune", is_flag=True, help="Take out the papers of files that are no longer in the folders named.")
def add(archive: Path, named: tuple[str, ...], jobs: int, address: str | None, prune: bool) -> None:
    """File papers in an archive, and follow every reference.

    ARCHIVE is one SQLite file, made if absent. SOURCE is a file, a folder, which is walked, or -. What is filed
    already and unchanged is not read again; a changed file takes the place of what it held; after a new version of the
    program, what its readers find anew is read again. With no SOURCE, all that is filed is looked through. Stopped
    at any moment, the same command goes on where it stopped. The exit status is 1 when something could not be read.
    """
    if not named and not archive.exists():
        raise NoSuchArchive(str(archive))
    problems: list[Problem] = []
    try:
        with said(archive):
            connection = open_archive(archive, write=True)
            try:
                _file(connection, named, jobs, address, problems)
                _lost(connection, named, prune)
                click.echo(_summary(holdings(connection)))
            finally:
                connection.close()
    except KeyboardInterrupt:
        Console(stderr=True).print("stopped; what was filed is safe, and the same command goes on from there")
        sys.exit(130)
    sys.exit(1 if problems else 0)


def _file(connection: sqlite3.Connection, named: tuple[str, ...], jobs: int, address: str | None,
          problems: list[Problem]) -> None:
    """Read and keep what is to be read; say what was done with how many files."""
    items: list[Item] = []
    paths = files_named(named, problems)
    now = readers_now()
    for item in plan(connection, paths, now) if named else plan_again(connection, now):
        if isinstance(item, Problem):
            tell(item, problems)
            continue
        items.append(item)
        if item.state == "unchanged":
            for problem in problems_of(connection, item):
                tell(problem, problems)
        elif item.state == "doubled":
            same = f"{item.path}: the same file, byte for byte, as {item.other}; it is filed once."
            click.echo(visible(same), err=True)
    place(connection, items)
    todo = [item for item in items if item.state in ("new", "changed", "stale")]
    size = sum(item.size for item in todo)
    alone = Path(STDIN) in paths            # standard input is this process's own
    with ExitStack() as stack:
        executor, width = stack.enter_context(
            cluster(address) if address and not alone else local(1 if alone else jobs, len(todo), size))
        seen = stack.enter_context(filing(size))
        for step in add_all(connection, todo, executor, width + 1):
            for problem in step.problems:
                tell(problem, problems)
            seen(step)
    click.echo(_done(items))


def _done(items: Sequence[Item]) -> str:
    """How many files there were, and what was done with how many; one that was moved may have been read again."""
    done = Counter(_state(item) for item in items)
    line = ", ".join(f"{done[word]:,} {word}" for word in DONE if done[word])
    return f"{len(items):,} file{'s' if len(items) != 1 else ''}: {line}" if line else "nothing to file"


def _state(item: Item) -> str:
    if is_moved(item):
        return "moved" if item.state == "moved" else "moved and read again"
    return "read again" if item.state == "stale" else item.state


def _lost(connection: sqlite3.Connection, named: Iterable[str], prune: bool) -> None:
    """Tell which filed papers' files are no longer in the folders named; take them out if so asked."""
    lost = gone(connection, [Path(n) for n in named if Path(n).is_dir()])
    for source in lost:
        done = "its papers were taken out" if prune else "its papers stay in the archive (--prune takes them out)"
        click.echo(visible(f"{source.path}: this file is no longer there; {done}."), err=True)
    if lost and prune:
        drop(connection, lost)
        for _ in add_all(connection, []):
            pass


def _summary(held: Holdings) -> str:
    """What the archive holds, each number with its denominator."""
    named = held.resolved + held.ambiguous + held.missing
    return (f"{held.documents:,} papers, {held.enclosures:,} enclosures from {held.sources:,} files.\n"
            f"{held.references:,} references: {held.resolved:,} of {named:,} to papers resolved, "
            f"{held.ambiguous:,} ambiguous, {held.missing:,} missing; {held.external:,} to newspapers and printed "
            "works.\n"
            f"{held.known:,} missing papers known by number or day, {held.unknown:,} by their mention alone.")

