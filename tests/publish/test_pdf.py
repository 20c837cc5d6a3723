"""The printed edition, read back from its PDF: words in order, notes at the foot of their page, numbers that are true."""

import re
import shutil
import sys
from collections.abc import Iterator
from ctypes import c_double
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from pypdfium2 import raw

from dragoman import Archive
from dragoman.archive.store import open_archive
from dragoman.cli.main import main
from dragoman.edition.reading import Reading
from dragoman.errors import NoSuchDocument, NothingSelected, TooMuch
from dragoman.inquiries.selection import selection
from dragoman.publish.exporting import Wanted
from dragoman.publish.pdf import edition
from dragoman.publish.pdf.edition import write_pdf
from dragoman.publish.pdf.typesetting import furnish, lacking
from dragoman.specimen import papers

pytest.importorskip("typst")
SMALLEST = 9.4                  # points of what is the paper's own text: notes, heads of pages and the apparatus are smaller
OWN = ("heading", "dateline", "salute", "paragraph", "quote", "list", "table", "closer", "signature")
SIGN = re.compile(r"\W*(?:page|p\.)?\W*\d+\W*|\[[\w*]+ ?\]", re.I)
MARKER = re.compile(r"\[[\w*]+ ?\]")
HOSTILE = """The Ambassador in Japan (Grew) to the Secretary of State
Tokyo, March 6, 1936.
Sir: #import "@preview/x:1.0.0": * $x$ [a](b) *bold* _it_ `c` \\u{41} #panic() <d1> @d1 // c == #json("/etc/passwd") </t>
A\x07bell \x1b[31m red \u202e turned \u2066iso\u2069 \u200fmark \ufffc Ελλάς Москва \x00 end.
%s
Grew
""" % ("x" * 3000)


class Character(NamedTuple):
    """A character of a page: what it is, its size in points (0 of one that stands high), how far from the bottom."""

    text: str
    size: float
    bottom: float


