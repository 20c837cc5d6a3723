"""The text of one TEI element: one line a block, notes taken out and put after the body, every mark's span known.

The text is written once, from the first element to the last; spans are noted while it is written and never searched.
"""

import unicodedata
from typing import NamedTuple

from lxml.etree import _Element

from dragoman.edition.document import Block, BlockKind, Document, Markup, Note
from dragoman.sources.layout import kinds_of, language_of
from dragoman.sources.tei_marks import (
    MARKED,
    dropped,
    enclosed,
    footnote,
    local,
    page_number,
    role_of,
    value_of,
    words_of,
)
from dragoman.sources.white_space import folded

# Elements that stand on lines of their own.
LINES = frozenset((
    "head", "p", "ab", "lg", "l", "sp", "dateline", "closer", "signed", "postscript", "salute", "opener", "quote",
    "cit", "list", "row", "table", "figure", "byline", "docDate", "docImprint", "titlePart", "docTitle",
    "publisher", "pubPlace", "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "attachment",
    "argument", "epigraph", "trailer", "address", "addrLine", "floatingText", "body", "front", "back", "text",
    "group", "titlePage"))
# Elements in which a line break is a line's end as printed; in running text it is a space.
BREAKING = frozenset((
    "head", "dateline", "closer", "signed", "postscript", "opener", "placeName", "note", "titlePart", "docImprint",
    "byline", "address"))
KINDS: dict[str, BlockKind] = {
    "head": "heading", "docTitle": "heading", "titlePart": "heading", "byline": "heading", "opener": "dateline",
    "dateline": "dateline", "salute": "salute", "p": "paragraph", "ab": "paragraph", "quote": "quote", "cit": "quote",
    "list": "list", "table": "table", "closer": "closer", "signed": "signature", "note": "source"}
# A paragraph, list or signature inside one of these is part of it.
HOLDING = frozenset(("quote", "list", "table", "source", "signature", "heading"))
_SPACE, _LINE = " ", "\n"


class Mark:
    """What the markup says of a stretch of a strip, while that is written; `start` is -1 until its first word."""

    __slots__ = ("end", "role", "start", "tag", "value")

    def __init__(self, tag: str, role: str | None = None, value: str | None = None) -> None:
        self.tag, self.role, self.value = tag, role, value
        self.start = self.end = -1


class Strip:
    """A text while it is written: the body of a paper, or one of its notes (then all on one line)."""

    def __init__(self, flat: bool = False) -> None:
        self.parts: list[str] = []
        self.at = 0                                     # length of what is written
        self.solid = 0                                  # the same, without note markers at the end
        self.flat = flat
        self.gap = ""
        self.blocks: list[tuple[int, BlockKind]] = []   # where each line begins
        self.marks: list[Mark] = []
        self.fresh: list[Mark] = []                     # marks whose first word is still to come
        self.markers: list[tuple[int, int]] = []        # index of a note, offset of its marker

    def line_end(self) -> None:
        """What follows stands on a new line."""
        self.gap = _SPACE if self.flat else _LINE

    def space(self) -> None:
        """What follows is another word."""
        self.gap = self.gap or _SPACE

    def add(self, text: str | None, kind: BlockKind) -> None:
        """Write text, white space folded."""
        if not text:
            return
        words = folded(text)
        if not words:
            return self.space()
        if text[0].isspace():
            self.space()
        self.put(words, kind)
        self.solid = self.at
        if text[-1].isspace():
            self.gap = _SPACE

    def put(self, piece: str, kind: BlockKind) -> None:
        """Write a piece as it stands, after the gap that is due."""
        if not self.at:
            self.gap = ""
        if self.gap:
            self.parts.append(self.gap)
            self.at += 1
        if self.gap == _LINE or not self.at:
            self.blocks.append((self.at, kind))
        self.gap = ""
        for mark in self.fresh:
            mark.start = self.at
        self.fresh.clear()
        self.parts.append(piece)
        self.at += len(piece)

    def open(self, mark: Mark) -> Mark:
        """The mark, which begins with the next word."""
        self.fresh.append(mark)
        self.marks.append(mark)
        return mark

    def close(self, mark: Mark) -> None:
        """End a mark with the last word (not with a note's marker)."""
        if mark.start >= 0:
            mark.end = self.solid if self.solid > mark.start else self.at


class Around(NamedTuple):
    """What a file keeps outside a paper that belongs to it: notes by xml:id, page breaks by the paper they open.

    `traced` asks of which text of the file each stretch of the paper's text was made.
    """

    notes: dict[str, _Element]
    breaks: dict[_Element, _Element]
    traced: bool = False


class Piece(NamedTuple):
    """A stretch of a paper's text, and whence it is: the text inside an element before its children, or behind it."""

    start: int
    length: int
    element: _Element
    behind: bool


