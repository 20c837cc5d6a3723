"""The dates reader finds what each case lists, and nothing else; and never fails on any text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.edition.annotation import Annotation, DateFinding, HeadingField
from dragoman.edition.dates import parse
from dragoman.edition.document import Block, Document, Markup
from dragoman.readers import dates

CASES = tomllib.loads((Path(__file__).parent / "cases/dates.toml").read_text(encoding="utf-8"))["case"]


def heading(date: str | None) -> dict[str, list[Annotation]]:
    return {"heading": [Annotation("heading", 0, 0, HeadingField("date", date), "given")]} if date else {}


def found(document: Document, date: str | None) -> list[list[str]]:
    result = []
    for a in dates.read(document, heading(date)):
        assert isinstance(a.body, DateFinding)
        result.append([document.quote(a.start, a.end), a.body.edtf, *([a.body.time] if a.body.time else [])])
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    assert found(Document("d", case["text"]), case.get("date")) == case["found"]


def test_old_style_is_said() -> None:
    document = Document("d", "On March 1, 1864, old style, he went.")
    (a,) = dates.read(document, {})
    assert a.body == DateFinding("1864-03-01", None, "printed", "julian")


def test_markup_is_used() -> None:
    document = Document("d", "On the 3d, 6 p.m.", markup=(Markup("date", 3, 9, None, "1899-05-03"),))
    (a,) = dates.read(document, heading("1937-01-21"))
    assert (a.start, a.end, a.body) == (3, 17, DateFinding("1899-05-03", "18:00", "markup"))


def test_a_later_dateline_anchors_what_follows() -> None:
    first, line, second = "I wrote on the 3d instant.", "Paris, May 9, 1870.", "I wrote on the 3d instant."
    text = "\n".join((first, line, second))
    at = len(first) + 1
    document = Document("d", text, (Block("dateline", 0, 0), Block("dateline", at, at + len(line)),))
    assert [edtf for _, edtf, *_ in found(document, "1870-07-01")] == ["1870-07-03", "1870-05-09", "1870-05-03"]


WORDS = ["May", " ", "31", "3d", ", ", "instant", "last", "of the", "past year", "1937", "/", "-", "6 p.m.", "February", "29",
         "99", "XXXX", "the", "next", "week", "Monday", "0", "(O. S.)", "\n", "é", "century", "ago", "two"]
DATELIKE = st.lists(st.sampled_from(WORDS)).map("".join)
ANCHORS = [None, "1937-01-21", "1936-02-29", "0001-01-01", "9999-12-31", "1937", "1937-01", "x"]


@given(st.one_of(st.text(), DATELIKE), st.sampled_from(ANCHORS))
def test_any_text(text: str, date: str | None) -> None:
    for a in dates.read(Document("d", text), heading(date)):
        assert 0 <= a.start < a.end <= len(text)
        assert isinstance(a.body, DateFinding) and parse(a.body.edtf)


@pytest.mark.parametrize("unit", ["1, ", "1/2/", "13th and ", "May 3, ", "A", "the "])
def test_long_lines_take_linear_time(unit: str) -> None:
    dates.read(Document("d", unit * (60_000 // len(unit))), heading("1937-01-21"))    # would take minutes otherwise
