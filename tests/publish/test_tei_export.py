"""TEI: every file valid, the same record when it is read again, nothing of the source's own lost."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from lxml import etree
from tei_again import ID, T, canonical, findings, volume_again

from dragoman import Archive
from dragoman.archive.journal import decide
from dragoman.archive.keeping import settle_decisions
from dragoman.archive.store import open_archive
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading
from dragoman.inquiries.deciding import accept, correct, reject
from dragoman.inquiries.identifiers import match
from dragoman.inquiries.judged import judged
from dragoman.pipeline import read_files
from dragoman.publish.exporting import Exported
from dragoman.sources.opening import files_in
from dragoman.specimen import FOLDER

SPECIMEN = [FOLDER / name for name in ("papers", "volume.txt", "volume.xml", "letter.html", "despatch.docx", "pages.pdf")]
# attachments between postscripts
VOLUMES = ["frus1861"]
PARTS = ("id", "text", "blocks", "notes", "markup", "enclosed_in", "language")


def export(archive: Path, out: Path) -> Exported:
    with Archive(archive) as opened:
        return opened.export("tei", out)


def filed(path: Path, *sources: Path) -> Path:
    with Archive.create(path) as archive:
        assert archive.add(*sources) == ()
    return path


def read(*sources: Path) -> dict[str, Reading]:
    """The papers of files and folders by their ids; there are no problems."""
    found = list(read_files([path for source in sources for path in files_in(str(source)) if isinstance(path, Path)]))
    assert not [p for p in found if isinstance(p, Problem)]
    return {r.document.id: r for r in found if isinstance(r, Reading)}


def assert_same(before: dict[str, Reading], after: dict[str, Reading]) -> None:
    assert before.keys() == after.keys()
    for identity, reading in before.items():
        again = after[identity]
        for part in PARTS:
            assert getattr(again.document, part) == getattr(reading.document, part), (identity, part)
        assert again.docket() == reading.docket()
        assert again.annotations == reading.annotations, identity


def assert_valid(folder: Path, schema: etree.RelaxNG) -> None:
    files = list(folder.rglob("*.xml"))
    assert files
    for file in files:
        assert schema.validate(etree.parse(file)), (file, schema.error_log)


def assert_pointers_lead_somewhere(folder: Path) -> None:
    """Every pointer to a file of the folder leads to a file there, and to an element with that xml:id in it."""
    roots = {file: etree.parse(file).getroot() for file in folder.rglob("*.xml")}
    ids = {file: {e.get(ID) for e in root.iter()} for file, root in roots.items()}
    count = 0
    for file, root in roots.items():
        ours = (e for e in root.iter(etree.Element) if e.get("resp") or e.tag in (f"{T}ptr", f"{T}persName", f"{T}ref"))
        for e in ours:
            for name in ("target", "ref", "resp", "who"):
                for pointer in (e.get(name) or "").split():
                    path, _, place = pointer.partition("#")
                    other = (file.parent / path).resolve() if path else file
                    if "://" in pointer or (path and not path.endswith(".xml")) or place.startswith("string-range("):
                        continue
                    if place and e.get("resp") is None and not place.startswith(("actor", "p.", "f.", "m.", "event")):
                        continue                # a pointer of the file's own, into another part of its volume
                    assert other in ids, (file, pointer)
                    assert not place or place in ids[other], (file, pointer)
                    count += 1
    assert count > 20


def assert_findings(archive: Path, folder: Path) -> None:
    """Every finding of the archive stands in the files with all of its fields, and points to its words."""
    with Archive(archive) as opened:
        readings = {r.document.id: r for r in opened.readings()}
    seen = set()
    for file in folder.rglob("*.xml"):
        root = etree.parse(file).getroot()
        texts = {e.get(ID): "".join(map(str, e.itertext())) for e in root.iter(f"{T}div", f"{T}body") if e.get(ID)}
        for identity, found in findings(root).items():
            seen.add(identity)
            reading = readings[identity]
            assert len(found) == len(reading.annotations)
            for a, f in zip(reading.annotations, found, strict=True):
                body = {name: v for name in a.body.__struct_fields__ if (v := getattr(a.body, name)) not in (None, ())}
                assert f["layer"] == a.layer
                assert f["fields"] == body | {"span": (a.start, a.end), "voice": a.voice, "rule": a.rule}
                assert same_words(reading.document.text[a.start:a.end], pointed_at(f["target"].split()[0], texts))
    assert seen == {r.document.id for r in readings.values()}


def pointed_at(pointer: str, texts: dict[str | None, str]) -> str:
    m = re.fullmatch(r"#string-range\((.*?),([\d,]+)\)", pointer)
    assert m is not None
    numbers = [int(n) for n in m[2].split(",")]
    return "".join(texts[m[1]][at:at + length] for at, length in zip(numbers[::2], numbers[1::2], strict=True))


def same_words(one: str, other: str) -> bool:
    """Whether words are the same but for white space and the labels of notes, which a volume has as attributes."""
    bare = [re.sub(r"\s|\[[^\[\]\n]{1,5}(?:\]|$)", "", words) for words in (one, other)]
    return bare[0] == bare[1]


@pytest.mark.parametrize("source", SPECIMEN, ids=[s.name for s in SPECIMEN])
def test_the_specimen_in_every_format(source: Path, tmp_path: Path, schema: etree.RelaxNG) -> None:
    archive, out = filed(tmp_path / "archive.sqlite", source), tmp_path / "out"
    exported = export(archive, out)
    before = read(source)
    assert not exported.remarks
    assert dict(exported.counts)["papers"] == sum(r.document.enclosed_in is None for r in before.values())
    assert_valid(out, schema)
    assert_same(before, read(out))
    assert_pointers_lead_somewhere(out)
    assert_findings(archive, out)


def test_all_formats_at_once_and_an_export_of_the_export(tmp_path: Path, schema: etree.RelaxNG) -> None:
    archive, out = filed(tmp_path / "archive.sqlite", *SPECIMEN), tmp_path / "out"
    export(archive, out)
    assert_valid(out, schema)
    before = read(*SPECIMEN)
    assert_same(before, read(out))
    again = filed(tmp_path / "again.sqlite", out)
    assert not export(again, tmp_path / "again").remarks
    assert_valid(tmp_path / "again", schema)
    assert_same(before, read(tmp_path / "again"))
    assert_findings(again, tmp_path / "again")
    for file in (tmp_path / "again").rglob("*.xml"):
        root = etree.parse(file).getroot()
        assert len(list(root.iter(f"{T}standOff"))) <= 1 and len(list(root.iter(f"{T}encodingDesc"))) == 1


def test_the_founding_letter(letter: Path, tmp_path: Path, schema: etree.RelaxNG) -> None:
    archive, out = filed(tmp_path / "archive.sqlite", letter), tmp_path / "out"
    export(archive, out)
    assert_valid(out, schema)
    assert_same(read(letter), read(out))
    assert_findings(archive, out)
    text = etree.parse(out / f"{letter.stem}.xml").getroot().find(f"{T}text")
    assert text is not None
    notes = list(text.iter(f"{T}note"))
    markers = [e for e in text.iter(f"{T}ref") if e.get("type") == "marker"]
    assert len(notes) > 3 and {m.get("target") for m in markers if m.get("target")} <= {f"#{n.get(ID)}" for n in notes}


@pytest.mark.parametrize("volume", VOLUMES)
def test_a_volume_of_frus(volume: str, corpus: Path, tmp_path: Path, schema: etree.RelaxNG) -> None:
    source = corpus / "frus" / f"{volume}.xml"
    archive, out = filed(tmp_path / "archive.sqlite", source), tmp_path / "out"
    assert not export(archive, out).remarks
    assert_valid(out, schema)
    assert_same(read(source), read(out))
    assert canonical(volume_again(out / volume / "volume.xml")) == canonical(etree.parse(source).getroot())
    assert_pointers_lead_somewhere(out)


def test_words_of_a_volume_are_pointed_at_in_its_own_markup(corpus: Path, tmp_path: Path) -> None:
    source = corpus / "frus" / "frus1902app1.xml"
    archive = filed(tmp_path / "archive.sqlite", source)
    export(archive, tmp_path / "out")
    assert_findings(archive, tmp_path / "out")


@pytest.mark.parametrize("how", ["gone", "changed", "other"])
def test_a_volume_that_is_no_longer_what_was_read(how: str, tmp_path: Path, schema: etree.RelaxNG) -> None:
    source = tmp_path / "murava1926.xml"
    shutil.copy(FOLDER / "volume.xml", source)
    before = read(source)
    archive = filed(tmp_path / "archive.sqlite", source)
    if how == "gone":
        source.unlink()
    elif how == "changed":
        source.write_text(source.read_text().replace("Thorsen", "Torsen"))
    else:
        connection = sqlite3.connect(archive)       # what is filed is no longer what this version reads
        connection.execute("UPDATE content SET text = replace(text, 'Thorsen', 'Torsten ') WHERE document = 1")
        connection.commit()
        connection.close()
    (remark,) = export(archive, tmp_path / "out").remarks
    told_why = {"gone": "is not where it was read; its 8 papers were", "changed": "has changed since it was read; its 8 papers were",
                "other": "reads otherwise in part than when it was filed; its paper was"}
    assert remark == f"murava1926.xml: this file {told_why[how]} made from the record alone."
    assert_valid(tmp_path / "out", schema)
    after = read(tmp_path / "out")
    if how == "other":
        assert after.keys() == before.keys() and "Torsten " in after["murava1926/d1"].document.text
    else:
        assert_same(before, after)


def test_decisions_are_told_with_who_made_them(tmp_path: Path, schema: etree.RelaxNG) -> None:
    archive, out, name = filed(tmp_path / "archive.sqlite", FOLDER / "papers"), tmp_path / "out", "04-ekholm-despatch-41"
    connection = open_archive(archive, write=True)
    paper = judged(connection, name)
    found = {layer: next(f for f in paper.findings if f.annotation.layer == layer) for layer in ("directive", "event", "reference")}
    for body in (accept(paper, found["reference"]), correct(paper, found["directive"], {"force": "forbid"}),
                 reject(paper, found["event"]), match("carl ekholm", "https://registers.example/", "https://registers.example/7")):
        decide(connection, body, person="N. Petrov <np@example.org>", why="so it is")
    settle_decisions(connection)
    connection.close()
    export(archive, out)
    assert_valid(out, schema)
    assert_pointers_lead_somewhere(out)
    assert_findings(archive, out)
    root = etree.parse(out / f"{name}.xml").getroot()
    by_person = [a for a in root.iter(f"{T}annotation") if "#decider." in a.get("resp", "")]
    assert {a.getparent().get("type") for a in by_person} == {"directive", "reference"}     # type: ignore[union-attr]
    assert all(a.get("cert") == "high" for a in by_person)
    assert [e.get("type") for e in root.iterfind(f"{T}text//{T}ref") if "#decider." in e.get("resp", "")] == ["telegram"]
    changes = list(root.iter(f"{T}change"))
    assert [c.get("type") for c in changes] == ["accept-finding", "correct-finding", "reject-finding"]
    assert "Why: so it is" in (changes[0].text or "")
    lists = etree.parse(out / "corpus.xml").getroot()
    assert "https://registers.example/7" in {e.text for e in lists.iter(f"{T}idno")}
    assert "N. Petrov <np@example.org>" in {e.text for e in lists.iter(f"{T}persName")}


def test_a_thread_is_told_by_what_comes_before_and_after(tmp_path: Path) -> None:
    archive, out = filed(tmp_path / "archive.sqlite", FOLDER / "papers"), tmp_path / "out"
    export(archive, out)
    near = {}
    for file in out.glob("[0-9]*.xml"):
        (context,) = list(etree.parse(file).getroot().iter(f"{T}correspContext"))[:1] or [None]
        near[file.name] = [] if context is None else [(e.get("type"), e.get("target")) for e in context if e.get("subtype") is None]
    assert ("prev", "02-ravn-telegram-22.xml") in near["04-ekholm-despatch-41.xml"]
    for name, context in near.items():          # what one answers is answered by it; enclosures have contexts of their own
        for kind, other in context:
            back = "next" if kind == "prev" else "prev"
            assert "#" in (other or "") or name.replace(".xml", "") in (out / str(other)).read_text().split(f'type="{back}"', 1)[1]
