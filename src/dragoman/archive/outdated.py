"""Outdated: whether a connection that is kept for reading still shows what the archive's file holds.

Most do, whatever others write. Two kinds do not: one to a file that nobody here can write, which SQLite takes to stand
still, and one that sees an earlier schema, or tables of another version, through temporary ones (migrations.look and
derived.look_at_tables), which hide the real ones when another connection has made these meanwhile.
"""

import sqlite3
from pathlib import Path

from dragoman.archive.store import journal_of, may_write
from dragoman.archive.transactions import fact

State = tuple[object, ...]


def state_of_file(path: Path) -> State:
    """What is the same as long as a connection can be kept, by the file that stands under the archive's name. Raises
    OSError.
    """
    stat = path.stat()
    if may_write(path):
        return stat.st_dev, stat.st_ino
    return stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size, journal_of(path).exists()


def state_of_tables(connection: sqlite3.Connection) -> State | None:
    """The same by its schema and the shape of its derived tables; None where no temporary tables hide others."""
    if not connection.execute("SELECT 1 FROM temp.sqlite_master LIMIT 1").fetchone():
        return None
    return connection.execute("PRAGMA main.user_version").fetchone()[0], fact(connection, "derived")
