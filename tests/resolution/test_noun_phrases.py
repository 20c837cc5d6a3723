"""Phrases that may be subjects, case by case; how they are counted and weighed."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.edition.annotation import Name
from dragoman.resolution.phrases import code_of, key, normal, singular
from dragoman.resolution.subjects import (
    Counted,
    Mention,
    Paper,
    counted,
    lands_of,
    least_papers,
    least_weight,
    named,
    weight,
)

CASES = tomllib.loads((Path(__file__).parent / "cases" / "subjects.toml").read_text(encoding="utf-8"))["case"]


def name_of(text: str, told: str) -> Name:
    kind, _, words = told.partition(": ")
    at = text.index(words)
    return Name(kind, words, mentions=((at, at + len(words)),))  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_phrases(case: dict[str, Any]) -> None:
    text = case["text"]
    names = [name_of(text, told) for told in case.get("names", ())]
    lands = lands_of(names) | frozenset(case.get("lands", ()))
    found = list(named(Paper(1, text, [(0, len(text))], names), lands))
    assert sorted({m.key for m in found}) == sorted(case["found"])
    assert all(m.paragraph == (0, len(text)) and m.start < m.end <= len(text) for m in found)


def test_one_key_for_words_in_another_order_and_number() -> None:
    assert key("the Convention of Belomost") == key("Belomost Conventions") == "belomost convention"
    assert key("the said Fur-Seals") == key("fur seal") and normal("the said Fur-Seals") == "fur seal"
    assert normal("freedom of the seas") == "freedom of the sea" and key("freedom of the seas") == "sea freedom"
    assert code_of("fur seal") == code_of("fur seal") != code_of("seal fur")
    assert code_of("fur seal") < 1 << 48


@pytest.mark.parametrize(("plural", "one"), [
    ("fisheries", "fishery"), ("claims", "claim"), ("arms", "arms"), ("classes", "class"), ("taxes", "tax"),
    ("embargoes", "embargo"), ("status", "status"), ("gas", "gas"), ("ties", "tie")])
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def mention(name: str, paragraph: int, *within: str, kind: str = "phrase") -> Mention:
    return Mention(name, kind, paragraph, paragraph + 5, (paragraph, paragraph + 9), within)


def test_a_collection_is_counted_by_papers() -> None:
    papers = [[mention("fur seal", 0), mention("seal", 4, "fur seal"), mention("fur seal", 20)],
              [mention("fur seal", 0), mention("seal", 4, "fur seal"), mention("seal", 30)],
              [mention("seal", 0), mention("canal", 0)]]
    found = counted(papers)
    assert found["fur seal"] == ("phrase", Counted(2, 1, 0, 0.0, 0))
    assert found["seal"] == ("phrase", Counted(3, 1, 1, 2.0, 2))
    assert "canal" not in found                         # one paper is no recurrence


def test_a_part_of_one_longer_phrase_weighs_nothing() -> None:
    assert weight("copper island", "phrase", Counted(8, 4, 1, 7.0, 7), .1, 1000) == 0.0
    assert weight("copper island", "phrase", Counted(20, 4, 2, 5.0, 7), .1, 1000) > 0


def test_a_paper_that_comes_back_and_a_rarer_word_weigh_more() -> None:
    def of(name: str, again: int) -> float:
        return weight(name, "phrase", Counted(20, again, 0, 0.0, 0), .1, 1000)
    assert of("fur seal", 10) > of("fur seal", 2) > of("naval war", 2)


def test_a_word_alone_must_be_a_term() -> None:
    assert weight("seizure", "phrase", Counted(100, 30, 20, 4.0, 9), .1, 5000) > 0
    assert weight("aspect", "phrase", Counted(100, 10, 10, 4.0, 9), .1, 5000) == 0.0      # no paper comes back to it
    assert weight("locality", "phrase", Counted(100, 30, 2, 4.0, 9), .1, 5000) == 0.0     # no longer phrases


def test_what_is_asked_of_a_subject_grows_with_the_archive() -> None:
    assert [least_papers(n) for n in (1, 17, 300, 3000, 300_000)] == [2, 2, 3, 4, 6]
    assert least_weight(17) < least_weight(300) < least_weight(300_000)
