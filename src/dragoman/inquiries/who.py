"""Who is meant by words in a question: the actors of that address or name; and an actor in few words."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct

from dragoman.archive.journal import about_actors
from dragoman.edition.decision import JoinActors
from dragoman.errors import NoSuchActor
from dragoman.inquiries.scope import bears
from dragoman.lexicon.vocabulary import plain_letters, plain_words
from dragoman.resolution.powers import known_power

NEAR = 5                        # actors that are told when words mean none, or several
LONGEST = 100                   # words of a name; SQLite joins no more than 500 selections


class Somebody(Struct, frozen=True):
    """An actor in a row: its address, kind (person, office, power, body) and name for people; `side` is its power's
    name, None for a power and where it is not known.
    """

    name: str
    kind: str
    label: str
    side: str | None = None


class Asked(Struct, frozen=True):
    """Whom words of a question mean: the rows of `actor`, and which of them are powers, whose persons act for them."""

    label: str
    ids: tuple[int, ...]
    powers: tuple[int, ...] = ()


def actors_named(connection: sqlite3.Connection, words: str) -> Asked:
    """The actor of this address or power, or that people joined it to; else of this very name; else all that have the
    words and are one by kind.

    Persons go before offices and bodies. Raises NoSuchActor, with some that are near, where none has the words or
    several persons have.
    """
    exact = connection.execute(
        "SELECT id, kind, label FROM actor WHERE name IN (?, ?)",
        (words, f"power/{known_power(words) or plain_letters(words)}")).fetchall()
    found = exact or _joined(connection, words) or _alike(connection, words)
    for kind in ("power", "person", "office", "body"):
        of_kind = [row for row in found if row[1] == kind]
        if len(of_kind) == 1 or (of_kind and kind in ("office", "body")):
            ids = tuple(row[0] for row in of_kind)
            return Asked(of_kind[0][2] if len(ids) == 1 else words, ids, ids if kind == "power" else ())
        if of_kind:
            break
    raise NoSuchActor(words, tuple(row[0] for row in connection.execute(
        "SELECT name FROM actor WHERE id IN (SELECT value FROM json_each(?)) ORDER BY sent + received + named DESC "
        "LIMIT ?", (str([row[0] for row in found]), NEAR))))


def _joined(connection: sqlite3.Connection, name: str) -> list[tuple[int, str, str]]:
    """The actor that people joined the one of an address to, in a row: addresses are for keeps."""
    now = standing(connection, [name]).get(name)
    return connection.execute("SELECT id, kind, label FROM actor WHERE name = ?", (now,)).fetchall() if now else []


def standing(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, str]:
    """The address by which each of these is known now: its own, or that of an actor that people joined it to, in a row.

    An address that nobody has is left out.
    """
    wanted = sorted(set(names))
    here = {row[0] for row in connection.execute(
        "SELECT name FROM actor WHERE name IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))}
    found = {name: name for name in wanted if name in here}
    return found | {name: now for name in wanted if name not in here and (now := _end(connection, name))}


def joined_to(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, str]:
    """These addresses, and those of actors that people joined to them, each with the one that it is known by now."""
    known = left = set(names)
    others: set[str] = set()
    while left:
        left = {other for d in about_actors(connection, "joins", left) if isinstance(d.body, JoinActors)
                for other in d.body.names[1:]} - others
        others |= left
    return {name: name for name in known} | {
        old: now for old, now in standing(connection, others).items() if now in known}


def _joins(connection: sqlite3.Connection, name: str) -> list[str]:
    """The addresses that people joined the actor of this one to."""
    return [d.body.names[0] for d in about_actors(connection, "joined", [name]) if isinstance(d.body, JoinActors)]


def _end(connection: sqlite3.Connection, name: str) -> str | None:
    """The first actor on the way of joinings that there is."""
    left, seen = _joins(connection, name), {name}
    while left:
        first = left.pop(0)
        if first not in seen:
            if connection.execute("SELECT 1 FROM actor WHERE name = ?", (first,)).fetchone():
                return first
            seen.add(first)
            left += _joins(connection, first)
    return None


def _alike(connection: sqlite3.Connection, words: str) -> list[tuple[int, str, str]]:
    """The actors whose name has the words, in a row; those whose whole name it is, if there are such."""
    asked = plain_words(words)
    if not 0 < len(asked) <= LONGEST:
        return []
    has = " INTERSECT ".join(["SELECT actor FROM called WHERE word = ?"] * len(asked))
    rows = connection.execute(f"SELECT id, kind, label, name FROM actor WHERE id IN ({has})", asked).fetchall()
    rows = [row for row in rows if bears(row[2], words) or bears(row[3], words)]
    plain = plain_letters(words)
    whole = [row for row in rows if plain_letters(row[2]) == plain]
    return [(row[0], row[1], row[2]) for row in whole or rows]


def somebody(connection: sqlite3.Connection, ids: Sequence[int | None]) -> dict[int, Somebody]:
    """These actors in few words, by row."""
    wanted = sorted({i for i in ids if i is not None})
    rows = connection.execute(
        "SELECT a.id, a.name, a.kind, a.label, s.label, s.id FROM actor AS a LEFT JOIN actor AS s ON s.id = a.side "
        "WHERE a.id IN (SELECT value FROM json_each(?))", (str(wanted),))
    return {i: Somebody(name, kind, label, None if power == i else side) for i, name, kind, label, side, power in rows}
