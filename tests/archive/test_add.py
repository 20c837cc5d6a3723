"""Filing: what is new is read, what is unchanged is not, what changed is replaced; references follow."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from made import dump, file, links, telegram

from dragoman.archive import intake
from dragoman.archive.intake import Item, plan
from dragoman.archive.store import open_archive
from dragoman.cli.main import main
from dragoman.edition.reading import Reading
from dragoman.pipeline import read_files, readers_now
from dragoman.readers import damage, names
from dragoman.specimen import FOLDER, papers

Shelf = Callable[[int], Path]


def states(archive: Path, *paths: Path) -> list[str]:
    connection = open_archive(archive, write=True)
    found = [i.state for i in plan(connection, paths, readers_now()) if isinstance(i, Item)]
    connection.close()
    return found


def test_nothing_is_read_twice(tmp_path: Path, shelf: Shelf) -> None:
    archive, files = tmp_path / "a.sqlite", sorted(shelf(12).iterdir())
    assert sum(k.count for k in file(archive, *files) if k.step == "filed") == 12
    before = dump(archive)
    assert set(states(archive, *files)) == {"unchanged"}
    assert file(archive, *files) == []
    assert dump(archive) == before


def test_every_reference_has_an_outcome(tmp_path: Path, shelf: Shelf) -> None:
    archive = tmp_path / "a.sqlite"
    file(archive, *sorted(shelf(12).iterdir()))
    connection = sqlite3.connect(archive)
    annotations = connection.execute("SELECT count(*) FROM annotation WHERE layer = 'reference'").fetchone()[0]
    assert annotations == connection.execute("SELECT count(*) FROM link WHERE status IS NOT NULL").fetchone()[0] > 20
    assert not connection.execute("SELECT 1 FROM link WHERE status IS NULL").fetchall()
    assert connection.execute("SELECT count(*) FROM link WHERE status = 'missing' AND missing IS NULL").fetchone()[0] == 0
    found = links(archive)
    assert found["telegram-0009"][0] == ("resolved", "telegram-0006", None)


def test_a_changed_file_takes_the_place_of_what_it_held(tmp_path: Path, shelf: Shelf) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(9)
    file(archive, *sorted(folder.iterdir()))
    assert links(archive)["telegram-0009"][0][1] == "telegram-0006"
    changed = folder / "telegram-0006.txt"
    changed.write_text(telegram(6, "Your 99, January 2.").replace("6. Your", "600. Your"), encoding="utf-8")
    assert states(archive, *sorted(folder.iterdir())).count("changed") == 1
    file(archive, *sorted(folder.iterdir()))
    connection = sqlite3.connect(archive)
    assert connection.execute("SELECT number FROM document WHERE name = 'telegram-0006'").fetchall() == [("600",)]
    assert connection.execute("SELECT count(*) FROM document").fetchone() == (9,)
    assert links(archive)["telegram-0009"][0][:2] == ("missing", None)
    assert connection.execute("SELECT rowid FROM search WHERE search MATCH '99'").fetchall()
    connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    assert not connection.execute("SELECT 1 FROM missing WHERE found IS NULL AND id NOT IN (SELECT missing FROM link "
                                  "WHERE missing IS NOT NULL)").fetchall()


def test_an_entry_is_closed_when_its_paper_is_added(tmp_path: Path, shelf: Shelf) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(9)
    late = tmp_path / "late"
    late.mkdir()
    shutil.move(folder / "telegram-0003.txt", late / "telegram-0003.txt")
    file(archive, *sorted(folder.iterdir()))
    status, target, missing = links(archive)["telegram-0006"][0]
    assert (status, target) == ("missing", None) and missing
    file(archive, late / "telegram-0003.txt")
    assert links(archive)["telegram-0006"][0] == ("resolved", "telegram-0003", None)
    connection = sqlite3.connect(archive)
    assert connection.execute("SELECT d.name FROM missing AS m JOIN document AS d ON d.id = m.found WHERE m.name = ?",
                              (missing,)).fetchall() == [("telegram-0003",)]


def letter(folder: Path, name: str, number: int, cites: str, day: int) -> Path:
    """A telegram of one channel with a day and number of its own."""
    path = folder / f"{name}.txt"
    path.write_text(telegram(number, cites).replace(f" {number % 28 + 1}, 1927", f" {day}, 1927")
                    .replace("Castria", "Orsovia").replace("Brenland", "Orsovia"), encoding="utf-8")
    return path


def test_a_closed_entry_outlives_another_reading_of_its_paper(tmp_path: Path) -> None:
    archive = tmp_path / "a.sqlite"
    file(archive, letter(tmp_path, "citing", 25, "My telegram No. 20 of January 3.", 8))
    (_, _, name), found = links(archive)["citing"][0], "SELECT m.name, d.name FROM missing AS m JOIN document AS d ON d.id = m.found"
    for nothing in ("Nothing.", "Nothing at all."):
        file(archive, letter(tmp_path, "cited", 20, nothing, 3))
        assert sqlite3.connect(archive).execute(found).fetchall() == [(name, "cited")]
    file(archive, letter(tmp_path, "cited", 21, "Nothing.", 4))
    assert links(archive)["citing"] == [("missing", None, name)]
    assert sqlite3.connect(archive).execute("SELECT name, found FROM missing").fetchall() == [(name, None)]


def test_what_only_a_paper_that_is_gone_told_of_a_missing_one_is_gone(tmp_path: Path) -> None:
    archive = tmp_path / "a.sqlite"
    file(archive, letter(tmp_path, "one", 25, "My telegram No. 20 of January 3.", 8))
    file(archive, two := letter(tmp_path, "two", 26, "My telegram No. 20 of January 3, 5 p.m.", 9))
    times = "SELECT time FROM missing"
    assert sqlite3.connect(archive).execute(times).fetchall() == [("17:00",)]
    two.write_text(telegram(27, "Nothing."), encoding="utf-8")
    file(archive, two)
    assert sqlite3.connect(archive).execute(times).fetchall() == [(None,)]


@pytest.mark.parametrize(("cites", "number", "day"), [
    ("My telegram No. 1,543.", 1543, 7), ("I refer to my preceding telegram.", 1544, 7),
    ("My immediately preceding telegram.", 1544, 7), ("My telegram No. 1543.", 1543, 7)])
def test_a_paper_that_comes_later_is_found_as_if_it_had_been_there(tmp_path: Path, cites: str, number: int, day: int) -> None:
    later, whole = tmp_path / "later.sqlite", tmp_path / "whole.sqlite"
    citing, cited = letter(tmp_path, "citing", 1545, cites, 8), letter(tmp_path, "cited", number, "Nothing.", day)
    for path in (citing, cited):
        file(later, path)
    file(whole, citing, cited)
    assert links(later) == links(whole)
    assert links(whole)["citing"][0] == ("resolved", "cited", None)


def test_what_a_later_paper_tells_of_a_missing_one_is_filled_in(tmp_path: Path) -> None:
    archive = tmp_path / "a.sqlite"
    file(archive, letter(tmp_path, "one", 25, "My telegram No. 20.", 8))
    file(archive, letter(tmp_path, "two", 26, "My telegram No. 20 of January 3, 5 p.m.", 9))
    file(archive, letter(tmp_path, "three", 27, "My telegram No. 20.", 10))
    records = sqlite3.connect(archive).execute("SELECT number, date, time FROM missing").fetchall()
    assert records == [("20", "1927-01-03", "17:00")]
    assert len({missing for found in links(archive).values() for _, _, missing in found}) == 1


def test_one_of_two_candidates_that_goes_leaves_the_other(tmp_path: Path) -> None:
    archive = tmp_path / "a.sqlite"
    citing, one = letter(tmp_path, "citing", 25, "My telegram No. 20.", 8), letter(tmp_path, "one", 20, "Nothing.", 3)
    two = letter(tmp_path, "two", 20, "Nothing at all.", 3)
    file(archive, citing, one, two)
    assert links(archive)["citing"][0][0] == "ambiguous"
    file(archive, letter(tmp_path, "two", 30, "Nothing.", 10))
    assert links(archive)["citing"][0] == ("resolved", "one", None)


def test_a_moved_file_keeps_its_papers_and_a_copy_is_no_second(tmp_path: Path, shelf: Shelf) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(4)
    file(archive, *sorted(folder.iterdir()))
    copy = tmp_path / "copy.txt"
    shutil.copy(folder / "telegram-0002.txt", copy)
    assert states(archive, copy) == ["doubled"]
    (folder / "telegram-0002.txt").unlink()
    assert states(archive, copy) == ["moved"]
    assert CliRunner().invoke(main, ["add", str(archive), str(copy)]).exit_code == 0
    connection = sqlite3.connect(archive)
    assert connection.execute("SELECT s.path, d.collection FROM document AS d JOIN source AS s ON s.id = d.source WHERE d.name = "
                              "'telegram-0002'").fetchall() == [(str(copy), str(tmp_path))]
    assert not connection.execute("SELECT 1 FROM link WHERE status IS NULL").fetchall()


def test_two_volumes_of_one_name_are_two_collections(tmp_path: Path) -> None:
    volume = (FOLDER / "volume.txt").read_text(encoding="utf-8")
    for number, folder in enumerate(("a/x", "b/x", "c/x")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "volume.txt").write_text(f"{volume}\n{number}\n", encoding="utf-8")
    archive = tmp_path / "a.sqlite"
    file(archive, *sorted(tmp_path.rglob("volume.txt")))
    connection = sqlite3.connect(archive)
    assert connection.execute("SELECT count(*) FROM (SELECT DISTINCT source, collection FROM document)").fetchone() == (3,)
    assert connection.execute("SELECT count(DISTINCT collection) FROM document").fetchone() == (3,)


def numbers(archive: Path) -> dict[str, list[str]]:
    """By file name the numbers of the papers that are filed of it."""
    connection = sqlite3.connect(archive)
    found: dict[str, list[str]] = {}
    for path, number in connection.execute("SELECT s.path, d.number FROM source AS s JOIN document AS d ON d.source = s.id"):
        found.setdefault(Path(path).name, []).append(number)
    connection.close()
    return found


@pytest.mark.parametrize(("moves", "held"), [
    ([("1", None), ("2", "1")], {"1": "2", "3": "3"}),                                  # one takes the place of another
    ([("1", "4"), ("2", "1")], {"4": "1", "1": "2", "3": "3"}),                         # and that lies elsewhere now
    ([("1", "4"), ("2", "1"), ("4", "2")], {"2": "1", "1": "2", "3": "3"}),             # two changed places
    ([("3", "4"), ("2", "3"), ("1", "2")], {"4": "3", "3": "2", "2": "1"}),             # a whole row moved on
    ([("1", None), ("2", "=1")], {"2": "2", "3": "3"})])                                # a copy over another
def test_files_that_take_one_anothers_places(tmp_path: Path, shelf: Shelf, moves: list[tuple[str, str | None]],
                                             held: dict[str, str]) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(3)
    runner = CliRunner()
    assert runner.invoke(main, ["add", str(archive), str(folder)]).exit_code == 0
    for old, new in moves:
        path = folder / f"telegram-000{old}.txt"
        if new is None:
            path.unlink()
        elif new.startswith("="):
            shutil.copy(path, folder / f"telegram-000{new[1:]}.txt")
        else:
            path.rename(folder / f"telegram-000{new}.txt")
    done = runner.invoke(main, ["add", str(archive), str(folder)])
    assert done.exit_code == 0, done.output
    assert numbers(archive) == {f"telegram-000{file}.txt": [number] for file, number in held.items()}
    before = dump(archive)
    assert runner.invoke(main, ["add", str(archive), str(folder)]).exit_code == 0
    assert dump(archive) == before


def test_a_file_changed_while_its_bytes_take_the_place_of_another(tmp_path: Path, shelf: Shelf) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(2)
    file(archive, *sorted(folder.iterdir()))
    (folder / "telegram-0001.txt").rename(folder / "telegram-0002.txt")
    (folder / "telegram-0001.txt").write_text(telegram(9, "Your 7."), encoding="utf-8")
    assert CliRunner().invoke(main, ["add", str(archive), str(folder)]).exit_code == 0
    assert numbers(archive) == {"telegram-0001.txt": ["9"], "telegram-0002.txt": ["1"]}


def test_two_equal_files_named_at_once_are_filed_once(tmp_path: Path, shelf: Shelf) -> None:
    folder = shelf(2)
    copy = tmp_path / "copy.txt"
    shutil.copy(folder / "telegram-0001.txt", copy)
    assert states(tmp_path / "a.sqlite", *sorted(folder.iterdir()), copy) == ["new", "new", "doubled"]


def test_two_papers_of_one_name_have_two_ids(tmp_path: Path) -> None:
    archive = tmp_path / "a.sqlite"
    for year in ("1926", "1927"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "letter.txt").write_text(telegram(int(year), "Your 7."), encoding="utf-8")
    file(archive, tmp_path / "1926" / "letter.txt")
    file(archive, tmp_path / "1927" / "letter.txt")
    assert set(links(archive)) == {"letter", "1927.letter"}


def test_a_reader_that_changed_reads_again_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, files = tmp_path / "a.sqlite", sorted(papers().glob("0[1-4]*.txt"))
    file(archive, *files)
    before = dump(archive)
    now = readers_now()
    for module in ("dragoman.pipeline", "test_add", "made"):
        monkeypatch.setattr(f"{module}.readers_now", lambda: now | {"damage": "another"})
    read: list[str] = []
    for reader in (damage, names):
        original = reader.read
        monkeypatch.setattr(reader, "read", lambda d, e, r=original, n=reader.GIVES: read.append(n) or r(d, e))
    connection = open_archive(archive, write=True)
    items = [i for i in plan(connection, files, readers_now()) if isinstance(i, Item)]
    assert {i.state for i in items} == {"stale"} and {i.changed for i in items} == {frozenset({"damage"})}
    connection.close()
    file(archive, *files)
    assert set(read) == {"damage"}
    after = dump(archive)
    for table in ("content", "annotation", "link"):
        assert after[table] == before[table], table


def test_what_is_filed_comes_back_the_same(tmp_path: Path) -> None:
    archive, files = tmp_path / "a.sqlite", [FOLDER / "volume.xml", FOLDER / "pages.pdf", *sorted(papers().glob("*.txt"))]
    file(archive, *files)
    connection = open_archive(archive)
    filed = list(intake.readings(connection))
    assert filed == [r for r in read_files(files) if isinstance(r, Reading)]


def test_papers_that_are_gone_are_told_and_taken_out_when_asked(tmp_path: Path, shelf: Shelf) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(4)
    runner = CliRunner()
    assert runner.invoke(main, ["add", str(archive), str(folder)]).exit_code == 0
    os.unlink(folder / "telegram-0002.txt")
    told = runner.invoke(main, ["add", str(archive), str(folder)])
    assert told.exit_code == 0 and "telegram-0002.txt" in told.stderr and "no longer there" in told.stderr
    assert "telegram-0002" in links(archive)
    assert runner.invoke(main, ["add", str(archive), str(folder), "--prune"]).exit_code == 0
    assert "telegram-0002" not in links(archive)


def test_bad_papers_are_told_and_the_rest_is_filed(tmp_path: Path, shelf: Shelf) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(3)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 40)
    done = CliRunner().invoke(main, ["add", str(archive), str(folder), str(tmp_path / "nowhere")])
    assert done.exit_code == 1
    for name in ("empty.txt", "noise.bin", "nowhere"):
        assert sum(name in line for line in done.stderr.splitlines()) == 1
    assert len(links(archive)) == 3
    connection = sqlite3.connect(archive)
    assert connection.execute("SELECT count(*) FROM problem").fetchone() == (2,)
    again = CliRunner().invoke(main, ["add", str(archive), str(folder)])
    assert again.exit_code == 1 and len(again.stderr.splitlines()) == 2, "what could not be read is told every time"


def test_an_archive_among_its_papers_is_none_of_them(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shelf(2)
    monkeypatch.chdir(folder)
    for told in ("2 files: 2 new", "2 files: 2 unchanged"):
        done = CliRunner().invoke(main, ["add", "letters.sqlite", "."])
        assert (done.exit_code, done.stderr) == (0, "") and told in done.stdout


def test_an_archive_that_is_not_there_is_made_for_papers_alone(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["add", str(tmp_path / "letters.sqlite")])
    assert done.exit_code == 1 and "there is no such archive" in done.stderr and not list(tmp_path.iterdir())


def test_standard_input_is_a_source_and_two_of_them_are_two(tmp_path: Path) -> None:
    archive = tmp_path / "a.sqlite"
    for number in (4, 5, 4):
        done = CliRunner().invoke(main, ["add", str(archive), "-"], input=telegram(number, "Your 7."))
        assert done.exit_code == 0, done.output
    assert set(links(archive)) == {"stdin", "stdin-2"}


def test_all_that_is_filed_is_looked_through_though_its_files_are_gone(
        tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, folder = tmp_path / "a.sqlite", shelf(5)
    file(archive, *sorted(folder.iterdir()))
    shutil.rmtree(folder)
    now = readers_now()
    monkeypatch.setattr("dragoman.cli.add.readers_now", lambda: now | {"dates": "another", "source": "another"})
    monkeypatch.setattr("dragoman.pipeline.readers_now", lambda: now | {"dates": "another"})
    before = dump(archive)
    done = CliRunner().invoke(main, ["add", str(archive)])
    assert done.exit_code == 0 and "5 read again" in done.output
    after = dump(archive)
    assert [after[t] for t in ("document", "content", "annotation")] == [before[t] for t in ("document", "content", "annotation")]


def test_voices_are_told_again_when_the_way_of_telling_them_has_changed(tmp_path: Path) -> None:
    archive, paper = tmp_path / "a.sqlite", papers() / "04-ekholm-despatch-41.txt"
    file(archive, paper)
    connection, voices = sqlite3.connect(archive), "SELECT document, ordinal, voice FROM annotation ORDER BY 1, 2"
    before = connection.execute(voices).fetchall()
    assert {voice for *_, voice in before} > {"writer"}
    connection.execute("UPDATE annotation SET voice = 'writer'")
    connection.execute("UPDATE reading SET fingerprints = json_set(fingerprints, '$.voice', 'another')")
    connection.commit()
    assert states(archive, paper) == ["stale"]
    file(archive, paper)
    assert connection.execute(voices).fetchall() == before
    connection.close()