class Sheet:
    """One paper while it is written: its body, its notes, and the elements of the papers enclosed in it."""

    def __init__(self, around: Around) -> None:
        self.body = Strip()
        self.notes: list[tuple[str, Strip]] = []
        self.enclosures: list[_Element] = []
        self.aside = around.notes                       # taken out when they are pointed at
        self.given = set(around.breaks.values())        # breaks that open another paper, if no word here follows
        self.passing: list[Mark] = []                   # their marks
        self.traced: list[tuple[Strip, Piece]] | None = [] if around.traced else None
        self.marked_up = False                          # whether any line is told by more than <p>

    def element(self, strip: Strip, e: _Element, broken: bool, kind: BlockKind) -> None:
        """Write all that stands inside an element."""
        broken = broken or local(e) in BREAKING
        strip.add(e.text, kind)
        if self.traced is not None:
            self.trace(strip, e, e.text, behind=False)
        for child in e:
            name = local(child)
            if name == "lb":
                self.line_break(strip, child, broken)
            elif enclosed(child, name) and strip is self.body:
                strip.line_end()
                self.enclosures.append(child)
            elif name == "pb":
                self.page_break(strip, child)
            elif footnote(child, name):
                self.note(strip, child, kind)
            elif not dropped(child, name):
                self.child(strip, child, name, broken, kind)
            strip.add(child.tail, kind)
            if self.traced is not None:
                self.trace(strip, child, child.tail, behind=True)

    def trace(self, strip: Strip, e: _Element, text: str | None, *, behind: bool) -> None:
        """Note whence the last words are, if they are of this text."""
        length = len(folded(text)) if text else 0
        if length and self.traced is not None:
            self.traced.append((strip, Piece(strip.at - length, length, e, behind)))

    def page_break(self, strip: Strip, e: _Element) -> None:
        """A printed page begins with the next word; if that is one of a paper in another file, it says so."""
        mark = strip.open(Mark("pb", value=page_number(e)))
        if e in self.given or (e.get("corresp") or "").endswith(".xml"):
            self.passing.append(mark)

    def line_break(self, strip: Strip, e: _Element, broken: bool) -> None:
        """A line's end as printed; inside a word (break="no") it is nothing."""
        if broken:
            strip.line_end()
        elif e.get("break") != "no":
            strip.space()

    def child(self, strip: Strip, e: _Element, name: str, broken: bool, kind: BlockKind) -> None:
        """Write an element that is no footnote, with the line ends and spaces that belong to it."""
        own_line = name in LINES or name == "note"
        pointed = self.pointed(e, name)
        if pointed is not None:
            return self.note(strip, pointed, kind, label=" ".join(words_of(e).split()))
        if own_line or name == "label" or (name == "item" and local(e.getprevious()) != "label"):
            strip.line_end()
        elif name in ("item", "seg"):
            strip.space()
        mark = strip.open(Mark(name, role_of(e), value_of(e, name))) if name in MARKED else None
        self.element(strip, e, broken, self.kind_in(name, kind))
        if mark:
            strip.close(mark)
        if own_line or name == "item":
            strip.line_end()
        elif name in ("label", "seg", "cell"):
            strip.space()

    def kind_in(self, name: str, kind: BlockKind) -> BlockKind:
        """The kind of the lines of an element that stands in lines of another kind."""
        own = KINDS.get(name)
        if own is None or (kind in HOLDING and own != "source"):
            return kind
        if own not in ("paragraph", "list", "table", "quote"):
            self.marked_up = True
        return kind if own == "paragraph" and kind == "closer" else own

    def pointed(self, e: _Element, name: str) -> _Element | None:
        """The note kept apart that a pointer in the text stands for, the first time that it is pointed at."""
        if name not in ("ref", "ptr") or not self.aside:
            return None
        return self.aside.pop((e.get("target") or "").removeprefix("#"), None)

    def note(self, strip: Strip, e: _Element, kind: BlockKind, *, label: str = "") -> None:
        """Leave a marker, and write the note on a line of its own after the body."""
        label = " ".join((e.get("n") or "").split()) or label.strip("[]() ") or str(len(self.notes) + 1)
        aside = Strip(flat=True)
        strip.put(f"[{label}]", kind)
        strip.markers.append((len(self.notes), strip.at - len(label) - 2))
        self.notes.append((label, aside))
        self.element(aside, e, True, "note")


class Page(NamedTuple):
    """A paper's text and what is known of it, and the elements of the papers enclosed in it.

    `pieces` say whence its words are, if that was asked for, in order; none where the text had to be composed.
    """

    document: Document
    enclosures: list[_Element]
    pieces: tuple[Piece, ...] = ()


