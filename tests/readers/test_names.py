"""The names reader finds what each case lists, and nothing else; and never fails on any text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.edition.annotation import Annotation, Apparatus, Name
from dragoman.edition.document import Document, Markup
from dragoman.readers import names

CASES = tomllib.loads((Path(__file__).parent / "cases/names.toml").read_text(encoding="utf-8"))["case"]
NOTED = (
    "He is more restrained than Morita [8 ] and Comrade Grebnev [1].\n[1] Advisor to the Embassy.\n"
    "[8] Ambassador of Japan to the USSR in 1932-1936."
)


def found(document: Document, **earlier: list[Annotation]) -> dict[tuple[str, str], Name]:
    bodies = [a.body for a in names.read(document, earlier)]
    return {(body.kind, body.label): body for body in bodies if isinstance(body, Name)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    given_names = found(Document("d", case["text"]))
    assert sorted(given_names) == sorted((kind, label) for kind, label in case["found"])
    persons = {label: body for (kind, label), body in given_names.items() if kind == "person"}
    for field in ("full", "office", "title"):
        for label, value in case.get(field, {}).items():
            assert getattr(persons[label], field) == value
    for label, count in case.get("mentions", {}).items():
        assert len(persons[label].mentions) == count


def test_an_editors_note_gives_office_and_tenure() -> None:
    def marker(sign: str, opening: str) -> Annotation:
        at, note = NOTED.index(sign), NOTED.index(opening)
        end = NOTED.find("\n", note)
        target = (note, end if end > 0 else len(NOTED))
        return Annotation("apparatus", at, at + len(sign), Apparatus("marker", sign.strip("[ ]"), target), "given")

    persons = found(Document("d", NOTED), apparatus=[marker("[8 ]", "[8] A"), marker("[1]", "[1] A")])
    morita, grebnev = persons["person", "Morita"], persons["person", "Grebnev"]
    assert (morita.office, morita.tenure) == ("Ambassador of Japan to the USSR", "1932/1936")
    assert (grebnev.office, grebnev.tenure, grebnev.title) == ("Advisor to the Embassy", None, "Comrade")


def test_markup_is_used_and_said() -> None:
    document = Document("d", "We saw field and Gex.", markup=(Markup("persName", 7, 12), Markup("placeName", 17, 20)))
    (person, place) = names.read(document, {})
    assert isinstance(person.body, Name) and isinstance(place.body, Name)
    assert (person.body.kind, person.body.label, place.body.kind, place.body.label) == (
        "person",
        "field",
        "place",
        "Gex",
    )
    assert "source" in person.rule and "source" in place.rule


def test_the_span_is_the_fullest_mention() -> None:
    text = "Raven writes. Mr. Edgar B. Raven, and again Raven."
    (a,) = names.read(Document("d", text), {})
    assert text[a.start : a.end] == "Edgar B. Raven"
    assert isinstance(a.body, Name)
    assert [text[s:e] for s, e in a.body.mentions] == ["Raven", "Edgar B. Raven", "Raven"]


PIECES = [
    "Mr. ",
    "MM. ",
    "and ",
    "Prince of ",
    "de ",
    "L. ",
    "Tokyo",
    ", ",
    "the ",
    "steamer ",
    "Department of ",
    "State",
    "(",
    ")",
    "Grew",
    "treaty ",
    "of 1872",
    "Government",
    "Spanish ",
    "’s",
    "[8]",
    "\n",
    "-",
    ".",
    "É",
    "İ",
    "ß",
    "of the ",
    "in 1932-1936",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_any_text_is_stood(text: str) -> None:
    for a in names.read(Document("d", text), {}):
        assert 0 <= a.start < a.end <= len(text)
        assert isinstance(a.body, Name)
        assert all(0 <= start < end <= len(text) for start, end in a.body.mentions)


def test_a_very_long_line_is_read_in_time() -> None:
    for piece in ("A. ", "Mr. ", "Aa ", "of the Bank ", "de la ", "(Ambassador ", "treaty ", "Aa, "):
        names.read(Document("d", piece * 40_000), {})
