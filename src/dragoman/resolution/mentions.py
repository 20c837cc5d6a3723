"""Mentions: each reference of a paper with all that its surroundings say of what it means, ready to be looked up."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct, structs

from dragoman.edition.annotation import Annotation, Apparatus, Reference
from dragoman.edition.document import Document
from dragoman.edition.reading import Reading
from dragoman.resolution.pointers import INLINE, INLINE_REACH, Pointer, linked, pointer_of, speaks_of_both
from dragoman.resolution.relations import Relation, opening_of, relation_of
from dragoman.resolution.voices import heard, spoken, voices_of

# how far after a mention its note's marker may stand: a comma, a bracket, a space
_NEAR = 6
_NOTE_LABEL = re.compile(r"^\[[^\]]*\]\s*")
_BETWEEN = re.compile(r"[\s,.;:)\]”’\"'(]*")
# "my immediately preceding telegram", "my last despatch"; "under reference", "under acknowledgment"
PRECEDING = re.compile(r"\b(?:immediately |next )?preceding\b|\bforegoing\b|\b(?P<last>(?:my|your|our) last)\b", re.I)
# "my immediately" before "preceding telegram": the words of the reference begin after the adverb
OWNER = re.compile(r"\b(?P<whose>my|our|your|[A-Z]\w+(?=[’']s))(?:[’']s)? (?:immediately|next) $", re.I)
_OWNERS = {"my": "writer", "our": "writer", "your": "addressee"}
PLURAL = re.compile(r"(?:d[ei]spatche|telegram|cable|letter|note|report|instruction|communication|message)s\b", re.I)
UNDER_REFERENCE = re.compile(r"\b(?:under (?:reference|acknowledgment|reply)|referred to|above[- ]mentioned|aforesaid"
                             r"|mentioned above)\b", re.I)
# characters before and after a mention that may hold such words
_BEFORE, _AFTER = 30, 24
_BOTH = 120                     # how far apart two mentions may stand of which one note says "Neither printed."
Markers = Sequence[tuple[int, tuple[int, int]]]


class Mention(Struct, frozen=True, omit_defaults=True):
    """One reference as it is looked up. `start` and `end` are its span; fields are those of the reference.

    `hint`: "preceding" or "last" (the one before this), "aforesaid" (one named before in the same paper).
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
    voices = voices_of(reading)
    markers = [(a.start, a.body.target) for a in reading.annotations
               if isinstance(a.body, Apparatus) and a.body.kind == "marker" and a.body.target]
    found: list[Mention] = []
    for ordinal, a in enumerate(reading.annotations):
        if isinstance(a.body, Reference):
            span = _note_of(document, a, markers)
            note = _NOTE_LABEL.sub("", document.text[slice(*span)]) if span else ""
            if found and found[-1].pointer is None and a.start - found[-1].end < _BOTH and speaks_of_both(note):
                found[-1] = structs.replace(found[-1], pointer=pointer_of(note))
            body = spoken(_owned(document.text, a.start, a.body), voices, a.start >= foot)
            relation = relation_of(document.text, a.start, a.end, body if a.start >= foot else heard(body, voices))
            found.append(structs.replace(_mention(document, a, body, ordinal, relation),
                                         pointer=_pointer(document, a, span, note)))
    return [structs.replace(m, lead=opening[0] <= m.start < opening[1], note=m.start >= foot) for m in found]


def _mention(document: Document, a: Annotation, body: Reference, ordinal: int, relation: Relation) -> Mention:
    words = document.text[a.start:a.end]
    around = document.text[max(0, a.start - _BEFORE):a.end + _AFTER].partition("\n")[0]
    return Mention(ordinal, a.start, a.end, words, body.kind, relation, body.number, body.date, body.time, body.sender,
                   body.recipient, hint=_hint(words, around))


def _owned(text: str, start: int, body: Reference) -> Reference:
    """The reference with its owner where an adverb parts the two."""
    m = OWNER.search(text, max(0, start - _BEFORE), start) if body.sender is None else None
    return structs.replace(body, sender=_OWNERS.get(m["whose"].lower(), m["whose"])) if m else body


def _hint(words: str, around: str) -> str | None:
    """What points to a paper that bears no number or day, where one paper is meant."""
    if PLURAL.search(words):
        return None
    if m := PRECEDING.search(words):
        return "last" if m["last"] else "preceding"
    return "aforesaid" if UNDER_REFERENCE.search(around) else None


def _note_of(document: Document, a: Annotation, markers: Markers) -> tuple[int, int] | None:
    """The span of the note whose marker stands in a mention, or right after it."""
    i = bisect_right(markers, (a.end + _NEAR, (0, 0))) - 1
    if i < 0 or markers[i][0] < a.start:
        return None
    at, span = markers[i]
    return span if at < a.end or _BETWEEN.fullmatch(document.text, a.end, at) else None


def _pointer(document: Document, a: Annotation, span: tuple[int, int] | None, note: str) -> Pointer | None:
    """What points from a mention to its paper: the note, the source's own links, or the words right after it."""
    told = pointer_of(note) if note else None
    if told and told.kind in ("not-printed", "elsewhere"):
        return told
    spans = [(a.start, a.end + _NEAR), *([span] if span and told else [])]
    links = (m for m in document.markup if m.tag == "ref" and m.value)
    targets = [m.value for m in links if m.value and any(s <= m.start and m.end <= e for s, e in spans)]
    if targets and (pointed := linked(targets)):
        return pointed
    m = INLINE.match(document.text, a.end, a.end + INLINE_REACH)
    return told or (pointer_of(m["what"].strip()) if m else None)
