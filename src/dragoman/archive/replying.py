"""Replying: the later papers that name one that gives orders, ready to be asked what they do with each order."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from dragoman.archive.rows import mention_of
from dragoman.resolution.mentions import Mention
from dragoman.resolution.parties import Who
from dragoman.resolution.replies import Told, rarity, told_in

_PAPER = ("d.id, d.kind, d.first_day, d.enclosed_in, d.number, d.sender_surname, d.sender_post, d.recipient_surname, "
          "d.recipient_post, d.place")
_NAMING = ("SELECT l.target, l.missing, l.ordinal, l.mention, l.relation, l.lead, "
           f"{_PAPER} FROM link AS l JOIN document AS d ON d.id = l.document WHERE ")


class Sheet(NamedTuple):
    """A paper as its heading tells it: who sent it to whom, and its first day; `carrier` is what encloses it."""

    id: int
    kind: str
    day: str | None
    carrier: int | None
    number: str | None
    sender: Who
    recipient: Who
    place: str | None


class Lead(NamedTuple):
    """A paper that one opens with: where its name stands, what it tells, and the paper here that it means, if any."""

    start: int
    end: int
    number: str | None
    date: str | None
    sender: str | None
    target: int | None

    @property
    def named(self) -> bool:
        """Whether it bears a number or a day."""
        return self.number is not None or self.date is not None


class Naming(NamedTuple):
    """One place where a paper names another, and what it does with it."""

    paper: Sheet
    mention: Mention
    relation: str
    lead: bool

    @property
    def answers(self) -> bool:
        """Whether the paper answers the one that it names, or opens with it."""
        return not self.mention.note and (self.relation == "replies-to" or (self.lead and self.relation == "refers-to"))


class Replies:
    """What names some papers, here or missing, with the texts of those that do."""

    def __init__(self, connection: sqlite3.Connection, papers: Iterable[int], records: Iterable[int]) -> None:
        """All that names these papers or these records of missing ones."""
        self._connection = connection
        self._of: dict[tuple[str, int], list[Naming]] = defaultdict(list)
        self._texts: dict[int, tuple[str, int]] = {}
        self._told: dict[int, tuple[Told, ...]] = {}
        for column, named in (("target", papers), ("missing", records)):
            rows = connection.execute(f"{_NAMING} l.{column} IN (SELECT value FROM json_each(?)) ORDER BY d.first_day, "
                                      "d.id, l.ordinal", (json.dumps(sorted(set(named))),))
            for target, record, _, mention, relation, lead, *paper in rows:
                key = (column, target if column == "target" else record)
                self._of[key].append(Naming(_sheet(paper), mention_of(mention), relation, bool(lead)))

    def naming(self, *, paper: int | None = None, record: int | None = None) -> Sequence[Naming]:
        """Where a paper, or the record of a missing one, is named, in order of time."""
        key = ("target", paper) if paper is not None else ("missing", record or 0)
        return self._of.get(key, ())

    def text(self, paper: int) -> tuple[str, int]:
        """The text of a paper that names one, and where its notes begin."""
        if paper not in self._texts:
            row = self._connection.execute("SELECT text, foot FROM content WHERE document = ?", (paper,)).fetchone()
            self._texts[paper] = (row[0], row[1])
        return self._texts[paper]

    def told(self, paper: int) -> tuple[Told, ...]:
        """The sentences of a paper, without its notes, with their telling words."""
        if paper not in self._told:
            self._told[paper] = told_in(*self.text(paper))
        return self._told[paper]

    @cached_property
    def rare(self) -> Mapping[str, float]:
        """How telling each word is among all the papers that name these."""
        papers = {n.paper.id for namings in self._of.values() for n in namings}
        return rarity(map(self.told, sorted(papers)))


def sheets(connection: sqlite3.Connection, collection: str) -> dict[int, Sheet]:
    """The papers of a collection by their row."""
    rows = connection.execute(f"SELECT {_PAPER} FROM document AS d WHERE d.collection = ?",
                              (collection,))
    return {row[0]: _sheet(row) for row in rows}


def _sheet(row: Sequence[object]) -> Sheet:
    i, kind, day, carrier, number, *who, place = row
    sender, to = Who(*who[:2]), Who(*who[2:4])  # type: ignore[arg-type]
    return Sheet(i, kind, day, carrier, number, sender, to, place)  # type: ignore[arg-type]
