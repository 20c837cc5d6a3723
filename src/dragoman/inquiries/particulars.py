"""Particulars: what is known of an actor besides its name, property by property, to tell it by and to give it out."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from msgspec import Struct

from dragoman.edition.dates import HistoricalDate, parse
from dragoman.inquiries.actors import KINDS, Kind
from dragoman.inquiries.identifiers import identifiers_of, namespace
from dragoman.inquiries.who import Somebody, somebody, standing
from dragoman.lexicon.vocabulary import plain_letters
from dragoman.resolution.likeness import words_alike
from dragoman.resolution.powers import known_power

NEAR = timedelta(days=5 * 366)  # a day so near those of an actor's papers may still be in its life
NEARLY = 0.5                    # what such a day counts
_SMALL, _SLIGHT = 3, 0.3        # words of an office with so few letters ("in", "of", "the") tell it so much less
_CHUNK = 500
Value = str | int | Somebody


class Property(Struct, frozen=True):
    """Something that actors of these kinds have. `told` says whether one may be told by it, `given` whether it is given
    out.
    """

    id: str
    name: str
    meaning: str
    kinds: tuple[Kind, ...] = KINDS
    told: bool = False
    given: bool = True


PROPERTIES: tuple[Property, ...] = (
    Property("office", "Office", "an office that a person held, as far as papers show it", ("person",), told=True),
    Property("power", "Power", "the power that a person or body acts for, or an office belongs to",
             ("person", "office", "body"), told=True),
    Property("active", "Active", "a day, month, year or span (EDTF) in which its papers are", told=True, given=False),
    Property("identifier", "Identifier", "an IRI by which a register elsewhere knows it, by people's decisions",
             told=True),
    Property("names", "Also called", "a name under which papers have it"),
    Property("holder", "Held by", "a person who held an office, as far as papers show it", ("office",)),
    Property("first", "First day", "the first day of its papers, YYYY-MM-DD"),
    Property("last", "Last day", "the last day of its papers, YYYY-MM-DD"),
    Property("sent", "Papers sent", "how many papers it sent"),
    Property("received", "Papers received", "how many papers it was sent"))


def property_of(name: str) -> Property | None:
    """The property of that id, or None."""
    return next((p for p in PROPERTIES if p.id == name), None)


def particulars(connection: sqlite3.Connection, names: Iterable[str], properties: Sequence[str],
                ) -> dict[str, dict[str, tuple[Value, ...]]]:
    """What is known of the actors of these addresses, by address and property; nothing of one that is not known."""
    asked = list(dict.fromkeys(names))
    now = standing(connection, asked)
    rows = {name: i for i, name in connection.execute(
        "SELECT id, name FROM actor WHERE name IN (SELECT value FROM json_each(?))", (json.dumps([*now.values()]),))}
    found: dict[str, dict[int, list[Value]]] = {}
    for pid in properties:
        made = _GIVEN.get(pid)
        found[pid] = made(connection, [*rows.values()]) if made else {}
    return {name: {pid: tuple(found[pid].get(rows[now[name]], ())) if name in now else () for pid in properties}
            for name in asked}


def fits(connection: sqlite3.Connection, told: Sequence[tuple[str, tuple[str, ...]]], actors: Sequence[int],
         ) -> dict[int, dict[str, float]]:
    """How far what is told fits each of these actors, in rows, by property, from 0 to 1; what cannot be said of an
    actor is left out.
    """
    found: dict[int, dict[str, float]] = {i: {} for i in actors}
    for pid, values in told:
        judge = _JUDGES.get(pid)
        for i, known in (judge[0](connection, actors) if judge else {}).items():
            said = [like for value in values for like in [judge[1](value, known)] if like is not None] if judge else []
            if said:
                found[i][pid] = max(said)
    return found


def _offices(connection: sqlite3.Connection, actors: Sequence[int]) -> dict[int, list[Value]]:
    return _terms(connection, actors, "person", "office")


def _holders(connection: sqlite3.Connection, actors: Sequence[int]) -> dict[int, list[Value]]:
    return _terms(connection, actors, "office", "person")


def _terms(connection: sqlite3.Connection, actors: Sequence[int], of: str, what: str) -> dict[int, list[Value]]:
    """The offices of persons, or the holders of offices, those of most papers first."""
    rows = list(_each(connection, f"SELECT {of}, {what} FROM tenure WHERE {of} IN (SELECT value FROM json_each(?)) "
                      f"GROUP BY {of}, {what} ORDER BY sum(papers) DESC, min(first_day), {what}", actors))
    known = somebody(connection, [other for _, other in rows])
    return _grouped((i, known[other]) for i, other in rows if other in known)


def _powers(connection: sqlite3.Connection, actors: Sequence[int]) -> dict[int, list[Value]]:
    rows = list(_each(connection, "SELECT id, side FROM actor WHERE side IS NOT NULL AND side <> id AND "
                      "id IN (SELECT value FROM json_each(?))", actors))
    known = somebody(connection, [side for _, side in rows])
    return _grouped((i, known[side]) for i, side in rows if side in known)


def _forms(connection: sqlite3.Connection, actors: Sequence[int]) -> dict[int, list[Value]]:
    return _grouped(_each(connection, "SELECT actor, CASE WHEN name <> '' THEN name ELSE office END AS called "
                          "FROM form WHERE actor IN (SELECT value FROM json_each(?)) AND (name <> '' OR office <> '') "
                          "GROUP BY actor, called ORDER BY sum(papers) DESC, called", actors))


def _identifiers(connection: sqlite3.Connection, actors: Sequence[int]) -> dict[int, list[Value]]:
    names = {i: s.name for i, s in somebody(connection, actors).items()}
    known = identifiers_of(connection, names.values())
    return {i: [found.iri for found in known[name]] for i, name in names.items() if name in known}


def _column(column: str) -> Callable[[sqlite3.Connection, Sequence[int]], dict[int, list[Value]]]:
    def given(connection: sqlite3.Connection, actors: Sequence[int]) -> dict[int, list[Value]]:
        return _grouped(_each(connection, f"SELECT id, {column} FROM actor WHERE {column} IS NOT NULL AND "
                              "id IN (SELECT value FROM json_each(?))", actors))
    return given


def _days(connection: sqlite3.Connection, actors: Sequence[int]) -> dict[int, list[Value]]:
    return _grouped(_each(connection, "SELECT id, first_day || '/' || last_day FROM actor WHERE first_day IS NOT NULL "
                          "AND last_day IS NOT NULL AND id IN (SELECT value FROM json_each(?))", actors))


def _office_fits(value: str, known: Sequence[Value]) -> float | None:
    """How like an office is to the likest of those that the person held."""
    held = [o for o in known if isinstance(o, Somebody)]
    if any(o.name == value for o in held):
        return 1.0
    likes = [words_alike(value, o.label, lambda word: _SLIGHT if len(word) <= _SMALL else 1.0) for o in held]
    return max(likes, default=None)


def _power_fits(value: str, known: Sequence[Value]) -> float | None:
    """Whether a power is that of the actor, under any of its names."""
    sides = [p for p in known if isinstance(p, Somebody)]
    address = f"power/{known_power(value) or plain_letters(value)}"
    return float(any(value == p.name or address == p.name or plain_letters(value) == plain_letters(p.label)
                     for p in sides)) if sides else None


def _day_fits(value: str, known: Sequence[Value]) -> float | None:
    """Whether a date can be one of the days of an actor's papers, or near them."""
    asked, days = parse(value.partition("T")[0].strip()), parse(str(known[0]))
    if asked is None or days is None:
        return None
    return 1.0 if asked.may_be(days) else NEARLY if _apart(asked, days) <= NEAR else 0.0


