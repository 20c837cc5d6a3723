"""HistoricalDate: a date as precise as it is known, in EDTF (ISO 8601-2), with its first and last possible day.

A year, month, day, season, decade, century, interval (open ends too) or set; "?", "~" and "%" are printed back.
"""

import calendar
import re
from datetime import date as Day

from msgspec import Struct

_EARLIEST, _LATEST = Day.min, Day.max
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}

# "1937", "1937-01", "1937-01-21", "1936-21" (spring), "193X", "18XX", "XXXX-06-03", with "?", "~", "%"
_SIMPLE = re.compile(r"(?P<year>[\dX]{4})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%]?)", re.A)


class HistoricalDate(Struct, frozen=True, order=True):
    """A date with its first and last possible day; `edtf` is how it is printed. Sorts by first day, then by last."""

    first: Day
    last: Day
    edtf: str

    def __str__(self) -> str:
        return self.edtf

    def may_be(self, other: "HistoricalDate") -> bool:
        """Whether the two can mean the same day."""
        return self.first <= other.last and other.first <= self.last


def parse(edtf: str) -> HistoricalDate | None:
    """The date that an EDTF text means, or None when it is none."""
    bounds = _bounds(edtf)
    return HistoricalDate(*bounds, edtf) if bounds else None


def _bounds(edtf: str) -> tuple[Day, Day] | None:
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        start = (_EARLIEST, _EARLIEST) if first in ("", "..") else _simple(first)
        end = (_LATEST, _LATEST) if last in ("", "..") else _simple(last)
        return (start[0], end[1]) if start and end and start[0] <= end[1] else None
    if edtf[:1] + edtf[-1:] in ("{}", "[]"):
        inner = [b for part in re.split(r",|\.\.", edtf[1:-1]) if part.strip() for b in (_simple(part.strip()),)]
        known = [b for b in inner if b is not None]
        return (min(b[0] for b in known), max(b[1] for b in known)) if known and len(known) == len(inner) else None
    return _simple(edtf)


def _simple(edtf: str) -> tuple[Day, Day] | None:
    m = _SIMPLE.fullmatch(edtf)
    if m is None:
        return None
    low, high = max(int(m["year"].replace("X", "0")), 1), int(m["year"].replace("X", "9"))
    month = None if m["month"] in (None, "XX") else int(m["month"])
    day = None if m["day"] in (None, "XX") else int(m["day"])
    try:
        if month is None:
            return (Day(low, 1, 1), Day(high, 12, 31))
        if month in _SEASONS:
            return _season(low, high, month) if day is None else None
        if day is None:
            return (Day(low, month, 1), Day(high, month, calendar.monthrange(high, month)[1]))
        return (Day(low, month, day), Day(high, month, day))
    except (ValueError, calendar.IllegalMonthError):
        return None


def _season(low: int, high: int, season: int) -> tuple[Day, Day] | None:
    """Meteorological seasons of the northern half; winter begins in December of its year and ends in February."""
    begin, finish = _SEASONS[season]
    year, month = (high + 1, finish - 12) if finish > 12 else (high, finish)
    return (Day(low, begin, 1), Day(year, month, calendar.monthrange(year, month)[1]))
