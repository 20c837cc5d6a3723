"""Duties, claims and replies, case by case."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.resolution.claims import Named, claims
from dragoman.resolution.crossing import soonest
from dragoman.resolution.duties import (
    asks,
    due_day,
    idle,
    is_conditional,
    is_quoted,
    is_standing,
    sureness,
    third,
)
from dragoman.resolution.reasons import weight_of
from dragoman.resolution.replies import (
    best_match,
    carries_out,
    change_by,
    delivered,
    is_undone,
    lists_number,
    rarity,
    speaks_of_yours,
    told_as_answer,
    told_in,
    your_number,
)

CASES = tomllib.loads((Path(__file__).parent / "cases" / "duties.toml").read_text(encoding="utf-8"))


def marked(text: str) -> tuple[str, int, int]:
    before, _, rest = text.partition("«")
    words, _, after = rest.partition("»")
    return before + words + after, len(before), len(before + words)


def cases(kind: str) -> Any:
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda c: c.get("why") or str(next(iter(c.values())))[:50])


@cases("asks")
def test_asks(case: dict[str, Any]) -> None:
    assert asks(case["words"], force=case.get("force", "order")) is case.get("asks", True)


@cases("idle")
def test_idle(case: dict[str, Any]) -> None:
    assert idle(case["words"]) is case.get("idle", True)


@cases("due")
def test_due(case: dict[str, Any]) -> None:
    text, start, _ = marked(case["text"])
    assert due_day(text, (0, len(text)), [(start, case["date"])], case["issued"]) == case.get("due")


@cases("claim")
def test_claim(case: dict[str, Any]) -> None:
    text, start, end = marked(case["text"])
    found = list(claims(text, [Named(1, start, end, case["sender"])], len(text)))
    assert [c.debtor for c in found] == ([case["debtor"]] if "debtor" in case else [])


@cases("answers")
def test_answers(case: dict[str, Any]) -> None:
    reply = case["reply"]
    told = told_in(reply, len(reply))
    match = best_match(case["order"], told, rarity([told, told_in("Another paper of the seals.", 27)]))
    assert (reply[match.start:match.end] if match else None) == case.get("sentence")


@cases("change")
def test_change(case: dict[str, Any]) -> None:
    found = change_by(*marked(case["text"]))
    assert (found[0] if found else None) == case.get("change")


@cases("told")
def test_told_as_answer(case: dict[str, Any]) -> None:
    text, start, _ = marked(case["text"])
    assert told_as_answer(text, start) is case["told"]


@cases("third")
def test_third(case: dict[str, Any]) -> None:
    assert third(case["words"]) == case.get("third")


@cases("standing")
def test_standing(case: dict[str, Any]) -> None:
    assert is_standing(case["words"]) is case.get("standing", False)


@cases("conditional")
def test_conditional(case: dict[str, Any]) -> None:
    assert is_conditional(case.get("condition"), case.get("words", "")) is case.get("conditional", False)


@cases("delivered")
def test_delivered(case: dict[str, Any]) -> None:
    text = case["text"]
    assert (delivered(text, len(text)) is not None) is case["delivered"]


@cases("done")
def test_done(case: dict[str, Any]) -> None:
    text, start, _ = marked(case["text"])
    undone = is_undone(text, start)
    assert (undone, carries_out(text, start) and not undone) == (case.get("undone", False), case["done"])


@cases("numbers")
def test_numbers(case: dict[str, Any]) -> None:
    text, _, end = marked(case["text"])
    assert lists_number(text, end, case["number"]) is case["listed"]


@cases("numbered")
def test_numbered(case: dict[str, Any]) -> None:
    text = case["text"]
    assert (your_number(text, len(text), case["number"]) is not None) is case["numbered"]


@cases("told_before")
def test_told_to_the_writer(case: dict[str, Any]) -> None:
    text, start, _ = marked(case["text"])
    assert is_quoted(text, start) is case["told"]


@cases("crossing")
def test_crossing(case: dict[str, Any]) -> None:
    assert soonest(case["here"], case["there"]) == soonest(case["there"], case["here"]) == case["days"]


def test_a_day_of_yours() -> None:
    text, start, _ = marked("I hasten to answer the letter you did me the honor to write to me on the «23d» of this month.")
    assert speaks_of_yours(text, start)
    text, start, _ = marked("Referring to your wishes and my dispatch of the «23d» ultimo.")
    assert not speaks_of_yours(text, start)


def test_conditions() -> None:
    assert is_conditional("If he asks for the fine to be paid first")
    assert not is_conditional("if possible") and not is_conditional(None) and not is_conditional("until my return")
    assert is_standing("Please keep the Department promptly informed of developments")


def test_sureness() -> None:
    words = "Please call on the Commissar for Foreign Affairs"
    given: dict[str, Any] = {"kind": "telegram", "voice": "writer", "addressee": "addressee", "addressed": True}
    assert sureness(weight_of("“Please” tells what is to be done; weighed 0.93"), words, **given) == 0.93
    assert sureness(0.93, words, **(given | {"addressee": "the Government", "addressed": False})) < 0.7
    assert sureness(0.93, words, **(given | {"voice": "speaker"})) == 0
    assert sureness(0.93, words, **(given | {"kind": "minutes"})) < 0.6
    assert sureness(0.6, "Report by telegraph", **given) == 0.85
    assert sureness(0.93, "you will perceive that", **given) == 0
