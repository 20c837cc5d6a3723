"""Typesetting: the text of a paper as lines of HTML, with its apparatus and with what was found in it underlined.

Findings overlap, elements may not: a line is cut where a finding begins or ends, and each piece stands inside one
element for each finding that has it. Underlines of one line that touch are drawn in lanes, one below the other.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice, pairwise, takewhile
from operator import itemgetter

from markupsafe import Markup, escape
from msgspec import Struct

from dragoman.edition.annotation import Annotation, Apparatus, Name, Span
from dragoman.edition.document import Block, Note
from dragoman.publish.words import visible

LANES = 5                       # underlines that can stand below one another; further ones share the last


class Mark(Struct, frozen=True):
    """A finding to underline: its number in the page, its spans, layer, key, and where it leads, if it does.

    `struck` is that it was rejected; `title` says in few words what it is.
    """

    number: int
    spans: tuple[Span, ...]
    layer: str
    key: str
    title: str
    href: str | None = None
    struck: bool = False


class Line(Struct, frozen=True):
    """One line of a paper: the kind of block, its address in the page, its printed number, its offset, its HTML.

    `marks` are the numbers of the findings that begin in it.
    """

    kind: str
    anchor: str
    label: str | None
    start: int
    html: Markup
    marks: tuple[int, ...] = ()


class Sheet(Struct, frozen=True):
    """A paper that is being set: its text, what its editors put into it, and where its notes have their addresses.

    `at` is a span to be shown as the one that was asked for.
    """

    text: str
    signs: Sequence[tuple[Span, Apparatus]]     # in order
    notes: Mapping[int, str]
    at: Span | None = None


def sheet(text: str, notes: Sequence[Note], apparatus: Iterable[Annotation], at: Span | None = None) -> Sheet:
    """A paper to be set."""
    signs = {(a.start, a.end): a.body for a in apparatus
             if isinstance(a.body, Apparatus) and a.body.kind in ("marker", "page", "omission", "insertion")}
    ordered = sorted(signs.items(), key=itemgetter(0))
    anchors: dict[int, str] = {}
    for note in notes:
        anchor = f"n{_plain(note.label)}"
        while anchor in anchors.values():
            anchor += "-"
        anchors[note.start] = anchor
    return Sheet(text, ordered, anchors, at)


def spans_of(a: Annotation) -> tuple[Span, ...]:
    """The spans to underline for a finding: of a name all its mentions."""
    return a.body.mentions or ((a.start, a.end),) if isinstance(a.body, Name) else ((a.start, a.end),)


def typeset(paper: Sheet, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Line]:
    """The lines of a paper but for its notes."""
    shown = [block for block in blocks if block.kind != "note"]
    return [Line(block.kind, f"p{n}", block.label, block.start,
                 _line(paper, _body(paper.text, block), here, block.start), _beginning(block, here))
            for n, (block, here) in enumerate(zip(shown, _by_line(shown, marks), strict=True), 1)]


def typeset_notes(paper: Sheet, notes: Sequence[Note], marks: Sequence[Mark]) -> list[Line]:
    """The notes of a paper as lines; the printed label in brackets is left to the page."""
    blocks = [Block("note", note.start, note.end, note.label) for note in notes]
    found = []
    for block, here in zip(blocks, _by_line(blocks, marks), strict=True):
        head = f"[{block.label}]"
        start = block.start + len(head) if paper.text.startswith(head, block.start) else block.start
        found.append(Line("note", paper.notes[block.start], block.label, block.start,
                          _line(paper, (start, block.end), here, block.start), _beginning(block, here)))
    return found


def _plain(label: str | None) -> str:
    """A label as part of an address."""
    return re.sub(r"\W+", "-", label or "")


def _body(text: str, block: Block) -> Span:
    """The span of a line without the number that hangs before it."""
    if block.label and text.startswith(block.label, block.start):
        start = block.start + len(block.label)
        while start < block.end and text[start] in ".)] \t":
            start += 1
        return start, block.end
    return block.start, block.end


def _beginning(block: Block, marks: Iterable[Mark]) -> tuple[int, ...]:
    return tuple(m.number for m in marks if block.start <= m.spans[0][0] < block.end)


def _by_line(blocks: Sequence[Block], marks: Sequence[Mark]) -> list[list[Mark]]:
    """The findings that have words in each line."""
    found: list[list[Mark]] = [[] for _ in blocks]
    order = sorted(range(len(blocks)), key=lambda n: blocks[n].start)
    spans = sorted(((start, end, m) for m in marks for start, end in m.spans), key=lambda s: (s[0], s[1], s[2].number))
    first = 0
    for start, end, mark in spans:
        while first < len(order) and blocks[order[first]].end <= start:
            first += 1
        for n in order[first:]:
            if blocks[n].start >= end:
                break
            if not found[n] or found[n][-1] is not mark:
                found[n].append(mark)
    return found


def _line(paper: Sheet, span: Span, marks: Sequence[Mark], opens: int) -> Markup:
    """The HTML of a span of one line, which opens with its label; a finding has its address where it begins."""
    start, end = span
    at = paper.at
    first_sign = bisect_left(paper.signs, (start, 0), key=itemgetter(0))
    inside = {s: b for s, b in takewhile(lambda sign: sign[0][0] <= end, islice(paper.signs, first_sign, None))
              if s[1] <= end}
    lanes = _lanes(marks, span)
    cuts = {start, end, *(c for (a, b, *_) in lanes for c in (a, b)), *(c for s in inside for c in s)}
    if at:
        cuts |= {max(start, min(c, end)) for c in at}
    points = sorted(c for c in cuts if start <= c <= end)
    # where a finding has its address: once, though it goes on in the next line, or is named again
    starts = {m.number: max(m.spans[0][0], start) for *_, m, _ in lanes if opens <= m.spans[0][0] < end}
    out: list[str] = []
    pages = {s[0]: b for s, b in inside.items() if s[0] == s[1]}
    for first, last in pairwise(points):
        if first in pages:
            out.append(_page(pages[first]))
        words = _words(paper, (first, last), inside)
        if at and at[0] <= first < at[1]:
            words = f'<mark{" id=at" if first == max(at[0], start) else ""}>{words}</mark>'
        out.append(_wrapped(words, [(m, lane, a == first) for a, b, m, lane in lanes if a <= first and last <= b],
                            {n for n, its in starts.items() if its == first}))
    if end in pages and (not points or points[-1] in pages):
        out.append(_page(pages[end]))
    return Markup("".join(out))


def _lanes(marks: Sequence[Mark], span: Span) -> list[tuple[int, int, Mark, int]]:
    """Each finding's spans in a line, the longest outermost, with the lane of its underline."""
    spans = sorted({(max(s, span[0]), min(e, span[1]), m.number): m for m in marks for s, e in m.spans
                    if s < span[1] and span[0] < e}.items(), key=lambda item: (item[0][0], -item[0][1], item[0][2]))
    free: list[int] = []                # where each lane is free again
    found = []
    for (start, end, _), mark in spans:
        lane = next((n for n, until in enumerate(free) if until <= start), len(free))
        if lane == len(free):
            free.append(end)
        else:
            free[lane] = end
        found.append((start, end, mark, min(lane, LANES - 1)))
    return found


