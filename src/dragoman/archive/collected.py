"""Collected: the papers of one collection with what is drawn together over the archive: parties, names, acts."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

from dragoman.edition.annotation import (
    Assessment,
    Directive,
    Event,
    HeadingField,
    Name,
    Span,
    Statement,
)
from dragoman.edition.document import Block, Document
from dragoman.resolution.parties import Who

ROLES = ("sender", "recipient", "participant")
Deed = Event | Statement | Directive | Assessment
_PAPERS = ("SELECT d.id, d.name, d.kind, d.first_day, d.last_day, d.date, d.place, d.sender_surname, d.sender_post, "
           "d.recipient_surname, d.recipient_post, d.enclosed_in, c.text, c.blocks FROM document AS d "
           "JOIN content AS c ON c.document = d.id WHERE d.collection = ? ORDER BY d.id")
_FINDINGS = ("SELECT a.document, a.ordinal, a.layer, a.start, a.\"end\", a.body, a.rule FROM document AS d "
             "JOIN annotation AS a ON a.document = d.id WHERE d.collection = ? AND a.layer IN "
             "('heading', 'name', 'event', 'statement', 'directive', 'assessment') ORDER BY d.id, a.ordinal")
_BLOCKS = msgspec.json.Decoder(tuple[Block, ...])
_BODIES: dict[str, msgspec.json.Decoder[Any]] = {
    "heading": msgspec.json.Decoder(HeadingField), "name": msgspec.json.Decoder(Name),
    "event": msgspec.json.Decoder(Event), "statement": msgspec.json.Decoder(Statement),
    "directive": msgspec.json.Decoder(Directive), "assessment": msgspec.json.Decoder(Assessment)}


class Side(NamedTuple):
    """A party of a heading: its role, its number among those of the role, and where it stands."""

    role: str
    ordinal: int
    name: str | None
    office: str | None
    span: Span


class Act(NamedTuple):
    """A finding that tells of somebody's act: its place among the paper's findings, span, body and rule."""

    ordinal: int
    layer: str
    span: Span
    body: Deed
    rule: str


class Paper(NamedTuple):
    """One paper: `document` has its text and blocks, `days` the first and last day of its date and the date as EDTF."""

    id: int
    document: Document
    kind: str
    days: tuple[str | None, str | None, str | None]
    place: str | None
    sender: Who
    recipient: Who
    sides: tuple[Side, ...]
    names: tuple[tuple[Span, Name], ...]
    acts: tuple[Act, ...]
    carrier: int | None = None


def papers_of(connection: sqlite3.Connection, collection: str) -> Iterator[Paper]:
    """The papers of a collection in the order of filing."""
    findings = groupby(connection.execute(_FINDINGS, (collection,)), key=lambda row: row[0])
    waiting = next(findings, None)
    for i, name, kind, first, last, date, place, *who, carrier, text, blocks in connection.execute(
            _PAPERS, (collection,)):
        sides: list[Side] = []
        names: list[tuple[Span, Name]] = []
        acts: list[Act] = []
        if waiting is not None and waiting[0] == i:
            for _, ordinal, layer, start, end, body, rule in waiting[1]:
                found = _BODIES[layer].decode(body)
                if layer == "heading":
                    if found.field in ROLES:
                        nth = sum(s.role == found.field for s in sides)
                        sides.append(Side(found.field, nth, found.name, found.office, (start, end)))
                elif layer == "name":
                    names.append(((start, end), found))
                else:
                    acts.append(Act(ordinal, layer, (start, end), found, rule))
            waiting = next(findings, None)
        yield Paper(i, Document(name, text, _BLOCKS.decode(blocks)), kind, (first, last, date), place,
                    Who(who[0], who[1], place.lower() if place else None), Who(who[2], who[3]), tuple(sides),
                    tuple(names), tuple(acts), carrier)
