"""A paper as it is set: nothing of its text is lost and nothing added, and every address is there once."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from dragoman.edition.annotation import Annotation, Apparatus, Span
from dragoman.edition.document import Block, Document, Note
from dragoman.publish.pages.typeset import UNPRINTED, Line, Mark, sheet, typeset, typeset_notes
from dragoman.publish.words import visible
from dragoman.readers import apparatus as reader
from dragoman.sources.tei import open_tei

FRUS = Path(__file__).parent.parent.parent.parent / "shared" / "corpus" / "frus"
PAGE = "[Page 7]"


def words(line: Line, *, markers: bool = True) -> str:
    """The text of a line without page signs; without markers too, if so wanted."""
    root = html.fragment_fromstring(f"<div>|{line.html}</div>")     # the parser leaves out white space at the beginning
    for e in [e for e in root.iter() if "page" in e.classes or ("marker" in e.classes and not markers)]:
        e.drop_tree()
    return str(root.text_content())[1:]


def ids(lines: Sequence[Line]) -> list[str]:
    """All addresses in some lines, and the lines' own."""
    return [line.anchor for line in lines] + re.findall(r'(?<= id=)"?([^" >]+)', "".join(line.html for line in lines))


def shown(text: str, span: Span, taken: Sequence[Span] = ()) -> str:
    """The words of a span as a page shows them, without those of some spans."""
    out = [c for i, c in enumerate(text[slice(*span)], span[0]) if not any(a <= i < b for a, b in taken)]
    return visible("".join(out))


def found(kind: str, start: int, end: int, label: str | None = None, rule: str = "", target: Span | None = None) -> Annotation:
    return Annotation("apparatus", start, end, Apparatus(kind, label, target), rule)    # type: ignore[arg-type]


def one_line(text: str, signs: Sequence[Annotation], *marks: Span, at: Span | None = None) -> Line:
    (line,) = typeset(sheet(text, (), signs, at), (Block("paragraph", 0, len(text)),),
                      [Mark(n, (span,), "name", f"k{n}", "a name") for n, span in enumerate(marks)])
    return line


def test_a_page_break_stands_before_the_first_word_of_its_page() -> None:
    line = one_line("count on the fleet", [found("page", 9, 12, "72", UNPRINTED)])
    assert line.html == ('count on <span class="page" id="page-72" role="doc-pagebreak" aria-label="page 72">72</span>the fleet')


def test_the_sign_of_a_page_takes_the_place_of_its_printed_number_and_of_nothing_else() -> None:
    assert words(one_line("count on [Page 72] the fleet", [found("page", 9, 18, "72", "a page number in brackets")])) == "count on  the fleet"
    assert words(one_line("count on 72 ships", [found("page", 9, 11, "72", UNPRINTED)])) == "count on 72 ships"
    assert words(one_line("count on the fleet", [found("page", 9, 12, "72", "told by a person")])) == "count on the fleet"


def test_a_page_may_begin_with_a_marker_and_with_a_paragraphs_number() -> None:
    signs = [found("page", 9, 12, "72", UNPRINTED), found("marker", 9, 12, "3")]
    assert re.sub("<[^>]*>", "|", str(one_line("count on [3] ships", signs).html)) == "count on |72||3| ships"
    (line,) = typeset(sheet("2. We doubt", (), [found("page", 0, 2, "72", UNPRINTED)]), (Block("paragraph", 0, 11, "2"),), ())
    assert re.sub("<[^>]*>", "|", str(line.html)) == "|72|We doubt"
    (line,) = typeset(sheet("2.", (), [found("page", 0, 2, "72", UNPRINTED)]), (Block("paragraph", 0, 2, "2"),), ())
    assert re.sub("<[^>]*>", "|", str(line.html)) == "|72|"


def test_a_sign_is_never_cut() -> None:
    signs = [found("marker", 9, 12, "3")]
    for inside in ((10, 15), (0, 11), (10, 11)):
        for line in (one_line("count on [3] ships", signs, inside), one_line("count on [3] ships", signs, at=inside)):
            assert words(line, markers=False) == "count on  ships" and line.html.count("marker") == 1
            assert "f-k0" in ids([line]) or "at" in ids([line])


def test_every_note_and_page_has_an_address_of_its_own() -> None:
    text = "a [1] b [1] c\n[1] x\n[1] y\n[otes-head] z"
    notes = (Note("1", 2, 14, 19), Note("1", 8, 20, 25), Note("otes-head", None, 26, 39))
    signs = [found("marker", 2, 5, "1", target=(14, 19)), found("marker", 8, 11, "1", target=(14, 19)),
             found("page", 0, 1, "7", UNPRINTED), found("page", 6, 7, "7", UNPRINTED)]
    paper = sheet(text, notes, signs)
    lines = [*typeset(paper, (Block("paragraph", 0, 13),), ()), *typeset_notes(paper, notes, ())]
    assert sorted(ids(lines)) == sorted({"p1", "n1", "n1-2", "notes-head-2", "to-n1", "page-7", "page-7-2"})


def test_a_span_that_was_asked_for_has_one_address_in_all_its_lines() -> None:
    text = "one two\nthree\nfour"
    blocks = (Block("paragraph", 0, 7), Block("paragraph", 8, 13), Block("paragraph", 14, 18))
    for at in ((4, 16), (7, 16)):
        lines = typeset(sheet(text, (), (), at), blocks, ())
        assert ids(lines).count("at") == 1 and "".join(line.html for line in lines).count("<mark") == 3 - (at[0] == 7)


