"""TEI of papers that mean harm or are only odd: every file is written, valid, and reads back as far as XML can hold it."""

import string
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tei_again import ID, T, findings

from dragoman import Archive
from dragoman.archive.filing import Read
from dragoman.archive.keeping import keep
from dragoman.archive.rows import row_of
from dragoman.archive.store import open_archive
from dragoman.edition.annotation import BODIES, Annotation, Apparatus, Name
from dragoman.edition.dates import parse
from dragoman.edition.document import Block, Document, Markup, Note
from dragoman.edition.reading import Reading
from dragoman.pipeline import readers_now
from dragoman.publish.tei.elements import element, escaped, fit, name_of
from dragoman.publish.tei.when import dated
from dragoman.sources.opening import files_in, open_file
from dragoman.sources.tei_exact import KINDS
from dragoman.sources.tei_marks import MARKED, edtf_of

ODD = "ab é\u0301[]*.\t\r\x01\x0b\x1b\x7f\x85\u2028\ufffe\uffff<>&\"']]>\U0001f600\U000f0000"
words = st.text(ODD + string.ascii_letters, max_size=12)
letters = st.text("ab c", min_size=1, max_size=8).map(str.strip).filter(bool)
bodies = {layer: st.from_type(body) for layer, body in BODIES.items()}


@st.composite
def papers(draw: st.DrawFn, identity: str, carrier: str | None) -> Reading:
    """A paper whose lines, notes, marks and findings stand anywhere."""
    lines = draw(st.lists(words, max_size=7))
    text, blocks, at = "\n".join(lines), [], 0
    for line in lines:
        blocks.append(Block(draw(st.sampled_from(sorted(KINDS))), at, at + len(line), draw(st.none() | words)))     # type: ignore[arg-type]
        at += len(line) + 1
    spots = st.integers(0, len(text))
    spans = st.tuples(spots, spots).map(lambda s: (min(s), max(s)))
    notes, first = [], 0
    while blocks and first < len(blocks) and draw(st.booleans()):
        first = draw(st.integers(first, len(blocks) - 1))
        last = draw(st.integers(first, min(first + 2, len(blocks) - 1)))
        notes.append(Note(draw(words), draw(st.none() | spots), blocks[first].start, blocks[last].end))
        first = last + 1
    markup = [Markup("pb", at, at, None, draw(st.none() | letters)) for at in sorted(draw(st.lists(spots, max_size=3 if lines else 0)))]
    found = [Annotation(layer, *draw(spans | st.tuples(st.integers(-3, 40), st.integers(-3, 40))), draw(bodies[layer]), draw(words))
             for layer in draw(st.lists(st.sampled_from(sorted(BODIES)), max_size=12))]
    document = Document(identity, text, tuple(blocks), tuple(notes), tuple(markup), carrier, draw(st.none() | st.just("fr")), "odd", "text")
    return Reading(document, tuple(found))


@st.composite
def groups(draw: st.DrawFn) -> list[Reading]:
    """A paper with enclosures, some of them in each other."""
    name = draw(st.text("ab./ -_é<&\"'\x01", min_size=1, max_size=12))
    found = [draw(papers(name, None))]
    for n in range(draw(st.integers(0, 3))):
        carrier = draw(st.sampled_from([r.document.id for r in found]))
        found.append(draw(papers(f"{carrier}/{n + 7}", carrier)))
    return found


def exported(folder: Path, group: list[Reading]) -> Path:
    """The export of an archive with these papers."""
    for old in (folder / "archive.sqlite", folder / "archive.sqlite-wal", folder / "archive.sqlite-shm"):
        old.unlink(missing_ok=True)
    connection = open_archive(folder / "archive.sqlite", write=True)
    for _ in keep(connection, [Read("/odd.txt", "00", 1, [row_of(r) for r in group], [])], readers_now()):
        pass
    connection.close()
    with Archive(folder / "archive.sqlite") as archive:
        archive.export("tei", folder / "out", force=True)
    return folder / "out"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(groups())
