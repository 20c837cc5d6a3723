"""Pages without what the printer put around the text: running heads and page numbers off, footnotes apart."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from dragoman.sources.pdf_lines import PrintedLine

Note = tuple[str | None, list[PrintedLine]]     # its label (None: it goes on from the page before), its lines
# "17", "[iv]", "— 17 —", "Page 3 of 9": a page's number alone on its line
FOLIO = re.compile(r"[\[(–—\- ]*(?:page |p\. ?|pg\. ?)?(?P<label>\d{1,4}|[ivxlc]{1,7})(?: of \d{1,4})?[\])–—\-. ]*",
                   re.I)
# "17 CORRESPONDENCE WITH SORLAND", "PAPERS OF THE YEAR 18"
AT_EDGE = re.compile(r"(?P<first>\d{1,4})\s|.*\s(?P<last>\d{1,4})$")
# "1 Not printed.", "[2] Ibid.", "* See above."
FOOT_LABEL = re.compile(r"[\[(]?(?P<label>\d{1,3}|[*†‡]{1,2})[\])]?\.?\s*(?=\S)")
# "agreement[2]": a marker in the body
MARKER = re.compile(r"\[(?P<label>\d{1,3})\]")
NOT_LETTERS = re.compile(r"[\W\d_]+")
EDGE_LINES = 2          # a running head is at most two lines, as in printed series
SMALL = 0.93            # of the size of the body: the type of footnotes
LONGEST_HEAD = 90       # characters


class Page(Struct, frozen=True):
    """A page: its printed number (None where it has none), the lines of its body, its notes."""

    number: str | None
    body: list[PrintedLine]
    notes: list[Note]


def cleaned(pages: Sequence[list[PrintedLine]]) -> list[Page]:
    """The pages of a file, running heads and page numbers off, the footnotes of each apart."""
    edges = [(_edge(lines, -1), _edge(lines, 1)) for lines in pages]
    heads = _recurring(edges)
    offsets = [_offset(side) for side in zip(*edges, strict=True)] if edges else []
    size = _body_size(pages)
    found = []
    for i, (lines, sides) in enumerate(zip(pages, edges, strict=True)):
        number: str | None = None
        gone: set[int] = set()
        for side, offset in zip(sides, offsets, strict=True):
            label, off = _marginal(side, heads, None if offset is None else offset + i)
            number, gone = number or label, gone | off
        body, notes = _feet([line for line in lines if id(line) not in gone], size)
        found.append(Page(number, body, notes))
    return found


def _edge(lines: Iterable[PrintedLine], direction: int) -> list[PrintedLine]:
    """The outermost lines at the head (-1) or foot (1) of a page, the outermost first."""
    return sorted(lines, key=lambda line: direction * line.foot)[:EDGE_LINES]


def _key(line: PrintedLine) -> str:
    """What stays the same of a running head from page to page."""
    return NOT_LETTERS.sub("", line.text).casefold()


def _recurring(edges: Sequence[tuple[list[PrintedLine], ...]]) -> set[str]:
    """The keys of lines that stand at the edge of several pages."""
    counts = Counter(key for sides in edges for side in sides for key in {_key(line) for line in side}
                     if len(key) > 2)
    return {key for key, n in counts.items() if n > 1}


def _offset(side: Sequence[list[PrintedLine]]) -> int | None:
    """How far the page numbers printed at one side are ahead of the count of pages; None if they do not rise so."""
    ahead = Counter(n - i for i, lines in enumerate(side) for line in lines[:1] for n in _numbers(line))
    best, count = max(ahead.items(), key=lambda item: item[1], default=(0, 0))
    return best if count > 1 else None


def _numbers(line: PrintedLine) -> Iterator[int]:
    """The numbers at the ends of a line at the edge."""
    m = FOLIO.fullmatch(line.text)
    if m is not None and m["label"].isdecimal():
        yield int(m["label"])
    elif (m := AT_EDGE.match(line.text)) is not None and len(line.text) < LONGEST_HEAD:
        yield int(m["first"] or m["last"])


def _marginal(side: Sequence[PrintedLine], heads: set[str], expected: int | None) -> tuple[str | None, set[int]]:
    """The page's number, if it stands at this edge, and the identities of the lines that are no part of the text."""
    number: str | None = None
    gone: set[int] = set()
    for line in side:
        folio = FOLIO.fullmatch(line.text)
        numbered = expected is not None and expected in _numbers(line)
        if not (folio or numbered or (_key(line) in heads and len(line.text) < LONGEST_HEAD)):
            break
        if numbered:
            number = number or str(expected)
        elif folio:
            number = number or folio["label"]
        gone.add(id(line))
    return number, gone


def _body_size(pages: Iterable[Iterable[PrintedLine]]) -> float:
    """The size of type in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes.items(), key=lambda item: item[1], default=(12.0, 0))[0]


def _feet(lines: list[PrintedLine], size: float) -> tuple[list[PrintedLine], list[Note]]:
    """A page's body, and its footnotes."""
    begin = len(lines)
    while begin and lines[begin - 1].size < SMALL * size:
        begin -= 1
    marked = "\n".join(line.text for line in lines)
    for i, line in enumerate(lines[:begin]):            # notes in the body's type: a raised label whose marker is above
        if line.label and 2 * i > begin and f"[{line.label}]" in marked[:sum(len(x.text) + 1 for x in lines[:i])]:
            begin = i
            break
    markers = [m["label"] for line in lines[:begin] for m in MARKER.finditer(line.text)]
    notes: list[Note] = []
    for line in lines[begin:]:
        m = None if line.label else FOOT_LABEL.match(line.text)
        label = line.label or (m["label"] if m and _follows(m["label"], notes, markers) else None)
        if label or not notes:
            notes.append((label, []))
        notes[-1][1].append(_without(line, m.end()) if m and label else line)
    return lines[:begin], notes


def _follows(label: str, notes: Sequence[Note], markers: Sequence[str]) -> bool:
    """Whether a number at the beginning of a small line can be the next note's.

    It is one more than the last, or the number whose marker comes next on the page: another paper may begin there,
    and with it the numbers.
    """
    before = next((n for n, _ in reversed(notes) if n), None)
    if before is None or not label.isdecimal() or not before.isdecimal():
        return True
    return int(label) == int(before) + 1 or (before, label) in pairwise(markers)


def _without(line: PrintedLine, start: int) -> PrintedLine:
    """A line without the label that it begins with."""
    return PrintedLine(line.text[start:], line.left, line.right, line.foot, line.size)
