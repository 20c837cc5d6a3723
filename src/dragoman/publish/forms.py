"""Forms: all that `export` can make of an archive, each written whole or not at all, as it is at one moment."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeVar, get_args

from msgspec import Struct

from dragoman.archive.transactions import snapshot
from dragoman.publish.arrow import write_parquet
from dragoman.publish.commas import write_csv
from dragoman.publish.dictionary import NAME, Written, datapackage
from dragoman.publish.lines import lines
from dragoman.publish.tables import TABLES, Table
from dragoman.publish.writing import kept, whole, whole_folder

Form = Literal["jsonl", "csv", "parquet"]
FORMS: tuple[Form, ...] = get_args(Form)
Seen = Callable[[str, int], None]
Row = TypeVar("Row")


class Exported(Struct, frozen=True):
    """What was written: papers or tables with their counts, and the cells of CSV that were guarded."""

    counts: tuple[tuple[str, int], ...]
    guarded: int = 0


def export(connection: sqlite3.Connection, form: Form, path: Path, *, force: bool = False, apart: bool = False,
           seen: Seen = lambda what, count: None) -> Exported:
    """Write what an archive holds: one file of JSON Lines, or a folder of tables with their dictionary.

    `seen` is told what is being written and how much of it so far. With `force` an earlier export is replaced. Raises
    FileStands, CannotExport, or, for Parquet without pyarrow, NotInstalled.
    """
    with snapshot(connection):
        if form == "jsonl":
            return _lines(connection, path, force=force, apart=apart, seen=seen)
        return _tables(connection, form, path, force=force, seen=seen)


def _lines(connection: sqlite3.Connection, path: Path, *, force: bool, apart: bool, seen: Seen) -> Exported:
    count = 0
    with whole(path, force=force) as file:
        for line in _told("papers", lines(connection, apart=apart), seen):
            file.write(line + b"\n")
            count += 1
    return Exported((("papers", count),))


def _tables(connection: sqlite3.Connection, form: Form, path: Path, *, force: bool, seen: Seen) -> Exported:
    names = {NAME, *(f"{table.name}.{each}" for table in TABLES for each in ("csv", "parquet"))}
    with whole_folder(path, names=names, force=force) as folder:
        written = [_table(connection, table, folder / f"{table.name}.{form}", seen) for table in TABLES]
        with (folder / NAME).open("wb") as file:
            file.write(datapackage(_name(connection), form, written))
            kept(file)
    return Exported(tuple((w.table.name, w.rows) for w in written), sum(w.guarded for w in written))


def _table(connection: sqlite3.Connection, table: Table, path: Path, seen: Seen) -> Written:
    """Write one table in the form that the path's ending tells."""
    rows = _told(table.name, table.rows(connection), seen)
    with path.open("wb") as file:
        csv = path.suffix == ".csv"
        count, guarded = write_csv(file, table, rows) if csv else (write_parquet(file, table, rows), 0)
        kept(file)
        return Written(table, count, file.tell(), guarded)


def _told(what: str, rows: Iterable[Row], seen: Seen) -> Iterator[Row]:
    """The same rows; `seen` is told of each as it passes."""
    for count, row in enumerate(rows, 1):
        seen(what, count)
        yield row


def _name(connection: sqlite3.Connection) -> str:
    """What the archive's file is called, without its ending."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2]).stem