def dragoman(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def characters(page: pypdfium2.PdfPage) -> Iterator[Character]:
    text = page.get_textpage()
    for i in range(text.count_chars()):
        c = chr(raw.FPDFText_GetUnicode(text, i))
        if c.isalnum():
            size, bottom, x, y = raw.FPDFText_GetFontSize(text, i), text.get_charbox(i)[1], c_double(), c_double()
            raw.FPDFText_GetCharOrigin(text, i, x, y)
            yield Character(c, 0 if bottom - y.value > 0.2 * size else size, bottom)


def plain(words: str) -> str:
    return "".join(c for c in words if c.isalnum())


def archive_of(folder: Path, *sources: Path) -> Path:
    path = folder / "archive.sqlite"
    with Archive.create(path) as archive:
        archive.add(*sources)
    return path


class Book(NamedTuple):
    """An archive and its PDF: the papers in order, with their numbers, and the characters of each page."""

    archive: Path
    path: Path
    readings: dict[str, Reading]
    pdf: pypdfium2.PdfDocument
    pages: list[list[Character]]

    def body(self) -> str:
        return "".join(c.text for page in self.pages for c in page if c.size >= SMALLEST)

    def page_of(self, words: str) -> list[int]:
        """The pages on which words stand, whatever their size."""
        return [n for n, page in enumerate(self.pages) if plain(words) in "".join(c.text for c in page)]


def book(archive: Path, path: Path, *more: str) -> Book:
    done = dragoman("export", archive, "--as", "pdf", "-o", path, *more)
    assert done.exit_code == 0, done.output
    connection = open_archive(archive)
    with Archive(archive) as opened:
        query = more[more.index("--select") + 1] if "--select" in more else None
        readings = {p.number: opened.document(p.id) for p in selection(connection, query, most=10_000).papers}
    connection.close()
    pdf = pypdfium2.PdfDocument(path)
    return Book(archive, path, readings, pdf, [list(characters(page)) for page in pdf])


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("pdf")
    return book(archive_of(folder, papers()), folder / "book.pdf")


def own_words(reading: Reading, start: int, end: int) -> str:
    """The letters of a span, without the markers and page numbers that signs take the place of."""
    words, at = "", start
    for a in reading.annotations:
        is_sign = a.layer == "apparatus" and a.body.kind in ("marker", "page") and start <= a.start and a.end <= end
        if is_sign and SIGN.fullmatch(reading.document.text[a.start:a.end]):
            words += reading.document.text[at:a.start]
            at = a.end
    return plain(words + reading.document.text[at:end])


def assert_words_in_order(made: Book) -> int:
    """Every line of every paper is there, in order; how many there were."""
    text, at, lines = made.body(), 0, 0
    for reading in made.readings.values():
        for block in sorted(reading.document.blocks, key=lambda b: b.start):
            if block.kind in OWN:
                words = own_words(reading, block.start, block.end)
                at = text.find(words, at)
                assert at >= 0, (reading.document.id, words)
                at += len(words)
                lines += 1
    return lines


def assert_notes_at_the_foot(made: Book) -> int:
    """Each note stands on a page that has its marker's words, below all text; how many there were."""
    count = 0
    for reading in made.readings.values():
        text = reading.document.text
        for a in reading.annotations:
            if a.layer == "apparatus" and a.body.kind == "marker" and a.body.target:
                before = own_words(reading, text.rfind("\n", 0, a.start) + 1, a.start)[-14:]
                note = plain(MARKER.sub("", text[slice(*a.body.target)].split("\n")[0], count=1))[:20]
                places = [page for page in made.pages if before in "".join(c.text for c in page if c.size >= SMALLEST)
                          and note in "".join(c.text for c in page if 8 < c.size < SMALLEST)]
                assert places, (reading.document.id, text[slice(*a.body.target)])
                page = places[0]
                small = [c for c in page if 8 < c.size < SMALLEST]
                at = "".join(c.text for c in small).find(note)
                assert small[at].bottom < min(c.bottom for c in page if c.size >= SMALLEST)
                count += 1
    return count


def test_every_line_is_there_in_order(specimen: Book) -> None:
    assert assert_words_in_order(specimen) > 150


def test_notes_stand_at_the_foot_of_the_page_of_their_marker(specimen: Book) -> None:
    assert assert_notes_at_the_foot(specimen) == 16


def test_a_note_without_a_marker_stands_after_its_document(specimen: Book) -> None:
    (loose,) = [(r.document.quote(a.start, a.end), r) for r in specimen.readings.values() for a in r.annotations
                if a.layer == "apparatus" and a.body.kind == "note" and a.body.target is None]
    words = plain(loose[0].split("] ", 1)[1])[:40]
    assert len(specimen.page_of(words)) == 1


def test_contents_bookmarks_and_cross_references_tell_the_true_page(specimen: Book) -> None:
    pages = {number: specimen.page_of(reading.document.id) for number, reading in specimen.readings.items()}
    labels = {number: specimen.pdf.get_page_label(where[0]) for number, where in pages.items()}
    assert labels["1"] == "1" and specimen.pdf.get_page_label(2) == "i"
    contents = specimen.pdf[2].get_textpage().get_text_range().splitlines()
    listed = {m["number"]: m["page"] for line in contents if (m := re.match(r"(?P<number>\d[\d/]*) .*?(?P<page>\d+)\s*$", line))}
    # an entry of two lines has its page at the end of the second
    assert len(listed) > 10 and all(labels[number] == page for number, page in listed.items() if len(page) < 4)
    marks = [(m.get_title(), m.get_dest().get_index()) for m in specimen.pdf.get_toc()]
    assert [title.split()[0] for title, _ in marks if title[0].isdigit()] == list(specimen.readings)
    assert all(where in pages[title.split()[0]] for title, where in marks if title[0].isdigit())
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in specimen.pdf)
    cited = re.findall(r"doc\. (\d[\d/]*) \(p\. (\d+)\)", text)
    assert len(cited) > 10 and all(labels[number] == page for number, page in cited)


def test_front_and_end_tell_what_the_selection_is(specimen: Book) -> None:
    first = specimen.pdf[0].get_textpage().get_text_range()
    assert "Diplomatic Papers" in first and "15 documents, with 2 enclosures" in first and "All 17 papers" in first
    assert "19 September 1926 – 28 March 1927" in first
    end = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in list(specimen.pdf)[-3:])
    with Archive(specimen.archive) as archive:
        known = [row for row in archive.rows("missing") if (row.number or row.date) and row.found is None]
    assert end.count("Cited in") == len(known) > 20
    assert "Ekholm, Carl, 2, 4, 4/1, 5" in end and "361.22: 1–7, 10–13" in end


