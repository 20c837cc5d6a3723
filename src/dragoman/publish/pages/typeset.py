"""Typesetting: the text of a paper as lines of HTML, with its apparatus and with what was found in it underlined.

Findings overlap, elements may not: a line is cut where a finding begins or ends, and each piece stands inside one
element for each finding that has it. Underlines of one line that touch are drawn in lanes, one below the other.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, pairwise
from operator import itemgetter
from typing import Any

from markupsafe import Markup, escape
from msgspec import Struct

from dragoman.edition.annotation import Annotation, Apparatus, Name, Span
from dragoman.edition.document import Block, Note
from dragoman.publish.words import visible

LANES = 5                       # underlines that can stand below one another; further ones share the last
# what readers say of a page break that has no words of its own: it is shown on the page's first word
UNPRINTED = "a page break in the source's markup"
# "[Page 72]", "[p. 72]", "72": a page's number as it is printed in the text
PRINTED = re.compile(r"\W*(?:page|pp?|pg)?\W*(?P<label>\w+)\W*", re.I)
# addresses of a page that a note's label must not take: a note "otes-head" would
TAKEN = ("notes-head",)
Placed = tuple[int, int, str]   # what stands at a span of the text


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

    `signs` stand in the place of words and are never cut; they do not overlap. `breaks` are where pages begin, with
    their signs; `asides` are words left out and editors' words, with their kind. All are in order. `at` is a span to be
    shown as the one that was asked for.
    """

    text: str
    signs: Sequence[Placed]
    breaks: Sequence[Placed]
    asides: Sequence[Placed]
    notes: Mapping[int, str]
    at: Span | None = None


def sheet(text: str, notes: Sequence[Note], apparatus: Iterable[Annotation], at: Span | None = None) -> Sheet:
    """A paper to be set."""
    found = sorted(((a.start, a.end, a.rule, a.body) for a in apparatus if isinstance(a.body, Apparatus)),
                   key=itemgetter(0, 1))
    anchors = _anchors_of(notes)
    pages = _addresses(f"page-{_plain(body.label)}" for *_, body in found if body.kind == "page")
    signs: list[Placed] = []
    breaks: list[Placed] = []
    free, sent = 0, set()       # where the next sign may begin; the notes that a marker has sent to
    for start, end, rule, body in found:
        alone = free <= start < end
        if body.kind == "page":
            printed = alone and rule != UNPRINTED and _is_printed(text[start:end], body.label)
            (signs if printed else breaks).append((start, end, _page(body, next(pages))))
            free = end if printed else free
        elif body.kind == "marker" and alone:
            note = anchors.get(body.target[0]) if body.target else None
            signs.append((start, end, _marker(body, note, again=note in sent)))
            sent.add(note)
            free = end
    asides = [(start, end, body.kind) for start, end, _, body in found if body.kind in ("omission", "insertion")]
    while at and at[0] < at[1] and text[at[0]:at[0] + 1].isspace():
        at = at[0] + 1, at[1]   # so that it begins in a line
    return Sheet(text, signs, breaks, asides, anchors, at)


def spans_of(a: Annotation) -> tuple[Span, ...]:
    """The spans to underline for a finding: of a name all its mentions."""
    return a.body.mentions or ((a.start, a.end),) if isinstance(a.body, Name) else ((a.start, a.end),)


