"""The lines of WordprocessingML: one a paragraph, table row or printed line; "[1]" where a note is called."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml.etree import _Element

from dragoman.sources.docx_numbers import WORD, Numbering, paragraph_number
from dragoman.sources.white_space import folded

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was struck out, what a field computes from, and what no reader of the page sees.
UNSEEN = frozenset((f"{WORD}del", f"{WORD}moveFrom", f"{WORD}instrText", f"{WORD}delText", f"{WORD}rPr", f"{WORD}pPr",
                    f"{WORD}sectPr", f"{WORD}tblPr", f"{WORD}trPr", f"{WORD}tcPr", f"{WORD}commentReference", FALLBACK))
CALLS = {f"{WORD}footnoteReference": "footnotes", f"{WORD}endnoteReference": "endnotes"}
CUSTOM = frozenset(("1", "true", "on"))
Notes = Mapping[tuple[str, str], _Element]


class Lines(NamedTuple):
    """The lines of a text, and those of its notes ("[1] He arrived ...")."""

    body: list[str]
    notes: list[str]


class _Writer:
    """The lines while they are written."""

    def __init__(self, notes: Notes, numbering: Numbering) -> None:
        self.lines: list[str] = []
        self.parts: list[str] = []
        self.called: list[tuple[str, str]] = []
        self.notes, self.numbering = notes, numbering

    def end(self) -> None:
        """End the line, if there is anything on it."""
        text = folded("".join(self.parts))
        if text:
            self.lines.append(text)
        self.parts = []

    def inside(self, e: _Element, in_row: bool = False) -> None:
        """Write all that stands inside an element. In a table's row, paragraphs are parted by spaces."""
        for child in e:
            tag = str(child.tag)
            if tag in UNSEEN:
                continue
            if tag == f"{WORD}p":
                self.paragraph(child, in_row)
            elif tag == f"{WORD}tr":
                self.end()
                self.inside(child, True)
                self.end()
            elif tag == f"{WORD}t":
                self.parts.append(child.text or "")
            elif tag in (f"{WORD}tab", f"{WORD}ptab"):
                self.parts.append(" ")
            elif tag in (f"{WORD}br", f"{WORD}cr"):
                self.line_break(in_row)
            elif tag in (f"{WORD}noBreakHyphen", f"{WORD}softHyphen"):
                self.parts.append("-" if tag == f"{WORD}noBreakHyphen" else "")
            elif tag in CALLS:
                self.call(child, CALLS[tag])
            else:
                self.inside(child, in_row)

    def paragraph(self, e: _Element, in_row: bool) -> None:
        """Write a paragraph, with the number that Word puts before it."""
        self.line_break(in_row)
        if number := paragraph_number(e, self.numbering):
            self.parts.append(f"{number} ")
        self.inside(e, in_row)
        self.line_break(in_row)

    def line_break(self, in_row: bool) -> None:
        """The line's end; in a table's row a space."""
        if in_row:
            self.parts.append(" ")
        else:
            self.end()

    def call(self, e: _Element, kind: str) -> None:
        """Write a note's marker; the notes are numbered as they are called."""
        key = (kind, e.get(f"{WORD}id") or "")
        if key in self.notes and key not in self.called and e.get(f"{WORD}customMarkFollows") not in CUSTOM:
            self.called.append(key)
            self.parts.append(f"[{len(self.called)}]")


def lines_of(e: _Element, notes: Notes, numbering: Numbering) -> Lines:
    """The lines inside an element, and those of the notes that it calls."""
    writer = _Writer(notes, numbering)
    writer.inside(e)
    writer.end()
    return Lines(writer.lines, [f"[{i}] {_folded(notes[key])}" for i, key in enumerate(writer.called, 1)])


def note_elements(root: _Element, kind: str) -> dict[tuple[str, str], _Element]:
    """The notes of a part by kind and id, without the separators that Word keeps there."""
    def own() -> Iterator[_Element]:
        return (n for n in root if n.get(f"{WORD}type") in (None, "normal"))
    return {(kind, note.get(f"{WORD}id") or ""): note for note in own()}


def _folded(e: _Element) -> str:
    """A note's text on one line."""
    return " ".join(lines_of(e, {}, Numbering(None)).body)
