"""Brings an archive of an earlier schema to this one; each step is one transaction, never changed once released.

Whoever only reads leaves the file as it is: an archive of an earlier schema is looked at through temporary views.
"""

import sqlite3
from collections.abc import Callable

SCHEMA = 3


def _voices(connection: sqlite3.Connection) -> None:
    """Findings have a voice; it is the writer's until the papers are read again."""
    connection.execute("ALTER TABLE annotation ADD COLUMN voice TEXT NOT NULL DEFAULT 'writer'")


def _journal(connection: sqlite3.Connection) -> None:
    """People's decisions have a journal."""
    connection.execute(_DECISION.format(main="", references="REFERENCES decision (id)"))
    connection.execute("CREATE INDEX decision_kind ON decision (kind, id)")


_DECISION = ("CREATE {main}TABLE decision (id INTEGER PRIMARY KEY, made TEXT NOT NULL, person TEXT NOT NULL, "
             "kind TEXT NOT NULL, body TEXT NOT NULL, why TEXT, undoes INTEGER UNIQUE {references})")
# STEPS[n] leads from schema n + 1 to n + 2
STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_voices, _journal)
# VIEWS[n] shows an archive of schema n + 1 as STEPS[n] would leave it
VIEWS = (
    "CREATE TEMP VIEW annotation AS SELECT document, ordinal, layer, start, \"end\", body, rule, 'writer' AS voice "
    "FROM main.annotation",
    _DECISION.format(main="TEMP ", references=""),
)


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


def look(connection: sqlite3.Connection) -> None:
    """See an archive as the steps that it still lacks would leave it; nothing in the file changes."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if 0 < version < SCHEMA:
        connection.execute("PRAGMA query_only = OFF")       # it keeps temporary views out as well
        for view in VIEWS[version - 1:]:
            connection.execute(view)
        connection.execute("PRAGMA query_only = ON")
