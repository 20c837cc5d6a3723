"""Volumes: what a volume is called by the header of the TEI file that its papers came from."""

import sqlite3
from functools import lru_cache
from pathlib import Path

from dragoman.archive.freshness import digest_of
from dragoman.archive.listing import volume_file
from dragoman.sources.tei_marks import words_of
from dragoman.sources.tei_parsing import parse

HEAD = 1 << 18                  # bytes of a file in which its header is looked for
LONGEST = 300                   # characters of a title; one that is longer is none
_BEST = ("complete", "full", "main")


def volume_title(connection: sqlite3.Connection, collection: str) -> str | None:
    """The title that its TEI file gives a volume; None of what is no such volume, or where the file is no longer it."""
    file = volume_file(connection, collection)
    return _title_of(*file) if file else None


@lru_cache(maxsize=1024)
def _title_of(path: str, digest: str) -> str | None:
    file = Path(path)
    try:
        if not file.is_file() or digest_of(file) != digest:
            return None
        with file.open("rb") as opened:
            root, _ = parse(opened.read(HEAD), path)       # cut off after the header, and read as far as it goes
    except OSError:
        return None
    statement = next(root.iter("{*}titleStmt"), None) if root is not None else None
    if statement is None:
        return None
    titles = {e.get("type", ""): " ".join(words_of(e).split()) for e in reversed(statement.findall("{*}title"))}
    known = [titles.get(kind, "") for kind in _BEST] + list(titles.values())[::-1]
    found = next(filter(None, known), None)
    return found if found and len(found) <= LONGEST else None
