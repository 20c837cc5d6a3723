"""Deliveries: by what each party had a paper, on which way it came, and how long such ways take.

A paper is had by whoever wrote it, was sent it, is said to have been sent it too, or cites it; what is enclosed with it
comes with it. Left alone: what notes cite, for they are the editors'; and a paper cited as one that has not come.
"""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.edition.docket import Party
from dragoman.lexicon import lexicon, one_of
from dragoman.lexicon.vocabulary import plain_words
from dragoman.resolution.delays import Observed, Way, days_between, received_on, seats, traffic
from dragoman.resolution.parties import Who, who
from dragoman.resolution.repeated import repeated

_PAPERS = ("SELECT d.id, d.enclosed_in, d.kind, d.first_day, d.last_day, d.place, d.sender, d.sender_post, "
           "d.sender_surname, d.recipient, d.recipient_post, d.recipient_surname, "
           "json_extract(d.docket, '$.received'), c.text FROM document AS d JOIN content AS c ON c.document = d.id "
           "WHERE d.collection = ? ORDER BY d.id")
_PARTIES = ("SELECT p.document, p.role, p.person, p.side FROM document AS d "
            "CROSS JOIN party AS p ON p.document = d.id WHERE d.collection = ? ORDER BY p.document, p.role, p.ordinal")
_CITED = ("SELECT l.document, l.target, a.start, a.\"end\", t.last_day FROM document AS d "
          "CROSS JOIN link AS l ON l.document = d.id JOIN document AS t ON t.id = l.target "
          "JOIN annotation AS a ON a.document = l.document AND a.ordinal = l.ordinal "
          "WHERE d.collection = ? AND l.status = 'resolved' AND json_extract(l.mention, '$.note') IS NULL "
          "AND a.voice <> 'editor' AND coalesce(t.first_day <= d.last_day, 1) ORDER BY l.document, l.ordinal")
# "Ministry's No. 3, cited in your 4, has not been received here"
_WANTING = re.compile(rf"[^.;\n]{{0,120}}?\b{one_of('repeated', 'wanting')}\b", re.I)


class _Paper(NamedTuple):
    id: int
    carrier: int | None
    kind: str
    first: str | None
    last: str | None
    place: str | None
    sender: str | None
    sender_post: str | None
    sender_surname: str | None
    recipient: str | None
    recipient_post: str | None
    recipient_surname: str | None
    received: str | None
    text: str

    @property
    def source(self) -> str | None:
        """The key of its sender, or else the place that it was written at."""
        return self.sender_post or self.sender_surname or place_key(self.place)


class _Row(NamedTuple):
    """A row of `delivery`, in the order of its columns."""

    wording: int
    person: int | None
    side: int | None
    sent: str | None
    paper: int
    how: str
    document: int
    day: str | None
    received: str | None = None
    way: int | None = None
    carrier: int | None = None
    start: int | None = None
    end: int | None = None


def place_key(place: str | None) -> str | None:
    """A place in plain small letters, to be compared; None for none."""
    return " ".join(plain_words(place or "")) or None


def file_deliveries(connection: sqlite3.Connection, collection: str) -> None:
    """What a collection shows: who had its papers, what they cite, when they came, where they were written."""
    connection.execute("DELETE FROM delivery WHERE document IN (SELECT id FROM document WHERE collection = ?)",
                       (collection,))
    for table in ("delay", "seat"):
        connection.execute(f"DELETE FROM {table} WHERE collection = ?", (collection,))
    papers = {row[0]: _Paper(*row) for row in connection.execute(_PAPERS, (collection,))}
    ids = _Ids(connection, collection)
    rows: dict[int, list[_Row]] = {}
    for p in papers.values():
        _had(p, papers, ids, rows)
    cited = _cited(connection.execute(_CITED, (collection,)), papers, ids)
    connection.executemany(f"INSERT INTO delivery VALUES ({', '.join('?' * len(_Row._fields))})",
                           [*(r for of in rows.values() for r in of), *cited])
    _count(connection, collection, papers.values())


def estimate_ways(connection: sqlite3.Connection) -> None:
    """How long each way takes by all that headings of the whole archive say."""
    where = _capitals() | seats(connection.execute("SELECT party, place, sum(papers) FROM seat GROUP BY 1, 2"))
    observed = Observed(((Way(*row[:4]), row[4], row[5]) for row in connection.execute(
        "SELECT sender, recipient, traffic, decade, days, sum(times) FROM delay GROUP BY 1, 2, 3, 4, 5")), where)
    connection.execute("DELETE FROM way WHERE id NOT IN (SELECT way FROM delivery WHERE way IS NOT NULL)")
    ways = connection.execute("SELECT id, sender, recipient, traffic, decade FROM way").fetchall()
    found = [(observed.estimate(Way(*way)) or (None, 0, None, None, None), i) for i, *way in ways]
    connection.executemany("UPDATE way SET source = ?, papers = ?, least = ?, half = ?, most = ? WHERE id = ?",
                           [(*estimate, i) for estimate, i in found])
    connection.execute("DELETE FROM wording WHERE id NOT IN (SELECT wording FROM delivery)")


def _had(p: _Paper, papers: dict[int, _Paper], ids: "_Ids", rows: dict[int, list[_Row]]) -> list[_Row]:
    """Who had a paper, as it shows itself; an enclosure is had by whoever had its carrier."""
    if p.id in rows:
        return rows[p.id]
    rows[p.id] = found = list(_of_itself(p, ids))
    if carrier := papers.get(p.carrier or 0):
        found += [r._replace(paper=p.id, how="own" if r.how == "own" else "enclosed", document=p.id, day=p.last,
                             carrier=r.carrier or carrier.id) for r in _had(carrier, papers, ids, rows)]
    return found


