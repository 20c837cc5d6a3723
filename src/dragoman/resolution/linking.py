"""Linking: where a text links two acts. "protested in reply to the seizure": the protest answers the seizure.

The two must stand in one sentence, or the words begin a sentence that follows the other act's at once. Left alone:
linking words with no act on one of their sides, and what merely follows in time.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from dragoman.lexicon import any_of, lexicon, one_of, words

Kind = Literal["answers", "beside", "condition"]
NEAR, CLOSE, GAP = 120, 60, 3   # characters between linking words and an act in another sentence, after them, before
BACK = 800                      # and at most so far back does their sentence begin
REPLIES = frozenset(("protest", "reject"))

_WORDS = 2                      # from an act to "at once": "I protested at once"

_END = re.compile(r"[.?!][”\"’')\]]*\s*(?:\[\w{1,3}\]\s*)?(?=[A-ZÀ-Þ“\"])|\n")
_LAST, LONG = re.compile(r"\w+$"), 8      # what may be an abbreviation, and how long it is at most
_STOP = re.compile(r"[,;:—]")
# "as soon as they have passed": what the condition is stands earlier in the sentence
_ANAPHOR = re.compile(r"\s+(?:that\s+)?(?:they|it|this|these|those|he|she)\b", re.I)


class Link(NamedTuple):
    """Two acts, by their place in the list given, with the linking words.

    The first answers the second, stands beside it, or has it for its condition.
    """

    act: int
    other: int
    kind: Kind
    start: int
    end: int


class Act(NamedTuple):
    """Where an act is told, where the word stands that tells it, and its type."""

    start: int
    end: int
    at: int
    kind: str = ""


def links(text: str, acts: Sequence[Act]) -> Iterator[Link]:
    """Every link between two of the acts, which are in the order in which they are told."""
    if len(acts) < 2:
        return
    told = _Told(text, acts)
    for m in _pattern().finditer(text):
        table = _tables().get(" ".join(m[0].lower().split()), "consent")
        yield from _BY[table](told, m.start(), m.end())


def sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence of a span begins and ends; not at the point of "Art. Old Ford"."""
    first = max(0, start - BACK)
    for m in _ends(text, first, start + 1):
        if m.end() <= start:
            first = m.end()
    after = next(_ends(text, end, len(text)), None)
    return first, after.start() if after else len(text)


def _ends(text: str, first: int, last: int) -> Iterator[re.Match[str]]:
    for m in _END.finditer(text, first, last):
        before = _LAST.search(text, max(0, m.start() - LONG), m.start())
        if text[m.start()] != "." or before is None or before[0].lower() not in words("grammar", "abbreviations"):
            yield m


class _Told:
    """A text with its acts, to be asked which stands next to a place."""

    def __init__(self, text: str, acts: Sequence[Act]) -> None:
        self.text, self.acts, self.at = text, acts, [act.at for act in acts]

    def before(self, place: int, first: int, gap: int = GAP) -> int | None:
        """The act told last before a place, in what begins at `first`; its clause must come near to the place."""
        k = bisect_left(self.at, place) - 1
        if k < 0 or self.at[k] < first:
            return None
        return k if place - max(self.at[k], min(self.acts[k].end, place)) <= gap else None

    def after(self, place: int, last: int) -> int | None:
        """The act told first after a place, in what ends at `last`, with no stop between."""
        k = bisect_left(self.at, place)
        if k == len(self.at) or self.at[k] >= last or self.at[k] - place > CLOSE:
            return None
        return k if not _STOP.search(self.text, place, self.at[k]) else None

    def preceding(self, first: int) -> int | None:
        """The act told last in the sentence before the one that begins at `first`."""
        if not first:
            return None
        return self.before(first, sentence_of(self.text, max(0, first - 2), max(0, first - 1))[0], NEAR)


