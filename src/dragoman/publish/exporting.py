"""Exporting: what every form of export is told, and what it tells."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from dragoman.archive.derived import stale

Seen = Callable[[str, int], None]       # told what is being written, and how much of it so far
Row = TypeVar("Row")


class Wanted(Struct, frozen=True):
    """What is wanted beside the form; each form heeds what its `options` name.

    `apart`: each enclosure on a line of its own. `missing`: papers that are cited and not here as well. `select`: a
    query of the papers that are wanted, as `dragoman search` takes it, else all. `pdf`: the name of a file beside them
    that has the same for print. Of the whole: its `title`, its `editor` ("Name <address>"), its `publisher`, the
    `url` under which it will stand, and the `address` of one paper with "{id}" for its id.
    """

    apart: bool = False
    missing: bool = False
    select: str | None = None
    pdf: str | None = None
    title: str | None = None
    editor: str | None = None
    publisher: str | None = None
    url: str | None = None
    address: str | None = None


class Exported(Struct, frozen=True):
    """What was written: things with their counts, the cells of CSV that were guarded, and what a person has to know.

    Each of `remarks` is one line that says what could not be done as it should be, and why.
    """

    counts: tuple[tuple[str, int], ...]
    guarded: int = 0
    remarks: tuple[str, ...] = ()


def told(what: str, rows: Iterable[Row], seen: Seen) -> Iterator[Row]:
    """The same rows; `seen` is told of each as it passes."""
    for count, row in enumerate(rows, 1):
        seen(what, count)
        yield row


def waiting(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What has to be said where actors, events or duties are given and not all is drawn together; else nothing."""
    count = stale(connection)
    return (f"Papers came or decisions were made in {count:,} volumes or folders since all was last drawn together: "
            "actors, events and duties are as they were before. “dragoman add” draws together.",) if count else ()
