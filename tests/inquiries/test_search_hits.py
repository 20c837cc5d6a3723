"""Search as people see it: passages with their words, places and pages, notes apart; what the answer rests on."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from letters import file_papers

from dragoman.archive import search as archive_search
from dragoman.inquiries.search import NOTE_PASSAGES, TEXT_PASSAGES, WIDTH, Excerpt, Hit, search
from dragoman.specimen import FOLDER

Filing = Callable[..., sqlite3.Connection]


def hit(connection: sqlite3.Connection, line: str, paper: str) -> Hit:
    return next(h for h in search(connection, line).rows if h.id == paper)


def quotes(excerpt: Excerpt) -> list[str]:
    return [excerpt.quote[start - excerpt.start:end - excerpt.start] for start, end in excerpt.matches]


@pytest.mark.parametrize("line", ["the", "salt OR fish* OR courier", '"salt pans"', "NEAR(the minister, 3)", "note:printed", "printed", "cites:41",
                                  "has:missing", "from:ravn", "-salt", "of OR (kind:note date:1926)"])
def test_every_passage_is_the_words_of_its_span(specimen: sqlite3.Connection, line: str) -> None:
    texts = dict(specimen.execute("SELECT d.name, c.text FROM document AS d JOIN content AS c ON c.document = d.id"))
    feet = dict(specimen.execute("SELECT d.name, c.foot FROM document AS d JOIN content AS c ON c.document = d.id"))
    found = search(specimen, line, limit=100)
    assert len(found.rows) == found.total > 0
    for h in found.rows:
        text = texts[h.id]
        shown = {part: [p for p in h.passages if p.part == part] for part in ("text", "note")}
        assert len(shown["text"]) <= TEXT_PASSAGES and len(shown["note"]) <= NOTE_PASSAGES
        assert [*shown["text"], *shown["note"]] == list(h.passages)
        for part, count in (("text", h.in_text), ("note", h.in_notes)):
            assert bool(shown[part]) == (count > 0) and sum(len(p.matches) for p in shown[part]) <= count
        for p in h.passages:
            assert text[p.start:p.end] == p.quote and "\n" not in text[slice(*p.line)] and p.place
            assert p.line[0] <= p.start <= p.matches[0][0] and p.matches[-1][1] <= p.end <= p.line[1]
            assert (p.part == "note") == (p.start >= feet[h.id])
            assert p.end - p.start <= WIDTH or p.matches[-1][1] - p.matches[0][0] > WIDTH - 2
            assert p.start == p.line[0] or not text[p.start - 1].isalnum()
            assert p.end == p.line[1] or not text[p.end].isalnum()


def test_notes_are_kept_apart(specimen: sqlite3.Connection) -> None:
    found = hit(specimen, "printed", "11-wessel-despatch-133")
    assert (found.in_text, found.in_notes) == (1, 1)
    assert [(p.part, quotes(p)) for p in found.passages] == [("text", ["printed"]), ("note", ["printed"])]
    assert [p.place for p in found.passages] == ["¶ 1", "note 1"]
    assert hit(specimen, "note:printed", "11-wessel-despatch-133").in_text == 0


def test_the_passage_with_most_of_the_words_is_shown(filing: Filing) -> None:
    lines = "\n".join(f"{n}. There is salt in store No. {n}." for n in range(1, 9))
    connection = filing(store=f"Mr. Falk to Mr. Ravn\nValmire, March 3, 1927.\n{lines}\n9. Salt and herring lie on the shore.\nFalk\n")
    found = hit(connection, "salt shore herring", "store")
    assert (found.in_text, len(found.passages)) == (11, TEXT_PASSAGES)
    assert [(p.place, quotes(p)) for p in found.passages] == [("§ 1", ["salt"]), ("§ 2", ["salt"]), ("§ 9", ["Salt", "herring", "shore"])]


def test_a_word_in_a_reference_that_answers_is_one_place_with_it(specimen: sqlite3.Connection) -> None:
    found = hit(specimen, "cites:41 despatch", "05-ravn-instruction-17")
    assert quotes(found.passages[0])[0] == "your despatch No. 41 of October 12"


def test_a_phrase_may_run_over_the_border_of_two_paragraphs(filing: Filing) -> None:
    connection = filing(two="Mr. Falk to Mr. Ravn\nValmire, March 3, 1927.\nSir: We have salt.\nPans are wanting.\nFalk\n")
    (passage,) = hit(connection, '"salt pans"', "two").passages
    assert quotes(passage) == ["salt.\nPans"]


def test_many_papers_are_shown_in_batches(specimen: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = search(specimen, "the", limit=100)
    monkeypatch.setattr("dragoman.inquiries.search.BATCH", 4)
    assert search(specimen, "the", limit=100) == whole and whole.total > 8


def test_a_long_paragraph_is_cut_between_words(filing: Filing) -> None:
    connection = filing(long=f"Mr. Falk to Mr. Ravn\nValmire, March 3, 1927.\nSir: {'snow falls ' * 60}upon salt pans {'and ice ' * 60}melts.\nFalk\n")
    (passage,) = hit(connection, "salt", "long").passages
    assert passage.line[0] < passage.start and passage.end < passage.line[1]
    assert passage.quote.split()[0] in ("snow", "falls") and passage.quote.split()[-1] in ("and", "ice")
    assert WIDTH - 20 < len(passage.quote) <= WIDTH


def test_pages_are_those_of_the_volume(tmp_path: Path) -> None:
    connection = file_papers(tmp_path / "archive.sqlite", FOLDER / "volume.xml")
    pages = {(p.place, p.page) for p in hit(connection, "salt", "murava1926/d2").passages}
    assert pages == {("¶ 2", "5"), ("¶ 3", "5")}
    noted = [p for h in search(connection, "note:printed").rows for p in h.passages]
    assert noted and all(p.page is not None for p in noted)
    connection.close()


def test_a_paper_begins_on_the_page_where_the_one_before_it_ended(tmp_path: Path) -> None:
    def paper(n: int, body: str) -> str:
        return (f'<div type="document" xml:id="d{n}" n="{n}"><head>{n}. Mr. Falk to Mr. Ravn</head>'
                f'<opener><dateline>Valmire, <date when="1927-03-0{n}">March {n}, 1927</date>.</dateline></opener>{body}</div>')
    note = '<note n="1" xml:id="n1">Not salt.</note>'
    body = (paper(1, '<pb n="7"/><p>Nothing but salt, he said to me.</p>')
            + paper(2, f'<p>He spoke of salt{note} first, and of the fleet.</p><pb n="8"/><p>Of salt he spoke last of all.</p>'))
    (tmp_path / "v.xml").write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="v"><teiHeader/><text><body>{body}</body></text></TEI>', encoding="utf-8")
    connection = file_papers(tmp_path / "archive.sqlite", tmp_path / "v.xml")
    assert [(p.part, p.page) for p in hit(connection, "salt", "v/d1").passages] == [("text", "7")]
    assert [(p.part, p.page) for p in hit(connection, "salt", "v/d2").passages] == [("text", "7"), ("text", "8"), ("note", "7")]
    connection.close()


def test_the_answer_says_what_it_rests_on(filing: Filing) -> None:
    connection = filing(a="Memorandum\nSalt, and no day.\n", b="Mr. Falk to Mr. Ravn\nValmire, March 3, 1927.\nSir: Salt.\nFalk\n")
    found = search(connection, "salt")
    assert found.total == 2 and found.basis.line.endswith("Searched: 2 of 2 papers.") and "BM25" in found.basis.line
    found = search(connection, "salt -date:1926")
    assert found.total == 2 and found.basis.line.endswith("Searched: 1 of 2 papers; 1 without a date fit no date.")
    found = search(connection, "date:1927")
    assert found.total == 1 and found.basis.line.startswith("The earliest papers come first.")
    found = search(connection, "salt snow kind:treaty")
    assert (found.total, found.rows, found.nowhere) == (0, (), ("snow", "kind:treaty"))
    assert search(connection, '"salt day"').nowhere == ('"salt day"',)


def test_too_many_are_not_ranked_and_this_is_said(specimen: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_search, "SORTED", 5)
    found = search(specimen, "the")
    assert not found.more and "order of filing" in found.basis.line and {h.score for h in found.rows} == {None}
    monkeypatch.setattr(archive_search, "COUNTED", 8)
    found = search(specimen, "the", limit=2)
    assert (found.more, found.total) == (True, 8)


def test_a_search_leaves_no_transaction_open(specimen: sqlite3.Connection) -> None:
    search(specimen, "salt")
    assert not specimen.in_transaction
    specimen.execute("BEGIN")
    search(specimen, "salt")
    assert specimen.in_transaction
    specimen.execute("ROLLBACK")
