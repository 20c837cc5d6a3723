"""Deriving: what is made from all papers together, collection by collection, so that inquiries answer at once.

State says what is still to be done: a collection in `stale` is open, and END among them means that what is counted
over the whole archive is open too. So a run that is killed goes on where it stopped.
"""

import sqlite3
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dragoman.archive.derived import END, mark, stale
from dragoman.archive.transactions import transaction


class Step(NamedTuple):
    """One thing that is made, in up to three turns.

    `first` looks at the whole archive and marks as stale what hangs on it; `part` makes what belongs to one collection
    anew; `last` counts over the whole archive when all parts are made.
    """

    first: Callable[[sqlite3.Connection], None] | None = None
    part: Callable[[sqlite3.Connection, str], None] | None = None
    last: Callable[[sqlite3.Connection], None] | None = None


STEPS: tuple[Step, ...] = ()


def derive(connection: sqlite3.Connection) -> Iterator[int]:
    """Make what is stale anew, a collection a transaction; after each yields how many there are."""
    if not stale(connection):
        return
    with transaction(connection):
        _widen(connection)
        for step in STEPS:
            if step.first:
                step.first(connection)
    of = stale(connection)
    for (collection,) in connection.execute("SELECT collection FROM stale WHERE collection <> ? ORDER BY 1",
                                            (END,)).fetchall():
        with transaction(connection):
            for step in STEPS:
                if step.part:
                    step.part(connection, collection)
            connection.execute("DELETE FROM stale WHERE collection = ?", (collection,))
        yield of
    with transaction(connection):
        for step in STEPS:
            if step.last:
                step.last(connection)
        connection.execute("DELETE FROM stale WHERE collection = ?", (END,))
    yield of


def _widen(connection: sqlite3.Connection) -> None:
    """What is cited by a stale collection hangs on it too: an order is answered by a paper of another volume."""
    mark(connection, "SELECT DISTINCT t.collection FROM stale AS s JOIN document AS d ON d.collection = s.collection "
                     "JOIN link AS l ON l.document = d.id JOIN document AS t ON t.id = l.target "
                     "WHERE t.collection <> d.collection")
