"""Quotations: where a text gives words in quotation marks as somebody else's, long enough to be more than a term.

Papers are printed with “curly”, "straight", «pointed» and „low“ marks, and scans and web pages mix them, so a mark is
taken by what stands beside it as well as by its form.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from dragoman.edition.annotation import Span
from dragoman.edition.document import Document

MARKS = '"“”„«»'
# fewer words than this are a term or a name ("anti-Comintern" agreement), not somebody's words
FEWEST_WORDS = 4
# a quotation that opens in one paragraph and is closed in a later one, with no marks before those between: so many
# paragraphs with marks of their own, and so many characters, are looked through
_PARAGRAPHS_AHEAD, _CHARACTERS_AHEAD = 12, 12_000

# A doubled single mark is one. Left alone: seconds of an angle ("37° 15' 30""). It begins with its one set of signs, to
# which `re` runs without trying every letter
_MARK = re.compile(rf"[{MARKS}‘’](?:(?<=‘)‘|(?<=’)’|(?<![‘’])(?<!'\d.)(?<!'\d\d.))")
_FORMS = {"‘‘": "“", "’’": "”"}
_BEFORE_OPENING = frozenset(" \n\t\u00a0([{—–-‘'/" + MARKS)
_AFTER_OPENING = frozenset("([‘'$£¥")
_SPACE = frozenset(" \n\t\u00a0")
# "in China itself. At the same time": where a sentence ends. Left alone: "Mr. Smith", "B. Stomonyakov"
_SENTENCE_END = re.compile(r"(?<![A-Z.])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?](?=\s+[A-Z])")
# "his Government”.[86]": what may stand between a closing mark and the end of its paragraph
_TAIL = re.compile(r"[.,;:!?)’'\]\s]*(?:\[\w+\]\s*)?[.,;]?")
# "Documents on German Foreign Policy": a title has capitals in all but its small words
_TITLE = re.compile(r"(?:(?:[A-Z0-9][\w'’.-]*|of|the|and|for|on|in|to|a|an|with|de|la|du),?\s+)*[A-Z0-9][\w'’.-]*")


class _Mark(NamedTuple):
    """A quotation mark; a doubled single mark counts as one double."""

    form: str
    start: int
    end: int


class _Matched(NamedTuple):
    """The marks of a paragraph, matched: the outer pairs; openings without an end; the first closing that ends none."""

    pairs: list[Span]
    opened: list[_Mark]
    loose: _Mark | None


class _Paragraph(NamedTuple):
    """A paragraph that has marks."""

    start: int
    end: int
    marks: list[_Mark]


def quotations(document: Document) -> tuple[Span, ...]:
    """The quotations of a document in their order, with their marks; none lies in another.

    One that runs over several paragraphs is one span, whether each of them opens with a mark or only the first; one
    that is never closed ends with its paragraph. Left alone: fewer than FEWEST_WORDS words, and titles ("Documents on
    German Foreign Policy").
    """
    return spans(document.text)


@lru_cache(maxsize=4)
def spans(text: str) -> tuple[Span, ...]:
    """The quotations of a text; kept for the readers of one paper, who all ask."""
    paragraphs = _paragraphs(text)
    found: list[Span] = []
    i = 0
    while i < len(paragraphs):
        pairs, opened, _ = _match(text, paragraphs[i].marks)
        found += pairs
        if opened:
            *earlier, last = opened
            openings = [m.start for m in opened] + [start for start, _ in pairs]
            found += [_cut(text, m.start, openings, paragraphs[i].end) for m in earlier]
            i, end = _run(text, paragraphs, i, last)
            found.append((last.start, end) if end else _cut(text, last.start, openings, paragraphs[i].end))
        i += 1
    return tuple(sorted(s for s in found if _is_quotation(text[s[0]:s[1]])))


def _paragraphs(text: str) -> list[_Paragraph]:
    """The paragraphs with quotation marks in them. Most papers have none."""
    found: list[_Paragraph] = []
    for m in _MARK.finditer(text):
        if not found or m.start() > found[-1].end:
            end = text.find("\n", m.start())
            found.append(_Paragraph(text.rfind("\n", 0, m.start()) + 1, end if end >= 0 else len(text), []))
        found[-1].marks.append(_Mark(_FORMS.get(m[0], m[0]), m.start(), m.end()))
    return found


def _match(text: str, marks: Sequence[_Mark], running: _Mark | None = None) -> _Matched:
    """The marks of a paragraph, matched; `running` was opened in an earlier one."""
    opened = [running] if running else []
    pairs: list[Span] = []
    loose: _Mark | None = None
    for mark in marks:
        opens = _opens(text, mark, opened[-1].form if opened else "")
        if opens:
            opened.append(mark)
        elif opens is not None and opened:
            start = opened.pop().start
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, mark.end))
        elif opens is not None and loose is None:
            loose = mark
    return _Matched(pairs, opened, loose)


def _opens(text: str, mark: _Mark, within: str) -> bool | None:
    """Whether a mark opens a quotation or closes one; None for one that does neither. `within` is what is open."""
    before, after = text[mark.start - 1:mark.start], text[mark.end:mark.end + 1]
    spaced = not after or after in _SPACE
    free = (not before or before in _BEFORE_OPENING) and not spaced
    word = after.isalnum() or after in _AFTER_OPENING
    match mark.form:
        case "„" | "«":
            return True
        case "»":
            return False
        case "“":   # „low marks end so“, and a scanner takes one for the other: “nacionalidad “with the word
            if spaced and before in _SPACE - {"\n"}:
                return None     # a ditto, in a list of sums
            return not within or not (within == "„" or (spaced and before not in _SPACE))
        case "”":
            return free and word and not within
    if spaced and (not before or before in _SPACE):
        return None     # a ditto
    return free and (word or not within)


def _run(text: str, paragraphs: Sequence[_Paragraph], i: int, first: _Mark) -> tuple[int, int]:
    """The last paragraph of a quotation that paragraph `i` leaves open, and where the quotation ends; 0 if not known.

    “It has been suggested. / “We received a message. / “I regard this as disinformation.”
    """
    at = i
    while at + 1 < len(paragraphs):
        here = paragraphs[at + 1]
        opening = here.marks[0]
        if here.start != paragraphs[at].end + 1 or text[here.start:opening.start].strip() or opening.form != first.form:
            break
        at += 1
        pairs, opened, _ = _match(text, here.marks[1:], first)
        if first not in opened:
            return at, next(end for start, end in pairs if start == first.start)
    if at > i:
        return at, paragraphs[at].end
    return _closed_later(text, paragraphs, i, first) or (i, 0)


def _closed_later(text: str, paragraphs: Sequence[_Paragraph], i: int, first: _Mark) -> tuple[int, int] | None:
    """Where a quotation ends whose later paragraphs do not open with a mark: the mark at the end of one closes it."""
    for at in range(i + 1, min(len(paragraphs), i + 1 + _PARAGRAPHS_AHEAD)):
        here = paragraphs[at]
        if here.end - first.start > _CHARACTERS_AHEAD:
            return None
        _, opened, loose = _match(text, here.marks)
        if loose:
            ends = loose == here.marks[-1] and _TAIL.fullmatch(text, loose.end, here.end)
            return (at, loose.end) if ends else None
        if opened:
            return None
    return None


def _cut(text: str, start: int, openings: Sequence[int], end: int) -> Span:
    """A quotation without a closing mark: to the end of its paragraph, or of the last sentence before another opens.

    “The only question is whether Japan will attack. The author believed that "the Japanese government will act."
    """
    another = min((o for o in openings if o > start), default=0)
    if not another:
        return start, end
    stops = list(_SENTENCE_END.finditer(text, start, another))
    return start, stops[-1].end() if stops else another


def _is_quotation(words: str) -> bool:
    """Whether words between marks are more than a term or a title."""
    inside = words.strip(MARKS + " ,.;")
    return len(inside.split()) >= FEWEST_WORDS and (inside.isupper() or not _TITLE.fullmatch(inside))
