"""Positions: what an actor says, offers, refuses or demands on a subject, over time, and where it shifts.

An act is on a subject when the paragraph that it stands in names it; `named` tells whether its own sentence does. The
acts of an actor on a subject, in order of time, are parted where the position changes (resolution/stances.py). A
power's positions are those of all who act for it.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from dragoman.errors import NothingAsked
from dragoman.inquiries.about import Subject, settled
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Opener, Passage, opener
from dragoman.inquiries.scope import Scope, bears
from dragoman.inquiries.who import Asked, Somebody, actors_named, somebody
from dragoman.lexicon.stops import sentence
from dragoman.resolution.stances import Stance, Taken, position, stances

METHOD = ("Statements, judgements, directives and events by whoever acts, in paragraphs that name the subject, in "
          "order of time; a row ends where the position changes:")
MOST = 5_000                    # acts on a subject that are looked at, the first in time
MOST_OF_ALL = 2_000             # acts on whatever subject
MANY = 20_000                   # acts of a power from which they are sought in order of time, not sorted
_ACT = "a.document, a.ordinal, a.layer, a.kind, a.state, a.first_day, a.who, a.whom, a.who_side, a.whom_side"


class Position(Struct, frozen=True):
    """An actor's position on a subject from a first to a last day: so many acts of these kinds.

    `before` is the position it shifted from, None for the first. `by` are those who act, where the actor is a power;
    `reporters` those whose papers tell of it. The passage is the first; `named` says whether its sentence names the
    subject, or only its paragraph.
    """

    actor: Somebody
    subject: str
    position: str
    before: str | None
    first: str | None
    last: str | None
    acts: int
    kinds: tuple[str, ...]
    by: tuple[str, ...]
    reporters: tuple[str, ...]
    papers: int
    named: Literal["sentence", "paragraph"]
    passage: Passage


class _Act(NamedTuple):
    document: int
    ordinal: int
    layer: str
    kind: str
    state: str | None
    day: str | None
    who: int | None
    whom: int | None
    who_side: int | None
    whom_side: int | None

    @property
    def actor(self) -> tuple[int | None, int | None]:
        """Whose position it is, and the power: of a directive it is the writer's."""
        return (self.whom, self.whom_side) if self.layer == "directive" else (self.who, self.who_side)

    @property
    def other(self) -> tuple[int | None, int | None]:
        """To whom it is."""
        return (self.who, self.who_side) if self.layer == "directive" else (self.whom, self.whom_side)


class _Held(NamedTuple):
    """A stance of an actor on a subject."""

    actor: int
    subject: Subject
    stance: Stance


def positions(connection: sqlite3.Connection, who: str | None = None, scope: Scope | None = None, *,
              limit: int | None = None, skip: int = 0) -> Answer[Position]:
    """The positions of an actor, or of all, on the subject of a scope, or of an actor on each; a subject at a time.

    The scope may have recipient (to whom), date, collection and subject. Raises NoSuchActor, and NothingAsked without
    actor and subject.
    """
    scope = scope or Scope()
    if who is None and scope.subject is None:
        raise NothingAsked
    asked = actors_named(connection, who) if who is not None else None
    to = actors_named(connection, scope.recipient) if scope.recipient else None
    acts, more = _acts(connection, asked, scope)
    acts = [a for a in acts if to is None or _is(to, a.other)]
    on = {scope.subject: acts} if scope.subject else _by_subject(connection, acts)
    held = [h for subject, some in on.items() for h in _held(some, subject, asked)]
    shown = held[skip:None if limit is None else skip + limit]
    return Answer(_rows(connection, shown), len(held), _basis(acts, held, more=more))


# ---------------------------------------------------------------- the acts

_WHO = "(SELECT value FROM json_each(:who))"
_SENT = (f"(SELECT p.document FROM party AS p WHERE p.role = 'sender' AND p.person IN {_WHO} UNION "
         f"SELECT p.document FROM party AS p WHERE p.role = 'sender' AND p.holds IN {_WHO})")
_POWERS = "(SELECT id FROM actor WHERE kind = 'power')"
_ON = ('about AS b CROSS JOIN annotation AS n ON n.document = b.document AND n.start >= b.paragraph '
       'AND n.start < b.paragraph_end CROSS JOIN act AS a ON a.document = n.document AND a.ordinal = n.ordinal '
       'WHERE b.subject IN (SELECT value FROM json_each(:codes))')


