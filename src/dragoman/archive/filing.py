"""Filing: the one writer. A batch of files goes in as one transaction; what a file held before goes out with it."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec

from dragoman.archive.derived import OF_A_PAPER, mark
from dragoman.archive.lookup import reopen
from dragoman.archive.rows import COLUMNS, Row
from dragoman.edition.annotation import Apparatus
from dragoman.edition.identity import Identities
from dragoman.edition.problem import Problem

STDIN = "-"
_APPARATUS = msgspec.json.Decoder(Apparatus)
SEARCHED = "sender, recipient, place, title, body, notes"     # columns of the full-text index


class Read(NamedTuple):
    """One file as it was read: `path` is absolute, `rows` its papers, each carrier before its enclosures."""

    path: str
    digest: str
    size: int
    rows: list[Row]
    problems: list[Problem]


class Filed(NamedTuple):
    """What a source is known as in an archive: its row, digest, and the row of the readers that read it."""

    id: int
    path: str
    digest: str
    size: int
    reading: int


def sources(connection: sqlite3.Connection) -> list[Filed]:
    """Every source of an archive, in the order of filing."""
    rows = connection.execute("SELECT id, path, digest, bytes, reading FROM source ORDER BY id")
    return [Filed(*row) for row in rows]


def reading_id(connection: sqlite3.Connection, fingerprints: str) -> int:
    """The row of a set of readers; made if it is new."""
    connection.execute("INSERT OR IGNORE INTO reading (fingerprints) VALUES (?)", (fingerprints,))
    found: int = connection.execute("SELECT id FROM reading WHERE fingerprints = ?", (fingerprints,)).fetchone()[0]
    return found


def file_source(connection: sqlite3.Connection, read: Read, reading: int) -> list[int]:
    """Write one file's papers in the place of what its path held before; their rows. Inside a transaction.

    A file whose bytes are filed already under another path is that file moved or copied: nothing is doubled.
    """
    known = connection.execute("SELECT id, path FROM source WHERE digest = ?", (read.digest,)).fetchone()
    if known and known[1] != read.path:
        return []
    held = connection.execute("SELECT id FROM source WHERE path = ?", (read.path,)).fetchone()
    before: list[int] = []
    if held:
        source = held[0]
        before = empty_source(connection, source)
        connection.execute("UPDATE source SET digest = ?, bytes = ?, reading = ? WHERE id = ?",
                           (read.digest, read.size, reading, source))
    else:
        source = connection.execute("INSERT INTO source (path, digest, bytes, reading) VALUES (?, ?, ?, ?)",
                                    (read.path, read.digest, read.size, reading)).lastrowid
    connection.executemany("INSERT INTO problem VALUES (?, ?, ?, ?)",
                           [(source, *msgspec.structs.astuple(p)) for p in read.problems])
    return _write(connection, source, read, before)


def empty_source(connection: sqlite3.Connection, source: int) -> list[int]:
    """Take a source's papers out, and give the rows they had. Inside a transaction.

    References elsewhere that meant these papers, or could have, are open again.
    """
    connection.execute("DELETE FROM problem WHERE source = ?", (source,))
    papers = connection.execute("SELECT id FROM document WHERE source = ? ORDER BY id", (source,))
    documents = [row[0] for row in papers]
    reopen(connection, documents)
    mark(connection, "SELECT DISTINCT collection FROM document WHERE source = ?", (source,))
    connection.execute("UPDATE document SET enclosed_in = NULL WHERE source = ?", (source,))
    for document in documents:
        connection.execute(f"INSERT INTO search (search, rowid, {SEARCHED}) SELECT 'delete', id, {SEARCHED} "
                           "FROM searchable WHERE id = ?", (document,))
        uncited(connection, document)
        unfound(connection, document)
        for table in (*OF_A_PAPER, "page", "link", "annotation", "original", "content"):
            connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
        connection.execute("DELETE FROM document WHERE id = ?", (document,))
    return documents


def uncited(connection: sqlite3.Connection, document: int) -> None:
    """Dissolve the records that a paper cites; what other papers say of them is joined anew."""
    records = connection.execute("SELECT DISTINCT missing FROM link WHERE document = ? AND missing IS NOT NULL",
                                 (document,)).fetchall()
    connection.executemany("UPDATE link SET missing = NULL WHERE missing = ?", records)
    connection.executemany("DELETE FROM missing WHERE id = ? AND found IS NULL", records)


def unfound(connection: sqlite3.Connection, document: int) -> None:
    """Open the references that mean a paper, and with them the record of the time when it was missing, if there is one.

    So that is closed again when the paper comes back as before.
    """
    records = connection.execute("SELECT id FROM missing WHERE found = ? ORDER BY id", (document,)).fetchall()
    record = records[0][0] if records else None
    cited = connection.execute("UPDATE link SET status = NULL, target = NULL, missing = ? WHERE target = ?",
                               (record, document)).rowcount
    connection.execute("UPDATE missing SET found = NULL WHERE found = ?", (document,))
    connection.executemany("DELETE FROM missing WHERE id = ?", records[1:] if cited else records)


def drop_source(connection: sqlite3.Connection, source: int) -> None:
    """Take a source out altogether. Inside a transaction."""
    empty_source(connection, source)
    connection.execute("DELETE FROM source WHERE id = ?", (source,))


class _Names(set[str]):
    """The ids that are taken: those of the archive, and those given in this batch."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or self._connection.execute(
            "SELECT 1 FROM document WHERE name = ?", (name,)).fetchone() is not None


