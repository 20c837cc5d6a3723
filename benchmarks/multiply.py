#!/usr/bin/env python3
"""A large archive out of a small one, for measuring: its papers many times over, under new ids, in other years.

    benchmarks/multiply.py ARCHIVE LARGE.sqlite [--copies 40] [--derived] [--no-search]

Rows are copied in SQL. Ids and volumes of the second copy begin with "c01/", its days lie four years later, those of
the third four years earlier, and so on: leap years stay leap years, but for 1900. Indexes are made at the end. The
file is written without a journal: one whose making was stopped is of no use.

The derived tables are left empty and marked as stale; `dragoman add LARGE.sqlite` makes them. With --derived, which
asks for an archive whose derived tables are up to date, they are copied too, and what is counted over the whole archive
is counted anew. Each copy has its own persons ("c01/joseph c. grew"), as if other people had lived then; powers,
offices, bodies, subjects and the words of headings are those of the first, with the papers of all copies. Not as
deriving would make it: a delay stands in the decade of its first paper.
"""

import argparse
import re
import shutil
import sqlite3
import time
from functools import lru_cache
from pathlib import Path

from dragoman.archive.derived import mark, stale, tables
from dragoman.archive.deriving import STEPS
from dragoman.archive.store import open_archive

# "1936" in "1936-03-20", "1936~", "../1936", "1936-03-20T07:40:00", and as a JSON value
YEAR = re.compile(r"(?<![\w.-])(1[4-9]\d\d|20\d\d)(-02-29)?(?=[-~?%\"/T]|$)")
# what the columns of a copy hold: its rows of a table, names, days; see RULES
COPIED = {
    "source": {"source": "id", "name": "path digest"},
    "problem": {"source": "source"},
    "document": {"document": "id enclosed_in", "source": "source", "name": "name collection",
                 "day": "date first_day last_day docket"},
    "content": {"document": "document"},
    "annotation": {"document": "document", "day": "body"},
    "page": {"document": "document", "name": "collection"},
    "missing": {"missing": "id", "document": "found", "name": "name", "day": "date cited"},
    "link": {"document": "document target", "missing": "missing", "names": "candidates", "day": "mention",
             "none": "wanted"},
}
# the same of derived tables; what is not here is shared by the copies or counted at the end
DERIVED = {
    "actor": {"actor": "id", "name": "name", "day": "first_day last_day"},
    "called": {"actor": "actor"},
    "form": {"name": "collection", "document": "document", "actor": "actor", "day": "first_day last_day"},
    "doubt": {"actor": "actor candidate"},
    "tenure": {"actor": "person", "document": "document", "day": "first_day last_day"},
    "party": {"document": "document", "actor": "person", "day": "day"},
    "act": {"document": "document", "actor": "who whom", "event": "event", "day": "date first_day last_day"},
    "event": {"event": "id same linked", "name": "collection", "document": "document link_document",
              "actor": "who whom", "day": "date first_day last_day"},
    "setting": {"event": "event", "document": "document"},
    "duty": {"document": "document rests by at", "missing": "rests_missing by_missing", "actor": "person",
             "day": "issued since due closed"},
    "phrase": {"name": "collection"},
    "about": {"document": "document"},
    "tie": {"actor": "who whom", "year": "year", "name": "collection", "day": "first_day", "document": "document"},
    "tied": {"year": "year", "name": "collection"},
    "author": {"missing": "missing", "actor": "person"},
    "delivery": {"actor": "person", "day": "sent day received", "document": "paper document carrier", "way": "way"},
    "delay": {"name": "collection", "document": "document", "decade": "decade"},
    "seat": {"name": "collection"},
    "thread": {"member": "id", "document": "document", "day": "first_day last_day"},
    "member": {"member": "member thread"},
    "tally": {"name": "collection", "counted": "key", "day": "first_day last_day"},
}
# tables of which only the rows of persons are copied
OF_PERSONS = {"actor": "id", "called": "actor"}
RULES = {
    **{kind: f"{{c}} + {{number}} * {{{kind}}}" for kind in ("source", "document", "missing")},
    "event": "{c} + ({number} * {document} << 20)",
    "member": "{c} + {number} * iif({c} > 0, {document}, -{missing})",
    "actor": "iif({c} IN (SELECT id FROM persons), {c} + {number} * {actor}, {c})",
    "name": "'{name}' || {c}",
    "names": "'{name}' || replace({c}, char(10), char(10) || '{name}')",
    "day": "later({c})",
    "year": "iif({c}, {c} + {years}, 0)",
    "counted": "iif(t.what = 'year', later({c}), {c})",
    "decade": "(SELECT substr(later(last_day), 1, 3) + 0 FROM first.document WHERE id = t.document)",
    "way": "(SELECT w.id FROM first.way AS o JOIN main.way AS w USING (sender, recipient, traffic) "
           "WHERE o.id = t.way AND w.decade = substr(later(t.sent), 1, 3) + 0)",
    "none": "NULL",
}
WAYS = ("INSERT OR IGNORE INTO main.way (sender, recipient, traffic, decade) "
        "SELECT DISTINCT sender, recipient, traffic, substr(later(sent), 1, 3) + 0 FROM first.delivery AS d "
        "JOIN first.way AS w ON w.id = d.way")
