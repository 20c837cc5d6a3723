"""The day as a dateline prints it: "May 2/15, 1917", "February 17 [12], 1936", "June —, 1861", "July 31–August 2".

Datelines bear more than running text does: two calendars, editors' corrections, ranges, blanks.
"""

import re
from datetime import date as Day

from msgspec import Struct

from dragoman.edition.calendar import MONTH, ORDINAL, edtf_day, month_number


class PrintedDay(Struct, frozen=True):
    """The span of a printed day and its EDTF, which is None when the year is not printed."""

    start: int
    end: int
    value: str | None


_YEAR = r"1[5-9]\d\d|20\d\d"
# "1918", "[1934]", "A. D. 1870", "1924 [1925]", "(?) 1897"
_OF_YEAR = (rf"(?:[.,]{{0,2}}\s?(?:\(\?\)\s?)?\[?(?:A\.\s?D\.\s?)?(?P<year>{_YEAR})(?!\d)\]?"
            rf"(?:\s?\[(?P<better_year>{_YEAR})\??\])?)?")
# "September 30, 1861", "June 2d", "[January] 22, [1934]", "January 3[5?], 1925", "May 22, (June 3,) 1861"
MONTH_FIRST = re.compile(rf"""
    (?<!\w)\[?(?P<month>{MONTH})\]?,?\s?
    (?:(?P<day>\d{{1,2}}){ORDINAL}(?!\d)|[—–-]+(?=,))
    (?:\s?\[(?P<better>\d{{1,2}})\??\])?
    (?:\s?(?P<join>[–—/-]|,?\s?\(|\sand\s|\sto\s)\s?(?:(?P<month2>{MONTH})\s)?
       (?P<day2>\d{{1,2}}){ORDINAL}(?!\d|\s?[ap]\.?\s?m|[:.]\d\d\s?[ap]),?\)?)?
    {_OF_YEAR}""", re.I | re.X)
# "30th of September, 1861", "3 October 1902", "10/23 March, 1895"
DAY_FIRST = re.compile(rf"""
    (?<![\d:.])(?P<day>\d{{1,2}}){ORDINAL}(?:(?P<join>[–—/-])(?P<day2>\d{{1,2}}){ORDINAL})?(?:\sday)?(?:\sof)?\s
    (?P<month>{MONTH})(?P<month2>)(?P<better>){_OF_YEAR}""", re.I | re.X)
# "July, 1864", "March 1918"
MONTH_ONLY = re.compile(rf"(?<!\w)(?P<month>{MONTH}),?\s(?P<year>{_YEAR})(?!\d)", re.I)
_CIRCA = re.compile(r"\b(?:circa|about|ca\.|c\.)\s*$", re.I)
_CALENDARS_APART = (11, 12, 13)     # days between Old and New Style in the 18th, 19th and 20th century


def printed_day(text: str) -> PrintedDay | None:
    """The last day that a line prints, one with a year before one without."""
    found = sorted([*MONTH_FIRST.finditer(text), *DAY_FIRST.finditer(text)], key=lambda m: (m.end(), -m.start()))
    chosen = next((m for m in reversed(found) if m["year"]), found[-1] if found else None)
    if chosen is None:
        m = MONTH_ONLY.search(text)
        return PrintedDay(m.start(), m.end(), f"{m['year']}-{month_number(m['month']):02}") if m else None
    value, start = _value(chosen), chosen.start()
    before = [m for m in found if m["year"] and re.fullmatch(r"\s*[–—-]\s*", text[m.end():chosen.start()])]
    if before and value:
        first = _value(before[0])
        value, start = (f"{first}/{value}", before[0].start()) if first else (value, start)
    circa = _CIRCA.search(text[:start])
    return PrintedDay(start, chosen.end(), f"{value}~" if circa and value and "/" not in value else value)


def _value(m: re.Match[str]) -> str | None:
    """The EDTF of one printed day or pair of days."""
    if not m["year"]:
        return None
    year, month = int(m["better_year"] or m["year"]), month_number(m["month"])
    if not m["day"]:
        return f"{year}-{month:02}"
    first = edtf_day(year, month, int(m["better"] or m["day"]))
    if not m["day2"] or first is None:
        return first
    second = edtf_day(year, month_number(m["month2"]) if m["month2"] else month, int(m["day2"]))
    if second is None or "and" in m["join"]:
        return first
    if (Day.fromisoformat(second) - Day.fromisoformat(first)).days in _CALENDARS_APART and "to" not in m["join"]:
        return second
    return f"{first}/{second}" if second > first and "(" not in m["join"] else first
