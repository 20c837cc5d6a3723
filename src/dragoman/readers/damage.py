"""Finds where the text itself is hurt: "[9] Not printed." with no marker 9, "moderate [advocate?]", "No comments".

Leaves alone an editor's plain insertion ("the country or [of] destination") and a plain misspelling ("recieve").
"""

import re
from collections.abc import Iterator, Mapping

from dragoman.edition.annotation import Annotation, Apparatus, Damage
from dragoman.edition.document import Document

NEEDS: tuple[str, ...] = ("apparatus",)
GIVES = "damage"

# "[advocate?]", "[sic]", "[?]": the editors doubt the word before the bracket
DOUBT = re.compile(r"\[(?:sic[.!]?|[^\[\]\n]{0,60}\?)\]", re.I)
WORD_BEFORE = re.compile(r"[^\s\[\]]{1,40} $")
INSERTION = Apparatus("insertion")


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """The damage of one paper, in the order of the text."""
    apparatus = earlier.get("apparatus", [])
    found = [*_orphans(apparatus), *_doubted(document.text, apparatus)]
    return sorted(found, key=lambda a: (a.start, a.end))


def _orphans(apparatus: list[Annotation]) -> Iterator[Annotation]:
    """Markers and notes that are not bound."""
    for a in apparatus:
        if isinstance(a.body, Apparatus) and a.body.kind in ("marker", "note") and a.body.target is None:
            if a.body.kind == "marker":
                yield Annotation(GIVES, a.start, a.end, Damage("orphan-marker"), "no note has this marker's label")
            else:
                yield Annotation(GIVES, a.start, a.end, Damage("orphan-note"), "no marker has this note's label")


def _doubted(text: str, apparatus: list[Annotation]) -> Iterator[Annotation]:
    """A word that the editors question or mark with "sic", with their bracket."""
    for a in apparatus:
        if a.body == INSERTION and DOUBT.fullmatch(text, a.start, a.end):
            word = WORD_BEFORE.search(text, max(a.start - 41, 0), a.start)
            start = word.start() if word else a.start
            yield Annotation(GIVES, start, a.end, Damage("garbled"), "the editors doubt these words")
