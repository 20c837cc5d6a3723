"""BibTeX, RIS and CSL-JSON of whole archives: what other programs' parsers read is every paper with its fields."""

import json
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema_rs
import msgspec
import pytest
import rispy

from dragoman import Archive
from dragoman.archive.listing import leaves, linked
from dragoman.archive.store import open_archive
from dragoman.edition.docket import Docket, Party
from dragoman.inquiries.beside import beside
from dragoman.publish.citations import FORMS, Citation, citation_from, citation_of
from dragoman.publish.citations.bibtex import escaped, key_of
from dragoman.publish.citations.days import in_words, point
from dragoman.publish.citations.volumes import volume_title
from dragoman.publish.citations.wording import heading, kind_words, name_of, numbered, sort_of
from dragoman.publish.pages.document import citation

HARM = 'Lord {\\input{/etc/passwd}}\r\nER  - \r\nTY  - BOOK\n\n@book{x, title="%$#&_~^<b>"}\x00\x1b[31m\u2028\u202e} and {'
DATES = ["1936", "1936-03~", "1936-03-03/1936-03-05", "../1936-03-03", "[1936-03-03,1936-03-05]", "{1936,1937}", "193X", "1936-21", "XXXX-06-03", "1936-02-31", None]


@pytest.fixture(scope="session")
def harmful(filed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive in which every field of every paper means harm, with every sort of date."""
    path = tmp_path_factory.mktemp("harmful") / "harm.sqlite"
    shutil.copy(filed, path)
    connection = sqlite3.connect(path)
    party = (Party(HARM, None), Party("A. and B.", HARM), Party(None, "Secretary, of State"))
    for n, (i,) in enumerate(connection.execute("SELECT id FROM document ORDER BY id").fetchall()):
        docket = Docket("letter" if n % 3 else HARM, HARM if n % 2 else None, HARM, DATES[n % len(DATES)], HARM, HARM, party[:n % 4], party, HARM, subject=HARM, participants=party)
        connection.execute("UPDATE document SET docket = ?, name = name || ?, collection = ? WHERE id = ?", (msgspec.json.encode(docket).decode(), HARM if n % 2 else "", f"/x/{HARM}", i))
        connection.execute("INSERT INTO page VALUES (?, ?, ?)", ("x", HARM if n % 5 else "4", i))
    connection.commit()
    connection.close()
    return path


@pytest.fixture(params=["filed", "volume", "letter_filed", "harmful"])
def archive(request: pytest.FixtureRequest) -> Path:
    """The specimen, a volume, the founding letter, papers that mean harm."""
    return request.getfixturevalue(request.param)     # type: ignore[no-any-return]


@pytest.fixture
def cited(archive: Path) -> list[Citation]:
    """The citation of every paper."""
    connection = open_archive(archive)
    found = [citation_from(leaf, volume_title(connection, leaf.collection)) for leaf in leaves(connection)]
    connection.close()
    return found


def written(archive: Path, form: str, folder: Path) -> str:
    with Archive(archive) as opened:
        exported = opened.export(form, folder / "out")
        (count,) = opened._connection.execute("SELECT count(*) FROM document").fetchone()
    assert exported.counts == (("papers", count),)
    return (folder / "out").read_bytes().decode("utf-8")


def test_a_bibliography_cites_a_paper_as_its_page_does(archive: Path) -> None:
    connection = open_archive(archive)
    for leaf, reading in zip(leaves(connection), linked(connection), strict=True):
        of_page = citation(connection, leaf.id)
        assert citation_from(leaf, volume_title(connection, leaf.collection)) == of_page
        if archive.stem != "harm":              # there the docket is not what the findings say
            among = beside(connection, leaf.id)
            assert of_page == citation_of(reading, collection=among.collection, pages=among.pages,
                                          volume=volume_title(connection, among.collection))
    connection.close()


def test_bibtexparser_reads_every_paper(archive: Path, cited: list[Citation], tmp_path: Path) -> None:
    parser = bibtexparser.bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    found = parser.parse(written(archive, "bibtex", tmp_path))
    assert [e["ENTRYTYPE"] for e in found.entries] == ["misc"] * len(cited) and len(found.entries_dict) == len(cited)
    assert not found.comments and not found.preambles and len(found.strings) == 12       # the months
    for c in cited:
        entry = found.entries_dict[key_of(c.id)]
        expected = {"title": escaped(heading(c)), "number": c.number and escaped(c.number), "type": escaped(kind_words(c)), "pages": escaped("--".join(c.pages)),
                    "address": c.place and escaped(c.place), "language": c.language}
        assert {k: unbraced(entry.get(k, "")) for k in expected} == {k: v or "" for k, v in expected.items()}
        assert ("recipient" in entry) == bool(c.recipient) and all(escaped(part) in entry["recipient"] for p in c.recipient for part in name_of(p) if part)
        assert ("year" in entry) == ("date" in entry or (c.date or "x")[0] in "[{") == (in_words(c.date) is not None)
        assert c.date is None or c.date[0] in "[{" or in_words(c.date) is None or entry["date"] == c.date
        assert escaped(c.within) in entry.get("howpublished", "") and escaped(c.source or "") in entry.get("note", "")


def unbraced(value: str) -> str:
    return value.removeprefix("{").removesuffix("}") if value.startswith("{") and value.endswith("}") else value


def test_rispy_reads_every_paper(archive: Path, cited: list[Citation], tmp_path: Path) -> None:
    text = written(archive, "ris", tmp_path)
    assert "\n" not in text.replace("\r\n", "")
    found = rispy.loads(text)
    assert [r["id"] for r in found] == [c.id for c in cited]
    for record, c in zip(found, cited, strict=True):
        one = point(c.date)
        expected = {"type_of_reference": {"personal_communication": "PCOMM", "report": "RPRT"}.get(sort_of(c), "GEN"), "title": heading(c), "secondary_title": c.within, "note": c.number,
                    "start_page": c.pages[0] if c.pages else None, "end_page": c.pages[1] if len(c.pages) > 1 else None, "place_published": c.place, "accession_number": c.source,
                    "language": c.language, "year": f"{int(one.year):04}" if one and one.exact else None, "type_of_work": kind_words(c), "section": numbered(c)}
        assert {k: record.get(k) for k in expected} == {k: v or None for k, v in expected.items()}
        assert len(record.get("authors", [])) == len(c.sender) and len(record.get("secondary_authors", [])) == len(c.recipient)
        assert ("date" in record) == (in_words(c.date) is not None)


# CSL 1.0.2: what schemas/input/csl-data.json of https://github.com/citation-style-language/schema asks for, as far as
# our items go: its types and fields, and nothing besides
TEXT = {"type": "string"}
NUMBER = {"type": ["string", "number"]}
NAMES = {"type": "array", "items": {"type": "object", "properties": {"family": TEXT, "given": TEXT, "literal": TEXT}, "additionalProperties": False}}
DATE = {"type": "object", "additionalProperties": False, "properties": {
    "date-parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "array", "items": NUMBER, "minItems": 1, "maxItems": 3}},
    "season": NUMBER, "circa": {"type": ["string", "number", "boolean"]}, "literal": TEXT}}
CSL = {"$schema": "http://json-schema.org/draft-07/schema#", "type": "array", "items": {
    "type": "object", "required": ["type", "id"], "additionalProperties": False, "properties": {
        "type": {"enum": ["personal_communication", "treaty", "report", "document"]}, "id": NUMBER, "author": NAMES, "recipient": NAMES, "issued": DATE, "number": NUMBER, "page": NUMBER,
        **dict.fromkeys(("title", "genre", "container-title", "section", "event-place", "archive_location", "language", "note", "URL"), TEXT)}}}


def test_csl_json_is_valid_and_has_every_paper(archive: Path, cited: list[Citation], tmp_path: Path) -> None:
    text = written(archive, "csl-json", tmp_path)
    found: list[dict[str, Any]] = json.loads(text)
    jsonschema_rs.validate(CSL, found)
    assert len(text.splitlines()) >= len(cited) + 2 and text.count("\n") == len(cited) + 2
    assert [i["id"] for i in found] == [c.id for c in cited]
    for i, c in zip(found, cited, strict=True):
        expected = {"title": heading(c), "number": c.number, "genre": kind_words(c), "page": "-".join(c.pages), "container-title": c.within, "archive_location": c.source, "section": numbered(c)}
        assert {k: i.get(k) for k in expected} == {k: v or None for k, v in expected.items()}
        assert len(i.get("recipient", [])) == len(c.recipient) and len(i.get("author", [])) == len(c.sender)
        assert ("issued" in i) == (in_words(c.date) is not None)


def test_a_volume_gives_genre_number_recipient_archive_container_and_pages(volume: Path, tmp_path: Path) -> None:
    with Archive(volume) as opened:
        opened.export("csl-json", tmp_path / "out")
    found = json.loads((tmp_path / "out").read_bytes())
    assert sum(bool(i.get("page") and re.fullmatch(r"\w+(-\w+)?", i["page"])) for i in found) > 0.95 * len(found)
    assert all(i["container-title"].startswith("Message of the President of the United States to the Two Houses of Congress") for i in found)
    assert sum("recipient" in i for i in found) > 0.85 * sum(i["type"] == "personal_communication" for i in found)


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_an_archive_without_papers_is_an_empty_bibliography(form: str, tmp_path: Path) -> None:
    with Archive.create(tmp_path / "empty.sqlite") as empty:
        empty.export(form, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == {"csl-json": b"[]\n"}.get(form, b"")


@pytest.mark.parametrize("form", ["bibtex", "ris"])
def test_each_entry_is_that_of_its_page(form: str, archive: Path, cited: list[Citation], tmp_path: Path) -> None:
    between = "\r\n" if form == "ris" else "\n"
    assert written(archive, form, tmp_path) == between.join(FORMS[form].write(c) for c in cited)
