"""Days as a citation words them: "21 January 1937", "ca. March 1936", "1936?", "between 3 and 5 March 1936"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.edition.calendar import MONTHS
from dragoman.edition.dates import parse

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
# "1937-01-21", "1936-21" (spring), "193X", "1936-03-XX", with "?", "~" or "%"
_POINT = re.compile(r"(?P<year>[\dX]{4})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%]?)", re.A)
_OPEN = ("", "..")


class Point(NamedTuple):
    """A year, month, season or day; `mark` is EDTF's "?" (uncertain), "~" (approximate) or "%" (both)."""

    year: str
    month: int | None = None
    day: int | None = None
    mark: str = ""

    @property
    def exact(self) -> bool:
        """Whether the year is known to the last figure."""
        return self.year.isdecimal()


def point(edtf: str | None) -> Point | None:
    """The one year, month, season or day that an EDTF text names; None for intervals, sets and what is no date."""
    m = _POINT.fullmatch(edtf) if edtf and parse(edtf) else None
    if m is None:
        return None
    month = int(m["month"]) if m["month"] not in (None, "XX") else None
    # the day of a month that is not known tells nothing to a reader
    day = int(m["day"]) if month is not None and m["day"] not in (None, "XX") else None
    return Point(m["year"], month, day, m["mark"])


def interval(edtf: str | None) -> tuple[Point, Point] | None:
    """The first and the last of an interval that is closed on both sides, else None."""
    if not edtf or parse(edtf) is None:
        return None
    first, _, last = edtf.partition("/")
    a, b = point(first), point(last)
    return (a, b) if a and b else None


def in_words(edtf: str | None) -> str | None:
    """The date as a sentence has it; None when there is no date, or none that is known."""
    if not edtf or parse(edtf) is None:
        return None
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        return _between(first, last)
    if edtf[:1] in "[{":
        return _several(edtf)
    one = point(edtf)
    return _words(one) if one else None


def _several(edtf: str) -> str | None:
    """One of several days ("3 or 5 March 1936"), or all of them ("3 March 1936 and 5 March 1936")."""
    found = []
    for part in filter(None, (p.strip() for p in edtf[1:-1].split(","))):
        first, dots, last = part.partition("..")
        one = point(first)
        words = _between(first.strip(), last.strip()) if dots else one and _words(one)
        if words is None:
            return None
        found.append(words)
    return listed(found, "or" if edtf[0] == "[" else "and") or None


def _between(first: str, last: str) -> str | None:
    """The words for an interval, which may be open on one side."""
    a, b = point(first), point(last)
    if first in _OPEN:
        return f"{_at(b)} or before {_words(b)}" if b and _words(b) else None
    if last in _OPEN:
        return f"{_at(a)} or after {_words(a)}" if a and _words(a) else None
    if a is None or b is None or not (_words(a) and _words(b)):
        return None
    if a == b:
        return _words(a)
    return f"between {_shortened(a, b)} and {_words(b)}"


def _at(p: Point | None) -> str:
    return "on" if p and p.day else "in"


def _shortened(a: Point, b: Point) -> str | None:
    """The earlier of two dates without the month and year that the later one says."""
    if a.exact and a.year == b.year and not a.mark and not b.mark and a.month and b.month:
        if a.day and b.day:
            return str(a.day) if a.month == b.month else f"{a.day} {_month(a.month)}"
        if not a.day and not b.day:
            return _month(a.month)
    return _words(a)


def _words(p: Point) -> str | None:
    year = _year(p.year)
    if p.month is None:
        said = None if p.year == "XXXX" else year
    else:
        month = f"{p.day} {_month(p.month)}" if p.day else _month(p.month)
        said = f"{month} {year}" if p.exact else f"{month}, {year}"
    if said is None:
        return None
    return ("ca. " if p.mark in ("~", "%") else "") + said + ("?" if p.mark in ("?", "%") else "")


def _month(number: int) -> str:
    return SEASONS[number] if number in SEASONS else MONTHS[number - 1].capitalize()


def _year(year: str) -> str:
    if year.isdecimal():
        return str(int(year))
    if year == "XXXX":
        return "year unknown"
    if year[:3].isdecimal():
        return f"{int(year[:3])}0s"
    low, high = (int(year.replace("X", figure)) for figure in "09")
    return f"between {low} and {high}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words in a row: "A", "A and B", "A, B, and C"."""
    if len(words) < 3:
        return f" {last} ".join(words)
    return f"{', '.join(words[:-1])}, {last} {words[-1]}"
