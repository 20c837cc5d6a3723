"""Finds the apparatus: "2. We doubt [3] that", "[3] See the note of May 4.", "count on [upon?]", "* * *", "[Page 72]".

Gives numbered paragraphs, note markers and notes bound to each other, editors' words in brackets, omissions and page
breaks. Leaves alone a telegram's own number ("386. Made my call"), a single "1." that no "2." follows, an editor's
corrected number ("6 [4] p.m.", an insertion), dots that lead to a figure in a table, and the unit in "5 km²".
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from dragoman.edition.annotation import Annotation, Apparatus, Span
from dragoman.edition.calendar import MONTH
from dragoman.edition.document import Document, Note
from dragoman.edition.numbering import sequences
from dragoman.lexicon import words

NEEDS: tuple[str, ...] = ("heading",)
GIVES = "apparatus"

# "[3]", "[of]", "[Page 72]", "[Here follows a list.]", "[8 ]"; the length is that of an editor's short remark
BRACKET = re.compile(r"\[[^\[\]\n]{1,400}\]")
# what a bracket holds when it is a marker: "3", "8 ", "12a", "a", "*"
MARKER = re.compile(r"(?P<label>\d{1,3}[a-z]?|[a-z]{1,2}|[*†‡§ǁ‖#]{1,4}) ?")
# "[Page 72]", "[p. 72]", "[Page XIV]"
PAGE = re.compile(r"(?:page|pg?\.) ?(?P<label>\d{1,4}|[ivxlc]{1,8})", re.I)
# "treaty¹", "agreed.²³", "Raivid†", "word*"; not in "* * *"
RAISED = re.compile(r"(?<=[^\s*\[])(?:[¹²³⁰⁴-⁹]{1,3}|[*†‡§ǁ‖]{1,3})(?![\w*\]])")
# "* * *", "*  *  *  *"
STARS = re.compile(r"\*(?:[ \t]{0,3}\*){2,}")
# "...", ". . . .": not the dots that lead to a figure
DOTS = re.compile(r"(?<!\.)(?<!\. )\.(?: ?\.){2,4}(?! ?\.)")
ELLIPSIS = re.compile(r"…")
# "6 [4] p.m.", "4[5] p.m.", "April [14]": what a number in brackets corrects or completes
CORRECTED = re.compile(rf"(?:[\d½¼¾—–-]|\b{MONTH}) ?$")
WORD = re.compile(r"[a-z]+")
# the first word of a page, where a source says only where the page begins
FIRST_WORD = re.compile(r"\s*(\S{1,40})")
SUPERSCRIPTS = frozenset("¹²³⁰⁴⁵⁶⁷⁸⁹")
SUPERSCRIPT = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
NUMBERED_KINDS = frozenset({"paragraph", "quote", "list", "salute"})
BARE = 3  # "[1]" or "[1 ]" alone on its line is a marker, whatever the source made of it
AHEAD = 4  # notes that may stand between a marker's note and the one expected next; beyond it the label is a repeat


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """The apparatus of one paper, in the order of the text."""
    text = document.text
    notes = tuple(note for note in document.notes if note.end - note.start > len(note.label) + BARE)
    lines = [block.start for block in document.blocks if block.kind in NUMBERED_KINDS]
    found = [_found(n.start, n.end, "number", n.label, "a paragraph's number, one of a sequence")
             for n in sequences(text, lines)]
    found += _omissions(text)
    found += _pages(document)
    openings = {note.start for note in notes}
    markers: list[tuple[int, int, str]] = []
    labels = {note.label for note in notes}
    for m in BRACKET.finditer(text):
        if m.start() in openings:
            continue
        label = _marker_label(m, labels)
        if label is not None:
            markers.append((m.start(), m.end(), label))
        else:
            found.append(_bracketed(m))
    if labels:
        markers += _raised(document, labels, openings)
        markers.sort()
    found += _bind(text, markers, notes)
    return sorted(found, key=lambda a: (a.start, a.end))


def _found(start: int, end: int, kind: str, label: str | None, rule: str, target: Span | None = None) -> Annotation:
    return Annotation(GIVES, start, end, Apparatus(kind, label, target), rule)  # type: ignore[arg-type]


def _marker_label(m: re.Match[str], labels: set[str]) -> str | None:
    """The label of a bracket that is, or may be, a note's marker; letters only when there is such a note."""
    inner = MARKER.fullmatch(m[0], 1, len(m[0]) - 1)
    if inner is None:
        return None
    label = inner["label"]
    return label if label in labels or not label.isalpha() else None


