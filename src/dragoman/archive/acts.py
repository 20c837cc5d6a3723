"""Acts: the events, statements, directives and assessments of a collection, with their parties joined to actors.

Each party of a heading becomes a person, where need be by who held the office that day; then the words of each act are
taken as the paper means them, by `resolution.parlance`.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date as Day
from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

from dragoman.archive.collected import Act, Paper, papers_of
from dragoman.archive.events import UNTOLD, forget_events
from dragoman.archive.forms import Called, form_of, powers_named
from dragoman.edition.annotation import Assessment, Directive, Event, Statement
from dragoman.edition.dates import parse
from dragoman.resolution.parlance import Meant, Scene, meant
from dragoman.resolution.parties import surname
from dragoman.resolution.powers import known_power
from dragoman.resolution.reasons import weight_of
from dragoman.resolution.tenures import Term

NEAR = timedelta(days=92)       # so near to his papers the only known holder of an office is taken to hold it
_EVENTS = ("SELECT a.document, a.ordinal, a.event FROM document AS d JOIN act AS a ON a.document = d.id "
           "WHERE d.collection = ? AND a.event IS NOT NULL")
_ROLE = {"writer": "sender", "addressee": "recipient"}
# first and last day of an actor's papers; of five papers and more one that lies years beyond all others is misprinted
_DAYS = """
    UPDATE actor SET
        first_day = CASE WHEN n > 4 AND julianday(second) - julianday(first) > 1826 THEN second ELSE first END,
        last_day = CASE WHEN n > 4 AND julianday(last) - julianday(next) > 1826 THEN next ELSE last END
    FROM (SELECT i, n, max(CASE up WHEN 1 THEN day END) AS first, max(CASE up WHEN 2 THEN day END) AS second,
                 max(CASE down WHEN 2 THEN day END) AS next, max(CASE down WHEN 1 THEN day END) AS last
          FROM (SELECT {0} AS i, day, count(*) OVER (PARTITION BY {0}) AS n,
                       row_number() OVER (PARTITION BY {0} ORDER BY day) AS up,
                       row_number() OVER (PARTITION BY {0} ORDER BY day DESC) AS down
                FROM party WHERE {0} IS NOT NULL AND day IS NOT NULL)
          WHERE up < 3 OR down < 3 GROUP BY i) AS c WHERE c.i = actor.id"""


class Party(NamedTuple):
    """The actors of one party: person, office, power; `why` tells how the person is known."""

    person: int | None = None
    office: int | None = None
    side: int | None = None
    why: str | None = None

    @property
    def actor(self) -> int | None:
        """The person, else the office, else the power."""
        return self.person or self.office or self.side


class Known:
    """What a collection's forms mean, and who held its offices."""

    def __init__(self, connection: sqlite3.Connection, collection: str) -> None:
        self._connection = connection
        rows = connection.execute(
            "SELECT f.kind, f.name, f.office, f.post, f.actor, a.side FROM form AS f JOIN actor AS a ON a.id = f.actor "
            "WHERE f.collection = ?", (collection,)).fetchall()
        self.forms = {Called(*row[:4]): row[4] for row in rows}
        self.sides: dict[int, int | None] = {row[4]: row[5] for row in rows}
        by_name: dict[str, set[int]] = defaultdict(set)
        for kind, name, _, _, actor, _ in rows:
            if kind == "person" and (last := surname(name)):
                by_name[last].add(actor)
        self.alone = {name: next(iter(found)) for name, found in by_name.items() if len(found) == 1}
        self._offices: dict[str, int | None] = {}
        self._terms: dict[int, list[Term]] = {}

    @cached_property
    def powers(self) -> dict[str, int]:
        """The actors of powers by key."""
        found = self._connection.execute("SELECT substr(name, 7), id FROM actor WHERE kind = 'power'")
        return dict(found.fetchall())

    @cached_property
    def keys(self) -> dict[int, str]:
        """The keys of powers by actor."""
        return {i: key for key, i in self.powers.items()}

    def side(self, actor: int | None) -> int | None:
        """The power that an actor acts for; itself for a power."""
        if actor is None or actor in self.keys:
            return actor
        if actor not in self.sides:
            row = self._connection.execute("SELECT side FROM actor WHERE id = ?", (actor,)).fetchone()
            self.sides[actor] = row[0] if row else None
        return self.sides[actor]

    def office(self, words: str, side: str | None) -> int | None:
        """The actor of an office by its words and power, where headings name it."""
        for name in (f"office/{words}/{side}", f"office/{words}"):
            if name not in self._offices:
                row = self._connection.execute("SELECT id FROM actor WHERE name = ?", (name,)).fetchone()
                self._offices[name] = row[0] if row else None
            if found := self._offices[name]:
                return found
        return None

    def holder(self, office: int, day: str | None) -> tuple[int, str] | None:
        """Who held an office on a day, and how that is known; None where nobody or more than one is known."""
        if day is None:
            return None
        if office not in self._terms:
            self._terms[office] = [Term(*row) for row in self._connection.execute(
                "SELECT person, first_day, coalesce(last_day, first_day), papers FROM tenure WHERE office = ? "
                "AND first_day <> ''", (office,))]
        terms = self._terms[office]
        during = {t.person for t in terms if t.first <= day <= t.last}
        if len(during) == 1:
            term = next(t for t in terms if t.first <= day <= t.last)
            return term.person, f"held the office from {term.first} to {term.last}, as papers show"
        near = {t.person for t in terms if _near(t, day)}
        if not during and len(near) == 1:
            return next(iter(near)), f"the only known holder of the office within {NEAR.days} days"
        return None