def _acts(connection: sqlite3.Connection, asked: Asked | None, scope: Scope) -> tuple[list[_Act], bool]:
    """The acts of an actor, or in paragraphs that name a subject, the first in time; and whether there are more."""
    most = MOST if scope.subject else MOST_OF_ALL
    values: dict[str, object] = {
        "who": json.dumps((asked.powers or asked.ids) if asked else ()), "most": most + 1,
        "codes": json.dumps(scope.subject.codes if scope.subject else ()), "collection": scope.collection,
        "first": str(scope.date.first) if scope.date else None, "last": str(scope.date.last) if scope.date else None}
    where = "1"
    if scope.date:
        where += " AND a.first_day <= :last AND a.last_day >= :first"
    if scope.collection:
        where += " AND a.document IN (SELECT id FROM document WHERE collection = :collection)"
    if scope.subject:
        query = f"SELECT DISTINCT {_ACT} FROM {_ON} AND {_whose(asked)} AND {where}"
    else:
        assert asked is not None
        side = "_side" if asked.powers else ""
        if side and _many(connection, asked):
            return _in_time(connection, where, values)
        wrote = f"a.who_side IN {_POWERS}" if side else f"a.document IN {_SENT}"
        query = (f"SELECT {_ACT} FROM act AS a WHERE a.who{side} IN {_WHO} AND a.layer <> 'directive' AND {where} "
                 f"UNION ALL SELECT {_ACT} FROM act AS a WHERE {wrote} AND a.whom{side} IN {_WHO} "
                 f"AND a.layer = 'directive' AND {where}")
    order = "ORDER BY first_day IS NULL, first_day, document, ordinal LIMIT :most"
    rows = connection.execute(f"SELECT * FROM ({query}) {order}", values).fetchall()
    return [_Act(*row) for row in rows[:most]], len(rows) > most


def _many(connection: sqlite3.Connection, asked: Asked) -> bool:
    """Whether a power has so many acts that the first in time are found faster by walking along all than by sorting."""
    found: int = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM act WHERE who_side IN (SELECT value FROM json_each(?)) LIMIT ?)",
        (json.dumps(asked.powers), MANY)).fetchone()[0]
    return found == MANY


def _in_time(connection: sqlite3.Connection, where: str, values: Mapping[str, object]) -> tuple[list[_Act], bool]:
    """The first acts of a power that acts often, found layer by layer along the days."""
    rows: list[_Act] = []
    for layer in ("statement", "event", "assessment", "directive"):
        side = "whom_side" if layer == "directive" else "who_side"
        rows += [_Act(*row) for row in connection.execute(
            f"SELECT {_ACT} FROM act AS a INDEXED BY act_day WHERE a.layer = '{layer}' AND a.first_day IS NOT NULL "
            f"AND a.{side} IN {_WHO} AND {where} ORDER BY a.first_day, a.document, a.ordinal LIMIT :most", values)]
    rows.sort(key=lambda a: (a.day or "", a.document, a.ordinal))
    return rows[:MOST_OF_ALL], len(rows) > MOST_OF_ALL


def _whose(asked: Asked | None) -> str:
    """The condition that an act is of somebody: of a directive its writer's."""
    if asked is None:
        return "1"
    side = "_side" if asked.powers else ""
    return f"CASE a.layer WHEN 'directive' THEN a.whom{side} ELSE a.who{side} END IN {_WHO}"


def _is(asked: Asked, actor: tuple[int | None, int | None]) -> bool:
    return actor[1] in asked.powers if asked.powers else actor[0] in asked.ids


def _by_subject(connection: sqlite3.Connection, acts: Sequence[_Act]) -> dict[Subject, list[_Act]]:
    """The subjects that the paragraphs of acts name, as people left them, those with most acts first."""
    at = {(a.document, a.ordinal): a for a in acts}
    rows = connection.execute(
        "SELECT DISTINCT n.document, n.ordinal, s.id, s.name, s.label FROM json_each(?) AS j "
        "CROSS JOIN annotation AS n "
        "ON n.document = json_extract(j.value, '$[0]') AND n.ordinal = json_extract(j.value, '$[1]') "
        "CROSS JOIN about AS b ON b.document = n.document AND b.paragraph <= n.start AND b.paragraph_end > n.start "
        "CROSS JOIN subject AS s ON s.id = b.subject", (json.dumps(list(at)),)).fetchall()
    made = settled(connection)
    changed = {code: subject for subject in made.changed.values() for code in subject.codes}
    found: dict[Subject, dict[_Act, None]] = defaultdict(dict)
    for document, ordinal, code, name, label in rows:
        subject = changed.get(code) or (None if name in made.gone else Subject(name, label, (code,)))
        if subject:
            found[subject][at[document, ordinal]] = None
    return {s: list(found[s]) for s in sorted(found, key=lambda s: (-len(found[s]), s.name))}


