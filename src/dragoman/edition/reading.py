"""Reading: a document with all that its readers found; and the public JSON record of a paper with its enclosures."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct, structs

from dragoman.edition.annotation import Annotation, Apparatus, Name, Span
from dragoman.edition.docket import Docket, docket_of, names_of
from dragoman.edition.document import Block, Document, Note


class Reading(Struct, frozen=True):
    """A document and its annotations, in the order of their spans."""

    document: Document
    annotations: tuple[Annotation, ...]

    def docket(self) -> Docket:
        """The card that the heading annotations make."""
        return docket_of(a for a in self.annotations if a.layer == "heading")


_ENCODER = msgspec.json.Encoder()
# the fields that say who, in which "writer" and "addressee" can stand
_SIDES = {"reference": ("sender", "recipient"), "statement": ("speaker", "hearer"), "directive": ("addressee",),
          "assessment": ("holder",), "event": ("actor", "target")}


def papers(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Each paper with the enclosures that follow it, the carrier first."""
    group: list[Reading] = []
    for reading in readings:
        if group and reading.document.enclosed_in is None:
            yield group
            group = []
        group.append(reading)
    if group:
        yield group


def json_line(group: Sequence[Reading]) -> bytes:
    """One line of JSON for a paper and its enclosures (the project's public interface); no newline at its end.

    The record's text is the carrier's, then each enclosure's; all offsets are into that text, and `enclosures` says
    where each begins and what its own docket is.
    """
    carrier = group[0]
    text = carrier.document.text
    blocks, notes = list(labelled(carrier)), list(_bound(carrier))
    annotations = list(carrier.annotations)
    enclosures: list[dict[str, Any]] = []
    for reading in group[1:]:
        at = len(text) + 1
        text = f"{text}\n{reading.document.text}"
        docket = reading.docket()
        blocks += [structs.replace(b, start=b.start + at, end=b.end + at) for b in labelled(reading)]
        notes += [_note_moved(n, at) for n in _bound(reading)]
        annotations += [_moved(_told_apart(a, docket), at) for a in reading.annotations if a.layer != "heading"]
        enclosures.append({"id": reading.document.id, "start": at, "end": len(text), **structs.asdict(docket)})
    d = carrier.document
    return _ENCODER.encode({
        "id": d.id, **structs.asdict(carrier.docket()), "language": d.language, "origin": d.origin, "form": d.form,
        "enclosed_in": d.enclosed_in, "text": text, "blocks": blocks, "notes": notes, "annotations": annotations,
        "enclosures": enclosures})


def labelled(reading: Reading) -> Iterator[Block]:
    """The document's blocks, with the paragraph numbers that the apparatus reader found."""
    numbers = {a.start: a.body.label for a in reading.annotations
               if isinstance(a.body, Apparatus) and a.body.kind == "number"}
    for block in reading.document.blocks:
        label = block.label if block.label is not None else numbers.get(block.start)
        yield block if label == block.label else structs.replace(block, label=label)


def _bound(reading: Reading) -> Iterator[Note]:
    """The document's notes, with the markers that the apparatus reader bound to them."""
    markers = {a.body.target: a.start for a in reading.annotations
               if isinstance(a.body, Apparatus) and a.body.kind == "marker" and a.body.target}
    for note in reading.document.notes:
        yield structs.replace(note, marker=markers.get((note.start, note.end), note.marker))


def _told_apart(a: Annotation, docket: Docket) -> Annotation:
    """The annotation of an enclosed paper with its "writer" and "addressee" named, as the carrier has its own."""
    who = names_of(docket)
    sides = {field: getattr(a.body, field) for field in _SIDES.get(a.layer, ())}
    named = {field: who[side] for field, side in sides.items() if side in who}
    return structs.replace(a, body=structs.replace(a.body, **named)) if named else a


def _note_moved(note: Note, by: int) -> Note:
    """The note with its spot and span moved along."""
    marker = None if note.marker is None else note.marker + by
    return structs.replace(note, marker=marker, start=note.start + by, end=note.end + by)


def _moved(a: Annotation, by: int) -> Annotation:
    """The annotation with every span moved along."""
    def span(s: Span) -> Span:
        return s[0] + by, s[1] + by
    body = a.body
    if isinstance(body, Name):
        body = structs.replace(body, mentions=tuple(span(m) for m in body.mentions))
    elif isinstance(body, Apparatus) and body.target:
        body = structs.replace(body, target=span(body.target))
    return structs.replace(a, start=a.start + by, end=a.end + by, body=body)
