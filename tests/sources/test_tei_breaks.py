"""Page breaks of TEI files that stand between papers: each opens the paper after it, and no text changes for it."""

import sqlite3
from pathlib import Path

import pytest

from dragoman.archive.filing import refile_pages
from dragoman.archive.intake import Item, plan
from dragoman.archive.store import open_archive
from dragoman.edition.document import Document
from dragoman.inquiries.beside import beside
from dragoman.pipeline import add, readers_now
from dragoman.publish.citations import citation_of
from dragoman.publish.pages.document import open_document
from dragoman.sources.tei import open_tei

# (what stands in the body, the breaks of each paper as "offset:number")
CASES = {
    "between two papers": ('<div type="document"><p>One.</p></div><pb n="20"/><div type="document"><p>Two.</p></div>', [[], ["0:20"]]),
    "before the head of a chapter": ('<div type="document"><p>One.</p></div><pb n="20"/><div type="chapter"><head>Peru</head><div type="document"><p>Two.</p></div></div>', [[], ["0:20"]]),
    "after the last words of the paper before": ('<div type="document"><p>One.<note n="1">No.</note></p><pb n="20"/></div><div type="document"><p>Two.</p></div>', [[], ["0:20"]]),
    "in the paper before its words": ('<div type="document"><p>One.</p></div><div type="document"><pb n="20"/><head>Two</head></div>', [[], ["0:20"]]),
    "of several the last": ('<pb n="19"/><pb n="20"/><div type="document"><p>One.</p></div><pb n="21"/><div type="document"><pb n="22"/><p>Two.</p></div>', [["0:20"], ["0:22"]]),
    "before an enclosure": ('<div type="document"><p>One.</p><pb n="20"/><attachment><p>Copy.</p></attachment></div><div type="document"><p>Two.</p></div>', [[], ["0:20"], []]),
    "before the first of two enclosures in one": ('<div type="document"><p>One.</p><pb n="20"/><attachment><div type="enclosure"><p>A.</p></div><div type="enclosure"><p>B.</p></div></attachment></div><div type="document"><p>Two.</p></div>',
                                                  [[], ["0:20"], [], []]),
    "where the carrier goes on": ('<div type="document"><p>One.</p><pb n="20"/><attachment><p>Copy.</p></attachment><p>More.</p></div><div type="document"><p>Two.</p></div>', [["5:20"], ["0:20"], []]),
    "not where words of the paper before follow": ('<div type="document"><p>One.</p><pb n="20"/><p>More.</p></div><div type="document"><p>Two.</p></div>', [["5:20"], []]),
    "running heads and pictures are no words": ('<div type="document"><p>One.</p></div><pb n="20"/><fw>PERU</fw><figure><p>Map</p></figure><div type="document"><head>[Untitled]</head><p>Two.</p></div>', [[], ["0:20"]]),
    "an empty paper takes none": ('<div type="document"><p>One.</p></div><pb n="20"/><div type="document"/><div type="document"><p>Two.</p></div>', [[], ["0:20"]]),
    "a number that is not printed on its page": ('<div type="document"><p>One.</p></div><pb n="[20]"/><div type="document"><p>Two.</p></div>', [[], ["0:20"]]),
    "after the last paper": ('<div type="document"><p>One.</p></div><div type="document"><p>Two.</p></div><pb n="20"/><p>Index</p>', [[], []]),
}


def volume(body: str) -> bytes:
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="v"><teiHeader/><text><body>{body}</body></text></TEI>'.encode()


@pytest.mark.parametrize(("body", "breaks"), CASES.values(), ids=CASES)
def test_a_break_opens_the_paper_after_it(body: str, breaks: list[list[str]]) -> None:
    papers = [d for d in open_tei("v", volume(body), "") if isinstance(d, Document)]
    assert [[f"{m.start}:{m.value}" for m in d.markup if m.tag == "pb"] for d in papers] == breaks


def test_texts_stay_as_they_are_without_any_break() -> None:
    for body, _ in CASES.values():
        bare = body
        for n in ("19", "20", "21", "22", "[20]"):
            bare = bare.replace(f'<pb n="{n}"/>', "")
        told, plain = (list(open_tei("v", volume(b), "")) for b in (body, bare))
        assert [(d.id, d.text, d.blocks, d.notes) for d in told if isinstance(d, Document)] == [
            (d.id, d.text, d.blocks, d.notes) for d in plain if isinstance(d, Document)]


def test_many_empty_papers_take_no_time_each() -> None:
    body = '<pb n="1"/>' + '<div type="document"/>' * 20_000 + '<pb n="2"/>' * 20_000 + '<div type="document"><p>One.</p></div>'
    (paper,) = open_tei("v", volume(body), "")
    assert isinstance(paper, Document) and [m.value for m in paper.markup] == ["2"]


@pytest.fixture
def filed(tmp_path: Path) -> sqlite3.Connection:
    """Four papers: on 19, on 20, still on 20, on 20 to 21; an enclosure on 22."""
    papers = ['<pb n="19"/><p>Mr. Falk to Mr. Ravn, the first.</p>', "<p>The second paper.</p>", "<p>The third.</p>",
              '<p>The fourth begins</p><pb n="21"/><p>and goes on.</p><pb n="22"/><attachment><p>Copy.</p></attachment>']
    divs = [f'<div type="document" xml:id="d{n}"><head>{n}. Mr. Falk to Mr. Ravn</head>{body}</div>' for n, body in enumerate(papers, 1)]
    divs.insert(1, '<pb n="20"/>')
    (tmp_path / "v.xml").write_bytes(volume("".join(divs)))
    connection = open_archive(tmp_path / "archive.sqlite", write=True)
    list(add(connection, [item for item in plan(connection, [tmp_path / "v.xml"], readers_now()) if isinstance(item, Item)]))
    return connection


def test_pages_of_papers_and_of_their_citations_are_the_same(filed: sqlite3.Connection) -> None:
    pages = {"v/d1": ("19",), "v/d2": ("20",), "v/d3": ("20",), "v/d4": ("20", "21"), "v/d4/1": ("22",)}
    for name, its in pages.items():
        opened = open_document(filed, name)
        cited = citation_of(opened.paper.reading, collection="v", pages=opened.beside.pages)
        assert beside(filed, name).pages == its == cited.pages
    assert '>20</span>' in open_document(filed, "v/d2").lines[0].html


def test_pages_filed_anew_are_those_filed_first(filed: sqlite3.Connection) -> None:
    before = filed.execute("SELECT * FROM page ORDER BY 1, 2, 3").fetchall()
    refile_pages(filed, 1)
    assert len(before) == 6 and filed.execute("SELECT * FROM page ORDER BY 1, 2, 3").fetchall() == before
