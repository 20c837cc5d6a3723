"""Outstanding: how much each post owes on a day, and since when."""

import sqlite3

from msgspec import Struct

from dragoman.inquiries.answer import Answer
from dragoman.inquiries.pending import Question, basis, narrowed, state_on
from dragoman.inquiries.scope import Scope


class Post(Struct, frozen=True):
    """What one post or person owes: answers overdue and open, and what was to be done of which no paper tells.

    `oldest` is the day from which the oldest of the answers is owed, `oldest_in` the paper that asks for it.
    """

    owes: str
    overdue: int
    open: int
    untold: int
    oldest: str | None
    oldest_in: str | None


def outstanding(connection: sqlite3.Connection, question: Question | None = None, scope: Scope | None = None, *,
                limit: int | None = None, skip: int = 0) -> Answer[Post]:
    """What each post owes; those that owe most answers first. `limit` of them after the first `skip`, or all."""
    question, scope = question or Question(), scope or Scope()
    table, where, values = narrowed(connection, question, scope)
    state = state_on(question.on)
    inner = (f"SELECT u.post AS post, {state} AS state, u.since AS since, u.document AS document FROM {table} "
             f"WHERE {where} AND u.post IS NOT NULL")
    waits = "state IN ('overdue', 'open')"
    summed = (f"SELECT post, sum(state = 'overdue') AS overdue, sum(state = 'open') AS open, "
              f"sum(state = 'untold') AS untold, min(CASE WHEN {waits} THEN since END) AS oldest, document "
              f"FROM ({inner}) GROUP BY post HAVING overdue + open + untold > 0")
    rows = connection.execute(
        f"SELECT s.post, s.overdue, s.open, s.untold, s.oldest, CASE WHEN s.oldest IS NULL THEN NULL ELSE d.name END "
        f"FROM ({summed}) AS s JOIN document AS d ON d.id = s.document "
        "ORDER BY s.overdue + s.open DESC, s.oldest IS NULL, s.oldest, s.untold DESC, s.post LIMIT ? OFFSET ?",
        [*values, -1 if limit is None else limit, skip]).fetchall()
    total, duties = connection.execute(f"SELECT count(*), coalesce(sum(overdue + open + untold), 0) FROM ({summed})",
                                       values).fetchone()
    return Answer(tuple(Post(*row) for row in rows), total, basis(connection, question, duties))
