"""Printed lines put together into paragraphs: by indents, gaps, and lines that end before they must."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from dragoman.sources.pdf_lines import HYPHEN, PrintedLine
from dragoman.sources.pdf_pages import Page

INDENT = 0.7            # of the size of type: a first line's indent; printers use one em and more
FAR = 0.25              # of the width: a line that begins further in is set right or centred
WIDER = 1.45            # of the usual distance between lines: a gap between paragraphs
OTHER_SIZE = 0.1        # a line whose type differs by more is no part of the paragraph
SENTENCE_END = re.compile(r"[.!?:;]\W*$")
LAST_WORD = re.compile(r"[^\W_]+$")
FIRST_WORD = re.compile(r"[^\W_]+")
# "non-aggression" in the middle of a line: its hyphen is its own
HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")


class Paragraph(Struct):
    """A paragraph, and where in it pages begin: offset and printed number."""

    text: str
    breaks: list[tuple[int, str]]


class _Measure(Struct, frozen=True):
    """The measure of a page: its left and right margin, the usual distance from line to line."""

    left: float
    right: float
    leading: float


def paragraphs(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of a file in order; a page's notes ("[1] Not printed.") stand after the paragraph it ends in."""
    hyphenated = {w.casefold() for page in pages for line in page.body for w in HYPHENATED.findall(line.text)}
    measures = _measures(pages)
    found: list[Paragraph] = []
    notes: list[Paragraph] = []
    before: tuple[PrintedLine, int] | None = None
    for i, page in enumerate(pages):
        number: str | None = page.number or str(i + 1)
        for line in page.body:
            words = f"[{line.label}] {line.text}" if line.label else line.text
            if before is None or not _goes_on(before[0], line, measures[before[1]], measures[i]):
                found += notes
                notes = []
                found.append(Paragraph(words, []))
                offset = 0
            else:
                offset = _add(found[-1], words, hyphenated)
            if number is not None:
                found[-1].breaks.append((offset, number))
                number = None
            before = line, i
        _take_notes(page, notes, hyphenated)
    return [p for p in (*found, *notes) if p.text.replace(HYPHEN, "").strip()]


def _take_notes(page: Page, notes: list[Paragraph], hyphenated: set[str]) -> None:
    """Add a page's notes; the first may go on from the page before."""
    for label, lines in page.notes:
        if label or not notes:
            notes.append(Paragraph(f"[{label}]" if label else "", []))
        for line in lines:
            _add(notes[-1], line.text, hyphenated)


def _add(paragraph: Paragraph, words: str, hyphenated: set[str]) -> int:
    """Put a line's words at the end of a paragraph; where they begin there."""
    text = paragraph.text
    if text.endswith((HYPHEN, "-")) and len(text) > 1 and text[-2].isalnum():
        stem = text[:-1]
        keep = not words[:1].islower() or not text[-2].isalpha() or _compound(stem, words) in hyphenated
        text = f"{stem}-" if keep else stem
    elif text:
        text = f"{text.removesuffix(HYPHEN)} "
    paragraph.text = text + words
    return len(text)


def _compound(stem: str, words: str) -> str:
    """The word that a line's end cuts, with its hyphen."""
    last, first = LAST_WORD.search(stem), FIRST_WORD.match(words)
    return f"{last[0] if last else ''}-{first[0] if first else ''}".casefold()


def _goes_on(before: PrintedLine, line: PrintedLine, old: _Measure, new: _Measure) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    size = max(before.size, line.size)
    if abs(before.size - line.size) > OTHER_SIZE * size:
        return False
    if before.text.endswith(HYPHEN):
        return True
    if old is new and before.foot - line.foot > WIDER * old.leading:
        return False
    first = line.text.split(" ", 1)[0]
    letter = (before.right - before.left) / max(1, len(before.text))
    if old.right - before.right > (len(first) + 1.5) * letter:
        return False                                    # the next word would have found room: the line was ended
    indent, indent_before = line.left - new.left, before.left - old.left
    if indent_before > FAR * (old.right - old.left):
        return False
    if indent > INDENT * size:
        return abs(indent - indent_before) < INDENT * size and not SENTENCE_END.search(before.text)
    return True


def _measures(pages: Sequence[Page]) -> list[_Measure]:
    """The measure of each page: the left margin its own, the width and the distance of lines those of the file."""
    lines = [line for page in pages for line in page.body]
    overall = _margin(lines)
    width = _reach(pages, overall)
    pairs = [pair for page in pages for pair in pairwise(page.body)]
    gaps = [above.foot - below.foot for above, below in pairs if above.foot > below.foot]
    leading = median(gaps) if gaps else 12.0
    return [_Measure(left, left + width, leading) for page in pages for left in [_margin(page.body, overall)]]


def _margin(lines: Sequence[PrintedLine], otherwise: float = 0.0) -> float:
    """Where most lines begin."""
    counts = Counter(round(line.left) for line in lines)
    left, n = max(counts.items(), key=lambda item: (item[1], -item[0]), default=(otherwise, 0))
    return float(left) if n > 2 or not otherwise else otherwise


def _reach(pages: Iterable[Page], overall: float) -> float:
    """The width of the type area: what all but the longest few lines keep to."""
    widths = sorted(line.right - _margin(page.body, overall) for page in pages for line in page.body)
    return widths[int(len(widths) * 0.97)] if widths else 0.0
