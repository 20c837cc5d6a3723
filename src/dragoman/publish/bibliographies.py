"""Bibliographies: every paper of an archive as a citation, enclosures among them, in one file that programs take in."""

import sqlite3
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from dragoman.archive.listing import leaves
from dragoman.publish import citations
from dragoman.publish.citations import Citation, citation_from
from dragoman.publish.citations.csl import item
from dragoman.publish.citations.volumes import volume_title
from dragoman.publish.exporting import Exported, Seen, Wanted, told


def bibtex(connection: sqlite3.Connection, file: BinaryIO, wanted: Wanted, seen: Seen) -> Exported:
    """An entry for each paper, a blank line between two."""
    count = 0
    for count, citation in enumerate(_cited(connection, seen), 1):
        file.write((b"\n" if count > 1 else b"") + citations.bibtex(citation).encode())
    return Exported((("papers", count),))


def ris(connection: sqlite3.Connection, file: BinaryIO, wanted: Wanted, seen: Seen) -> Exported:
    """A record for each paper, a blank line between two."""
    count = 0
    for count, citation in enumerate(_cited(connection, seen), 1):
        file.write((b"\r\n" if count > 1 else b"") + citations.ris(citation).encode())
    return Exported((("papers", count),))


def csl_json(connection: sqlite3.Connection, file: BinaryIO, wanted: Wanted, seen: Seen) -> Exported:
    """One array, an item for each paper, each on a line of its own."""
    count = 0
    file.write(b"[")
    for count, citation in enumerate(_cited(connection, seen), 1):
        file.write((b",\n" if count > 1 else b"\n") + msgspec.json.encode(item(citation)))
    file.write(b"\n]\n" if count else b"]\n")
    return Exported((("papers", count),))


def _cited(connection: sqlite3.Connection, seen: Seen) -> Iterator[Citation]:
    """The citation of each paper in the order of filing; `seen` is told of each."""
    for leaf in told("papers", leaves(connection), seen):
        yield citation_from(leaf, volume_title(connection, leaf.collection))
