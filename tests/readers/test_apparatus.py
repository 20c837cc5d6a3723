"""The apparatus reader on its cases: what is found, and nothing else."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.edition.annotation import Annotation, Apparatus
from dragoman.edition.document import Document, Markup
from dragoman.readers import apparatus
from dragoman.sources.layout import arrange

CASES = tomllib.loads((Path(__file__).parent / "cases" / "apparatus.toml").read_text(encoding="utf-8"))["case"]


def shown(document: Document, a: Annotation) -> str:
    assert isinstance(a.body, Apparatus)
    words = f"{a.body.kind}|{a.body.label or ''}|{document.quote(a.start, a.end)}"
    return f"{words} -> {document.quote(*a.body.target)}" if a.body.target else words


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    document = arrange("case", case["lines"])
    assert [shown(document, a) for a in apparatus.read(document, {})] == case["found"]


def test_a_page_break_of_the_markup_is_shown_on_the_next_word() -> None:
    document = Document("case", "the whole matter", markup=(Markup("pb", 4, 4, value="72"),))
    assert [shown(document, a) for a in apparatus.read(document, {})] == ["page|72|whole"]


@given(st.lists(st.text(alphabet="[]() 12ai.*†¹²…\n\0é—½", max_size=40), max_size=8))
def test_any_text_gives_spans_inside_it(lines: list[str]) -> None:
    document = arrange("any", lines)
    for a in apparatus.read(document, {}):
        assert 0 <= a.start < a.end <= len(document.text)
