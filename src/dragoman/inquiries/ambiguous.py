"""Ambiguous references: words that mean one of several papers, which the program does not choose among."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from msgspec import Struct

from dragoman.archive.rows import mention_of
from dragoman.archive.tallies import totals
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Opener, Passage, opener
from dragoman.inquiries.scope import Scope, papers, prepare, total_of

METHOD = "References that fit several papers equally, in the order of the papers that have them:"
# the few that are ambiguous are gone through, not the papers
_TABLES = "link AS l CROSS JOIN document AS d ON d.id = l.document"
_ORDER = "d.first_day IS NULL, d.first_day, d.last_day, coalesce(d.time, '24:00'), d.id, l.ordinal"
_CANDIDATES = ("SELECT name, kind, number, date, sender, recipient, title FROM document "
               "WHERE name IN (SELECT value FROM json_each(?))")
_BASIS = "SELECT count(*), count(DISTINCT document) FROM link WHERE status = 'ambiguous'"


class Candidate(Struct, frozen=True):
    """A paper that a reference may mean."""

    id: str
    kind: str
    number: str | None
    date: str | None
    sender: str | None
    recipient: str | None
    title: str | None


class Ambiguous(Struct, frozen=True):
    """One reference: its words, and the kind, number and date that they tell of the paper.

    `day` is the date of the paper that has it, `ordinal` its place among the findings there; `relation` is what that
    paper does with the one it means. `candidates` fit, for the `reason`.
    """

    passage: Passage
    day: str | None
    ordinal: int
    relation: str
    kind: str
    number: str | None
    date: str | None
    candidates: tuple[Candidate, ...]
    reason: str | None


def ambiguous(connection: sqlite3.Connection, scope: Scope | None = None, *, limit: int | None = None,
              skip: int = 0) -> Answer[Ambiguous]:
    """The ambiguous references in the papers that a scope leaves, in order of time; `limit` after `skip`, or all."""
    prepare(connection)
    narrowing, values = papers(scope or Scope())
    where = f"l.status = 'ambiguous' AND {narrowing}"
    rows = connection.execute(
        "SELECT l.document, l.ordinal, d.date, l.mention, l.relation, l.candidates, l.reason, count(*) OVER () "
        f"FROM {_TABLES} WHERE {where} ORDER BY {_ORDER} LIMIT ? OFFSET ?",
        [*values, -1 if limit is None else limit, skip]).fetchall()
    known = _known(connection, (row[5] for row in rows))
    open_paper = opener(connection)
    found = tuple(_ambiguous(row[:-1], known, open_paper) for row in rows)
    total = total_of(connection, rows, f"SELECT count(*) FROM {_TABLES} WHERE {where}", values)
    return Answer(found, total, _basis(connection, total))


def _known(connection: sqlite3.Connection, candidates: Iterable[str | None]) -> dict[str, Candidate]:
    """The candidates of some references by id."""
    names = sorted({name for line in candidates for name in (line or "").split("\n") if name})
    return {row[0]: Candidate(*row) for row in connection.execute(_CANDIDATES, (json.dumps(names),))}


def _ambiguous(row: tuple[int, int, str | None, str, str, str | None, str | None], known: Mapping[str, Candidate],
               open_paper: Opener) -> Ambiguous:
    document, ordinal, day, filed, relation, candidates, reason = row
    m = mention_of(filed)
    fitting = tuple(known[name] for name in (candidates or "").split("\n") if name in known)
    return Ambiguous(open_paper(document).passage(m.start, m.end), day, ordinal, relation, m.kind, m.number, m.date,
                     fitting, reason)


def _basis(connection: sqlite3.Connection, total: int) -> Basis:
    looked = sum(c.times for c in totals(connection, "reference") if c.key != "external")
    every, citing = connection.execute(_BASIS).fetchone()
    return Basis(METHOD, looked, total, "references to papers",
                 ((f"in {citing:,} papers are ambiguous in all", every),))