def test_any_paper_is_written_and_read_back(schema: etree.RelaxNG, tmp_path_factory: pytest.TempPathFactory, group: list[Reading]) -> None:
    out = exported(tmp_path_factory.mktemp("odd"), group)
    for file in out.rglob("*.xml"):
        assert schema.validate(etree.parse(file)), schema.error_log
    found = [item for path in files_in(str(out)) for item in open_file(path)]    # type: ignore[arg-type]
    after = {d.id: d for d in found if isinstance(d, Document)}
    assert len(after) == len(found) == len(group)
    kept = {identity: a for path in out.rglob("*.xml") for identity, a in findings(etree.parse(path).getroot()).items()}
    for reading in group:
        before, again = reading.document, after[fit(reading.document.id)]
        assert again.text == fit(before.text)
        assert again.blocks == tuple(msgspec.structs.replace(b, label=b.label and fit(b.label)) for b in before.blocks)
        assert again.notes == tuple(msgspec.structs.replace(n, label=fit(n.label)) for n in before.notes)
        assert again.markup == before.markup
        assert again.enclosed_in == (before.enclosed_in and fit(before.enclosed_in))
        assert len(kept.get(fit(before.id), [])) == len(reading.annotations)


def own_markup(text: str, *marks: Markup) -> Document:
    lines, at, blocks = text.split("\n"), 0, []
    for line in lines:
        blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    return Document("own", text, tuple(blocks), (), marks, None, "en", "own.xml", "tei")


def test_the_markup_of_a_lost_file_comes_back(tmp_path: Path, schema: etree.RelaxNG) -> None:
    text = "Mr. Grew to Mr. Hull\nTokyo, May 3, 1936, see No. 4 of the 2d.\nThe end"
    marks = [Markup(tag, 4, 8, "from", "#p_1" if tag != "date" else "1936-05-03") for tag in sorted(MARKED - {"idno"})]
    marks += [Markup("pb", 9, 9, None, "12"), Markup("date", 28, 39, None, "1936-05-03T09:00:00+09:00"), Markup("ref", 45, 50, None, "#d4"),
              Markup("gloss", 45, 56, "to", None), Markup("pb", 62, 62, None, None), Markup("date", 56, 61, None, "[1936-05-02..1936-05-04]")]
    document = own_markup(text, *sorted(marks, key=lambda m: (m.start, -m.end)))
    noise = [Annotation("name", start, start + 9, Name("person", "Grew"), "noise") for start in range(0, 50, 3)]
    noise += [Annotation("apparatus", 2, 6, Apparatus("omission"), "noise")]
    out = exported(tmp_path, [Reading(document, tuple(noise))])
    assert schema.validate(etree.parse(out / "own.xml")), schema.error_log
    (again,) = [d for d in open_file(out / "own.xml") if isinstance(d, Document)]
    assert again.markup == document.markup


def test_overlapping_findings_stand_beside_the_text(tmp_path: Path) -> None:
    text = "Your telegram of May 3 about Grew"
    found = (Annotation("date", 17, 22, BODIES["date"]("1936-05-03"), "a day"), Annotation("reference", 0, 19, BODIES["reference"]("telegram"), "crosses"),
             Annotation("name", 29, 33, Name("person", "Grew", mentions=((29, 33), (5, 25))), "twice"))
    out = exported(tmp_path, [Reading(Document("cross", text, (Block("paragraph", 0, len(text)),), form="text"), found)])
    root = etree.parse(out / "cross.xml").getroot()
    (line,) = root.iterfind(f"{T}text//{T}p")
    inline = [(etree.QName(e).localname, "".join(e.itertext())) for e in line.iterdescendants()]
    assert inline == [("ref", "Your telegram of Ma"), ("persName", "Grew")]
    assert [a.getparent().get("type") for a in root.iter(f"{T}annotation")] == ["date", "name", "reference"]    # type: ignore[union-attr]
    assert next(a for a in root.iter(f"{T}annotation") if "name" in a.get("resp", "")).get("target") == \
        "#string-range(text,29,4) #string-range(text,5,20)"


