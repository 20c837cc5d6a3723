"""Papers: one paper of a selection as `edition.typ` sets it, all words cleaned and none of them markup."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from msgspec import Struct, structs

from dragoman.edition.document import Block, Document
from dragoman.edition.reading import Reading, labelled
from dragoman.inquiries.selection import Selected
from dragoman.publish.citations.citation import Citation, citation_of
from dragoman.publish.citations.days import in_words
from dragoman.publish.citations.wording import called, capital, kind_and_number
from dragoman.publish.pdf.cited import Cites, cites
from dragoman.publish.pdf.runs import Run, Sheet, note_runs, printable, runs, sheet

# characters (some six pages): to weigh all line ends of a paragraph against one another takes as the square of its
# length, 140 seconds for 1.2 million characters; of a longer one each line is ended by itself
LONG_LINE = 20_000
# what stands before the text, as long as it is short enough to be kept together
_OPENING, LONG_OPENING = frozenset(("heading", "source", "dateline", "salute")), 2_000
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_INITIAL = re.compile(r"(?<=\b[^\W\d_a-z]\.) (?=[^\W\d_a-z])")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


class Line(Struct, frozen=True):
    """A line of a paper: the kind of its block, whether it is too long for the best of all line ends, its runs.

    It is `noted` where a marker sends to the foot of the page.
    """

    kind: str
    long: bool
    noted: bool
    runs: list[Run]


class LooseNote(Struct, frozen=True):
    """A note that no marker sends to: its label and paragraphs."""

    label: str
    paragraphs: list[list[Run]]


class Paper(Struct, frozen=True):
    """A paper to be set. `called` says who writes to whom, `entry` that and the kind; `what` is its kind and number.

    `when` is its date in words, `carrier` the paper that it was enclosed in where that does not stand before it. It is
    `headed` where its own heading is among its lines, the first `opening` of which stand before the text; `noted`
    counts its notes, of which `notes` have no marker.
    """

    number: str
    id: str
    called: str
    entry: str
    what: str
    when: str
    carrier: str
    language: str
    headed: bool
    opening: int
    noted: int
    lines: list[Line]
    notes: list[LooseNote]
    cites: Cites


def paper(reading: Reading, chosen: Selected, numbers: Mapping[str, str],
          volume: str | None = None) -> tuple[Paper, Citation]:
    """A paper of a selection, ready to be set, and how it is cited.

    `numbers` are those of all its papers, `volume` is the title of the volume.
    """
    citation = citation_of(reading, collection=chosen.collection, volume=volume)
    document = reading.document
    set_ = sheet(document, reading.annotations, chosen.number, numbers)
    blocks = list(_blocks(document, list(labelled(reading))))
    language = (document.language or "")[:3].lower()
    carrier = chosen.carrier if chosen.alone else None
    return Paper(
        chosen.number, printable(chosen.id), printable(called(citation)), printable(_entry(citation)),
        capital(printable(kind_and_number(citation))), printable(in_words(citation.date) or "undated"),
        printable(carrier or ""),
        language if _LANGUAGE.match(language) else "en", any(b.kind == "heading" for b in blocks),
        _opening(blocks), len(document.notes),
        [_line(set_, b) for b in blocks], _loose(set_), cites(reading, numbers)), citation


def _entry(c: Citation) -> str:
    """The paper in a list: "Fish to the Secretary of State, telegram no. 40"; a letter is taken for granted."""
    kind = kind_and_number(c) if c.sender else ""
    return ", ".join(filter(None, (called(c), kind if kind != "letter" else "")))


def _line(set_: Sheet, block: Block) -> Line:
    """A line; in a heading no name is parted after an initial."""
    found = runs(set_, block.start, block.end)
    if block.kind == "heading":
        found = [_INITIAL.sub("\u00a0", run) if isinstance(run, str) else run for run in found]
    return Line(block.kind, block.end - block.start > LONG_LINE, any(run[:1] == ["n"] for run in found), found)


def _opening(blocks: Sequence[Block]) -> int:
    """How many lines stand before the text and go with it; 0 where they are too long for that."""
    before = list(takewhile(lambda b: b.kind in _OPENING, blocks))
    return len(before) if sum(b.end - b.start for b in before) <= LONG_OPENING else 0


def _loose(set_: Sheet) -> list[LooseNote]:
    return [LooseNote(printable(note.label), note_runs(set_, note)) for note in set_.loose]


def _blocks(document: Document, blocks: list[Block]) -> Iterator[Block]:
    """The blocks outside notes in the order of the text; words that are in none are paragraphs."""
    notes = sorted((n.start, n.end) for n in document.notes)
    ends = [(-1, -1), *notes]
    shown = [b for b in blocks if b.start >= ends[bisect_right(ends, (b.start, len(document.text))) - 1][1]]
    covered = sorted([*notes, *((b.start, b.end) for b in shown)])
    at = 0
    for start, end in [*covered, (len(document.text), len(document.text))]:
        shown += [Block("paragraph", m.start() + at, m.end() + at) for m in _LINE.finditer(document.text[at:start])]
        at = max(at, end)
    for block in sorted(shown, key=lambda b: b.start):
        left = document.text[block.start:block.end]
        blank = len(left) - len(left.lstrip())
        if left.strip():
            yield structs.replace(block, start=block.start + blank)
