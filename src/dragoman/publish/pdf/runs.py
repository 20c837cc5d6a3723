"""Runs: the text of a paper as what is set one after the other: words, note markers with their notes, page breaks.

A run is a text, or a list of its sort and what belongs to it, as `edition.typ` takes it:

    "words"
    ["t", "words", hurt, "12"]              words that are damaged, or that name document 12, or both
    ["n", "1", "12:0", [[run, ...], ...]]   a marker with its label, the address of its note, the note's paragraphs
    ["m", "1", "12:0"]                      a further marker of a note, or ("") one whose note is not here
    ["p", "54"]                             the beginning of a printed page
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import Any

from msgspec import Struct

from dragoman.edition.annotation import Annotation, Apparatus, Damage, Reference, Span
from dragoman.edition.document import Document, Note
from dragoman.publish.pages.typeset import PRINTED, UNPRINTED
from dragoman.publish.words import visible

Run = str | list[Any]
Placed = tuple[int, int, Run]
Styled = tuple[int, int, bool, str]
Mark = tuple[int, int, Apparatus]
# a longer word is cut where a line ends, which no hyphenation does for it: addresses, ciphers, lines of a scan
LONG_WORD, PART = 40, 12
_LONG = re.compile(rf"\S{{{LONG_WORD},}}")
# their pictures, which terminals and pages show, are in few fonts
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SPACED_STOP = re.compile(r" (?=[,.;:)])")
_BREAK = "\u200b"               # a place where a line may end
_place = itemgetter(0, 1)


class Sheet(Struct, frozen=True):
    """A paper that is being set. `signs` stand in the place of words, or, without length, between them; `styles` are
    spans with whether they are hurt and which document they name. All are in order; no style goes over a line's end.

    `loose` are the notes that no marker of the text sends to.
    """

    text: str
    signs: Sequence[Placed]
    styles: Sequence[Styled]
    loose: tuple[Note, ...] = ()


def sheet(document: Document, annotations: Iterable[Annotation], number: str, numbers: Mapping[str, str]) -> Sheet:
    """The paper of a number, to be set; `numbers` are those of the papers of the selection."""
    found = sorted(annotations, key=lambda a: (a.start, a.end))
    styles = sorted(s for a in found for s in _styles(document.text, a, numbers))
    marks = [(a.start, a.end, a.body) for a in found if isinstance(a.body, Apparatus) and a.body.kind == "marker"]
    marks += _unread(document, marks)
    pages = [_page(document.text, a, a.body.label) for a in found
             if isinstance(a.body, Apparatus) and a.body.kind == "page"]
    taken = {c for start, end, _ in pages for c in range(start, end)}
    marks = [m for m in marks if taken.isdisjoint(range(m[0], m[1]))] if taken else marks
    # in a note, what would send to another note stands as it is
    plain = Sheet(document.text, _ordered([*pages, *((s, e, _marker(body)) for s, e, body in marks)]), styles)
    signs, sent = _sent(document, sorted(marks, key=_place), number, plain)
    return Sheet(document.text, _ordered([*pages, *signs]), styles,
                 tuple(n for n in document.notes if n.start not in sent))


def runs(paper: Sheet, start: int, end: int) -> list[Run]:
    """The runs of a span of one line."""
    styles = _from(paper.styles, start, end)
    out: list[Run] = []
    at = start
    whole = paper.text[end:end + 1] in ("", "\n")      # what stands at its end is this line's
    for first, last, run in _from(paper.signs, start, end + whole):
        if first < last and (first < at or last > end):
            continue                # it begins in a sign that stands there already
        blank = run[0] in "nm" and first > at and paper.text[first - 1] == " "      # a marker stands close to its word
        out += _words(paper.text, (at, first - blank), styles)
        out.append(run)
        at = max(at, last)
        if run[0] in "nm" and _SPACED_STOP.match(paper.text, at, end):
            at += 1
    return [*out, *_words(paper.text, (at, end), styles)]


def note_runs(paper: Sheet, note: Note) -> list[list[Run]]:
    """The paragraphs of a note, without the printed label before the first."""
    head = f"[{note.label}]"
    start = note.start + len(head) if paper.text.startswith(head, note.start) else note.start
    out = []
    for line in paper.text[start:note.end].split("\n"):
        first = start + len(line) - len(line.lstrip())
        out.append(runs(paper, first, max(first, start + len(line))))
        start += len(line) + 1
    return out


def printable(text: str) -> str:
    """The words as they can be set: what is no character or turns the direction of writing is shown as a sign."""
    text = visible(_CONTROL.sub("\ufffd", text.replace("\t", " ").encode("utf-8", "replace").decode()))
    return _LONG.sub(_parted, text)


def _parted(m: re.Match[str]) -> str:
    """A long word with places where a line may end, none of them before an accent."""
    word, out, last = m[0], [], 0
    for at in range(PART, len(word), PART):
        while at < len(word) and unicodedata.combining(word[at]):
            at += 1
        out.append(word[last:at])
        last = max(at, last)
    return _BREAK.join((*out, word[last:]))


def _marker(body: Apparatus, address: str = "") -> Run:
    return ["m", printable(body.label or "*"), address]


def _words(text: str, span: Span, styles: Sequence[Styled]) -> Iterator[Run]:
    """The words of a span, cut where a style begins or ends."""
    start, end = span
    cuts = {c for s in styles for c in s[:2] if start < c < end}
    for piece in pairwise(sorted({start, end, *cuts})):
        words = printable(text[slice(*piece)])
        over = [s for s in styles if s[0] <= piece[0] < s[1]]
        hurt, target = any(s[2] for s in over), next((s[3] for s in over if s[3]), "")
        yield ["t", words, hurt, target] if hurt or target else words


def _styles(text: str, a: Annotation, numbers: Mapping[str, str]) -> Iterator[Styled]:
    """What a finding makes of its words, line by line: damage, or the document that they name."""
    hurt = isinstance(a.body, Damage) and a.body.kind in ("truncated", "garbled")
    target = numbers.get(a.body.target or "", "") if isinstance(a.body, Reference) else ""
    start = a.start
    if hurt or target:
        for line in text[a.start:a.end].split("\n"):
            yield start, start + len(line), hurt, target
            start += len(line) + 1


def _page(text: str, a: Annotation, label: str | None) -> Placed:
    """A page break: in the place of the words that are its number, or before the word it stands at."""
    printed = PRINTED.fullmatch(text[a.start:a.end]) if a.rule != UNPRINTED else None
    return a.start, a.end if printed and printed["label"] == label else a.start, ["p", printable(label or "")]


def _unread(document: Document, marks: Sequence[Mark]) -> Iterator[Mark]:
    """The markers that the file tells of and no reader found."""
    bound = {body.target for _, _, body in marks}
    for note in document.notes:
        if note.marker is not None and (note.start, note.end) not in bound:
            words = f"[{note.label}]"
            length = len(words) if document.text.startswith(words, note.marker) else 0
            yield note.marker, note.marker + length, Apparatus("marker", note.label, (note.start, note.end))


def _sent(document: Document, marks: Sequence[Mark], number: str, plain: Sheet) -> tuple[list[Placed], set[int]]:
    """The markers as signs, the first of each note with the note; and where the notes begin that are sent to."""
    notes = {(n.start, n.end): (f"{number}:{i}", n) for i, n in enumerate(document.notes)}
    spans = sorted(notes)
    signs: list[Placed] = []
    sent: set[int] = set()
    free = 0
    for start, end, body in marks:
        address, note = notes.get(body.target or (-1, -1), ("", None))
        at = bisect_left(spans, (start + 1, -1)) - 1
        shown = free <= start and "\n" not in document.text[start:end] and not (at >= 0 and start < spans[at][1])
        free = max(free, end)
        if note and shown and note.start not in sent:
            sent.add(note.start)
            signs.append((start, end, ["n", printable(note.label), address, note_runs(plain, note)]))
        else:
            signs.append((start, end, _marker(body, address if note and note.start in sent else "")))
    return signs, sent


def _ordered(signs: Iterable[Placed]) -> list[Placed]:
    return sorted(signs, key=_place)


def _from(found: Sequence[Any], start: int, end: int) -> Sequence[Any]:
    """What begins in a stretch of the text."""
    first, last = map(partial(bisect_left, found, key=itemgetter(0)), (start, end))
    return found[first:last]
