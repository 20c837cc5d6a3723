"""The numbers that Word puts before paragraphs ("1.", "(b)", "II."): they stand in no text run, but on the page."""

import re
from typing import NamedTuple

from lxml.etree import _Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# "%1." and "(%2)": where a level's number stands in its pattern
PLACE = re.compile(r"%(?P<level>[1-9])")
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST_ROMAN = 4000


class Level(NamedTuple):
    """How one level of a list is numbered: the first number, its form, the pattern around it."""

    start: int
    form: str
    pattern: str


class Numbering:
    """The lists of a Word file, and how far each has been counted."""

    def __init__(self, root: _Element | None, styles: _Element | None = None) -> None:
        self.styles = {style.get(f"{WORD}styleId"): found for style in (() if styles is None else styles)
                       if (found := style.find(f"{WORD}pPr/{WORD}numPr")) is not None}
        self.levels: dict[str, dict[int, Level]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        abstract = {} if root is None else {
            a.get(f"{WORD}abstractNumId"): _levels(a) for a in root.iterfind(f"{WORD}abstractNum")}
        for number in () if root is None else root.iterfind(f"{WORD}num"):
            link = number.find(f"{WORD}abstractNumId")
            if link is not None:
                self.levels[number.get(f"{WORD}numId") or ""] = abstract.get(link.get(f"{WORD}val"), {})

    def next(self, number: str, depth: int) -> str:
        """The printed number of the next item of a list; "" where it has none, or a bullet."""
        levels = self.levels.get(number, {})
        level = levels.get(depth)
        if level is None:
            return ""
        self.counts[number, depth] = self.counts.get((number, depth), level.start - 1) + 1
        for deeper in range(depth + 1, 9):
            self.counts.pop((number, deeper), None)
        if level.form in ("bullet", "none"):
            return ""

        def printed(m: re.Match[str]) -> str:
            at = int(m["level"]) - 1
            other = levels.get(at, level)
            return _numeral(self.counts.get((number, at), other.start), other.form)
        return PLACE.sub(printed, level.pattern).strip()


def paragraph_number(p: _Element, numbering: Numbering) -> str:
    """The number that Word prints before a paragraph, "" if there is none."""
    properties = p.find(f"{WORD}pPr/{WORD}numPr")
    if properties is None and (style := p.find(f"{WORD}pPr/{WORD}pStyle")) is not None:
        properties = numbering.styles.get(style.get(f"{WORD}val"))
    if properties is None:
        return ""
    number, depth = properties.find(f"{WORD}numId"), properties.find(f"{WORD}ilvl")
    level = "0" if depth is None else depth.get(f"{WORD}val") or "0"
    if number is None or not level.isdecimal() or len(level) > 1:
        return ""
    return numbering.next(number.get(f"{WORD}val") or "", int(level))


def _levels(e: _Element) -> dict[int, Level]:
    """The levels of an abstract list."""
    found = {}
    for level in e.iterfind(f"{WORD}lvl"):
        def value(name: str, otherwise: str, level: _Element = level) -> str:
            child = level.find(f"{WORD}{name}")
            return otherwise if child is None else child.get(f"{WORD}val") or otherwise
        depth, start = level.get(f"{WORD}ilvl") or "0", value("start", "1")
        if depth.isdecimal():
            first = int(start) if start.isdecimal() else 1
            found[int(depth)] = Level(first, value("numFmt", "decimal"), value("lvlText", ""))
    return found


def _numeral(n: int, form: str) -> str:
    """A number in the form of a list's level."""
    if form in ("lowerLetter", "upperLetter") and n > 0:
        letters = chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < n < MOST_ROMAN:
        numeral = ""
        for value, letters in ROMAN:
            numeral += letters * (n // value)
            n %= value
        return numeral.upper() if form == "upperRoman" else numeral
    return str(n)
