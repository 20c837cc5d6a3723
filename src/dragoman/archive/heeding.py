"""Heeding: people's decisions reach the papers that they are about, and mark what is to be drawn together anew.

The fact "decided" is the last entry of the journal that was taken into account; so what was entered before a kill is
made up for by the next run.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from dragoman.archive.absent import join_in
from dragoman.archive.derived import mark
from dragoman.archive.journal import decided_papers, entries_after, newest
from dragoman.archive.lookup import look_up_in, reopen_decided, reopen_papers
from dragoman.archive.refiling import refile
from dragoman.archive.transactions import fact, set_fact, transaction
from dragoman.edition.decision import AboutFinding, DecisionBody, JoinActors, ResolveReference, SplitActor

TAKEN_IN = "decided"


def heed_papers(connection: sqlite3.Connection, papers: Sequence[int]) -> None:
    """File papers that were just filed as people left them before. Inside a transaction."""
    if not newest(connection):
        return
    names = [row[0] for row in connection.execute(
        "SELECT name FROM document WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", (json.dumps(papers),))]
    refile(connection, sorted(decided_papers(connection, names)))
    reopen_decided(connection, names)


def heed_entries(connection: sqlite3.Connection) -> None:
    """File the papers of new decisions as people left them, and look up what these papers cite; no other paper's
    references, though some may be open now: they are looked up when all that hangs on the decisions is made.
    """
    if _new(connection):
        with transaction(connection):
            join_in(connection, look_up_in(connection, _heed(connection, _new(connection))))


def take_in(connection: sqlite3.Connection) -> None:
    """The same, and mark what hangs on new decisions about actors; all of it is then taken into account."""
    if _new(connection):
        with transaction(connection):
            bodies = _new(connection)
            _heed(connection, bodies)
            if any(isinstance(body, JoinActors | SplitActor) for body in bodies):
                mark(connection)
            set_fact(connection, TAKEN_IN, str(newest(connection)))


def _new(connection: sqlite3.Connection) -> list[DecisionBody]:
    """What the entries that are not yet taken into account decide, or take back."""
    return [body for _, body in entries_after(connection, int(fact(connection, TAKEN_IN) or 0))]


def _heed(connection: sqlite3.Connection, bodies: Iterable[DecisionBody]) -> list[str]:
    """The names of the papers that were filed as people left them, or whose references were opened."""
    found, meant = set(), set()
    for body in bodies:
        if isinstance(body, AboutFinding):
            found.add(body.words.document)
        elif isinstance(body, ResolveReference):
            meant.add(body.words.document)
    refile(connection, sorted(found))
    reopen_papers(connection, sorted(meant))
    return sorted(found | meant)
