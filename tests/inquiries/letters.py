"""Papers made for one question, and archives of them."""

import sqlite3
from pathlib import Path

from dragoman.archive.intake import Item, plan
from dragoman.archive.store import open_archive
from dragoman.pipeline import add, readers_now
from dragoman.sources.opening import files_in


def file_papers(archive: Path, *sources: Path) -> sqlite3.Connection:
    """The archive with the papers of these files and folders filed in it, open."""
    connection = open_archive(archive, write=True)
    paths = [p for source in sources for p in files_in(str(source)) if isinstance(p, Path)]
    for _ in add(connection, [item for item in plan(connection, paths, readers_now()) if isinstance(item, Item)]):
        pass
    return connection


def telegram(number: int, day: str, body: str, *, sender: str = "The Ambassador in Japan (Grew)",
             to: str = "the Secretary of State") -> str:
    """A telegram from Tokyo. `day` is as printed: "March 20, 1936"."""
    return f"711.94/{1000 + number}: Telegram\n{sender} to {to}\nTokyo, {day}—7 p.m.\n{number}. {body}\nGrew\n"