def _apart(one: HistoricalDate, other: HistoricalDate) -> timedelta:
    return max(one.first - other.last, other.first - one.last)


def _identifier_fits(value: str, known: Sequence[Value]) -> float | None:
    """Whether an IRI is one of the actor's; where it has none of that register, nothing is said."""
    same = [iri for iri in map(str, known) if namespace(iri) == namespace(value)]
    return float(value in same) if same else None


def _each(connection: sqlite3.Connection, query: str, actors: Sequence[int]) -> Iterator[tuple[int, Any]]:
    for n in range(0, len(actors), _CHUNK):
        yield from connection.execute(query, (json.dumps(actors[n:n + _CHUNK]),)).fetchall()


def _grouped(rows: Iterable[tuple[int, Any]]) -> dict[int, list[Value]]:
    found: dict[int, list[Value]] = defaultdict(list)
    for i, value in rows:
        found[i].append(value)
    return found


Given = Callable[[sqlite3.Connection, Sequence[int]], dict[int, list[Value]]]
_GIVEN: Mapping[str, Given] = {
    "office": _offices, "power": _powers, "identifier": _identifiers, "names": _forms, "holder": _holders,
    "first": _column("first_day"), "last": _column("last_day"), "sent": _column("sent"),
    "received": _column("received")}
_JUDGES: Mapping[str, tuple[Given, Callable[[str, Sequence[Value]], float | None]]] = {
    "office": (_offices, _office_fits), "power": (_powers, _power_fits), "active": (_days, _day_fits),
    "identifier": (_identifiers, _identifier_fits)}
