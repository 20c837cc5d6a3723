"""What the readers of prose ask of a paper: its running text, and the parties that are named in it."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from dragoman.edition.annotation import Annotation, Name, Span
from dragoman.edition.docket import docket_of, names_of
from dragoman.edition.document import Document

# what surrounds the text of a paper and is no prose of its own
_APART = frozenset(("heading", "source", "dateline", "signature", "boilerplate"))


class Running(NamedTuple):
    """The running text of a paper: its text, the spans that are prose, its kind, and who is named there.

    Persons and powers stand by where they are named, (offset, name), in the order of the text; `own` names the writer
    and the addressee of an enclosure, which are its own and not its carrier's.
    """

    text: str
    prose: tuple[Span, ...]
    kind: str
    persons: list[tuple[int, str]]
    powers: list[tuple[int, str]]
    own: dict[str, str]


def running(document: Document, earlier: Mapping[str, list[Annotation]]) -> Running:
    """The running text: paragraphs, quotations, lists and notes, not heads and signatures.

    Of what earlier readers found it draws on the heading and the names.
    """
    prose = tuple((b.start, b.end) for b in document.blocks if b.kind not in _APART and b.end > b.start)
    starts = [start for start, _ in prose]
    persons: list[tuple[int, str]] = []
    powers: list[tuple[int, str]] = []
    for a in earlier.get("name", ()):
        if isinstance(a.body, Name) and a.body.kind in ("person", "polity", "organisation"):
            mentions = a.body.mentions or ((a.start, a.end),)
            into = persons if a.body.kind == "person" else powers
            into += [
                (start, document.quote(start, end))
                for start, end in mentions
                if (k := bisect_right(starts, start)) and start < prose[k - 1][1]
            ]
    docket = docket_of(earlier.get("heading", ()))
    own = names_of(docket) if document.enclosed_in else {}
    return Running(document.text, prose, docket.kind, sorted(persons), sorted(powers), own)
