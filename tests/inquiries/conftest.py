"""Archives to ask: the specimen, the founding letter, and papers made for one question."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from keyed import file_keyed
from letters import file_papers

from dragoman.specimen import papers


@pytest.fixture(scope="session")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An archive of the specimen's papers; only read it."""
    connection = file_papers(tmp_path_factory.mktemp("specimen") / "archive.sqlite", papers())
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An archive of the specimen's papers with the findings of its key in the place of what the readers found; only read it."""
    connection = file_keyed(tmp_path_factory.mktemp("keyed") / "archive.sqlite")
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def founding(tmp_path_factory: pytest.TempPathFactory, letter: Path) -> Iterator[sqlite3.Connection]:
    """An archive of the founding letter alone; only read it."""
    connection = file_papers(tmp_path_factory.mktemp("founding") / "archive.sqlite", letter)
    yield connection
    connection.close()


@pytest.fixture
def filing(tmp_path: Path) -> Iterator[Callable[..., sqlite3.Connection]]:
    """A function that files texts, each a paper under its name, in one archive; calls add to it."""
    opened: list[sqlite3.Connection] = []

    def filed(**texts: str) -> sqlite3.Connection:
        folder = tmp_path / "papers"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        opened.append(file_papers(tmp_path / "archive.sqlite", folder))
        return opened[-1]
    yield filed
    for connection in opened:
        connection.close()
