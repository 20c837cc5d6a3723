"""Linking: where a text links two acts. "protested in reply to the seizure": the protest answers the seizure.

The two must stand in one sentence, or the words begin a sentence that follows the other act's at once. Left alone:
linking words with no act on one of their sides, and what merely follows in time.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from dragoman.lexicon import any_of, lexicon

Kind = Literal["answers", "beside"]
NEAR = 120                      # characters between linking words and an act that they link

_END = re.compile(r"[.?!][”\"’')\]]*\s*(?:\[\w{1,3}\]\s*)?(?=[A-ZÀ-Þ“\"])|\n")


class Link(NamedTuple):
    """Two acts, by their place in the list given, and the linking words; the first answers the second, or beside it."""

    act: int
    other: int
    kind: Kind
    start: int
    end: int


class Act(NamedTuple):
    """Where an act is told, and where the word stands that tells it."""

    start: int
    end: int
    at: int


def links(text: str, acts: Sequence[Act]) -> Iterator[Link]:
    """Every link between two of the acts; they are in the order of the text."""
    if len(acts) < 2:
        return
    at = [act.at for act in acts]
    for m in _pattern().finditer(text):
        table = _tables()[_plain(m[0])]
        first, last = _sentence(text, m.start(), m.end())
        before = _before(acts, at, m.start(), first)
        after = _after(acts, at, m.end(), last)
        if before is None and table != "beside":
            # at the beginning of a sentence: "In reply to A, B"; "B. In return C"
            if table == "answers" and after is not None:
                further = _after(acts, at, acts[after].end, last)
                if further is not None and acts[further].at > acts[after].at:
                    yield Link(further, after, "answers", *m.span())
                continue
            before = _before(acts, at, first, _sentence(text, max(0, first - 2), max(0, first - 1))[0])
        if before is None or after is None or before == after:
            continue
        if table == "answered":
            yield Link(after, before, "answers", *m.span())
        else:
            yield Link(before, after, "beside" if table == "beside" else "answers", *m.span())


def _before(acts: Sequence[Act], at: Sequence[int], place: int, first: int) -> int | None:
    """The act told last before a place, in what begins at `first`."""
    k = bisect_left(at, place) - 1
    return k if k >= 0 and at[k] >= first and place - max(at[k], min(acts[k].end, place)) <= NEAR else None


def _after(acts: Sequence[Act], at: Sequence[int], place: int, last: int) -> int | None:
    """The act told first after a place, in what ends at `last`."""
    k = bisect_left(at, place)
    return k if k < len(at) and at[k] < last and at[k] - place <= NEAR else None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = 0
    for m in _END.finditer(text, max(0, start - 800), start + 1):
        if m.end() <= start:
            first = m.end()
    first = max(first, start - 800, 0)
    after = _END.search(text, end)
    return first, after.start() if after else len(text)


def _plain(printed: str) -> str:
    return " ".join(printed.lower().split())


@cache
def _pattern() -> re.Pattern[str]:
    forms = {form for words in _tables() for form in (words, words.capitalize())}
    return re.compile(rf"\b{any_of(forms)}(?![\w’'-])")


@cache
def _tables() -> dict[str, str]:
    return {_plain(words): table for table, forms in lexicon("linking").items() for words in forms}