# what a made-up paper is made of: words, what HTML would take for its own, editors' brackets, printed pages
PIECES = st.lists(st.sampled_from(["Sir", "1. ", " ", "<b>", "&amp;", '"', "é", "\x1b", "[3]", "\n", "\n[1] ", PAGE, "of the fleet ", "\u202e"]), min_size=1, max_size=25)


@st.composite
def papers(draw: st.DrawFn) -> tuple[Document, list[Annotation], list[Mark], Span | None]:
    """A paper with notes, signs and findings anywhere, overlapping in any way; a marker's label is its own words."""
    text = "".join(draw(PIECES)).strip("\n")
    cut = st.integers(0, len(text))
    span = st.tuples(cut, cut).map(lambda s: (min(s), max(s)))
    lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
    foot = draw(st.integers(0, len(lines)))
    notes = tuple(Note(draw(st.sampled_from(["1", "1", "otes-head", "2 a"])), None, *s) for s in lines[foot:])
    blocks = [Block("paragraph", *s, draw(st.sampled_from([None, "1"]))) for s in lines[:foot]]
    pages = [m.span() for m in re.finditer(re.escape(PAGE), text)]
    signs = [found("page", *s, "7", "a page number in brackets") for s in pages]
    for kind, (start, end) in draw(st.lists(st.tuples(st.sampled_from(["marker", "page", "omission", "insertion", "number"]), span), max_size=8)):
        label = visible(text[start:end]) if kind == "marker" else draw(st.sampled_from(["7", "8", None]))
        if kind != "marker" or not any(start < b and a < end for a, b in pages):
            target = draw(st.sampled_from([None, *((n.start, n.end) for n in notes)]))
            signs.append(found(kind, start, end, label, UNPRINTED if kind == "page" else "", target))
    marks = [Mark(n, tuple(draw(st.lists(span, min_size=1, max_size=4))), "name", f"k{n}", "a <name>", draw(st.sampled_from([None, "/x"])))
             for n in range(draw(st.integers(0, 5)))]
    return Document("x", text, (*blocks, *(Block("note", n.start, n.end) for n in notes)), notes), signs, marks, draw(st.none() | span)


@given(made=papers())
def test_nothing_is_lost_and_nothing_added_whatever_overlaps(made: tuple[Document, list[Annotation], list[Mark], Span | None]) -> None:
    document, signs, marks, at = made
    paper = sheet(document.text, document.notes, signs, at)
    lines, notes = typeset(paper, document.blocks, marks), typeset_notes(paper, document.notes, marks)
    for line, span in [*zip(lines, bodies(document), strict=True), *zip(notes, feet(document), strict=True)]:
        printed = [m.span() for m in re.finditer(re.escape(PAGE), document.text) if span[0] <= m.start() and m.end() <= span[1]]
        assert words(line) == shown(document.text, span, printed)
    addresses = ids([*lines, *notes])
    assert len(addresses) == len(set(addresses))


def bodies(document: Document) -> Iterator[Span]:
    """The spans of a paper's lines without the numbers that hang before them."""
    for block in document.blocks:
        if block.kind != "note":
            hanging = re.compile(rf"{re.escape(block.label)}[.)\] \t]*" if block.label else "").match(document.text, block.start, block.end)
            yield (hanging.end() if hanging else block.start), block.end


def feet(document: Document) -> Iterator[Span]:
    """The spans of a paper's notes without their labels in brackets."""
    for note in document.notes:
        head = f"[{note.label}]"
        yield note.start + len(head) * document.text.startswith(head, note.start), note.end


@pytest.mark.skipif(not FRUS.exists(), reason="the volumes are not beside this checkout")
@pytest.mark.parametrize("volume", ["frus1861", "frus1870", "frus1901", "frus1918Russiav03", "frus1936v03"])
def test_every_paper_of_a_volume_is_set_whole(volume: str) -> None:
    path, papers = FRUS / f"{volume}.xml", 0
    for document in open_tei(volume, path.read_bytes(), ""):
        assert isinstance(document, Document)
        signs, papers = reader.read(document, {}), papers + 1
        paper = sheet(document.text, document.notes, signs, (40, 90))
        # findings of any length, one upon the other, as a reader that is wrong everywhere would leave them
        marks = [Mark(n, ((n * 7 % 900, n * 7 % 900 + n * 13 % 50 + 1), (n * 31, n * 31 + 9)), "name", f"k{n}", "") for n in range(40)]
        lines, notes = typeset(paper, document.blocks, marks), typeset_notes(paper, document.notes, marks)
        spans = [*bodies(document), *feet(document)]
        signs_ = [(a.start, a.end) for a in signs if isinstance(a.body, Apparatus) and (a.body.kind == "marker" or a.rule == "a page number in brackets")]
        for line, span in zip([*lines, *notes], spans, strict=True):
            here = [s for s in signs_ if span[0] <= s[0] and s[1] <= span[1]]
            assert words(line, markers=False) == shown(document.text, span, here), (document.id, line.anchor)
        assert len(set(addresses := ids([*lines, *notes]))) == len(addresses), document.id
        breaks = sum(isinstance(a.body, Apparatus) and a.body.kind == "page" for a in signs)
        assert sum(line.html.count('class="page"') for line in (*lines, *notes)) == breaks, document.id
    assert papers > 300
