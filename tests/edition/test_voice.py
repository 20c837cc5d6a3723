"""Voices on their cases: whose words a finding stands in."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from dragoman.edition.annotation import VOICES, Annotation, Directive, Name, Reference, Statement
from dragoman.edition.document import Block, Document, Note
from dragoman.edition.reading import Reading
from dragoman.edition.voice import voiced
from dragoman.pipeline import read_file

CASES = tomllib.loads((Path(__file__).parent / "cases" / "voice.toml").read_text(encoding="utf-8"))["case"]


def document_of(lines: list[tuple[Any, str]]) -> Document:
    blocks, at = [], 0
    for kind, line in lines:
        blocks.append(Block(kind, at, at + len(line)))
        at += len(line) + 1
    notes = tuple(Note("1", None, b.start, b.end) for b in blocks if b.kind == "note")
    return Document("case", "\n".join(line for _, line in lines), tuple(blocks), notes)


def annotation(document: Document, words: str, body: Any) -> Annotation:
    start = document.text.index(words)
    return Annotation(type(body).__name__.lower(), start, start + len(words), body, "given", "writer")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    document = document_of(case["lines"])
    readings = [annotation(document, words, Statement("say", speaker, verb=verb or None))
                for words, speaker, verb in case.get("statements", [])]
    readings += [annotation(document, p, Name("person", p)) for p in case.get("persons", [])]
    asked = {(words, voice) for voice in VOICES for words in case.get(voice, [])}
    probes = [annotation(document, words, Directive("order")) for words, _ in asked]
    found = {(document.quote(a.start, a.end), a.voice) for a in voiced(document, [*readings, *probes]) if a.layer == "directive"}
    assert found == asked


def test_a_voice_that_was_told_before_is_told_anew() -> None:
    document = document_of([("paragraph", "We must go on.")])
    stale = structs.replace(annotation(document, "go on", Directive("order")), voice="editor")
    assert [a.voice for a in voiced(document, [stale])] == ["writer"]


@given(st.text(alphabet="ab “”\"\n.", max_size=80), st.lists(st.tuples(st.integers(0, 79), st.integers(1, 20)), max_size=8))
def test_the_voice_of_one_does_not_hang_on_the_order_of_all(text: str, spans: list[tuple[int, int]]) -> None:
    document = document_of([("note" if line.startswith("a") else "paragraph", line) for line in text.split("\n")])
    made = [Annotation("statement", s, min(s + n, len(text)), Statement("say", "Falk"), "given") for s, n in spans if s < len(text)]
    together = voiced(document, made)
    assert [(a.start, a.end, a.body) for a in together] == [(a.start, a.end, a.body) for a in made]
    for a in made:
        alone = voiced(document, [*[m for m in made if m is not a], a])[-1]
        assert alone.voice == next(t.voice for m, t in zip(made, together, strict=True) if m is a)


def test_the_letter(letter: Path) -> None:
    reading = next(item for item in read_file(letter) if isinstance(item, Reading))
    document = reading.document
    first, last = min(n.start for n in document.notes), max(n.end for n in document.notes)
    for a in reading.annotations:
        assert a.voice != "writer" or not first <= a.start < last, document.quote(a.start, a.end)
    references = {document.quote(a.start, a.end): a.voice for a in reading.annotations if isinstance(a.body, Reference)}
    assert references["your letters received by the last courier"] == "writer"
    assert references["my letter dated December 15 of the past year, No. 5989"] == "writer"
    assert references["Izvestia, January 22, 1937"] == "editor"
    assert references["a telegram dated January 17, 1937"] == "editor"
    assert next(voice for words, voice in references.items() if words.startswith("Documents of foreign policy")) == "source"
    dates = {document.quote(a.start, a.end): a.voice for a in reading.annotations if a.layer == "date"}
    assert dates["January 17, 1937"] == "editor"
    assert dates["January 21, 1937"] == "writer"


PROSE = ("statement", "directive", "assessment", "event")


@pytest.fixture(scope="module")
def letter_reading(letter: Path) -> Reading:
    """The founding letter as it is read."""
    return next(item for item in read_file(letter) if isinstance(item, Reading))


def voice_of(reading: Reading, words: str) -> str:
    """The voice that a finding at these words has among those that are found."""
    return voiced(reading.document, [*reading.annotations, annotation(reading.document, words, Directive("order"))])[-1].voice


def test_no_finding_in_a_note_of_the_letter_is_the_writers(letter_reading: Reading) -> None:
    document = letter_reading.document
    first = min(n.start for n in document.notes)
    inside = [a for a in letter_reading.annotations if a.start >= first and a.layer in PROSE]
    assert inside and {a.voice for a in inside} <= {"editor", "document", "speaker"}


def test_the_letters_own_findings_are_the_writers(letter_reading: Reading) -> None:
    assert voice_of(letter_reading, "I regard this and possible other messages") == "writer"
    assert voice_of(letter_reading, "you and Comrade Raivid should not yet show") == "writer"
    assert voice_of(letter_reading, "I ask you and the embassy in general") == "writer"


def test_what_shigemitsu_is_reported_to_have_said(letter_reading: Reading) -> None:
    document, found = letter_reading.document, letter_reading.annotations
    assert voice_of(letter_reading, "he would no longer raise specific issues") == "speaker"
    assert voice_of(letter_reading, "he would do everything that depended on him") == "speaker"
    assert voice_of(letter_reading, "many new and important things would be said") == "speaker"
    for s in found:
        if isinstance(s.body, Statement) and s.body.speaker == "Shigemitsu" and s.body.verb:
            told = document.text.index(s.body.verb, s.start, s.end) + len(s.body.verb)
            voices = {a.voice for a in found if a.layer in PROSE and told <= a.start and a.end <= s.end}
            assert voices <= {"speaker", "document"}, document.quote(s.start, s.end)


@pytest.mark.xfail(strict=False, reason="telegram")
def test_what_the_telegram_in_a_note_of_the_letter_says(letter_reading: Reading) -> None:
    document = letter_reading.document
    start, end = document.text.index("categorically reject"), document.text.index("at the station. Manchuria\".")
    inside = [a for a in letter_reading.annotations if a.layer in PROSE and start - 1 <= a.start and a.end <= end]
    assert voice_of(letter_reading, "categorically reject the protest") == "document"
    assert voice_of(letter_reading, "tell them at the same time what you know") == "document"
    assert inside and {a.voice for a in inside if isinstance(a.body, Statement | Directive)} == {"document"}
