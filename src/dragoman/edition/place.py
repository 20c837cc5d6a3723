"""Where in a paper an offset lies, as a reader of the printed page would say it: "§ 4 ¶ 2", "note 6", "dateline"."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from dragoman.edition.document import Block

_RUNNING = ("paragraph", "quote", "list", "table")


def places(blocks: Sequence[Block]) -> Callable[[int], str]:
    """A function from an offset of the text to its place in words.

    Numbered paragraphs are "§ N", the unnumbered ones after them "§ N ¶ 2"; before any number "¶ 1", "¶ 2"; a note is
    "note N"; other blocks go by their kind.
    """
    starts, names = [], []
    number: str | None = None
    count = 0
    for block in blocks:
        if block.kind == "note":
            name = f"note {block.label}" if block.label else "note"
        elif block.kind not in _RUNNING:
            name = block.kind
        else:
            if block.label is not None:
                number, count = block.label, 0
            count += 1
            name = f"¶ {count}" if number is None else f"§ {number}" if count == 1 else f"§ {number} ¶ {count}"
        starts.append(block.start)
        names.append(name)

    def place(offset: int) -> str:
        i = bisect_right(starts, offset) - 1
        return names[i] if i >= 0 else ""
    return place
