"""Letterhead: what the dateline and the signature of a paper say of its writer beyond the heading.

"Legation of the United States, London, September 9, 1861" tells his house and whose it is; "Frank B. Kellogg" below a
telegram of the Secretary of State tells who held the office that day.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from dragoman.edition.annotation import Span
from dragoman.edition.document import Document
from dragoman.lexicon import one_of
from dragoman.lexicon.parties import POST, TITLES
from dragoman.resolution.parties import DEPARTMENT, post, surname
from dragoman.resolution.powers import power_of

_HOUSE = re.compile(one_of("powers", "words.houses"))
# a signature that is a name: "FRED'K T. FRELINGHUYSEN.", "L[ars] L[indqvist]", "E. H. Conger,", "W[illiam] P[hillips]"
_NAME = re.compile(r"[“\"]?(?P<name>(?:[A-ZÀ-Þ][\w’'\[\].-]*\.?\s){0,4}(?:(?:de|von|van|du|da|le|la|di)\s){0,2}"
                   r"[A-ZÀ-Þ][\w’'\[\]-]+(?:,\s[JS]r\.)?)[.,;]*[”\"]?$")


class House(NamedTuple):
    """The house that a dateline names: `post` is the ministry's key or "@" and the place, `side` a power's key."""

    post: str | None = None
    side: str | None = None


def house_of(document: Document, place: str | None, learned: Iterable[str] = ()) -> House:
    """The house of a paper's writer; nothing where the dateline names a place alone."""
    for block in document.blocks:
        if block.kind == "dateline" and _HOUSE.search(document.text, block.start, block.end):
            line = document.quote(block.start, block.end)
            if post(line) == DEPARTMENT or line.startswith("Department of State"):
                return House(DEPARTMENT, power_of("United States"))
            side = power_of(line.split(",")[0], tuple(learned))
            return House(f"@{place.lower().split(',')[0].strip(' .')}" if place else None, side)
    return House()


def signature_of(document: Document) -> tuple[str, Span] | None:
    """The name that a paper is signed with, and where; None where no line of its signature is a name."""
    for block in document.blocks:
        if block.kind == "signature":
            m = _name(document.quote(block.start, block.end))
            if m is not None:
                return m[0], (block.start + m[1], block.start + m[2])
    return None


@lru_cache(maxsize=8192)
def _name(line: str) -> tuple[str, int, int] | None:
    title = TITLES.match(line)
    at = title.end() if title else 0
    m = _NAME.match(line, at)
    if m is None or line.startswith("To ") or POST.search(m["name"]) or surname(m["name"]) is None:
        return None
    return m["name"].strip(" .,"), m.start("name"), m.end("name")
