"""Naming: the persons of the chosen papers, with the papers that each wrote, was sent, was at or is named in.

A name in a text is a person's when it is written as one of his forms; one that no form has is nobody's here. Kept
beside the archive, like the choice itself.
"""

import sqlite3
from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec

from dragoman.archive.chosen import CHOSEN, beside
from dragoman.archive.forms import form_of
from dragoman.edition.annotation import Name
from dragoman.lexicon.vocabulary import plain_letters
from dragoman.resolution.parties import surname

Role = Literal["writes", "receives", "present", "named"]
ROLES: tuple[Role, ...] = ("writes", "receives", "present", "named")
_ROLE = {"sender": 0, "recipient": 1, "participant": 2}
_NAMED = 3
_MARKS = "'\"’‘“”.- "
_NAME = msgspec.json.Decoder(Name)
# with a capital they belong to the family's name: "Du Berrier, Hilaire", but "Bülow, Bernhard von"
_PARTICLES = frozenset(("De", "Del", "Della", "Des", "Di", "Du", "La", "Le", "Van", "Von", "El", "Al"))
_FORMS = "SELECT DISTINCT actor FROM form WHERE collection = ? AND kind = 'person' AND name = ? AND actor IS NOT NULL"


class Place(NamedTuple):
    """Where a paper has a person: what he does in it, its id and kind, the first offset that shows it."""

    role: Role
    paper: str
    kind: str
    date: str | None
    start: int


class Person(NamedTuple):
    """A person of the index: address, name as papers give it, as an index has it, and the power."""

    name: str
    label: str
    head: str
    side: str | None


class Held(NamedTuple):
    """An office that a person held, its address, and from when to when papers show it."""

    office: str
    label: str
    first: str | None
    last: str | None


def name_persons(connection: sqlite3.Connection) -> int:
    """Find the persons of the chosen papers, in the order of an index; how many they are. Inside a transaction."""
    with beside(connection):
        connection.execute("CREATE TEMP TABLE naming (actor INTEGER, role INTEGER, number INTEGER, start INTEGER, "
                           "PRIMARY KEY (actor, role, number)) WITHOUT ROWID")
        for role, code in _ROLE.items():
            connection.execute(
                "INSERT OR IGNORE INTO temp.naming SELECT p.person, ?, c.number, p.start FROM party AS p "
                "JOIN temp.chosen AS c ON c.id = p.document JOIN actor AS a ON a.id = p.person "
                "WHERE p.role = ? AND a.kind = 'person'", (code, role))
        connection.executemany("INSERT OR IGNORE INTO temp.naming VALUES (?, ?, ?, ?)", _named(connection))
        # who writes or receives a paper is named in it as a matter of course
        connection.execute(f"DELETE FROM temp.naming AS n WHERE role = {_NAMED} AND EXISTS (SELECT 1 FROM temp.naming "
                           f"WHERE actor = n.actor AND number = n.number AND role < {_NAMED})")
        connection.execute("CREATE TEMP TABLE person (head TEXT, letter TEXT, actor INTEGER, shown TEXT)")
        connection.execute("CREATE INDEX temp.person_head ON person (head, actor)")
        connection.executemany("INSERT INTO temp.person VALUES (?, ?, ?, ?)", (
            (*_key(label), actor, inverted(label)) for actor, label in connection.execute(
                "SELECT id, label FROM actor WHERE id IN (SELECT actor FROM temp.naming)").fetchall()))
        connection.execute("INSERT OR IGNORE INTO temp.told_of SELECT actor FROM temp.person")
    return person_count(connection)


def person_count(connection: sqlite3.Connection) -> int:
    """How many persons the index has."""
    found: int = connection.execute("SELECT count(*) FROM temp.person").fetchone()[0]
    return found


