"""The sums of the analysis of competing hypotheses, by hand and as laws."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.inquiries.weighing import SCALE, Weighed, diagnosticity, ranking, ranks, scores, turns, weight

HYPOTHESES = ("a", "b", "c")
ITEMS = st.lists(st.builds(
    Weighed, st.text("xyz", min_size=1, max_size=6), st.dictionaries(st.sampled_from(HYPOTHESES), st.sampled_from(list(SCALE))),
    st.sampled_from([0.5, 1 / sqrt(2), 1.0, sqrt(2), 2.0]), st.sampled_from([None, None, "one", "two"]), st.booleans()),
    max_size=8, unique_by=lambda item: item.key)


def test_only_inconsistency_counts() -> None:
    items = [Weighed("x", {"a": "II", "b": "CC", "c": "N"}), Weighed("y", {"a": "I", "b": "C"})]
    assert scores(items, HYPOTHESES) == {"a": 3.0, "b": 0.0, "c": 0.0}


@pytest.mark.parametrize(("reliability", "credibility", "expected"), [
    ("A", "1", 2.0), ("B", "2", 2.0), ("C", "3", 1.0), ("E", "5", 0.5), ("F", "6", 1.0), (None, None, 1.0),
    ("A", None, sqrt(2)), (None, "4", 1 / sqrt(2)), ("A", "5", 1.0)])
def test_two_grades_weigh_a_half_to_two(reliability: str | None, credibility: str | None, expected: float) -> None:
    assert weight(reliability, credibility) == pytest.approx(expected)


def test_items_of_one_origin_count_once() -> None:
    told = [Weighed("x", {"a": "I"}, 1.0, "zimin"), Weighed("y", {"a": "II"}, 0.7, "zimin"), Weighed("z", {"a": "I"})]
    assert scores(told, ("a",)) == {"a": pytest.approx(2.4)}


def test_ties_are_ties() -> None:
    order = ranking({"a": 1.0, "b": 0.0, "c": sqrt(2) / sqrt(2)})
    assert order == (("b",), ("a", "c"))
    assert ranks(order) == {"b": 1, "a": 2, "c": 2}
    assert ranks((("a", "b"), ("c",))) == {"a": 1, "b": 1, "c": 3}


def test_an_item_tells_as_much_as_its_ratings_differ() -> None:
    assert diagnosticity({"a": "CC", "b": "II"}, HYPOTHESES) == 4
    assert diagnosticity({"a": "C", "b": "C", "c": "C"}, HYPOTHESES) == 0
    assert diagnosticity({"a": "CC"}, HYPOTHESES) is None
    assert diagnosticity({"a": "CC", "dropped": "II"}, HYPOTHESES) is None


def test_what_turns_the_ranking() -> None:
    items = [Weighed("x", {"a": "C", "b": "I"}), Weighed("y", {"c": "II"}), Weighed("z", {"b": "N"}, alleged=True)]
    first, second = turns(items, HYPOTHESES)
    assert (first.what, first.name, first.turns, first.ranking) == ("item", "x", "lead", (("a", "b"), ("c",)))
    assert (second.name, second.turns, second.ranking) == ("y", "lead", (("a", "c"), ("b",)))


def test_one_origin_and_all_that_is_alleged_are_left_out_together() -> None:
    items = [Weighed("x", {"b": "I"}, 1.0, "zimin", True), Weighed("y", {"b": "I"}, 1.0, "zimin", True)]
    found = {(t.what, t.name): t.ranking for t in turns(items, ("a", "b"))}
    assert found == {("origin", "zimin"): (("a", "b"),), ("alleged", ""): (("a", "b"),)}


@given(ITEMS)
def test_the_order_of_items_does_not_matter_and_nothing_is_negative(items: list[Weighed]) -> None:
    found = scores(items, HYPOTHESES)
    assert all(score >= 0 for score in found.values())
    assert ranking(scores(items[::-1], HYPOTHESES)) == ranking(found)
    assert sorted(h for group in ranking(found) for h in group) == sorted(HYPOTHESES)


@given(ITEMS)
def test_leaving_out_never_speaks_against(items: list[Weighed]) -> None:
    whole = scores(items, HYPOTHESES)
    for n in range(len(items)):
        assert all(score <= whole[h] + 1e-9 for h, score in scores(items[:n] + items[n + 1:], HYPOTHESES).items())


@given(ITEMS)
def test_a_turn_is_what_the_ranking_is_without_the_items(items: list[Weighed]) -> None:
    before = ranking(scores(items, HYPOTHESES))
    for turn in turns(items, HYPOTHESES):
        after = ranking(scores([i for i in items if i.key not in turn.items], HYPOTHESES))
        assert turn.ranking == after != before
        assert (turn.turns == "lead") == (after[0] != before[0])
