"""Asking: our actors put to a reconciliation service, a batch at a time, and what it proposes for each."""

from collections.abc import Iterator, Sequence

from dragoman.inquiries.matching import Asked, Proposal, Proposed
from dragoman.publish.reconciliation import wire
from dragoman.publish.reconciliation.client import Client, iri_of
from dragoman.publish.reconciliation.services import Service

_WORDS = {"office": "offices", "first": "first day", "last": "last day"}
LIMIT = 5                       # candidates that are asked for
BATCH = 10                      # names that are sent at once where nobody says how many; OpenRefine does the same
MOST = 50                       # names that are sent at once, whatever a service says that it takes


def query_of(service: Service, asked: Asked) -> wire.Query:
    """What is sent about an actor: its name, and what the person who configured the service said is to be told."""
    told = [wire.Told(pid, values[0] if len(values) == 1 else list(values))
            for ours, pid in service.properties.items() if (values := asked.told.get(ours))]
    return wire.Query(asked.actor.label, service.types.get(asked.actor.kind), LIMIT, told or None)


def propose(client: Client, manifest: wire.Manifest, service: Service, actors: Sequence[Asked],
            ) -> Iterator[Proposed]:
    """What a service proposes for each actor. Raises ServiceFailed."""
    size = _size(manifest, service)
    for n in range(0, len(actors), size):
        if n:
            client.pause(service.pause)
        some = actors[n:n + size]
        for asked, found in zip(some, client.ask([query_of(service, a) for a in some]), strict=True):
            a = asked.actor
            yield Proposed(a.name, a.label, a.kind, None if found is None else tuple(
                _proposal(manifest, c) for c in found))


def proposed_of(client: Client, manifest: wire.Manifest, service: Service, asked: Asked,
                chosen: str) -> Proposal | None:
    """The one of an id, or of an IRI, that a service knows: for this actor, or when asked by that id; None for none.

    Raises ServiceFailed.
    """
    for query in (query_of(service, asked), wire.Query(chosen, limit=LIMIT)):
        for found in client.ask([query])[0] or ():
            proposal = _proposal(manifest, found)
            if chosen in (proposal.id, proposal.iri):
                return proposal
    return None


def told_of(service: Service, kind: str) -> str:
    """What is sent about each actor of a kind, in words: "their names; their offices as P39; the type Q5"."""
    parts = ["their names", *(f"their {_WORDS.get(ours, ours)} as {pid}" for ours, pid in service.properties.items())]
    if kind in service.types:
        parts.append(f"the type {service.types[kind]}")
    return "; ".join(parts)


def _size(manifest: wire.Manifest, service: Service) -> int:
    """How many names are sent at once."""
    told = [int(size) for size in (service.batch, manifest.batchSize) if size is not None and size >= 1]
    return min([*told, MOST]) if told else BATCH


def _proposal(manifest: wire.Manifest, c: wire.Candidate) -> Proposal:
    types = tuple((t if isinstance(t, str) else t.name or t.id)[:wire.LONGEST] for t in c.type or ())
    about = c.description[:wire.LONGEST] if c.description else None
    return Proposal(c.id, " ".join(c.name.split()), about, types, c.score, bool(c.match), iri_of(manifest, c.id))
