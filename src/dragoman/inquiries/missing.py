"""Missing papers: what is cited and not here, with every passage that says so.

A record is one paper; several mentions of it are joined when a paper is filed. It is closed when the paper is added
later.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct

from dragoman.archive.chosen import CHOSEN
from dragoman.archive.rows import mention_of
from dragoman.errors import NoSuchDocument
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.contents import Said, editors, said_of
from dragoman.inquiries.fields import FIELDS, Cited, Field, cited, fields_of, supplied
from dragoman.inquiries.passages import Opener, Passage, opener
from dragoman.inquiries.scope import Scope, prepare, records, total_of
from dragoman.lexicon.stops import sentence

METHOD = "Papers that are cited and not here, by day and number:"
Which = Literal["known", "all", "closed"]
_COLUMNS = "m.id, m.name, m.kind, m.number, m.date, m.time, m.sender, m.recipient, d.name"
_TABLES = "missing AS m LEFT JOIN document AS d ON d.id = m.found"
_VAGUE = "(m.number IS NULL AND m.date IS NULL)"
_STATE: dict[Which, str] = {
    "known": f"m.found IS NULL AND {_VAGUE} = 0", "all": "m.found IS NULL", "closed": "m.found IS NOT NULL"}
# as in the index missing_time
_ORDER = f"{_VAGUE}, m.date IS NULL, m.date, m.number IS NULL, CAST(m.number AS INTEGER), m.number, m.id"


class Missing(Struct, frozen=True):
    """One missing paper in a list.

    `id` is its address in the archive, `words` are those of its first mention. `supplied` names the fields that are
    conjecture; `mentions` stand in the papers `cited_by`; `found` is the id of the paper since it was added, and then
    the mentions are those that now mean it.
    """

    id: str
    kind: str
    number: str | None
    date: str | None
    time: str | None
    sender: str | None
    recipient: str | None
    words: str | None
    supplied: tuple[str, ...]
    mentions: int
    cited_by: tuple[str, ...]
    found: str | None = None


class Mentioned(Struct, frozen=True):
    """One mention: its words, its whole sentence, what the citing paper does with the missing one, and its date."""

    passage: Passage
    sentence: Passage
    relation: str
    date: str | None


class Dossier(Struct, frozen=True):
    """All that is known of one missing paper."""

    record: Missing
    fields: tuple[Field, ...]
    contents: tuple[Said, ...]
    editors: tuple[Passage, ...]
    mentions: tuple[Mentioned, ...]


def missing(connection: sqlite3.Connection, scope: Scope | None = None, *, which: Which = "known",
            limit: int | None = None, skip: int = 0) -> Answer[Missing]:
    """The missing papers that a scope leaves: those with a number or a day, all that are open, or those since found."""
    prepare(connection)
    where, values = records(scope or Scope())
    where = f"{_STATE[which]} AND {where}"
    # what cites a subject is looked for once; of all records the page comes along an index
    every = "count(*) OVER ()" if scope and scope.subject else "NULL"
    page = connection.execute(
        f"SELECT m.id, {every} FROM missing AS m WHERE {where} ORDER BY {_ORDER} LIMIT ? OFFSET ?",
        [*values, -1 if limit is None else limit, skip]).fetchall()
    rows = connection.execute(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE m.id IN (SELECT value FROM json_each(?)) "
                              f"ORDER BY {_ORDER}", (json.dumps([row[0] for row in page]),)).fetchall()
    open_paper = opener(connection)
    few = bool(scope and scope.chosen)
    found = tuple(_listed(row, _citations(connection, row, open_paper, few=few), few=few) for row in rows)
    total = total_of(connection, page, f"SELECT count(*) FROM missing AS m WHERE {where}", values)
    return Answer(found, total, _basis(connection, total, which))


def open_records(connection: sqlite3.Connection) -> Iterator[Missing]:
    """Every record of a paper that is not here, in the same order, one after another; found ones are left out."""
    prepare(connection)
    open_paper = opener(connection)
    for row in connection.execute(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE {_STATE['all']} ORDER BY {_ORDER}"):
        yield _listed(row, _citations(connection, row, open_paper, few=False), few=False)


def dossier(connection: sqlite3.Connection, name: str, *, chosen: bool = False) -> Dossier:
    """All that is known of the missing paper of that name, with `chosen` from papers that archive.chosen keeps.

    Raises NoSuchDocument.
    """
    row = connection.execute(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE m.name = ?", (name,)).fetchone()
    if row is None:
        raise NoSuchDocument(name, _near(connection, name))
    citations = _citations(connection, row, opener(connection), few=chosen)
    links = [c for c, _ in citations]
    fields = fields_of(links, _borne(row))
    record = _record(_told(row, fields) if chosen else row, citations, fields)
    return Dossier(record, fields, said_of(links), editors(links),
                   tuple(_mentioned(c, relation) for c, relation in citations))


def _citations(connection: sqlite3.Connection, row: Sequence[Any], open_paper: Opener, *,
               few: bool) -> list[tuple[Cited, str]]:
    """The mentions of a record, with their relations, in time order; of a found one those that now mean its paper.

    With `few` only those in chosen papers.
    """
    record, found = row[0], row[8]
    which = "l.missing = ?" if found is None else "l.target = (SELECT found FROM missing WHERE id = ?)"
    if few:
        which += f" AND l.document IN ({CHOSEN})"
    rows = connection.execute(
        "SELECT l.document, l.mention, l.relation FROM link AS l JOIN document AS d ON d.id = l.document "
        f"WHERE {which} ORDER BY d.first_day IS NULL, d.first_day, coalesce(d.time, '24:00'), l.document, l.ordinal",
        (record,))
    return [(cited(open_paper(document), mention_of(filed)), relation) for document, filed, relation in rows]


def _listed(row: Sequence[Any], citations: Sequence[tuple[Cited, str]], *, few: bool) -> Missing:
    fields = fields_of([c for c, _ in citations], _borne(row))
    return _record(_told(row, fields) if few else row, citations, fields)


def _told(row: Sequence[Any], fields: Iterable[Field]) -> Sequence[Any]:
    """A record with no more than some papers give of it; the kind is always told."""
    given: dict[str, str] = {}
    for f in fields:
        given.setdefault(f.name, f.value)       # the record's own value stands first, where they give it
    own = _borne(row)
    return (*row[:2], *(given.get(name) or (own[name] if name == "kind" else None) for name in FIELDS), *row[8:])


def _record(row: Sequence[Any], citations: Sequence[tuple[Cited, str]], fields: Iterable[Field]) -> Missing:
    _, name, kind, number, date, time, sender, recipient, found = row
    papers = dict.fromkeys(c.paper.reading.document.id for c, _ in citations)
    words = citations[0][0].mention.words if citations else None
    return Missing(name, kind, number, date, time, sender, recipient, words, supplied(fields, _borne(row)),
                   len(citations), tuple(papers), found)


def _borne(row: Sequence[Any]) -> dict[str, str | None]:
    """The record's own value of each field."""
    return dict(zip(FIELDS, row[2:8], strict=True))