def test_fonts_are_embedded_and_the_file_is_tagged(specimen: Book) -> None:
    seen = set()
    for page in specimen.pdf:
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = raw.FPDFTextObj_GetFont(item)
            assert raw.FPDFFont_GetIsEmbedded(font) == 1
            seen.add(item.get_font_name() if hasattr(item, "get_font_name") else str(font))
    assert seen
    assert specimen.pdf.get_metadata_value("Title") == "Diplomatic Papers"
    assert not specimen.pdf.get_metadata_value("Author") and not specimen.pdf.get_metadata_value("CreationDate")
    assert raw.FPDFCatalog_IsTagged(specimen.pdf)


def test_the_same_archive_gives_the_same_bytes(specimen: Book, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere.sqlite"
    shutil.copy(specimen.archive, copy)
    assert dragoman("export", copy, "--as", "pdf", "-o", tmp_path / "again.pdf").exit_code == 0
    assert (tmp_path / "again.pdf").read_bytes() == specimen.path.read_bytes()


def test_a_selection_with_a_title(specimen: Book, tmp_path: Path) -> None:
    made = book(specimen.archive, tmp_path / "out.pdf", "--select", "kind:telegram", "--title", "Telegrams & #[more]")
    first = made.pdf[0].get_textpage().get_text_range()
    assert "Telegrams & #[more]" in first and "Selected from the 17 papers" in first and "kind:telegram" in first
    assert 0 < len(made.readings) < 15 and assert_words_in_order(made)
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in made.pdf)
    assert "Cites from the archive, not in this selection:" in text
    assert made.pdf.get_metadata_value("Title") == "Telegrams & #[more]"


def test_an_enclosure_alone_says_what_it_was_enclosed_in(specimen: Book, tmp_path: Path) -> None:
    connection = open_archive(specimen.archive)
    with (tmp_path / "one.pdf").open("wb") as file:
        exported = write_pdf(connection, file, ["04-ekholm-despatch-41/2"])
    assert dict(exported.counts)["papers"] == 1
    page = pypdfium2.PdfDocument(tmp_path / "one.pdf")[4]
    assert "enclosedin04ekholmdespatch41" in plain(page.get_textpage().get_text_range())
    with pytest.raises(NoSuchDocument), (tmp_path / "none.pdf").open("wb") as file:
        write_pdf(connection, file, ["nobody"])
    connection.close()


def test_words_that_are_commands_elsewhere_are_words(tmp_path: Path) -> None:
    (tmp_path / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    made = book(archive_of(tmp_path, tmp_path / "hostile.txt"), tmp_path / "out.pdf")
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in made.pdf)
    assert '#import "@preview/x:1.0.0": * $x$ [a](b) *bold* _it_ `c` \\u{41} #panic() <d1> @d1 // c == #json("/etc/passwd") </t>' in text
    assert "Ελλάς Москва" in text and made.body().count("x" * 3000) == 1
    for page in made.pdf:               # the long word goes over no edge
        content = page.get_textpage()
        assert all(content.get_charbox(i)[2] < page.get_width() - 80 for i in range(content.count_chars()))


def test_characters_without_a_font_are_told(tmp_path: Path) -> None:
    furnish(tmp_path)
    assert lacking(tmp_path, "aéßЯΩ—“”…†\ufffd\u200b \u0301", machine=False) == ""
    assert lacking(tmp_path, "a\U000e1234b\u4e2d", machine=False) == "\U000e1234\u4e2d"
    (tmp_path / "odd.txt").write_text(HOSTILE.replace("Sir:", "Sir: \U000e1234 \U000e1234"), encoding="utf-8")
    done = dragoman("export", archive_of(tmp_path, tmp_path / "odd.txt"), "--as", "pdf", "-o", tmp_path / "out.pdf")
    assert done.exit_code == 0 and "1 character (\U000e1234), in 2 places, stand as empty boxes" in done.stderr


