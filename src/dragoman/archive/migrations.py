"""Brings an archive of an earlier schema to this one; each step is one transaction, never changed once released.

Whoever only reads leaves the file as it is: an archive of an earlier schema is looked at through temporary views.
"""

import sqlite3
from collections.abc import Callable

SCHEMA = 4


def _voices(connection: sqlite3.Connection) -> None:
    """Findings have a voice; it is the writer's until the papers are read again."""
    connection.execute("ALTER TABLE annotation ADD COLUMN voice TEXT NOT NULL DEFAULT 'writer'")


def _journal(connection: sqlite3.Connection) -> None:
    """People's decisions have a journal; lists come from indexes in each order and by each condition."""
    connection.execute(_DECISION.format(main="", references="REFERENCES decision (id)"))
    connection.execute("CREATE INDEX decision_kind ON decision (kind, id)")
    time = "first_day, last_day, coalesce(time, '24:00')"
    state = "found, number IS NULL AND date IS NULL"
    connection.execute("DROP INDEX document_kind")          # it had no hours
    for name, columns in (
            ("document_time ON document", f"first_day IS NULL, {time}"), ("document_kind ON document", f"kind, {time}"),
            ("document_at ON document", f"place, {time}"),
            ("document_from ON document", f"{_words('sender')}, {time}"),
            ("document_to ON document", f"{_words('recipient')}, {time}"),
            ("missing_time ON missing",
             f"{state}, date IS NULL, date, number IS NULL, CAST(number AS INTEGER), number"),
            ("missing_kind ON missing", f"{state}, kind, date, number"),
            ("missing_from ON missing", f"{_words('sender')}, {state}, date, number"),
            ("missing_to ON missing", f"{_words('recipient')}, {state}, date, number"),
            ("missing_channel ON missing", "coalesce(sender_post, sender_surname), coalesce(recipient_post, "
                                           f"recipient_surname), {state}, date, number")):
        connection.execute(f"CREATE INDEX {name} ({columns})")
    connection.execute("CREATE INDEX missing_odd ON missing (date) WHERE date GLOB '*[^0-9-]*'")


def _originals(connection: sqlite3.Connection) -> None:
    """People decide about findings: their decisions are found by paper, and what readers found is kept beside."""
    connection.execute(_ORIGINAL.format("", " REFERENCES document (id)"))
    connection.execute("CREATE INDEX decision_words ON decision (json_extract(body, '$.words.document'))")
    connection.execute("CREATE INDEX decision_paper ON decision (json_extract(body, '$.document'))")


def _words(side: str) -> str:
    """A party's words and keys in one, by which it is looked for."""
    return " || ' _ ' || ".join(f"coalesce({c}, '')" for c in (side, f"{side}_post", f"{side}_surname"))


_DECISION = ("CREATE {main}TABLE decision (id INTEGER PRIMARY KEY, made TEXT NOT NULL, person TEXT NOT NULL, "
             "kind TEXT NOT NULL, body TEXT NOT NULL, why TEXT, undoes INTEGER UNIQUE {references})")
_ORIGINAL = ("CREATE {}TABLE original (document INTEGER NOT NULL{}, ordinal INTEGER NOT NULL, layer TEXT NOT NULL, "
             "start INTEGER NOT NULL, \"end\" INTEGER NOT NULL, body TEXT NOT NULL, rule TEXT NOT NULL, "
             "voice TEXT NOT NULL, PRIMARY KEY (document, ordinal)) WITHOUT ROWID")
# STEPS[n] leads from schema n + 1 to n + 2
STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_voices, _journal, _originals)
# VIEWS[n] shows an archive of schema n + 1 as STEPS[n] would leave it
VIEWS = (
    "CREATE TEMP VIEW annotation AS SELECT document, ordinal, layer, start, \"end\", body, rule, 'writer' AS voice "
    "FROM main.annotation",
    _DECISION.format(main="TEMP ", references=""),
    _ORIGINAL.format("TEMP ", ""),
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
