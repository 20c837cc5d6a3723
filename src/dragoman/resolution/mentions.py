"""Mentions: each reference of a paper with all that its surroundings say of what it means, ready to be looked up."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct, structs

from dragoman.edition.annotation import Annotation, Apparatus, Reference
from dragoman.edition.document import Document
from dragoman.edition.reading import Reading
from dragoman.resolution.pointers import INLINE, Pointer, linked, pointer_of, speaks_of_both
from dragoman.resolution.relations import Relation, opening_of, relation_of

# how far after a mention its note's marker may stand: a comma, a bracket, a space
_NEAR = 6
_BETWEEN = re.compile(r"[\s,.;:)\]”’\"'(]*")
# "my immediately preceding telegram", "my last despatch"; "under reference", "under acknowledgment"
PRECEDING = re.compile(r"\b(?:immediately |next )?preceding\b|\bforegoing\b|\b(?:my|your|our) last\b", re.I)
UNDER_REFERENCE = re.compile(r"\b(?:under (?:reference|acknowledgment|reply)|referred to|above[- ]mentioned|aforesaid|mentioned above)\b", re.I)
# "continued", "section two" after a number: a further part of the same paper
_AFTER = 24
_CONTINUED = re.compile(r",? (?:continued|concluded)\b", re.I)


class Mention(Struct, frozen=True, omit_defaults=True):
    """One reference as it is looked up. `start` and `end` are its span; fields are those of the reference.

    `hint`: "preceding" (the writer's last such paper), "aforesaid" (one named before in the same paper).
    """

    ordinal: int
    start: int
    end: int
    words: str
    kind: str
    relation: Relation
    number: str | None = None
    date: str | None = None
    time: str | None = None
    sender: str | None = None
    recipient: str | None = None
    lead: bool = False
    note: bool = False
    pointer: Pointer | None = None
    hint: str | None = None

    @property
    def named(self) -> bool:
        """Whether it bears a number or a day, by which a paper can be told from others."""
        return self.number is not None or self.date is not None


def mentions_of(reading: Reading) -> list[Mention]:
    """Every reference of a reading, in the order of the text; as many as it has annotations of layer "reference"."""
    document = reading.document
    foot = min((n.start for n in document.notes), default=len(document.text))
    opening = opening_of(document)
    markers = [(a.start, a.body.target) for a in reading.annotations
               if isinstance(a.body, Apparatus) and a.body.kind == "marker" and a.body.target]
    found: list[Mention] = []
    for ordinal, a in enumerate(reading.annotations):
        if isinstance(a.body, Reference):
            note = _note_after(document, a, markers)
            if note and found and speaks_of_both(note) and a.start - found[-1].end < 120 and found[-1].pointer is None:
                found[-1] = structs.replace(found[-1], pointer=pointer_of(note))
            found.append(_mention(document, a, a.body, ordinal, _pointer(document, a, markers, note)))
    return [structs.replace(m, lead=opening[0] <= m.start < opening[1], note=m.start >= foot) for m in found]


def _mention(document: Document, a: Annotation, body: Reference, ordinal: int, pointer: Pointer | None) -> Mention:
    text = document.text
    words = text[a.start:a.end]
    around = text[max(0, a.start - 30):a.end + _AFTER].partition("\n")[0]
    hint = "preceding" if PRECEDING.search(words) else "aforesaid" if UNDER_REFERENCE.search(around) else None
    return Mention(ordinal, a.start, a.end, words, body.kind, relation_of(text, a.start, a.end, body), body.number, body.date,
                   body.time, body.sender, body.recipient, pointer=pointer, hint=hint)


def _note_after(document: Document, a: Annotation, markers: Sequence[tuple[int, tuple[int, int]]]) -> str | None:
    """The words of the note whose marker stands right after a mention."""
    i = bisect_left(markers, (a.end, (0, 0)))
    if i == len(markers) or markers[i][0] > a.end + _NEAR:
        return None
    if not _BETWEEN.fullmatch(document.text, a.end, markers[i][0]):
        return None
    start, end = markers[i][1]
    return re.sub(r"^\[[^\]]*\]\s*", "", document.text[start:end])


def _pointer(document: Document, a: Annotation, markers: Sequence[tuple[int, tuple[int, int]]], note: str | None) -> Pointer | None:
    """What points from a mention to its paper: the markup, the note, or the words right after it."""
    spans = [(a.start, a.end + _NEAR)]
    i = bisect_left(markers, (a.end, (0, 0)))
    told = pointer_of(note) if note else None
    if note and told is not None and i < len(markers):
        spans.append(markers[i][1])
    if told and told.kind in ("not-printed", "elsewhere"):
        return told
    targets = [m.value for s, e in spans for m in document.markup if m.tag == "ref" and m.value and s <= m.start and m.end <= e]
    if pointed := linked(targets):
        return pointed
    if told:
        return told
    m = INLINE.match(document.text, a.end, a.end + 40)
    return pointer_of(m["what"].strip()) if m else None