def make_acts(connection: sqlite3.Connection, collection: str) -> None:
    """The acts of a collection, made anew, and its parties joined to actors. Inside a transaction.

    Until its events are made anew, those of before keep their reports.
    """
    known = Known(connection, collection)
    papers = list(papers_of(connection, collection))
    learned = powers_named(papers)
    parties: list[tuple[object, ...]] = []
    acts: list[tuple[object, ...]] = []
    rows = _party_rows(connection, collection)
    told_by: dict[tuple[object, object], int] = {(document, ordinal): event for document, ordinal, event in
                                                 connection.execute(_EVENTS, (collection,))}
    for paper in papers:
        joined = {(role, ordinal): _joined(known, called, day) for role, ordinal, called, day in rows.get(paper.id, ())}
        parties += [(p.person, p.office, p.side, p.why, paper.id, role, n) for (role, n), p in joined.items()]
        scene = _scene(known, paper, joined, learned)
        roles = {role: joined.get((side, 0), Party()) for role, side in _ROLE.items()}
        acts += [(*_row(known, paper, act, scene, roles), told_by.get((paper.id, act.ordinal)) if act.layer == "event"
                  else None) for act in paper.acts]
    connection.execute("DELETE FROM act WHERE document IN (SELECT id FROM document WHERE collection = ?)",
                       (collection,))
    connection.executemany("UPDATE party SET person = ?, holds = ?, side = ?, why = ? "
                           "WHERE document = ? AND role = ? AND ordinal = ?", parties)
    connection.executemany("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", acts)
    forget_events(connection, f"e.collection = ? AND {UNTOLD}", (collection,))


def count_acts(connection: sqlite3.Connection) -> None:
    """How many papers each actor sent and was sent, and how many acts tell of it."""
    connection.execute("UPDATE actor SET sent = 0, received = 0, present = 0, named = 0")
    for column, role in (("sent", "sender"), ("received", "recipient"), ("present", "participant")):
        for key in ("person", "holds", "side"):
            connection.execute(
                f"UPDATE actor SET {column} = c.n FROM (SELECT {key} AS i, count(DISTINCT document) AS n FROM party "
                f"WHERE role = ? AND {key} IS NOT NULL GROUP BY {key}) AS c WHERE c.i = actor.id", (role,))
    for key in ("person", "holds", "side"):
        connection.execute(_DAYS.format(key))
    connection.execute("UPDATE actor SET named = c.n FROM (SELECT who AS i, count(*) AS n FROM act "
                       "WHERE who IS NOT NULL GROUP BY who) AS c WHERE c.i = actor.id")


def _near(term: Term, day: str) -> bool:
    low, high = (Day.fromisoformat(d) for d in (term.first, term.last))
    return low <= Day.fromisoformat(day) + NEAR and Day.fromisoformat(day) - NEAR <= high


def _party_rows(connection: sqlite3.Connection,
                collection: str) -> dict[int, list[tuple[str, int, tuple[str, str, str], str | None]]]:
    found: dict[int, list[tuple[str, int, tuple[str, str, str], str | None]]] = defaultdict(list)
    for document, role, ordinal, name, office, at, day in connection.execute(
            "SELECT p.document, p.role, p.ordinal, p.name, p.office, p.post, p.day FROM document AS d "
            "JOIN party AS p ON p.document = d.id WHERE d.collection = ?", (collection,)):
        found[document].append((role, ordinal, (name, office, at), day))
    return found


