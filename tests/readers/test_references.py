"""The references reader finds what each case lists, and nothing else; and never fails on any text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.edition.annotation import Annotation, HeadingField, Reference
from dragoman.edition.document import Block, Document, Markup, Note
from dragoman.readers import dates, references

CASES = tomllib.loads((Path(__file__).parent / "cases/references.toml").read_text(encoding="utf-8"))["case"]


def read(document: Document, **fields: str | None) -> list[tuple[str, Reference]]:
    heading = [Annotation("heading", 0, 0, HeadingField("date", fields.get("date")), "given")]
    heading.append(Annotation("heading", 0, 0, HeadingField("kind", fields.get("kind")), "given"))
    for key in ("sender", "recipient"):
        body = HeadingField(key, None, fields.get(f"{key}_name"), fields.get(key))  # type: ignore[arg-type]
        heading.append(Annotation("heading", 0, 0, body, "given"))
    earlier = {"heading": heading}
    earlier["date"] = dates.read(document, earlier)
    result = []
    for a in references.read(document, earlier):
        assert isinstance(a.body, Reference)
        result.append((document.quote(a.start, a.end), a.body))
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    given_fields = {k: case.get(k) for k in ("date", "kind", "sender", "recipient")}
    found = read(Document("d", case["text"]), **given_fields)
    rows = [[words, b.kind, b.number or "", b.date or "", b.sender or "", b.recipient or ""] for words, b in found]
    assert rows == case["found"]
    if "paragraph" in case:
        assert [b.paragraph for _, b in found] == [case["paragraph"]]


def test_status_and_time() -> None:
    found = read(Document("d", "Your 234, April 5, 6 p.m.; see Pravda, May 3, 1936."), date="1936-06-01", kind="telegram")
    assert [(b.status, b.time, b.target) for _, b in found] == [("missing", "18:00", None), ("external", None, None)]


def test_the_source_line_is_an_edition() -> None:
    line = "Papers of the Ministry, vol. 20, Capital: State Press, 1976, pp. 54-58"
    document = Document("d", f"{line}\nDear Sir", (Block("source", 0, len(line)),))
    assert read(document) == [(line, Reference("edition", "20", "1976", status="external", page="54-58"))]


def test_the_papers_own_heading_is_no_reference() -> None:
    text = "Letter from the Minister of War\nSir: Nothing."
    document = Document("d", text, (Block("heading", 0, 31), Block("paragraph", 32, len(text))))
    assert read(document) == []


def test_an_enclosed_papers_parties_have_their_names() -> None:
    document = Document("d/1", "My letter of May 3 crossed your note of May 4.", enclosed_in="d")
    found = read(document, date="1900-06-01", sender_name="Alden", recipient_name="Brook")
    assert [b.sender for _, b in found] == ["Alden", "Brook"]


WORDS = ["my ", "your ", "No. ", "12", "Nos. 5 and 6", " despatch", " letter", " of ", "from ", "Mr. ", "Perry", "’s ", "the ", "Secretary",
         " of State", ", ", "May 3", "6 p.m.", "copy of ", "I inclose herewith ", "Izvestia", "vol. ii, p. 5", "[1]", "\n", "(", "“", "received ",
         "which I sent to ", "in a ", "Department", "é", "C.N. ", " inclosure No. 2", "Deptel 4", "his "]
PAPERLIKE = st.lists(st.sampled_from(WORDS)).map("".join)


@given(st.one_of(st.text(), PAPERLIKE), st.sampled_from([None, "1937-01-21", "x"]), st.sampled_from([None, "telegram", "note"]))
def test_any_text(text: str, date: str | None, kind: str | None) -> None:
    document = Document("d", text)
    earlier = {"heading": [Annotation("heading", 0, 0, HeadingField("date", date), "given"),
                           Annotation("heading", 0, 0, HeadingField("kind", kind), "given")]}
    earlier["date"] = dates.read(document, earlier)
    for a in references.read(document, earlier):
        assert 0 <= a.start < a.end <= len(text)


def test_markup_that_points_is_said() -> None:
    document = Document("d", "See my despatch No. 5 [1]", markup=(Markup("ref", 22, 25, None, "#d7"),))
    (a,) = references.read(document, {"heading": [], "date": []})
    assert a.rule.endswith("markup points to it") and isinstance(a.body, Reference) and a.body.target is None


def test_a_day_in_an_editors_note_is_the_nearest() -> None:
    text = "The bill was passed.\n[1] Telegram 31, March 13, from Lisbon."
    document = Document("d", text, notes=(Note("1", None, 21, len(text)),))
    ((_, body),) = read(document, date="1949-03-12", kind="telegram")
    assert body.date == "1949-03-13"


def test_a_post_writes_as_its_embassy() -> None:
    ((_, body),) = read(Document("d", "See Embtel 12."), date="1949-03-12", kind="telegram", sender="Ambassador in France")
    assert body.sender == "writer"
