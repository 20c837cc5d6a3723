"""A folder of telegrams to file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from made import telegram


@pytest.fixture
def shelf(tmp_path: Path) -> Callable[[int], Path]:
    """A function that makes a folder of so many telegrams, each citing one that is there and one that is not."""
    def make(count: int) -> Path:
        folder = tmp_path / "papers"
        folder.mkdir()
        for n in range(1, count + 1):
            cites = f"My {n - 3}." if n > 3 else "Your 7."
            (folder / f"telegram-{n:04}.txt").write_text(telegram(n, f"{cites} Your {n + 500}, January 1, 3 p.m."), encoding="utf-8")
        return folder
    return make
