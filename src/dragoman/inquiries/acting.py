"""Acting: the acts of an actor, or on a subject, the first in time; and which directives stay within one service."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from dragoman.inquiries.scope import Scope
from dragoman.inquiries.who import Asked

MOST = 5_000                    # acts on a subject that are looked at, the first in time
MOST_OF_ALL = 2_000             # acts on whatever subject
# What nobody tells a service that is not his own. Of 42 directives of the twelve volumes between parties whose power is
# not known, those that ask or advise were petitions and notes, or words to nobody.
COMMANDS = ("order", "permit", "forbid")
_ACT = "a.document, a.ordinal, a.layer, a.kind, a.state, a.first_day, a.who, a.whom, a.who_side, a.whom_side"
_ON = ("about AS b CROSS JOIN act AS a ON a.document = b.document AND a.ordinal >= b.ordinal "
       "AND a.ordinal < b.ordinal_end WHERE b.subject IN (SELECT value FROM json_each(:codes))")
_LAYERS = ("statement", "event", "assessment", "directive")


class Act(NamedTuple):
    """One row of `act`, as far as a position needs it."""

    document: int
    ordinal: int
    layer: str
    kind: str
    state: str | None
    day: str | None
    who: int | None
    whom: int | None
    who_side: int | None
    whom_side: int | None

    @property
    def actor(self) -> tuple[int | None, int | None]:
        """Whose position it is, and the power: of a directive it is the writer's."""
        return (self.whom, self.whom_side) if self.layer == "directive" else (self.who, self.who_side)

    @property
    def other(self) -> tuple[int | None, int | None]:
        """To whom it is."""
        return (self.who, self.who_side) if self.layer == "directive" else (self.whom, self.whom_side)


class Acts(NamedTuple):
    """Acts in order of time; whether there are `more`; and the directives among them that stay `within` one service."""

    acts: tuple[Act, ...]
    more: bool
    within: frozenset[tuple[int, int]]


def acts_of(connection: sqlite3.Connection, asked: Asked | None, scope: Scope) -> Acts:
    """The acts of an actor, or in paragraphs that name the subject of a scope, the first in time."""
    most = MOST if scope.subject else MOST_OF_ALL
    where, values = _narrowed(scope)
    if scope.subject:
        rows = _on(connection, asked, where, values | {"codes": json.dumps(scope.subject.codes)})
    else:
        assert asked is not None
        of = [(layer, "_side" if asked.powers else "", who) for who in asked.powers or asked.ids for layer in _LAYERS]
        rows = [row for one in of for row in _first(connection, one, (where, values), most + 1)]
    found = sorted(set(rows), key=lambda a: (a.day is None, a.day or "", a.document, a.ordinal))
    acts = found[:most]
    return Acts(tuple(acts), len(found) > most, _within(connection, acts))


def _narrowed(scope: Scope) -> tuple[str, dict[str, object]]:
    """The condition of a scope on acts, and its values."""
    where = "1"
    if scope.date:
        where += " AND a.first_day <= :last AND a.last_day >= :first"
    if scope.collection:
        where += " AND a.document IN (SELECT id FROM document WHERE collection = :collection)"
    return where, {"collection": scope.collection, "first": str(scope.date.first) if scope.date else None,
                   "last": str(scope.date.last) if scope.date else None}


def _on(connection: sqlite3.Connection, asked: Asked | None, where: str, values: dict[str, object]) -> list[Act]:
    """The acts in paragraphs that name a subject, of somebody or of all."""
    side = "_side" if asked and asked.powers else ""
    if asked:
        where += (f" AND CASE a.layer WHEN 'directive' THEN a.whom{side} ELSE a.who{side} END "
                  "IN (SELECT value FROM json_each(:who))")
    rows = connection.execute(
        f"SELECT DISTINCT {_ACT} FROM {_ON} AND {where} "
        "ORDER BY a.first_day IS NULL, a.first_day, a.document, a.ordinal LIMIT :most",
        values | {"who": json.dumps((asked.powers or asked.ids) if asked else ()), "most": MOST + 1})
    return [Act(*row) for row in rows]


def _first(connection: sqlite3.Connection, of: tuple[str, str, int], narrowed: tuple[str, dict[str, object]],
           most: int) -> Iterator[Act]:
    """The first acts in time of one layer and one actor, or one power ("_side"), along an index; the undated last."""
    (layer, side, who), (where, values) = of, narrowed
    whose = f"a.layer = '{layer}' AND a.{'whom' if layer == 'directive' else 'who'}{side} = :who AND {where}"
    for days in ("a.first_day > ''", "a.first_day IS NULL"):
        for row in connection.execute(f"SELECT {_ACT} FROM act AS a WHERE {whose} AND {days} "
                                      "ORDER BY a.first_day, a.document, a.ordinal LIMIT :most",
                                      values | {"who": who, "most": most}):
            most -= 1
            yield Act(*row)


def _within(connection: sqlite3.Connection, acts: Sequence[Act]) -> frozenset[tuple[int, int]]:
    """The directives by which a writer instructs his own service.

    Where the power of the writer, or of the one who is to act, is not told, that of the paper's sender or recipient
    stands for it. Where that is not known either, a writer commands his own service, but asks and advises others, and
    a note goes to another power.
    """
    directives = [a for a in acts if a.layer == "directive"]
    sides, notes = _papers(connection, {a.document for a in directives if None in (a.who_side, a.whom_side)})
    found = set()
    for a in directives:
        writer = a.whom_side or sides.get((a.document, "sender"))
        to = a.who_side or sides.get((a.document, "recipient"))
        if writer == to if writer and to else a.kind in COMMANDS and a.document not in notes:
            found.add((a.document, a.ordinal))
    return frozenset(found)


def _papers(connection: sqlite3.Connection,
            documents: Collection[int]) -> tuple[dict[tuple[int, str], int], set[int]]:
    """The powers of the first sender and recipient of papers, as far as they are known; and which papers are notes."""
    asked = (json.dumps(sorted(documents)),)
    sides = {(document, role): side for document, role, side in connection.execute(
        "SELECT document, role, side FROM party WHERE document IN (SELECT value FROM json_each(?)) "
        "AND role IN ('sender', 'recipient') AND ordinal = 0 AND side IS NOT NULL", asked)}
    return sides, {row[0] for row in connection.execute(
        "SELECT id FROM document WHERE id IN (SELECT value FROM json_each(?)) AND kind = 'note'", asked)}
