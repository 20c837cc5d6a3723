"""Mention: one place in a text where somebody or something is named, and the shapes that names are printed in."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from dragoman.lexicon import any_of

NameKind = Literal["person", "place", "polity", "organisation", "agreement", "ship"]

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
# "Grant-Smith", "O’Brien", "Ting-fang"; a possessive "’s" is no part of the word
WORD = rf"[{UPPER}]\w*(?:[’'](?![sS]\b)\w+|-\w+)*"
# "K.", "J.-B.", "Wm.", "Chas."
_GIVEN = "Wm Chas Geo Jas Jno Thos Robt Saml Benj Jos Fredk Theo Alex Edw Danl WM CHAS GEO JAS THOS"
SHORT = rf"[{UPPER}]\.(?:-[{UPPER}]\.)?|{any_of(_GIVEN.split())}\."
# "de la", "von der", "d’"
PARTICLE = (
    r"(?:d[’']|l[’']|(?:de|du|des|del|dei|degli|della|delle|di|da|do|dos|von|van"
    r"|der|den|la|las|los|le|el|al|ol|ul|bin|ibn|y|zu|af|ter)(?:[ ]|(?=[’'])))"
)


# no rule looks farther back than this for the words before a name
_FAR = 400


class Mention(Struct, frozen=True):
    """A name's span and what it names; `sure` is false for a word that no list
    and no title explains, `weight` then says how much the words around it speak for `kind`, and `guess` that they say
    nothing, so that it is only what such a word mostly is; `fuller` marks "Republic of X"."""

    start: int
    end: int
    kind: NameKind
    label: str
    rule: str
    title: str | None = None
    office: str | None = None
    tenure: str | None = None
    weight: float = 1.0
    sure: bool = True
    guess: bool = False
    fuller: bool = False


class Claims:
    """The stretches of a text that a mention already holds, so that no later rule reads them again."""

    def __init__(self, length: int) -> None:
        self._held = bytearray(length + 1)

    def take(self, start: int, end: int) -> None:
        """Hold a span."""
        self._held[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether no part of a span is held."""
        return self._held.find(1, start, end) < 0


def line_start(text: str, at: int) -> int:
    """Where the line of an offset begins, or some way before the offset where the line is longer than any name."""
    far = max(0, at - _FAR)
    found = text.rfind("\n", far, at)
    return found + 1 if found >= 0 else far


def at_lines(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What a pattern finds at the beginnings of lines; "^" would be tried at every letter."""
    at = -1
    while True:
        if m := pattern.match(text, at + 1):
            yield m
        at = text.find("\n", at + 1)
        if at < 0:
            return


def verbose(pattern: str) -> re.Pattern[str]:
    """A pattern written over several lines, compiled."""
    return re.compile(pattern, re.X)


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first; it begins with letters, so that a search for it is quick."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"