def _of_itself(p: _Paper, ids: "_Ids") -> Iterator[_Row]:
    """The rows of a paper's own writer and addressees."""
    for writer in _writers(p, ids):
        yield _Row(*writer, p.last, p.id, "own", p.id, p.last)
    if p.recipient:
        him = Who(p.recipient_surname, p.recipient_post)
        wording, received = ids.wording(p.recipient, him), received_on(p.received)
        sent = min(p.last, received) if p.last and received else p.last     # a paper's day may be misprinted
        for actors in ids.actors(p.id, "recipient"):
            yield _Row(wording, *actors, sent, p.id, "sent", p.id, p.last, received, ids.way(p, him))
    for to in repeated(p.text):
        party = who((Party(None, to.words),))
        yield _Row(ids.wording(to.words, party), None, None, p.last, p.id, "repeated", p.id, p.last, None,
                   ids.way(p, party), None, to.start, to.end)


def _writers(p: _Paper, ids: "_Ids") -> Iterator[tuple[int, int | None, int | None]]:
    """A paper's writers: the row of the heading's words, and the actors."""
    if p.sender:
        wording = ids.wording(p.sender, Who(p.sender_surname, p.sender_post))
        for actors in ids.actors(p.id, "sender"):
            yield wording, *actors


def _cited(links: Iterable[tuple[int, int, int, int, str | None]], papers: dict[int, _Paper],
           ids: "_Ids") -> Iterator[_Row]:
    """What the writers of papers had, for they cite it; each cited paper once."""
    seen: set[tuple[int, int]] = set()
    for document, target, start, end, day in links:
        p = papers[document]
        if (document, target) not in seen and not _WANTING.match(p.text, end):
            seen.add((document, target))
            for writer in _writers(p, ids):
                yield _Row(*writer, p.last, target, "cited", document, day, None, None, None, start, end)


def _count(connection: sqlite3.Connection, collection: str, papers: Iterable[_Paper]) -> None:
    """The days that papers took, and the places that they were written at."""
    delays: Counter[tuple[Way, int]] = Counter()
    first: dict[tuple[Way, int], int] = {}
    places: Counter[tuple[str, str]] = Counter()
    for p in papers:
        key, place = p.sender_post or p.sender_surname, place_key(p.place)
        if key and place:
            places[key, place] += 1
        way, received = _way(p, Who(p.recipient_surname, p.recipient_post)), received_on(p.received)
        days = days_between(p.first, received) if p.first and p.first == p.last and received else None
        if way and days is not None:
            delays[way, days] += 1
            first.setdefault((way, days), p.id)
    connection.executemany("INSERT INTO delay VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                           [(collection, *way, days, n, first[way, days]) for (way, days), n in delays.items()])
    connection.executemany("INSERT INTO seat VALUES (?, ?, ?, ?)",
                           [(collection, *where, n) for where, n in places.items()])


def _way(p: _Paper, to: Who) -> Way | None:
    """The way on which a paper went to somebody; None where an end or the year is not known."""
    if p.source and to.key and p.last and p.last[:3].isdigit():
        return Way(p.source, to.key, traffic(p.kind), int(p.last[:3]))
    return None


def _capitals() -> dict[str, str]:
    """Where the posts of a land write, if the archive does not tell otherwise."""
    of: dict[str, list[str]] = lexicon("seats")["of"]
    return {post: place_key(capitals[0]) or "" for post, capitals in of.items()}


class _Ids:
    """The rows of wordings and ways, made when they are new; and those of a collection's parties among the actors."""

    def __init__(self, connection: sqlite3.Connection, collection: str) -> None:
        self._connection = connection
        self._known: dict[tuple[object, ...], int] = {}
        self._actors: dict[tuple[int, str], list[tuple[int | None, int | None]]] = defaultdict(list)
        for document, role, *actors in connection.execute(_PARTIES, (collection,)):
            self._actors[document, role].append((actors[0], actors[1]))

    def actors(self, document: int, role: str) -> list[tuple[int | None, int | None]]:
        """The person and power of each sender or recipient of a paper; one without either where nobody is told."""
        return self._actors.get((document, role)) or [(None, None)]

    def wording(self, words: str, party: Who) -> int:
        """The row of a party's words with its keys."""
        key = (words, party.post or "", party.surname or "")
        return self._row("wording", ("words", "post", "surname"), key, plain=f" {place_key(' _ '.join(key))} ")

    def way(self, p: _Paper, to: Who) -> int | None:
        """The row of the way on which a paper went to somebody, if it is known."""
        way = _way(p, to)
        return self._row("way", Way._fields, way) if way else None

    def _row(self, table: str, columns: tuple[str, ...], values: tuple[object, ...], **more: object) -> int:
        if (table, *values) not in self._known:
            where = " AND ".join(f"{c} = ?" for c in columns)
            row = self._connection.execute(f"SELECT id FROM {table} WHERE {where}", values).fetchone()
            filled = [*values, *more.values()]
            self._known[table, *values] = row[0] if row else self._connection.execute(
                f"INSERT INTO {table} ({', '.join((*columns, *more))}) VALUES ({', '.join('?' * len(filled))})",
                filled).lastrowid or 0
        return self._known[table, *values]
