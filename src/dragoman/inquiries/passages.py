"""Passages: the exact words that an answer rests on, with the paper, the span and its place in words."""

import sqlite3
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from dragoman.archive.intake import readings
from dragoman.edition.docket import Docket
from dragoman.edition.place import places
from dragoman.edition.reading import Reading, labelled

REMEMBERED = 128                # papers kept open for the next passage


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
