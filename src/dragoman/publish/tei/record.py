"""Record: a paper as TEI, made from the archive's record of it alone: its lines, notes and enclosures.

The text of its element is the paper's text, character by character, with the ends of lines between the elements of
lines; xml:space="preserve" says that white space counts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from lxml.etree import _Element

from dragoman.edition.annotation import Span
from dragoman.edition.document import Block, Document, Note
from dragoman.edition.reading import Reading
from dragoman.publish.tei.elements import add_text, element, language
from dragoman.publish.tei.here import Here
from dragoman.publish.tei.inline import Mark, anchor_name, fill, marks_of

TOP = frozenset(("heading", "source", "dateline", "salute", "note"))
BOTTOM = frozenset(("closer", "signature", "source", "note"))
_MIDDLE = {"paragraph": "p", "quote": "quote"}
_TOP = {"heading": "head", "dateline": "dateline", "salute": "salute"}
_BOTTOM = {"closer": "salute", "signature": "signed"}
_HOLDER = {"dateline": "opener", "salute": "opener", "closer": "closer", "signature": "closer"}


class _Line(NamedTuple):
    """A line of the text: its block, the note that it is part of, and where among the lines it stands."""

    block: Block
    note: Note | None
    part: str                   # top, middle, bottom

    @property
    def holder(self) -> str | None:
        """The element that holds this line and its like: an opener, a closer, a list or a table."""
        kind = self.block.kind
        if self.note:
            return None
        if self.part == "middle":
            return kind if kind in ("list", "table") else None
        return _HOLDER.get(kind)


def divisions(group: Sequence[Reading], here: Here) -> tuple[_Element, dict[str, str]]:
    """The division of a paper with those of its enclosures in it; and the xml:ids of all by their ids."""
    places = {r.document.id: "text" if not n else f"text.{n}" for n, r in enumerate(group)}
    own = {r.document.id: _division(r, places[r.document.id], here, carrier=not n) for n, r in enumerate(group)}
    carriers = {r.document.enclosed_in or "" for r in group}
    for identity in carriers & own.keys():
        own[identity] = _carrying(own[identity])
    for r in group[1:]:
        own.get(r.document.enclosed_in or "", own[group[0].document.id]).append(own[r.document.id])
    return own[group[0].document.id], places


def _carrying(e: _Element) -> _Element:
    """A division whose lines stand in a part of their own, so that the divisions of enclosures can follow it."""
    holder = element("div", dict(e.attrib))  # type: ignore[arg-type]
    part = element("div", None, type="carrier")
    part.text = e.text
    part.extend(list(e))
    holder.append(part)
    return holder


def _division(reading: Reading, place: str, here: Here, *, carrier: bool) -> _Element:
    d = reading.document
    division = element("div", {"type": "document" if carrier else "enclosure", "xml:id": place,
                               "xml:lang": language(d.language), "xml:space": "preserve"})
    lines = _lines(d)
    notes = {(n.start, n.end): f"{place}.note.{i}" for i, n in enumerate(d.notes)}
    writer = _Writer(d, marks_of(reading, place, notes, here), place, notes)
    first = True
    for (holder, note, _), some in groupby(enumerate(lines), key=lambda item: _together(*item)):
        if not first:
            add_text(division, "\n")
        first = False
        writer.put(division, holder, note, [line for _, line in some])
    return division


def _together(i: int, line: _Line) -> tuple[str | None, Note | None, int | None]:
    """What lines have in common that stand in one element."""
    apart = None if line.holder or line.note else i
    return line.holder and f"{line.part} {line.holder}", line.note, apart


class _Writer:
    """Makes the elements of lines, with what is marked in them."""

    def __init__(self, document: Document, marks: Sequence[Mark], place: str, notes: Mapping[Span, str]) -> None:
        self._document, self._marks, self._place, self._notes = document, marks, place, notes
        self._starts = [m.start for m in marks]

    def put(self, division: _Element, holder: str | None, note: Note | None, lines: Sequence[_Line]) -> None:
        """Write lines that belong together."""
        if note is not None:
            self._note(division, note, lines)
            return
        into = division
        if holder is not None:
            into = element(holder.partition(" ")[2])
            division.append(into)
        for i, line in enumerate(lines):
            if i:
                add_text(into, "\n")
            self._line(into, line)

    def _note(self, division: _Element, note: Note, lines: Sequence[_Line]) -> None:
        """A note; of several lines, or one that is told otherwise, each line is an element."""
        marker = f"#{anchor_name(self._place, note.marker)}" if note.marker is not None else None
        made = element("note", {"xml:id": self._notes[note.start, note.end], "n": note.label, "place": "foot",
                                "target": marker})
        division.append(made)
        only = lines[0].block if len(lines) == 1 else None
        if only and only.kind == "note" and only.label == note.label:
            self._fill(made, only)
            return
        for i, line in enumerate(lines):
            if i:
                add_text(made, "\n")
            self._plain(made, line.block)

    def _line(self, into: _Element, line: _Line) -> None:
        """One line as the element that its kind and its place have."""
        block, name, attributes = line.block, None, {"n": line.block.label}
        if block.kind == "source" and line.part != "middle":
            name, attributes = "note", {"type": "source", **attributes}
        elif block.kind == "list" and line.holder:
            name = "item"
        elif block.kind == "table" and line.holder:
            into, name = _row(into), "cell"
        else:
            name = {"top": _TOP, "middle": _MIDDLE, "bottom": _BOTTOM}[line.part].get(block.kind)
        if name is None:
            self._plain(into, block)
            return
        made = element(name, attributes)
        into.append(made)
        self._fill(made, block)

    def _plain(self, into: _Element, block: Block) -> None:
        """A line that TEI has no element for in its place."""
        made = element("ab", {"type": block.kind, "n": block.label})
        into.append(made)
        self._fill(made, block)

    def _fill(self, e: _Element, block: Block) -> None:
        first, last = bisect_left(self._starts, block.start), bisect_right(self._starts, block.end)
        fill(e, self._document, (block.start, block.end), self._marks[first:last])


def _row(table: _Element) -> _Element:
    row = element("row")
    table.append(row)
    return row


def _lines(d: Document) -> list[_Line]:
    """The lines of a text, each with its block and its place; a line without a block is a paragraph."""
    told = {(b.start, b.end): b for b in d.blocks}
    blocks, at = [], 0
    for words in d.text.split("\n"):
        end = at + len(words)
        blocks.append(told.get((at, end), Block("paragraph", at, end)))
        at = end + 1
    if not d.text and not d.blocks:
        blocks = []
    notes = _notes_of(blocks, d.notes)
    top = next((i for i, b in enumerate(blocks) if not (b.kind in TOP and (b.kind != "note" or i in notes))),
               len(blocks))
    bottom = len(blocks)
    while bottom > top and (bottom - 1 in notes or (blocks[bottom - 1].kind in BOTTOM
                                                    and blocks[bottom - 1].kind != "note")):
        bottom -= 1
    if bottom == top:               # a division needs something between what opens and what closes it
        bottom = len(blocks)
    parts = ["top" if i < top else "middle" if i < bottom else "bottom" for i in range(len(blocks))]
    return [_Line(b, notes.get(i), part) for i, (b, part) in enumerate(zip(blocks, parts, strict=True))]


def _notes_of(blocks: Sequence[Block], notes: Iterable[Note]) -> dict[int, Note]:
    """The note that each line is part of, by the line's place; notes that are no whole lines are none."""
    starts = {b.start: i for i, b in enumerate(blocks)}
    ends = {b.end: i for i, b in enumerate(blocks)}
    found: dict[int, Note] = {}
    for n in notes:
        first, last = starts.get(n.start), ends.get(n.end)
        if first is not None and last is not None and all(i not in found for i in range(first, last + 1)):
            found.update(dict.fromkeys(range(first, last + 1), n))
    return found
