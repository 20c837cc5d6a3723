"""The overview: what an archive holds, as its tables tell it and as direct counting does."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from letters import file_papers, telegram

from dragoman.archive.filing import Filed
from dragoman.archive.journal import decide, undo
from dragoman.archive.keeping import drop
from dragoman.archive.store import open_archive
from dragoman.archive.tallies import counted
from dragoman.edition.decision import JoinActors
from dragoman.inquiries import overview as module
from dragoman.inquiries.holdings import holdings
from dragoman.inquiries.overview import Channel, Overview, Year, overview
from dragoman.specimen import papers

UNDATED = "Memorandum\nThe matter stands as before.\n"


def directly(connection: sqlite3.Connection) -> Overview:
    """The overview as it is counted while the tables are not up to date."""
    connection.execute("BEGIN")
    connection.execute("INSERT INTO stale VALUES ('', 0)")
    assert not counted(connection)
    found = overview(connection)
    connection.execute("ROLLBACK")
    assert found.stale == 1
    return msgspec.structs.replace(found, stale=0)


def test_papers_by_year_channel_and_heading(filing: Callable[..., sqlite3.Connection]) -> None:
    connection = filing(a=telegram(3, "March 20, 1936", "My 2."), b=telegram(2, "March 19, 1936", "All is well."),
                        c=telegram(1, "January 2, 1935", "All is well."), d=UNDATED, e="")
    found = overview(connection)
    assert counted(connection) and found.stale == 0
    assert (found.years, found.undated) == ((Year(1935, 1), Year(1936, 2)), 1)
    assert (found.first, found.last) == ("1935-01-02", "1936-03-20")
    assert found.channels == (Channel("japan", "department of state", 3, "1935-01-02", "1936-03-20"),)
    assert (found.channel_count, found.channelled) == (1, 3)
    folder, = found.collections
    assert folder.name.endswith("papers") and (folder.papers, folder.first, folder.last) == (4, "1935-01-02", "1936-03-20")
    assert msgspec.structs.asdict(found.coverage) == {
        "papers": 4, "date": 3, "sender": 3, "recipient": 3, "number": 3, "place": 3}
    assert (found.holdings.sources, found.holdings.problems, found.waiting.problems) == (5, 1, 1)
    assert found.holdings.references == found.holdings.resolved == 1
    assert directly(connection) == found


def test_what_could_not_be_read_counts_where_papers_of_its_file_stand(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text(telegram(3, "March 20, 1936", "All is well."), encoding="utf-8")
    connection = file_papers(tmp_path / "a.sqlite", folder)
    source, = connection.execute("SELECT id FROM source").fetchone()
    connection.execute("INSERT INTO problem VALUES (?, 'a.txt', 'line 2', 'No sense in it.')", (source,))
    found = directly(connection)
    assert (found.collections[0].problems, found.holdings.problems) == (1, 1)
    connection.close()


def test_what_waits_for_a_decision(filing: Callable[..., sqlite3.Connection]) -> None:
    same = telegram(2, "March 19, 1936", "All is well.")
    connection = filing(a=telegram(3, "March 20, 1936", "My 2, March 19, 7 p.m."), b=same, c=same.replace("well", "not well"))
    decision = decide(connection, JoinActors(("grew", "nobody")), person="A. Reader")
    waiting = overview(connection).waiting
    assert (waiting.ambiguous, waiting.doubtful, waiting.problems, waiting.decisions) == (1, 0, 0, 1)
    undo(connection, decision, person="A. Reader")
    assert overview(connection).waiting.decisions == 0


def test_only_the_busiest_are_shown_with_how_many_there_are(
        filing: Callable[..., sqlite3.Connection], monkeypatch: pytest.MonkeyPatch) -> None:
    connection = filing(
        a=telegram(3, "March 20, 1936", "All is well."), b=telegram(2, "March 19, 1936", "All is well."),
        c=telegram(1, "January 2, 1935", "All is well.", sender="The Minister in Siam (Baker)"))
    monkeypatch.setattr(module, "CHANNELS", 1)
    found = overview(connection)
    assert [c.sender for c in found.channels] == ["japan"] and (found.channel_count, found.channelled) == (2, 3)


def test_an_archive_without_papers_is_counted_too(tmp_path: Path) -> None:
    connection = open_archive(tmp_path / "a.sqlite", write=True)
    found = overview(connection)
    assert (found.holdings.documents, found.years, found.channels, found.coverage.papers) == (0, (), (), 0)
    connection.close()


def test_tables_tell_what_direct_counting_tells_however_papers_came(tmp_path: Path) -> None:
    archive, every = tmp_path / "a.sqlite", sorted(papers().glob("*.txt"))
    for some in (every[:5], every[3:], every):
        connection = file_papers(archive, *some)
        assert counted(connection) and overview(connection) == directly(connection)
        connection.close()
    whole = overview(connection := open_archive(archive, write=True))
    assert (whole.holdings.documents, whole.coverage.papers) == (15, 17)
    gone = connection.execute("SELECT id, path, digest, bytes, reading FROM source WHERE id % 2").fetchall()
    drop(connection, [Filed(*row) for row in gone])
    assert not counted(connection) and overview(connection).holdings.sources == 15 - len(gone)
    connection.close()
    connection = file_papers(archive)
    left = overview(connection)
    assert counted(connection) and left == directly(connection) and left.holdings == holdings(connection)
    assert left.coverage.papers < whole.coverage.papers
    connection.close()
    connection = file_papers(archive, *every)
    assert counted(connection) and overview(connection) == whole == directly(connection)
    connection.close()


def test_papers_in_another_folder_count_there(tmp_path: Path) -> None:
    archive = tmp_path / "a.sqlite"
    for folder, number in (("one", 3), ("two", 4)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.txt").write_text(telegram(number, "March 20, 1936", "My 2."), encoding="utf-8")
    connection = file_papers(archive, tmp_path / "one", tmp_path / "two")
    found = overview(connection)
    assert {c.name: c.papers for c in found.collections} == {str(tmp_path / "one"): 1, str(tmp_path / "two"): 1}
    assert found.collection_count == 2 and found == directly(connection)
    connection.close()


def test_references_that_are_open_again_are_counted_directly(filing: Callable[..., sqlite3.Connection]) -> None:
    connection = filing(a=telegram(3, "March 20, 1936", "My 2."))
    assert counted(connection) and holdings(connection).missing == 1
    connection.execute("UPDATE link SET status = NULL")
    assert not counted(connection) and (holdings(connection).missing, holdings(connection).open) == (0, 1)
