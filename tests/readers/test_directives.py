"""The directives reader finds the orders, leave and advice that each case lists, leaves the rest alone, and never fails on any text."""

from typing import Any

import pytest
from hypothesis import given, settings
from papers import KINDS, TEXTS, cases, check, check_any, check_order

from dragoman.readers import directives


@pytest.mark.parametrize("case", cases("directives"))
def test_case(case: dict[str, Any]) -> None:
    check(directives, case)


@settings(deadline=None)
@given(TEXTS, KINDS)
def test_any_text(text: str, kind: str | None) -> None:
    check_any(directives, text, kind)


@settings(deadline=None)
@given(TEXTS)
def test_in_the_order_of_the_text(text: str) -> None:
    check_order(directives, text)
