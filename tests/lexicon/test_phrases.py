"""Noun phrases before and after a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.lexicon.prose import Prose, Range, prose_of
from dragoman.lexicon.prose.phrases import phrase_after, phrase_before


def words_of(text: str) -> Prose:
    return prose_of(text, ((0, len(text)),))


def quoted(prose: Prose, text: str, of: Range | None) -> str | None:
    return text[prose.words.starts[of[0]]:prose.words.ends[of[1] - 1]] if of else None


@pytest.mark.parametrize("text, verb, phrase", [
    ("The Minister told me so.", "told", "The Minister"),
    ("The Minister of Foreign Affairs told me so.", "told", "The Minister of Foreign Affairs"),
    ("Yesterday the consul at Corva wrote again.", "wrote", "the consul at Corva"),
    ("Mr. Hale asked for it.", "asked", "Mr. Hale"),
    ("In his note the Secretary of the Navy says no.", "says", "the Secretary of the Navy"),
    ("I hear that Count Falk refused.", "refused", "Count Falk"),
    ("The French and British Governments agreed.", "agreed", "British Governments"),
    ("My British colleague said so.", "said", "My British colleague"),
    ("The President’s secretary wrote.", "wrote", "The President’s secretary"),
    ("He replied at once.", "replied", None),
    ("The note was read yesterday, said he.", "said", None),
])
def test_before(text: str, verb: str, phrase: str | None) -> None:
    prose = words_of(text)
    found = quoted(prose, text, phrase_before(prose, prose.words.lower.index(verb) - 1, 0))
    assert found == phrase or (found is not None and phrase is not None and found.endswith(phrase))


@pytest.mark.parametrize("text, word, phrase", [
    ("He told the Minister that it was so.", "told", "the Minister"),
    ("He told the Minister of Foreign Affairs that it was so.", "told", "the Minister of Foreign Affairs"),
    ("He wrote to the consul at Dublin about it.", "to", "the consul at Dublin"),
    ("I asked Mr. Hale whether he knew.", "asked", "Mr. Hale"),
    ("I saw yesterday the Governor.", "saw", "the Governor"),
    ("I spoke with one of the members.", "with", "one of the members"),
    ("It was signed by Count Falk, the envoy.", "by", "Count Falk"),
    ("He told me that it was so.", "told", None),
    ("He said that it was so.", "said", None),
])
def test_after(text: str, word: str, phrase: str | None) -> None:
    prose = words_of(text)
    found = quoted(prose, text, phrase_after(prose, prose.words.lower.index(word) + 1, len(prose.words.lower)))
    assert found == phrase


WORDS = ["the ", "Minister ", "of ", "Mr. ", "’s ", "Hale ", "and ", "said ", "one ", "yesterday ", ", ", "[1] ", "12 ", "” ", "his ", "at "]


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map("".join)))
def test_phrases_lie_within_their_bounds(text: str) -> None:
    prose = words_of(text)
    size = len(prose.words.lower)
    for k in range(size):
        before, after = phrase_before(prose, k, 0), phrase_after(prose, k, size)
        assert before is None or 0 <= before[0] < before[1] <= k + 1
        assert after is None or k <= after[0] < after[1] <= size
