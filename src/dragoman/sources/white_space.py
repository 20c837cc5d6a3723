"""White space folded: every run of it one space, none at the ends."""

import re

# A tab, a line's end, a no-break space; or a second space: all that must change in a text that is folded already
UNFOLDED = re.compile(r"[^\S ]\s*| {2,}\s*| [^\S ]\s*")
LONG = 1_000_000        # characters; beyond it a list of all words would take many times the room of the text


def folded(text: str) -> str:
    """The text on one line, its words parted by single spaces."""
    if len(text) < LONG:
        return " ".join(text.split())
    return UNFOLDED.sub(" ", text).strip()
