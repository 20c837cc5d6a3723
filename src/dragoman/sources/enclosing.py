"""A paper and what is printed with it: the carrier, its enclosures, and which notes belong to which."""

import itertools
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

# "[6] In the letter of January 18 ...", "[4]By a telegram"
NOTE_LINE = re.compile(r"\[(?P<label>\d{1,3}[a-z]?|[a-z]|[*†‡]+) ?\]")
# "[Subinclosure 1.]", "[Subenclosure 2—Memorandum]", "[Inclosure in inclosure 2.]"
NESTED = re.compile(r"""[\[(] ?(?: sub-?[ie]n?closure | [ie]nclosure\b.{0,12}\bin\ [ie]nclosure )""", re.I | re.X)


class Piece(Struct, frozen=True):
    """The lines of one paper; `carrier` is the place of the piece that encloses it in the list of pieces, or None."""

    lines: tuple[str, ...]
    carrier: int | None = None


def pieces(lines: Sequence[str], begins: Sequence[int]) -> list[Piece]:
    """The carrier and its enclosures, which begin at `begins`; notes at the end go where their markers are."""
    if not begins:
        return [Piece(tuple(lines))]
    foot = _notes_begin(lines, begins[-1])
    cuts = [0, *(b for b in begins if 0 < b < foot), foot]
    bodies = [list(lines[a:b]) for a, b in itertools.pairwise(cuts)]
    for body, notes in zip(bodies, _shared(bodies, lines[foot:]), strict=True):
        body += notes
    return [Piece(tuple(body), carrier) for body, carrier in zip(bodies, _carriers(bodies), strict=True)]


def _notes_begin(lines: Sequence[str], after: int) -> int:
    """Where the notes at the foot begin: the first of the last unbroken run of note lines."""
    at = len(lines)
    while at > after + 1 and NOTE_LINE.match(lines[at - 1]):
        at -= 1
    return at


def _shared(bodies: Sequence[Sequence[str]], notes: Sequence[str]) -> list[list[str]]:
    """The notes of each body: by the marker, in order; one without a marker goes with the note before it."""
    texts = ["\n".join(body) for body in bodies]
    shares: list[list[str]] = [[] for _ in bodies]
    current = 0
    for note in notes:
        m = NOTE_LINE.match(note)
        if m:
            marked = [i for i, text in enumerate(texts) if f"[{m['label']}]" in text]
            later = [i for i in marked if i >= current]
            current = (later or marked or [current])[0]
        shares[current].append(note)
    return shares


def _carriers(bodies: Sequence[Sequence[str]]) -> Iterator[int | None]:
    """For each body the place of the one that carries it: the first, or for a subenclosure the enclosure before it."""
    carrier = 0
    for i, body in enumerate(bodies):
        nested = i > 1 and bool(NESTED.match(body[0]))
        yield None if i == 0 else carrier if nested else 0
        if i and not nested:
            carrier = i
