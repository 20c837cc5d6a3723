"""Quotations on their cases: what is found, and nothing else."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.edition.document import Document
from dragoman.edition.quoting import quotations

CASES = tomllib.loads((Path(__file__).parent / "cases" / "quoting.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    document = Document("case", case["text"])
    assert [document.quote(*span) for span in quotations(document)] == case["found"]


@given(st.text(alphabet="ab “”\"„«»‘’\n.,'3", max_size=120))
def test_any_text_gives_spans_in_order_that_do_not_meet(text: str) -> None:
    found = quotations(Document("any", text))
    for start, end in found:
        assert 0 <= start < end <= len(text)
    for (_, end), (start, _) in pairwise(found):
        assert end <= start
