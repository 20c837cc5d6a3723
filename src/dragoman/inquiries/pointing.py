"""Pointing: the span of a paper's text that somebody elsewhere meant, by its words and what stands around them, or by
offsets.
"""

import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from dragoman.edition.annotation import Span
from dragoman.edition.document import Document
from dragoman.errors import BadFinding
from dragoman.inquiries.quotation import standing

SHOWN = 60                      # characters of a quotation in a sentence


class Pointer(Struct, frozen=True):
    """Words as somebody points to them: the quotation, what stands before and after it, the offsets; what is known."""

    exact: str | None = None
    prefix: str = ""
    suffix: str = ""
    span: Span | None = None


def span_of(document: Document, pointer: Pointer) -> Span:
    """The span that is meant. Raises BadFinding where the words are not there, or at several places equally.

    Offsets alone are taken as they are. Where there is a quotation as well, the words count, and offsets tell only
    which of several places is meant; blanks and quotation marks of the quotation may differ from the paper's.
    """
    text = document.text
    if pointer.span is not None and not 0 <= pointer.span[0] < pointer.span[1] <= len(text):
        raise BadFinding(f"Characters {pointer.span[0]} to {pointer.span[1]} are no words of {document.id}, whose text "
                         f"has {len(text):,} characters.")
    if pointer.exact is None:
        if pointer.span is None:
            raise BadFinding("It says neither which words it is about nor where they stand.")
        return pointer.span
    exact = _as_in(text, pointer.exact)
    if pointer.span is not None and text[slice(*pointer.span)] == exact:
        return pointer.span
    found = _nearest(_around(standing(exact, text), text, pointer), pointer)
    if len(found) != 1:
        where = f"stand {len(found)} times in" if found else "are not in"
        more = "; give more of what stands before and after them" if found else ""
        raise BadFinding(f"The words “{_short(exact)}” {where} {document.id}{more}.")
    return found[0]


def _around(spans: Sequence[Span], text: str, pointer: Pointer) -> Sequence[Span]:
    """Of several places those with what stands before and after; all, where none has it."""
    if len(spans) < 2:
        return spans
    before, after = (_as_in(text, words) for words in (pointer.prefix, pointer.suffix))
    both = [s for s in spans if text.endswith(before, 0, s[0]) and text.startswith(after, s[1])]
    return both or spans


def _as_in(text: str, words: str) -> str:
    """Words of another program as a text has them: its letters are composed (NFC), those of other programs may not be.
    """
    return words if words in text else unicodedata.normalize("NFC", words)


def _nearest(spans: Sequence[Span], pointer: Pointer) -> Sequence[Span]:
    """Of several places the one nearest to the offsets, if there are any."""
    if pointer.span is None or len(spans) < 2:
        return spans
    at = pointer.span[0]
    return [min(spans, key=lambda s: abs(s[0] - at))]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN - 4]} ..."
