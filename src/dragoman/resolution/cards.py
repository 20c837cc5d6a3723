"""Cards: what a look-up must know of each paper, and the shelf that holds them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date as Day
from datetime import timedelta
from typing import Protocol

from msgspec import Struct

from dragoman.edition.docket import Docket
from dragoman.resolution.parties import Who, who

# "[Inclosure 17 in No. 331.]", "[Enclosure No. 2.—Translation.]", "Annex B"
_LABEL = re.compile(r"\b(?:[ei]nclosure|annex|appendix|exhibit)\s+(?:No\.?\s*)?(?P<label>\d{1,3}|[A-Z])\b(?!\.\w)",
                    re.I)


class Card(Struct, frozen=True):
    """One paper as its heading tells it. `day` is its date when that is a single day, `carrier` what encloses it.

    `label` is the number that an enclosed paper bears as such ("2" for "[Inclosure No. 2.]"); a shelf gives it only to
    those who ask what is enclosed.
    """

    id: int
    name: str
    collection: str
    kind: str
    number: str | None = None
    day: Day | None = None
    time: str | None = None
    sender: Who = Who()
    recipient: Who = Who()
    carrier: int | None = None
    label: str | None = None

    @property
    def instant(self) -> tuple[Day, str]:
        """Its day and hour, for putting papers in order; the end of the day when the hour is not known."""
        return self.day or Day.min, self.time or "24:00"


class Traits(Struct, frozen=True):
    """What a paper of a known day must share: its number, else its hour, else its sender, else its recipient."""

    number: str | None = None
    time: str | None = None
    sender: Who = Who()
    recipient: Who = Who()


class Shelf(Protocol):
    """Where papers are looked up. A `collection` narrows to one volume or folder; None means the whole archive."""

    def card(self, document: int) -> Card:
        """The card of one paper."""

    def dated(self, day: Day, collection: str) -> Sequence[Card]:
        """The papers of one day."""

    def dated_anywhere(self, day: Day, sought: "Traits") -> Sequence[Card]:
        """The papers of one day in the whole archive that share with what is sought what tells papers apart there."""

    def numbered(self, number: str, collection: str | None, sender: str | None) -> Sequence[Card]:
        """The papers that bear a number; in the whole archive only those of one sender's key."""

    def on_page(self, label: str, collection: str) -> Sequence[Card]:
        """The papers with text on a printed page."""

    def named(self, names: Sequence[str]) -> Sequence[Card]:
        """The papers of these ids."""

    def next_door(self, card: Card, step: int) -> Card | None:
        """The paper printed just before (-1) or after (+1)."""

    def enclosed(self, card: Card) -> Sequence[Card]:
        """The papers enclosed in one, at any depth, with their labels."""

    def reach(self, party: Who, collection: str) -> int:
        """To how many different parties one writes in a collection."""

    def series(self, sender: str, recipient: str, card: Card) -> Sequence[Card]:
        """The papers of one channel in a paper's collection up to its day, the last first."""


def card(docket: Docket, *, id: int, name: str, collection: str, carrier: int | None = None) -> Card:
    """The card of a paper. A date that is no single day is not kept."""
    label = label_of(docket.marks, docket.title) if carrier is not None else None
    return Card(id, name, collection, docket.kind, docket.number, day_of(docket.date), docket.time,
                who(docket.sender, docket.place), who(docket.recipient), carrier, label)


def label_of(marks: Iterable[str], title: str | None = None) -> str | None:
    """The number that an enclosed paper bears as such, by the marks of its heading, or its title; None for none."""
    found = [m["label"] for mark in marks if (m := _LABEL.search(mark))]
    found += [m["label"] for m in (_LABEL.match(title or ""),) if m]
    return found[0] if found else None


def days_of(edtf: str | None) -> tuple[Day, ...]:
    """The days that an EDTF text can name: one; two for a date in both styles ("1900-12-04/1900-12-17"); or none."""
    first, _, last = (edtf or "").partition("/")
    days = tuple(d for d in (day_of(first), day_of(last)) if d)
    if not last or (len(days) == 2 and timedelta(days=11) <= days[1] - days[0] <= timedelta(days=13)):
        return days
    return ()


def day_of(edtf: str | None) -> Day | None:
    """The day that an EDTF text names, or None when it names no single day."""
    try:
        return Day.fromisoformat(edtf or "") if len(edtf or "") == 10 else None
    except ValueError:
        return None
