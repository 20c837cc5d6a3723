"""The heading of a paper: "The Ambassador in Japan (Grew) to the Secretary of State", "Tokyo, March 23, 1936—7 p.m."

Gives kind, title, number, date, time, place, parties, source, marks, subject, participants, each tied to its words.
Leaves alone the running numbers that some volumes print above their heads ("No. 91.", "142."), which are not the
paper's own; dates and persons of the body; and the office a dateline names before its place.
"""

from collections.abc import Iterator, Mapping

from dragoman.edition.annotation import Annotation, HeadingField
from dragoman.edition.document import Document
from dragoman.readers.heading.kinds import kind_of
from dragoman.readers.heading.lines import Piece, opening
from dragoman.readers.heading.marked import by_markup
from dragoman.readers.heading.particulars import dates, marks, numbers, sources
from dragoman.readers.heading.who import participants, parties, title

NEEDS: tuple[str, ...] = ()
GIVES = "heading"


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """The fields of the heading; a field that the paper does not print has no annotation."""
    pieces = opening(document)
    if not pieces:
        return []
    who = list(parties(document, pieces))
    kind = _kind(document, pieces, who)
    found = [kind, *title(pieces), *numbers(document, pieces, str(kind.body.value)),  # type: ignore[union-attr]
             *dates(document, pieces), *who, *sources(document, pieces), *marks(pieces), *participants(pieces)]
    return list(_inside(document, by_markup(document, pieces, found)))


def _kind(document: Document, pieces: list[Piece], who: list[Annotation]) -> Annotation:
    """The kind, tied to the head's words or else to the first line's."""
    def office(role: str) -> str:
        return next((a.body.office or "" for a in who if isinstance(a.body, HeadingField) and a.body.field == role), "")
    value, why = kind_of(document, pieces, (office("sender"), office("recipient")))
    at = next((p for p in pieces if p.what == "head"), pieces[0])
    return Annotation("heading", at.start, at.start + len(at.text), HeadingField("kind", value), why)


def _inside(document: Document, found: list[Annotation]) -> Iterator[Annotation]:
    """The annotations whose spans hold words."""
    for a in found:
        if 0 <= a.start < a.end <= len(document.text):
            yield a