def persons(connection: sqlite3.Connection, *, limit: int, skip: int) -> Iterator[tuple[int, Person]]:
    """Some persons in the order of an index, each with its row in the archive."""
    for actor, *told in connection.execute(
            "SELECT a.id, a.name, a.label, p.shown, s.label FROM temp.person AS p JOIN actor AS a ON a.id = p.actor "
            "LEFT JOIN actor AS s ON s.id = a.side ORDER BY p.head, p.actor LIMIT ? OFFSET ?",
            (limit, skip)).fetchall():
        yield actor, Person(*told)


def letters(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """The first letters of the index, each with how many persons stand before it."""
    before = 0
    for letter, count in connection.execute("SELECT letter, count(*) FROM temp.person GROUP BY letter "
                                            "ORDER BY min(head)"):
        yield letter, before
        before += count


def naming(connection: sqlite3.Connection, actor: int) -> Iterator[Place]:
    """Where the chosen papers have a person, by what he does there, then in order of time."""
    for role, *told in connection.execute(
            "SELECT n.role, d.name, d.kind, d.date, n.start FROM temp.naming AS n "
            "JOIN temp.chosen AS c ON c.number = n.number JOIN document AS d ON d.id = c.id WHERE n.actor = ? "
            "ORDER BY n.role, n.number", (actor,)).fetchall():
        yield Place(ROLES[role], *told)


def offices(connection: sqlite3.Connection, actor: int) -> Iterator[Held]:
    """The offices that chosen papers show a person in, in order of time."""
    for row in connection.execute(
            "SELECT o.name, o.label, nullif(min(t.first_day), ''), max(t.last_day) FROM tenure AS t "
            "JOIN actor AS o ON o.id = t.office WHERE t.person = ? "
            f"AND t.document IN ({CHOSEN}) GROUP BY o.id ORDER BY min(t.first_day), o.label",
            (actor,)).fetchall():
        yield Held(*row)


def inverted(label: str) -> str:
    """A name as an index has it: "Grew, Joseph C." for "Joseph C. Grew"; one of a single word stays."""
    last = surname(label)
    words = label.split()
    at = max((i for i, word in enumerate(words) if last and last in word.lower()), default=0)
    first = at - 1 if at and words[at - 1] in _PARTICLES else at
    before, after = words[:first], words[at + 1:]
    family = " ".join(words[first:at + 1]).rstrip(",") or label
    return f"{family}, {' '.join([*before, *after])}" if before or after else family


def _key(label: str) -> tuple[str, str]:
    """By what a name is put in order, and its first letter."""
    key = plain_letters(inverted(label)).strip(_MARKS)
    return key, key[:1].upper() if key[:1].isalpha() else "#"


def _named(connection: sqlite3.Connection) -> Iterator[tuple[int, int, int, int]]:
    """Each naming of a person in a text: actor, role, the number of the paper, the offset."""
    rows = connection.execute(
        "SELECT d.collection, c.number, a.start, a.body FROM temp.chosen AS c JOIN document AS d ON d.id = c.id "
        "JOIN annotation AS a ON a.document = c.id WHERE a.layer = 'name' ORDER BY c.id, a.ordinal")
    for collection, number, start, body in rows:
        name = _NAME.decode(body)
        if name.kind == "person" and (actor := _meant(connection, collection, name)) is not None:
            yield actor, _NAMED, number, min((s for s, _ in name.mentions), default=start)


def _meant(connection: sqlite3.Connection, collection: str, name: Name) -> int | None:
    """The person whose form in a collection a name is; else the only one that is called so there."""
    form = form_of(name, ())
    if form is None or form.kind != "person":
        return None
    row = connection.execute("SELECT actor FROM form WHERE collection = ? AND kind = ? AND name = ? AND office = ? "
                             "AND post = ?", (collection, *form)).fetchone()
    if row and row[0] is not None:
        return int(row[0])
    found = connection.execute(_FORMS, (collection, form.name)).fetchall()
    return found[0][0] if len(found) == 1 else None