def _wrapped(words: str, marks: Sequence[tuple[Mark, int, bool]], addressed: Collection[int]) -> str:
    """Words inside the elements of the findings that have them; one that leads somewhere is the innermost."""
    linked = next((m for m, _, _ in reversed(marks) if m.href), None)
    if linked and "<a " not in words:
        words = f'<a class="to" href="{escape(linked.href)}">{words}</a>'
    for mark, lane, begins in reversed(marks):
        anchor = f' id="f-{mark.key}"' if mark.number in addressed else ""
        title = f' title="{escape(visible(mark.title))}"' if begins else ""
        struck = " struck" if mark.struck else ""
        words = f'<span class="f {mark.layer} lane{lane}{struck}" data-f="{mark.key}"{anchor}{title}>{words}</span>'
    return words


def _words(paper: Sheet, span: Span, inside: Mapping[Span, Apparatus]) -> str:
    """The escaped words of a piece, as the sign that it is or belongs to."""
    words = str(escape(visible(paper.text[slice(*span)])))
    for (start, end), body in inside.items():
        if start <= span[0] and span[1] <= end and start < end:
            label = escape(visible(body.label or ""))
            if body.kind == "marker":
                return _marker(label, paper.notes.get(body.target[0] if body.target else -1))
            if body.kind == "page":
                return _page(body)
            name = "lacuna" if body.kind == "omission" else "insertion"
            told = "left out in the print" if body.kind == "omission" else "the editors’ words"
            words = f'<span class="{name}" title="{told}">{words}</span>'
    return words


def _marker(label: Markup, note: str | None) -> str:
    """The figure that sends to a note; as such where the note is not here."""
    if note is None:
        return f'<sup class="marker orphan" title="its note is not here">{label}</sup>'
    return f'<a class="marker" id="to-{note}" href="#{note}" role="doc-noteref" aria-label="note {label}">{label}</a>'


def _page(body: Apparatus) -> str:
    """Where a printed page begins."""
    label = escape(visible(body.label or ""))
    return (f'<span class="page" id="page-{_plain(body.label)}" role="doc-pagebreak" aria-label="page {label}">'
            f"{label}</span>")
