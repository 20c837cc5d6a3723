#!/usr/bin/env python3
"""A large archive out of a small one, for measuring: its papers many times over, under new ids, in other years.

    benchmarks/multiply.py ARCHIVE LARGE.sqlite [--copies 40] [--no-search]

Rows are copied in SQL. Ids and volumes of the second copy begin with "c01/", its days lie four years later, those of
the third four years earlier, and so on: leap years stay leap years, but for 1900. Indexes are made at the end. The
derived tables are left empty and marked as stale; `dragoman add LARGE.sqlite` makes them. The file is written without
a journal: one whose making was stopped is of no use.
"""

import argparse
import re
import shutil
import sqlite3
import time
from pathlib import Path

from dragoman.archive.derived import mark, tables
from dragoman.archive.store import open_archive

# "1936" in "1936-03-20", "1936~", "../1936", "1936-03-20T07:40:00", and as a JSON value
YEAR = re.compile(r"(?<![\w.-])(1[4-9]\d\d|20\d\d)(-02-29)?(?=[-~?%\"/T]|$)")
COPIED = ("source", "problem", "document", "content", "annotation", "page", "missing", "link")
# what a column of a copy holds: its rows, names, days and lists of names
OF_ROWS = {"source": {"id": "source"}, "problem": {"source": "source"},
           "document": {"id": "document", "source": "source", "enclosed_in": "document"},
           "content": {"document": "document"}, "annotation": {"document": "document"},
           "page": {"document": "document"},
           "missing": {"id": "missing", "found": "document"},
           "link": {"document": "document", "target": "document", "missing": "missing"}}
OF_NAMES = {"source": ("path", "digest"), "document": ("name", "collection"), "page": ("collection",),
            "missing": ("name",)}
OF_DAYS = {"document": ("date", "first_day", "last_day", "docket"), "missing": ("date", "cited"), "link": ("mention",),
           "annotation": ("body",)}


def multiply(archive: Path, large: Path, copies: int, *, searched: bool = True) -> None:
    """The archive with its papers so many times, in a new file."""
    shutil.copyfile(archive, large)
    connection = open_archive(large, write=True)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -500000"):
        connection.execute(f"PRAGMA {pragma}")
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    sizes = {table: connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
             for table in ("source", "document", "missing")}
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for table in tables():
        connection.execute(f"DELETE FROM {table}")
    for number in range(1, copies):
        copy(connection, number, sizes)
    for _, sql in indexes:
        connection.execute(sql)
    mark(connection, "SELECT DISTINCT collection FROM document")
    connection.execute("COMMIT")
    if searched:
        connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def copy(connection: sqlite3.Connection, number: int, sizes: dict[str, int]) -> None:
    """One more copy of the first papers, those up to the rows `sizes`."""
    years, name = 4 * ((number + 1) // 2) * (1 if number % 2 else -1), f"c{number:02}/"
    connection.create_function("later", 1, lambda text: text and shifted(text, years), deterministic=True)
    for table in COPIED:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        values = [value(table, column, number, name, sizes) for column in columns]
        key = "id" if "id" in columns else "document" if "document" in columns else "source"
        last = sizes[OF_ROWS[table][key]]
        names = ", ".join(f'"{c}"' for c in columns)
        connection.execute(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE {key} <= {last}")


def value(table: str, column: str, number: int, name: str, sizes: dict[str, int]) -> str:
    """What stands in a column of a copy, as SQL."""
    if rows := OF_ROWS[table].get(column):
        return f'"{column}" + {number * sizes[rows]}'
    if column in OF_NAMES.get(table, ()):
        return f"'{name}' || \"{column}\""
    if column in OF_DAYS.get(table, ()):
        return f'later("{column}")'
    if column == "candidates":
        return f"'{name}' || replace(candidates, char(10), char(10) || '{name}')"
    return "NULL" if (table, column) == ("link", "wanted") else f'"{column}"'


def shifted(text: str, years: int) -> str:
    """The text with its dates so many years later; a 29th of February that is none becomes the 28th."""
    def moved(m: re.Match[str]) -> str:
        year = int(m[1]) + years
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return f"{year}{m[2] if leap or not m[2] else '-02-28'}" if m[2] else str(year)
    return YEAR.sub(moved, text)


def main() -> None:
    """Read the command line; make the archive."""
    parser = argparse.ArgumentParser(description="A large archive out of a small one, for measuring.")
    parser.add_argument("archive", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--copies", type=int, default=40)
    parser.add_argument("--no-search", action="store_true", help="leave the full-text index out")
    options = parser.parse_args()
    begin = time.perf_counter()
    multiply(options.archive, options.large, options.copies, searched=not options.no_search)
    took, size = time.perf_counter() - begin, options.large.stat().st_size
    print(f"{options.copies} copies in {took:.0f} s, {size / 1e9:.1f} GB")


if __name__ == "__main__":
    main()
