"""Matching: which of our actors a register elsewhere is asked about, what it proposes, and what can be taken as it is.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from dragoman.archive.journal import newest
from dragoman.edition.decision import MatchActor
from dragoman.errors import BadEntry, NoSuchActor
from dragoman.inquiries.actors import Kind, only_actor
from dragoman.inquiries.identifiers import decided, is_iri, match, namespace
from dragoman.inquiries.particulars import particulars
from dragoman.inquiries.who import Somebody, somebody

OFFICES = 3                     # of a person that are told, those of most papers
TELLING = ("office", "power", "first", "last")


class Asked(Struct, frozen=True):
    """An actor that a register is asked about, and what may be told of it, by property."""

    actor: Somebody
    told: Mapping[str, tuple[str, ...]]


class Chosen(Struct, frozen=True):
    """The actors to ask about, of how many in `total`, of which so many are `decided`; and the newest entry seen."""

    actors: tuple[Asked, ...]
    total: int
    decided: int
    seen: int


class Proposal(Struct, frozen=True):
    """One that a register proposes: its id and name there, the IRI that this means (None where it means none)."""

    id: str
    name: str
    description: str | None
    types: tuple[str, ...]
    score: float
    match: bool
    iri: str | None


class Proposed(Struct, frozen=True):
    """What a register proposes for one actor; None where it did not answer. `accepted` is the IRI that was entered."""

    id: str
    name: str
    kind: str
    proposals: tuple[Proposal, ...] | None
    accepted: str | None = None
    why_not: str | None = None


def chosen(connection: sqlite3.Connection, service: str, words: Sequence[str] = (), kind: Kind = "person", *,
           again: bool = False, page: tuple[int, int | None] = (0, None)) -> Chosen:
    """The actors of these words, or the parties of a kind, the busiest first, about whom nothing was decided for a
    register yet; with `again` the others too. `page` is how many to leave out, and how many to take.

    Raises NoSuchActor.
    """
    skip, limit = page
    known = decided(connection, service)
    every = list(dict.fromkeys(only_actor(connection, name).name for name in words)) if words else [
        row[0] for row in connection.execute(
            "SELECT name FROM actor WHERE kind = ? AND sent + received + present > 0 "
            "ORDER BY sent + received DESC, named DESC, id", (kind,))]
    left = every if again or words else [name for name in every if name not in known]
    left = left[skip:None if limit is None else skip + limit]
    told, whom = particulars(connection, left, TELLING), _known(connection, left)
    asked = tuple(Asked(whom[name], {
        pid: tuple(v.label if isinstance(v, Somebody) else str(v) for v in values[:OFFICES])
        for pid, values in told[name].items() if values}) for name in left)
    return Chosen(asked, len(every), sum(name in known for name in every), newest(connection))


def taken(connection: sqlite3.Connection, service: str, found: Sequence[Proposed]) -> list[Proposed]:
    """What was proposed, with the IRI accepted where a register is sure of exactly one; else why it is not.

    Two actors that would be one there are not taken: either the register is wrong, or they are to be joined.
    """
    sure = {p.id: [c for c in p.proposals or () if c.match and c.iri] for p in found}
    times = Counter(of[0].iri for of in sure.values() if len(of) == 1)
    others = {d.body.identifier: name for name, d in decided(connection, service).items()
              if isinstance(d.body, MatchActor) and d.body.identifier}
    return [_taken(p, sure[p.id], times, others) for p in found]


def told_apart(connection: sqlite3.Connection, told: str) -> tuple[str, str]:
    """The address of an actor and the id that stand in "ACTOR=ID". Raises BadEntry, and NoSuchActor."""
    parts = told.split("=")
    for n in range(1, len(parts)):
        name, identifier = "=".join(parts[:n]).strip(), "=".join(parts[n:]).strip()
        if not name or not identifier:
            break
        try:
            return only_actor(connection, name).name, identifier
        except NoSuchActor:
            if n == len(parts) - 1:
                raise
    raise BadEntry(f"{told!r} is no match; write ACTOR=ID.")


def by_hand(name: str, iri: str) -> MatchActor:
    """The decision that an actor is known by an IRI that a person gives, without a service. Raises BadEntry."""
    if not is_iri(iri):
        raise BadEntry(f"{iri[:80]!r} is no IRI; without --service the whole of it is given, https://...")
    return match(name, namespace(iri), iri)


def bodies(service: str, found: Sequence[Proposed]) -> list[MatchActor]:
    """The decisions that what was accepted comes to. Raises BadEntry."""
    return [match(p.id, service, p.accepted, next((c.name for c in p.proposals or () if c.iri == p.accepted), None))
            for p in found if p.accepted]


def _known(connection: sqlite3.Connection, names: Sequence[str]) -> dict[str, Somebody]:
    rows = connection.execute("SELECT id FROM actor WHERE name IN (SELECT value FROM json_each(?))",
                              (json.dumps(list(names)),)).fetchall()
    return {s.name: s for s in somebody(connection, [row[0] for row in rows]).values()}


def _taken(p: Proposed, sure: Sequence[Proposal], times: Mapping[str | None, int],
           others: Mapping[str, str]) -> Proposed:
    why = None
    if len(sure) != 1:
        why = "not answered" if p.proposals is None else "nobody is a sure match" if not sure else \
            f"{len(sure)} are sure matches"
    elif times[sure[0].iri] > 1:
        why = f"{sure[0].id} is the match of {times[sure[0].iri]} actors; are they one?"
    elif others.get(sure[0].iri or "", p.id) != p.id:
        why = f"{sure[0].id} is {others[sure[0].iri or '']} already; are they one?"
    return Proposed(p.id, p.name, p.kind, p.proposals, None if why else sure[0].iri, why)
