"""Keeping: what was read goes into the archive, a bundle a transaction; then what is open is looked up."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from dragoman.archive.absent import join, loose_mentions
from dragoman.archive.derived import mark, mark_papers
from dragoman.archive.deriving import derive
from dragoman.archive.filing import Filed, Read, drop_source, file_source, folder_of, reading_id
from dragoman.archive.heeding import heed_entries, heed_papers, take_in
from dragoman.archive.intake import Item, is_moved
from dragoman.archive.lookup import look_up, reopen, reopen_all
from dragoman.archive.store import open_papers
from dragoman.archive.transactions import fact, set_fact, transaction
from dragoman.edition.problem import Problem

INDEX_PIECES = 8        # filing a paper at a time leaves fewer, for SQLite merges them by fours as it goes


class Kept(Struct, frozen=True):
    """One step that is done and safe: a file filed, references looked up or joined, a collection drawn together.

    `count` are papers (filed, looked up), mentions (joined) or collections (derived), `of` how many there are to do,
    where that is known; `size` the bytes of the file.
    """

    step: Literal["filed", "looked up", "joined", "derived"]
    count: int
    path: str = ""
    size: int = 0
    problems: tuple[Problem, ...] = ()
    of: int = 0


def keep(connection: sqlite3.Connection, reads: Sequence[Read], reading: Mapping[str, str]) -> Iterator[Kept]:
    """File a bundle. Yields a step for each file once all of them are safe."""
    with transaction(connection):
        by = reading_id(connection, json.dumps(dict(sorted(reading.items()))))
        filed = [file_source(connection, read, by) for read in reads]
        ids = [i for papers in filed for i in papers]
        reopen(connection, ids)
        mark_papers(connection, ids)
        heed_papers(connection, ids)
    for read, papers in zip(reads, filed, strict=True):
        yield Kept("filed", len(papers), read.path, read.size, tuple(read.problems))


def settle(connection: sqlite3.Connection, resolution: str) -> Iterator[Kept]:
    """Look up what is open and join what is missing; all of it, when `resolution`, the way of doing so, has changed."""
    if fact(connection, "resolution") != resolution:
        with transaction(connection):
            if fact(connection, "resolution") is not None:
                reopen_all(connection)
            set_fact(connection, "resolution", resolution)
    take_in(connection)
    papers = open_papers(connection)
    for count in look_up(connection):
        yield Kept("looked up", count, of=papers)
    mentions = loose_mentions(connection)
    for count in join(connection):
        yield Kept("joined", count, of=mentions)
    merge_index(connection)
    for of in derive(connection):
        yield Kept("derived", 1, of=of)


def apply_decisions(connection: sqlite3.Connection) -> None:
    """Let new decisions reach the papers that they are about: quick, and without drawing anything together."""
    heed_entries(connection)


def settle_decisions(connection: sqlite3.Connection) -> None:
    """Bring the archive up to date after decisions: the papers, what they cite, and what is drawn together of them."""
    take_in(connection)
    for _ in look_up(connection):
        pass
    for _ in join(connection):
        pass
    for _ in derive(connection):
        pass


def merge_index(connection: sqlite3.Connection) -> None:
    """Make the full-text index one piece again when much filing has left it in many: searches then read less."""
    pieces = connection.execute("SELECT count(DISTINCT segid) FROM search_idx").fetchone()[0]
    if pieces > INDEX_PIECES:
        with transaction(connection):
            connection.execute("INSERT INTO search (search) VALUES ('optimize')")


def place(connection: sqlite3.Connection, items: Sequence[Item]) -> None:
    """Files that lie elsewhere now keep their papers; what was filed under the path of such a file, or of a copy, goes.

    Several may have changed places, so all of them leave their paths before any takes its new one.
    """
    moved = [item for item in items if is_moved(item)]
    with transaction(connection):
        connection.executemany("UPDATE source SET path = '-moving-' || id WHERE id = ?", [(i.source,) for i in moved])
        for item in items:
            if item.other:
                for (replaced,) in connection.execute("SELECT id FROM source WHERE path = ?", (item.name,)).fetchall():
                    drop_source(connection, replaced)
        connection.executemany("UPDATE source SET path = ? WHERE id = ?", [(i.name, i.source) for i in moved])
        for item in moved:
            _regroup(connection, item)


def _regroup(connection: sqlite3.Connection, item: Item) -> None:
    """A single paper belongs to the folder that it lies in now; what it cites is looked up among the papers there."""
    papers = connection.execute("SELECT id FROM document WHERE source = ? AND collection = ?",
                                (item.source, folder_of(item.other))).fetchall()
    moved = [(folder_of(item.name), i) for (i,) in papers]
    connection.executemany("UPDATE document SET collection = ? WHERE id = ?", moved)
    connection.executemany("UPDATE page SET collection = ? WHERE document = ?", moved)
    connection.executemany("UPDATE link SET status = NULL WHERE document = ?", papers)
    mark(connection, "VALUES (?), (?)", (folder_of(item.other), folder_of(item.name)))


def drop(connection: sqlite3.Connection, lost: Sequence[Filed]) -> None:
    """Take out the papers of files that are no longer there."""
    with transaction(connection):
        for source in lost:
            drop_source(connection, source.id)
