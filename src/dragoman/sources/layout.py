"""What each line of a paper is: heading, dateline, paragraph, note. Lines in, one Document out.

For every source whose file does not say it by markup: plain text, web pages, scans, bare TEI.
"""

import re
import unicodedata
from collections.abc import Sequence

from dragoman.edition.document import Block, BlockKind, Document, Note

# "[6] In the letter of January 18 ..."
NOTE_LINE = re.compile(r"\[(?P<label>\d{1,3}[a-z]?|[a-z]|[*†‡]+) ?\]")


def arrange(paper: str, lines: Sequence[str], *, origin: str = "", form: str = "text") -> Document:
    """A Document of these lines (one paragraph or printed line each), its blocks and notes told by their look."""
    kept = [unicodedata.normalize("NFC", line).strip() for line in lines]
    kept = [line for line in kept if line]
    kinds = kinds_of(kept)
    blocks, notes, at = [], [], 0
    for line, kind in zip(kept, kinds, strict=True):
        label = None
        if kind == "note" and (m := NOTE_LINE.match(line)):
            label = m["label"]
            notes.append(Note(label, None, at, at + len(line)))
        blocks.append(Block(kind, at, at + len(line), label))
        at += len(line) + 1
    return Document(paper, "\n".join(kept), tuple(blocks), tuple(notes), origin=origin, form=form)


def kinds_of(lines: Sequence[str]) -> list[BlockKind]:
    """The kind of each line of one paper, in order."""
    kinds: list[BlockKind] = []
    for i, line in enumerate(lines):
        kinds.append("heading" if i == 0 else "note" if NOTE_LINE.match(line) else "paragraph")
    return kinds
