"""JSON Lines: one paper a line, as `dragoman read --json` gives it, with what became of each reference."""

import sqlite3
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.archive.listing import linked, paper_with_enclosures
from dragoman.edition.reading import json_line, papers
from dragoman.publish.exporting import Exported, Seen, Wanted, told


def jsonl(connection: sqlite3.Connection, file: BinaryIO, wanted: Wanted, seen: Seen) -> Exported:
    """Write a line for each paper."""
    count = 0
    for line in told("papers", lines(connection, apart=wanted.apart), seen):
        file.write(line + b"\n")
        count += 1
    return Exported((("papers", count),))


def lines(connection: sqlite3.Connection, *, apart: bool = False) -> Iterator[bytes]:
    """A line for each paper in the order of filing, without its newline; with `apart` one for each enclosure too."""
    found = linked(connection)
    for group in ([r] for r in found) if apart else papers(found):
        yield json_line(group)


def line_of(connection: sqlite3.Connection, name: str) -> bytes:
    """The line of one paper with its enclosures, without its newline. Raises NoSuchDocument."""
    return json_line(paper_with_enclosures(connection, name))
