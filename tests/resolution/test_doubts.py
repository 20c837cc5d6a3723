"""What a clause bears out of an act, and what speaks against it: doers, vouching, screening."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.resolution.doers import doer
from dragoman.resolution.screening import undone
from dragoman.resolution.surety import PLAIN, log_odds, record, surety
from dragoman.resolution.vouching import day_vouched, told, vouched

CASES = {name: tomllib.loads((Path(__file__).parent / f"cases/{name}.toml").read_text(encoding="utf-8"))["case"]
         for name in ("doers", "vouching", "screening")}


def unmarked(clause: str, *, noun: bool) -> tuple[str, str]:
    """The clause without its mark, and the reader's reason."""
    word = clause.partition("[")[2].partition("]")[0]
    return clause.replace("[", "").replace("]", ""), f"the {'noun' if noun else 'verb'} “{word}” tells of an act; weighed 0.90"


@pytest.mark.parametrize("case", CASES["doers"], ids=lambda case: case["why"])
def test_doers(case: dict[str, Any]) -> None:
    assert [doer(told, case.get("clause", told)) or "" for told in case["told"]] == case["left"]


@pytest.mark.parametrize("case", CASES["vouching"], ids=lambda case: case["why"])
def test_vouching(case: dict[str, Any]) -> None:
    clause, rule = unmarked(case["clause"], noun=case.get("noun", False))
    act = told(clause, rule, case["type"])
    for role in ("actor", "target"):
        assert [p for p in case.get(role, ()) if not vouched(p, role, act)] == []  # type: ignore[arg-type]
        assert [p for p in case.get(f"not_{role}", ()) if vouched(p, role, act)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES["screening"], ids=lambda case: case["why"])
def test_screening(case: dict[str, Any]) -> None:
    for marked in case["clauses"]:
        noun = any(word in marked for word in ("[arrest]", "[destruction]", "[killing]"))
        clause, rule = unmarked(marked, noun=noun)
        before, _, inside = clause.rpartition("| ")
        assert undone(case.get("state", "done"), (before, inside), rule) == case.get("undone", False), clause


def test_a_row_is_the_surer_the_more_speaks_for_it() -> None:
    verb, noun, rare = (f"the {kind} “{word}” tells of an act; weighed 0.90" for kind, word in
                        (("verb", "arrested"), ("noun", "occupation"), ("verb", "unheard-of")))
    plain = surety("coerce", "done", 0.9, verb, undone=False)
    assert surety("coerce", "done", 0.95, verb, undone=False) > plain > surety("coerce", "done", 0.8, verb, undone=False)
    assert plain > surety("coerce", "done", 0.9, verb, undone=True)
    assert plain > surety("coerce", "alleged", 0.9, verb, undone=False)
    assert plain > surety("coerce", "done", 0.9, rare, undone=False) > 0        # nothing is known of the word
    assert plain > surety("coerce", "done", 0.9, noun, undone=False)
    assert plain >= PLAIN > surety("coerce", "done", 0.5, verb, undone=False)


def test_what_no_reader_weighed_is_sure_or_nothing() -> None:
    assert surety("coerce", "done", 1.0, "seen by a person", undone=False) == 1
    assert surety("coerce", "done", None, "seen by a machine", undone=False) == 0


def test_a_word_that_is_always_right_is_not_certain() -> None:
    assert record(3, 3, "coerce") < log_odds(0.95) and log_odds(1.0) == log_odds(0.995)


def test_the_day_of_a_note_is_not_the_day_of_what_it_tells() -> None:
    rule = "the verb “imprisoned” tells of an act; weighed 0.90"
    clause = "in your note of the 1st instant on George Melville, imprisoned at Corocoro"
    assert not day_vouched(told(clause, rule, "coerce"), [(clause.index("the 1st"), clause.index(" on George"))])
    clause = "the adherence of April 1 to the Pact signed on May 2"
    dates = [(clause.index(day), clause.index(day) + len(day)) for day in ("April 1", "May 2")]
    assert not day_vouched(told(clause, "the verb “signed” tells of an act; weighed 0.90", "agree"), dates)
    clause = "George Melville was imprisoned at Corocoro on the 1st instant"
    assert day_vouched(told(clause, rule, "coerce"), [(clause.index("the 1st"), len(clause))])


def test_what_a_person_found_is_taken_as_given() -> None:
    act = told("the crews were set across the frontier", "seen by a person", "retreat")
    assert vouched("Orsovia", "actor", act) and day_vouched(act, [(0, 1)])
