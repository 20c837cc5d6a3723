"""Lines as typed to paragraphs: hard-wrapped text is joined again, words divided at a line's end are made whole."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.sources.signs import BIT, bits, signs_of

# A typed or scanned page has 40 to 100 characters a line; where lines run longer, a line is a paragraph.
NARROWEST, WIDEST = 30, 120
# So much of the fullest line a line must fill for the next to be its continuation.
FULL = 0.72
# A line that had room for the next word, and so many letters more, was ended on purpose.
SLACK = 6
# A dateline, a closer or a signature fills no more than this of a line.
ALONE = 0.8
_DATED, _CLOSED, _NAMED = bits("dateline", "day first"), bits("closing", "obedient"), bits("name alone", "capitals")
# "... telegram sent from", "... (Received", "Signed at London,": it goes on
UNFINISHED = re.compile(r"(?:^|\s)[a-zà-ÿ]+$|,$|[(\[][^)\]]*$")
# Text is wrapped if in so many of its lines a full line runs on into the next.
RUNNING_ON = 0.2
# A short paper whose every line fits on a typed page is wrapped if one line in so many plainly runs on.
TYPED, A_FEW = 90, 15
# Blank lines part the paragraphs if there are so many short lines, and so many of them have a blank one after.
A_FEW_ENDS, SPACED = 4, 0.8
# Words looked at to learn how the text itself writes a divided word.
VOCABULARY = 2_000_000

# "... of the", "... Adams,": no end of a sentence
OPEN_END = re.compile(r"[^.!?:”\"’')\]]\s*$")
LOWER = re.compile(r"\s*[“\"‘'(\[]?[a-zà-öø-ÿа-я]")
# "aggres-" at a line's end; a dash between words is left alone
DIVIDED = re.compile(r"(?P<head>[^\W\d_]+)(?:-|\u00ad|¬|‐)$")
HYPHENS = ("-", "\u00ad", "¬", "‐")
FIRST_WORD = re.compile(r"[^\W\d_]+")
# "non-aggression", "anti-Comintern": divided at a hyphen that was there
PREFIXES = frozenset({"non", "anti", "ex", "vice", "self", "pro", "semi", "half", "well", "ill", "so", "by", "to"})
LEAST_WORD = 4
# "[6] In the letter", "2. We", "* * * *", "—— ": a line of its own whatever stands before it
OWN_LINE = re.compile(r"\s*(?:\[(?:\d{1,3}[a-z]?|[*†‡]+) ?\]|[*.·•_=-]{3,}|(?:\* ){2,}|\[?No\. ?\d+\]?$"
                      r"|\[[A-Z][^\]]{0,60}\]$)")
NUMBERED = re.compile(r"\s*\(?(?:\d{1,3}|[IVXivx]{1,5}|[a-z])[.)] +\S")


def unwrapped(lines: Sequence[str]) -> list[str]:
    """One paragraph or printed line in each string: wrapped lines joined, others as they are; no blank ones."""
    lines = [line.rstrip().expandtabs() if "\t" in line else line.rstrip() for line in lines]
    width = width_of(lines)
    if not width:
        return [line for line in lines if line]
    if _double_spaced(lines):
        lines = list(_single_spaced(lines))
    words, spaced = _vocabulary(lines), _spaced(lines, width)
    out: list[list[str]] = []
    before, blank = "", True
    for line in lines:
        if not line:
            blank = True
            continue
        if before and _goes_on(before, line, width, blank=blank, spaced=spaced):
            _join(out[-1], line.strip(), words)
        else:
            out.append([line.strip()])
        before, blank = line, False
    return ["".join(parts) for parts in out]


def width_of(lines: Sequence[str]) -> int:
    """The width that a text is wrapped to, or 0 if it is not wrapped."""
    lengths = sorted(len(line.strip()) for line in lines if line)
    if len(lengths) < 4:
        return 0
    width = lengths[int(len(lengths) * 0.95) if len(lengths) > 20 else -1]
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = FULL * width
    on = [b for a, b in pairwise(lines) if b and len(a) >= full and OPEN_END.search(a[-3:]) and not OWN_LINE.match(b)]
    lower = sum(1 for b in on if LOWER.match(b))
    wrapped = len(on) >= max(2, RUNNING_ON * len(lengths)) and lower * 3 >= len(on)
    short = lengths[-1] <= TYPED and lower * A_FEW >= len(lengths)
    return width if wrapped or short or _double_spaced(lines) else 0


def _spaced(lines: Sequence[str], width: int) -> bool:
    """Whether blank lines part the paragraphs: nearly every line that ends short has one after it."""
    after_short = [b for a, b in pairwise(lines) if a and len(a.strip()) < FULL * width]
    return len(after_short) >= A_FEW_ENDS and sum(not b for b in after_short) >= SPACED * len(after_short)


def _goes_on(before: str, line: str, width: int, *, blank: bool, spaced: bool) -> bool:
    """Whether a line continues the one before it."""
    broken, lower = bool(OPEN_END.search(before[-3:])), bool(LOWER.match(line))
    word = line.split(maxsplit=1)[0]
    full = len(before.strip()) >= FULL * width and len(before.strip()) + len(word) >= width - SLACK
    own = bool(OWN_LINE.match(line))
    if spaced and full and not blank:       # only a blank line would end the paragraph here
        return broken or not own
    if own:
        return False
    if blank:                                               # a page's end in the middle of a sentence
        return broken and lower and full
    if not full:
        return broken and lower
    if _indent(line) > _indent(before) + 1 and not lower:
        return False
    if NUMBERED.match(line) and not (broken and not before.endswith((";", "—"))):
        return False
    return len(line.strip()) > ALONE * width or not _stands_alone(before, line)


def _stands_alone(before: str, line: str) -> bool:
    """Whether a short line after a full one is a dateline, a closer or a signature."""
    signs, above = signs_of(line.strip()), signs_of(before.strip())
    if (signs & _DATED and not signs & BIT["story"]) or (signs & _CLOSED and signs & BIT["comma"]):
        return not UNFINISHED.search(before)
    return bool(signs & _NAMED and (above & BIT["obedient"] or before.endswith((".", "”"))))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _join(parts: list[str], line: str, words: frozenset[str]) -> None:
    """Adds a line to a paragraph; a word divided between them is made whole, as the text writes it elsewhere."""
    divided = DIVIDED.search(parts[-1][-40:]) if parts[-1].endswith(HYPHENS) else None
    first = FIRST_WORD.match(line)
    if not divided or not first:
        parts += (line,) if parts[-1].endswith(("—", "–")) else (" ", line)
        return
    head, rest = divided["head"].lower(), first[0].lower()
    compound = rest in words and len(rest) >= LEAST_WORD and (
        head in PREFIXES or (head in words and len(head) >= LEAST_WORD))
    keeps = first[0][0].isupper() or (head + rest not in words and (f"{head}-{rest}" in words or compound))
    if not keeps:
        parts[-1] = parts[-1][:-1]
    parts.append(line)


def _vocabulary(lines: Sequence[str]) -> frozenset[str]:
    """The words of the text, hyphens kept, those at the ends of lines left out."""
    if not any(line.endswith(HYPHENS) for line in lines):
        return frozenset()
    found: set[str] = set()
    seen = 0
    for line in lines:
        found.update(line.split()[:-1])
        seen += len(line)
        if seen > VOCABULARY:
            break
    return frozenset(word.strip(".,;:!?()[]“”\"'").lower() for word in found)


def _double_spaced(lines: Sequence[str]) -> bool:
    """Whether a blank line stands between the lines of a sentence throughout."""
    if len(lines) < 8:
        return False
    pairs = [(a, b) for a, blank, b in zip(lines, lines[1:], lines[2:], strict=False) if a and not blank and b]
    close = sum(1 for a, b in pairwise(lines) if a and b)
    running = sum(1 for a, b in pairs if len(a) <= WIDEST and OPEN_END.search(a[-3:]) and LOWER.match(b))
    return len(pairs) > 3 * close and running * 3 > len(pairs)


def _single_spaced(lines: Sequence[str]) -> Iterator[str]:
    """The lines without the first blank one after each."""
    skipped = False
    for line in lines:
        if line or skipped:
            yield line
            skipped = False
        else:
            skipped = True
