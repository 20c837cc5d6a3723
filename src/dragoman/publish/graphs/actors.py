"""The networks of actors: who writes to whom, an edge a paper; who reports whom, an edge a statement.

Ties and actors are those of `dragoman network`. An edge joins persons; the offices and powers that it carries make of
the same file the networks of offices and of powers.
"""

import sqlite3
from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from dragoman.archive import edges as archive
from dragoman.archive.edges import Tie
from dragoman.archive.ties import Kind
from dragoman.edition.annotation import Statement
from dragoman.inquiries.identifiers import identifiers
from dragoman.inquiries.network import network
from dragoman.publish.citations.bibtex import key_of
from dragoman.publish.graphs.network import Edge, Network, Node, bounds
from dragoman.publish.graphs.records import ActorNode, PaperEdge, StatementEdge

_STATEMENT = msgspec.json.Decoder(Statement)


def _nodes(kind: Kind, connection: sqlite3.Connection) -> Iterator[Node]:
    """The actors that have a tie. They have no lifetime: people are there before and after their papers."""
    known = identifiers(connection)
    for a in archive.actors(connection, kind):
        yield Node(key_of(a["name"]), a["label"], None, ActorNode(
            a["name"], a["kind"], a["power"], a["first_day"], a["last_day"], a["sent"], a["received"], a["present"],
            " ".join(i.iri for i in known.get(a["name"], ())) or None))


def _papers(connection: sqlite3.Connection) -> Iterator[Edge]:
    for tie in archive.tied(connection, "writes"):
        yield _edge(tie, tie.kind, PaperEdge(**_carried(tie), kind=tie.kind, number=tie.number))


def _statements(connection: sqlite3.Connection) -> Iterator[Edge]:
    for tie in archive.tied(connection, "reports"):
        if tie.body is None or tie.start is None or tie.end is None:
            continue
        body = _STATEMENT.decode(tie.body)
        yield _edge(tie, body.act, StatementEdge(
            **_carried(tie), ordinal=tie.ordinal, act=body.act, quoted=body.quoted, quote=tie.quote or "",
            quote_start=tie.start, quote_end=tie.end, voice=tie.voice or ""))


def _edge(tie: Tie, label: str, record: msgspec.Struct) -> Edge:
    start, end = bounds(tie.dated.first, tie.dated.last)
    return Edge(key_of(tie.who.actor), key_of(tie.whom.actor), label, 1.0, start, end, record)


def _carried(tie: Tie) -> dict[str, Any]:
    """What an edge between actors carries, whatever ties them."""
    return {"document": tie.document, "source_office": tie.who.office, "source_power": tie.who.power,
            "target_office": tie.whom.office, "target_power": tie.whom.power, "date": tie.dated.date,
            "first_day": tie.dated.first, "last_day": tie.dated.last}


def _told(kind: Kind, connection: sqlite3.Connection) -> str:
    return network(connection, kind=kind, limit=0).basis.line


CORRESPONDENCE = Network("correspondence", ActorNode, PaperEdge, partial(_nodes, "writes"), _papers,
                         partial(_told, "writes"))
REPORTS = Network("reports", ActorNode, StatementEdge, partial(_nodes, "reports"), _statements,
                  partial(_told, "reports"))