def _answers(told: _Told, start: int, end: int) -> Iterator[Link]:
    """ "A in reply to B"; "In reply to B, A"."""
    first, last = sentence_of(told.text, start, end)
    one, other = told.before(start, first), told.after(end, last)
    if one is None and other is not None and start - first <= 1:
        comma = told.text.find(",", told.at[other], last)
        one = told.after(comma + 1, last) if comma >= 0 else None
    if one is not None and other is not None and one != other:
        yield Link(one, other, "answers", start, end)


def _answered(told: _Told, start: int, end: int, kind: Kind = "answers") -> Iterator[Link]:
    """ "B; in return A"; "B. In return A"."""
    first, last = sentence_of(told.text, start, end)
    other = told.before(start, first, CLOSE)
    other = told.preceding(first) if other is None else other
    one = told.after(told.text.startswith(",", end) + end, last)
    if one is not None and other is not None and one != other:
        yield Link(one, other, kind, start, end)


def _reacting(told: _Told, start: int, end: int) -> Iterator[Link]:
    """ "B. I protested at once"."""
    first, _ = sentence_of(told.text, start, end)
    one = told.before(start, first)
    if one is None or told.acts[one].kind not in REPLIES or len(told.text[told.at[one]:start].split()) > _WORDS:
        return
    other = told.before(told.at[one], first, NEAR)
    other = told.preceding(first) if other is None else other
    if other is not None:
        yield Link(one, other, "answers", start, end)


def _beside(told: _Told, start: int, end: int) -> Iterator[Link]:
    """ "A in connection with B"."""
    first, last = sentence_of(told.text, start, end)
    one, other = told.before(start, first), told.after(end, last)
    if one is None and start - first <= 1:
        one = told.preceding(first)
    if one is not None and other is not None:
        yield Link(one, other, "beside", start, end)


def _together(told: _Told, start: int, end: int) -> Iterator[Link]:
    """ "A, B and C are links of one chain"."""
    first, _ = sentence_of(told.text, start, end)
    inside = [k for k, at in enumerate(told.at) if first <= at < start]
    for other, one in pairwise(inside):
        yield Link(one, other, "beside", start, end)


def _condition(told: _Told, start: int, end: int) -> Iterator[Link]:
    """ "A on condition that B"; "B and A as soon as they have passed"."""
    first, last = sentence_of(told.text, start, end)
    one, other = told.before(start, first), told.after(end, last)
    if one is not None and other is None and _ANAPHOR.match(told.text, end):
        other = one - 1 if one and told.at[one - 1] >= first else None
    if one is not None and other is not None:
        yield Link(one, other, "condition", start, end)


def _exchange(told: _Told, start: int, end: int) -> Iterator[Link]:
    """ "B. On its side it will A"."""
    if start - sentence_of(told.text, start, end)[0] <= 1:
        yield from _answered(told, start, end, "condition")


def _consent(told: _Told, start: int, end: int) -> Iterator[Link]:
    """ "B. If your Government accepts, A"."""
    first, last = sentence_of(told.text, start, end)
    comma = told.text.find(",", end, last)
    one, other = told.after(start, last) or told.after(comma + 1, last), told.preceding(first)
    if start - first <= 1 and one is not None and other is not None:
        yield Link(one, other, "condition", start, end)


_BY = {"answers": _answers, "answered": _answered, "reacting": _reacting, "beside": _beside, "together": _together,
       "condition": _condition, "exchange": _exchange, "consent": _consent}


@cache
def _pattern() -> re.Pattern[str]:
    forms = {form for words in _tables() for form in (words, words.capitalize())}
    consent = rf"If\s+(?:\w+\s+){{1,4}}{one_of('linking', 'consent')}(?=,)"
    return re.compile(rf"\b(?:{any_of(forms)}(?![\w’'-])|{consent})")


@cache
def _tables() -> dict[str, str]:
    return {" ".join(words.lower().split()): table for table, forms in lexicon("linking").items() for words in forms
            if table != "consent"}
