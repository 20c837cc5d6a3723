"""A shelf in memory, and papers in one line: "d4 despatch 17 1871-03-02 | Carr, Minister in Peru | , Secretary of State"."""

import re
from collections.abc import Sequence
from datetime import date as Day
from typing import Any

from dragoman.edition.docket import Docket, Party
from dragoman.resolution.cards import Card, Traits, card
from dragoman.resolution.mentions import Mention
from dragoman.resolution.parties import Who
from dragoman.resolution.pointers import pointer_of

HEAD = re.compile(r"(?P<name>\S+) (?P<kind>[a-z-]+)(?: #(?P<number>\S+))?(?: (?P<date>\d\S*))?(?: (?P<time>\d\d:\d\d))?"
                  r"(?: @(?P<place>[^[]*?))?(?: \[(?P<mark>[^]]*)\])?")


class Memory:
    """Papers in the order in which they are given; "a/d4/1" is enclosed in "a/d4", and "a" is their collection."""

    def __init__(self, lines: Sequence[str], pages: dict[str, list[str]]) -> None:
        ids = {line.split(" ")[0]: i for i, line in enumerate(lines)}
        self.cards = [_card(line, i, ids) for i, line in enumerate(lines)]
        self.pages = pages

    def card(self, document: int) -> Card:
        return self.cards[document]

    def called(self, name: str) -> Card:
        return next(c for c in self.cards if c.name == name)

    def dated(self, day: Day, collection: str) -> Sequence[Card]:
        return [c for c in self.cards if c.day == day and collection == c.collection]

    def dated_anywhere(self, day: Day, sought: Traits) -> Sequence[Card]:
        return [c for c in self.cards if c.day == day]

    def numbered(self, number: str, collection: str | None, sender: str | None) -> Sequence[Card]:
        return [c for c in self.cards if c.number == number
                and (c.collection == collection if collection else c.sender.key == sender)]

    def on_page(self, label: str, collection: str) -> Sequence[Card]:
        return [self.called(name) for name in self.pages.get(label, []) if name.startswith(f"{collection}/")]

    def named(self, names: Sequence[str]) -> Sequence[Card]:
        return [c for c in self.cards if c.name in names]

    def next_door(self, card: Card, step: int) -> Card | None:
        row = [c for c in self.cards if c.carrier is None and c.collection == card.collection]
        while card.carrier is not None:
            card = self.cards[card.carrier]
        at = row.index(card) + step
        return row[at] if 0 <= at < len(row) else None

    def enclosed(self, card: Card) -> Sequence[Card]:
        found: list[Card] = []
        for inner in self.cards:
            if inner.carrier == card.id:
                found += [inner, *self.enclosed(inner)]
        return found

    def reach(self, party: Who, collection: str) -> int:
        return len({c.recipient.key for c in self.cards if c.collection == collection and c.sender.key == party.key})

    def series(self, sender: str, recipient: str, card: Card) -> Sequence[Card]:
        found = [c for c in self.cards if c.sender.key == sender and c.recipient.key == recipient
                 and c.collection == card.collection and c.day and card.day and c.day <= card.day]
        return sorted(found, key=lambda c: c.instant, reverse=True)


def mention(fields: dict[str, Any], ordinal: int = 0) -> Mention:
    """A mention by its fields; `note` is an editor's pointer in words."""
    fields = dict(fields)
    note = fields.pop("note", None)
    return Mention(ordinal, 0, 0, fields.pop("words", ""), fields.pop("kind"), fields.pop("relation", "refers-to"),
                   pointer=pointer_of(note) if note else None, **fields)


def _card(line: str, i: int, ids: dict[str, int]) -> Card:
    head, sender, recipient = (part.strip() for part in line.split("|"))
    m = HEAD.fullmatch(head)
    assert m is not None, line
    carrier = ids.get(m["name"].rpartition("/")[0]) if m["name"].count("/") > 1 else None
    docket = Docket(m["kind"], number=m["number"], date=m["date"], time=m["time"], place=m["place"],
                    sender=party(sender), recipient=party(recipient), marks=(m["mark"],) if m["mark"] else ())
    return card(docket, id=i, name=m["name"], collection=m["name"].split("/")[0], carrier=carrier)


def party(words: str) -> tuple[Party, ...]:
    """ "Carr, Minister in Peru"; ", Secretary of State" is an office alone."""
    name, _, office = words.partition(",")
    return (Party(name.strip() or None, office.strip() or None),) if words.strip(" ,") else ()
