"""Inline: the words of one line of a paper, with what was found in them as elements, as far as these nest.

Page breaks, and what the source's own markup says, come first; findings that would overlap an element that begins
before them are left out: they stand beside the text in any case.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lxml.etree import _Element

from dragoman.edition.annotation import (
    Annotation,
    Apparatus,
    Damage,
    DateFinding,
    LinkedReference,
    Name,
    Span,
)
from dragoman.edition.document import Document, Markup
from dragoman.edition.reading import Reading
from dragoman.publish.tei.elements import add_text, element
from dragoman.publish.tei.header import Here
from dragoman.publish.tei.pointers import missing_name, reader_name
from dragoman.publish.tei.standoff import entry_of
from dragoman.publish.tei.when import dated
from dragoman.sources.tei_marks import MARKED, edtf_of

DEEPEST = 12            # elements in each other; what would lie deeper stands beside the text only
# by which attribute an element of the source's markup gives its fact
_POINTING = frozenset(("ref", "gloss", "term"))
_KEYED = MARKED - _POINTING - {"date", "measure", "idno"}
_ELEMENTS = {"person": "persName", "place": "placeName", "polity": "orgName", "organisation": "orgName",
             "agreement": "name", "ship": "name"}
JULIAN = "julian"
_FLAT = frozenset(("gap", "idno"))          # what may hold nothing but words


class Mark(NamedTuple):
    """An element to be: a span of the paper's text, its place among those that begin with it, name and attributes."""

    start: int
    end: int
    rank: int
    name: str
    attributes: dict[str, str | None]
    holder: str | None = None       # an element inside it, that holds the words


def marks_of(reading: Reading, notes: dict[Span, str], here: Here) -> list[Mark]:
    """What is to be an element in a paper's text, in order. `notes` are the xml:ids of the notes, by their spans."""
    d = reading.document
    found = [_own(m) for m in d.markup]
    placed = {n.marker: notes[n.start, n.end] for n in d.notes if n.marker is not None}
    for a in reading.annotations:
        for mark in _marks(a, d, notes, placed, here):
            if 0 <= mark.start < mark.end <= len(d.text) or mark.name == "pb":
                found.append(mark)
    found += [_marker(d, at, note) for at, note in placed.items()
              if not any(m.start == at and m.attributes.get("type") == "marker" for m in found)]
    return sorted(found, key=lambda m: (m.start, m.name != "pb", -m.end, m.rank))


def _own(m: Markup) -> Mark:
    """What the source's own markup says."""
    if m.tag == "pb":
        return Mark(m.start, m.start, 0, "pb", {"n": m.value})
    attributes: dict[str, str | None] = {"type": m.role}
    if m.value and m.tag == "date":
        exact = dated(m.value)
        said = edtf_of(element("date", exact)) == m.value
        attributes |= exact if said else {"when-custom": "".join(m.value.split())}
    elif m.value:
        attributes["target" if m.tag in _POINTING else "key" if m.tag in _KEYED else "corresp"] = m.value
    return Mark(m.start, m.end, 1, m.tag, attributes)


def _marks(a: Annotation, d: Document, notes: dict[Span, str], placed: dict[int, str], here: Here) -> Iterator[Mark]:
    """The elements of one finding."""
    body, resp = a.body, here.pointers.corpus(reader_name(a.layer))
    if isinstance(body, Apparatus):
        yield from _apparatus(a, body, d, notes, placed, resp)
    elif isinstance(body, Damage):
        yield (Mark(a.start, a.end, 9, "sic", {"resp": resp}) if body.kind == "garbled" else
               Mark(a.start, a.end, 9, "seg", {"type": "damage", "subtype": body.kind, "resp": resp}))
    elif isinstance(body, LinkedReference):
        target = here.pointers.paper(body.target) if body.target else (
            here.pointers.corpus(missing_name(body.missing)) if body.missing else None)
        yield Mark(a.start, a.end, 4, "ref", {"type": body.kind, "subtype": body.status, "target": target,
                                              "resp": resp})
    elif isinstance(body, DateFinding):
        calendar = here.pointers.corpus(JULIAN) if body.calendar == JULIAN else None
        yield Mark(a.start, a.end, 5, "date", {**dated(body.edtf, body.time, calendar), "resp": resp})
    elif isinstance(body, Name):
        entry = entry_of(body, d.id, here)
        kind = None if body.kind in ("person", "place", "organisation") else body.kind
        for start, end in body.mentions or ((a.start, a.end),):
            yield Mark(start, end, 6, _ELEMENTS[body.kind], {"type": kind, "ref": entry, "resp": resp})