def test_what_cannot_be_a_book_is_one_line_and_no_file(specimen: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.pdf"

    def refused(*more: str, status: int = 1) -> str:
        done = dragoman("export", specimen.archive, "--as", "pdf", "-o", out, *more)
        assert done.exit_code == status and not list(tmp_path.iterdir())
        return done.stderr
    assert "no paper is found by zeppelin" in refused("--select", "zeppelin")
    assert "never closed" in refused("--select", "(salt", status=2)
    monkeypatch.setattr(edition, "MOST_CHARACTERS", 1_000)
    assert re.fullmatch(r"[\d,]+ characters are more than one PDF can hold \(1,000\).*\n", refused())
    monkeypatch.setattr(edition, "MOST_PAPERS", 10)
    assert "17 papers are more than one PDF can hold (10)" in refused()
    monkeypatch.setitem(sys.modules, "typst", None)
    assert "pip install 'dragoman[pdf]'" in refused()
    assert dragoman("export", specimen.archive, "--as", "jsonl", "--select", "salt", "-o", out).exit_code == 2


def test_an_empty_archive_is_no_book(tmp_path: Path) -> None:
    connection = open_archive(tmp_path / "empty.sqlite", write=True)
    with pytest.raises(NothingSelected), (tmp_path / "out.pdf").open("wb") as file:
        write_pdf(connection, file)
    connection.close()


def test_a_book_beyond_the_limit_is_refused_before_a_paper_is_read(specimen: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(edition, "MOST_PAPERS", 10)
    monkeypatch.setattr(edition, "linked", None)
    with Archive(specimen.archive) as archive, pytest.raises(TooMuch):
        archive.export("pdf", tmp_path / "out.pdf", wanted=Wanted())


def test_the_letter_and_papers_of_a_volume(corpus: Path, tmp_path: Path) -> None:
    made = book(archive_of(tmp_path, corpus / "letter-1937-01-21.txt"), tmp_path / "letter.pdf")
    assert assert_words_in_order(made) > 20 and assert_notes_at_the_foot(made) == 9
    (tmp_path / "volume").mkdir()
    volume = archive_of(tmp_path / "volume", corpus / "frus" / "frus1936v03.xml")
    made = book(volume, tmp_path / "volume.pdf", "--select", "date:1936-03")
    assert assert_words_in_order(made) > 250 and assert_notes_at_the_foot(made) > 50


def test_what_takes_too_long_is_stopped(specimen: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.publish.pdf.typesetting.LONGEST", 0.01)
    done = dragoman("export", specimen.archive, "--as", "pdf", "-o", tmp_path / "out.pdf")
    assert done.exit_code == 1 and "took longer" in done.stderr and not list(tmp_path.iterdir())


def test_a_site_of_an_empty_archive_has_no_pdf(tmp_path: Path) -> None:
    Archive.create(tmp_path / "empty.sqlite").close()
    done = dragoman("publish", tmp_path / "empty.sqlite", "-o", tmp_path / "out", "--pdf")
    assert done.exit_code == 0 and "the PDF was left out" in done.stderr
    assert not (tmp_path / "out" / "edition.pdf").exists() and "edition.pdf" not in (tmp_path / "out" / "index.html").read_text("utf-8")


def test_a_site_whose_book_is_too_thick_is_not_begun(specimen: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition, "MOST_PAPERS", 3)
    monkeypatch.setattr("dragoman.publish.site.writing.name_persons", lambda connection: pytest.fail("it was begun"))
    done = dragoman("publish", specimen.archive, "-o", tmp_path / "out", "--pdf")
    assert done.exit_code == 1 and "more than one PDF can hold" in done.stderr and not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", ["site", "pdf"])
def test_a_blank_query_asks_for_all(specimen: Book, tmp_path: Path, form: str) -> None:
    done = dragoman("export", specimen.archive, "--as", form, "--select", "  ", "-o", tmp_path / "out")
    assert done.exit_code == 0 and "17 papers" in done.output


@pytest.mark.parametrize("query", ["salt", "from:ekholm", "kind:telegram"])
def test_a_site_and_its_book_have_the_same_papers(specimen: Book, tmp_path: Path, query: str) -> None:
    assert dragoman("publish", specimen.archive, "-o", tmp_path / "out", "--select", query).exit_code == 0
    pages = {str(p.relative_to(tmp_path / "out" / "document").with_suffix("")) for p in (tmp_path / "out" / "document").rglob("*.html")}
    connection = open_archive(specimen.archive)
    assert pages == {p.id for p in selection(connection, query, most=1_000).papers}
    connection.close()