# the days of bodies and other actors that the copies share, by the texts that name them
DAYS = ("UPDATE actor SET first_day = f.first, last_day = f.last FROM (SELECT actor, min(first_day) AS first, "
        "max(last_day) AS last FROM form WHERE source <> 'note' GROUP BY actor) AS f "
        "WHERE f.actor = actor.id AND kind <> 'person'")


def multiply(archive: Path, large: Path, copies: int, *, derived: bool = False, searched: bool = True) -> None:
    """The archive with its papers so many times, in a new file."""
    shutil.copyfile(archive, large)
    connection = open_archive(large, write=True)
    if derived and stale(connection):
        raise SystemExit(f"{archive}: derived tables are not up to date; run `dragoman add {archive}` first")
    first = large.with_suffix(".first")
    first.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(first),))
    connection.execute("ATTACH ? AS first", (str(first),))
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -500000"):
        connection.execute(f"PRAGMA main.{pragma}")
    fill(connection, copies, derived=derived)
    if searched:
        connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
    connection.execute("DETACH first")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    first.unlink()


def fill(connection: sqlite3.Connection, copies: int, *, derived: bool) -> None:
    """All copies but the first, the indexes, and what is counted over all."""
    indexes = connection.execute(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    sizes = {table: connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
             for table in ("source", "document", "missing", "actor")}
    connection.execute("CREATE TEMP TABLE persons AS SELECT id FROM actor WHERE kind = 'person'")
    connection.execute("CREATE UNIQUE INDEX temp.person ON persons (id)")
    connection.execute("BEGIN")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX main.{name}")
    for table in () if derived else tables():
        connection.execute(f"DELETE FROM main.{table}")
    for number in range(1, copies):
        copy(connection, number, sizes, derived=derived)
    for _, sql in indexes:
        connection.execute(sql)
    if derived:
        connection.execute(DAYS)
        for step in STEPS:
            if step.last:
                step.last(connection)
    else:
        mark(connection, "SELECT DISTINCT collection FROM document")
    connection.execute("COMMIT")


def copy(connection: sqlite3.Connection, number: int, sizes: dict[str, int], *, derived: bool) -> None:
    """One more copy of the first papers, which number as many as `sizes` says."""
    years = 4 * ((number + 1) // 2) * (1 if number % 2 else -1)
    later = lru_cache(maxsize=1 << 16)(lambda text: text and shifted(text, years))
    connection.create_function("later", 1, later, deterministic=True)
    told = sizes | {"number": number, "years": years, "name": f"c{number:02}/"}
    if derived:
        connection.execute(WAYS)
    for table, held in (COPIED | DERIVED if derived else COPIED).items():
        rules = {column: RULES[kind] for kind, named in held.items() for column in named.split()}
        columns = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
        values = ", ".join(rules.get(c, "{c}").format(c=f't."{c}"', **told) for c in columns)
        which = f"WHERE t.{OF_PERSONS[table]} IN (SELECT id FROM persons)" if table in OF_PERSONS else ""
        names = ", ".join(f'"{c}"' for c in columns)
        ignored = "OR IGNORE" if table == "delay" else ""
        connection.execute(
            f"INSERT {ignored} INTO main.{table} ({names}) SELECT {values} FROM first.{table} AS t {which}")


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
    parser.add_argument("--derived", action="store_true", help="copy the derived tables too")
    parser.add_argument("--no-search", action="store_true", help="leave the full-text index out")
    options = parser.parse_args()
    begin = time.perf_counter()
    multiply(options.archive, options.large, options.copies, derived=options.derived, searched=not options.no_search)
    took, size = time.perf_counter() - begin, options.large.stat().st_size
    print(f"{options.copies} copies in {took:.0f} s, {size / 1e9:.1f} GB")


if __name__ == "__main__":
    main()
