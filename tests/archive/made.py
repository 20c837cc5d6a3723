"""Papers to file, and what an archive holds, for comparison."""

import sqlite3
from pathlib import Path
from typing import Any

from dragoman.archive.derived import TURNS
from dragoman.archive.intake import Item, plan
from dragoman.archive.keeping import Kept
from dragoman.archive.store import open_archive
from dragoman.pipeline import add, readers_now

Dump = dict[str, list[tuple[Any, ...]]]
POSTS = ("Orsovia", "Castria", "Brenland")


def dump(path: Path) -> Dump:
    """Every row of every table, those of the full-text index included, and the schema; but not how often something was
    marked as stale, which tells of a run that was stopped.
    """
    connection = sqlite3.connect(path)
    tables = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found = {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in tables}
    found["fact"] = [row for row in found["fact"] if row[0] != TURNS]
    found["schema"] = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
    connection.close()
    return found


def telegram(number: int, cites: str) -> str:
    """An invented telegram of a series, one a day from 2 January 1927, that cites others."""
    post = POSTS[number % len(POSTS)]
    day, month = number % 28 + 1, ("January", "February", "March", "April", "May", "June", "July")[number // 28 % 7]
    return (f"361.22/{number}: Telegram\nThe Minister in {post} (Ekholm) to the Minister for Foreign Affairs\n"
            f"Drasna, {month} {day}, 1927—6 p.m.\n{number}. {cites} The Commissar told me that nothing was decided.\nEkholm\n")


def file(archive: Path, *paths: Path) -> list[Kept]:
    """File papers in this process; the steps that were done."""
    connection = open_archive(archive, write=True)
    try:
        items = [i for i in plan(connection, paths, readers_now()) if isinstance(i, Item)]
        return list(add(connection, items))
    finally:
        connection.close()


def links(archive: Path) -> dict[str, list[tuple[str, str | None, str | None]]]:
    """By paper: of each reference its status, target and missing record."""
    connection = sqlite3.connect(archive)
    found: dict[str, list[tuple[str, str | None, str | None]]] = {}
    for name, *link in connection.execute(
            "SELECT d.name, l.status, t.name, m.name FROM link AS l JOIN document AS d ON d.id = l.document "
            "LEFT JOIN document AS t ON t.id = l.target LEFT JOIN missing AS m ON m.id = l.missing ORDER BY d.id, l.ordinal"):
        found.setdefault(name, []).append((link[0], link[1], link[2]))
    connection.close()
    return found