def _write(connection: sqlite3.Connection, source: int, read: Read, before: Sequence[int]) -> list[int]:
    """The papers of one source, and all that hangs on them; as many as before keep their rows, and so their order."""
    first = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM document").fetchone()[0]
    identities = Identities(_Names(connection))
    names = [identities.free(row.name, row.enclosed_in, row.origin) for row in read.rows]
    places = before if len(before) == len(names) else range(first, first + len(names))
    ids = {name: i for i, (name, _) in zip(places, names, strict=True)}
    folder = collection_of(read.path, [name for name, carrier in names if carrier is None])
    if connection.execute("SELECT 1 FROM document WHERE collection = ? AND source <> ?", (folder, source)).fetchone():
        folder = folder if folder == folder_of(read.path) else read.path    # another volume of the same name
    rows = list(zip(ids.values(), names, read.rows, strict=True))
    marks = ", ".join("?" * (len(COLUMNS) + 5))
    connection.executemany(
        f"INSERT INTO document (id, source, name, collection, enclosed_in, {', '.join(COLUMNS)}) VALUES ({marks})",
        [(i, source, name, folder, ids.get(carrier or ""), *row.head) for i, (name, carrier), row in rows])
    connection.executemany("INSERT INTO content VALUES (?, ?, ?, ?, ?, ?)", [(i, *row.content) for i, _, row in rows])
    connection.executemany("INSERT INTO annotation VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                           [(i, *a) for i, _, row in rows for a in row.annotations])
    connection.executemany(
        "INSERT INTO link (document, ordinal, mention, relation, lead, told) VALUES (?, ?, ?, ?, ?, ?)",
        [(i, *link) for i, _, row in rows for link in row.links])
    connection.executemany(f"INSERT INTO search (rowid, {SEARCHED}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                           [(i, *_searched(row)) for i, _, row in rows])
    connection.executemany("INSERT OR IGNORE INTO page VALUES (?, ?, ?)",
                           [(folder, label, i) for label, i in _pages((i, _begun(row)) for i, _, row in rows)])
    return list(places)


def refile_pages(connection: sqlite3.Connection, document: int) -> None:
    """The printed pages of a paper's source, after its marks of pages have changed. Inside a transaction."""
    source, folder = connection.execute("SELECT source, collection FROM document WHERE id = ?", (document,)).fetchone()
    connection.execute("DELETE FROM page WHERE document IN (SELECT id FROM document WHERE source = ?)", (source,))
    marks = connection.execute(
        "SELECT d.id, a.start, json_extract(a.body, '$.label') FROM document AS d LEFT JOIN annotation AS a "
        "ON a.document = d.id AND a.layer = 'apparatus' AND json_extract(a.body, '$.kind') = 'page' "
        "WHERE d.source = ? ORDER BY d.id, a.ordinal", (source,))
    papers = ((paper, [(start, label) for _, start, label in its if label])
              for paper, its in groupby(marks, key=itemgetter(0)))
    connection.executemany("INSERT OR IGNORE INTO page VALUES (?, ?, ?)",
                           [(folder, label, paper) for label, paper in _pages(papers)])


def collection_of(path: str, carriers: Sequence[str]) -> str:
    """What the papers of a file belong to: the volume that the file is, or the folder that a single paper lies in."""
    if len(carriers) > 1:
        return carriers[0].rpartition("/")[0] or carriers[0]
    return folder_of(path)


def folder_of(path: str) -> str:
    """The folder of a source's path; STDIN for standard input."""
    return path.rpartition("/")[0] or STDIN


def _searched(row: Row) -> tuple[str | None, ...]:
    """What the full-text index holds of a paper; the same as the view `searchable` gives."""
    head = dict(zip(COLUMNS, row.head, strict=True))
    text, foot = row.content[:2]
    return head["sender"], head["recipient"], head["place"], head["title"], text[:foot], text[foot:]


def _pages(papers: Iterable[tuple[int, Sequence[tuple[int, str]]]]) -> Iterator[tuple[str, int]]:
    """The printed pages with the papers on them, from the offsets and labels of the pages that begin in each paper.

    A paper begins on the page where the one before it ended, unless a page begins with its first word; of several that
    do, it stands on the last.
    """
    label: str | None = None
    for paper, begun in papers:
        opening = sum(start == 0 for start, _ in begun)
        if label is not None and not opening:
            yield label, paper
        for _, label in begun[max(opening - 1, 0):]:
            yield label, paper


def _begun(row: Row) -> list[tuple[int, str]]:
    """Where printed pages begin in a paper, and their labels."""
    marks = ((start, _APPARATUS.decode(body)) for _, layer, start, _, body, *_ in row.annotations
             if layer == "apparatus" and '"page"' in body)
    return [(start, mark.label) for start, mark in marks if mark.kind == "page" and mark.label]
