"""The network of citations: papers, here and missing, and an edge for each reference from one to another."""

import sqlite3
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from dragoman.archive import edges as archive
from dragoman.archive.listing import Finding, Link
from dragoman.edition.dates import parse
from dragoman.inquiries.answer import Basis
from dragoman.inquiries.holdings import holdings
from dragoman.publish.citations.bibtex import key_of
from dragoman.publish.graphs.network import Edge, Network, Node, bounds, paper_id
from dragoman.publish.graphs.records import PaperNode, ReferenceEdge
from dragoman.publish.words import shorten

LABEL_LIMIT = 60                # of a title that stands for a paper without number or day
_METHOD = "From each paper to the one that it cites, here or missing, once a reference:"


def _nodes(connection: sqlite3.Connection) -> Iterator[Node]:
    for d in archive.papers(connection):
        start, _ = bounds(d["first_day"], d["last_day"])
        yield Node(paper_id(d["name"]), _label(d), start, PaperNode(
            d["name"], True, d["kind"], d["title"], d["number"], d["date"], d["first_day"], d["last_day"], d["time"],
            d["place"], d["sender"], d["recipient"], PurePosixPath(d["collection"]).name,
            d["carrier"], d["language"]))
    for m in archive.absent(connection):
        day = parse(m["date"]) if m["date"] else None
        first, last = (str(day.first), str(day.last)) if day else (None, None)
        start, _ = bounds(first, last)
        yield Node(key_of(m["name"]), _label(m), start, PaperNode(
            m["name"], False, m["kind"], None, m["number"], m["date"], first, last, m["time"], None, m["sender"],
            m["recipient"], None, None, None))


def _label(columns: dict[str, Any]) -> str:
    """A paper in few words: "telegram No. 98 of 1936-03-23", else its title, else its id."""
    if columns["number"] or columns["date"]:
        number, date = columns["number"], columns["date"]
        return " ".join(filter(None, (columns["kind"], number and f"No. {number}", date and f"of {date}")))
    return shorten(columns.get("title") or columns["name"], LABEL_LIMIT)


def _edges(connection: sqlite3.Connection) -> Iterator[Edge]:
    for finding, link, dated in archive.cited(connection):
        start, end = bounds(dated.first, dated.last)
        cited = _cited(link)
        for target in cited:
            yield Edge(paper_id(finding.document), target, link.relation, 1 / len(cited), start, end,
                       _record(finding, link, dated, len(cited)))


def _cited(link: Link) -> list[str]:
    """The nodes that a reference may mean; none for printed works, and for what is still to be looked up."""
    if link.target is not None:
        return [paper_id(link.target)]
    if link.missing is not None:
        return [key_of(link.missing)]
    return [paper_id(name) for name in link.candidates]


def _record(finding: Finding, link: Link, dated: archive.Dated, candidates: int) -> ReferenceEdge:
    return ReferenceEdge(
        document=finding.document, ordinal=finding.ordinal, relation=link.relation, status=link.status or "open",
        candidates=candidates, called=finding.body.kind, quote=finding.quote, quote_start=finding.start,
        quote_end=finding.end, voice=finding.voice, reason=link.reason, date=dated.date, first_day=dated.first,
        last_day=dated.last)


def _told(connection: sqlite3.Connection) -> str:
    held = holdings(connection)
    return Basis(_METHOD, held.references, held.resolved + held.missing + held.ambiguous, "references", (
        ("to newspapers and printed works have no edge", held.external),
        ("still to be looked up have none (dragoman add)", held.open),
        ("have an edge to each of several papers that fit equally, of a weight of 1 together", held.ambiguous))).line


CITATIONS = Network("citations", PaperNode, ReferenceEdge, _nodes, _edges, _told)
