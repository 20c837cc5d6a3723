"""Ledger: the moves of two parties against each other in two columns, in order of time, and how they add up.

A move is an event that one party does to the other; a person acts for his power. Where a text links two moves ("in
reply to", "at the same time demanding"), each names the other with these words. The running balance counts what is done
or going on by the scale of Goldstein (1992) for WEIS, as it was carried over to CAMEO, from -10 (conflict) to 10
(cooperation); lexicon/en/scale.toml says which category of CAMEO stands for each type of PLOVER. It is a convention and
no measure of what an act meant; it never stands without the counts. What is planned, demanded, refused or alleged is
shown and does not count.

Where no clause says against whom a move is, the paper may tell (resolution/aiming.py): that target is supplied, and
said to be. A list shows those of the strongest evidence, which count like the others; the weaker ones come with
`every`, and do not count.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import permutations
from typing import Literal, NamedTuple

from msgspec import Struct, structs

from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.chronicle import Chosen, events, one_of
from dragoman.inquiries.passages import Opener, Passage, opener
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.told import Event, Party, told
from dragoman.inquiries.who import Asked
from dragoman.lexicon import lexicon
from dragoman.resolution.aiming import STRONG, By

METHOD = ("Events that one party does to the other, by day; balance by the scale of Goldstein 1992 as carried over to "
          "CAMEO, one value for each PLOVER type:")
COUNTED = ("done", "ongoing")
# how a link is called from the other end
WHY: dict[By, str] = {
    "note": "the paper goes from one of the two to the other, and the sentence names no third",
    "post": "the paper is of or to a post of the one in the land of the other, and the sentence names no third",
    "paper": "the paper goes between the two, or is of or to a post of the one in the land of the other",
    "sentence": "the sentence names no other power", "paragraph": "the paragraph names no other power"}
BACK = {"answers": "answered by", "beside": "beside", "condition": "condition of"}
Side = Literal["one", "other"]
# the links of events and with them, and whether nobody knows whose act either is
_LINKED = """
    SELECT e.id, d.name || '#' || e.ordinal, e.from_side IS NULL,
           o.id, t.name || '#' || o.ordinal, o.from_side IS NULL, e.link, e.link_document, e.link_start, e.link_end
    FROM event AS e JOIN event AS o ON o.id = e.linked JOIN document AS d ON d.id = e.document
    JOIN document AS t ON t.id = o.document
    WHERE e.id IN (SELECT value FROM json_each(?1)) OR e.linked IN (SELECT value FROM json_each(?1))
    ORDER BY e.id"""


class Tie(Struct, frozen=True):
    """That a text links a move with another: what it is to it ("answers", "answered by", "beside", "condition",

    "condition of"), the other's id, and the words that say so.
    """

    kind: str
    to: str
    passage: Passage


class Move(Struct, frozen=True):
    """One move: whose it is, the event, its value on the scale (None where it does not count).

    `balance` are the sums of both parties after it; `ties` are the links to other moves of this ledger. `supplied` is
    why the event's target is taken for whom it is; None where a clause tells it.
    """

    side: Side
    event: Event
    value: float | None
    balance: tuple[float, float]
    ties: tuple[Tie, ...]
    supplied: str | None = None


class Count(Struct, frozen=True):
    """How many moves of a type each party made, and what one counts; `apart`: they do not enter the balance."""

    type: str
    value: float
    one: int
    other: int
    one_apart: int
    other_apart: int


class Ledger(Struct, frozen=True):
    """The moves that were asked for, of the parties `one` and `other`; counts and balance are those of all."""

    one: str
    other: str
    answer: Answer[Move]
    counts: tuple[Count, ...]
    balance: tuple[float, float]


class _Row(NamedTuple):
    id: int
    kind: str
    state: str
    side: Side
    by: By | None = None            # the evidence for a target that is supplied


def ledger(connection: sqlite3.Connection, parties: tuple[Asked, Asked], scope: Scope | None = None, *,
           every: bool = False, limit: int | None = None, skip: int = 0) -> Ledger:
    """The moves of two parties that a scope (date, place, collection, subject) leaves.

    `every` takes in what is doubtful, as in the chronicle.
    """
    scope = scope or Scope()
    one, other = parties
    rows = _moves(connection, parties, scope, every=every)
    sums = [(0.0, 0.0)]
    for row in rows:
        sums.append(_added(sums[-1], _value(row) or 0.0, row.side))
    shown = rows[skip:None if limit is None else skip + limit]
    open_paper = opener(connection)
    found = told(connection, [row.id for row in shown], open_paper)
    ties = _ties(connection, [row.id for row in shown], {row.id for row in rows}, open_paper)
    moves = tuple(_move(row, event, sums[skip + i + 1], ties.get(row.id, ()), parties)
                  for i, (row, event) in enumerate(zip(shown, found, strict=True)))
    basis = _basis(connection, parties, scope, rows, every=every)
    return Ledger(one.label, other.label, Answer(moves, len(rows), basis), _counts(rows), sums[-1])


@cache
def scale() -> Mapping[str, float]:
    """What a type of PLOVER counts."""
    return {kind: entry["value"] for kind, entry in lexicon("scale").items()}


def _move(row: _Row, event: Event, balance: tuple[float, float], ties: tuple[Tie, ...],
          parties: tuple[Asked, Asked]) -> Move:
    if row.by is None:
        return Move(row.side, event, _value(row), balance, ties)
    target = parties[row.side == "one"].label
    event = structs.replace(event, target=Party(target, side=target))
    return Move(row.side, event, _value(row), balance, ties, WHY[row.by])


def _moves(connection: sqlite3.Connection, parties: tuple[Asked, Asked], scope: Scope, *, every: bool) -> list[_Row]:
    """Every move of both parties, in order of time."""
    found: list[tuple[str, _Row]] = []
    sides: tuple[tuple[Side, tuple[Asked, Asked]], ...] = (("one", parties), ("other", parties[::-1]))
    plain = "" if every else " AND e.doubt IS NULL"
    for side, (actor, target) in sides:
        where, values = events(scope, Chosen(actor, target))
        found += [(day or "~", _Row(i, kind, state, side)) for i, kind, state, day in connection.execute(
            f"SELECT e.id, e.kind, e.state, e.first_day FROM event AS e WHERE {where}{plain}", values)]
        where, values = events(scope, Chosen(actor))
        found += [(day or "~", _Row(i, kind, state, side, by)) for i, kind, state, by, day in connection.execute(
            f"SELECT e.id, e.kind, e.state, e.aim_by, e.first_day FROM event AS e WHERE {where}{plain} AND e.aim IN "
            "(SELECT value FROM json_each(?)) AND (? OR e.aim_by IN (SELECT value FROM json_each(?)))",
            [*values, json.dumps(target.powers), every, json.dumps(STRONG)])]
    return [row for _, row in sorted(found, key=lambda row: (row[0], row[1].id))]


def _value(row: _Row) -> float | None:
    """What a move counts; None where it does not."""
    counts = row.state in COUNTED and (row.by is None or row.by in STRONG)
    return scale()[row.kind] if counts else None


def _added(sums: tuple[float, float], value: float, side: Side) -> tuple[float, float]:
    return (round(sums[0] + value, 1), sums[1]) if side == "one" else (sums[0], round(sums[1] + value, 1))


def _counts(rows: Sequence[_Row]) -> tuple[Count, ...]:
    counted = Counter((row.kind, row.side, _value(row) is not None) for row in rows)
    columns: list[tuple[Side, bool]] = [("one", True), ("other", True), ("one", False), ("other", False)]
    return tuple(Count(kind, value, *(counted[kind, side, counts] for side, counts in columns))
                 for kind, value in sorted(scale().items(), key=lambda item: (-item[1], item[0]))
                 if any(kind == row.kind for row in rows))


def _ties(connection: sqlite3.Connection, shown: Sequence[int], known: set[int],
          open_paper: Opener) -> dict[int, tuple[Tie, ...]]:
    """The links of the moves shown, in both directions, with moves of the ledger and with acts that may be anybody's.

    What one passage sets side by side it sets side by side with all the others: "are links of one chain".
    """
    found: dict[int, dict[str, Tie]] = defaultdict(dict)
    chains: dict[tuple[int, int, int], dict[int, str]] = defaultdict(dict)
    rows = connection.execute(_LINKED, (json.dumps(shown),))
    for event, name, loose, other, to, strange, link, *place in rows:
        if (event not in known and not loose) or (other not in known and not strange):
            continue
        if link == "beside":
            chains[tuple(place)] |= {event: name, other: to}
        else:
            passage = open_paper(place[0]).passage(*place[1:])
            found[event][to] = Tie(link, to, passage)
            found[other][name] = Tie(BACK[link], name, passage)
    for (document, start, end), names in chains.items():
        passage = open_paper(document).passage(start, end)
        for one, other in permutations(names, 2):
            found[one].setdefault(names[other], Tie("beside", names[other], passage))
    return {event: tuple(ties.values()) for event, ties in found.items()}


def _basis(connection: sqlite3.Connection, parties: tuple[Asked, Asked], scope: Scope, rows: Sequence[_Row],
           *, every: bool) -> Basis:
    """Looked at are the acts of either party; left out those whose target is not told or a third, and doubts."""
    looked = untold = doubtful = 0
    for actor, target in (parties, parties[::-1]):
        where, values = events(scope, Chosen(actor))
        (condition, value), = one_of("whom", target)
        counted = connection.execute(
            "SELECT count(*), coalesce(sum(e.whom IS NULL AND e.to_side IS NULL), 0), "
            f"coalesce(sum({condition} AND e.doubt IS NOT NULL), 0) FROM event AS e WHERE {where}",
            [value, *values]).fetchone()
        looked, untold, doubtful = looked + counted[0], untold + counted[1], doubtful + counted[2]
    supplied = sum(row.by is not None for row in rows)
    untold -= supplied
    left = [("planned, demanded, refused or alleged are shown and do not count", _apart(rows)),
            ("whose target is supplied by what the paper tells", supplied),
            ("whose target no clause tells were left out", untold),
            ("done to others were left out", looked - untold - len(rows) - (0 if every else doubtful))]
    if not every:
        left.append(("that are doubtful were left out", doubtful))
    return Basis(METHOD, looked, len(rows), "acts of the two parties", tuple(left))


def _apart(rows: Sequence[_Row]) -> int:
    return sum(row.state not in COUNTED for row in rows)
