"""Where an editor's note points; a note that says more is left alone."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.resolution.pointers import Pointer, linked, pointer_of, speaks_of_both

CASES = tomllib.loads((Path(__file__).parent / "cases/pointers.toml").read_text(encoding="utf-8"))
WORDS = ["Ante", "post", ", ", "p. ", "pp. ", "36", "–", "40", "and ", "See ", "Document ", "Not ", "printed", ".", " ", "vol. i", "Supra", "xii", "9999"]


def shown(pointer: Pointer | None) -> str:
    return " ".join([pointer.kind, *pointer.where]) if pointer else ""


@pytest.mark.parametrize(("note", "points"), CASES["notes"].items())
def test_note(note: str, points: str) -> None:
    assert shown(pointer_of(note)) == points


@pytest.mark.parametrize(("target", "points"), CASES["links"].items())
def test_link(target: str, points: str) -> None:
    assert shown(linked([target])) == points


def test_a_paper_that_is_linked_tells_more_than_its_page() -> None:
    assert shown(linked(["#pg_36", "#d12"])) == "document #d12"
    assert shown(linked(["#pg_36", "#pg_37"])) == "pages 36 37"


@pytest.mark.parametrize(("note", "both"), [("Neither printed.", True), ("None of them printed.", True), ("Neither found in Department files.", True),
                                            ("Not printed.", False), ("Supra.", False), ("Not found in Department files.", False)])
def test_a_note_on_two_mentions(note: str, both: bool) -> None:
    assert speaks_of_both(note) is both


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map("".join)))
def test_any_note(note: str) -> None:
    pointer = pointer_of(note)
    assert pointer is None or len(pointer.where) <= 200
    assert linked([note]) is None or "#" in note
