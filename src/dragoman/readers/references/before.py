"""Patterns that stand right before a place ("a copy of " before "the note"), told by their last letters first.

A search that must end at a place tries every place before it; the last letters, or a part that the pattern cannot do
without, cost a fiftieth of that and are mostly not there.
"""

import re
from typing import NamedTuple


class Before(NamedTuple):
    """A pattern that ends at a place, its last letters, and parts of which it holds one."""

    pattern: re.Pattern[str]
    ends: tuple[str, ...] = ("",)
    parts: tuple[str, ...] = ("",)

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """What the pattern finds between the two places, ending at the second."""
        if text.endswith(self.ends, start, end):
            for part in self.parts:
                if text.find(part, start, end) >= 0:
                    return self.pattern.search(text, start, end)
        return None
