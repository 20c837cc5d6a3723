"""Threads: chains of papers that answer, transmit, enclose or correct one another, or open with one another.

A reference in mid-text joins no threads, nor does one in a note: what a paper merely recalls may lie years back and be
another business. Missing papers join as those that are here do. In twelve volumes of 7,621 papers the largest thread
so made is one despatch with 52 enclosures and the exchanges about them, 67 papers in all; no volume is swallowed, so
nothing is cut.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date as Day
from typing import Literal, NamedTuple

from msgspec import Struct, structs

from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.scope import Scope, papers, prepare

METHOD = "Papers joined where one answers, transmits, encloses or corrects another, or opens with it:"
# a link (as l) that joins two papers into one thread
JOINS = ("l.status IN ('resolved', 'missing') AND json_extract(l.mention, '$.note') IS NULL "
         "AND (l.relation IN ('replies-to', 'transmits', 'encloses', 'corrects') "
         "OR (l.relation = 'refers-to' AND l.lead = 1))")
Sort = Literal["papers", "missing", "days", "first", "last"]
SORTS: tuple[Sort, ...] = ("papers", "missing", "days", "first", "last")


class Thread(Struct, frozen=True):
    """One thread. `id` is that of its first paper, by which it can be asked for; `papers` does not count
    `enclosures`.

    `channels` are pairs of sender and recipient, the busiest first.
    """

    id: str
    title: str | None
    first: str | None
    last: str | None
    papers: int
    enclosures: int
    missing: int
    channels: tuple[str, ...]


class _Paper(NamedTuple):
    id: int
    first: str | None
    time: str | None
    carrier: int | None
    sender: str | None
    recipient: str | None


def threads(connection: sqlite3.Connection, scope: Scope | None = None, *, sort: Sort = "papers",
            limit: int | None = None, skip: int = 0) -> Answer[Thread]:
    """The threads that have a paper of a scope; those with most papers first, or sorted by one of SORTS."""
    known = {row[0]: _Paper(*row) for row in connection.execute(
        "SELECT id, first_day, time, enclosed_in, coalesce(sender_post, sender_surname), "
        "coalesce(recipient_post, recipient_surname) FROM document")}
    groups = [sorted(g) for g in _groups(_pairs(connection)) if len(g) > 1]
    joined = sum(member > 0 for g in groups for member in g)
    if scope and scope != Scope():
        prepare(connection)
        where, values = papers(scope)
        fitting = {row[0] for row in connection.execute(f"SELECT d.id FROM document AS d WHERE {where}", values)}
        groups = [g for g in groups if not fitting.isdisjoint(g)]
    drawn = sorted(((_thread(g, known), g) for g in groups), key=lambda pair: (_ORDERS[sort](pair[0]), pair[1]))
    shown = drawn[skip:None if limit is None else skip + limit]
    rows = tuple(_named(connection, thread, _in_time(g, known)) for thread, g in shown)
    basis = Basis(METHOD, len(known), joined, left=(("stand alone", len(known) - joined),))
    return Answer(rows, len(groups), basis)


def _pairs(connection: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """The pairs that are joined; a missing paper goes by its row with a minus."""
    yield from connection.execute(f"SELECT l.document, coalesce(l.target, -l.missing) FROM link AS l WHERE {JOINS}")
    yield from connection.execute("SELECT id, enclosed_in FROM document WHERE enclosed_in IS NOT NULL")


def _groups(pairs: Iterable[tuple[int, int]]) -> Iterable[list[int]]:
    """All that hang together, by union and find."""
    parent: dict[int, int] = {}

    def root(x: int) -> int:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in pairs:
        parent[root(a)] = root(b)
    groups: dict[int, list[int]] = defaultdict(list)
    for x in list(parent):
        groups[root(x)].append(x)
    return groups.values()


def _in_time(group: Sequence[int], known: Mapping[int, _Paper]) -> list[_Paper]:
    """The papers of a group that are here, in order of time; those without a day last."""
    here = [known[member] for member in group if member > 0]
    return sorted(here, key=lambda p: (p.first is None, p.first, p.time or "24:00", p.id))


def _thread(group: Sequence[int], known: Mapping[int, _Paper]) -> Thread:
    """A thread as far as the cards of its papers tell it; its name and title come later."""
    here = _in_time(group, known)
    days = [p.first for p in here if p.first]
    count: dict[str, int] = defaultdict(int)
    for p in here:
        if p.sender and p.recipient:
            count[f"{p.sender} > {p.recipient}"] += 1
    enclosures = sum(p.carrier is not None for p in here)
    channels = tuple(sorted(count, key=lambda c: (-count[c], c)))
    return Thread("", None, days[0] if days else None, days[-1] if days else None, len(here) - enclosures, enclosures,
                  len(group) - len(here), channels)


def _named(connection: sqlite3.Connection, thread: Thread, here: Sequence[_Paper]) -> Thread:
    """The thread under the id and title of its first paper, not an enclosure if it can be helped."""
    first = next((p for p in here if p.carrier is None), here[0])
    name, title = connection.execute("SELECT name, title FROM document WHERE id = ?", (first.id,)).fetchone()
    return structs.replace(thread, id=name, title=title)


def _days(t: Thread) -> int:
    return (Day.fromisoformat(t.last) - Day.fromisoformat(t.first)).days if t.first and t.last else -1


_ORDERS: dict[Sort, Callable[[Thread], tuple[object, ...]]] = {
    "papers": lambda t: (-t.papers, -t.missing, -t.enclosures),
    "missing": lambda t: (-t.missing, -t.papers),
    "days": lambda t: (-_days(t),),
    "first": lambda t: (t.first is None, t.first, t.last),
    "last": lambda t: (t.last is None, t.last, t.first),
}
