"""Facets: what a search finds by kind, time, collection, sender and recipient, each with what narrows to it."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from letters import file_papers, telegram

from dragoman.archive.query import And, Words, parse
from dragoman.errors import BadQuery
from dragoman.inquiries import facets as module
from dragoman.inquiries.facets import Facets, Value, facets
from dragoman.inquiries.narrowing import addition, narrowed
from dragoman.inquiries.search import search


def values(found: Facets) -> Iterator[Value]:
    for facet in (found.kinds, found.dates, found.collections, found.senders, found.recipients):
        yield from facet.values


@pytest.mark.parametrize("line", [
    "protocol", "the", "from:ravn OR to:ravn", "-protocol", "kind:telegram", "date:1926", "NEAR(the of, 5)", "prot*"])
def test_what_narrows_finds_what_was_counted(specimen: sqlite3.Connection, line: str) -> None:
    found = facets(specimen, line)
    assert found.total == found.counted == search(specimen, line).total > 0
    for value in values(found):
        assert value.query is not None and value.adds is not None and parse(value.adds)
        assert search(specimen, value.query).total == value.papers, value


def test_values_of_most_papers_come_first_with_how_many_there_are(specimen: sqlite3.Connection) -> None:
    found = facets(specimen, "date:1926..1927")
    assert [v.papers for v in found.senders.values] == sorted((v.papers for v in found.senders.values), reverse=True)
    assert [v.value for v in found.dates.values] == ["1926", "1927"] and found.dates.name == "year"
    assert found.senders.of >= len(found.senders.values) <= module.SHOWN
    assert {v.value: v.adds for v in found.senders.values}["Ravn"] == "from:ravn"
    assert sum(v.papers for v in found.kinds.values) + found.kinds.without == found.total


def test_papers_without_a_day_or_a_party_are_told(filing: Callable[..., sqlite3.Connection]) -> None:
    bare = "Memorandum\nThe salt matter stands as before.\n"
    found = facets(filing(a=telegram(3, "March 20, 1936", "Salt."), b=bare), "salt")
    assert (found.total, found.dates.without, found.senders.without, found.recipients.without) == (2, 1, 1, 1)


def test_words_of_a_sender_that_others_have_too_are_told(filing: Callable[..., sqlite3.Connection]) -> None:
    acting = telegram(1, "March 20, 1936", "Salt.", sender="The Acting Secretary of State", to="the Ambassador in Japan (Grew)")
    connection = filing(a=acting, b=acting.replace("Acting ", ""), c=telegram(3, "March 20, 1936", "Salt."))
    found = {v.value: v for v in facets(connection, "salt").senders.values}
    whole = found["Secretary of State"]
    assert whole.adds == 'from:"Secretary of State"' and whole.papers == 2
    assert whole.why == 'from:"Secretary of State" also finds papers of others that have these words.'
    assert (found["Acting Secretary of State"].papers, found["Acting Secretary of State"].why) == (1, None)
    assert found["Grew"].adds == "from:grew"
    assert all(search(connection, v.query or "").total == v.papers for v in found.values())


def test_decades_where_years_are_many(filing: Callable[..., sqlite3.Connection]) -> None:
    texts = {f"p{year}": telegram(year, f"March 20, {year}", "Salt.") for year in range(1920, 1940)}
    connection = filing(**texts)
    found = facets(connection, "salt").dates
    assert found.name == "decade" and [(v.value, v.papers, v.adds) for v in found.values] == [
        ("1920s", 10, "date:1920..1929"), ("1930s", 10, "date:1930..1939")]
    assert [search(connection, v.query or "").total for v in found.values] == [10, 10]


def test_folders_whose_names_have_blanks_and_signs(tmp_path: Path) -> None:
    folders = ("salt pans", 'the "old" file', "file*", "x", "50% (new)", "deep/x", 'a "b» c')
    for n, name in enumerate(folders):
        folder = tmp_path / "papers" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"p{n}.txt").write_text(telegram(n, "March 20, 1936", "Salt."), encoding="utf-8")
    connection = file_papers(tmp_path / "a.sqlite", tmp_path / "papers")
    found = facets(connection, "salt")
    assert found.collections.of == len(folders)
    by = {v.value.removeprefix(f"{tmp_path}/papers/"): v for v in found.collections.values}
    assert by["salt pans"].adds == f'in:"{tmp_path}/papers/salt pans"'
    assert by['the "old" file'].adds == f'in:«{tmp_path}/papers/the "old" file»'
    for name in ("file*", 'a "b» c'):
        assert (by[name].adds, by[name].query, by[name].papers) == (None, None, 1)
        assert by[name].why == "A query cannot hold all the signs of this value."
    for value in by.values():
        assert value.query is None or search(connection, value.query).total == value.papers == 1
    connection.close()


def test_a_name_that_others_end_with_finds_them_too(tmp_path: Path, specimen: sqlite3.Connection) -> None:
    connection = file_papers(tmp_path / "a.sqlite", *(Path(p) for (p,) in specimen.execute("SELECT path FROM source")))
    connection.execute("UPDATE document SET collection = iif(id < 5, 'Volume', 'c01/volume')")
    by = {v.value: v for v in facets(connection, "the").collections.values}
    assert by["Volume"].adds == "in:Volume" and by["Volume"].papers == search(connection, "the in:Volume").total
    assert by["Volume"].why == "in:Volume also finds 1 more whose names end so." and by["c01/volume"].why is None
    connection.close()


def test_of_too_many_papers_the_first_are_counted(
        filing: Callable[..., sqlite3.Connection], monkeypatch: pytest.MonkeyPatch) -> None:
    connection = filing(**{f"p{n}": telegram(n, "March 20, 1936", "Salt.") for n in range(1, 6)})
    monkeypatch.setattr(module, "COUNTED", 3)
    found = facets(connection, "salt")
    assert (found.total, found.counted, found.more) == (5, 3, False)
    assert [v.papers for v in found.kinds.values] == [3]
    assert found.basis.line.endswith("3 of 5 papers; 2 more were found and not counted.")


def test_nothing_found_has_no_values(specimen: sqlite3.Connection) -> None:
    found = facets(specimen, "elephants")
    assert (found.total, found.counted, list(values(found))) == (0, 0, [])


def test_a_line_that_says_nothing_is_a_bad_query(specimen: sqlite3.Connection) -> None:
    for line in ("", "(salt", "colour:red"):
        with pytest.raises(BadQuery):
            facets(specimen, line)


@pytest.mark.parametrize(("field", "value", "text"), [
    ("kind", "aide-memoire", "kind:aide-memoire"), ("from", "o’brien", "from:o’brien"), ("in", "/a/b.c", 'in:"/a/b.c"'),
    ("from", "Secretary of State", 'from:"Secretary of State"'), ("to", "OR", "to:OR"), ("from", "J. C.", 'from:"J. C."'),
    ("in", " a", None), ("in", "a ", None), ("in", "a\tb", None), ("in", "a*b", None), ("from", "—", None), ("in", "(x", 'in:"(x"'),
    ("in", "-x", 'in:"-x"'), ("in", '"', "in:«\"»"), ("in", '"»', None), ("in", "«a", 'in:"«a"'), ("in", "“a”", 'in:"“a”"')])
def test_additions_are_read_as_they_were_meant(field: str, value: str, text: str | None) -> None:
    assert addition(field, value) == text


def test_an_or_is_put_in_parentheses() -> None:
    line, _ = narrowed("salt OR fish ", "from:grew")
    assert line == "(salt OR fish) from:grew"
    tree = parse(line)
    assert isinstance(tree, And) and tree.parts[-1] == Words("grew", field="from")
    assert narrowed("salt -fish", "from:grew") == ("salt -fish from:grew", None)


def test_a_query_that_grows_too_long_says_so() -> None:
    line = "salt " * 398
    assert narrowed(line, "from:grew")[1] is None
    query, why = narrowed(line + "salt salt", "from:grew")
    assert query is None and why is not None and "shorten it" in why
