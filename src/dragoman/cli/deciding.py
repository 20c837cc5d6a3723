"""Deciding: what all commands have in common that enter a person's decision in the journal of an archive."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection
from typing import Any, TypeVar

import click

from dragoman.archive.store import open_archive, said
from dragoman.cli.terminal import piped
from dragoman.errors import NoSuchArchive
from dragoman.inquiries.admitting import unfit
from dragoman.publish.words import visible

Function = TypeVar("Function", bound=Callable[..., Any])


def deciding(function: Function) -> Function:
    """The options `--as NAME` and `--why TEXT` of a command that decides; it gets them as `person` and `why`."""
    function = click.option("--why", metavar="TEXT", callback=_given, help="Why this is decided, for the journal.")(
        function)
    return click.option("--as", "person", metavar="NAME", callback=_person,
                        help="Who decides (default: your login name).")(function)


@contextmanager
def writing(archive: Path) -> Iterator[Connection]:
    """An archive to enter decisions in. Raises NoSuchArchive where there is none: nothing is decided of no papers."""
    if not archive.exists():
        raise NoSuchArchive(str(archive))
    with said(archive):
        connection = open_archive(archive, write=True)
        try:
            with piped():
                yield connection
        finally:
            connection.close()


def entered(archive: Path, *numbers: int) -> None:
    """Say on standard error which decisions were entered, and how they are taken back."""
    if not numbers:
        click.echo("Nothing was entered in the journal.", err=True)
        return
    one = len(numbers) == 1
    which = f"decision {numbers[0]}" if one else f"{len(numbers):,} decisions, {numbers[0]} to {numbers[-1]}"
    click.echo(visible(f"Entered in the journal: {which}. To take {'it' if one else 'one'} back: "
                       f"dragoman decisions {archive} --undo {numbers[0] if one else 'N'}"), err=True)


def _person(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    """Who decides: as given, else the login name."""
    if value is not None and value.strip():
        return _fit(context, parameter, value.strip(), None)
    try:
        name = getpass.getuser().strip()
    except (OSError, KeyError, ImportError):
        name = ""
    if not name or value is not None:
        raise click.BadParameter("nobody is named; write --as NAME", context, parameter)
    return name


def _given(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A reason, or None where nothing but blanks was given."""
    why = value.strip() or None if value else None
    _fit(context, parameter, "", why)
    return why


def _fit(context: click.Context, parameter: click.Parameter, person: str, why: str | None) -> str:
    """The person, if the journal takes such a name and such a reason."""
    told = unfit(person, None, why)
    if told:
        raise click.BadParameter(told.removesuffix("."), context, parameter)
    return person
