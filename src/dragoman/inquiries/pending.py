"""Pending: what was ordered or asked, who owes it, and what became of it, as it stood on a day.

What nobody has answered comes first, what is overdue before the rest, the oldest before the younger; then what the
next paper on file may answer; then what was only to be done, of which no paper is seen to tell; then what was answered,
taken back or replaced.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date as Day
from typing import Any, Literal

from msgspec import Struct

from dragoman.inquiries.about import acts_about
from dragoman.inquiries.addressees import posts_of
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Opener, Passage, opener
from dragoman.inquiries.scope import Scope, bears, papers, prepare, total_of
from dragoman.lexicon.stops import sentence
from dragoman.lexicon.vocabulary import plain_letters

METHOD = "Orders and requests, with what became of them by the references, words and notes of later papers:"
State = Literal["overdue", "open", "perhaps", "untold", "answered", "superseded", "withdrawn"]
STATES: tuple[State, ...] = ("overdue", "open", "perhaps", "untold", "answered", "superseded", "withdrawn")
Force = Literal["order", "request", "permit", "forbid", "advise"]
FORCES: tuple[Force, ...] = ("order", "request", "permit", "forbid", "advise")
TO_DO: tuple[Force, ...] = ("order", "request")
_ROW = ("SELECT u.ordinal, u.post, u.asker, u.force, u.asks, u.sure, u.issued, u.since, u.due, {state}, u.closed, "
        "u.why, u.at, u.start, u.\"end\", d.id, d.sender, d.recipient, "
        "coalesce(d.sender_post, d.sender_surname), coalesce(d.recipient_post, d.recipient_surname), p.label, "
        "n.layer, n.start, n.\"end\", n.body, "
        "b.name, b.kind, b.number, b.date, m.name, m.kind, m.number, m.date, coalesce(r.name, q.name) "
        "FROM duty AS u JOIN document AS d ON d.id = u.document "
        "JOIN annotation AS n ON n.document = u.document AND n.ordinal = u.ordinal "
        "LEFT JOIN actor AS p ON p.id = u.person LEFT JOIN document AS b ON b.id = u.by "
        "LEFT JOIN missing AS m ON m.id = u.by_missing LEFT JOIN document AS r ON r.id = u.rests "
        "LEFT JOIN missing AS q ON q.id = u.rests_missing WHERE u.document = ? AND u.ordinal = ?")
# the values of an index column, one by one, each by a look-up
_VALUES = ("WITH RECURSIVE v(x) AS (SELECT min({0}) FROM duty UNION ALL "
           "SELECT (SELECT min({0}) FROM duty WHERE {0} > x) FROM v WHERE x IS NOT NULL) SELECT x FROM v "
           "WHERE x IS NOT NULL")


class Question(Struct, frozen=True):
    """What is asked. `on` is a day: what was issued by it, as it stood then. `by` are words for who owes it.

    `states` and `forces` narrow; without forces it is orders and requests, for leave, advice and bans wait for nothing.
    `asks`: only what wants an answer. `every`: also what is less sure to be an order, and of every force.
    """

    on: str | None = None
    by: str | None = None
    states: tuple[State, ...] = ()
    forces: tuple[Force, ...] = ()
    asks: bool = False
    every: bool = False


class Closed(Struct, frozen=True):
    """The paper that answers, replaces or takes back: its id (a missing one's is its address), and the words."""

    id: str
    kind: str
    number: str | None
    date: str | None
    passage: Passage | None


class Owed(Struct, frozen=True):
    """One order or request. `words` are its own, `id` is its paper, `sure` how sure it is to be one, 0 to 1.

    `owes` is the key of the post or person that owes it, `owed_by` the same for people; `since` is the day from which
    it is owed: that of an older paper, `first_asked_in`, where this one only asks again. `days` are those it waited,
    by the day asked or until it was closed; `closed` is the first day on which it was no longer open. `by` is the paper
    that closed it; of one that is perhaps answered, the next paper on file, from the one who owes it, which does not
    say what it answers; of an untold one, the paper that answers this one and is not seen to tell of it.
    """

    id: str
    words: Passage
    force: Force
    asks: bool
    condition: str | None
    asked_by: str | None
    owes: str | None
    owed_by: str | None
    issued: str | None
    since: str | None
    due: str | None
    state: State
    days: int | None
    closed: str | None
    by: Closed | None
    why: str
    first_asked_in: str | None
    sure: float


def pending(connection: sqlite3.Connection, question: Question | None = None, scope: Scope | None = None, *,
            limit: int | None = None, skip: int = 0) -> Answer[Owed]:
    """The orders and requests that a question and a scope leave; `limit` of them after the first `skip`, or all."""
    question, scope = question or Question(), scope or Scope()
    table, where, values = narrowed(connection, question, scope)
    state = state_on(question.on)
    chosen, only = _in_states(question, state)
    # one pass tells page and count where papers are joined; of all duties the count comes along an index
    every = "count(*) OVER ()" if scope != Scope() else "NULL"
    rows = connection.execute(
        f"SELECT u.document, u.ordinal, {every} FROM {table} WHERE {where}{chosen} "
        f"ORDER BY CASE {state} WHEN 'overdue' THEN 0 WHEN 'open' THEN 1 WHEN 'perhaps' THEN 2 "
        "WHEN 'untold' THEN 3 ELSE 4 END, "
        "u.since IS NULL, u.since, u.document, u.ordinal LIMIT ? OFFSET ?",
        [*values, *only, -1 if limit is None else limit, skip]).fetchall()
    total = total_of(connection, rows, f"SELECT count(*) FROM {table} WHERE {where}{chosen}", [*values, *only])
    open_paper = opener(connection)
    found = tuple(_owed(connection, open_paper, key, question.on) for *key, _ in rows)
    return Answer(found, total, basis(connection, question, total))


def narrowed(connection: sqlite3.Connection, question: Question, scope: Scope) -> tuple[str, str, list[object]]:
    """The tables, the WHERE clause and its values that a question and a scope make."""
    prepare(connection)
    conditions, values = ["1"], list[object]()
    elsewhere = bool(question.by or scope.date or scope.collection)         # rows are found by another index
    if not question.every:
        conditions.append("+u.plain = 1" if elsewhere else "u.plain = 1")
    if forces := question.forces or (() if question.every else TO_DO):
        conditions.append(f"u.force IN ({', '.join('?' * len(forces))})")
        values += forces
    if question.asks:
        conditions.append("u.asks = 1")
    if question.on:
        conditions.append("u.since <= ?")
        values.append(question.on)
    if question.by:
        keys = json.dumps(sorted(keys_of(connection, question.by)))
        conditions.append("(u.post IN (SELECT value FROM json_each(?)) "
                          "OR u.surname IN (SELECT value FROM json_each(?)))")
        values += [keys, keys]
    table = "duty AS u"
    if scope != Scope():
        if scope.subject:
            condition, value = acts_about(scope.subject, "u")
            conditions.append(condition)
            values.append(value)
        clause, more = papers(Scope(sender=scope.sender, date=scope.date, place=scope.place, kind=scope.kind,
                                    collection=scope.collection, number=scope.number))
        conditions.append(clause)
        # where the papers are few by their day or volume they are looked up first
        table = ("document AS d CROSS JOIN duty AS u ON u.document = d.id" if scope.date or scope.collection
                 else f"{table} JOIN document AS d ON d.id = u.document")
        values += more
    return table, " AND ".join(conditions), values


def state_on(on: str | None) -> str:
    """The state of a row `u` of `duty` on a day, as SQL; without a day the last that is known."""
    if on is None:
        return "u.state"
    day = f"'{Day.fromisoformat(on)}'"
    return f"CASE WHEN u.closed <= {day} THEN u.state WHEN u.due < {day} THEN 'overdue' ELSE u.pending END"


def keys_of(connection: sqlite3.Connection, words: str) -> set[str]:
    """The keys of posts and persons that words mean: that very name, else all with the words; who writes at a place."""
    plain = plain_letters(words)
    known = {row[0] for column in ("post", "surname") for row in connection.execute(_VALUES.format(column))}
    named = {plain} if plain in known else {key for key in known if bears(key, plain)}
    return named | posts_of(connection, words)


def basis(connection: sqlite3.Connection, question: Question, total: int) -> Basis:
    """What the answer rests on."""
    unsure = connection.execute("SELECT count(*) FROM duty WHERE plain = 0").fetchone()[0]
    plain, other = connection.execute("SELECT count(*), coalesce(sum(force NOT IN ('order', 'request')), 0) FROM duty "
                                      "WHERE plain = 1").fetchone()
    left = [] if question.every else [("less sure to be any were left out (--all)", unsure)]
    if not question.every and not question.forces:
        left.append(("of leave, advice or bans were left out (--force)", other))
    if question.on:
        late = connection.execute("SELECT count(*) FROM duty WHERE plain = 1 AND since > ?", (question.on,)).fetchone()
        left.append((f"issued after {question.on} were left out", late[0]))
    return Basis(METHOD, plain + unsure, total, "directives and claims", tuple(left))


def _in_states(question: Question, state: str) -> tuple[str, list[object]]:
    if not question.states:
        return "", []
    return f" AND {state} IN ({', '.join('?' * len(question.states))})", list(question.states)


def _owed(connection: sqlite3.Connection, open_paper: Opener, key: tuple[int, int], on: str | None) -> Owed:
    """One row, its passages opened."""
    row = connection.execute(_ROW.format(state=state_on(on)), key).fetchone()
    (_, post, asker, force, asks, sure, issued, since, due, state, closed, why, at, start, end, paper, sender,
     recipient, by, to, person, layer, first, last, body, *more) = row
    opened = open_paper(paper)
    span = sentence(opened.text, first, last) if layer == "reference" else (first, last)
    called = {by: sender, to: recipient}                    # the parties of the heading, as it writes them
    return Owed(opened.reading.document.id, opened.passage(*span), force, bool(asks), _condition(layer, body),
                called.get(asker) or asker, post, called.get(post) or person or post, issued, since, due, state,
                _days(since, closed, on), closed, _closed(open_paper, more[:8], (at, start, end)), why, more[8], sure)


def _closed(open_paper: Opener, paper: Sequence[Any],
            words: tuple[int | None, int | None, int | None]) -> Closed | None:
    """The paper that closed it, here or missing."""
    name, kind, number, date = paper[:4] if paper[0] else paper[4:]
    if not name:
        return None
    at, start, end = words
    passage = open_paper(at).passage(start, end) if at and start is not None and end is not None else None
    return Closed(name, kind, number, date, passage)


def _condition(layer: str, body: str) -> str | None:
    found: str | None = json.loads(body).get("condition") if layer == "directive" else None
    return found


def _days(since: str | None, closed: str | None, on: str | None) -> int | None:
    """The days from which to which it has waited."""
    until = min(filter(None, (closed, on)), default=None)
    return (Day.fromisoformat(until) - Day.fromisoformat(since)).days if since and until else None

