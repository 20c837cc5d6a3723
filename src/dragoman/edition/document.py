"""Document: a paper whose text is fixed once, with its blocks and notes as spans of that text."""

import unicodedata
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct, structs

BlockKind = Literal["heading", "source", "dateline", "salute", "paragraph", "quote", "list", "table", "closer",
                    "signature", "note", "boilerplate"]


class Block(Struct, frozen=True):
    """One line of the text: `start` and `end` are half-open code point offsets; `label` its printed number, if any."""

    kind: BlockKind
    start: int
    end: int
    label: str | None = None


class Note(Struct, frozen=True):
    """A note at the foot: its label, the offset of its marker in the text (None if not known), and its own span.

    The span covers the whole note line, label included ("[6] In the letter of ...").
    """

    label: str
    marker: int | None
    start: int
    end: int


class Markup(Struct, frozen=True):
    """What the source file's own markup says of a span.

    `tag` is the TEI element's local name (persName, placeName, date, ref, gloss, pb, ...), `role` its @type
    ("from", "to"), `value` what the markup gives as fact: @when or @from/@to as EDTF, @target, @key, @n of a page.
    """

    tag: str
    start: int
    end: int
    role: str | None = None
    value: str | None = None


class Document(Struct, frozen=True):
    """One paper. Every offset anywhere is a half-open span of Unicode code points in `text`.

    `text` is NFC, one paragraph a line, notes after the body. `enclosed_in` is the id of the paper that carries
    this one. `origin` is the path it came from, `form` the file format (text, tei, html, docx, pdf).
    """

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    markup: tuple[Markup, ...] = ()
    enclosed_in: str | None = None
    language: str | None = None
    origin: str = ""
    form: str = "text"

    def quote(self, start: int, end: int) -> str:
        """The exact words of a span."""
        return self.text[start:end]


def with_boilerplate(document: Document, lines: Iterable[str]) -> Document:
    """The document with lines that are not the paper's (a website's, a page header) after its text, as boilerplate."""
    added = [unicodedata.normalize("NFC", line) for line in lines]
    at, blocks = len(document.text), []
    for line in added:
        blocks.append(Block("boilerplate", at + 1, at + 1 + len(line)))
        at += 1 + len(line)
    return structs.replace(document, text="\n".join([document.text, *added]), blocks=(*document.blocks, *blocks))
