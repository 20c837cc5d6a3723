"""The heading reader against its cases; and that every span holds the words that it stands for."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.edition.annotation import HeadingField
from dragoman.edition.docket import Docket, docket_of
from dragoman.edition.document import Block, Document, Markup
from dragoman.readers.heading import read
from dragoman.sources.layout import arrange

CASES = tomllib.loads((Path(__file__).parent / "cases" / "heading.toml").read_text(encoding="utf-8"))["case"]


def docket(text: str) -> Docket:
    return docket_of(read(arrange("paper", text.strip().splitlines()), {}))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["what"])
def test_case(case: dict[str, Any]) -> None:
    found = docket(case["text"])
    for field, value in case["docket"].items():
        given = getattr(found, field)
        assert (list(given) if isinstance(given, tuple) else given) == value, field
    for role in ("sender", "recipient", "participants"):
        if role in case:
            assert [[p.name or "", p.office or ""] for p in getattr(found, role)] == case[role]
    for field in case.get("none", ()):
        assert getattr(found, field) is None, field


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["what"])
def test_spans_hold_the_words(case: dict[str, Any]) -> None:
    document = arrange("paper", case["text"].strip().splitlines())
    for a in read(document, {}):
        assert 0 <= a.start < a.end <= len(document.text)
        assert isinstance(a.body, HeadingField)
        if a.body.field in ("number", "place", "source", "mark", "subject", "classification", "priority"):
            assert document.quote(a.start, a.end) == a.body.value


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["what"])
def test_reads_lines_that_nobody_told_apart(case: dict[str, Any]) -> None:
    told = arrange("paper", case["text"].strip().splitlines())
    plain = Document("paper", told.text, tuple(Block("paragraph" if b.kind != "note" else "note", b.start, b.end) for b in told.blocks))
    one, other = docket_of(read(told, {})), docket_of(read(plain, {}))
    assert (one.number, one.date, one.place, one.recipient) == (other.number, other.date, other.place, other.recipient)


def test_markup_goes_before_words() -> None:
    text = "Mr. Hale to Mr. Corwin.\nLisbon, March 3.\nSir: I write."
    markup = (Markup("persName", 4, 8, "from"), Markup("persName", 16, 22, "to"), Markup("date", 32, 39, None, "1859-03-03T16:00:00"))
    blocks = (Block("heading", 0, 23), Block("dateline", 24, 40), Block("paragraph", 41, 54))
    found = read(Document("paper", text, blocks, markup=markup), {})
    card = docket_of(found)
    assert (card.date, card.time, card.sender[0].name) == ("1859-03-03", "16:00", "Hale")
    assert "TEI date/@when" in {a.rule for a in found}


def test_a_year_that_the_encoders_left_blank_is_none() -> None:
    text = "Hale to Tate.\nDrasna, June 5, 1864.\nI have news."
    blocks = (Block("heading", 0, 13), Block("dateline", 14, 35), Block("paragraph", 36, 48))
    found = read(Document("paper", text, blocks, markup=(Markup("date", 22, 34, None, "0201-06-05"),)), {})
    assert docket_of(found).date == "1864-06-05"


@pytest.mark.parametrize("text", ["", "\n", "[", "No. ]", "(" * 300, "A to B", "to to to to", "\u2028", "Mr. to Mr.", "[1]", "the the the"])
def test_never_raises(text: str) -> None:
    document = arrange("paper", text.splitlines())
    for a in read(document, {}):
        assert 0 <= a.start < a.end <= len(document.text)
