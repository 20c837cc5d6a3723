"""Explanation: what was weighed at one place of a paper, and whether it came to a finding."""

from msgspec import Struct


class Explanation(Struct, frozen=True):
    """One thing that was weighed: its layer, the span that it is about, a sentence for people, whether it was found."""

    layer: str
    start: int
    end: int
    sentence: str
    found: bool = True
