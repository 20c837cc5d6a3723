"""The lines between two papers: the end of the one, the head of the next, or what belongs to neither.

"[5] See Zarya, January 11." and "No comments" end a paper, "Letter from the Deputy Commissar to ..." heads one,
"Austria-Hungary" is the head of a chapter. Nothing is left out in doubt: what is not plainly a head of a chapter or
an index stays with the paper before it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from dragoman.lexicon import words
from dragoman.sources.signs import BIT, bits

# A paper begins, goes on; an enclosure begins, goes on; matter between papers (front matter, chapter heads, index).
Part = Literal["paper", "in paper", "enclosure", "in enclosure", "matter"]
# "[5] See Zarya": the note of a paper; "Boundary dispute with Sorland[5]" has it as its own
NOTE = re.compile(r"\[(?P<label>\d{1,3}[a-z]?|[a-z]|[*†‡]+) ?\]")
# "Done at London ...", "Hon. W. H. Seward, &c., &c.", "(Signed)", ", [Seal.]", ".": the foot of a paper
_FOOT = bits("note", "closing", "obedient", "addressee", "and so on", "signed", "in witness")
_LISTED = bits("list about", "page ends", "pages ends", "same to same")
_BRIEF = bits("length 6", "length 14", "length 28")     # "Index", "List of Papers"
_HEADING = bits("title to", "office to", "paper from")
_ANY_HEADING = _HEADING | bits("name to", "paper", "paper in capitals", "editorial", "enclosure bracket")
_OPENS = _HEADING | bits("file", "file other", "numbered")
_NO_HEADING = bits("long", "story", "quoted", "lower")
_HEAD_ENDS = bits("long", "salutation", "note", "telegraph no")
FRONT = frozenset(line.casefold() for line in words("boundary", "front"))
SCANT = 4               # "Sources", and two or three lines, are no paper
HEAD = 6                # lines in which a paper has its heading
# "Letter from ... to ...", "Mr. Rask to Mr. Hollen"
TO = re.compile(r"\b(?:to|To|TO)\b")
# "The Hon. W. H. Seward, Secretary of State", "G. Rask, Esq., &c., &c., Anstad": to whom a letter goes
ADDRESSEE = re.compile(r"The Hon\b|[^:;]{3,60}(?:, Esq\b|, &c\.)")
# ".", ", [Seal.]": what was cut off from the line before
CUT_OFF = re.compile(r"[^\w\[(“‘\"'—]|[a-zà-ÿ]")
# A line so long that ends like a sentence is a passage; so many passages, or one so long, are no head of a chapter.
PASSAGE, PASSAGES, LONG = 100, 2, 320
TAIL = 3                # so few lines at the very end are no index
SENTENCE_ENDS = (".", ":", ";", "”", "—", "]")
WEBSITE = 45            # a longer line is no website's


def settle(parts: list[Part], lines: Sequence[str], found: Sequence[int]) -> None:
    """Gives the lines taken for matter that are none to the paper before them or, as its heading, to the next."""
    _begin_after_front(parts, lines, found)
    _begin_after_notes(parts, lines, found)
    starts = [i for i, part in enumerate(parts) if part == "paper"]
    for i, start in enumerate(starts):
        above = starts[i - 1] if i else -1
        heading = _heading_above(parts, lines, found, start)
        if heading > above and heading < start:
            parts[heading:start + 1] = ["paper", *["in paper"] * (start - heading)]  # type: ignore[list-item]
    for start, following in pairwise([*starts, len(lines)]):
        begin = next((i for i in range(start, following) if parts[i] == "matter"), following)
        end = next((i for i in range(begin, following) if parts[i] == "paper"), following)
        kept = _end_of_paper(lines[begin:end], found[begin:end], last=end == len(lines))
        parts[begin:begin + kept] = ["in paper"] * kept


def has_front(lines: Sequence[str]) -> bool:
    """Whether one of these lines heads the front matter of a volume ("Sources", "PREFACE.")."""
    return any(line.strip(" .").casefold() in FRONT for line in lines)


def _begin_after_front(parts: list[Part], lines: Sequence[str], found: Sequence[int]) -> None:
    """Lets the first paper begin with its head, not with the few lines between "Sources" and that head."""
    first = next((i for i, part in enumerate(parts) if part == "paper"), len(parts))
    if first == len(parts) or found[first] & _OPENS or not has_front(lines[max(0, first - SCANT):first + 1]):
        return
    for i in range(first + 1, min(first + SCANT, len(parts))):
        if found[i] & _OPENS and not found[i] & _NO_HEADING:
            parts[:i + 1] = [*["matter"] * i, "paper"]  # type: ignore[list-item]
            return


def _begin_after_notes(parts: list[Part], lines: Sequence[str], found: Sequence[int]) -> None:
    """Lets a paper begin with a heading after notes or a website's line, if a dateline and a salutation follow it."""
    last = parts[0]
    for i in range(1, len(parts) - 1):
        last = parts[i] if parts[i] in ("paper", "enclosure") else last
        if last != "paper" or not parts[i].startswith("in ") or found[i] & _NO_HEADING:
            continue
        after = found[i - 1] & BIT["note"] or website(lines[i - 1])
        if after and _is_heading(lines[i], found[i]) and _greets(found[i + 1:i + HEAD]):
            parts[i] = "paper"


