"""Stances: the published table of positions, and where a row of acts shifts."""

from typing import get_args

import pytest

from dragoman.edition.annotation import Assessment, Event, Statement
from dragoman.resolution.stances import ASSESSMENTS, EVENTS, PLANNED, STATEMENTS, Taken, position, stances


def test_every_kind_has_its_position_or_none_on_purpose() -> None:
    kinds = {t: set(get_args(t.__annotations__[field])) for t, field in ((Statement, "act"), (Assessment, "stance"), (Event, "type"))}
    assert set(STATEMENTS) == kinds[Statement] and set(ASSESSMENTS) == kinds[Assessment]
    assert set(PLANNED) == kinds[Event]
    assert kinds[Event] - set(EVENTS) == {"consult", "support", "cooperate", "aid", "sanction", "mobilize", "coerce", "assault"}


@pytest.mark.parametrize(("act", "taken"), [
    (("statement", "promise", None), "offers"), (("statement", "silent", None), "silent"), (("statement", "deny", None), "refuses"),
    (("assessment", "doubt", "likely"), "doubts"), (("event", "agree", "done"), "accepts"), (("event", "aid", "refused"), "refuses"),
    (("event", "sanction", "planned"), "warns"), (("event", "sanction", "done"), None), (("event", "retreat", "demanded"), None),
    (("event", "agree", "alleged"), None), (("directive", "order", None), "asks")])
def test_positions(act: tuple[str, str, str | None], taken: str | None) -> None:
    assert position(*act) == taken


def test_orders_within_one_service_instruct() -> None:
    assert position("directive", "forbid", None, own=True) == "instructs"


def test_a_shift_is_where_the_position_changes() -> None:
    acts = [Taken("refuses", "refuse", "1926-11-30", 3, 1, 1), Taken("silent", "silent", "1926-09-19", 1, 4, 1),
            Taken("refuses", "reject", "1926-10-09", 2, 2, 1), Taken("accepts", "agree", None, 0, 0, 1)]
    found = list(stances(acts))
    assert [(s.position, s.before, len(s.acts)) for s in found] == [("silent", None, 1), ("refuses", "silent", 2), ("accepts", "refuses", 1)]
    assert found[1].acts[0].kind == "reject" and list(stances([])) == []
