"""Subjects: what the papers are about, found without a list, each with its days, channels and first passage.

They are made when papers are filed (archive/subjects.py, resolution/subjects.py): recurring noun phrases and the names
of agreements, ships and bodies. What people renamed, joined or dropped is laid over them here. Of a narrower question
the papers, days and channels are counted anew, and a subject weighs by the share of its papers that is left.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from dragoman.archive.subjects import CARDS, NAMING, Card, history
from dragoman.archive.transactions import fact
from dragoman.edition.decision import Decision
from dragoman.inquiries.about import Settled, Subject, settled
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Opened, Passage, opener, sentence
from dragoman.inquiries.scope import Scope, papers, prepare

METHOD = ("Noun phrases that recur (by C-value, rarity of their words, and how often a paper comes back to them) and "
          "names of agreements, ships and bodies; papers that name one:")
NAMED = "Papers that name the subject, each with the sentences that do:"
Sort = Literal["weight", "papers", "first", "label"]
SORTS: tuple[Sort, ...] = ("weight", "papers", "first", "label")
_ALL = ("SELECT id, name, label, kind, papers, weight, document, first_day, last_day, channels FROM subject "
        "WHERE name NOT IN (SELECT value FROM json_each(?))")
_SOME = ("SELECT s.id AS id, s.name, s.label AS label, s.kind, count(DISTINCT b.document) AS papers, "
         "s.weight * s.weight * count(DISTINCT b.document) / s.papers AS weight, NULL, min(d.first_day) AS first_day, "
         "NULL, NULL FROM document AS d CROSS JOIN about AS b ON b.document = d.id "
         "CROSS JOIN subject AS s ON s.id = b.subject WHERE {where} AND "
         "s.name NOT IN (SELECT value FROM json_each(?)) GROUP BY s.id")
_ORDER = {"weight": "weight DESC, id", "papers": "papers DESC, id", "first": "first_day IS NULL, first_day, id",
          "label": "label COLLATE NOCASE, id"}


class Listed(Struct, frozen=True):
    """One subject. `id` is its address; `first` and `last` are days of the papers that name it.

    `channels` are the busiest pairs of sender and recipient among them; the passage is the sentence of the first paper
    that names it. `joined` are the names of those that people joined to it.
    """

    id: str
    label: str
    kind: str
    papers: int
    first: str | None
    last: str | None
    channels: tuple[str, ...]
    passages: tuple[Passage, ...]
    joined: tuple[str, ...] = ()


class Naming(Struct, frozen=True):
    """One paper that names a subject, with the sentences that do: the first of each paragraph."""

    id: str
    date: str | None
    kind: str
    sender: str | None
    recipient: str | None
    title: str | None
    passages: tuple[Passage, ...]


class _Row(NamedTuple):
    codes: tuple[int, ...]
    name: str
    label: str
    kind: str
    papers: int
    weight: float
    document: int | None
    first: str | None
    last: str | None
    channels: str | None
    joined: tuple[str, ...] = ()


def subjects(connection: sqlite3.Connection, scope: Scope | None = None, *, sort: Sort = "weight",
             limit: int | None = None, skip: int = 0) -> Answer[Listed]:
    """The subjects that papers of a scope name, the most telling first or by one of SORTS."""
    prepare(connection)
    narrowed = scope if scope and scope != Scope() else None
    made = settled(connection)
    query, values = _query(narrowed, made)
    last = -1 if limit is None else skip + limit
    rows = [_Row((code,), *rest) for code, *rest in connection.execute(
        f"SELECT * FROM ({query}) ORDER BY {_ORDER[sort]} LIMIT ?", [*values, last])]
    total = connection.execute(f"SELECT count(*) FROM ({query})", values).fetchone()[0]
    changed = [row for row in (_changed(connection, s, narrowed) for s in made.changed.values()) if row.papers]
    rows = sorted([*rows, *changed], key=_KEYS[sort])[skip:None if limit is None else skip + limit]
    open_paper = opener(connection)
    return Answer(tuple(_listed(connection, row, narrowed, open_paper) for row in rows), total + len(changed),
                  _basis(connection, narrowed, made.unfit))


def subject(connection: sqlite3.Connection, asked: Subject, scope: Scope | None = None, *, limit: int | None = None,
            skip: int = 0) -> Answer[Naming]:
    """The papers that name a subject, in order of time, with their passages."""
    prepare(connection)
    where, values = papers(scope or Scope())
    codes = json.dumps(asked.codes)
    within = f"d.id IN (SELECT document FROM about WHERE subject IN (SELECT value FROM json_each(?))) AND {where}"
    rows = connection.execute(
        "SELECT d.id, d.name, d.date, d.kind, d.sender, d.recipient, d.title FROM document AS d "
        f"WHERE {within} ORDER BY d.first_day IS NULL, d.first_day, d.last_day, coalesce(d.time, '24:00'), d.id "
        "LIMIT ? OFFSET ?", [codes, *values, -1 if limit is None else limit, skip]).fetchall()
    open_paper = opener(connection)
    found = tuple(Naming(*[*card, _sentences(open_paper(i), _spans(connection, i, codes))]) for i, *card in rows)
    total = connection.execute(f"SELECT count(*) FROM document AS d WHERE {within}", [codes, *values]).fetchone()[0]
    looked = connection.execute(f"SELECT count(*) FROM document AS d WHERE {where}", values).fetchone()[0]
    return Answer(found, total, Basis(NAMED, looked, total))


def _query(scope: Scope | None, made: Settled) -> tuple[str, list[object]]:
    """The subjects as the papers make them, but for those that people changed."""
    apart = json.dumps([*made.changed, *made.gone])
    if scope is None:
        return _ALL, [apart]
    where, values = papers(scope)
    return _SOME.format(where=where), [*values, apart]


def _changed(connection: sqlite3.Connection, s: Subject, scope: Scope | None) -> _Row:
    """A subject that people changed; its weight is that of the weightiest that it is joined of."""
    rows = connection.execute(
        "SELECT label, kind, papers, weight FROM subject WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY weight DESC", (json.dumps(s.codes),)).fetchall()
    cards = _cards(connection, s.codes, scope)
    of = sum(row[2] for row in rows) or 1
    weight = rows[0][3] * (rows[0][3] * len(cards) / of if scope else 1) if rows else 0.0
    return _Row(s.codes, s.name, s.label, rows[0][1] if rows else "phrase", len(cards), weight, *history(cards),
                tuple(row[0] for row in rows if row[0] != s.label) if len(s.codes) > 1 else ())


def _cards(connection: sqlite3.Connection, codes: Sequence[int], scope: Scope | None) -> list[Card]:
    """The papers of a scope that name one of the phrases."""
    where, values = papers(scope) if scope else ("1", [])
    return [Card(*row) for row in connection.execute(
        f"{CARDS} AS d WHERE d.id IN (SELECT document FROM about WHERE subject IN (SELECT value FROM json_each(?))) "
        f"AND {where}", [json.dumps(codes), *values])]


def _listed(connection: sqlite3.Connection, row: _Row, scope: Scope | None,
            open_paper: Callable[[int], Opened]) -> Listed:
    document, first, last, channels = row.document, row.first, row.last, row.channels
    if channels is None:
        document, first, last, channels = history(_cards(connection, row.codes, scope))
    spans = _spans(connection, document, json.dumps(row.codes))[:1] if document is not None else []
    passages = _sentences(open_paper(document), spans) if document is not None else ()
    return Listed(row.name, row.label, row.kind, row.papers, first, last, tuple(json.loads(channels)), passages,
                  row.joined)


def _spans(connection: sqlite3.Connection, document: int, codes: str) -> list[tuple[int, int]]:
    """Where a paper names the phrases."""
    return connection.execute("SELECT start, \"end\" FROM about WHERE document = ? AND subject IN "
                              "(SELECT value FROM json_each(?)) ORDER BY start", (document, codes)).fetchall()


def _sentences(paper: Opened, spans: Iterable[tuple[int, int]]) -> tuple[Passage, ...]:
    """The sentences that spans stand in, each once."""
    whole = dict.fromkeys(sentence(paper.text, start, end) for start, end in spans)
    return tuple(paper.passage(*span) for span in whole)


def _basis(connection: sqlite3.Connection, scope: Scope | None, unfit: Sequence[Decision]) -> Basis:
    """How many of the papers asked for name any subject at all."""
    if scope is None:
        looked = connection.execute("SELECT count(*) FROM document").fetchone()[0]
        carried = int(fact(connection, NAMING) or 0)
    else:
        where, values = papers(scope)
        looked, carried = connection.execute(
            "SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM about AS b JOIN subject AS s ON s.id = b.subject "
            f"WHERE b.document = d.id)), 0) FROM document AS d WHERE {where}", values).fetchone()
    left = (("name none", looked - carried), ("decisions fit no subject any more", len(unfit)))
    return Basis(METHOD, looked, carried, left=left)


_KEYS: dict[Sort, Callable[[_Row], tuple[object, ...]]] = {
    "weight": lambda r: (-r.weight, r.codes),
    "papers": lambda r: (-r.papers, r.codes),
    "first": lambda r: (r.first is None, r.first, r.codes),
    "label": lambda r: (r.label.lower(), r.codes),
}
