"""Suspicion: words that call a report disinformation or a forgery, and signs that two reports are one. Hints, no more.

"Today we received a message in the same sense. I regard this and possible other messages of this nature as deliberate
disinformation": the second sentence is about the first; and the first, "in the same sense", about the one before it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date as Day
from functools import cache
from itertools import combinations
from typing import NamedTuple

from dragoman.edition.annotation import Span
from dragoman.lexicon import lexicon, one_of
from dragoman.lexicon.stops import line_of, sentences

FEW_DAYS = 5                    # reports of one speaker within so many days may be one
FEWEST_SHARED = 3               # words that two reports have in common
OVERLAP, SAME_WORDS = 0.5, 0.8  # of the words of the shorter one; from the second on the speaker does not matter


class Report(NamedTuple):
    """A passage with what tells where it comes from.

    `words` are its content words, `cites` the ids of papers that its paragraph cites, `papers` the newspapers that it
    names, each with its EDTF day or "".
    """

    document: str
    start: int
    day: Day | None
    who: str | None
    words: frozenset[str]
    cites: frozenset[str] = frozenset()
    papers: frozenset[tuple[str, str]] = frozenset()


class Shared(NamedTuple):
    """Two reports, by their places in a list, that may be one, and why."""

    one: int
    other: int
    why: str


def calls_false(text: str) -> bool:
    """Whether a sentence says of something that it is disinformation, forged, planted."""
    plain, doubtful, things = _false()
    return bool(plain.search(text) or (doubtful.search(text) and things.search(text)))


def may_call_false(text: str) -> bool:
    """Whether a text has the letters of a word that calls something disinformation: a look before the true one."""
    return any(letters in text for letters in _letters())


def comes_again(text: str) -> str | None:
    """The words by which a sentence says that a report comes again ("in the same sense"), or None."""
    found = _again().search(text)
    return found[0] if found else None


def called_false_beside(text: str, start: int, end: int) -> Span | None:
    """The sentence of the same paragraph that calls a passage disinformation, or None.

    It follows the passage and points back to it; between them may stand sentences that report the same again.
    """
    every = tuple(sentences(text, *line_of(text, start, end)))
    here = next((n for n, (a, b) in enumerate(every) if a <= start < b), None)
    if here is None:
        return None
    for n in range(here + 1, len(every)):
        words = text[slice(*every[n])]
        if calls_false(words):
            return every[n] if _pointing().search(words) else None
        if not comes_again(words):
            return None
    return None


def shared_origins(reports: Sequence[Report]) -> Iterator[Shared]:
    """Pairs of reports in different papers that may be one, each with its first reason."""
    for (n, one), (m, other) in combinations(enumerate(reports), 2):
        if one.document != other.document and (why := _why_one(one, other)):
            yield Shared(n, m, why)


def _why_one(one: Report, other: Report) -> str | None:
    common = one.words & other.words
    overlap = len(common) / max(1, min(len(one.words), len(other.words)))
    if len(common) >= FEWEST_SHARED:
        if one.who and one.who == other.who and overlap >= OVERLAP and _near(one.day, other.day):
            return f"{one.who} says it in both, within {FEW_DAYS} days: {', '.join(sorted(common)[:5])}"
        if overlap >= SAME_WORDS and len(common) >= 2 * FEWEST_SHARED:
            return f"nearly the same words: {', '.join(sorted(common)[:5])}"
    if other.document in one.cites or one.document in other.cites:
        citing, cited = (one, other) if other.document in one.cites else (other, one)
        return f"{citing.document} cites {cited.document} beside it" if common else None
    papers = [name for name, day in one.papers for again, then in other.papers
              if name == again and (not day or not then or day == then)]
    return f"both name the newspaper {papers[0]}" if papers else None


def _near(one: Day | None, other: Day | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= FEW_DAYS


@cache
def _letters() -> tuple[str, ...]:
    words = lexicon("planted")["disinformation"] + lexicon("planted")["doubtful"]
    return tuple(form for word in words for form in (word, word[:1].upper() + word[1:]))


@cache
def _false() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return _whole("disinformation"), _whole("doubtful"), _whole("things")


@cache
def _again() -> re.Pattern[str]:
    return _whole("same")


@cache
def _pointing() -> re.Pattern[str]:
    return _whole("pointing")


def _whole(array: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of('planted', array)}(?!\w)", re.I)
