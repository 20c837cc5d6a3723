"""The shelf of an archive: cards by day, number, page, id and channel, for those who look papers up."""

import sqlite3
from collections.abc import Sequence
from datetime import date as Day
from functools import lru_cache

from dragoman.resolution.cards import Card, Shelf
from dragoman.resolution.parties import Who

_CARD = ("SELECT id, name, collection, kind, number, first_day, last_day, time, place, sender_surname, sender_post, "
         "recipient_surname, recipient_post, enclosed_in FROM document ")
REMEMBERED = 512                # answers kept for the next mention; papers that stand together ask for the same days


class ArchiveShelf(Shelf):
    """A shelf that looks into an archive. It remembers answers, so it must not outlive a change of the papers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.dated = lru_cache(REMEMBERED)(self._dated)             # type: ignore[method-assign]
        self.numbered = lru_cache(REMEMBERED)(self._numbered)       # type: ignore[method-assign]
        self.on_page = lru_cache(REMEMBERED)(self._on_page)         # type: ignore[method-assign]

    def card(self, document: int) -> Card:
        """The card of one paper."""
        return self._cards("WHERE id = ?", document)[0]

    def _dated(self, day: Day, collection: str | None) -> Sequence[Card]:
        if collection is None:
            return self._cards("WHERE first_day = ? AND last_day = first_day", day.isoformat())
        return self._cards("WHERE first_day = ? AND last_day = first_day AND collection = ?", day.isoformat(), collection)

    def _numbered(self, number: str, collection: str | None, sender: str | None) -> Sequence[Card]:
        if collection is None:
            return self._cards("WHERE number = ? AND coalesce(sender_post, sender_surname) = ?", number, sender)
        return self._cards("WHERE number = ? AND collection = ?", number, collection)

    def _on_page(self, label: str, collection: str) -> Sequence[Card]:
        return self._cards("WHERE id IN (SELECT document FROM page WHERE collection = ? AND label = ?)", collection, label)

    def named(self, names: Sequence[str]) -> Sequence[Card]:
        """The papers of these ids, in the order of filing."""
        return self._cards(f"WHERE name IN ({', '.join('?' * len(names))}) ORDER BY id", *names)

    def next_door(self, card: Card, step: int) -> Card | None:
        """The carrier printed just before (-1) or after (+1) a paper or its carrier."""
        while card.carrier is not None:
            card = self.card(card.carrier)
        beyond, order = ("<", "DESC") if step < 0 else (">", "ASC")
        found = self._cards(f"WHERE collection = ? AND id {beyond} ? AND enclosed_in IS NULL ORDER BY id {order} LIMIT 1",
                            card.collection, card.id)
        return found[0] if found else None

    def enclosed(self, card: Card) -> Sequence[Card]:
        """The papers enclosed in one, at any depth, in order."""
        found: list[Card] = []
        for inner in self._cards("WHERE enclosed_in = ? ORDER BY id", card.id):
            found += [inner, *self.enclosed(inner)]
        return found

    def series(self, sender: str, recipient: str, card: Card) -> Sequence[Card]:
        """The last papers of one channel up to a paper's day in its collection, the last first."""
        found = self._cards("WHERE coalesce(sender_post, sender_surname) = ? AND coalesce(recipient_post, recipient_surname) = ? "
                            "AND first_day <= ? AND last_day = first_day AND collection = ? ORDER BY first_day DESC LIMIT 20", sender, recipient,
                            card.instant[0].isoformat(), card.collection)
        return sorted(found, key=lambda c: c.instant, reverse=True)

    def _cards(self, where: str, *values: object) -> list[Card]:
        return [_card(row) for row in self._connection.execute(_CARD + where, values)]


def _card(row: tuple[object, ...]) -> Card:
    (i, name, collection, kind, number, first, last, time, place, surname, post, to_surname, to_post, carrier) = row
    day = Day.fromisoformat(str(first)) if first and first == last else None
    return Card(i, name, collection, kind, number, day, time, Who(surname, post, str(place).lower() if place else None),  # type: ignore[arg-type]
                Who(to_surname, to_post), carrier)  # type: ignore[arg-type]
