"""Transactions: all or nothing, one moment of an archive, and the facts that it keeps of itself."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: what is written inside is kept at the end, or, when anything fails or is stopped, none of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def written_at_last(connection: sqlite3.Connection, work: Callable[[], None]) -> None:
    """Some work as a transaction: others can write until it first does. If one did, all of it is done again, and then
    others wait from its beginning.
    """
    connection.execute("BEGIN")
    try:
        work()
        connection.execute("COMMIT")
        return
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if not (isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY):
            raise
    with transaction(connection):
        work()


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """The archive as it is at one moment, whatever another process files meanwhile. One may stand inside another."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")          # nothing was written


def fact(connection: sqlite3.Connection, name: str) -> str | None:
    """A fact of the archive itself, or None."""
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def set_fact(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a fact of the archive itself."""
    connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one (executescript would end the transaction)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
