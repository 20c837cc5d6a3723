"""Chronicle: what was done, in order of time, each event with all who tell of it.

Several reports of one event are one row (resolution/occasions.py). Where no text gives the day, the day of the paper
bounds it: "../1936-03-20" for what was done, "1936-03-20/.." for what is planned or demanded; it stands at that day.
The plain list leaves out what is not sure enough (resolution/surety.py) or has no day, and says how much that is.
"""

import sqlite3
from typing import Literal, get_args

from msgspec import Struct

from dragoman.archive.chosen import CHOSEN
from dragoman.inquiries.about import Conditions, acts_about
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import opener
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.told import Event, told
from dragoman.inquiries.who import Asked
from dragoman.lexicon.vocabulary import plain_letters
from dragoman.resolution.surety import Doubt

METHOD = "Events by day, the reports of one event joined by type, parties, day and words:"
LEFT: dict[Doubt, str] = {
    "unsure": "not sure enough were left out",
    "undated": "without any day were left out"}
assert set(LEFT) == set(get_args(Doubt))
_SIDES = {"who": "from_side", "whom": "to_side"}
# whether one of some papers tells of an event
_TOLD = ("SELECT 1 FROM event AS x JOIN act AS c ON c.event = x.id WHERE (x.id = e.id OR x.same = e.id) "
         "AND c.document")
_ORDER = {False: "e.first_day, e.id", True: "e.first_day IS NULL, e.first_day, e.id"}


class Chosen(Struct, frozen=True):
    """What of events is asked for; None narrows nothing. `actor` acts and `target` is acted on: a power, or a person.

    `kind` is a PLOVER type, `state` a modality; `every` lists what is doubtful too.
    """

    actor: Asked | None = None
    target: Asked | None = None
    kind: str | None = None
    state: str | None = None
    every: bool = False


def chronicle(connection: sqlite3.Connection, scope: Scope | None = None, chosen: Chosen | None = None, *,
              limit: int | None = None, skip: int = 0) -> Answer[Event]:
    """The events that a scope (date, place, collection, subject) and a choice leave, in order of time."""
    scope, chosen = scope or Scope(), chosen or Chosen()
    where, values = events(scope, chosen)
    plain = "" if chosen.every else " AND e.doubt IS NULL"
    rows = connection.execute(
        f"SELECT e.id FROM event AS e WHERE {where}{plain} ORDER BY {_ORDER[chosen.every]} LIMIT ? OFFSET ?",
        [*values, -1 if limit is None else limit, skip]).fetchall()
    doubts = _doubts(connection, scope, chosen)
    total = sum(doubts.values()) if chosen.every else doubts.get(None, 0)
    return Answer(told(connection, [row[0] for row in rows], opener(connection)), total,
                  _basis(doubts, total, every=chosen.every))


def events(scope: Scope, chosen: Chosen) -> Conditions:
    """The WHERE clause, with its values, for rows of `event` (as e), each event once."""
    found: list[tuple[str, object]] = []
    found += one_of("who", chosen.actor) + one_of("whom", chosen.target)
    found += [(f"e.{column} = ?", value) for column, value in _equal(scope, chosen)]
    if scope.date:
        first, last = str(scope.date.first), str(scope.date.last)
        # each half has an index: most events lie on one day
        found.append(("e.id IN (SELECT id FROM event WHERE same IS NULL AND first_day BETWEEN ? AND ? UNION ALL "
                      "SELECT id FROM event WHERE same IS NULL AND last_day > first_day AND last_day >= ? "
                      "AND first_day < ?)", (first, last, first, first)))
    if scope.place:
        place = plain_letters(scope.place)
        found.append(("e.id IN (SELECT event FROM setting WHERE place = ?)", place))
    if scope.subject:
        found.append(acts_about(scope.subject, "e"))
    if scope.chosen:
        found.append((f"EXISTS ({_TOLD} IN ({CHOSEN}))", ()))
    values = [v for _, value in found for v in (value if isinstance(value, tuple) else (value,))]
    return " AND ".join(["e.same IS NULL", *(condition for condition, _ in found)]), values


def one_of(role: Literal["who", "whom"], asked: Asked | None) -> list[tuple[str, object]]:
    """The condition that a party of an event is one of those asked for, or acts for the power that is."""
    if asked is None:
        return []
    column, ids = (_SIDES[role], asked.powers) if asked.powers else (role, asked.ids)
    return [(f"e.{column} IN (SELECT value FROM json_each(?))", str(list(ids)))]


def _doubts(connection: sqlite3.Connection, scope: Scope, chosen: Chosen) -> dict[Doubt | None, int]:
    """How many events are left, by what makes them doubtful; from the census where that tells it."""
    counted = Chosen(kind=chosen.kind, state=chosen.state, every=chosen.every)
    if chosen == counted and scope == Scope(collection=scope.collection):
        equal = [(f"{column} = ?", value) for column, value in _equal(scope, chosen)]
        where = " AND ".join(condition for condition, _ in equal) or "1"
        rows = connection.execute(f"SELECT doubt, sum(events) FROM census WHERE {where} GROUP BY doubt",
                                  [value for _, value in equal])
    else:
        where, values = events(scope, chosen)
        rows = connection.execute(f"SELECT e.doubt, count(*) FROM event AS e WHERE {where} GROUP BY e.doubt", values)
    return dict(rows.fetchall())


def _equal(scope: Scope, chosen: Chosen) -> list[tuple[str, str]]:
    equal = (("kind", chosen.kind), ("state", chosen.state), ("collection", scope.collection))
    return [(column, value) for column, value in equal if value]


def _basis(doubts: dict[Doubt | None, int], total: int, *, every: bool) -> Basis:
    left = () if every else tuple((why, doubts.get(doubt, 0)) for doubt, why in LEFT.items())
    return Basis(METHOD, sum(doubts.values()), total, "events", left)
