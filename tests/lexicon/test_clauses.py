"""Where clauses begin, on their cases; and that they cover each sentence."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.lexicon.prose import FAR, prose_of, span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text(encoding="utf-8"))["clause"]
WORDS = ["he ", "told ", "that ", "which ", "and ", "but ", "if ", "was ", "signed ", ", ", "; ", "—", "(", ")", ". ", "The ", "of ", "as "]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    prose = prose_of(text, ((0, len(text)),))
    assert [text[prose.words.starts[a]:prose.words.ends[b - 1]] for a, b in prose.clauses] == case["found"]


def test_a_span_is_without_the_stops_at_its_ends() -> None:
    text = "He told me, (that it was so); nobody else came."
    prose = prose_of(text, ((0, len(text)),))
    assert [text[slice(*span(prose, of))] for of in prose.clauses][-1] == "nobody else came"


def test_what_is_told() -> None:
    text = "The port was open. He told me that the road was closed and that nobody came."
    prose = prose_of(text, ((0, len(text)),))
    told = dict(zip(prose.words.lower, prose.told, strict=True))
    assert (told["port"], told["he"], told["me"], told["road"], told["nobody"]) == (0, 0, 1, 2, 3)


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map("".join)))
def test_every_word_is_in_one_clause_of_its_sentence(text: str) -> None:
    prose = prose_of(text, ((0, len(text)),))
    assert [i for a, b in prose.clauses for i in range(a, b)] == list(range(len(prose.words.printed)))
    assert {a for a, _ in prose.sentences} <= prose.begins
    for a, b in prose.clauses:
        first, last = prose.sentence(a)
        start, end = span(prose, (a, b))
        assert first <= a < b <= last and 0 <= start < end <= len(text)
        assert {prose.clause(i) for i in range(a, b)} == {(a, b)}
    assert all(0 <= n <= FAR for n in prose.told)