def typeset(paper: Sheet, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[Line]:
    """The lines of a paper but for its notes."""
    shown = [block for block in blocks if block.kind != "note"]
    return [Line(block.kind, _anchor(n), block.label, block.start,
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


def anchors(blocks: Sequence[Block], notes: Sequence[Note]) -> list[tuple[int, str]]:
    """The offset and the address of each line of a paper, notes among them, as they are typeset."""
    shown = [block for block in blocks if block.kind != "note"]
    return [*((block.start, _anchor(n)) for n, block in enumerate(shown, 1)), *_anchors_of(notes).items()]


def _anchor(number: int) -> str:
    """The address of the so-manyth line of a paper but for its notes."""
    return f"p{number}"


def _anchors_of(notes: Sequence[Note]) -> dict[int, str]:
    """The address of each note, by the offset where it begins."""
    named = _addresses((f"n{_plain(note.label)}" for note in notes), TAKEN)
    return {note.start: anchor for note, anchor in zip(notes, named, strict=True)}


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
    signs = {(a, b): html for a, b, html in _from(paper.signs, start, end) if b <= end}
    fit = partial(_fitted, span, list(signs))
    lanes = _lanes(marks, span, fit)
    asides = [(*fit((a, b)), kind) for a, b, kind in _from(paper.asides, start, end) if b <= end]
    asked = fit(paper.at) if paper.at and start < paper.at[1] and paper.at[0] < end else (end, end)
    begun: dict[int, str] = {}
    for a, _, html in _from(paper.breaks, opens, end):
        place = fit((a, a + 1))[0]
        begun[place] = begun.get(place, "") + html
    spans = [*signs, *(lane[:2] for lane in lanes), *(aside[:2] for aside in asides)]
    pieces = list(pairwise(sorted({start, end, *begun, *asked, *(c for s in spans for c in s)})))
    addressed = _addressed(lanes, opens, end)
    out: list[str] = []
    for piece, under, within in zip(pieces, _over(lanes, pieces), _over(asides, pieces), strict=True):
        words = signs.get(piece) or _words(paper.text[slice(*piece)], [kind for *_, kind in within])
        if asked[0] <= piece[0] < asked[1]:
            begins = paper.at and piece[0] == asked[0] and opens <= paper.at[0]
            words = f'<mark{" id=at" if begins else ""}>{words}</mark>'
        out.append(begun.pop(piece[0], ""))
        out.append(_wrapped(words, [(m, lane, a == piece[0], (a, b) == addressed.get(m.number))
                                    for a, b, m, lane in under]))
    return Markup("".join((*out, *begun.values())))     # a break is left where a line has no words but its label


def _addressed(lanes: Sequence[tuple[int, int, Mark, int]], opens: int, end: int) -> dict[int, Span]:
    """Which span has a finding's address: one, though it goes on in the next line, or is named again."""
    found: dict[int, Span] = {}
    for a, b, mark, _ in lanes:
        if opens <= mark.spans[0][0] < end:
            found.setdefault(mark.number, (a, b))
    return found


def _from(found: Sequence[Placed], start: int, end: int) -> Iterator[Placed]:
    """What begins in a stretch of the text."""
    first, last = (bisect_left(found, c, key=itemgetter(0)) for c in (start, end))
    return islice(found, first, last)


def _fitted(line: Span, signs: Sequence[Span], span: Span) -> Span:
    """As much of a span as is in a line; one that begins or ends inside a sign has the whole sign."""
    start, end = (max(line[0], min(c, line[1])) for c in span)
    first = bisect_left(signs, start, key=itemgetter(1))
    if first < len(signs) and signs[first][0] < start < signs[first][1]:
        start = signs[first][0]
    last = bisect_left(signs, end, key=itemgetter(1))
    if last < len(signs) and signs[last][0] < end:
        end = signs[last][1]
    return start, end


def _over(spans: Sequence[tuple[int, int, *tuple[Any, ...]]], pieces: Sequence[Span]) -> Iterator[list[Any]]:
    """For each piece the spans that have it, in their order, which is that of their beginnings."""
    open_: list[Any] = []
    coming = 0
    for first, _ in pieces:
        while coming < len(spans) and spans[coming][0] <= first:
            open_.append(spans[coming])
            coming += 1
        open_ = [s for s in open_ if first < s[1]]
        yield open_


def _lanes(marks: Sequence[Mark], line: Span, fit: Callable[[Span], Span]) -> list[tuple[int, int, Mark, int]]:
    """Each finding's spans in a line, the longest outermost, with the lane of its underline."""
    spans = sorted({(*fit((s, e)), m.number): m for m in marks for s, e in m.spans
                    if s < line[1] and line[0] < e}.items(), key=lambda item: (item[0][0], -item[0][1], item[0][2]))
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


def _wrapped(words: str, marks: Sequence[tuple[Mark, int, bool, bool]]) -> str:
    """Words inside the elements of the findings that have them; one that leads somewhere is the innermost.

    Of each its lane, whether it begins here, and whether it has its address where it begins.
    """
    linked = next((m for m, *_ in reversed(marks) if m.href), None)
    if linked and "<a " not in words:
        words = f'<a class="to" href="{escape(linked.href)}">{words}</a>'
    for mark, lane, begins, addressed in reversed(marks):
        anchor = f' id="f-{mark.key}"' if begins and addressed else ""
        title = f' title="{escape(visible(mark.title))}"' if begins else ""
        struck = " struck" if mark.struck else ""
        words = f'<span class="f {mark.layer} lane{lane}{struck}" data-f="{mark.key}"{anchor}{title}>{words}</span>'
    return words


def _words(text: str, kinds: Sequence[str]) -> str:
    """The escaped words of a piece, inside what says that they are the editors', or stand for words left out."""
    words = str(escape(visible(text)))
    for kind in reversed(kinds):
        name = "lacuna" if kind == "omission" else "insertion"
        told = "left out in the print" if kind == "omission" else "the editors’ words"
        words = f'<span class="{name}" title="{told}">{words}</span>'
    return words


def _marker(body: Apparatus, note: str | None, *, again: bool) -> str:
    """The figure that sends to a note; as such where the note is not here. The note leads back to the first."""
    label = escape(visible(body.label or ""))
    if note is None:
        return f'<sup class="marker orphan" title="its note is not here">{label}</sup>'
    address = "" if again else f' id="to-{note}"'
    return f'<a class="marker"{address} href="#{note}" role="doc-noteref" aria-label="note {label}">{label}</a>'


def _page(body: Apparatus, address: str) -> str:
    """Where a printed page begins."""
    label = escape(visible(body.label or ""))
    return f'<span class="page" id="{address}" role="doc-pagebreak" aria-label="page {label}">{label}</span>'


def _is_printed(words: str, label: str | None) -> bool:
    """Whether these words are themselves the number of a page."""
    found = PRINTED.fullmatch(words)
    return found is not None and found["label"] == label


def _addresses(names: Iterable[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """Each name, with a number behind it where it is taken."""
    used, times = set(taken), Counter[str]()
    for name in names:
        address = name
        while address in used:
            times[name] += 1
            address = f"{name}-{times[name] + 1}"
        used.add(address)
        yield address
