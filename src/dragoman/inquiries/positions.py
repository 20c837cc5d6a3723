"""Positions: what an actor says, offers, refuses or demands on a subject, over time, and where it shifts.

An act is on a subject when the paragraph that it stands in names it; `named` tells whether its own sentence does. Where
an actor is asked for and no subject, what he says on none stands last, so that nothing of it is lost. The
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
from dragoman.inquiries.acting import Act, acts_of
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Opener, Passage, opener
from dragoman.inquiries.scope import Scope, bears
from dragoman.inquiries.who import Asked, Somebody, actors_named, somebody
from dragoman.lexicon.stops import sentence
from dragoman.resolution.stances import Stance, Taken, position, stances

METHOD = ("Statements, judgements, directives and events by whoever acts, in paragraphs that name the subject, in "
          "order of time; a row ends where the position changes:")


class Position(Struct, frozen=True):
    """An actor's position on a subject from a first to a last day: so many acts of these kinds.

    `before` is the position it shifted from, None for the first. `by` are those who act, where the actor is a power;
    `reporters` those whose papers tell of it. The passage is the first; `named` says whether its sentence names the
    subject, or only its paragraph. Where the paragraph names no subject of the archive, both are None.
    """

    actor: Somebody
    subject: str | None
    position: str
    before: str | None
    first: str | None
    last: str | None
    acts: int
    kinds: tuple[str, ...]
    by: tuple[str, ...]
    reporters: tuple[str, ...]
    papers: int
    named: Literal["sentence", "paragraph"] | None
    passage: Passage


class _Held(NamedTuple):
    """A stance of an actor on a subject; on no subject, where none is named."""

    actor: int
    subject: Subject | None
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
    looked = acts_of(connection, asked, scope, to)
    acts = looked.acts
    on: Mapping[Subject | None, Sequence[Act]] = (
        {scope.subject: acts} if scope.subject else _by_subject(connection, acts))
    held = [h for subject, some in on.items() for h in _held(some, subject, asked, looked.within)]
    shown = held[skip:None if limit is None else skip + limit]
    return Answer(_rows(connection, shown), len(held), _basis(acts, held, more=looked.more))


# ---------------------------------------------------------------- the acts

def _by_subject(connection: sqlite3.Connection, acts: Sequence[Act]) -> dict[Subject | None, list[Act]]:
    """The subjects that the paragraphs of acts name, as people left them, those with most acts first.

    The acts that are on none stand last.
    """
    of: dict[int, list[Act]] = defaultdict(list)
    for a in acts:
        of[a.document].append(a)
    by_code: dict[int, dict[Act, None]] = defaultdict(dict)
    for document, first, after, code in connection.execute(
            "SELECT b.document, b.ordinal, b.ordinal_end, b.subject FROM json_each(?) AS j CROSS JOIN about AS b "
            "ON b.document = j.value", (json.dumps(sorted(of)),)):
        if here := [a for a in of[document] if first <= a.ordinal < after]:
            by_code[code].update(dict.fromkeys(here))
    made = settled(connection)
    changed = {code: subject for subject in made.changed.values() for code in subject.codes}
    found: dict[Subject, dict[Act, None]] = defaultdict(dict)
    for code, name, label in connection.execute(
            "SELECT id, name, label FROM subject WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([*by_code]),)):
        if subject := changed.get(code) or (None if name in made.gone else Subject(name, label, (code,))):
            found[subject].update(by_code[code])
    ranked: dict[Subject | None, list[Act]] = {
        s: list(found[s]) for s in sorted(found, key=lambda s: (-len(found[s]), s.name))}
    on_some = set().union(*found.values())
    return ranked | {None: [a for a in acts if a not in on_some]}


def _held(acts: Iterable[Act], subject: Subject | None, asked: Asked | None,
          within: frozenset[tuple[int, int]]) -> list[_Held]:
    """The stances on one subject: of the actor that was asked for, or of each, those who act first first."""
    by_actor: dict[int, list[Taken]] = {}
    for a in acts:
        actor, power = a.actor
        taken = position(a.layer, a.kind, a.state, own=(a.document, a.ordinal) in within)
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
    named: Literal["sentence", "paragraph"] | None = None
    if held.subject:
        near = _in_sentence(connection, held.subject, paper.text, (first.document, start, end))
        named = "sentence" if near else "paragraph"
    subject = held.subject.label if held.subject else None
    return Position(called[held.actor], subject, held.stance.position, held.stance.before,
                    days[0] if days else None, days[-1] if days else None, len(acts), kinds, tuple(by),
                    tuple(dict.fromkeys(senders[p] for p in papers if p in senders)), len(papers),
                    named, paper.passage(start, end))


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


def _basis(acts: Sequence[Act], held: Sequence[_Held], *, more: bool) -> Basis:
    """How many acts were looked at, and how many take a position on a subject."""
    taking = {(a.document, a.ordinal) for h in held for a in h.stance.acts}
    without = len({(a.document, a.ordinal) for a in acts if a.day is None and (a.document, a.ordinal) in taking})
    later = f" the first {len(acts):,} acts in order of time were looked at, --date shows later ones:" if more else ""
    method = METHOD + later
    return Basis(method, len(acts), len(taking), "acts", (
        ("take no position in words or are of nobody known", len(acts) - len(taking)),
        ("of these without a day stand last", without)))
