"""TEI of many shapes: each paper of a file keeps what is its own, and the file what stands around."""

from pathlib import Path

import pytest
from lxml import etree
from tei_again import T, canonical, without_ours

from dragoman import Archive
from dragoman.edition.document import Document
from dragoman.edition.problem import Problem
from dragoman.publish.exporting import Exported
from dragoman.sources.opening import files_in, open_file

HEADER = ('<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/></publicationStmt>'
          '<sourceDesc><p/></sourceDesc></fileDesc>{0}</teiHeader>')
NS = 'xmlns="http://www.tei-c.org/ns/1.0"'


def tei(text: str, more: str = "", attributes: str = 'xml:id="vol"') -> str:
    return f"<TEI {NS} {attributes}>{HEADER.format(more)}{text}</TEI>"


LETTER = "<head>A to B</head><opener><dateline>Rome, May 3, 1936</dateline></opener><p>Sir: {0}</p><closer><signed>A</signed></closer>"
SHAPES = {
    "one body": tei(f"<text><front><p>Before</p></front><body>{LETTER.format('one.')}</body></text>"),
    "one body without an id": tei(f"<text><body>{LETTER.format('one.')}</body></text>", attributes=""),
    "one division": tei(f'<text><body><div type="letter" xml:id="l1">{LETTER.format("one.")}</div></body></text>'),
    "divisions like letters": tei("<text><body><head>All</head>" + "".join(f"<div>{LETTER.format(w)}</div>" for w in ("one.", "two.")) + "</body></text>"),
    "letters without ids": tei("<text><body>" + "".join(f'<div type="letter">{LETTER.format(w)}</div>' for w in ("one.", "two.")) + "</body></text>", attributes=""),
    "a group": tei("<text><front><p>Preface</p></front><group>" + "".join(
        f'<text xml:id="t{n}"><body>{LETTER.format(w)}</body><back><p>Back {n}</p></back></text>' for n, w in enumerate(("one.", "two."))) + "</group></text>"),
    "a corpus": f'<teiCorpus {NS} xml:id="all">{HEADER.format("")}' + "".join(
        tei(f"<text><body>{LETTER.format(w)}</body></text>", attributes=f'xml:id="c{n}"').replace(f" {NS}", "") for n, w in enumerate(("one.", "two."))) + "</teiCorpus>",
    "notes kept aside": tei('<text><body><div type="document" xml:id="d1"><p>One<ref target="#n1">1</ref> word.</p></div>'
                            '<div type="document" xml:id="d2"><p>Two<ref target="#n2">2</ref> words.</p></div></body>'
                            '<back><div type="notes"><note xml:id="n1" place="end">First.</note><note xml:id="n2" place="end">Second.</note></div></back></text>'),
    "page breaks that open the next": tei('<text><body><div type="document" xml:id="d1"><pb n="1"/><p>One word.</p><pb n="2"/></div>'
                                          '<div type="document" xml:id="d2"><p>Two words.</p></div><pb n="3"/>'
                                          '<div type="chapter"><head>More</head><div type="document" xml:id="d3"><p>Three.</p></div></div></body></text>'),
    "comments and instructions": '<?xml version="1.0"?><?style x?><!-- first -->' + tei(
        '<text><body><div type="document" xml:id="d1"><p>One<!-- in --> wo<?break?>rd.</p></div><!-- between -->'
        '<div type="document" xml:id="d2"><p>Two.</p></div></body></text>') + "<!-- last -->",
    "entities": '<!DOCTYPE TEI [<!ENTITY rule "—">]>' + tei(f"<text><body>{LETTER.format('one&rule;two.')}</body></text>"),
    "a correspDesc of its own": tei(f"<text><body>{LETTER.format('one.')}</body></text>",
                                    '<profileDesc><correspDesc><correspAction type="sent"><persName>Anna</persName></correspAction></correspDesc></profileDesc>'
                                    '<revisionDesc><change>made</change></revisionDesc>'),
    "lists of its own beside the text": tei(f"<text><body>{LETTER.format('one.')}</body></text><standOff><listPerson><person><persName>Anna</persName></person></listPerson></standOff>"),
    "enclosures": tei('<text><body><div type="document" xml:id="d1"><p>One word.</p><div type="enclosure" xml:id="e1"><p>Enclosed.</p>'
                      '<div type="enclosure"><p>Deeper.</p></div></div></div><div type="document" xml:id="d2"><p>Two.</p></div></body></text>'),
    "white space and composed letters": tei("<text><body><p>Cafe\u0301   au\n\t lait, and\u00a0so on.</p></body></text>"),
}


def exported(folder: Path, xml: str, name: str = "file.xml") -> tuple[Path, Exported]:
    (folder / "in").mkdir()
    (folder / "in" / name).write_text(xml, encoding="utf-8")
    with Archive.create(folder / "archive.sqlite") as archive:
        archive.add(folder / "in")
        return folder / "out", archive.export("tei", folder / "out")


