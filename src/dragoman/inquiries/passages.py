"""Passages: the exact words that an answer rests on, with the paper, the span and its place in words."""

import re
import sqlite3
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from dragoman.archive.intake import readings
from dragoman.edition.docket import Docket
from dragoman.edition.place import places
from dragoman.edition.reading import Reading, labelled
from dragoman.lexicon import one_of

REMEMBERED = 128                # papers kept open for the next passage
# "? “The Minister", ". 3. The": the end of a sentence and the beginning of the next, a note's marker between them or
# not
_END = re.compile(r"[.?!][”\"’')\]]*(?:\s?\[\w{1,3}\s?\])?(?=\s+[“\"‘'(\[]?[A-ZÀ-Þ0-9])")
_ABBREVIATED = re.compile(rf"(?:\b{one_of('contents', 'abbreviated')}|(?<!\w)[A-ZÀ-Þ])$")
# a telegram's "22." before its first sentence, a numbered paragraph's "8."
_NUMBER = re.compile(r"\d{1,5}\.\s+")


class Passage(Struct, frozen=True):
    """Words of a paper: its id, their half-open span in code points of its text, and where on the page they stand."""

    document: str
    start: int
    end: int
    quote: str
    place: str


class Opened(NamedTuple):
    """A paper that passages are taken from."""

    reading: Reading
    docket: Docket
    place: Callable[[int], str]

    @property
    def text(self) -> str:
        """Its whole text."""
        return self.reading.document.text

    def passage(self, start: int, end: int) -> Passage:
        """The passage of a span."""
        document = self.reading.document
        return Passage(document.id, start, end, document.quote(start, end), self.place(start))


Opener = Callable[[int], Opened]


def opener(connection: sqlite3.Connection) -> Opener:
    """A function from a paper's row to the paper, opened; the last ones asked for stay open."""
    @lru_cache(maxsize=REMEMBERED)
    def opened(document: int) -> Opened:
        reading = next(readings(connection, "WHERE d.id = ?", (document,)))
        return Opened(reading, reading.docket(), places(list(labelled(reading))))
    return opened


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence that a span stands in; it never crosses a line. A number before it is left out."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    for m in _END.finditer(text, first, last):
        if _ABBREVIATED.search(text, max(first, m.start() - 12), m.start()) and text[m.start()] == ".":
            continue
        if m.end() <= start:
            first = m.end()
        elif m.start() >= end - 1:
            last = m.end()
            break
    while first < start and text[first].isspace():
        first += 1
    number = _NUMBER.match(text, first)
    return number.end() if number and number.end() <= start else first, last