def _mentioned(c: Cited, relation: str) -> Mentioned:
    m = c.mention
    whole = c.paper.passage(*sentence(c.paper.text, m.start, m.end))
    return Mentioned(c.paper.passage(m.start, m.end), whole, relation, c.paper.docket.date)


def _near(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """Names of records like one that is not there: those that begin or end with its last part."""
    part = name.rstrip("/").rpartition("/")[2].replace("%", "").replace("_", "")
    rows = connection.execute("SELECT name FROM missing WHERE name LIKE ? OR name LIKE ? ORDER BY name LIMIT 3",
                              (f"%/{part}", f"%/{part}/%"))
    return tuple(row[0] for row in rows)


def _basis(connection: sqlite3.Connection, total: int, which: Which) -> Basis:
    looked, closed, vague = connection.execute(
        f"SELECT (SELECT count(*) FROM missing), (SELECT count(*) FROM missing AS m WHERE {_STATE['closed']}), "
        f"(SELECT count(*) FROM missing AS m WHERE m.found IS NULL AND {_VAGUE} = 1)").fetchone()
    left = [("without number or day were left out", vague)] if which == "known" else []
    left += [("since found were left out", closed)] if which != "closed" else []
    return Basis(METHOD, looked, total, "records of missing papers", tuple(left))