def documents(folder: Path) -> tuple[dict[str, Document], list[Problem]]:
    found = [item for path in files_in(str(folder)) for item in open_file(path)]    # type: ignore[arg-type]
    return {d.id: d for d in found if isinstance(d, Document)}, [p for p in found if isinstance(p, Problem)]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_comes_out_with_all_that_is_its_own(shape: str, tmp_path: Path, schema: etree.RelaxNG) -> None:
    out, told = exported(tmp_path, SHAPES[shape])
    assert not told.remarks
    before, problems = documents(tmp_path / "in")
    assert before and not problems
    after, problems = documents(out)
    assert not problems
    assert after.keys() == before.keys()
    for identity, d in before.items():
        for part in ("text", "blocks", "notes", "markup", "enclosed_in", "language"):
            assert getattr(after[identity], part) == getattr(d, part), (identity, part)
    source = etree.fromstring(SHAPES[shape].encode())
    if not schema.validate(source):
        pytest.fail(f"the shape is not valid itself: {schema.error_log}")
    whole = {file: etree.parse(file).getroot() for file in out.rglob("*.xml") if file.name != "corpus.xml"}
    for file, root in whole.items():
        assert schema.validate(root), (file, schema.error_log)
    if len([d for d in before.values() if d.enclosed_in is None]) == 1:
        (root,) = whole.values()
        assert plain(without_ours(root)) == plain(source)
    else:
        everything = "".join(plain(root) for root in whole.values())
        for e in source.iter():
            for words in (e.text, e.tail):
                assert not words or not words.strip() or etree.tostring(element_of(words)).decode()[3:-4] in everything
            if isinstance(e.tag, str):
                assert etree.QName(e).localname in everything and all(f'"{v}"' in everything for v in e.attrib.values())


def element_of(words: str) -> etree._Element:
    e = etree.Element("x")
    e.text = words
    return e


def plain(root: etree._Element) -> str:
    """A tree with the line's ends taken out that stand around what was added to it."""
    return canonical(root).replace("\n", "")


def test_a_correspondence_described_by_its_editors_stays_theirs(tmp_path: Path) -> None:
    out, _ = exported(tmp_path, SHAPES["a correspDesc of its own"])
    (file,) = [file for file in out.rglob("*.xml") if file.name != "corpus.xml"]
    header = etree.parse(file).getroot().find(f"{T}teiHeader")
    assert header is not None
    assert [e.findtext(f".//{T}persName") for e in header.iter(f"{T}correspDesc")] == ["Anna"]
    assert [etree.QName(e).localname for e in header] == ["fileDesc", "profileDesc", "encodingDesc", "revisionDesc"]


def test_tei_without_its_namespace_is_made_from_the_record(tmp_path: Path, schema: etree.RelaxNG) -> None:
    out, told = exported(tmp_path, SHAPES["one division"].replace(f" {NS}", ""))
    assert told.remarks == ("file.xml: this file is no TEI P5; its paper was made from the record alone.",)
    (file,) = [file for file in out.rglob("*.xml") if file.name != "corpus.xml"]
    assert schema.validate(etree.parse(file)), schema.error_log
    assert documents(out)[0].keys() == documents(tmp_path / "in")[0].keys()


def test_two_volumes_of_one_name_keep_their_papers_apart(tmp_path: Path) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    (tmp_path / "in" / "a.xml").write_text(SHAPES["enclosures"], encoding="utf-8")
    (tmp_path / "in" / "b" / "b.xml").write_text(SHAPES["enclosures"].replace("Two.", "Other."), encoding="utf-8")
    with Archive.create(tmp_path / "archive.sqlite") as archive:
        archive.add(tmp_path / "in")
        archive.export("tei", tmp_path / "out")
        before = {r.document.id: r.document.text for r in archive.readings()}
    after = {d.id: d.text for d in documents(tmp_path / "out")[0].values()}
    assert len(before) == 8 and after == before


def test_a_frus_attachment_in_a_quotation_floats(tmp_path: Path, schema: etree.RelaxNG) -> None:
    frus = 'xmlns:frus="http://history.state.gov/frus/ns/1.0"'
    xml = tei(f'<text><body><div type="document" xml:id="d1"><p>One.</p><quote><frus:attachment {frus}><p>Attached.</p></frus:attachment></quote></div></body></text>')
    out, told = exported(tmp_path, xml)
    assert not told.remarks
    assert {d.id: d.text for d in documents(out)[0].values()} == {d.id: d.text for d in documents(tmp_path / "in")[0].values()}
    assert schema.validate(etree.parse(next(f for f in out.rglob("*.xml") if f.name != "corpus.xml"))), schema.error_log
