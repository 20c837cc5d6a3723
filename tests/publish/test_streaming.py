"""Streaming: what an export holds in memory does not grow with the archive."""

import shutil
import sqlite3
import tracemalloc
from pathlib import Path

import pytest

from dragoman import Archive
from dragoman.inquiries import passages
from dragoman.publish import arrow
from dragoman.publish.forms import FORMS
from dragoman.publish.site import places

TIMES = 6
# a book has a most of papers, and up to it keeps a few words of each for its contents and registers: bytes a paper
KEPT = {"pdf": 4_000}
# bytes that wait for Python's collector, however large the archive is: more than what a form of a few lines a paper holds
WAITING = 64 * 1024
# bytes of pages of lists, which are full only in the larger archive
FULL = {"site": 1_000_000}
# tables that hold papers, and those of their columns that are rows of other tables or must stay unique
COPIED = {
    "source": {"id": "source", "path": "unique", "digest": "unique"},
    "document": {"id": "document", "source": "source", "name": "unique", "enclosed_in": "document"},
    "missing": {"id": "missing", "name": "unique", "found": "document"},
    "content": {"document": "document"},
    "annotation": {"document": "document"},
    "link": {"document": "document", "target": "document", "missing": "missing"},
}


def copied(archive: Path, path: Path) -> Path:
    """An archive with every paper of another so many times."""
    shutil.copy(archive, path)
    connection = sqlite3.connect(path)
    last = {t: connection.execute(f"SELECT max(id) FROM {t}").fetchone()[0] for t in ("source", "document", "missing")}
    for n in range(1, TIMES):
        for table, changed in COPIED.items():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            new = {name: f"{name} || '~{n}'" if of == "unique" else f"{name} + {n * last[of]}" for name, of in changed.items()}
            key, of = next(iter(changed.items()))
            values = ", ".join(new.get(column, f'"{column}"') for column in columns)
            connection.execute(f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {key} <= {last[of]}")
    connection.commit()
    connection.close()
    return path


def peak(archive: Path, form: str, out: Path) -> int:
    """The most bytes that Python held while it exported an archive."""
    with Archive(archive) as opened:
        tracemalloc.start()
        try:
            opened.export(form, out, force=True)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("form", FORMS)
def test_memory_does_not_grow_with_the_archive(form: str, filed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "BATCH", 100)
    monkeypatch.setattr(arrow, "TEXTS", 10)
    monkeypatch.setattr(passages, "REMEMBERED", 8)
    monkeypatch.setattr(places, "REMEMBERED", 100)
    monkeypatch.setattr(places, "OPEN", 8)
    many = copied(filed, tmp_path / "many.sqlite")
    with Archive(filed) as one, Archive(many) as all_of_them:
        assert len(list(all_of_them.references())) == TIMES * len(list(one.references()))
        kept = KEPT.get(form, 0) * len(list(all_of_them.documents()))
    peak(filed, form, tmp_path / "out")             # what is made once is made now
    assert peak(many, form, tmp_path / "out") < 1.3 * peak(filed, form, tmp_path / "out") + kept + FULL.get(form, WAITING)
