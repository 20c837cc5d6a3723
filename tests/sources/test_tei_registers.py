"""TEI that holds no paper and is none the worse for it; TEI that tells its papers itself; text kept to the letter."""

from pathlib import Path

import pytest

from dragoman.edition.document import Block, Document, Markup, Note
from dragoman.edition.problem import Problem
from dragoman.sources.opening import LISTING, files_in, open_file
from dragoman.sources.tei import is_register, open_tei

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"{0}><teiHeader/>{1}</TEI>'
LISTS = "<standOff><listPerson><person><persName>Anna, who wrote a &lt;text&gt;</persName></person></listPerson></standOff>"
TOLD = ('<standOff type="dragoman"><listBibl type="papers"><bibl corresp="#a"><idno type="dragoman">box 1/letter</idno></bibl>'
        '<bibl corresp="#b"><idno type="number">7</idno><idno type="dragoman">other</idno></bibl></listBibl></standOff>')
EXACT = ('<text><body><div type="document" xml:id="a" xml:space="preserve"><head>A  to\tB</head>\n'
         '<opener><dateline>Rome, <date when="1936-05-03">May 3</date></dateline>\n<salute>Sir: </salute></opener>\n'
         '<p n="1">One<anchor xml:id="a.m"/>[x] <persName resp="#r">Grew</persName> <pb n="[2]"/>two.</p>\n<ab type="boilerplate"/>\n'
         '<closer><salute>I am</salute>\n<signed>A</signed></closer>\n<note n="x" place="foot" target="#a.m">[x] Note</note>\n'
         '<note n="y" place="foot"><ab type="note" n="y">[y] One</ab>\n<ab type="quote">two</ab></note></div></body></text>')


def papers(xml: str) -> list[Document]:
    found = list(open_tei("file", xml.encode(), "file.xml"))
    assert not [p for p in found if isinstance(p, Problem)]
    return [d for d in found if isinstance(d, Document)]


def opened(folder: Path, xml: str) -> list[Document | Problem]:
    (folder / "file.xml").write_text(xml, encoding="utf-8")
    return list(open_file(folder / "file.xml"))


@pytest.mark.parametrize("xml", [TEI.format("", LISTS), TEI.format("", LISTS + "<standOff><listPlace/></standOff>"), TEI.format(
    ' xml:id="vol"', '<text><front><p>Before</p></front><body><div><head>I</head><div type="document" xml:id="d1" corresp="d1.xml"/></div></body></text>')],
    ids=["lists", "more lists", "a volume without its papers"])
def test_a_register_is_no_paper_and_no_problem(xml: str, tmp_path: Path) -> None:
    assert is_register(xml.encode()) and not list(open_tei("file", xml.encode(), "file.xml")) and not opened(tmp_path, xml)


@pytest.mark.parametrize("xml", [TEI.format("", ""), TEI.format("", "<text><body/></text>"), TEI.format("", "<text><body><div type='document'/></body></text>"),
                                 TEI.format("", "<standOff><listPlace>")], ids=["no text", "an empty body", "an empty paper", "damaged"])
def test_what_should_hold_a_paper_and_does_not_is_told(xml: str, tmp_path: Path) -> None:
    found = opened(tmp_path, xml)
    assert (not found) == (xml == TEI.format("", "<standOff><listPlace>"))
    assert all(isinstance(p, Problem) for p in found) and len(found) <= 1


def test_a_text_beside_lists_is_read(tmp_path: Path) -> None:
    (d,) = papers(TEI.format("", f"<text><body><p>Sir.</p></body></text>{LISTS}"))
    assert (d.id, d.text) == ("file", "Sir.")


def test_a_file_tells_its_papers_and_their_ids() -> None:
    found = papers(TEI.format(' xml:id="vol"', f'<text><body><div xml:id="a"><p>One.</p></div><p>Between.</p><div xml:id="b"><p>Two.</p></div></body></text>{TOLD}'))
    assert [(d.id, d.text) for d in found] == [("box 1/letter", "One."), ("other", "Two.")]


def test_somebody_elses_lists_tell_no_papers() -> None:
    lists = TOLD.replace(' type="dragoman"><listBibl', "><listBibl")
    (d,) = papers(TEI.format(' xml:id="vol"', f'<text><body><div xml:id="a"><p>One.</p></div><div xml:id="b"><p>Two.</p></div></body></text>{lists}'))
    assert (d.id, d.text) == ("vol", "One.\nTwo.")


def test_a_text_is_kept_to_the_letter_where_an_archive_wrote_it() -> None:
    (d,) = papers(TEI.format("", EXACT + TOLD))
    assert d.text == "A  to\tB\nRome, May 3\nSir: \nOne[x] Grew two.\n\nI am\nA\n[x] Note\n[y] One\ntwo"
    assert [b.kind for b in d.blocks] == ["heading", "dateline", "salute", "paragraph", "boilerplate", "closer", "signature", "note", "note", "quote"]
    assert d.blocks[3] == Block("paragraph", 26, 42, "1") and d.text[26:42] == "One[x] Grew two."
    assert d.markup == (Markup("date", 14, 19, None, "1936-05-03"), Markup("pb", 38, 38, None, "[2]"))
    assert d.notes == (Note("x", 29, 51, 59), Note("y", None, 60, 71))


def test_others_white_space_is_folded_whatever_they_say_of_it() -> None:
    (d,) = papers(TEI.format("", EXACT))
    assert d.text.startswith("A to B\n") and "Sir:\nOne" in d.text


def test_a_text_that_floats_in_another_is_enclosed() -> None:
    found = papers(TEI.format(' xml:id="vol"', '<text><body><div type="document" xml:id="d1"><p>One.</p><quote><floatingText type="enclosure"><body><p>In.</p></body>'
                              '</floatingText></quote></div><div type="document" xml:id="d2"><p><floatingText type="poem"><body><l>Verse</l></body></floatingText></p></div></body></text>'))
    assert [(d.id, d.enclosed_in, d.text) for d in found] == [("vol/d1", None, "One."), ("vol/d1/1", "vol/d1", "In."), ("vol/d2", None, "Verse")]


def test_a_page_break_that_another_file_opens_with_is_not_this_papers() -> None:
    pages = '<text><body><div type="document"><p>One.</p><pb n="2" corresp="d2.xml"/></div></body></text>'
    assert papers(TEI.format("", pages))[0].markup == ()
    assert papers(TEI.format("", pages.replace(' corresp="d2.xml"', "")))[0].markup == (Markup("pb", 4, 4, None, "2"),)


def test_the_list_of_an_exported_folder_is_no_paper(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/one.xml", "two.xml"):
        (tmp_path / name).write_text(TEI.format("", ""))
    (tmp_path / LISTING).write_text("a/one.xml\ntwo.xml\n")
    assert [Path(str(p)).name for p in files_in(str(tmp_path))] == ["two.xml", "one.xml"]
    (tmp_path / LISTING).write_text("Sir: I have the honor\n")
    assert LISTING in [Path(str(p)).name for p in files_in(str(tmp_path))]
    (tmp_path / LISTING).write_bytes(b"a\x00b\n\xff\n")
    assert LISTING in [Path(str(p)).name for p in files_in(str(tmp_path))]
