"""An archive made by an earlier version opens in this one: it is read, searched, added to, and nothing in it is lost."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from made import file, telegram

from dragoman.archive.intake import readings
from dragoman.archive.journal import decide
from dragoman.archive.keeping import settle_decisions
from dragoman.archive.migrations import SCHEMA, STEPS, VIEWS
from dragoman.archive.store import open_archive
from dragoman.cli.main import main
from dragoman.edition.annotation import VOICES
from dragoman.edition.reading import Reading
from dragoman.inquiries.deciding import reject
from dragoman.inquiries.decisions import decisions
from dragoman.inquiries.judged import judged
from dragoman.pipeline import read_files, readers_now
from dragoman.specimen import FOLDER, papers

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("schema-*.sqlite"))
# what each holds: papers, findings, references
HELD = {"schema-1.sqlite": (17, 642, 77), "schema-2.sqlite": (17, 883, 77), "schema-3.sqlite": (17, 882, 77),
        "schema-4.sqlite": (17, 882, 77)}


def test_every_schema_has_its_fixture() -> None:
    assert [f.name for f in FIXTURES] == [f"schema-{n}.sqlite" for n in range(1, SCHEMA + 1)]
    assert len(STEPS) == len(VIEWS) == SCHEMA - 1


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


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f.stem)
def test_whoever_only_reads_it_leaves_it_as_it_is(fixture: Path, tmp_path: Path) -> None:
    archive = tmp_path / "old.sqlite"
    shutil.copy(fixture, archive)
    before = archive.read_bytes()
    connection = open_archive(archive)
    found = list(readings(connection))
    assert sum(len(r.annotations) for r in found) == HELD[fixture.name][1]
    assert {a.voice for r in found for a in r.annotations} <= set(VOICES)
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM annotation")
    connection.close()
    assert archive.read_bytes() == before


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f.stem)
def test_whoever_only_reads_it_sees_what_can_be_decided_about(fixture: Path, tmp_path: Path) -> None:
    archive = tmp_path / "old.sqlite"
    shutil.copy(fixture, archive)
    connection = open_archive(archive)
    shown = judged(connection, "08-medyanov-letter")
    assert shown.last == 0 and tuple(f.annotation for f in shown.findings) == shown.reading.annotations
    assert decisions(connection).total == 0
    connection.close()
    connection = open_archive(archive, write=True)
    decide(connection, reject(shown, shown.findings[-1]), person="Anna")
    settle_decisions(connection)
    assert len(judged(connection, "08-medyanov-letter").reading.annotations) == len(shown.findings) - 1
    connection.close()


def test_findings_of_schema_1_are_in_the_writers_voice_until_they_are_read_again(tmp_path: Path) -> None:
    archive = tmp_path / "old.sqlite"
    shutil.copy(FIXTURES[0], archive)
    connection = open_archive(archive, write=True)
    assert connection.execute("SELECT DISTINCT voice FROM annotation").fetchall() == [("writer",)]
    root = str(FOLDER)
    for table, column in (("source", "path"), ("document", "origin"), ("document", "collection")):
        connection.execute(f"UPDATE {table} SET {column} = replace({column}, '/specimen', ?)", (root,))
    connection.close()
    file(archive, *sorted(papers().glob("*.txt")))
    connection = open_archive(archive)
    assert ("editor",) in connection.execute("SELECT DISTINCT voice FROM annotation").fetchall()
    fresh = {r.document.id: r for r in read_files(sorted(papers().glob("*.txt"))) if isinstance(r, Reading)}
    for reading in readings(connection):
        assert reading.annotations == fresh[reading.document.id].annotations
    connection.close()


def test_its_columns_are_those_of_a_new_one(tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite"
    shutil.copy(FIXTURES[0], old)
    made = [open_archive(path, write=True) for path in (old, tmp_path / "new.sqlite")]
    tables = [name for (name,) in made[1].execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        first, second = (c.execute(f'PRAGMA table_info("{table}")').fetchall() for c in made)
        assert first == second, table
    for connection in made:
        connection.close()


def test_papers_that_were_moved_and_have_new_readers_are_read_again_at_once(tmp_path: Path) -> None:
    archive = tmp_path / "old.sqlite"
    shutil.copy(FIXTURES[0], archive)
    connection = sqlite3.connect(archive)
    reading = json.loads(connection.execute("SELECT fingerprints FROM reading").fetchone()[0])
    reading["source"] = readers_now()["source"]     # its text is as it would be read now
    connection.execute("UPDATE reading SET fingerprints = ?", (json.dumps(reading),))
    connection.commit()
    done = CliRunner().invoke(main, ["add", str(archive), str(papers()), "--jobs", "1"])
    assert done.exit_code == 0 and done.stdout.startswith("15 files: 15 moved and read again\n")
    layers = dict(connection.execute("SELECT layer, count(*) FROM annotation GROUP BY layer"))
    assert layers["statement"] and layers["directive"] and layers["event"]
    assert connection.execute("SELECT DISTINCT path GLOB ? FROM source", (f"{papers()}/*",)).fetchall() == [(1,)]
    again = CliRunner().invoke(main, ["add", str(archive), str(papers()), "--jobs", "1"])
    assert again.stdout.startswith("15 files: 15 unchanged\n")


def test_papers_that_were_moved_and_have_new_sources_are_read_anew_at_once(tmp_path: Path) -> None:
    archive = tmp_path / "old.sqlite"
    shutil.copy(FIXTURES[0], archive)
    done = CliRunner().invoke(main, ["add", str(archive), str(papers()), "--jobs", "1"])
    assert done.exit_code == 0 and done.stdout.startswith("15 files: 15 moved and read again\n")
    connection = sqlite3.connect(archive)
    assert connection.execute("SELECT count(*) FROM annotation WHERE layer = 'statement'").fetchone()[0]
    assert connection.execute("SELECT count(*) FROM document").fetchone() == (HELD[FIXTURES[0].name][0],)


@pytest.mark.parametrize("fixture", FIXTURES[:3], ids=lambda f: f.stem)
def test_it_gets_the_indexes_of_a_new_one(fixture: Path, tmp_path: Path) -> None:
    shutil.copy(fixture, tmp_path / "old.sqlite")
    indexes = []
    for name in ("old.sqlite", "new.sqlite"):
        connection = open_archive(tmp_path / name, write=True)
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        indexes.append({n: " ".join(sql.split()).replace("( ", "(") for n, sql in rows})
        connection.close()
    assert indexes[0] == indexes[1]
