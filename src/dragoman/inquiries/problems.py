"""Problems: what could not be read, in the files that the papers of an archive came from."""

import sqlite3

from msgspec import Struct

from dragoman.inquiries.answer import Answer, Basis

METHOD = "What could not be read, in the order in which files were filed:"
_PAPERS = "SELECT count(*) FROM document WHERE source = p.source"
_PAGE = "SELECT rowid, source FROM problem ORDER BY source, rowid LIMIT ? OFFSET ?"


class Unread(Struct, frozen=True):
    """One thing that could not be read: the file as it was named, the place in it ("" for the whole), a sentence.

    `path` is that of the file as it was filed; `papers` of it could be read.
    """

    file: str
    path: str
    place: str
    sentence: str
    papers: int


def problems(connection: sqlite3.Connection, *, limit: int | None = None, skip: int = 0) -> Answer[Unread]:
    """What could not be read, file by file; `limit` of it after the first `skip`, or all."""
    rows = connection.execute(
        f"SELECT p.file, s.path, p.place, p.sentence, ({_PAPERS}) FROM ({_PAGE}) AS page "
        "JOIN problem AS p ON p.rowid = page.rowid JOIN source AS s ON s.id = p.source ORDER BY p.source, p.rowid",
        (-1 if limit is None else limit, skip))
    found = tuple(Unread(*row) for row in rows)
    total = connection.execute("SELECT count(*) FROM problem").fetchone()[0]
    return Answer(found, total, _basis(connection))


def _basis(connection: sqlite3.Connection) -> Basis:
    looked, concerned, without = connection.execute(
        "SELECT (SELECT count(*) FROM source), count(*), coalesce(sum(NOT EXISTS (SELECT 1 FROM document "
        "WHERE source = p.source)), 0) FROM (SELECT DISTINCT source FROM problem) AS p").fetchone()
    return Basis(METHOD, looked, looked, "files", (("have something that could not be read", concerned),
                                                   ("of these gave no paper at all", without)))
