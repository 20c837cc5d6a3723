"""Where sentences end, on their cases; and that they cover any text."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.lexicon.prose import prose_of

LISTED = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text(encoding="utf-8"))
GAPS = [pytest.param(c, id=c["name"], marks=pytest.mark.xfail(strict=False, reason=c["why"])) for c in LISTED["gap"]]


def lines_of(text: str) -> tuple[tuple[int, int], ...]:
    """Each line as a block."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append((at, at + len(line)))
        at += len(line) + 1
    return tuple(blocks)


@pytest.mark.parametrize("case", [*[pytest.param(c, id=c["name"]) for c in LISTED["case"]], *GAPS])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    prose = prose_of(text, lines_of(text))
    assert [text[prose.words.starts[a]:prose.words.ends[b - 1]] for a, b in prose.sentences] == case["found"]


@given(st.one_of(st.text(), st.text(alphabet="Ab1 .,;:!?“”()[]\n", max_size=60)))
def test_every_word_is_in_one_sentence_of_its_block(text: str) -> None:
    prose = prose_of(text, lines_of(text))
    assert [i for a, b in prose.sentences for i in range(a, b)] == list(range(len(prose.words.printed)))
    for (first, last), block in zip(prose.sentences, prose.block_of, strict=True):
        a, b = prose.words.blocks[block]
        assert a <= first < last <= b
        assert {prose.sentence(i) for i in range(first, last)} == {(first, last)}


@given(st.text())
def test_words_stand_as_they_are_printed(text: str) -> None:
    words = prose_of(text, lines_of(text)).words
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == words.printed
    assert all(b <= a for b, a in zip(words.ends, words.starts[1:], strict=False))
    assert all(a <= b for a, b in pairwise(words.starts))
