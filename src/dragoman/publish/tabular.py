"""Folders of tables: every table of an archive as CSV or Parquet, their data dictionary, and their method sheet."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from dragoman.archive.store import path_of
from dragoman.publish import method
from dragoman.publish.arrow import write_parquet
from dragoman.publish.commas import write_csv
from dragoman.publish.dictionary import NAME, Written, datapackage
from dragoman.publish.exporting import Exported, Seen, Wanted, told, waiting
from dragoman.publish.tables import TABLES, Table
from dragoman.publish.writing import kept

Ending = Literal["csv", "parquet"]


def csv(connection: sqlite3.Connection, folder: Path, wanted: Wanted, seen: Seen) -> Exported:
    """Every table as CSV."""
    return _tables(connection, "csv", folder, seen)


def parquet(connection: sqlite3.Connection, folder: Path, wanted: Wanted, seen: Seen) -> Exported:
    """Every table as Parquet. Raises NotInstalled."""
    return _tables(connection, "parquet", folder, seen)


def _tables(connection: sqlite3.Connection, ending: Ending, folder: Path, seen: Seen) -> Exported:
    written = [_table(connection, table, folder / f"{table.name}.{ending}", seen) for table in TABLES]
    name = path_of(connection).stem
    sheet = method.method_sheet(connection, name, written)
    entry = {"name": "method", "path": method.NAME, "format": "md", "mediatype": "text/markdown", "encoding": "utf-8",
             "description": "How the tables were made, and how much they tell of what.", "bytes": len(sheet)}
    for path, content in ((folder / method.NAME, sheet), (folder / NAME, datapackage(name, ending, written, entry))):
        with path.open("wb") as file:
            file.write(content)
            kept(file)
    return Exported(tuple((w.table.name, w.rows) for w in written), sum(w.guarded for w in written),
                    waiting(connection))


def _table(connection: sqlite3.Connection, table: Table, path: Path, seen: Seen) -> Written:
    """Write one table in the form that the path's ending tells."""
    filled = Counter({c.name: 0 for c in table.columns if c.empty})
    rows = _counted(told(table.name, table.rows(connection), seen), filled)
    with path.open("wb") as file:
        commas = path.suffix == ".csv"
        count, guarded = write_csv(file, table, rows) if commas else (write_parquet(file, table, rows), 0)
        kept(file)
        return Written(table, count, file.tell(), guarded, filled)


def _counted(rows: Iterable[Struct], filled: Counter[str]) -> Iterator[Struct]:
    """The same rows; those that have a value in a column that may be empty are counted."""
    names = tuple(filled)
    for row in rows:
        for name in names:
            if getattr(row, name) is not None:
                filled[name] += 1
        yield row