def _apparatus(a: Annotation, body: Apparatus, d: Document, notes: dict[Span, str], placed: dict[int, str],
               resp: str) -> Iterator[Mark]:
    """Markers, numbers of paragraphs, words that editors put in, gaps, page breaks; notes are lines of their own."""
    start, end = a.start, a.end
    if body.kind == "number":
        yield Mark(start, end, 2, "label", {"n": body.label, "resp": resp})
    elif body.kind == "marker" and start in placed:
        yield _marker(d, start, placed[start], end)
    elif body.kind == "marker":
        note = notes.get(body.target) if body.target else None
        yield Mark(start, end, 2, "ref", {"type": "marker", "target": note and f"#{note}", "resp": resp})
    elif body.kind == "insertion":
        yield Mark(start, end, 3, "supplied", {"resp": resp})
    elif body.kind == "omission":
        yield Mark(start, end, 3, "gap", {"reason": "editorial", "resp": resp}, "desc")
    elif body.kind == "page" and not any(m.tag == "pb" and m.start == start for m in d.markup):
        yield Mark(start, start, 2, "pb", {"n": body.label, "resp": resp})
        yield Mark(start, end, 2, "seg", {"type": "page", "resp": resp})


def _marker(d: Document, at: int, note: str, end: int | None = None) -> Mark:
    """A note's marker whose place the source tells: "[3]", "¹"."""
    if end is None:
        close = d.text.find("]", at, at + 40) if d.text.startswith("[", at) else -1
        end = close + 1 if close > at else at + 1
    return Mark(at, end, 0, "ref", {"type": "marker", "xml:id": f"{note}.marker", "target": f"#{note}"})


def fill(line: _Element, document: Document, span: Span, marks: Sequence[Mark]) -> None:
    """Put the words of a line into its element, with the marks that begin and end in it as elements."""
    text, at = document.text, span[0]
    stack: list[tuple[_Element, int]] = [(line, span[1])]

    def close(until: int, at: int) -> int:
        """Close what ends before a place; the words up to there are written."""
        while len(stack) > 1 and stack[-1][1] <= until:
            e, end = stack.pop()
            add_text(e, text[at:end])
            at = max(at, end)
        return at
    for m in _nesting(marks, span):
        at = close(m.start, at)
        holder = stack[-1][0]
        add_text(holder, text[at:m.start])
        at = max(at, m.start)
        made = element(m.name, m.attributes)
        holder.append(made)
        if m.name == "pb":
            continue
        inner = element(m.holder) if m.holder else made
        if m.holder:
            made.append(inner)
        stack.append((inner, m.end))
    at = close(span[1], at)
    add_text(line, text[at:span[1]])


def _nesting(marks: Iterable[Mark], span: Span) -> Iterator[Mark]:
    """The marks of a line that lie in each other or apart."""
    ends: list[int] = [span[1]]
    flat = -1                               # up to here an element reaches that holds only words
    for m in marks:
        while len(ends) > 1 and ends[-1] <= m.start:
            ends.pop()
        deep = len(ends) > (1 if m.name == "label" else DEEPEST)
        if m.start < flat or m.end > ends[-1] or (m.name != "pb" and deep):
            continue
        if m.name in _FLAT:
            flat = m.end
        if m.name != "pb":
            ends.append(m.end)
        yield m
