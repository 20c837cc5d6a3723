"""Derived: the tables of derived.sql, their state, and whether they are those that this program would make."""

import json
import sqlite3
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from dragoman.archive.freshness import fingerprint
from dragoman.archive.transactions import fact, set_fact, statements, transaction

END = ""                        # among the stale collections: what is counted over the whole archive
TURNS = "stale turns"           # the fact that counts how often something was marked
MAKER = "dragoman.archive.deriving"
OF_A_PAPER = ("party", "act", "event", "setting", "duty", "about", "delivery")   # tables whose rows go with their paper


def prepare_tables(connection: sqlite3.Connection) -> None:
    """The tables of derived.sql, made anew when that file is another than it was, and stale when their makers are."""
    shape, makers = _shape(), fingerprint(MAKER)
    if fact(connection, "derived") == shape and fact(connection, "derived by") == makers:
        return
    with transaction(connection):
        if fact(connection, "derived") != shape:
            for table in {*json.loads(fact(connection, "derived tables") or "[]"), *tables()}:
                connection.execute(f'DROP TABLE IF EXISTS main."{table}"')
            for statement in statements(_script()):
                connection.execute(statement)
            set_fact(connection, "derived tables", json.dumps(tables()))
            set_fact(connection, "derived", shape)
        mark(connection, "SELECT DISTINCT collection FROM document")
        set_fact(connection, "derived by", makers)


def look_at_tables(connection: sqlite3.Connection) -> None:
    """For whoever only reads: empty tables in the place of those of another shape, which another version made."""
    if fact(connection, "derived") == _shape():
        return
    connection.execute("PRAGMA query_only = OFF")
    for statement in statements(_script()):
        connection.execute(statement.replace("CREATE TABLE ", "CREATE TEMP TABLE ", 1)
                           .replace("CREATE INDEX ", "CREATE INDEX temp.", 1))
    connection.execute("INSERT INTO temp.stale VALUES (?, 0)", (END,))
    connection.execute("PRAGMA query_only = ON")


def mark(connection: sqlite3.Connection, which: str = "", values: Sequence[object] = ()) -> None:
    """Mark the collections that a query gives, if there is one, and the end as stale. Inside a transaction."""
    turn = int(fact(connection, TURNS) or 0) + 1
    set_fact(connection, TURNS, str(turn))
    if which:
        connection.execute(f"WITH marked (collection) AS ({which}) INSERT OR REPLACE INTO stale "
                           f"SELECT collection, {turn} FROM marked", values)
    connection.execute("INSERT OR REPLACE INTO stale VALUES (?, ?)", (END, turn))


def mark_papers(connection: sqlite3.Connection, papers: Sequence[int]) -> None:
    """Mark the collections of these papers as stale. Inside a transaction."""
    mark(connection, "SELECT DISTINCT collection FROM document WHERE id IN (SELECT value FROM json_each(?))",
         (json.dumps(papers),))


def stale(connection: sqlite3.Connection) -> int:
    """How many collections are still to be gone through; 0 when all is up to date."""
    found: int = connection.execute("SELECT count(*) FROM stale").fetchone()[0]
    return found


@cache
def tables() -> tuple[str, ...]:
    """The names of the derived tables."""
    return tuple(s.split("CREATE TABLE ", 1)[1].split()[0] for s in statements(_script()) if "CREATE TABLE " in s)


@cache
def _script() -> str:
    return (files("dragoman.archive") / "derived.sql").read_text(encoding="utf-8")


@cache
def _shape() -> str:
    """The digest of the tables' shape."""
    return blake2b(_script().encode(), digest_size=16).hexdigest()
