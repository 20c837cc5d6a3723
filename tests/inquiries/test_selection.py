"""The papers of a selection: their order and numbers, enclosures with their carriers, what cannot be selected."""

from collections.abc import Iterator
from sqlite3 import Connection

import pytest

from dragoman import Archive
from dragoman.archive.store import open_archive
from dragoman.errors import BadQuery, NoSuchDocument
from dragoman.inquiries.search import search
from dragoman.inquiries.selection import selection
from dragoman.specimen import papers

MOST = 1_000
CARRIER = "04-ekholm-despatch-41"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path = tmp_path_factory.mktemp("selection") / "letters.sqlite"
    with Archive.create(path) as made:
        made.add(papers())
    connection = open_archive(path)
    yield connection
    connection.close()


def test_all_papers_stand_in_order_of_time_enclosures_after_their_carrier(archive: Connection) -> None:
    chosen = selection(archive, most=MOST)
    assert chosen.total == chosen.looked == len(chosen.papers) == 17
    assert [p.number for p in chosen.papers] == ["1", "2", "3", "4", "4/1", "4/2", *map(str, range(5, 16))]
    assert [p.id for p in chosen.papers if p.id.startswith(CARRIER)] == [CARRIER, f"{CARRIER}/1", f"{CARRIER}/2"]
    days = [day for p in chosen.papers if p.carrier is None
            for day, in archive.execute("SELECT first_day FROM document WHERE name = ?", (p.id,))]
    assert days == sorted(days) and len(set(days)) > 10
    for p in chosen.papers:
        assert p.characters == archive.execute(
            "SELECT length(text) FROM content JOIN document ON id = document WHERE name = ?", (p.id,)).fetchone()[0]


@pytest.mark.parametrize("query", ["salt", "kind:telegram", "from:ekholm OR from:medyanov", "date:1927-02", "-salt"])
def test_a_query_selects_what_a_search_finds_and_what_that_encloses(archive: Connection, query: str) -> None:
    found = {hit.id for hit in search(archive, query, limit=MOST).rows}
    chosen = {p.id: p for p in selection(archive, query, most=MOST).papers}
    assert found and found <= set(chosen)
    for name in set(chosen) - found:
        assert chosen[name].carrier in chosen


def test_an_enclosure_without_its_carrier_stands_by_itself(archive: Connection) -> None:
    (alone, other) = selection(archive, [f"{CARRIER}/2", f"{CARRIER}/1"], most=MOST).papers
    assert (alone.number, other.number, alone.carrier, alone.alone) == ("1", "2", CARRIER, True)
    assert alone.id == f"{CARRIER}/2"       # of 1864
    assert not any(p.alone for p in selection(archive, [CARRIER], most=MOST).papers[1:])


def test_more_than_the_most_are_only_counted(archive: Connection) -> None:
    assert selection(archive, most=16).papers == () and selection(archive, most=16).total == 17
    telegrams = selection(archive, "kind:telegram", most=MOST).total
    assert selection(archive, "kind:telegram", most=telegrams - 1).papers == ()
    assert selection(archive, "kind:telegram", most=telegrams - 1).total == telegrams


def test_what_cannot_be_selected(archive: Connection) -> None:
    assert selection(archive, "zeppelin", most=MOST).total == 0
    with pytest.raises(BadQuery):
        selection(archive, "(salt", most=MOST)
    with pytest.raises(NoSuchDocument):
        selection(archive, ["nobody"], most=MOST)
