"""The shelf of an archive: cards by day, number, page, id and channel, for those who look papers up."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date as Day
from functools import lru_cache

from msgspec import structs

from dragoman.resolution.cards import Card, Traits, label_of
from dragoman.resolution.parties import Who

_CARD = ("SELECT id, name, collection, kind, number, first_day, last_day, time, place, sender_surname, sender_post, "
         "recipient_surname, recipient_post, enclosed_in FROM document ")
_ONE_DAY = "first_day = ? AND last_day = first_day"
REMEMBERED = 512                # answers kept for the next mention; papers that stand together ask for the same days
LAST_PAPERS = 20                # of a channel, among which the one just before is sought


class ArchiveShelf:
    """A resolution.cards.Shelf over an archive. It remembers answers: it must not outlive a change of the papers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._answer = lru_cache(REMEMBERED)(self._cards)

    def card(self, document: int) -> Card:
        """The card of one paper."""
        return self._cards("WHERE id = ?", document)[0]

    def dated(self, day: Day, collection: str) -> Sequence[Card]:
        """The papers of one day in a collection."""
        return self._answer(f"WHERE {_ONE_DAY} AND collection = ?", day.isoformat(), collection)

    def dated_anywhere(self, day: Day, sought: Traits) -> Sequence[Card]:
        """The papers of one day in the whole archive that bear the number sought, or were sent at the hour.

        With neither number nor hour: those of the sender, or, where he is not known, those to the recipient; else none.
        """
        on = day.isoformat()
        ways: list[tuple[str, str | None]]
        if sought.number:
            ways = [("number = ?", n) for n in _written(sought.number)]
            ways += [("number IS NULL AND time = ?", sought.time)] if sought.time else []
        elif sought.time:
            ways = [("time = ?", sought.time)]
        else:
            side, party = ("sender", sought.sender) if sought.sender.key else ("recipient", sought.recipient)
            ways = [(f"{side}_post = ?", party.post), (f"{side}_surname = ?", party.surname)]
        ways = [way for way in ways if way[1] is not None]
        if not ways:
            return ()
        found = " UNION ".join(f"SELECT id FROM document WHERE first_day = ? AND {where}" for where, _ in ways)
        return self._cards(f"WHERE id IN ({found}) AND last_day = first_day",
                           *(v for _, value in ways for v in (on, value)))

    def numbered(self, number: str, collection: str | None, sender: str | None) -> Sequence[Card]:
        """The papers that bear a number; in the whole archive only those of one sender's key."""
        if collection is None:
            return self._answer("WHERE number = ? AND coalesce(sender_post, sender_surname) = ?", number, sender)
        return self._answer("WHERE number = ? AND collection = ?", number, collection)

    def on_page(self, label: str, collection: str) -> Sequence[Card]:
        """The papers with text on a printed page."""
        return self._answer("WHERE id IN (SELECT document FROM page WHERE collection = ? AND label = ?)",
                            collection, label)

    def named(self, names: Sequence[str]) -> Sequence[Card]:
        """The papers of these ids, in the order of filing."""
        return self._cards(f"WHERE name IN ({', '.join('?' * len(names))}) ORDER BY id", *names)

    def next_door(self, card: Card, step: int) -> Card | None:
        """The carrier printed just before (-1) or after (+1) a paper or its carrier."""
        while card.carrier is not None:
            card = self.card(card.carrier)
        beyond, order = ("<", "DESC") if step < 0 else (">", "ASC")
        found = self._cards(f"WHERE collection = ? AND id {beyond} ? AND enclosed_in IS NULL "
                            f"ORDER BY id {order} LIMIT 1", card.collection, card.id)
        return found[0] if found else None

    def enclosed(self, card: Card) -> Sequence[Card]:
        """The papers enclosed in one, at any depth, in order, with their labels."""
        found: list[Card] = []
        where = "WHERE enclosed_in = ? ORDER BY id"
        marks = self._connection.execute(
            f"SELECT json_extract(docket, '$.marks'), title FROM document {where}", (card.id,))
        for inner, (heading, title) in zip(self._cards(where, card.id), marks.fetchall(), strict=True):
            found.append(structs.replace(inner, label=label_of(json.loads(heading or "[]"), title)))
            found += self.enclosed(inner)
        return found

    def reach(self, party: Who, collection: str) -> int:
        """To how many different parties one writes in a collection."""
        found: int = self._connection.execute(
            "SELECT count(DISTINCT coalesce(recipient_post, recipient_surname)) FROM document "
            "WHERE coalesce(sender_post, sender_surname) = ? AND collection = ?", (party.key, collection)).fetchone()[0]
        return found

    def series(self, sender: str, recipient: str, card: Card) -> Sequence[Card]:
        """The last papers of one channel up to a paper's day in its collection, the last first."""
        found = self._cards(
            "WHERE coalesce(sender_post, sender_surname) = ? AND coalesce(recipient_post, recipient_surname) = ? "
            "AND first_day <= ? AND last_day = first_day AND collection = ? ORDER BY first_day DESC LIMIT ?",
            sender, recipient, card.instant[0].isoformat(), card.collection, LAST_PAPERS)
        return sorted(found, key=lambda c: c.instant, reverse=True)

    def _cards(self, where: str, *values: object) -> list[Card]:
        return [_card(*row) for row in self._connection.execute(_CARD + where, values)]


def _written(number: str) -> list[str]:
    """The ways in which a number may be printed: "1471", "1,471"."""
    bare = number.replace(",", "")
    return list(dict.fromkeys((number, bare, f"{int(bare):,}" if bare.isdecimal() else bare)))


def _card(i: int, name: str, collection: str, kind: str, *more: str | None) -> Card:
    """The card of a row."""
    number, first, last, time, place, surname, post, to_surname, to_post, carrier = more
    day = Day.fromisoformat(first) if first and first == last else None
    return Card(i, name, collection, kind, number, day, time, Who(surname, post, place.lower() if place else None),
                Who(to_surname, to_post), int(carrier) if carrier is not None else None)
