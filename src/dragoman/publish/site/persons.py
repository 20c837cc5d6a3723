"""The index of persons: family name, offices, then the papers that each wrote, was sent, was at or is named in."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from dragoman.archive import naming
from dragoman.publish.pages import addresses
from dragoman.publish.pages.asked import skipped, turning
from dragoman.publish.pages.environment import day
from dragoman.publish.pages.narrowing import Query
from dragoman.publish.pages.page import Page

PERSONS = 100                   # of one page
PAPERS = 300                    # of one role of a person; a minister of a large archive has tens of thousands
WORDS: dict[naming.Role, str] = {"writes": "writes", "receives": "receives", "present": "present at",
                                 "named": "named in"}


class Cited(Struct, frozen=True):
    """A paper of an index: its address at the place, and how it is called."""

    href: str
    words: str
    told: str


class Roles(Struct, frozen=True):
    """The papers in which a person does one thing; `total` of them, of which `papers` are told."""

    words: str
    papers: Sequence[Cited]
    total: int


class Indexed(Struct, frozen=True):
    """A person in the index."""

    name: str
    head: str
    side: str | None
    offices: Sequence[naming.Held]
    roles: Sequence[Roles]


def persons_page(connection: sqlite3.Connection, query: Query) -> Page:
    """Some persons of the index, with the letters of all of it. Asked inside `naming.name_persons`."""
    skip = skipped(query)
    rows = [_indexed(connection, actor, person)
            for actor, person in naming.persons(connection, limit=PERSONS, skip=skip)]
    letters = list(naming.letters(connection))
    total = naming.person_count(connection)
    turn = turning("/persons", query, len(rows), total, PERSONS)
    begins = {before: letter for letter, before in letters}
    return Page("Persons", "persons.html", {
        "rows": rows, "total": total, "skip": skip, "turn": turn, "begins": begins,
        "letters": [(letter, addresses.asking("/persons", {"skip": str(before // PERSONS * PERSONS or "")}))
                    for letter, before in letters]})


def _indexed(connection: sqlite3.Connection, actor: int, person: naming.Person) -> Indexed:
    roles = []
    for role, places in groupby(naming.naming(connection, actor), key=lambda place: place.role):
        found = list(places)
        roles.append(Roles(WORDS[role], list(_cited(found[:PAPERS])), len(found)))
    return Indexed(person.name, person.head, person.side, list(naming.offices(connection, actor)), roles)


def _cited(places: Iterable[naming.Place]) -> Iterator[Cited]:
    """Papers as an index numbers them: "frus1936v03/d12, d15, d20"."""
    volume = None
    for place in places:
        before, slash, number = place.paper.rpartition("/")
        words = number if slash and before == volume else place.paper
        volume = before
        date = f"{day(place.date)}, " if place.date else ""
        yield Cited(addresses.passage(place.paper, place.start, place.start + 1), words, f"{date}{place.kind}")
