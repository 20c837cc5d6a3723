"""Acting: the acts of an actor, or on a subject, the first in time; and which directives stay within one service."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import date as Day
from datetime import timedelta
from typing import NamedTuple

from dragoman.archive.subjects import unpacked
from dragoman.inquiries.about import Subject
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.who import Asked

MOST = 3_000                    # acts on a subject that are looked at, the first in time
MOST_OF_ALL = 1_000             # acts on whatever subject
# What nobody tells a service that is not his own. Of 42 directives of the twelve volumes between parties whose power is
# not known, those that ask or advise were petitions and notes, or words to nobody.
COMMANDS = ("order", "permit", "forbid")
_WHO = "(SELECT value FROM json_each(:who))"
_TO = "(SELECT value FROM json_each(:to))"
_ORDER = "a.first_day IS NULL, a.first_day, a.document, a.ordinal"
_ACT = "a.document, a.ordinal, a.layer, a.kind, a.state, a.first_day, a.who, a.whom, a.who_side, a.whom_side"
_IN = ("CROSS JOIN act AS a ON a.document = b.document AND a.ordinal >= b.ordinal AND a.ordinal < b.ordinal_end "
       "WHERE b.subject IN (SELECT value FROM json_each(:codes))")
PAPERS = 500                    # that name a subject and are looked at in one turn
LONG = timedelta(days=366)      # of an act that lasts longer a date is asked by its first day
_LAYERS = ("statement", "event", "directive", "assessment")


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


class Acts(NamedTuple):
    """Acts in order of time; whether there are `more`; and the directives among them that stay `within` one service."""

    acts: tuple[Act, ...]
    more: bool
    within: frozenset[tuple[int, int]]


def acts_of(connection: sqlite3.Connection, asked: Asked | None, scope: Scope, to: Asked | None = None) -> Acts:
    """The acts of an actor, or in paragraphs that name the subject of a scope, towards somebody; the first in time.

    Those on a subject are looked for paper by paper, in order of the papers' days.
    """
    most = MOST if scope.subject else MOST_OF_ALL
    where, values = _narrowed(scope)
    values |= {"most": most + 1, "to": _ids(to)}
    everywhere = f"{where} AND {_towards(to)}"
    if scope.subject:
        rows = _on(connection, asked, scope, everywhere, values | {"codes": json.dumps(scope.subject.codes)})
    elif scope.collection:
        assert asked is not None
        rows = _asked(connection, f"SELECT {_ACT} FROM document AS d CROSS JOIN act AS a ON a.document = d.id "
                      f"WHERE {_whose(asked)} IN {_WHO} AND {everywhere} ORDER BY {_ORDER} LIMIT :most",
                      values | {"who": _ids(asked)})
    else:
        assert asked is not None
        layers = _LAYERS[:-1] if to else _LAYERS        # an assessment is towards nobody
        of = [(layer, "_side" if asked.powers else "", who) for who in asked.powers or asked.ids for layer in layers]
        rows = [row for one in of
                for row in _first(connection, one, f"{where} AND {_towards(to, one[0])}", values)]
    found = sorted(set(rows), key=lambda a: (a.day is None, a.day or "", a.document, a.ordinal))
    return Acts(tuple(found[:most]), len(found) > most, _within(connection, found[:most]))


def _asked(connection: sqlite3.Connection, query: str, values: dict[str, object]) -> list[Act]:
    return [Act(*row) for row in connection.execute(query, values)]


def _narrowed(scope: Scope) -> tuple[str, dict[str, object]]:
    """The condition of a scope on acts, and its values."""
    where, values = "1", dict[str, object]()
    if scope.date:
        where += " AND a.first_day BETWEEN :since AND :last AND a.last_day >= :first"
        first = scope.date.first
        values = {"since": str(first - LONG if first > Day.min + LONG else first), "first": str(first),
                  "last": str(scope.date.last)}
    if scope.collection:
        where += " AND a.document IN (SELECT id FROM document WHERE collection = :collection)"
        values["collection"] = scope.collection
    return where, values


def _whose(asked: Asked) -> str:
    """Whose an act is: of a directive its writer's."""
    side = "_side" if asked.powers else ""
    return f"CASE a.layer WHEN 'directive' THEN a.whom{side} ELSE a.who{side} END"


def _towards(to: Asked | None, layer: str | None = None) -> str:
    """The condition that an act, of a known layer or of any, is towards somebody."""
    if to is None:
        return "1"
    who, whom = (f"a.{column}_side" if to.powers else f"a.{column}" for column in ("who", "whom"))
    column = who if layer == "directive" else whom
    return (f"CASE a.layer WHEN 'directive' THEN {who} ELSE {whom} END" if layer is None else column) + f" IN {_TO}"


def _ids(asked: Asked | None) -> str:
    return json.dumps((asked.powers or asked.ids) if asked else ())


def _on(connection: sqlite3.Connection, asked: Asked | None, scope: Scope, where: str,
        values: dict[str, object]) -> list[Act]:
    """The acts in paragraphs that name a subject, of somebody or of all."""
    assert scope.subject
    if asked:
        where += f" AND {_whose(asked)} IN {_WHO}"
    values["who"] = _ids(asked)
    naming = [] if scope.date or scope.collection else _naming(connection, scope.subject)
    if not naming:
        return _asked(connection, f"SELECT {_ACT} FROM about AS b {_IN} AND {where} ORDER BY {_ORDER} LIMIT :most",
                      values)
    found: list[Act] = []
    for i in range(0, len(naming), PAPERS):
        values["papers"] = json.dumps(naming[i:i + PAPERS])
        found += _asked(connection, f"SELECT {_ACT} FROM json_each(:papers) AS p CROSS JOIN about AS b "
                        f"ON b.document = p.value {_IN} AND {where}", values)
        if len(found) > MOST:
            break
    return found


def _naming(connection: sqlite3.Connection, subject: Subject) -> list[int]:
    """The papers that name a subject, in order of time, as they are kept; none for one that is not kept."""
    kept = [unpacked(row[0])[0] for row in connection.execute(
        "SELECT naming FROM subject WHERE naming IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(subject.codes),))]
    if len(kept) == 1:
        return list(kept[0])
    return [row[0] for row in connection.execute(
        "SELECT id FROM document WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY first_day IS NULL, first_day, id", (json.dumps(sorted(set().union(*kept))),))]


def _first(connection: sqlite3.Connection, of: tuple[str, str, int], where: str,
           values: dict[str, object]) -> Iterator[Act]:
    """The first acts in time of one layer and one actor, or one power ("_side"), along an index; the undated last."""
    layer, side, who = of
    own, other = (f"a.whom{side}", f"a.who{side}") if layer == "directive" else (f"a.who{side}", f"a.whom{side}")
    order = f"a.first_day, {other + ', ' if side else ''}a.document, a.ordinal"     # as in the index
    for days in ("a.first_day > ''", "a.first_day IS NULL"):
        # which they are is told by the index alone
        found = (f"SELECT a.document, a.ordinal FROM act AS a WHERE a.layer = '{layer}' AND {own} = :who AND {where} "
                 f"AND {days} ORDER BY {order} LIMIT :most")
        yield from _asked(connection, f"SELECT {_ACT} FROM ({found}) AS f CROSS JOIN act AS a "
                          "ON a.document = f.document AND a.ordinal = f.ordinal", values | {"who": who})


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
