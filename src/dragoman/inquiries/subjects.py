"""Subjects: what the papers are about, found without a list, each with its days, channels and first passage.

They are made when papers are filed (archive/subjects.py, resolution/subjects.py): recurring noun phrases and the names
of agreements, ships and bodies. What people renamed, joined or dropped is laid over them here. Of a narrower question
the papers, days and channels are counted anew, and a subject weighs by the share of its papers that is left.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress
from math import sqrt
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from dragoman.archive.subjects import NAMED as NAMED_FACT
from dragoman.archive.subjects import history, unpacked
from dragoman.archive.transactions import fact
from dragoman.edition.decision import Decision
from dragoman.inquiries.about import Settled, Subject, settled
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Opened, Passage, opener
from dragoman.inquiries.scope import Scope, papers, prepare
from dragoman.lexicon.stops import sentence

METHOD = ("Noun phrases that recur (by C-value, rarity of their words, and how often a paper comes back to them) and "
          "names of agreements, ships and bodies; papers that name one:")
NAMED = "Papers that name the subject, each with the sentences that do:"
FEW = 5000                      # papers of a scope up to which what each of them names is looked up, one by one
Sort = Literal["weight", "papers", "first", "label"]
SORTS: tuple[Sort, ...] = ("weight", "papers", "first", "label")
_COLUMNS = "id, name, label, kind, papers, weight, document, first_day, last_day, channels"
_APART = "WHERE name NOT IN (SELECT value FROM json_each(?))"
_ORDER = {"weight": "weight DESC, id", "papers": "papers DESC, id", "first": "first_day IS NULL, first_day, id",
          "label": "label COLLATE NOCASE, id"}


class Listed(Struct, frozen=True):
    """One subject. `id` is its address; `first` and `last` are the days of the first and last paper that
    name it.

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
    document: int | None = None
    first: str | None = None
    last: str | None = None
    channels: str | None = None
    joined: tuple[str, ...] = ()


def subjects(connection: sqlite3.Connection, scope: Scope | None = None, *, sort: Sort = "weight",
             limit: int | None = None, skip: int = 0) -> Answer[Listed]:
    """The subjects that papers of a scope name, the most telling first or by one of SORTS."""
    prepare(connection)
    made = settled(connection)
    end = None if limit is None else skip + limit
    if scope and scope != Scope():
        return _narrowed(connection, made, _asked(connection, scope), sort, (skip, end))
    rows, total = _all(connection, made, sort, end)
    changed = [row for row in (_changed(connection, s, None) for s in made.changed.values()) if row.papers]
    shown = sorted([*rows, *(_told(connection, row, None) for row in changed)], key=_KEYS[sort])[skip:end]
    basis = _basis(connection, None, int(fact(connection, NAMED_FACT) or 0), made.unfit)
    return Answer(_shown(connection, shown), total + len(changed), basis)


def _narrowed(connection: sqlite3.Connection, made: Settled, asked: bytearray, sort: Sort,
              page: tuple[int, int | None]) -> Answer[Listed]:
    """The subjects that some papers name; only of those on the page is told more than how many name them."""
    rows, named = _some(connection, made, asked)
    for changed in made.changed.values():
        row = _changed(connection, changed, asked)
        if row.papers:
            rows.append(row)
            named.update(_naming(connection, row.codes, asked)[0])
    if sort == "first":
        rows = [_told(connection, row, asked) for row in rows]
    shown = sorted(rows, key=_KEYS[sort])[slice(*page)]
    basis = _basis(connection, asked, len(named), made.unfit)
    return Answer(_shown(connection, [_told(connection, row, asked) for row in shown]), len(rows), basis)


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


def _asked(connection: sqlite3.Connection, scope: Scope) -> bytearray:
    """A mark for each paper of a scope, at the number of its row."""
    where, values = papers(scope)
    size = connection.execute("SELECT coalesce(max(id), 0) FROM document").fetchone()[0] + 1
    marks = bytearray(size)
    for (paper,) in connection.execute(f"SELECT d.id FROM document AS d WHERE {where}", values):
        marks[paper] = 1
    return marks


