"""What the readers of prose ask of a paper: its running text, and the parties that are named in it."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from dragoman.edition.annotation import Annotation, Name, Span
from dragoman.edition.docket import Docket, Party
from dragoman.edition.document import Document

# what surrounds the text of a paper and is no prose of its own
_APART = frozenset(("heading", "source", "dateline", "signature", "boilerplate"))


class Parties(NamedTuple):
    """Persons and powers by where they are named, (offset, name); `own` names an enclosure's writer and addressee."""

    persons: list[tuple[int, str]]
    powers: list[tuple[int, str]]
    own: dict[str, str]


def running(document: Document) -> tuple[Span, ...]:
    """The spans of the blocks that are prose: paragraphs, quotations, lists and notes, not heads and signatures."""
    return tuple((b.start, b.end) for b in document.blocks if b.kind not in _APART and b.end > b.start)


def parties_of(document: Document, names: Iterable[Annotation], docket: Docket) -> Parties:
    """The parties that a paper names in its running text, in the order of the text."""
    persons: list[tuple[int, str]] = []
    powers: list[tuple[int, str]] = []
    prose = running(document)
    starts = [start for start, _ in prose]
    for a in names:
        if isinstance(a.body, Name) and a.body.kind in ("person", "polity", "organisation"):
            mentions = a.body.mentions or ((a.start, a.end),)
            into = persons if a.body.kind == "person" else powers
            into += [
                (start, document.quote(start, end))
                for start, end in mentions
                if (k := bisect_right(starts, start)) and start < prose[k - 1][1]
            ]
    return Parties(sorted(persons), sorted(powers), names_of(docket) if document.enclosed_in else {})


def names_of(docket: Docket) -> dict[str, str]:
    """The writer and the addressee of a paper by their names; where they have none, by their offices."""
    sides = (("writer", docket.sender), ("addressee", docket.recipient))
    return {key: words for key, parties in sides if parties and (words := _called(parties[0]))}


def _called(party: Party) -> str | None:
    return party.name or party.office
