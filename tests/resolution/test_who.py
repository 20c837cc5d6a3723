"""Who a party is, who is meant by "the Department" or "your legation", and whether a name can mean a party."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memory import party

from dragoman.resolution.parties import NOBODY, Who, alike, fits, post, said, same, surname, who

CASES = tomllib.loads((Path(__file__).parent / "cases/parties.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("office", "key"), CASES["posts"].items())
def test_post(office: str, key: str) -> None:
    assert (post(office) or "") == key


@pytest.mark.parametrize(("name", "key"), CASES["surnames"].items())
def test_surname(name: str, key: str) -> None:
    assert surname(name) == key


@pytest.mark.parametrize("case", CASES["said"], ids=lambda case: case["why"])
def test_said(case: dict[str, Any]) -> None:
    writer, addressee = who(party(case["writer"])), who(party(case["addressee"]))
    meant = {"writer": writer, "addressee": addressee, "": NOBODY, "department": Who(post="department of state")}
    found = {words: said(words, writer, addressee, case["kind"]) for words in case["words"]}
    assert found == {words: meant[side] for words, side in case["words"].items()}


@pytest.mark.parametrize("case", CASES["fits"], ids=lambda case: case["party"] or "nobody")
def test_fits(case: dict[str, Any]) -> None:
    known = who(party(case["party"]))
    answers = {True: case["yes"], False: case["no"], None: case["untold"]}
    for answer, words in answers.items():
        assert {w: fits(w, known) for w in words} == dict.fromkeys(words, answer)


def test_a_place_is_where_the_sender_writes_from() -> None:
    known = who(party("Alden"), "Broussa")
    assert fits("the consul at Broussa", known) is True
    assert fits("Broussa", known) is True
    assert fits("the Imperial legation at Broussa", known) is None


def test_one_post_under_two_heads_is_one() -> None:
    first, second = who(party("Belder, Ambassador in Osmania")), who(party("Corwin, Chargé in Osmania"))
    assert same(first, second) is True
    assert same(first, who(party("Belder, Minister in Persia"))) is True
    assert same(first, who(party("Corwin, Minister in Persia"))) is False
    assert same(first, who(party("Belder"))) is True
    assert same(first, NOBODY) is None


@pytest.mark.parametrize(("a", "b", "answer"), [("storer", "stover", True), ("frelinghuysen", "frelinghyusen", True), ("hill", "hall", False),
                                                ("marsh", "walsh", False), ("alden", "aldens", False), ("lansdowne", "landsdowne", True)])
def test_alike(a: str, b: str, answer: bool) -> None:
    assert alike(a, b) is answer
    assert alike(b, a) is answer


@given(st.text(), st.text(), st.text(), st.sampled_from(["despatch", "note", ""]))
def test_any_words(words: str, name: str, office: str, kind: str) -> None:
    known = Who(surname(name), post(office), office.lower() or None)
    assert fits(words, known) in (True, False, None)
    assert isinstance(said(words, known, NOBODY, kind), Who)