def _greets(found: Sequence[int]) -> bool:
    """Whether a dateline and then a salutation are among these lines."""
    dated = False
    for s in found:
        if s & BIT["salutation"]:
            return dated
        if s & _HEAD_ENDS:
            return False
        dated |= bool(s & BIT["dateline"])
    return False


def _heading_above(parts: Sequence[Part], lines: Sequence[str], found: Sequence[int], start: int) -> int:
    """The line of the heading that stands as matter right above a paper without one; else `start`."""
    if not start or parts[start - 1] != "matter" or not _is_heading(lines[start - 1], found[start - 1]):
        return start
    for s in found[start:start + HEAD]:
        if s & _ANY_HEADING:
            return start
        if s & _HEAD_ENDS:
            break
    return start - 1


def _is_heading(line: str, signs: int) -> bool:
    """Whether a line says who writes to whom."""
    return bool(signs & _HEADING and not signs & (_LISTED | BIT["note"]) and TO.search(line))


def _end_of_paper(lines: Sequence[str], found: Sequence[int], *, last: bool) -> int:
    """How many of the lines after a paper are its own."""
    if last and len(lines) <= TAIL:
        return len(lines)
    kept, prose = 0, 0
    for i, (line, signs) in enumerate(zip(lines, found, strict=True)):
        if signs & BIT["matter"] and signs & _BRIEF:
            break
        foot = (kept == i and _is_foot(line, signs)) or (i <= kept + 1 and CUT_OFF.match(line))
        if foot or website(line) or _is_its_note(line, lines[kept:i]):
            kept = i + 1
        elif len(line) >= PASSAGE and line.endswith(SENTENCE_ENDS) and not signs & _LISTED:
            prose += PASSAGES if len(line) >= LONG or kept == i else 1
            kept = i + 1 if prose >= PASSAGES else kept
    return kept


def _is_foot(line: str, signs: int) -> bool:
    """Whether a line, right after a paper, is of its foot."""
    return bool(signs & _FOOT or ADDRESSEE.match(line))


def _is_its_note(line: str, between: Sequence[str]) -> bool:
    """Whether a line is a note of the paper before, and not of the head of a chapter since."""
    m = NOTE.match(line)
    return m is not None and not any(f"[{m['label']}]" in head for head in between)


def website(line: str) -> bool:
    """Whether a whole line is a website's ("No comments")."""
    return len(line) < WEBSITE and line.strip(" .[]()|<>«»›·…:").lower() in words("boilerplate", "lines")
