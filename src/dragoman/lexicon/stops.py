"""Stops: where a sentence of a paper begins and ends, by its punctuation alone, for words that are to be shown."""

import re
from collections.abc import Iterator

from dragoman.lexicon import one_of

# "? “The Minister", ". 3. The": the end of a sentence and the beginning of the next, a note's marker between them or
# not
_END = re.compile(r"[.?!][”\"’')\]]*(?:\s?\[\w{1,3}\s?\])?(?=\s+[“\"‘'(\[]?[A-ZÀ-Þ0-9])")
_ABBREVIATED = re.compile(rf"(?:\b{one_of('contents', 'abbreviated')}|(?<!\w)[A-ZÀ-Þ])$")
# a telegram's "22." before its first sentence, a numbered paragraph's "8."
_NUMBER = re.compile(r"\d{1,5}\.\s+")


def line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the line that holds a span: in a paper's text, of its paragraph."""
    foot = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, foot if foot >= 0 else len(text)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence that a span stands in; it never crosses a line. A number before it is left out."""
    first, last = line_of(text, start, end)
    for m in _END.finditer(text, first, last):
        if _is_abbreviated(text, first, m):
            continue
        if m.end() <= start:
            first = m.end()
        elif m.start() >= end - 1:
            last = m.end()
            break
    while first < start and text[first].isspace():
        first += 1
    number = _NUMBER.match(text, first)
    return number.end() if number and number.end() <= start else first, last


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of all sentences between two places, the white space around them left out."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        first, last = start + line.start(), start + line.end()
        for m in _END.finditer(text, first, last):
            if not _is_abbreviated(text, first, m):
                yield _trimmed(text, first, m.end())
                first = m.end()
        if first < last:
            yield _trimmed(text, first, last)


def _is_abbreviated(text: str, first: int, stop: re.Match[str]) -> bool:
    return text[stop.start()] == "." and _ABBREVIATED.search(text, max(first, stop.start() - 12),
                                                             stop.start()) is not None


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return first, last
