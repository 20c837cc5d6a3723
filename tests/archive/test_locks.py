"""Who reads an archive keeps it whole for himself, whatever this process and others open, close and write meanwhile."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made import file

from dragoman.archive.intake import Item, plan
from dragoman.archive.journal import decide, newest
from dragoman.archive.store import open_archive
from dragoman.edition.decision import GradePaper
from dragoman.errors import CannotExport
from dragoman.pipeline import readers_now
from dragoman.publish.writing import whole

DECIDE = """
import sys
from dragoman.archive.journal import decide
from dragoman.archive.store import open_archive
from dragoman.edition.decision import GradePaper
connection = open_archive(sys.argv[1], write=True)
for n in range(200):
    decide(connection, GradePaper(f"paper-{n}", "A", "1"), person="Berta")
connection.close()
"""


@pytest.fixture
def archive(tmp_path: Path, shelf: Callable[[int], Path]) -> Path:
    file(tmp_path / "a.sqlite", *sorted(shelf(5).iterdir()))
    return tmp_path / "a.sqlite"


def elsewhere(archive: Path) -> None:
    """Another process decides 200 times, and ends."""
    subprocess.run([sys.executable, "-c", DECIDE, archive], check=True, timeout=60)


def test_a_reader_keeps_its_journal_when_a_writer_of_its_process_ends(archive: Path) -> None:
    reader, writer = open_archive(archive), open_archive(archive, write=True)
    decide(writer, GradePaper("paper", "A", "1"), person="Anna")
    assert newest(reader) == 1
    writer.close()
    journal = archive.with_name("a.sqlite-wal")
    before = journal.stat().st_ino
    elsewhere(archive)
    assert journal.exists() and journal.stat().st_ino == before, "another process took it for the last to leave"
    assert newest(reader) == 201
    writer = open_archive(archive, write=True)
    decide(writer, GradePaper("paper", "B", "2"), person="Anna")
    for connection in (reader, writer, open_archive(archive)):
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert newest(connection) == connection.execute("SELECT count(*) FROM decision").fetchone()[0] == 202


def test_a_reader_keeps_its_journal_when_an_export_is_refused_in_its_place(archive: Path) -> None:
    reader, writer = open_archive(archive), open_archive(archive, write=True)
    decide(writer, GradePaper("paper", "A", "1"), person="Anna")
    assert newest(reader) == 1
    with pytest.raises(CannotExport, match="archive"), whole(archive, force=True):
        pass
    writer.close()
    elsewhere(archive)
    assert archive.with_name("a.sqlite-wal").exists() and newest(reader) == 201
    reader.close()


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
@pytest.mark.parametrize("linked", [False, True], ids=["itself", "linked"])
def test_an_archive_among_its_papers_is_not_opened_as_one(archive: Path, ending: str, linked: bool,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    writer = open_archive(archive, write=True)
    decide(writer, GradePaper("paper", "A", "1"), person="Anna")
    path = archive.with_name(f"a.sqlite{ending}")
    if linked:
        (archive.parent / "other.txt").hardlink_to(path)
        path = archive.parent / "other.txt"
    opened: list[str] = []
    real = io.open
    monkeypatch.setattr(io, "open", lambda name, *more, **options: opened.append(str(name)) or real(name, *more, **options))
    assert not [item for item in plan(writer, [path], readers_now()) if isinstance(item, Item)]
    assert str(path) not in opened
