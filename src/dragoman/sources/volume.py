"""Tells documents apart in running text: one letter, or a whole volume with front matter and index."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from dragoman.edition.document import Document
from dragoman.sources.between import has_front
from dragoman.sources.boundary import Model, parts_of
from dragoman.sources.enclosing import pieces
from dragoman.sources.layout import arrange


def documents(name: str, lines: Sequence[str], *, origin: str = "", form: str = "text") -> Iterator[Document]:
    """The papers that stand in these lines; each carrier is followed by its enclosures.

    A single paper takes `name` as its id; several are `name/1`, `name/2`, ...; an enclosure adds `/1`, `/2` to its
    carrier's.
    """
    lines = [line for line in lines if line.strip()]
    found = papers_in(lines)
    for number, (start, end, begins) in enumerate(found, 1):
        paper = name if len(found) == 1 else f"{name}/{number}"
        yield from _with_enclosures(paper, lines[start:end], [b - start for b in begins], origin=origin, form=form)


def papers_in(lines: Sequence[str], model: Model | None = None) -> list[tuple[int, int, list[int]]]:
    """Of each paper the line where it begins, the line after its end, and the lines where its enclosures begin."""
    if not lines:
        return []
    parts = parts_of(lines, model)
    starts = [i for i, part in enumerate(parts) if part == "paper"]
    enclosures = [i for i, part in enumerate(parts) if part == "enclosure"]
    if len(starts) < 2:
        first = starts[0] if starts else 0
        begin = first if has_front(lines[:first]) else 0
        return [(begin, len(lines), [i for i in enclosures if i > first])]
    found = []
    for start, following in zip(starts, [*starts[1:], len(lines)], strict=True):
        end = next((i for i in range(start, following) if parts[i] == "matter"), following)
        found.append((start, end, [i for i in enclosures if start < i < end]))
    return found


def _with_enclosures(paper: str, lines: Sequence[str], begins: Sequence[int], *,
                     origin: str, form: str) -> Iterator[Document]:
    """The Document of a paper, then those of its enclosures."""
    ids: list[str] = []
    counts: dict[str, int] = {}
    for piece in pieces(lines, begins):
        if piece.carrier is None:
            ids.append(paper)
            yield arrange(paper, piece.lines, origin=origin, form=form)
            continue
        carrier = ids[piece.carrier]
        counts[carrier] = counts.get(carrier, 0) + 1
        ids.append(f"{carrier}/{counts[carrier]}")
        yield structs.replace(arrange(ids[-1], piece.lines, origin=origin, form=form), enclosed_in=carrier)
