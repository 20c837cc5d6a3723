"""An archive made by an earlier version opens in this one: it is read, searched, added to, and nothing in it is lost."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from made import file, telegram

from dragoman.archive.intake import readings
from dragoman.archive.migrations import SCHEMA, STEPS
from dragoman.archive.store import open_archive

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("schema-*.sqlite"))
# what each holds: papers, findings, references
HELD = {"schema-1.sqlite": (17, 642, 77)}


def test_every_schema_has_its_fixture() -> None:
    assert [f.name for f in FIXTURES] == [f"schema-{n}.sqlite" for n in range(1, SCHEMA + 1)]
    assert len(STEPS) == SCHEMA - 1


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f.stem)
def test_it_opens_and_holds_what_it_held(fixture: Path, tmp_path: Path) -> None:
    archive = tmp_path / "old.sqlite"
    shutil.copy(fixture, archive)
    open_archive(archive, write=True).close()
    connection = open_archive(archive)
    found = tuple(connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("document", "annotation", "link"))
    assert found == HELD[fixture.name]
    assert len(list(readings(connection))) == found[0]
    hits = connection.execute("SELECT d.name FROM search JOIN document AS d ON d.id = search.rowid WHERE search MATCH 'courier' "
                              "ORDER BY d.name").fetchall()
    assert ("04-ekholm-despatch-41",) in hits
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    connection.close()


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f.stem)
def test_papers_can_be_added_to_it(fixture: Path, tmp_path: Path) -> None:
    archive = tmp_path / "old.sqlite"
    shutil.copy(fixture, archive)
    paper = tmp_path / "telegram-1.txt"
    paper.write_text(telegram(1, "Your 22, September 21, 3 p.m."), encoding="utf-8")
    file(archive, paper)
    connection = sqlite3.connect(archive)
    assert connection.execute("SELECT count(*) FROM document").fetchone() == (HELD[fixture.name][0] + 1,)
    assert connection.execute("SELECT count(*) FROM link WHERE status IS NULL").fetchone() == (0,)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
