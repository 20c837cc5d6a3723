"""Days and hours as the papers print them, and as EDTF (ISO 8601-2): months' names, day and year, time of day.

Shared by whoever reads a dateline, a date in running text, or a cited paper's date.
"""

import re
from datetime import date as Day

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")
# "September", "Sept.", "Dec", "Febr."; the full word first, so that "March" is not read as "Mar"
MONTH = (r"(?:January|Jan\.?|February|Febr?\.?|March|Mar\.?|April|Apr\.?|May|June?\.?|July?\.?|August|Aug\.?"
         r"|September|Sept?\.?|October|Oct\.?|November|Nov\.?|December|Dec\.?)")
ORDINAL = r"(?:st|nd|rd|d|th)?"
_MONTH_NUMBER = {name[:3]: i + 1 for i, name in enumerate(MONTHS)}

# "September 30, 1861", "Septbr 30" is left alone; "June 2d"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
MONTH_DAY = re.compile(rf"\b(?P<month>{MONTH}),? (?P<day>\d{{1,2}}){ORDINAL}(?!\d)(?:,? {YEAR})?", re.I)
# "30th of September, 1861", "3 October 1902"
DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}}){ORDINAL}(?: day)?(?: of)? (?P<month>{MONTH})(?:,? {YEAR})?", re.I)
# "7 p. m.", "11:40 a.m.", "noon", "midnight"
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.? ?m\b\.?|\b(?P<word>noon|midnight)\b", re.I)


def month_number(word: str) -> int:
    """1 to 12 for a month's name or its abbreviation ("Sept.", "December"). Raises KeyError for another word."""
    return _MONTH_NUMBER[word[:3].lower()]


def edtf_day(year: int, month: int, day: int) -> str | None:
    """ "1937-01-21", or None when there is no such day."""
    try:
        return Day(year, month, day).isoformat()
    except ValueError:
        return None


def clock(text: str) -> str | None:
    """ "19:00" for the first time of day in a text ("7 p. m."); "12:00" for noon, "00:00" for midnight; else None."""
    m = CLOCK.search(text)
    if m is None:
        return None
    if m["word"]:
        return "12:00" if m["word"].lower() == "noon" else "00:00"
    return hour_of(m)


def hour_of(m: re.Match[str]) -> str | None:
    """ "19:00" for a match that has the groups hour, minute and half ("7 p. m."); None when there is no such time."""
    hour, minute = int(m["hour"]), int(m["minute"] or 0)
    if hour > 12 or minute > 59:
        return None
    return f"{hour % 12 + (12 if m['half'].lower() == 'p' else 0):02}:{minute:02}"
