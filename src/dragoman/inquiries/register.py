"""Register: every paper in order of time, with what it cites and how often it is cited.

By day, hour and order of filing; a paper whose hour is not known stands at the end of its day, one without a day at
the end of all.
"""

import sqlite3

from msgspec import Struct

from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.scope import Scope, papers, prepare

METHOD = "Papers by day, hour and order of filing, as their headings give them:"
_COLUMNS = "d.name, d.date, d.time, d.kind, d.number, d.sender, d.recipient, d.place, d.title, d.collection, up.name"
# as in the index document_time
_ORDER = "d.first_day IS NULL, d.first_day, d.last_day, coalesce(d.time, '24:00'), d.id"
# references to newspapers and printed works mean no paper
_CITES = "SELECT count(*) FROM link WHERE document = d.id AND status <> 'external'"
_RESOLVED = "SELECT count(*) FROM link WHERE document = d.id AND target IS NOT NULL"
_CITED_BY = "SELECT count(DISTINCT document) FROM link WHERE target = d.id"
_ENCLOSES = "SELECT count(*) FROM document WHERE enclosed_in = d.id"


class Entry(Struct, frozen=True):
    """One paper. `cites` are its references to papers, `resolved` those that are here; `cited_by` counts papers."""

    id: str
    date: str | None
    time: str | None
    kind: str
    number: str | None
    sender: str | None
    recipient: str | None
    place: str | None
    title: str | None
    collection: str
    enclosed_in: str | None
    cites: int
    resolved: int
    cited_by: int
    encloses: int


def register(connection: sqlite3.Connection, scope: Scope | None = None, *, limit: int | None = None,
             skip: int = 0) -> Answer[Entry]:
    """The papers that a scope leaves, in order of time; `limit` of them after the first `skip`, or all."""
    scope = scope or Scope()
    prepare(connection)
    where, values = papers(scope)
    page = (f"SELECT d.id AS id, row_number() OVER () AS place FROM (SELECT d.id FROM document AS d WHERE {where} "
            f"ORDER BY {_ORDER} LIMIT ? OFFSET ?) AS d")
    rows = connection.execute(
        f"SELECT {_COLUMNS}, ({_CITES}), ({_RESOLVED}), ({_CITED_BY}), ({_ENCLOSES}) FROM ({page}) AS page "
        "JOIN document AS d ON d.id = page.id LEFT JOIN document AS up ON up.id = d.enclosed_in ORDER BY page.place",
        [*values, -1 if limit is None else limit, skip])
    entries = tuple(Entry(*row) for row in rows)
    total, undated = _counted(connection, where, values)
    return Answer(entries, total, _basis(connection, scope, total, undated))


def _counted(connection: sqlite3.Connection, where: str, values: list[object]) -> tuple[int, int]:
    """How many papers there are, and how many of them have no day."""
    if where == "1":
        total, undated = connection.execute(
            "SELECT (SELECT count(*) FROM document), count(*) FROM document WHERE first_day IS NULL").fetchone()
    else:
        total, undated = connection.execute(
            f"SELECT count(*), coalesce(sum(d.first_day IS NULL), 0) FROM document AS d WHERE {where}",
            values).fetchone()
    return total, undated


def _basis(connection: sqlite3.Connection, scope: Scope, total: int, undated: int) -> Basis:
    looked = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    left: list[tuple[str, int]] = [("of these without a date stand last", undated)]
    if scope.date:
        without = connection.execute("SELECT count(*) FROM document WHERE first_day IS NULL").fetchone()[0]
        left = [("without a date were left out", without)]
    return Basis(METHOD, looked, total, left=tuple(left))
