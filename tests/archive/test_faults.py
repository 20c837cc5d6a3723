"""Faults: killed at any moment, a full disk, a folder that refuses, two writers: one clear line, and nothing is lost."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from made import dump, file, links, telegram

from dragoman.archive.store import APPLICATION, open_archive, said
from dragoman.archive.transactions import transaction
from dragoman.errors import ArchiveBusy, NewerArchive, NoSuchArchive, NotAnArchive
from dragoman.specimen import papers

Shelf = Callable[[int], Path]
ADD = [sys.executable, "-m", "dragoman", "add"]
KILLS = 20


def add(archive: Path, *sources: Path, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*ADD, archive, *sources], capture_output=True, text=True, timeout=120, **more)  # type: ignore[call-overload]


def one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert all(word in line for word in words), line


@pytest.mark.xdist_group("kill")
def test_killed_at_any_moment(tmp_path: Path, shelf: Shelf) -> None:
    folder = shelf(200)
    begin = time.monotonic()
    assert add(tmp_path / "whole.sqlite", folder).returncode == 0
    took = time.monotonic() - begin
    whole = dump(tmp_path / "whole.sqlite")
    moments, steps = random.Random(1927), set()
    for attempt in range(KILLS):
        archive = tmp_path / f"{attempt}.sqlite"
        running = subprocess.Popen([*ADD, archive, folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(moments.uniform(0.25, 1) * took)
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        if archive.exists() and archive.stat().st_size:
            connection = sqlite3.connect(archive)
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                steps.add(connection.execute("SELECT count(*) FROM document").fetchone()[0])
            connection.close()
        assert add(archive, folder).returncode == 0
        assert dump(archive) == whole, f"killed at attempt {attempt}"
        archive.unlink()
    assert len(steps) > 1, "every kill came at the same point; nothing was tested"


def test_interrupted_by_ctrl_c(tmp_path: Path, shelf: Shelf) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(200)
    running = subprocess.Popen([*ADD, archive, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while running.poll() is None and not (archive.exists() and archive.stat().st_size):
        time.sleep(0.05)
    time.sleep(0.3)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    if running.returncode == 130:
        assert told.strip() == "stopped; what was filed is safe, and the same command goes on from there"
    assert "Traceback" not in told
    assert add(archive, folder).returncode == 0
    assert len(links(archive)) == 200


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))


def test_the_disk_is_full(tmp_path: Path, shelf: Shelf) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(200)
    one_line(add(archive, folder, preexec_fn=limited), "a.sqlite", "cannot be written", "stands")
    connection = sqlite3.connect(archive)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert add(archive, folder).returncode == 0
    assert len(links(archive)) == 200


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes, where the system lets one be made."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_disk_that_is_really_full(small_disk: Path, shelf: Shelf) -> None:
    one_line(add(small_disk / "a.sqlite", shelf(400)), "a.sqlite", "cannot be written")


def test_a_folder_that_refuses(small_disk: Path, shelf: Shelf) -> None:
    folder, archive = shelf(3), small_disk / "a.sqlite"
    assert add(archive, folder).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    (folder / "telegram-0004.txt").write_text(telegram(4, "My 1."), encoding="utf-8")
    one_line(add(archive, folder), "a.sqlite", "cannot be written")
    one_line(add(small_disk / "b.sqlite", folder), "b.sqlite", "cannot be written")
    connection = open_archive(archive)              # to be read it need not be written
    assert connection.execute("SELECT count(*) FROM document").fetchone() == (3,)
    connection.close()
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)


def test_no_such_folder(tmp_path: Path) -> None:
    one_line(add(tmp_path / "nowhere" / "a.sqlite", papers()), "a.sqlite", "cannot be written")


@pytest.mark.parametrize("content", [b"no archive", b"", b"q", b"No archive. " * 500, b"SQLite format 3\x00" + b"\xff" * 600, b"SQLite format 3\x00"],
                         ids=["text", "empty", "letter", "long", "broken", "cut"])
def test_a_file_that_is_no_archive(tmp_path: Path, content: bytes) -> None:
    archive = tmp_path / "notes.txt"
    archive.write_bytes(content)
    with pytest.raises(NotAnArchive, match=r"notes\.txt"):
        open_archive(archive)
    assert archive.read_bytes() == content
    if content:
        one_line(add(archive, papers()), "notes.txt", "not an archive")
        assert archive.read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    archive = tmp_path / "other.sqlite"
    connection = sqlite3.connect(archive)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    before = archive.read_bytes()
    one_line(add(archive, papers()), "other.sqlite", "another program")
    assert archive.read_bytes() == before
    assert not list(tmp_path.glob("other.sqlite-*"))


def test_an_archive_of_a_newer_schema_is_left_alone(tmp_path: Path, shelf: Shelf) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(2)
    file(archive, *sorted(folder.iterdir()))
    connection = sqlite3.connect(archive)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(NewerArchive, match="999"):
        open_archive(archive)
    before = archive.read_bytes()
    one_line(add(archive, folder), "newer", "999")
    assert archive.read_bytes() == before


def test_a_folder_and_nothing_are_no_archives(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match="it is a folder"):
        open_archive(tmp_path)
    with pytest.raises(NotAnArchive, match="it is no SQLite file; nothing in it was changed"):
        open_archive("/dev/null", write=True)
    with pytest.raises(NoSuchArchive, match="dragoman add"):
        open_archive(tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()


def test_two_writers(tmp_path: Path, shelf: Shelf) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(120)
    halves = sorted(folder.iterdir())[:60], sorted(folder.iterdir())[60:]
    running = [subprocess.Popen([*ADD, archive, *half], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for half in halves]
    for process in running:
        _, told = process.communicate(timeout=120)
        assert process.returncode == 0, told
    assert len(links(archive)) == 120
    connection = sqlite3.connect(archive)
    assert connection.execute("SELECT count(*) FROM link WHERE status IS NULL").fetchone() == (0,)


def test_a_writer_that_does_not_make_way_is_told_of(tmp_path: Path, shelf: Shelf) -> None:
    archive = tmp_path / "a.sqlite"
    file(archive, *sorted(shelf(2).iterdir()))
    first = open_archive(archive, write=True)
    with transaction(first):
        second = open_archive(archive, write=True, wait=0.1)
        with pytest.raises(sqlite3.OperationalError, match="locked"), transaction(second):
            pass
        reader = open_archive(archive)
        assert reader.execute("SELECT count(*) FROM document").fetchone() == (2,)
        again = open_archive(archive)
        assert again.execute("SELECT count(*) FROM document").fetchone() == (2,)


def test_a_busy_archive_gets_one_line(tmp_path: Path) -> None:
    with pytest.raises(ArchiveBusy, match=r"a\.sqlite: another process .* for 7 seconds"), said(tmp_path / "a.sqlite", 7):
        raise sqlite3.OperationalError("database is locked")


def test_who_opens_a_busy_archive_is_told_how_long_he_waited(tmp_path: Path) -> None:
    archive = tmp_path / "old.sqlite"
    shutil.copy(Path(__file__).parent / "fixtures" / "schema-1.sqlite", archive)
    other = sqlite3.connect(archive, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    with transaction(other), pytest.raises(ArchiveBusy, match="for 2 seconds"):
        open_archive(archive, write=True, wait=2)           # its schema is to be changed
    other.close()


def test_the_file_is_marked_as_ours_and_opens_elsewhere(tmp_path: Path, shelf: Shelf) -> None:
    archive = tmp_path / "a.sqlite"
    file(archive, *sorted(shelf(2).iterdir()))
    assert not list(tmp_path.glob("a.sqlite-*"))
    connection = sqlite3.connect(f"{archive.as_uri()}?mode=ro", uri=True)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert connection.execute("SELECT name FROM document ORDER BY id").fetchall() == [("telegram-0001",), ("telegram-0002",)]