def _bracketed(m: re.Match[str]) -> Annotation:
    """An editor's words in brackets: a page break, a lacuna, or an insertion."""
    inner = m[0][1:-1].strip()
    page = PAGE.fullmatch(inner)
    if page:
        return _found(m.start(), m.end(), "page", page["label"], "a page number in brackets")
    if not inner.strip(".… *") or not words("apparatus", "omission").isdisjoint(WORD.findall(inner.lower())):
        return _found(m.start(), m.end(), "omission", None, "a bracket that stands for words left out")
    return _found(m.start(), m.end(), "insertion", None, "words in brackets are the editors'")


def _omissions(text: str) -> Iterator[Annotation]:
    dotted = "..." in text or ". . ." in text
    for pattern, rule in ((STARS, "a row of asterisks"), (ELLIPSIS, "dots for words left out"),
                          (DOTS, "dots for words left out")):
        for m in pattern.finditer(text) if dotted or pattern is not DOTS else ():
            if text[m.start() - 1:m.start()] != "[":
                yield _found(m.start(), m.end(), "omission", None, rule)


def _pages(document: Document) -> Iterator[Annotation]:
    """Page breaks that the source's own markup tells; one without extent is shown on the page's first word."""
    for mark in document.markup:
        if mark.tag != "pb":
            continue
        start, end = mark.start, mark.end
        if start == end:
            word = FIRST_WORD.match(document.text, start)
            if word is None:
                continue
            start, end = word.span(1)
        yield _found(start, end, "page", mark.value, "a page break in the source's markup")


def _raised(document: Document, labels: set[str], openings: set[int]) -> Iterator[tuple[int, int, str]]:
    """Superscripts, asterisks and daggers after a word, when a note has that label."""
    signs = SUPERSCRIPTS | {sign for label in labels for sign in label if not sign.isalnum()}
    if not any(sign in document.text for sign in signs):
        return
    for m in RAISED.finditer(document.text):
        label = m[0].translate(SUPERSCRIPT)
        label = m[0] if m[0] in labels else label
        if label in labels and m.start() not in openings:
            yield m.start(), m.end(), label


def _bind(text: str, markers: list[tuple[int, int, str]], notes: tuple[Note, ...]) -> Iterator[Annotation]:
    """Markers and notes, each with the other's span where it is there."""
    bound = _pairs(text, markers, notes)
    first: dict[int, Span] = {}
    for (start, end, label), at in zip(markers, bound, strict=True):
        if at is not None:
            first.setdefault(at, (start, end))
            yield _found(start, end, "marker", label, "its note has the same label", (notes[at].start, notes[at].end))
        elif CORRECTED.search(text, max(start - 11, 0), start) or not _is_attached(text, start):
            yield _found(start, end, "insertion", None, "a number in brackets corrects the one before it")
        else:
            yield _found(start, end, "marker", label, "a label in brackets; no note has it")
    for at, note in enumerate(notes):
        rule = "a marker has the same label" if at in first else "no marker has its label"
        if note.start < note.end:
            yield _found(note.start, note.end, "note", note.label, rule, first.get(at))


def _is_attached(text: str, start: int) -> bool:
    """Whether words stand before this place in its line, as they do before a marker."""
    return start > 0 and text[start - 1] != "\n"


def _pairs(text: str, markers: list[tuple[int, int, str]], notes: tuple[Note, ...]) -> list[int | None]:
    """For each marker the index of its note: by label, in order, since labels may start again on each page.

    Markers inside notes, and numbers that look like an editor's correction, get only what the others leave over.
    """
    spans = [(note.start, note.end) for note in notes]
    rank = []
    at = 0
    for start, _, _ in markers:
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        inside = at < len(spans) and spans[at][0] <= start
        rank.append(2 if inside else 1 if CORRECTED.search(text, max(start - 11, 0), start) else 0)
    placed = {note.marker: i for i, note in enumerate(notes) if note.marker is not None}
    bound = [placed.get(start) for start, _, _ in markers]
    taken = set(bound)
    free: dict[str, list[int]] = defaultdict(list)
    for i in range(len(notes) - 1, -1, -1):
        if i not in taken:
            free[notes[i].label].append(i)
    for wanted in (0, 1, 2):
        order = [i for i, r in enumerate(rank) if r == wanted and bound[i] is None]
        _walk(order, markers, bound, free, repeats=wanted == 0)
    return bound


def _walk(order: list[int], markers: list[tuple[int, int, str]], bound: list[int | None], free: dict[str, list[int]], *,
          repeats: bool) -> None:
    """Binds these markers in their order: the next free note of the label, or again the last one."""
    expected = 0
    last: dict[str, int] = {}
    for i in order:
        label = markers[i][2]
        queue = free[label]
        if queue and (label not in last or queue[-1] <= expected + AHEAD):
            bound[i] = last[label] = queue.pop()
            expected = last[label] + 1
        elif repeats and label in last:
            bound[i] = last[label]
