"""Our actors as a reconciliation service: what it says of itself, and its answers, as JSON.

It gives candidates, suggestions, and values of properties; it changes nothing. It offers no flyouts, which the
specification itself calls a danger to clients, and no JSONP.
"""

import sqlite3
from collections.abc import Sequence
from itertools import islice
from typing import Any, TypeVar

import msgspec

from dragoman import __version__
from dragoman.errors import BadRequest, TooMuchAsked
from dragoman.inquiries.actors import KINDS, Kind
from dragoman.inquiries.particulars import PROPERTIES, Property, Value, particulars, property_of
from dragoman.inquiries.reconciling import LIMIT, MOST, Candidate, candidates, described, suggested
from dragoman.inquiries.reconciling import Query as Asked
from dragoman.inquiries.who import Somebody
from dragoman.publish.reconciliation import wire

ROOT = "/reconcile"
BATCH = 50                      # queries that are answered at once
ROWS, COLUMNS = 500, 30         # entities and properties of which values are given at once
TOLD = 20                       # properties that a query tells, each with so many values at most
SUGGESTED = 20                  # suggestions of a page
SCHEMA = "http://www.cidoc-crm.org/cidoc-crm/E39_Actor"
PREVIEW = (420, 220)            # pixels
TYPES = tuple(wire.Named(kind, kind.capitalize()) for kind in KINDS)
# the kind of the actors that are values of a property
_OF = {"office": "office", "power": "power", "holder": "person"}
Record = TypeVar("Record")


def manifest(name: str, home: str) -> bytes:
    """The service manifest; `home` is the address of the workbench: "http://127.0.0.1:8361"."""
    service = f"{home}{ROOT}"
    return msgspec.json.encode({
        "versions": [wire.VERSION], "name": f"{name} (dragoman)", "identifierSpace": f"{home}/actor/",
        "schemaSpace": SCHEMA, "serviceVersion": __version__, "defaultTypes": TYPES, "batchSize": BATCH,
        "view": {"url": f"{home}/actor/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": PREVIEW[0], "height": PREVIEW[1]},
        "suggest": {what: {"service_url": service, "service_path": f"/suggest/{what}"}
                    for what in ("entity", "type", "property")},
        "extend": {"propose_properties": {"service_url": service, "service_path": "/properties"},
                   "property_settings": []}})


def answers(connection: sqlite3.Connection, queries: str) -> bytes:
    """The candidates for a batch of queries. Raises BadRequest, and TooMuchAsked over BATCH queries."""
    batch = _read(queries, dict[str, wire.Query], "queries")
    if len(batch) > BATCH:
        raise TooMuchAsked(f"{len(batch):,} queries", BATCH)
    return msgspec.json.encode({key: {"result": _answered(connection, key, query)} for key, query in batch.items()})


def extended(connection: sqlite3.Connection, extend: str) -> bytes:
    """The values of some properties of some actors. Raises BadRequest and TooMuchAsked."""
    asked = _read(extend, wire.Extension, "extend")
    if len(asked.ids) > ROWS or len(asked.properties) > COLUMNS:
        raise TooMuchAsked(f"{len(asked.properties):,} properties of {len(asked.ids):,} actors", ROWS)
    properties = list(dict.fromkeys(p.id for p in asked.properties))
    rows = particulars(connection, asked.ids, properties)
    return msgspec.json.encode({
        "meta": [_meta(pid) for pid in properties],
        "rows": {name: {pid: [_value(v) for v in values] for pid, values in of.items()} for name, of in rows.items()}})


def suggestions(connection: sqlite3.Connection, what: str, prefix: str, cursor: str = "") -> bytes:
    """Entities, types or properties whose name begins so, SUGGESTED of them after the first `cursor`."""
    skip = int(cursor) if cursor.isdecimal() and len(cursor) < 9 else 0
    if what != "entity":
        known: list[dict[str, str]] = [{"id": t.id, "name": t.name} for t in TYPES] if what == "type" else [
            {"id": p.id, "name": p.name, "description": p.meaning} for p in PROPERTIES if p.told]
        begun = prefix.strip().casefold()
        found = [k for k in known if k["id"].casefold().startswith(begun) or k["name"].casefold().startswith(begun)]
        return msgspec.json.encode({"result": found[skip:skip + SUGGESTED]})
    some = suggested(connection, prefix, limit=SUGGESTED, skip=skip)
    about = described(connection, [s.name for s in some])
    return msgspec.json.encode({"result": [{"id": s.name, "name": s.label, "description": about[s.name],
                                            "notable": [_type(s)]} for s in some]})


def proposals(kind: str, limit: str = "") -> bytes:
    """The properties whose values are given of actors of a kind; of any, where it is none of ours."""
    given = [p for p in PROPERTIES if p.given and (kind in p.kinds or kind not in KINDS)]
    most = int(limit) if limit.isdecimal() and 0 < len(limit) < 9 else None
    found: dict[str, Any] = {"type": kind, "properties": [wire.Named(p.id, p.name) for p in given[:most]]}
    return msgspec.json.encode(found if most is None else {**found, "limit": most})


def _answered(connection: sqlite3.Connection, key: str, query: wire.Query) -> list[dict[str, Any]]:
    """The candidates for one query."""
    types, told = wire.types_of(query), query.properties or []
    if not (query.query or "").strip() and not told:
        raise BadRequest(f"the query {key[:40]!r} has neither a name nor properties")
    if len(told) > TOLD:
        raise TooMuchAsked(f"{len(told):,} properties of a query", TOLD)
    kinds: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind in types)
    limit = LIMIT if query.limit is None else int(max(1, min(query.limit, MOST)))
    asked = Asked(query.query or "", kinds, _told(told), limit)
    # one who asks for a type that is none of ours may mean somebody else
    return [_candidate(c, bool(kinds) if types else None) for c in candidates(connection, asked)]


def _told(told: Sequence[wire.Told]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is told by property: each once, with the first TOLD of its values."""
    found: dict[str, dict[str, None]] = {}
    for t in told:
        of = found.setdefault(t.pid, {})
        for value in islice(wire.values_of(t.v), TOLD):
            if len(of) < TOLD:
                of[value] = None
    return tuple((pid, tuple(of)) for pid, of in found.items())


def _candidate(c: Candidate, typed: bool | None) -> dict[str, Any]:
    features: list[dict[str, Any]] = [{"id": f.id, "value": f.value} for f in c.features]
    if typed is not None:
        features.append({"id": "type", "value": typed})
    return {"id": c.actor.name, "name": c.actor.label, "description": c.about, "type": [_type(c.actor)],
            "score": c.score, "match": c.match and typed is not False, "features": features}


def _type(actor: Somebody) -> wire.Named:
    return wire.Named(actor.kind, actor.kind.capitalize())


def _meta(pid: str) -> dict[str, Any]:
    """What a column of values is called, and of which type they are where they are actors."""
    known: Property | None = property_of(pid)
    found: dict[str, Any] = {"id": pid, "name": known.name if known else pid}
    return {**found, "type": wire.Named(_OF[pid], _OF[pid].capitalize())} if pid in _OF else found


def _value(value: Value) -> dict[str, Any]:
    """A value as a cell: an actor by id and name. A day is text, for a cell with a time would say more than we know."""
    if isinstance(value, Somebody):
        return {"id": value.name, "name": value.label}
    return {"int": value} if isinstance(value, int) else {"str": value}


def _read(text: str, kind: type[Record], what: str) -> Record:
    """What was sent, as a record. Raises BadRequest."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise BadRequest(f"{what} cannot be read as the specification has it ({error})") from error