def _all(connection: sqlite3.Connection, made: Settled, sort: Sort, end: int | None) -> tuple[list[_Row], int]:
    """The first subjects as the papers make them, but for those that people changed; and how many there are."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM subject {_APART} ORDER BY {_ORDER[sort]} LIMIT ?",
                              (made.apart, -1 if end is None else end))
    found = [_Row((code,), *rest) for code, *rest in rows]
    return found, connection.execute(f"SELECT count(*) FROM subject {_APART}", (made.apart,)).fetchone()[0]


def _some(connection: sqlite3.Connection, made: Settled, asked: bytearray) -> tuple[list[_Row], set[int]]:
    """The subjects that some papers name, with how many of these do; and which papers name any."""
    found, named = [], set()
    few = asked.count(1) <= FEW
    for code, name, label, kind, of, weight, naming in (_of_few if few else _of_many)(connection, made, asked):
        marks = itemgetter(*naming, 0, 0)(asked)        # two more, for of one it would give no tuple
        if here := list(compress(naming, marks)):
            found.append(_Row((code,), name, label, kind, len(here), weight * sqrt(len(here) / of)))
            named.update(here)
    return found, named


def _of_many(connection: sqlite3.Connection, made: Settled, asked: bytearray) -> Iterator[tuple[Any, ...]]:
    """Every subject with the papers that name it."""
    for *row, kept in connection.execute(
            f"SELECT id, name, label, kind, papers, weight, naming FROM subject {_APART}", (made.apart,)):
        yield *row, unpacked(kept)[0]


def _of_few(connection: sqlite3.Connection, made: Settled, asked: bytearray) -> Iterator[tuple[Any, ...]]:
    """The same, only of the papers asked for: what each of these names is looked up."""
    naming: dict[int, set[int]] = defaultdict(set)
    for code, paper in connection.execute("SELECT subject, document FROM about WHERE document IN "
                                          "(SELECT value FROM json_each(?))",
                                          (json.dumps([paper for paper, mark in enumerate(asked) if mark]),)):
        naming[code].add(paper)
    for row in connection.execute(f"SELECT id, name, label, kind, papers, weight FROM subject {_APART} AND id IN "
                                  "(SELECT value FROM json_each(?))", (made.apart, json.dumps([*naming]))):
        yield *row, naming[row[0]]


def _changed(connection: sqlite3.Connection, s: Subject, asked: bytearray | None) -> _Row:
    """A subject that people changed; its weight is that of the weightiest that it is joined of."""
    rows = connection.execute(
        "SELECT label, kind, papers, weight FROM subject WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY weight DESC", (json.dumps(s.codes),)).fetchall()
    if not rows:
        return _Row(s.codes, s.name, s.label, "phrase", 0, 0.0)
    count = len(_naming(connection, s.codes, asked)[0])
    weight = rows[0][3] * sqrt(count / max(row[2] for row in rows))
    joined = tuple(row[0] for row in rows if row[0] != s.label) if len(s.codes) > 1 else ()
    return _Row(s.codes, s.name, s.label, rows[0][1], count, weight, joined=joined)


def _naming(connection: sqlite3.Connection, codes: Sequence[int],
            asked: bytearray | None) -> tuple[list[int], list[int]]:
    """The papers, of all or of some, that name one of the phrases, in order of time, and the channel of each."""
    channel: dict[int, int] = {}
    for (kept,) in connection.execute("SELECT naming FROM subject WHERE id IN (SELECT value FROM json_each(?))",
                                      (json.dumps(codes),)):
        channel.update(zip(*unpacked(kept), strict=True))
    found = [paper for paper in channel if asked is None or asked[paper]]
    if len(codes) > 1:
        found = [row[0] for row in connection.execute(
            "SELECT id FROM document WHERE id IN (SELECT value FROM json_each(?)) "
            "ORDER BY first_day IS NULL, first_day, id", (json.dumps(found),))]
    return found, [channel[paper] for paper in found]


def _told(connection: sqlite3.Connection, row: _Row, asked: bytearray | None) -> _Row:
    """The row with its first paper, days and channels."""
    if row.channels is not None:
        return row
    document, first, last, channels = history(connection, *_naming(connection, row.codes, asked))
    return row._replace(document=document, first=first, last=last, channels=channels)


def _shown(connection: sqlite3.Connection, rows: Iterable[_Row]) -> tuple[Listed, ...]:
    """The rows with the sentence that names each first."""
    open_paper = opener(connection)
    found = []
    for row in rows:
        spans = _spans(connection, row.document, json.dumps(row.codes))[:1] if row.document is not None else []
        passages = _sentences(open_paper(row.document), spans) if row.document is not None and spans else ()
        found.append(Listed(row.name, row.label, row.kind, row.papers, row.first, row.last,
                            tuple(json.loads(row.channels or "[]")), passages, row.joined))
    return tuple(found)


def _spans(connection: sqlite3.Connection, document: int, codes: str) -> list[tuple[int, int]]:
    """Where a paper names the phrases."""
    return connection.execute("SELECT start, \"end\" FROM about WHERE document = ? AND subject IN "
                              "(SELECT value FROM json_each(?)) ORDER BY start", (document, codes)).fetchall()


def _sentences(paper: Opened, spans: Iterable[tuple[int, int]]) -> tuple[Passage, ...]:
    """The sentences that spans stand in, each once."""
    whole = dict.fromkeys(sentence(paper.text, start, end) for start, end in spans)
    return tuple(paper.passage(*span) for span in whole)


def _basis(connection: sqlite3.Connection, asked: bytearray | None, named: int, unfit: Sequence[Decision]) -> Basis:
    """How many of the papers asked for name any subject at all."""
    looked = connection.execute("SELECT count(*) FROM document").fetchone()[0] if asked is None else sum(asked)
    left = (("name none", looked - named), ("decisions fit no subject any more", len(unfit)))
    return Basis(METHOD, looked, named, left=left)


_KEYS: dict[Sort, Callable[[_Row], tuple[object, ...]]] = {
    "weight": lambda r: (-r.weight, r.codes),
    "papers": lambda r: (-r.papers, r.codes),
    "first": lambda r: (r.first is None, r.first, r.codes),
    "label": lambda r: (r.label.lower(), r.codes),
}
