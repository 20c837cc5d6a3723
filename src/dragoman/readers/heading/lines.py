"""The lines at the head and the foot of a paper, each with what it is, for the heading reader."""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, structs

from dragoman.edition.annotation import Annotation, HeadingField
from dragoman.edition.dateline import RECEIVED, Dateline, dateline, is_sentence
from dragoman.edition.document import Block, Document
from dragoman.lexicon.heads import Head, may_be_listed, read_head
from dragoman.lexicon.marks import (
    BRACKETED,
    CODE,
    EDITION,
    ENCLOSURE,
    FILE_NUMBER,
    LABEL,
    MARK_LINE,
    MARKER,
    NUMBER,
    NUMBER_LEAD,
    PAGE,
    SALUTE,
)
from dragoman.lexicon.parties import QUARTERS

OPENING = 40        # lines: openings with a list of participants run to some thirty
FIRST = 700         # characters of a line that are looked at
SHORT = 240
_ASIDE, _OFFICE = 100, 70   # remarks and offices below a head are shorter

What = Literal["head", "dateline", "received", "file", "edition", "number", "mark", "enclosure", "label", "salute",
               "body", "other"]


class Piece(Struct, frozen=True):
    """One line of the opening: what it is, where it begins, its words with note markers blanked out.

    `match` is the pattern's match for a line told by a pattern; `head` and `dateline` what such lines say.
    """

    what: What
    start: int
    text: str
    kind: str
    match: re.Match[str] | None = None
    head: Head | None = None
    dateline: Dateline | None = None


def masked(text: str) -> str:
    """The text with its note markers blanked out, so that offsets stay."""
    return MARKER.sub(lambda m: " " * len(m[0]), text) if "[" in text else text


def opening(document: Document) -> list[Piece]:
    """The pieces before the body, and the body's first line last."""
    pieces: list[Piece] = []
    headed = False
    for block in _blocks(document):
        text = masked(document.text[block.start:min(block.end, block.start + FIRST)])
        if block.kind in ("note", "boilerplate") or not text.strip() or PAGE.match(text.strip()):
            continue
        lead = NUMBER_LEAD.match(text)
        if lead:
            pieces.append(Piece("number", block.start, text[:lead.end()], block.kind, match=lead))
            block, text = Block(block.kind, block.start + lead.end(), block.end), text[lead.end():]
        piece = _piece(block, text, headed, _listing(pieces))
        if piece.what == "body" and _is_subject(pieces, piece):
            piece = structs.replace(piece, what="other")
        pieces.append(piece)
        headed = headed or piece.head is not None
        if piece.what == "salute" or (piece.what == "body" and (headed or len(text) > SHORT or len(pieces) > 6)):
            break
        if len(pieces) >= OPENING:
            break
    return pieces


def _blocks(document: Document) -> Iterator[Block]:
    """The first blocks of a document; its lines where nobody told blocks."""
    if document.blocks:
        yield from document.blocks[:OPENING * 2]
        return
    at = 0
    for line in document.text[:OPENING * FIRST].split("\n")[:OPENING]:
        yield Block("paragraph", at, at + len(line))
        at += len(line) + 1


def _is_subject(pieces: list[Piece], piece: Piece) -> bool:
    """Whether a line is the subject that its label above announces."""
    label = pieces[-1].match if pieces and pieces[-1].what == "label" else None
    return bool(label and label["label"].lower().startswith("subj") and not label["rest"] and len(piece.text) < SHORT)


def _listing(pieces: list[Piece]) -> bool:
    """Whether the lines before are a list under a label ("PARTICIPANTS")."""
    return bool(pieces) and pieces[-1].what in ("label", "other") and any(p.what == "label" for p in pieces)


def _piece(block: Block, text: str, headed: bool, listing: bool) -> Piece:
    """What one line is, by the first pattern that it fits."""
    lead = len(text) - len(text.lstrip())
    start, bare, kind = block.start + lead, text.strip(), block.kind
    if len(bare) <= SHORT:
        label, code = (LABEL.match(bare), CODE.match(bare)) if headed else (None, None)
        if label:
            return Piece("label", start, bare, kind, match=label)
        if code:
            return Piece("number", start, bare, kind, match=code)
        for what, pattern in _BY_PATTERN:
            m = pattern.match(bare)
            if m and not (pattern is BRACKETED and dateline(bare)):
                return Piece(what, start, bare, kind, match=m)
    if not headed and (head := read_head(bare)):
        return Piece("head", start, bare, kind, head=head)
    if len(bare) <= SHORT and (found := dateline(bare)):
        return Piece("dateline", start, bare, kind, dateline=found)
    if SALUTE.match(bare) and not listing:
        return Piece("salute", start, bare, kind)
    if EDITION.match(bare) and len(bare) < 400 and kind not in ("quote", "list"):
        return Piece("edition", start, bare, kind)
    if headed and _aside(bare):
        return Piece("other", start, bare, kind)
    listed = listing and len(bare) < 200 and may_be_listed(bare)
    told = kind in ("heading", "dateline", "source") and len(bare) <= SHORT
    if listed or told or (bare.endswith(",") and len(bare) < _ASIDE):
        return Piece("other", start, bare, kind)
    return Piece("body", start, bare, kind)


def _aside(line: str) -> bool:
    """Whether a line below the head is an office or an editor's remark: "American Embassy", "[Handed to the"."""
    if line[0] in "[(":
        return len(line) < _ASIDE
    return len(line) < _OFFICE and line[0].isupper() and bool(QUARTERS.search(line)) and not is_sentence(line)


_BY_PATTERN: tuple[tuple[What, re.Pattern[str]], ...] = (
    ("number", NUMBER), ("mark", MARK_LINE), ("enclosure", ENCLOSURE), ("received", RECEIVED), ("mark", BRACKETED),
    ("file", FILE_NUMBER))


def closing(document: Document, kinds: tuple[str, ...], count: int = 30) -> Iterator[tuple[int, str]]:
    """The last lines of the body that are of these kinds, from the end back: where each begins, and its words."""
    seen = 0
    for block in reversed(document.blocks):
        if block.kind in ("note", "boilerplate"):
            continue
        seen += 1
        if seen > count:
            return
        if block.kind in kinds:
            yield block.start, masked(document.text[block.start:min(block.end, block.start + FIRST)])


def field(name: str, start: int, end: int, value: str | None, rule: str) -> Annotation:
    """An annotation of one field of the heading."""
    return Annotation("heading", start, end, HeadingField(name, value), rule)  # type: ignore[arg-type]


def matched(name: str, piece: Piece, m: re.Match[str], group: str | int, rule: str) -> Annotation:
    """An annotation of a field whose value is the words of one group of a match in a piece."""
    return field(name, piece.start + m.start(group), piece.start + m.end(group), m[group], rule)
