"""Footnotes brought to their papers: where two papers share a page, all notes at its foot stand after the second."""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from dragoman.edition.document import Document
from dragoman.sources.layout import arrange

# "the note[1]", "agreement[*]": a marker; at the beginning of a line it is a note's own label
MARKER = re.compile(r"(?<!^)\[(?P<label>\d{1,3}|[*†‡]{1,2})\]", re.M)
SHARING = 3             # so many papers before one may have their notes on its first page


def notes_to_papers(documents: Sequence[Document]) -> Iterator[Document]:
    """The documents, each with its notes after its body; notes that stand in a later paper go to those before it."""
    bodies, notes = [], []
    for document in documents:
        body, own = _divided(document)
        bodies.append(body)
        notes.append(own)
    markers = [[m["label"] for m in MARKER.finditer("\n".join(body))] for body in bodies]
    moved = set[int]()
    for i in range(len(documents) - 1, 0, -1):
        lacking = {label for j in range(max(0, i - SHARING), i) for label in _lacking(markers[j], notes[j])}
        n = _too_many(markers[i], notes[i], lacking)
        if n:
            notes[i - 1] += notes[i][:n]
            del notes[i][:n]
            moved |= {i - 1, i}
    for i, document in enumerate(documents):
        yield _again(document, [*bodies[i], *(line for note in notes[i] for line in note)], moved=i in moved)


def _divided(document: Document) -> tuple[list[str], list[list[str]]]:
    """The lines of a document's body, and those of each of its notes."""
    body: list[str] = []
    notes: list[list[str]] = []
    for line, block in zip(document.text.split("\n"), document.blocks, strict=True):
        if block.kind != "note":
            body.append(line)
        elif block.label or not notes:
            notes.append([line])
        else:
            notes[-1].append(line)
    return body, notes


def _label(note: Sequence[str]) -> str:
    """The label of a note."""
    return note[0][1:].partition("]")[0].strip()


def _lacking(markers: Sequence[str], notes: Sequence[Sequence[str]]) -> set[str]:
    """The markers that have no note."""
    return set(markers) - {_label(note) for note in notes}


def _too_many(markers: Sequence[str], notes: Sequence[Sequence[str]], lacking: set[str]) -> int:
    """How many notes at the beginning are of papers before, which lack them; all markers here keep theirs."""
    n = 0
    while n < len(notes) and _label(notes[n]) in lacking:
        label = _label(notes[n])
        if label in markers and all(_label(note) != label for note in notes[n + 1:]):
            break
        n += 1
    return n


def _again(document: Document, lines: Sequence[str], *, moved: bool) -> Document:
    """The document of these lines; the same if they have not changed."""
    if not moved and "\n".join(lines) == document.text:
        return document
    again = arrange(document.id, lines, origin=document.origin, form=document.form)
    return structs.replace(again, enclosed_in=document.enclosed_in)
