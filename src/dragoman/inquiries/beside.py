"""Beside: what a paper stands among: before and after it, what encloses and cites it, on which pages, what it asks.

Three orders have a before and an after: time (as in the register), the series of its channel, and the print: the volume
or folder that it was filed from.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from dragoman.archive.listing import in_order, near
from dragoman.archive.rows import mention_of
from dragoman.edition.annotation import Span
from dragoman.errors import NoSuchDocument
from dragoman.inquiries.passages import Passage, opener

CITING = 200                    # papers that cite one; a treaty may be cited by hundreds
_PAPER = "d.name, d.kind, d.number, d.date, d.sender, d.recipient, d.title"
# as in the index document_time
_TIME = "d.first_day IS NULL, d.first_day, d.last_day, coalesce(d.time, '24:00')"
_CHANNEL = ("coalesce(d.sender_post, d.sender_surname) = :sender AND coalesce(d.recipient_post, d.recipient_surname) "
            "= :recipient")
_DUTIES = ('SELECT a.start, a."end", u.state, u.since, coalesce(b.name, m.name) FROM duty AS u '
           "JOIN annotation AS a ON a.document = u.document AND a.ordinal = u.ordinal "
           "LEFT JOIN document AS b ON b.id = u.by LEFT JOIN missing AS m ON m.id = u.by_missing "
           "WHERE u.document = ? AND a.layer = 'directive'")
_HEAD = ("SELECT id, collection, enclosed_in, first_day, last_day, coalesce(time, '24:00') AS time, "
         "coalesce(sender_post, sender_surname) AS sender, coalesce(recipient_post, recipient_surname) AS recipient "
         "FROM document WHERE name = ?")


class Neighbour(Struct, frozen=True):
    """A paper in few words."""

    id: str
    kind: str
    number: str | None
    date: str | None
    sender: str | None
    recipient: str | None
    title: str | None


class Around(Struct, frozen=True):
    """The paper before and the one after, in one order."""

    before: Neighbour | None
    after: Neighbour | None


class Citing(Struct, frozen=True):
    """A paper that cites, with what it does with the cited one and the words that do."""

    paper: Neighbour
    relation: str
    passages: tuple[Passage, ...]


class Duty(Struct, frozen=True):
    """What became of a directive: its state (as in `pending`), since when it is owed, the paper that closed it.

    `by` is the id of that paper, or the name of a missing one.
    """

    state: str
    since: str | None
    by: str | None


class Beside(Struct, frozen=True):
    """What a paper stands among. `collection` is its volume or folder, `pages` are the printed pages it has text on.

    `cited_by` are at most CITING papers of `citing`; `duties` goes from the spans of directives to what became of them.
    """

    collection: str
    time: Around
    series: Around
    print: Around
    carrier: Neighbour | None
    enclosures: tuple[Neighbour, ...]
    cited_by: tuple[Citing, ...]
    citing: int
    pages: tuple[str, ...]
    duties: Mapping[Span, Duty]


def beside(connection: sqlite3.Connection, name: str) -> Beside:
    """What the paper of an id stands among. Raises NoSuchDocument."""
    cursor = connection.execute(_HEAD, (name,))
    row = cursor.fetchone()
    if row is None:
        raise NoSuchDocument(name, near(connection, name))
    head: dict[str, Any] = dict(zip((column[0] for column in cursor.description), row, strict=True))
    carrier = _papers(connection, "WHERE d.id = :enclosed_in", head)
    citing = connection.execute("SELECT count(DISTINCT document) FROM link WHERE target = ?", (head["id"],)).fetchone()
    pages = connection.execute("SELECT label FROM page WHERE document = ?", (head["id"],)).fetchall()
    duties = connection.execute(_DUTIES, (head["id"],))
    return Beside(
        head["collection"], _in_time(connection, head), _in_series(connection, head),
        Around(*(_first(connection, f"WHERE d.collection = :collection AND d.id {beyond} :id ORDER BY d.id {order}",
                        head) for beyond, order in (("<", "DESC"), (">", "ASC")))),
        carrier[0] if carrier else None,
        tuple(_papers(connection, "WHERE d.enclosed_in = :id ORDER BY d.id", head)),
        tuple(_citing(connection, head["id"])), citing[0],
        in_order(label for (label,) in pages),
        {(start, end): Duty(*told) for start, end, *told in duties})


def papers_named(connection: sqlite3.Connection, names: Sequence[str]) -> list[Neighbour]:
    """The papers of these ids in few words, in this order; those that are not here are left out."""
    found = (_first(connection, "WHERE d.name = :name", {"name": name}) for name in dict.fromkeys(names))
    return [paper for paper in found if paper]


def _in_time(connection: sqlite3.Connection, head: Mapping[str, Any]) -> Around:
    """Before and after as the register has them; along its index, which an order by what is equal would leave."""
    if head["first_day"] is None:
        return Around(None, None)
    time = ("d.first_day", "d.last_day", "coalesce(d.time, '24:00')", "d.id")
    return Around(*(
        _first(connection, f"WHERE (d.first_day IS NULL) = 0 AND ({', '.join(time)}) {beyond} "
               "(:first_day, :last_day, :time, :id) ORDER BY " + ", ".join(f"{part} {order}" for part in time), head)
        for beyond, order in (("<", "DESC"), (">", "ASC"))))


def _in_series(connection: sqlite3.Connection, head: Mapping[str, Any]) -> Around:
    """Before and after in the papers from the same sender to the same recipient."""
    if head["first_day"] is None or head["sender"] is None or head["recipient"] is None:
        return Around(None, None)
    time = ("d.first_day", "coalesce(d.time, '24:00')", "d.id")
    return Around(*(
        _first(connection, f"WHERE {_CHANNEL} AND d.first_day {beyond}= :first_day AND ({', '.join(time)}) {beyond} "
               f"(:first_day, :time, :id) ORDER BY {', '.join(f'{part} {order}' for part in time)}", head)
        for beyond, order in (("<", "DESC"), (">", "ASC"))))


def _citing(connection: sqlite3.Connection, paper: int) -> Iterator[Citing]:
    """The papers that cite one, the earliest first."""
    open_paper = opener(connection)
    rows = connection.execute(
        f"SELECT d.id, {_PAPER} FROM document AS d WHERE d.id IN (SELECT document FROM link WHERE target = ?) "
        f"ORDER BY {_TIME}, d.id LIMIT ?", (paper, CITING)).fetchall()
    for citing, *told in rows:
        links = connection.execute("SELECT mention, relation FROM link WHERE document = ? AND target = ? "
                                   "ORDER BY ordinal", (citing, paper)).fetchall()
        mentions = [mention_of(filed) for filed, _ in links]
        yield Citing(Neighbour(*told), links[0][1],
                     tuple(open_paper(citing).passage(m.start, m.end) for m in mentions))


def _first(connection: sqlite3.Connection, where: str, values: Mapping[str, Any]) -> Neighbour | None:
    found = _papers(connection, f"{where} LIMIT 1", values)
    return found[0] if found else None


def _papers(connection: sqlite3.Connection, where: str, values: Mapping[str, Any]) -> Sequence[Neighbour]:
    return [Neighbour(*row) for row in connection.execute(f"SELECT {_PAPER} FROM document AS d {where}", values)]
