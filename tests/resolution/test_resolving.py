"""Which paper a mention means, case by case; and that nothing is dropped, guessed or left without a reason."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory import Memory, mention

from dragoman.resolution.cards import label_of
from dragoman.resolution.resolving import Outcome, resolve

CASES = tomllib.loads((Path(__file__).parent / "cases/resolving.toml").read_text(encoding="utf-8"))["case"]


def outcomes(case: dict[str, Any]) -> tuple[list[Outcome], Memory]:
    shelf = Memory(case["papers"], case.get("pages", {}))
    mentions = [mention(m, i) for i, m in enumerate(case["mentions"])]
    return resolve(mentions, shelf.called(case["here"]), shelf), shelf


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, Any]) -> None:
    found, shelf = outcomes(case)
    assert [shelf.cards[o.target].name if o.target is not None else " ".join([o.status, *o.candidates]) for o in found
            ] == case["found"]
    if "reasons" in case:
        assert [o.reason for o in found] == case["reasons"]


def test_an_exhibit_bears_its_letter_in_its_mark_or_title() -> None:
    assert (label_of(["[Inclosure No. 2.]"], "EXHIBIT D."), label_of([], "EXHIBIT D."), label_of([], "Report on Exhibit D"), label_of([])) == (
        "2", "D", None, None)


PEOPLE = ["", "Alden, Minister in Peru", "Brook, Minister in Chile", ", Secretary of State", "Carr, British Ambassador", "Alden", "Dorn"]
PAPER = st.builds("{} {} {} | {} | {}".format, st.sampled_from(["despatch", "note", "telegram", "letter"]),
                  st.sampled_from(["#1", "#2"]), st.sampled_from(["1871-03-02", "1871-03-03", "1871-03"]),
                  st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
SIDE = st.sampled_from([None, "writer", "addressee", "the Department", "Mr. Alden", "Lima"])
MENTION = st.fixed_dictionaries({
    "kind": st.sampled_from(["despatch", "note", "telegram", "enclosure", "newspaper", "other"]),
    "number": st.sampled_from([None, "1", "2", "9"]), "date": st.sampled_from([None, "1871-03-02", "1871-03", "x", "1871-03-02/1871-03-14"]),
    "sender": SIDE, "recipient": SIDE, "hint": st.sampled_from([None, "preceding", "last", "aforesaid"]),
    "note": st.sampled_from([None, "Not printed.", "Supra.", "Infra.", "Ante, p. 3.", "Document 2.", "Vol. ii, p. 5."])})


@given(st.lists(PAPER, min_size=1, max_size=6), st.lists(MENTION, max_size=5))
def test_every_mention_has_one_outcome_and_its_reason(papers: list[str], mentions: list[dict[str, Any]]) -> None:
    case = {"papers": [f"a/d{i} {p}" for i, p in enumerate(papers)], "mentions": mentions, "here": "a/d0",
            "pages": {"3": ["a/d0"]}}
    found, shelf = outcomes(case)
    assert len(found) == len(mentions)
    for outcome in found:
        assert outcome.reason and "None" not in outcome.reason
        assert (outcome.status == "resolved") == (outcome.target is not None)
        assert (outcome.status == "ambiguous") == (len(outcome.candidates) > 1)
        assert outcome.target != shelf.called("a/d0").id
    assert found == outcomes(case)[0]
