"""The assessments reader finds the judgements that each case lists, leaves the rest alone, and never fails on any text."""

from typing import Any

import pytest
from hypothesis import given, settings
from papers import KINDS, TEXTS, cases, check, check_any, check_order

from dragoman.readers import assessments


@pytest.mark.parametrize("case", cases("assessments"))
def test_case(case: dict[str, Any]) -> None:
    check(assessments, case)


@settings(deadline=None)
@given(TEXTS, KINDS)
def test_any_text(text: str, kind: str | None) -> None:
    check_any(assessments, text, kind)


@settings(deadline=None)
@given(TEXTS)
def test_in_the_order_of_the_text(text: str) -> None:
    check_order(assessments, text)