def page_of(paper: str, e: _Element, *, around: Around, origin: str, enclosed_in: str | None = None,
            language: str | None = None) -> Page:
    """The Document of a TEI element. `around` is what the file keeps outside it that belongs to it."""
    sheet = Sheet(around)
    if e in around.breaks:
        sheet.body.open(Mark("pb", value=page_number(around.breaks[e])))
    sheet.element(sheet.body, e, False, sheet.kind_in(local(e), "paragraph"))
    text, starts, marks, notes, pieces = _joined(sheet)
    kinds = _kinds(text, starts, sheet.marked_up)
    ends = [*(s - 1 for s, _ in starts[1:]), len(text)][:len(starts)]      # none where nothing is written
    labels = [None] * (len(starts) - len(notes)) + [n.label for n in notes]
    blocks = tuple(Block(k, s, end, label) for k, (s, _), end, label in zip(kinds, starts, ends, labels, strict=True))
    document = Document(paper, text, blocks, notes, marks, enclosed_in, language or language_of(text), origin, "tei")
    composed = _composed(document)
    return Page(composed, sheet.enclosures, pieces if composed is document else ())


def _joined(sheet: Sheet) -> tuple[str, list[tuple[int, BlockKind]], tuple[Markup, ...], tuple[Note, ...],
                                   tuple[Piece, ...]]:
    """The whole text with the notes after the body: its line starts, marks, notes and pieces."""
    body = sheet.body
    parts, starts = list(body.parts), list(body.blocks)
    placed, at = [(body, 0)], body.at
    spans: list[tuple[int, int]] = []
    for label, strip in sheet.notes:
        head = f"[{label}] " if strip.at else f"[{label}]"
        parts += ["\n" if at else "", head, *strip.parts]
        at += 1 if at else 0
        starts.append((at, "note"))
        spans.append((at, at + len(head) + strip.at))
        placed.append((strip, at + len(head)))
        at = spans[-1][1]
    markers = {note: offset + by for strip, by in placed for note, offset in strip.markers}
    notes = tuple(Note(label, markers.get(i), *spans[i]) for i, (label, _) in enumerate(sheet.notes))
    passing = {id(mark) for mark in sheet.passing if mark.start < 0}
    marks = tuple(m for strip, by in placed for mark in strip.marks
                  if id(mark) not in passing and (m := _markup(mark, strip, by)))
    by_strip = dict(placed)
    pieces = sorted((p._replace(start=p.start + by_strip[strip]) for strip, p in sheet.traced or ()),
                    key=lambda p: p.start)
    return "".join(parts), starts, marks, notes, tuple(pieces)


def _markup(mark: Mark, strip: Strip, by: int) -> Markup | None:
    """The finished mark; None when it holds no word. A page break holds none, and stands before the next word."""
    if mark.tag == "pb":
        start = (strip.at if mark.start < 0 else mark.start) + by
        return Markup("pb", start, start, None, mark.value)
    if mark.start < 0 or mark.end <= mark.start:
        return None
    return Markup(mark.tag, mark.start + by, mark.end + by, mark.role, mark.value)


def _kinds(text: str, starts: list[tuple[int, BlockKind]], marked_up: bool) -> list[BlockKind]:
    """The kind of each line: what the markup says, and for bare paragraphs what their look says."""
    lines = text.split("\n") if text else []
    kinds: list[BlockKind] = []
    for look, (_, kind) in zip(kinds_of(lines), starts, strict=True):
        told = kind != "paragraph" or look in ("note", "boilerplate") or (marked_up and look == "heading")
        kinds.append(kind if told else look)
    return kinds


def _composed(document: Document) -> Document:
    """The document with its text in NFC, and every offset moved along with it."""
    text = document.text
    if unicodedata.is_normalized("NFC", text):
        return document
    moved: dict[int, int] = {}
    at, new = 0, []
    spans: tuple[Block | Note | Markup, ...] = (*document.blocks, *document.notes, *document.markup)
    spots = sorted({o for x in spans for o in (x.start, x.end)} | {n.marker for n in document.notes if n.marker})
    before, line_start = 0, 0
    for line in text.split("\n"):
        while at < len(spots) and spots[at] <= line_start + len(line):
            moved[spots[at]] = before + len(unicodedata.normalize("NFC", line[:spots[at] - line_start]))
            at += 1
        new.append(unicodedata.normalize("NFC", line))
        before += len(new[-1]) + 1
        line_start += len(line) + 1
    return Document(
        document.id, "\n".join(new),
        tuple(Block(b.kind, moved[b.start], moved[b.end], b.label) for b in document.blocks),
        tuple(Note(n.label, n.marker and moved[n.marker], moved[n.start], moved[n.end]) for n in document.notes),
        tuple(Markup(m.tag, moved[m.start], moved[m.end], m.role, m.value) for m in document.markup),
        document.enclosed_in, document.language, document.origin, document.form)