def _joined(known: Known, called: tuple[str, str, str], day: str | None) -> Party:
    """The actors of one party of a heading."""
    name, office, at = called
    holds = known.forms.get(Called("office", "", office, at)) if office else None
    person = next((found for kind in ("person", "body") if name
                   and (found := known.forms.get(Called(kind, name, office, at)))), None)
    why = "named in the heading" if person else None
    if person is None and holds is not None and (found := known.holder(holds, day)):
        person, why = found
    return Party(person, holds, known.side(person) or known.side(holds), why)


def _scene(known: Known, paper: Paper, joined: Mapping[tuple[str, int], Party], learned: frozenset[str]) -> Scene:
    """What a paper tells of its parties and of whom it names."""
    sender, recipient = joined.get(("sender", 0), Party()), joined.get(("recipient", 0), Party())
    writer, addressee = (known.keys.get(p.side) if p.side else None for p in (sender, recipient))
    posts = [power for who in (paper.sender, paper.recipient) if who.post and (power := known_power(who.post.title()))]
    abroad = next((p for p in posts if not p == writer == addressee), None)
    persons: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for _, n in paper.names:
        actor = known.forms.get(called) if (called := form_of(n, learned)) else None
        if n.kind == "person" and (last := surname(n.full or n.label)):
            actor = actor or known.alone.get(last)
            if actor is not None:
                persons[last] = persons[n.full or n.label] = str(actor)
        elif n.kind == "organisation" and actor is not None:
            bodies[n.label] = str(actor)
    for s in paper.sides:
        party = joined.get((s.role, s.ordinal), Party())
        if s.name and party.person and (last := surname(s.name)):
            persons[last] = str(party.person)
    offices = tuple((" ".join(s.office.lower().replace(",", " ").split()), str(party.person)) for s in paper.sides
                    if s.office and (party := joined.get((s.role, s.ordinal), Party())).person)
    return Scene(writer, addressee, abroad, paper.sender, paper.recipient, paper.kind, persons, bodies, offices,
                 known.alone, learned)


def _row(known: Known, paper: Paper, act: Act, scene: Scene, roles: dict[str, Party]) -> tuple[object, ...]:
    """The row of an act."""
    kind, state, phrases = _told(act)
    who, whom = (_actor(known, meant(phrase, scene), roles) for phrase in phrases)
    if whom[0] is not None and whom[0] == who[0]:
        whom = (None, None)         # nobody does anything to himself: a reader took one party for both
    return (paper.id, act.ordinal, act.layer, kind, state, weight_of(act.rule),
            *_dated(paper, act), who[0], whom[0], who[1], whom[1])


def _told(act: Act) -> tuple[str, str | None, tuple[str | None, str | None]]:
    """Kind, state, and the phrases of the two parties of an act."""
    body = act.body
    if isinstance(body, Event):
        return body.type, body.modality, (body.actor, body.target)
    if isinstance(body, Statement):
        return body.act, None, (body.speaker, body.hearer)
    if isinstance(body, Directive):
        return body.force, None, (body.addressee, "writer")
    assert isinstance(body, Assessment)
    return body.stance, body.certainty, (body.holder, None)


def _actor(known: Known, found: Meant | None, roles: dict[str, Party]) -> tuple[int | None, int | None]:
    """The actor that is meant, and the power that it acts for."""
    if found is None:
        return None, None
    if found.kind == "role":
        party = roles[found.key]
        return party.actor, party.side
    side = known.powers.get(found.side) if found.side else None
    if found.kind == "something":
        return None, side
    if found.kind == "power":
        power = known.powers.get(found.key)
        return power, power
    if found.kind == "office":
        office = known.office(found.key, found.side)
        return office or side, side or known.side(office)
    actor = int(found.key)
    return actor, side or known.side(actor)


def _dated(paper: Paper, act: Act) -> Iterator[object]:
    """Date, first and last day, and whether the text gives them.

    An event without a date is bounded by the day of its paper: before it when it is done, after it when it is to come.
    """
    body = act.body
    given = parse(body.date) if isinstance(body, Event) and body.date else None
    if given is not None:
        yield from (given.edtf, str(given.first), str(given.last), 1)
        return
    first, last, date = paper.days
    if date is None or "/" in date:
        yield from (None, first, last, 0)
    elif isinstance(body, Directive | Assessment):
        yield from (date, first, last, 0)
    else:
        later = isinstance(body, Event) and body.modality in ("planned", "demanded")
        yield from (f"{date}/.." if later else f"../{date}", first, last, 0)
