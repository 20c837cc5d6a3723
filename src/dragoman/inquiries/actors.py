"""Actors: persons, offices, powers and bodies over the whole archive, under all their names; one of them in full.

Name forms are joined to one person by given names, office, post, power and time; an office without a name ("The
Secretary of State") is the man who held it that day, as headings, signatures and editors' notes show. A bare name
that could be one of several is kept apart, and the several are told.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from dragoman.archive.derived import stale
from dragoman.archive.journal import about_actors
from dragoman.edition.decision import Decision
from dragoman.errors import NoSuchActor
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.identifiers import Identifier, identifiers_of
from dragoman.inquiries.passages import Passage, opener
from dragoman.inquiries.scope import Scope, papers, prepare, total_of
from dragoman.inquiries.who import Somebody, actors_named, joined_to, somebody

METHOD = ("Names of headings and signatures joined by given names, office, post, power and time; parties of headings "
          "whose person is known:")
Kind = Literal["person", "office", "power", "body"]
Among = Literal["parties", "named", "questions"]
Sort = Literal["papers", "name", "first", "last"]
KINDS: tuple[Kind, ...] = ("person", "office", "power", "body")
SORTS: tuple[Sort, ...] = ("papers", "name", "first", "last")
_ORDERS: dict[Sort, str] = {
    "papers": "a.sent + a.received DESC, a.named DESC, a.id", "name": "a.name", "last": "a.last_day DESC, a.id",
    "first": "a.first_day IS NULL, a.first_day, a.id"}
_COLUMNS = "a.name, a.kind, a.label, s.label, a.first_day, a.last_day, a.sent, a.received, a.present, a.named"
_KEY = {"person": "person", "office": "holds", "power": "side", "body": "person"}


class Choice(Struct, frozen=True):
    """Which actors: of a kind (None: all); `among` the parties of papers, or also those whom texts alone tell of, or
    only those of whom it is a question who they are; in which order.
    """

    kind: Kind | None = "person"
    among: Among = "parties"
    sort: Sort = "papers"


class Form(Struct, frozen=True):
    """One way in which papers call an actor, from a first to a last day, in how many; `passage` is the first."""

    name: str | None
    office: str | None
    first: str | None
    last: str | None
    papers: int
    passage: Passage


class Tenure(Struct, frozen=True):
    """That a person held an office, from when to when as far as papers show it; `source` is heading, signature or
    note, `passage` the first place that says so.
    """

    person: Somebody
    office: Somebody
    first: str | None
    last: str | None
    papers: int
    source: str
    passage: Passage


class Correspondent(Struct, frozen=True):
    """Whom an actor wrote to, or was written to by, and how often; `last` of a power is a year."""

    actor: Somebody
    papers: int
    first: str | None
    last: str | None


class Entry(Struct, frozen=True):
    """One actor. `first` and `last` are days of papers it sent, was sent or was `present` at; `acts` tell of it.

    `forms` counts its names; `passage` is where the first of them stands; `perhaps` are others that it may be.
    """

    id: str
    kind: str
    name: str
    side: str | None
    first: str | None
    last: str | None
    sent: int
    received: int
    present: int
    acts: int
    forms: int
    passage: Passage | None
    perhaps: tuple[str, ...] = ()


class Portrait(Struct, frozen=True):
    """One actor in full: its forms, the offices that it held (or who held it), whom it wrote to and heard from.

    `decided` are people's decisions that made it what it is; `identifiers` are the IRIs by which registers elsewhere
    know it.
    """

    entry: Entry
    forms: tuple[Form, ...]
    tenures: tuple[Tenure, ...]
    wrote: tuple[Correspondent, ...]
    heard: tuple[Correspondent, ...]
    decided: tuple[Decision, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


def actors(connection: sqlite3.Connection, scope: Scope | None = None, choice: Choice | None = None, *,
           limit: int | None = None, skip: int = 0) -> Answer[Entry]:
    """The actors of a choice (persons, where none is given) that are parties of papers of a scope, or of any."""
    choice = choice or Choice()
    prepare(connection)
    where, values = _where(scope or Scope(), choice)
    # the parties of a scope are looked for once; of all actors the page comes along an index
    every = "count(*) OVER ()" if scope and scope != Scope() else "NULL"
    rows = connection.execute(
        f"SELECT a.id, {every} FROM actor AS a WHERE {where} ORDER BY {_ORDERS[choice.sort]} LIMIT ? OFFSET ?",
        [*values, -1 if limit is None else limit, skip]).fetchall()
    total = total_of(connection, rows, f"SELECT count(*) FROM actor AS a WHERE {where}", values)
    return Answer(tuple(_entries(connection, [row[0] for row in rows])), total, _basis(connection))


def only_actor(connection: sqlite3.Connection, words: str) -> Somebody:
    """The one actor of this address, or that alone has the words. Raises NoSuchActor."""
    asked = actors_named(connection, words)
    found = somebody(connection, asked.ids)
    if len(found) > 1:
        raise NoSuchActor(words, tuple(s.name for s in found.values()))
    return found[asked.ids[0]]


def portrait(connection: sqlite3.Connection, words: str, *, most: int | None = None) -> Portrait:
    """One actor in full, by its address or by words that only it has; of each list the first `most`, or all.

    Raises NoSuchActor.
    """
    name = only_actor(connection, words).name
    actor = connection.execute("SELECT id FROM actor WHERE name = ?", (name,)).fetchone()[0]
    limit = -1 if most is None else most
    entry = next(_entries(connection, [actor]))
    key = _KEY[entry.kind]
    known = identifiers_of(connection, [entry.id]).get(entry.id, ())
    decided = sorted((*about_actors(connection, "names", [entry.id]),
                      *about_actors(connection, "matched", joined_to(connection, [entry.id]))), key=lambda d: d.id)
    return Portrait(entry, tuple(_forms(connection, actor, limit)), tuple(_tenures(connection, actor, limit)),
                    tuple(_correspondents(connection, (actor, key), "sender", limit)),
                    tuple(_correspondents(connection, (actor, key), "recipient", limit)), tuple(decided), known)


def _where(scope: Scope, choice: Choice) -> tuple[str, list[object]]:
    found: list[str] = []
    values: list[object] = []
    if choice.kind:
        found, values = ["a.kind = ?"], [choice.kind]
    if choice.among == "questions":
        found.append("a.id IN (SELECT actor FROM doubt)")
    elif choice.among == "parties":
        found.append("a.sent + a.received + a.present > 0")
    if scope != Scope():
        where, more = papers(scope)
        key = _KEY[choice.kind] if choice.kind else "person"
        found.append(f"a.id IN (SELECT p.{key} FROM party AS p JOIN document AS d ON d.id = p.document WHERE {where})")
        values += more
    return " AND ".join(found) or "1", values


def _entries(connection: sqlite3.Connection, ids: Iterable[int]) -> Iterator[Entry]:
    """The entries of actors, in their order."""
    open_paper = opener(connection)
    for actor in ids:
        told = connection.execute(f"SELECT {_COLUMNS} FROM actor AS a LEFT JOIN actor AS s "
                                  "ON s.id = a.side AND s.id <> a.id WHERE a.id = ?", (actor,)).fetchone()
        forms = connection.execute(
            'SELECT document, start, "end", count(*) OVER () FROM form WHERE actor = ? ORDER BY papers = 0, '
            "first_day IS NULL, first_day, document LIMIT 1", (actor,)).fetchone()
        passage = open_paper(forms[0]).passage(*forms[1:3]) if forms else None
        perhaps = connection.execute("SELECT a.name FROM doubt JOIN actor AS a ON a.id = doubt.candidate "
                                     "WHERE doubt.actor = ? ORDER BY 1", (actor,))
        fields = [*told, forms[3] if forms else 0, passage, tuple(p[0] for p in perhaps)]
        yield Entry(*fields)


def _forms(connection: sqlite3.Connection, actor: int, limit: int) -> Iterable[Form]:
    """The forms of an actor, those of most papers first; the same form of several collections once."""
    open_paper = opener(connection)
    rows = connection.execute(
        'SELECT name, office, min(first_day), max(last_day), sum(papers), document, start, "end" FROM form '
        "WHERE actor = ? GROUP BY name, office ORDER BY sum(papers) DESC, min(first_day), name, office LIMIT ?",
        (actor, limit))
    for name, office, first, last, count, document, start, end in rows:
        yield Form(name or None, office or None, first, last, count, open_paper(document).passage(start, end))


def _tenures(connection: sqlite3.Connection, actor: int, limit: int) -> Iterable[Tenure]:
    """The offices that a person held, or the holders of an office, in order of time."""
    open_paper = opener(connection)
    rows = connection.execute(
        'SELECT person, office, nullif(first_day, \'\'), last_day, papers, source, document, start, "end" FROM tenure '
        "WHERE person = ?1 UNION ALL "
        'SELECT person, office, nullif(first_day, \'\'), last_day, papers, source, document, start, "end" FROM tenure '
        "WHERE office = ?1 ORDER BY 3, 4 LIMIT ?2", (actor, limit)).fetchall()
    known = somebody(connection, [i for row in rows for i in row[:2]])
    for person, office, first, last, count, source, *span in rows:
        yield Tenure(known[person], known[office], first, last, count, source,
                     open_paper(span[0]).passage(span[1], span[2]))


def _correspondents(connection: sqlite3.Connection, whose: tuple[int, str], role: str,
                    limit: int) -> Iterable[Correspondent]:
    """Whom an actor wrote to (as a sender) or heard from (as a recipient), those of most papers first.

    A power may have sent half of all papers: its correspondents are powers, as the network has them.
    """
    actor, key = whose
    other = "recipient" if role == "sender" else "sender"
    if key == "side":
        one, two = ("who", "whom") if role == "sender" else ("whom", "who")
        rows = connection.execute(
            f"SELECT {two}, times, first_day, nullif(last_year, 0) FROM bond WHERE level = 'power' AND kind = 'writes' "
            f"AND {one} = ? ORDER BY times DESC, first_day, {two} LIMIT ?", (actor, limit)).fetchall()
    else:
        rows = connection.execute(
            "SELECT coalesce(o.person, o.holds, o.side), count(DISTINCT p.document), min(p.day), max(p.day) FROM party "
            f"AS p JOIN party AS o ON o.document = p.document AND o.role = ? WHERE p.{key} = ? AND p.role = ? "
            "AND coalesce(o.person, o.holds, o.side) IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 3, 1 LIMIT ?",
            (other, actor, role, limit)).fetchall()
    known = somebody(connection, [row[0] for row in rows])
    for i, count, first, last in rows:
        if i in known:
            yield Correspondent(known[i], count, first, str(last) if isinstance(last, int) else last)


def _basis(connection: sqlite3.Connection) -> Basis:
    looked, without, offices = connection.execute(
        "SELECT (SELECT count(*) FROM party), count(*), count(holds) FROM party INDEXED BY party_vacant "
        "WHERE person IS NULL").fetchone()
    left: list[tuple[str, int]] = [("are offices whose holder that day is not known", offices),
                                   ("are neither", without - offices)]
    if waiting := stale(connection):
        left.append(("volumes are still to be drawn together (dragoman add)", waiting))
    return Basis(METHOD, looked, looked - without, "parties of headings", tuple(left))
