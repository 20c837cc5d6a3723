"""Ranges: where the words of a finding stand in a TEI element, as the string-range() pointers of TEI tell it.

string-range(ID, OFFSET, LENGTH) counts characters of the text of the element with that xml:id: all text inside it,
as XPath's string() has it (TEI Guidelines, chapter 16.2.4). Of words that stand in several places there are several
pairs of numbers.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Protocol

from lxml.etree import _Element

from dragoman.edition.annotation import Span
from dragoman.sources.tei_marks import words_of
from dragoman.sources.tei_text import Piece

MOST_PAIRS = 40         # pairs of numbers in one pointer; a span that falls into more is told from first to last word


class Ranges(Protocol):
    """What tells where a span of a paper's text stands."""

    def pointer(self, span: Span) -> str:
        """The pointer to the words of a span."""


class SameText:
    """Ranges in an element whose text begins with the paper's text, character by character."""

    def __init__(self, place: str) -> None:
        self._place = place

    def pointer(self, span: Span) -> str:
        """The pointer to the words of a span."""
        return f"#string-range({self._place},{max(span[0], 0)},{max(span[1] - span[0], 0)})"


class OtherText:
    """Ranges in an element with white space, notes and more of its own, by the pieces that the paper was made of."""

    def __init__(self, place: str, e: _Element, pieces: Sequence[Piece]) -> None:
        self._place, self._element = place, e
        self._placed: dict[int, list[int]] = {}
        offsets = self._offsets
        self._pieces = [p for p in pieces if (p.element, p.behind) in offsets]
        self._starts = [p.start for p in self._pieces]

    def pointer(self, span: Span) -> str:
        """The pointer to the words of a span; where none of them are the file's own, to the place before them."""
        pairs = self._joined(list(self._parts(span)))
        if len(pairs) > MOST_PAIRS:
            pairs = [(pairs[0][0], pairs[-1][1])]
        if not pairs:
            at = self._before(span[0])
            pairs = [(at, at)]
        return f"#string-range({self._place},{','.join(f'{start},{end - start}' for start, end in pairs)})"

    @cached_property
    def _text(self) -> str:
        return words_of(self._element)

    @cached_property
    def _offsets(self) -> dict[tuple[_Element, bool], int]:
        """Where each text of the element begins, by the element that it stands in or behind."""
        found: dict[tuple[_Element, bool], int] = {}
        at = 0
        waiting: list[tuple[_Element, bool]] = [(self._element, False)]
        while waiting:
            e, behind = waiting.pop()
            found[e, behind] = at
            if behind:
                at += len(e.tail or "")
                continue
            if isinstance(e.tag, str):
                at += len(e.text or "")
                for child in reversed(e):
                    waiting += [(child, True), (child, False)]
        return found

    def _parts(self, span: Span) -> Iterator[Span]:
        """The stretches of the element's text that a span is made of."""
        k = max(bisect_right(self._starts, span[0]) - 1, 0)
        while k < len(self._pieces) and self._pieces[k].start < span[1]:
            p = self._pieces[k]
            first, last = max(span[0] - p.start, 0), min(span[1] - p.start, p.length)
            if first < last:
                base, places = self._offsets[p.element, p.behind], self._places(p)
                yield base + places[first], base + places[last - 1] + 1
            k += 1

    def _joined(self, parts: Sequence[Span]) -> list[Span]:
        """The stretches, those between which there is only white space as one."""
        found: list[Span] = []
        for start, end in parts:
            if found and found[-1][1] <= start and not self._text[found[-1][1]:start].strip():
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
        return found

    def _before(self, offset: int) -> int:
        """The place after the last word of the file's own before an offset of the text."""
        k = bisect_right(self._starts, offset) - 1
        if k < 0:
            return 0
        p = self._pieces[k]
        last = min(max(offset - p.start, 0), p.length)
        return self._offsets[p.element, p.behind] + (self._places(p)[last - 1] + 1 if last else 0)

    def _places(self, p: Piece) -> list[int]:
        """Where each character of a piece, its white space folded, stands in the text that it was made of."""
        if p.start in self._placed:
            return self._placed[p.start]
        raw = (p.element.tail if p.behind else p.element.text) or ""
        found: list[int] = []
        at = 0
        for words in raw.split():
            start = raw.index(words, at)
            if found:
                found.append(at)            # the space between two words is the first white space after the one
            found += range(start, start + len(words))
            at = start + len(words)
        self._placed[p.start] = found
        return found


def ranges_in(place: str, e: _Element, text: str, pieces: Sequence[Piece]) -> Ranges:
    """The ranges of a paper's text in an element with this xml:id."""
    if not pieces or words_of(e).startswith(text):
        return SameText(place)
    return OtherText(place, e, pieces)