def _held(acts: Iterable[_Act], subject: Subject, asked: Asked | None) -> list[_Held]:
    """The stances on one subject: of the actor that was asked for, or of each, those who act first first."""
    by_actor: dict[int, list[Taken]] = {}
    for a in acts:
        actor, power = a.actor
        own = a.who_side is not None and a.who_side == a.whom_side
        taken = position(a.layer, a.kind, a.state, own=own)
        whose = power if asked and asked.powers else actor or power
        if taken and whose:
            act = Taken(taken, a.kind, a.day, a.document, a.ordinal, actor)
            by_actor.setdefault(whose, []).append(act)
    return [_Held(actor, subject, stance) for actor, some in by_actor.items() for stance in stances(some)]


# ---------------------------------------------------------------- the rows

def _rows(connection: sqlite3.Connection, held: Sequence[_Held]) -> tuple[Position, ...]:
    """The rows of stances, with their passages."""
    called = somebody(connection, [i for h in held for i in (h.actor, *(a.actor for a in h.stance.acts))])
    documents = sorted({a.document for h in held for a in h.stance.acts})
    senders = _senders(connection, documents)
    open_paper = opener(connection)
    return tuple(_row(connection, h, open_paper, called, senders) for h in held)


def _row(connection: sqlite3.Connection, held: _Held, open_paper: Opener, called: Mapping[int, Somebody],
         senders: Mapping[int, str]) -> Position:
    acts, first = held.stance.acts, held.stance.acts[0]
    days = [a.day for a in acts if a.day]
    papers = dict.fromkeys(a.document for a in acts)
    by = dict.fromkeys(called[a.actor].label for a in acts if a.actor and a.actor != held.actor)
    start, end = connection.execute('SELECT start, "end" FROM annotation WHERE document = ? AND ordinal = ?',
                                    (first.document, first.ordinal)).fetchone()
    paper = open_paper(first.document)
    kinds = tuple(f"{kind} {times}" for kind, times in Counter(a.kind for a in acts).most_common())
    near = _in_sentence(connection, held.subject, paper.text, (first.document, start, end))
    return Position(called[held.actor], held.subject.label, held.stance.position, held.stance.before,
                    days[0] if days else None, days[-1] if days else None, len(acts), kinds, tuple(by),
                    tuple(dict.fromkeys(senders[p] for p in papers if p in senders)), len(papers),
                    "sentence" if near else "paragraph", paper.passage(start, end))


def _in_sentence(connection: sqlite3.Connection, subject: Subject, text: str, act: tuple[int, int, int]) -> bool:
    """Whether the sentence of an act names the subject: in its words, or at the first mention in the paragraph."""
    document, start, end = act
    first, last = sentence(text, start, end)
    return bears(text[first:last], subject.label) or connection.execute(
        "SELECT 1 FROM about WHERE document = ? AND start >= ? AND start < ? "
        "AND subject IN (SELECT value FROM json_each(?))",
        (document, first, last, json.dumps(subject.codes))).fetchone() is not None


def _senders(connection: sqlite3.Connection, documents: Sequence[int]) -> dict[int, str]:
    """Whose papers these are, by name."""
    return dict(connection.execute(
        "SELECT p.document, a.label FROM party AS p JOIN actor AS a ON a.id = coalesce(p.person, p.holds, p.side) "
        "WHERE p.role = 'sender' AND p.ordinal = 0 AND p.document IN (SELECT value FROM json_each(?))",
        (json.dumps(documents),)).fetchall())


def _basis(acts: Sequence[_Act], held: Sequence[_Held], *, more: bool) -> Basis:
    """How many acts were looked at, and how many take a position on a subject."""
    taking = {(a.document, a.ordinal) for h in held for a in h.stance.acts}
    without = len({(a.document, a.ordinal) for a in acts if a.day is None and (a.document, a.ordinal) in taking})
    method = f"{METHOD} the first {len(acts):,} acts were looked at, --date shows later ones:" if more else METHOD
    return Basis(method, len(acts), len(taking), "acts", (
        ("take no position in words, are of nobody known or on no subject", len(acts) - len(taking)),
        ("of these without a day stand last", without)))
