"""The line of progress goes through its stages where a person is watching."""

import sys

import pytest

from dragoman.archive.keeping import Kept
from dragoman.cli.progress import filing


def test_every_stage_is_drawn(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "140")
    with filing(100) as seen:
        for step in (Kept("filed", 7, "a", 60), Kept("filed", 2, "b", 40), Kept("looked up", 9, of=9), Kept("joined", 5, of=10),
                     Kept("joined", 5, of=10)):
            seen(step)
    drawn = capsys.readouterr().err
    assert "recording missing papers" in drawn and "10 mentions" in drawn and "100%" in drawn
