"""Threads: chains of papers that answer, transmit, enclose or correct one another, or open with one another.

A reference in mid-text joins no threads, nor does one in a note: what a paper merely recalls may lie years back and be
another business. Missing papers join as those that are here do. In twelve volumes of 7,621 papers the largest thread
so made is one despatch with 52 enclosures and the exchanges about them, 67 papers in all; no volume is swallowed, so
nothing is cut.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from dragoman.archive.chains import JOINS
from dragoman.archive.derived import stale
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.scope import Scope, papers, prepare
from dragoman.resolution.chains import Chained, Member, chained, groups

METHOD = "Papers joined where one answers, transmits, encloses or corrects another, or opens with it:"
Sort = Literal["papers", "missing", "days", "first", "last"]
SORTS: tuple[Sort, ...] = ("papers", "missing", "days", "first", "last")
# as in the indexes of the table; of equals the one whose papers were filed first
_ORDERS: dict[Sort, str] = {
    "papers": "t.papers DESC, t.missing DESC, t.enclosures DESC", "missing": "t.missing DESC, t.papers DESC",
    "days": "t.days DESC", "first": "t.first_day IS NULL, t.first_day, t.last_day",
    "last": "t.last_day IS NULL, t.last_day, t.first_day"}
# the same of threads that are not in the table
_KEYS: dict[Sort, Callable[[Chained], tuple[object, ...]]] = {
    "papers": lambda t: (-t.papers, -t.missing, -t.enclosures), "missing": lambda t: (-t.missing, -t.papers),
    "days": lambda t: (-t.days,), "first": lambda t: (t.first is None, t.first, t.last),
    "last": lambda t: (t.last is None, t.last, t.first)}


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


def threads(connection: sqlite3.Connection, scope: Scope | None = None, *, sort: Sort = "papers",
            limit: int | None = None, skip: int = 0) -> Answer[Thread]:
    """The threads that have a paper of a scope; those with most papers first, or sorted by one of SORTS."""
    prepare(connection)
    if stale(connection):
        return _walked(connection, scope or Scope(), sort, slice(skip, None if limit is None else skip + limit))
    where, values = papers(scope or Scope())
    fitting = "1" if where == "1" else ("t.id IN (SELECT m.thread FROM document AS d JOIN member AS m "
                                        f"ON m.member = d.id WHERE {where})")
    page = f"SELECT t.id FROM thread AS t WHERE {fitting} ORDER BY {_ORDERS[sort]}, t.id LIMIT ? OFFSET ?"
    rows = connection.execute(
        f"SELECT t.* FROM ({page}) AS p JOIN thread AS t ON t.id = p.id ORDER BY {_ORDERS[sort]}, t.id",
        [*values, -1 if limit is None else limit, skip])
    found = tuple(_named(connection, Chained._make((*row[:-1], tuple(json.loads(row[-1]))))) for row in rows.fetchall())
    total = connection.execute(f"SELECT count(*) FROM thread AS t WHERE {fitting}", values).fetchone()[0]
    joined = connection.execute("SELECT count(*) FROM member WHERE member > 0").fetchone()[0]
    return Answer(found, total, _basis(connection, joined))


def every_thread(connection: sqlite3.Connection) -> Iterator[tuple[list[int], Chained]]:
    """All threads with their members, by one pass over all papers and references: the plain way of making them."""
    known = {row[0]: Member(*row) for row in connection.execute(
        "SELECT id, first_day, time, enclosed_in, coalesce(sender_post, sender_surname), "
        "coalesce(recipient_post, recipient_surname) FROM document")}
    links = connection.execute(f"SELECT l.document, coalesce(l.target, -l.missing) FROM link AS l WHERE {JOINS}")
    carriers = connection.execute("SELECT id, enclosed_in FROM document WHERE enclosed_in IS NOT NULL")
    for group in groups([*links, *carriers]):
        if len(group) > 1:
            yield group, chained(group, known)


def _walked(connection: sqlite3.Connection, scope: Scope, sort: Sort, shown: slice) -> Answer[Thread]:
    """The same where the table of threads is not up to date."""
    every = list(every_thread(connection))
    joined = sum(member > 0 for group, _ in every for member in group)
    where, values = papers(scope)
    fitting = {row[0] for row in connection.execute(f"SELECT d.id FROM document AS d WHERE {where}", values)}
    left = sorted((thread for group, thread in every if not fitting.isdisjoint(group)),
                  key=lambda t: (_KEYS[sort](t), t.id))
    return Answer(tuple(_named(connection, thread) for thread in left[shown]), len(left), _basis(connection, joined))


def _named(connection: sqlite3.Connection, t: Chained) -> Thread:
    """The thread under the id and title of its first paper."""
    name, title = connection.execute("SELECT name, title FROM document WHERE id = ?", (t.document,)).fetchone()
    return Thread(name, title, t.first, t.last, t.papers, t.enclosures, t.missing, t.channels)


def _basis(connection: sqlite3.Connection, joined: int) -> Basis:
    looked = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    return Basis(METHOD, looked, joined, left=(("stand alone", looked - joined),))