def test_an_id_that_would_take_the_place_of_the_corpus_file(tmp_path: Path) -> None:
    out = exported(tmp_path, [Reading(Document("corpus", "A paper.", (Block("paragraph", 0, 8),)), ())])
    assert etree.parse(out / "corpus.xml").getroot().find(f"{T}text") is None
    assert [d.id for path in files_in(str(out)) for d in open_file(path) if isinstance(d, Document)] == ["corpus"]    # type: ignore[arg-type]


def test_what_xml_cannot_hold_is_told_once(tmp_path: Path) -> None:
    group = [Reading(Document("one", "a\x01b", (Block("paragraph", 0, 3),)), ()), Reading(Document("two", "\x02", (Block("paragraph", 0, 1),)), ())]
    exported(tmp_path, group)
    with Archive(tmp_path / "archive.sqlite") as archive:
        waits, remark = archive.export("tei", tmp_path / "again").remarks
    assert remark == "one and 1 more have characters that XML cannot hold; U+FFFD stands for each of them."
    assert "since all was last drawn together" in waits


def test_an_empty_archive(tmp_path: Path, schema: etree.RelaxNG) -> None:
    with Archive.create(tmp_path / "a.sqlite") as archive:
        archive.export("tei", tmp_path / "out")
    assert schema.validate(etree.parse(tmp_path / "out" / "corpus.xml"))


@given(st.text())
def test_names_of_things_are_names_and_tell_them_apart(text: str) -> None:
    made = element("div", {"xml:id": f"a.{name_of(text)}"})
    assert etree.fromstring(etree.tostring(made)).get(ID) == f"a.{name_of(text)}"
    assert name_of(text) != name_of(text + "-") and name_of(text) != name_of(f"{text}.")


@given(st.text())
def test_escaped_text_reads_back(text: str) -> None:
    read = etree.fromstring(f'<a b="{escaped(text)}">{escaped(text)}</a>')
    assert (read.text or "") == read.get("b") == fit(text)


@pytest.mark.parametrize("edtf", ["1936", "1936-03", "1936-03-20", "1936-03-20T19:00", "1936-03~", "1936?", "193X", "1936-21", "1936-XX-05", "18XX",
                                  "1936-03-01/1936-03-05", "../1936-03-05", "1936/..", "1936-03~/1936-05", "[1936-03-01,1936-03-05]",
                                  "[1936-03-01..1936-03-05]", "{1936,1937}", "1936-03-20/1936-03-20", "XXXX-06-03"])
def test_dates_read_back_as_edtf_and_are_valid(edtf: str, schema: etree.RelaxNG) -> None:
    attributes: dict[str, Any] = dated(edtf)
    said = edtf_of(element("date", attributes))
    assert said == (f"{edtf}:00" if "T" in edtf else edtf)
    day = parse(edtf.partition("T")[0])
    assert day is not None and (attributes.get("notBefore") in (None, str(day.first)))
    tei = element("TEI", None, element("teiHeader", None, element(
        "fileDesc", None, element("titleStmt", None, element("title")), element("publicationStmt", None, element("p")),
        element("sourceDesc", None, element("p", None, element("date", attributes))))), element("text", None, element("body", None, element("p"))))
    assert schema.validate(etree.fromstring(etree.tostring(tei))), schema.error_log


@pytest.mark.parametrize("no_date", [None, "", "soon", "1936-02-30", "0000", "../.."])
def test_what_is_no_date_has_no_day(no_date: str | None) -> None:
    assert not {"when", "from", "to", "notBefore", "notAfter"} & dated(no_date).keys()
