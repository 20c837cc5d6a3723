"""Brings an archive of an earlier schema to this one; each step is one transaction, never changed once released."""

import sqlite3
from collections.abc import Callable

SCHEMA = 1

# STEPS[n] leads from schema n + 1 to n + 2
STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = ()


def migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that an archive still lacks."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, step in enumerate(STEPS[version - 1:], version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(connection)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
