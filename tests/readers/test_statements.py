"""The statements reader finds the reports of somebody's words that each case lists, leaves the rest alone, and never fails on any text."""

from typing import Any

import pytest
from hypothesis import given, settings
from papers import KINDS, TEXTS, cases, check, check_any, check_order

from dragoman.readers import statements


@pytest.mark.parametrize("case", cases("statements"))
def test_case(case: dict[str, Any]) -> None:
    check(statements, case)


@settings(deadline=None)
@given(TEXTS, KINDS)
def test_any_text(text: str, kind: str | None) -> None:
    check_any(statements, text, kind)


@settings(deadline=None)
@given(TEXTS)
def test_in_the_order_of_the_text(text: str) -> None:
    check_order(statements, text)


@pytest.mark.xfail(strict=False, reason="bounds")
def test_a_text_cut_off_after_with() -> None:
    check_any(statements, "I had a conversation yesterday, the Minister said, with", None)


@pytest.mark.xfail(strict=False, reason="order")
def test_a_noun_before_its_verb_comes_after_the_verbs_clause() -> None:
    check_order(statements, "By his application to the Minister the Emperor refused the demand of the Shah.")
