"""The printed lines of a PDF page, each with its place and size; a small raised number becomes "[1]".

PDFium gives the text in reading order, cut where the type changes; the pieces of one printed line are put together.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, structs
from pypdfium2 import raw

HYPHEN = "\ufffe"       # PDFium's sign for a hyphen at a line's end, the line's end itself left out
LEADS = "\x01"          # stands around a raised label at the beginning of a line, while the line is put together
PIECE = re.compile(rf"[^\r\n{HYPHEN}]+{HYPHEN}?")
LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": "",
                           "\x00": "", "\x02": HYPHEN})
# "yesterday1 ", "agreement*.": where a raised label may stand; whether it is raised is seen by its size
RAISED = re.compile(r"(?<=[^\s\d.,])(?P<label>\d{1,2}|[*†‡])(?![\d*†‡])|(?<=[.,;:)”’\"])(?P<after>\d{1,2})(?=\s|$)")
# "1 The first meeting", "*Not printed": a label before a note
LEADING = re.compile(r"\s*(?P<label>\d{1,3}|[*†‡]{1,2})")
LABEL = re.compile(r"\s*(?P<label>\d{1,3}|[*†‡]{1,2}|[a-z])\s*")
SMALLER = 0.8           # of the size of the words around it: a raised label
SAME_LINE = 0.6         # of the size: how far apart the feet of two pieces of one line may be
CLOSE = 1.5             # of the size: how far the next piece of a line may reach back (kerning)
COLUMNS = 4.0           # of the size: two pieces further apart are set in columns ("No. 41      Paris, March 3")


class PrintedLine(Struct, frozen=True):
    """A line as printed: its words, left and right end, foot, size; the note's label that it begins with."""

    text: str
    left: float
    right: float
    foot: float
    size: float
    label: str | None = None


class _Text:
    """A page's text, and what PDFium knows of its letters."""

    def __init__(self, page: Any) -> None:
        self.handle = page.get_textpage()
        self.text: str = self.handle.get_text_range().replace(LEADS, " ")

    def box(self, i: int) -> tuple[float, float, float, float]:
        """Left, foot, right and head of a letter's room (not of its ink)."""
        left, foot, right, head = self.handle.get_charbox(i, loose=True)
        return left, foot, right, head

    def size(self, i: int) -> float:
        """The height of a letter's room: its size on the page, whatever the file calls it."""
        _, foot, _, head = self.box(i)
        return head - foot or float(raw.FPDFText_GetFontSize(self.handle, i))


def printed_lines(page: Any) -> list[PrintedLine]:
    """The lines of a page, in reading order."""
    text = _Text(page)
    lines: list[PrintedLine] = []
    if len(text.text) != text.handle.count_chars():     # letters beyond the first 65536: places unsure
        whole = enumerate(text.text.splitlines())
        return [PrintedLine(" ".join(t.split()), 0, 0, -12.0 * i, 12) for i, t in whole if t]
    for piece in _pieces(text):
        if lines and _continues(lines[-1], piece):
            lines[-1] = _joined(lines[-1], piece)
        else:
            lines.append(piece)
    return [line for raw_line in lines if (line := _finished(raw_line)).text or line.label]


def _pieces(text: _Text) -> Iterator[PrintedLine]:
    """The pieces that PDFium cuts the text into."""
    for m in PIECE.finditer(text.text):
        words = m[0].rstrip()
        start = m.start() + len(words) - len(words.lstrip())
        end = m.start() + len(words) - 1
        if start > end:
            continue
        if words.endswith(HYPHEN) and end > start:
            end -= 1
        left, foot, _, head = text.box(start)
        marked = _marked(text, m.start(), words, max(head - foot, text.size(end)))
        yield PrintedLine(marked, left, text.box(end)[2], foot, head - foot)


def _marked(text: _Text, start: int, words: str, size: float) -> str:
    """The words of a piece, with raised labels in brackets."""
    def bracketed(m: re.Match[str]) -> str:
        small = text.size(start + m.start()) < SMALLER * size
        return f"[{m[0]}]" if small else m[0]
    first = LEADING.match(words)
    marked = RAISED.sub(bracketed, words)
    if first and first.end() < len(words) and text.size(start + first.end() - 1) < SMALLER * size:
        marked = f"{LEADS}{first['label']}{LEADS}" + marked[first.end():].lstrip()
    return marked


def _continues(line: PrintedLine, piece: PrintedLine) -> bool:
    """Whether a piece stands on the same printed line as the one before it."""
    size = max(line.size, piece.size)
    near = abs(piece.foot - line.foot) < SAME_LINE * size
    beside = -CLOSE * size < piece.left - line.right < COLUMNS * size
    return near and beside and not line.text.endswith(HYPHEN)


def _joined(line: PrintedLine, piece: PrintedLine) -> PrintedLine:
    """Two pieces of a line as one; a small raised label among them in brackets."""
    first, second = line.text, piece.text
    if piece.size < SMALLER * line.size and piece.foot > line.foot and (m := LABEL.fullmatch(second)):
        second = f"[{m['label']}]"
    elif line.size < SMALLER * piece.size and line.foot > piece.foot and (m := LABEL.fullmatch(first)):
        first = f"{LEADS}{m['label']}{LEADS}"
    apart = piece.left - line.right > 0.15 * max(line.size, piece.size)
    tall = line if line.size >= piece.size else piece
    gap = " " if apart and not second.startswith("[") else ""
    return PrintedLine(first + gap + second, line.left, piece.right, tall.foot, tall.size)


def _finished(line: PrintedLine) -> PrintedLine:
    """The line with white space folded and ligatures taken apart; the label of a note told from its words."""
    words = unicodedata.normalize("NFC", " ".join(line.text.translate(LIGATURES).split()))
    label: str | None = None
    if words.startswith(LEADS):
        _, label, words = (part.strip() for part in words.split(LEADS, 2))
    return structs.replace(line, text=words, label=label)
