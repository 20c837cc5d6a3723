"""Opens an archive, makes one, and keeps writers apart; what SQLite refuses is said in one line.

An archive is one SQLite file in WAL mode: others read while one process writes. `application_id` marks it as ours and
`user_version` is the number of its schema.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from dragoman.archive.derived import look_at_tables, prepare_tables
from dragoman.archive.migrations import SCHEMA, look, migrate
from dragoman.archive.transactions import statements, transaction
from dragoman.errors import ArchiveBusy, CannotWrite, NewerArchive, NoSuchArchive, NotAnArchive

APPLICATION = 0x6472676D            # "drgm"
PAGE_BYTES = 8192
WAIT_SECONDS = 60.0                 # a second writer waits so long for one transaction of the first
CACHE_KIB = 64 * 1024
SMALLEST = 512                      # bytes of a database; SQLite takes a file of a single byte for an empty one
_NO_DATABASE = "it is no SQLite file; nothing in it was changed"


def open_archive(path: Path | str, *, write: bool = False, wait: float = WAIT_SECONDS) -> sqlite3.Connection:
    """A connection to an archive; with `write` it is made if absent, and brought to this version's schema.

    Raises NoSuchArchive, NotAnArchive, NewerArchive, ArchiveBusy or CannotWrite.
    """
    path = Path(path)
    exists = path.exists() and not (write and path.is_file() and path.stat().st_size == 0)
    if not exists and not write:
        raise NoSuchArchive(str(path))
    if exists:
        _look(path)
    with said(path, wait):
        connection = _connect(path, write=write, wait=wait)
        try:
            if exists:
                _check(connection, path, write=write)
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute("PRAGMA foreign_keys = ON")
            if write:
                _prepare(connection)
                _make(connection)
                migrate(connection)
                prepare_tables(connection)
            else:
                look(connection)
                look_at_tables(connection)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def said(path: Path | str, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Turns what SQLite or the system refuses into one line of ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        words = str(error)
        if "locked" in words or "busy" in words:
            raise ArchiveBusy(str(path), wait) from error
        if "no such table" in words or "no such column" in words:
            raise NotAnArchive(str(path), words) from error
        why = {"unable to open database file": "the file or its folder cannot be opened for writing",
               "attempt to write a readonly database": "it is read-only",
               "database or disk is full": "the disk is full", "disk I/O error": "the disk refused"}.get(words, words)
        raise CannotWrite(str(path), why) from error
    except sqlite3.ProgrammingError:
        raise                       # misuse by the caller, such as an archive that was closed: no fault of the file
    except sqlite3.DatabaseError as error:
        raise NotAnArchive(str(path), str(error)) from error
    except BrokenPipeError:         # whoever reads our output (head, less) has seen enough
        raise
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or str(error)) from error


def open_papers(connection: sqlite3.Connection) -> int:
    """How many papers have references that are still to be looked up."""
    found: int = connection.execute("SELECT count(DISTINCT document) FROM link WHERE status IS NULL").fetchone()[0]
    return found


def is_database(path: Path) -> bool:
    """Whether an ordinary file is a database, by what SQLite says: to be asked before it is opened otherwise."""
    if path.stat().st_size < SMALLEST:
        return False
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN)
    finally:
        connection.close()
    return True


def may_write(path: Path) -> bool:
    """Whether an archive can be written here; where not, it is taken to stand still as long as nobody else does."""
    return os.access(path.absolute().parent, os.W_OK) and os.access(path, os.W_OK)


def path_of(connection: sqlite3.Connection) -> Path:
    """The file of an archive that is open."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def journal_of(path: Path) -> Path:
    """The write-ahead log of an archive, there while somebody writes, or after a kill."""
    path = path.resolve()           # SQLite follows links as well
    return path.with_name(f"{path.name}-wal")


def _look(path: Path) -> None:
    """See that a file can be one that SQLite opens; whether it is a database is for SQLite to say.

    Nobody may open an archive beside SQLite: when a file is closed, the system drops every lock that the process holds
    on it, those of SQLite's other connections among them, and another process then clears away what these still read.
    """
    if path.is_dir():
        raise NotAnArchive(str(path), "it is a folder")
    if not path.is_file() or 0 < path.stat().st_size < SMALLEST:
        raise NotAnArchive(str(path), _NO_DATABASE)
    if not os.access(path, os.R_OK):
        raise CannotWrite(str(path), os.strerror(errno.EACCES))


def _connect(path: Path, *, write: bool, wait: float) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    if write:
        connection = sqlite3.connect(f"{uri}?mode=rwc", uri=True, timeout=wait, isolation_level=None)
    elif may_write(path):
        connection = sqlite3.connect(f"{uri}?mode=rw", uri=True, timeout=wait, isolation_level=None)
        connection.execute("PRAGMA query_only = ON")
    else:       # a file that nobody here can write; unless a journal stands beside it, it will not change
        still = "" if journal_of(path).exists() else "&immutable=1"
        connection = sqlite3.connect(f"{uri}?mode=ro{still}", uri=True, timeout=wait, isolation_level=None)
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """The settings of a writer; others read meanwhile, and a commit that was told is safe from a kill."""
    connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _make(connection: sqlite3.Connection) -> None:
    """The schema, in a file that is still empty."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    schema = (files("dragoman.archive") / "schema.sql").read_text(encoding="utf-8")
    with transaction(connection):
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return                  # another process was quicker
        for statement in statements(schema):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _check(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    """See that a file is a database, an archive, and of a schema that is known here; nothing is written before."""
    try:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise NotAnArchive(str(path), _NO_DATABASE) from error
        raise
    if not tables:
        if write:
            return                  # a run was stopped before its first step
        raise NotAnArchive(str(path), "it is empty")
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise NotAnArchive(str(path), "it is a database of another program; nothing in it was changed")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA:
        raise NewerArchive(str(path), version, SCHEMA)

