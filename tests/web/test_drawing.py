"""What hangs on decisions is drawn together beside the pages: stopped by a decision, taken up at the start, told when it fails."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.archive.derived import stale
from dragoman.archive.journal import decide
from dragoman.archive.keeping import apply_decisions
from dragoman.archive.store import open_archive
from dragoman.inquiries.deciding import reject
from dragoman.inquiries.judged import judged
from dragoman.web import drawing
from dragoman.web.drawing import Drawing


def until(done: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not come to this"
        time.sleep(0.05)


def pretend(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Let drawing together be something else."""
    (folder / "pretended.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr(drawing, "MODULE", "pretended")


def decided(archive: Path) -> None:
    """Reject an event, and stop before anything is drawn together."""
    connection = open_archive(archive, write=True)
    paper = judged(connection, "08-medyanov-letter")
    event = next(f for f in paper.findings if f.annotation.layer == "event")
    decide(connection, reject(paper, event), person="Ada")
    apply_decisions(connection)
    connection.close()


def test_what_was_left_undrawn_is_taken_up_at_the_start(archive: Path) -> None:
    idle = Drawing(archive, quiet=0.05)
    assert not idle.due and idle.notice is None
    idle.close()
    decided(archive)
    at_work = Drawing(archive, quiet=0.05)
    assert at_work.due and at_work.notice == drawing.DUE
    until(lambda: not at_work.due)
    assert at_work.notice is None
    at_work.close()
    connection = open_archive(archive)
    assert not stale(connection)
    connection.close()


def test_a_decision_stops_it_and_it_begins_again(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, tmp_path, "import time\ntime.sleep(600)\n")
    at_work = Drawing(archive, quiet=0.05)
    at_work.soon()
    until(lambda: at_work._process is not None)
    first = at_work._process

    async def decide_meanwhile() -> None:
        async with at_work.held():
            await asyncio.sleep(0.5)
            assert at_work._process is None, "nothing is drawn while somebody decides"

    asyncio.run(decide_meanwhile())
    assert first is not None and first.wait(10) < 0
    assert at_work.due, "it is still to be done"
    until(lambda: at_work._process not in (None, first))
    begin = time.monotonic()
    at_work.close()
    assert time.monotonic() - begin < 10, "the end does not wait for it"


def test_what_fails_is_told_and_tried_again_after_the_next_decision(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, tmp_path, "import sys\nsys.exit('a.sqlite: the disk is full')\n")
    at_work = Drawing(archive, quiet=0.05)
    at_work.soon()
    until(lambda: at_work.notice != drawing.DUE)
    assert at_work.notice == drawing.FAILED.format("a.sqlite: the disk is full")
    assert not at_work.due, "pages do not ask for ever"
    pretend(monkeypatch, tmp_path, "")
    at_work.soon()
    until(lambda: at_work.notice is None)
    at_work.close()


def test_an_archive_that_is_busy_is_tried_again(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "tried"
    pretend(monkeypatch, tmp_path, f"import pathlib, sys\np = pathlib.Path({str(mark)!r})\nagain = p.exists()\np.touch()\nsys.exit(0 if again else {drawing.BUSY})\n")
    monkeypatch.setattr(drawing, "BUSY_SECONDS", 0.1)
    at_work = Drawing(archive, quiet=0.05)
    at_work.soon()
    until(lambda: at_work.notice is None)
    assert mark.exists()
    at_work.close()
