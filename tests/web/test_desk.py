"""The desk shows an archive as its file holds it, whoever makes or changes it meanwhile."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dragoman.archive import store
from dragoman.archive.derived import tables
from dragoman.archive.journal import decide, newest
from dragoman.archive.keeping import settle_decisions
from dragoman.edition.decision import GradePaper
from dragoman.web.desk import READERS, Desk

EARLIER = Path(__file__).parents[1] / "archive" / "fixtures" / "schema-1.sqlite"
FILL = """
import sys
from dragoman.archive.journal import decide
from dragoman.archive.store import open_archive
from dragoman.edition.decision import GradePaper
connection = open_archive(sys.argv[1], write=True)
for n in range(300):
    decide(connection, GradePaper(f"paper-{n}", "A", "1"), person="Berta", why="so it is" * 100)
connection.close()
"""


@pytest.fixture
def desk(archive: Path) -> Iterator[Desk]:
    made = Desk(archive)
    yield made
    made.close()


def asked(desk: Desk, work: Callable[[sqlite3.Connection], Any]) -> list[Any]:
    """What each of its threads answers, all asked at once."""
    async def every() -> list[Any]:
        return await asyncio.gather(*(desk.read(work) for _ in range(READERS * 4)))
    return asyncio.run(every())


def actors(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("SELECT count(*) FROM actor").fetchone()[0]
    return found


def decided(connection: sqlite3.Connection) -> None:
    decide(connection, GradePaper("08-medyanov-letter", "A", "1"), person="Anna")
    settle_decisions(connection)


def test_an_archive_of_an_earlier_schema_shows_what_is_decided_in_it(archive: Path) -> None:
    shutil.copy(EARLIER, archive)
    desk = Desk(archive)
    assert set(asked(desk, newest)) == {0} and set(asked(desk, actors)) == {0}
    asyncio.run(desk.write(decided))
    assert set(asked(desk, newest)) == {1}
    assert len(found := set(asked(desk, actors))) == 1 and found.pop() > 0
    desk.close()


def test_an_archive_that_another_version_drew_shows_what_is_drawn_now(archive: Path) -> None:
    connection = sqlite3.connect(archive)
    connection.execute("UPDATE fact SET value = 'other' WHERE name = 'derived'")
    connection.execute(f"DROP TABLE {tables()[-1]}")
    connection.commit()
    connection.close()
    desk = Desk(archive)
    assert set(asked(desk, actors)) == {0}
    asyncio.run(desk.write(decided))
    assert len(found := set(asked(desk, actors))) == 1 and found.pop() > 0
    desk.close()


def test_a_connection_that_hides_nothing_is_kept(desk: Desk) -> None:
    every = threading.Barrier(READERS)      # or one thread might answer for another, which then opens its own later

    def its(connection: sqlite3.Connection) -> int:
        every.wait(timeout=30)
        return id(connection)
    before = set(asked(desk, its))
    asyncio.run(desk.write(decided))
    assert set(asked(desk, its)) == before and set(asked(desk, newest)) == {1}


def test_what_another_writes_is_seen_where_nobody_here_can_write(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    access = os.access
    monkeypatch.setattr(store.os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))
    desk = Desk(archive)
    assert set(asked(desk, newest)) == {0}
    subprocess.run([sys.executable, "-c", FILL, archive], check=True, timeout=60)
    assert set(asked(desk, newest)) == {300}
    assert set(asked(desk, lambda c: c.execute("PRAGMA integrity_check").fetchone()[0])) == {"ok"}
    with ThreadPoolExecutor(1) as beside:
        writing = beside.submit(subprocess.run, [sys.executable, "-c", FILL, archive], check=True, timeout=60)
        while not writing.done():
            asked(desk, lambda c: c.execute("SELECT count(*), max(length(body)) FROM decision").fetchone())
    assert set(asked(desk, newest)) == {600}
    desk.close()
