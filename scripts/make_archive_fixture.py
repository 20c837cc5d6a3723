#!/usr/bin/env python3
"""Makes tests/archive/fixtures/schema-N.sqlite: the specimen as this version files it, for every later one to open.

    scripts/make_archive_fixture.py

Run once when a schema is released; a fixture that is released is never made again. Paths are those of no machine.
"""

import sqlite3
from pathlib import Path

from dragoman.archive.derived import mark, tables
from dragoman.archive.intake import Item, plan
from dragoman.archive.migrations import SCHEMA
from dragoman.archive.store import open_archive
from dragoman.archive.transactions import transaction
from dragoman.pipeline import add, readers_now
from dragoman.specimen import FOLDER, papers

FIXTURES = Path(__file__).parent.parent / "tests" / "archive" / "fixtures"


def main() -> None:
    """File the specimen, give its paths a neutral root, and put the file into journal mode DELETE."""
    FIXTURES.mkdir(exist_ok=True)
    target = FIXTURES / f"schema-{SCHEMA}.sqlite"
    if target.exists():
        raise SystemExit(f"{target} is released; it is never made again")
    connection = open_archive(target, write=True)
    paths = sorted(papers().glob("*.txt"))
    for _ in add(connection, [i for i in plan(connection, paths, readers_now()) if isinstance(i, Item)]):
        pass
    for table, column in (("source", "path"), ("document", "origin"), ("document", "collection")):
        connection.execute(f"UPDATE {table} SET {column} = replace({column}, ?, '/specimen')", (str(FOLDER),))
    for table in tables():          # what is derived bears the old paths; it is made anew like that of any archive
        connection.execute(f"DELETE FROM {table}")
    with transaction(connection):
        mark(connection, "SELECT DISTINCT collection FROM document")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("VACUUM")
    connection.close()
    leaks = [line for line in sqlite3.connect(target).iterdump() if str(FOLDER.parent) in line]
    assert not leaks, leaks[0]


if __name__ == "__main__":
    main()
