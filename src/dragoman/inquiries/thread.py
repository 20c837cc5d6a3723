"""One thread: the papers of a chain in order of time, the missing ones in their places, with what each does.

It is walked from any of its papers through the archive's indexes, so that its cost goes by its own size.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from dragoman.archive.chains import JOINS
from dragoman.archive.listing import near
from dragoman.archive.rows import mention_of
from dragoman.errors import NoSuchDocument
from dragoman.inquiries.answer import Basis
from dragoman.inquiries.passages import Opener, Passage, opener
from dragoman.inquiries.threads import METHOD

MOST = 2000                     # papers of one thread that are shown; the largest of twelve volumes has 170
Place = Literal["day", "before its carrier", "before the first paper citing it", "last"]
_COLUMNS = "name, kind, number, date, time, sender, recipient"
_HELD = f"SELECT id, {_COLUMNS}, title, enclosed_in, first_day FROM document WHERE id = ?"
_MISSING = f"SELECT -id, {_COLUMNS}, NULL, NULL, date FROM missing WHERE id = ?"
# a record that was dissolved is nobody's until it is joined anew: what is drawn together can be asked for meanwhile
_KNOWN = "coalesce(l.target, l.missing) IS NOT NULL"
_TIES = (f"SELECT l.relation, l.mention, coalesce(l.target, -l.missing), {JOINS} FROM link AS l "
         f"WHERE l.document = ? AND l.status IN ('resolved', 'missing') AND {_KNOWN} ORDER BY l.ordinal")


class Tie(Struct, frozen=True):
    """What a paper does with another: replies-to, refers-to, transmits, encloses, corrects, quotes.

    `called` names the other for people; `held` says whether it is here; `passage` are the words that say so, None
    where the other is printed as its enclosure and no words name it; `times` is how often.
    """

    relation: str
    to: str
    called: str
    held: bool
    passage: Passage | None = None
    times: int = 1


class Node(Struct, frozen=True):
    """One paper of a thread, or the record of a missing one (`held` false).

    `place` says by what it stands where it does; `words` name a missing one in the first paper that cites it. `ties`
    hold the thread together; `branches` are what it recalls besides, in this thread or outside; `vague` counts what it
    recalls without number or day and is not here.
    """

    id: str
    held: bool
    kind: str
    number: str | None
    date: str | None
    time: str | None
    sender: str | None
    recipient: str | None
    title: str | None
    enclosed_in: str | None
    place: Place
    words: str | None = None
    ties: tuple[Tie, ...] = ()
    branches: tuple[Tie, ...] = ()
    vague: int = 0


class Chain(Struct, frozen=True):
    """A thread in order of time, walked from the paper `asked`; `whole` is false when it has more papers than MOST."""

    asked: str
    nodes: tuple[Node, ...]
    whole: bool
    basis: Basis


class _Row(NamedTuple):
    id: int
    name: str
    kind: str
    number: str | None
    date: str | None
    time: str | None
    sender: str | None
    recipient: str | None
    title: str | None
    carrier: int | None
    day: str | None

    @property
    def called(self) -> str:
        """The paper in few words: "telegram 22 of 1926-09-21"; nothing for a missing one without number or day."""
        if self.id < 0 and not (self.number or self.date):
            return ""
        return " ".join(x for x in (self.kind, self.number, self.date and f"of {self.date}") if x)


def thread(connection: sqlite3.Connection, name: str) -> Chain:
    """The thread of a paper or of a missing one; it may be alone in it. Raises NoSuchDocument."""
    start = _start(connection, name)
    members = _walk(connection, start)
    rows = {member: _row(connection, member) for member in members}
    ties = {member: list(connection.execute(_TIES, (member,))) for member in rows if member > 0}
    order = _order(rows, ties)
    open_paper = opener(connection)
    tied = {member: _tied(ties.get(member, ()), member, open_paper) for member, _ in order}
    words = {t.other: t.passage.quote for member, _ in reversed(order) for t in reversed(tied[member]) if t.other < 0}
    nodes = tuple(_node(connection, rows, member, place, tied[member], words.get(member)) for member, place in order)
    held = sum(node.held for node in nodes)
    basis = Basis(METHOD, len(nodes), held, "papers", (("are missing", len(nodes) - held),))
    return Chain(rows[start].name, nodes, len(members) < MOST, basis)


def _start(connection: sqlite3.Connection, name: str) -> int:
    for query in ("SELECT id FROM document WHERE name = ?", "SELECT coalesce(found, -id) FROM missing WHERE name = ?"):
        if row := connection.execute(query, (name,)).fetchone():
            return int(row[0])
    raise NoSuchDocument(name, near(connection, name))


def _walk(connection: sqlite3.Connection, start: int) -> list[int]:
    """All that hang together with a paper, the nearest first; missing ones by their row with a minus."""
    found, seen = [start], {start}
    for member in found:
        for other in _neighbours(connection, member):
            if other not in seen and len(found) < MOST:
                seen.add(other)
                found.append(other)
    return found


def _neighbours(connection: sqlite3.Connection, member: int) -> Iterator[int]:
    if member < 0:
        queries = [(f"SELECT l.document FROM link AS l WHERE l.missing = ? AND {JOINS}", -member)]
    else:
        cited = "SELECT coalesce(l.target, -l.missing) FROM link AS l WHERE l.document = ?"
        queries = [(f"{cited} AND {JOINS} AND {_KNOWN}", member),
                   (f"SELECT l.document FROM link AS l WHERE l.target = ? AND {JOINS}", member),
                   ("SELECT id FROM document WHERE enclosed_in = ?", member),
                   ("SELECT enclosed_in FROM document WHERE id = ? AND enclosed_in IS NOT NULL", member)]
    for query, value in queries:
        for row in connection.execute(query, (value,)):
            yield row[0]


def _row(connection: sqlite3.Connection, member: int) -> _Row:
    return _Row(*connection.execute(_HELD if member > 0 else _MISSING, (abs(member),)).fetchone())


Key = tuple[str, str, int, int]
_LAST: Key = ("9999", "", 0, 0)


def _order(rows: dict[int, _Row], ties: dict[int, list[tuple[str, str, int, int]]]) -> list[tuple[int, Place]]:
    """The members in order of time, each with what it stands by.

    By day and hour; what has no hour at the end of its day, a missing paper before those that are here. An enclosure
    without a day stands before its carrier, a missing paper without one before the first paper that cites it.
    """
    placed: dict[int, tuple[Key, Place]] = {}

    def place(member: int) -> tuple[Key, Place]:
        if member not in placed:
            row = rows[member]
            if row.day:
                placed[member] = (row.day, row.time or "24:00", max(member, 0), 1), "day"
            elif member < 0:
                citing = [place(m)[0] for m, links in ties.items() if any(link[2] == member for link in links)]
                placed[member] = (*min(citing, default=_LAST)[:3], 0), "before the first paper citing it"
            elif row.carrier in rows:
                placed[member] = (*place(row.carrier)[0][:3], 0), "before its carrier"
            else:
                placed[member] = (*_LAST[:2], member, 1), "last"
        return placed[member]

    return [(member, place(member)[1]) for member in sorted(rows, key=lambda m: (place(m)[0], m))]


class _Tied(NamedTuple):
    relation: str
    other: int
    joins: bool
    named: bool
    passage: Passage


def _tied(links: Iterable[tuple[str, str, int, int]], member: int, open_paper: Opener) -> list[_Tied]:
    """What a paper does with others, with the words that say so."""
    found = []
    for relation, filed, other, joins in links:
        m = mention_of(filed)
        found.append(_Tied(relation, other, bool(joins), m.named, open_paper(member).passage(m.start, m.end)))
    return found


def _node(connection: sqlite3.Connection, rows: dict[int, _Row], member: int, place: Place, tied: Sequence[_Tied],
          words: str | None) -> Node:
    row = rows[member]
    ties: dict[tuple[str, int], Tie] = {}
    branches: dict[tuple[str, int], Tie] = {}
    vague = 0
    for t in tied:
        if not t.joins and t.other < 0 and not t.named:
            vague += 1
            continue
        found = ties if t.joins and t.other in rows else branches
        known = found.get((t.relation, t.other))
        other = rows.get(t.other) or _row(connection, t.other)
        passage, times = (known.passage, known.times + 1) if known else (t.passage, 1)
        called = other.called or t.passage.quote
        found[(t.relation, t.other)] = Tie(t.relation, other.name, called, t.other > 0, passage, times)
    named = {other for _, other in ties}
    for other in rows.values():
        if other.carrier == row.id and other.id not in named:
            ties[("encloses", other.id)] = Tie("encloses", other.name, other.called, True)
    carrier = _row(connection, row.carrier).name if row.carrier else None
    return Node(row.name, row.id > 0, *row[2:9], carrier, place, words, tuple(ties.values()), tuple(branches.values()),
                vague)
