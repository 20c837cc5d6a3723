"""Inline: the words of one line of a paper, with what was found in them as elements, as far as these nest.

Page breaks, and what the source's own markup says, come first; findings that would overlap an element that begins
before them are left out: they stand beside the text in any case.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
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
from dragoman.publish.tei.here import Here
from dragoman.publish.tei.pointers import missing_name
from dragoman.publish.tei.standoff import entry_of
from dragoman.publish.tei.when import dated
from dragoman.sources.tei_marks import MARKED, edtf_of

DEEPEST = 12            # elements in each other; what was found and would lie deeper stands beside the text only
OWN_DEEPEST = 60        # the same for what the source says itself; no paper has so many
# by which attribute an element of the source's markup gives its fact
_POINTING = frozenset(("ref", "gloss", "term"))
_KEYED = MARKED - _POINTING - {"date", "measure", "idno"}
_ELEMENTS = {"person": "persName", "place": "placeName", "polity": "orgName", "organisation": "orgName",
             "agreement": "name", "ship": "name"}
JULIAN = "julian"
_FLAT = frozenset(("gap", "idno"))          # what may hold nothing but words
_MOST_PAIRS = 1_000_000                     # of marks in one line that are compared; no real line has so many


class Mark(NamedTuple):
    """An element to be: a span of the paper's text, its place among those that begin with it, name and attributes.

    `holder` is an element inside it, that holds the words.
    """

    start: int
    end: int
    rank: int
    name: str
    attributes: Mapping[str, str | None]
    holder: str | None = None

    @property
    def is_spot(self) -> bool:
        """Whether it marks a place and holds nothing."""
        return self.name in ("pb", "anchor")


def marks_of(reading: Reading, place: str, notes: Mapping[Span, str], here: Here) -> list[Mark]:
    """What is to be an element in a paper's text, in order; `place` is the xml:id of the paper.

    `notes` are the xml:ids of the notes, by their spans.
    """
    d = reading.document
    spots = {n.marker for n in d.notes if n.marker is not None}
    found = [_own(m) for m in d.markup]
    found += [Mark(at, at, 0, "anchor", {"xml:id": anchor_name(place, at)}) for at in sorted(spots)]
    found += [mark for a in reading.annotations for mark in _marks(a, d, notes, here)
              if mark.start >= 0 and (mark.start < mark.end or mark.is_spot) and mark.end <= len(d.text)]
    within = sorted(m.start for m in found if m.is_spot)
    found = [m for m in found if m.name not in _FLAT
             or bisect_right(within, m.start) == bisect_left(within, m.end)]
    return sorted(found, key=lambda m: (m.start, not m.is_spot, -m.end, m.rank))


def anchor_name(place: str, at: int) -> str:
    """The xml:id of the place in a paper where a note's marker stands."""
    return f"{place}.marker.{at}"


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


def _marks(a: Annotation, d: Document, notes: Mapping[Span, str], here: Here) -> Iterator[Mark]:
    """The elements of one finding."""
    body, resp = a.body, here.resp(d.id, a)
    if isinstance(body, Apparatus):
        yield from _apparatus(a, body, d, notes, resp)
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


def _apparatus(a: Annotation, body: Apparatus, d: Document, notes: Mapping[Span, str], resp: str) -> Iterator[Mark]:
    """Markers, numbers of paragraphs, words that editors put in, gaps, page breaks; notes are lines of their own."""
    start, end = a.start, a.end
    if body.kind == "number":
        yield Mark(start, end, 2, "label", {"n": body.label, "resp": resp})
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


def fill(line: _Element, document: Document, span: Span, marks: Sequence[Mark]) -> None:
    """Put the words of a line into its element, with the marks that begin and end in it as elements."""
    text, at = document.text, span[0]
    open_: list[tuple[_Element, int]] = [(line, span[1])]
    for m in [*_nesting(marks, span), None]:
        until = span[1] if m is None else m.start
        while len(open_) > 1 and open_[-1][1] <= until:
            e, end = open_.pop()
            add_text(e, text[at:end])
            at = end
        add_text(open_[-1][0], text[at:until])
        at = until
        if m is not None:
            made = element(m.name, m.attributes)
            open_[-1][0].append(made)
            inner = element(m.holder) if m.holder else made
            if m.holder:
                made.append(inner)
            if not m.is_spot:
                open_.append((inner, m.end))


def _nesting(marks: Sequence[Mark], span: Span) -> Iterator[Mark]:
    """The marks of a line that lie in each other or apart; what the source says itself goes before what was found."""
    own = [m for m in marks if not m.is_spot and "resp" not in m.attributes]
    if len(own) * len(marks) > _MOST_PAIRS:
        marks = [m for m in marks if "resp" not in m.attributes]
    ends: list[int] = [span[1]]
    flat = -1                               # up to here an element reaches that holds only words
    for m in marks:
        while len(ends) > 1 and ends[-1] <= m.start:
            ends.pop()
        found = "resp" in m.attributes
        deep = len(ends) > (1 if m.name == "label" and found else DEEPEST if found else OWN_DEEPEST)
        if m.start < flat or m.end > ends[-1] or (deep and not m.is_spot):
            continue
        if found and any(_cross(m, other) for other in own):
            continue
        if m.name in _FLAT:
            flat = m.end
        if not m.is_spot:
            ends.append(m.end)
        yield m


def _cross(one: Mark, other: Mark) -> bool:
    """Whether each of two marks has words that the other has not, and both have some, or one may hold no other."""
    both = one.start < other.end and other.start < one.end
    return both and (one.name in _FLAT or one.start < other.start < one.end < other.end
                     or other.start < one.start < other.end < one.end)
