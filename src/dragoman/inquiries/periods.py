"""Periods: a span of days as whole years, which are counted when papers are filed, and what is left of others."""

from typing import NamedTuple

from dragoman.edition.dates import HistoricalDate


class Span(NamedTuple):
    """Days from a first to a last."""

    first: str
    last: str


def parts(date: HistoricalDate) -> tuple[tuple[int, int] | None, tuple[Span, ...]]:
    """The first and last whole year of a date, None for none, and the spans before and after these that it has too."""
    first, last = date.first, date.last
    low = first.year if (first.month, first.day) == (1, 1) else first.year + 1
    high = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    if low > high:
        return None, (Span(str(first), str(last)),)
    before = (Span(str(first), f"{first.year:04}-12-31"),) if low > first.year else ()
    after = (Span(f"{last.year:04}-01-01", str(last)),) if high < last.year else ()
    return (low, high), before + after

