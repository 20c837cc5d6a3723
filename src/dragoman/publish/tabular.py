"""Folders of tables: every table of an archive as CSV or Parquet, and their data dictionary."""

import sqlite3
from pathlib import Path
from typing import Literal

from dragoman.publish.arrow import write_parquet
from dragoman.publish.commas import write_csv
from dragoman.publish.dictionary import NAME, Written, datapackage
from dragoman.publish.exporting import Exported, Seen, Wanted, told
from dragoman.publish.tables import TABLES, Table
from dragoman.publish.writing import kept

Ending = Literal["csv", "parquet"]
NAMES = frozenset((NAME, *(f"{table.name}.{ending}" for table in TABLES for ending in ("csv", "parquet"))))


def csv(connection: sqlite3.Connection, folder: Path, wanted: Wanted, seen: Seen) -> Exported:
    """Every table as CSV."""
    return _tables(connection, "csv", folder, seen)


def parquet(connection: sqlite3.Connection, folder: Path, wanted: Wanted, seen: Seen) -> Exported:
    """Every table as Parquet. Raises NotInstalled."""
    return _tables(connection, "parquet", folder, seen)


def archive_name(connection: sqlite3.Connection) -> str:
    """What the archive's file is called, without its ending."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2]).stem


def _tables(connection: sqlite3.Connection, ending: Ending, folder: Path, seen: Seen) -> Exported:
    written = [_table(connection, table, folder / f"{table.name}.{ending}", seen) for table in TABLES]
    with (folder / NAME).open("wb") as file:
        file.write(datapackage(archive_name(connection), ending, written))
        kept(file)
    return Exported(tuple((w.table.name, w.rows) for w in written), sum(w.guarded for w in written))


def _table(connection: sqlite3.Connection, table: Table, path: Path, seen: Seen) -> Written:
    """Write one table in the form that the path's ending tells."""
    rows = told(table.name, table.rows(connection), seen)
    with path.open("wb") as file:
        commas = path.suffix == ".csv"
        count, guarded = write_csv(file, table, rows) if commas else (write_parquet(file, table, rows), 0)
        kept(file)
        return Written(table, count, file.tell(), guarded)
