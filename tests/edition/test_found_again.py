"""Words are found again where they stand now, as fast in a paper of one letter as in any other."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.edition.decision import AROUND, Quoted, found_again, quoted
from dragoman.edition.document import Document


def plainly(words: Quoted, text: str) -> tuple[int, int] | None:
    """The plain twin: every place is looked at."""
    def same(one: str, other: str) -> int:
        return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    best: tuple[int, int, int] | None = None
    at = text.find(words.quote) if words.quote else -1
    while at >= 0:
        end = at + len(words.quote)
        around = same(text[max(0, at - AROUND):at][::-1], words.before[::-1]) + same(text[end:], words.after)
        best = max(best or (-1, 0, 0), (around, -abs(at - words.start), at))
        at = text.find(words.quote, at + 1)
    return (best[2], best[2] + len(words.quote)) if best else None


LETTERS = st.text("ab", max_size=60)


@given(before=LETTERS, quote=st.text("ab", max_size=4), after=LETTERS, start=st.integers(-3, 90), text=st.text("ab", max_size=120))
@example(before="", quote="a", after="", start=1, text="aaa")
@example(before="a" * 50, quote="a", after="a" * 50, start=60, text="a" * 120)
@settings(max_examples=400, deadline=None)
def test_whatever_stands_around_them(before: str, quote: str, after: str, start: int, text: str) -> None:
    words = Quoted("p", quote, before, after, start)
    assert found_again(words, text) == plainly(words, text)


@given(text=st.text("abc ", min_size=1, max_size=200), data=st.data())
@settings(max_examples=400, deadline=None)
def test_in_a_paper_that_was_changed(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    words = quoted(Document("p", text), start, data.draw(st.integers(start + 1, len(text))))
    assert found_again(words, text) == (start, start + len(words.quote))
    cut, put = data.draw(st.integers(0, len(text))), data.draw(st.text("abc ", max_size=20))
    for changed in (text[:cut] + put + text[cut:], text[cut:], text[:cut] + text + text[cut:]):
        assert found_again(words, changed) == plainly(words, changed)


@pytest.mark.parametrize("around", ["same", "other"])
def test_in_a_paper_of_one_letter(around: str) -> None:
    text = "a" * 1_000_000
    words = quoted(Document("p", text), 500_000, 500_030)
    if around == "other":
        words = Quoted("p", words.quote, "a" * 20 + "b" * 20, "b" * 40, 500_000)
    begin = time.monotonic()
    assert found_again(words, text) == (500_000, 500_030)
    assert time.monotonic() - begin < 1.0
