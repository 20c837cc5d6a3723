"""Deriving: what is made from all papers together, collection by collection, so that inquiries answer at once.

First each collection's forms of names, then the actors that they mean over the whole archive, then what hangs on
these. State says what is still to be done: a collection in `stale` is open, and END among them means that what is
counted over the whole archive is open too. So a run that is killed goes on where it stopped.

Each thing that is made is a transaction of its own, for whoever decides meanwhile waits for no longer than one; and the
parts read and think before they write, and keep others from writing only then. Until the last is made, the archive is
stale, and inquiries say so.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from dragoman.archive.actors import join_forms
from dragoman.archive.acts import count_acts, make_acts
from dragoman.archive.chains import file_threads, mend_threads
from dragoman.archive.deliveries import estimate_ways, file_deliveries
from dragoman.archive.derived import END, mark, stale
from dragoman.archive.duties import make_duties
from dragoman.archive.events import join_collections, join_reports
from dragoman.archive.forms import make_forms
from dragoman.archive.runs import file_runs
from dragoman.archive.subjects import choose_subjects, find_phrases
from dragoman.archive.tallies import count_collection, sum_collections
from dragoman.archive.ties import join_ties, make_ties
from dragoman.archive.transactions import transaction, written_at_last


class Step(NamedTuple):
    """One thing that is made, in up to two turns.

    `part` makes what belongs to one collection anew; `last` counts over the whole archive when all parts are made.
    """

    part: Callable[[sqlite3.Connection, str], None] | None = None
    last: Callable[[sqlite3.Connection], None] | None = None


# in their order; each may draw on what those before it have made of the same collection
STEPS: tuple[Step, ...] = (
    Step(make_acts, count_acts),
    Step(join_reports, join_collections),
    Step(file_deliveries, estimate_ways),
    Step(file_threads, mend_threads),
    Step(None, file_runs),
    Step(make_ties, join_ties),
    Step(find_phrases, choose_subjects),
    Step(make_duties),
    Step(count_collection, sum_collections),
)


def derive(connection: sqlite3.Connection) -> Iterator[int]:
    """Make what is stale anew, a collection a transaction; after each turn yields how many turns there are.

    What another process marks meanwhile stays marked, for that process, or the next run, to make.
    """
    if not stale(connection):
        return
    with transaction(connection):
        _widen(connection)
    asked = _stale(connection)
    for collection in asked:
        written_at_last(connection, partial(make_forms, connection, collection))
        yield 2 * len(asked) + 1
    with transaction(connection):
        now = _stale(connection)
        meanwhile = {collection for collection, turn in now.items() if asked.get(collection) != turn}
        join_forms(connection)
        turns = _stale(connection, with_end=True)
    open_now = [c for c in turns if c != END and c not in meanwhile]
    for collection in open_now:
        for step in STEPS:
            if step.part:
                written_at_last(connection, partial(step.part, connection, collection))
        _clear(connection, collection, turns)
        yield len(asked) + len(open_now) + 1
    for step in STEPS:
        if step.last:
            with transaction(connection):
                step.last(connection)
    if not meanwhile:
        _clear(connection, END, turns)
    yield len(asked) + len(open_now) + 1


def _stale(connection: sqlite3.Connection, *, with_end: bool = False) -> dict[str, int]:
    """What is stale, each with the turn at which it was marked last."""
    return dict(connection.execute("SELECT collection, turn FROM stale WHERE collection <> ? OR ? ORDER BY collection",
                                   (END, with_end)).fetchall())


def _clear(connection: sqlite3.Connection, collection: str, turns: Mapping[str, int]) -> None:
    """A collection is made, unless it was marked again since."""
    connection.execute("DELETE FROM stale WHERE collection = ? AND turn = ?", (collection, turns.get(collection)))


def _widen(connection: sqlite3.Connection) -> None:
    """What is cited by a stale collection hangs on it too: an order is answered by a paper of another volume."""
    mark(connection, "SELECT DISTINCT t.collection FROM stale AS s JOIN document AS d ON d.collection = s.collection "
                     "JOIN link AS l ON l.document = d.id JOIN document AS t ON t.id = l.target "
                     "WHERE t.collection <> d.collection")
