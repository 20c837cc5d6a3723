"""The events reader finds the acts that each case lists, leaves the rest alone, and never fails on any text."""

from typing import Any

import pytest
from hypothesis import given, settings
from papers import KINDS, TEXTS, cases, check, check_any, check_order

from dragoman.readers import events


@pytest.mark.parametrize("case", cases("events"))
def test_case(case: dict[str, Any]) -> None:
    check(events, case)


@settings(deadline=None)
@given(TEXTS, KINDS)
def test_any_text(text: str, kind: str | None) -> None:
    check_any(events, text, kind)


@pytest.mark.xfail(strict=False, reason="order")
@settings(deadline=None)
@given(TEXTS)
def test_in_the_order_of_the_text(text: str) -> None:
    check_order(events, text)


@pytest.mark.xfail(strict=False, reason="order")
def test_a_noun_before_its_verb_comes_after_the_verbs_clause() -> None:
    check_order(events, "In reply to the arrest of the Governor the Minister protested.")
