"""Worded dates: a date as a person writes it and as pages print it, "1 May 1936", "between 3 and 5 March 1936"."""

import re

from dragoman.edition.dates import HistoricalDate, parse
from dragoman.edition.printed_day import printed_day
from dragoman.publish.citations.days import SEASONS

HINT = "1936-03 or 1 May 1936"
# "1 May 1936 to 3 June 1936", "between 3 and 5 March 1936", "1936-03..1936-05"
_SPAN = re.compile(r"(?:(?:from|between)\s+)?(?P<first>.*?)\s*(?:\.\.|\s(?:to|until|till|and|[–—-])\s)\s*(?P<last>.*)",
                   re.I | re.S)
_OPEN = (re.compile(r"(?:(?:on|in) or )?before\s+(?P<last>.+)|until\s+(?P<until>.+)", re.I | re.S),
         re.compile(r"(?:(?:(?:on|in) or )?after|since|from)\s+(?P<first>.+)", re.I | re.S))
_ABOUT = re.compile(r"\A(?:ca\.|c\.|circa|about)\s*", re.I)
# "1 May 1936, 16:00": the hour narrows no list
_HOUR = re.compile(r",\s*\d{1,2}[:.]\d\d\Z")
_DAY = re.compile(r"\d{1,2}\Z", re.A)
_NO_YEAR = re.compile(r"(?:\d{1,2}\s+)?[^\W\d]+\Z")
_DECADE = re.compile(r"(?P<tens>\d{3})0s\Z", re.A)
_SEASON = re.compile(rf"(?P<season>{'|'.join(SEASONS.values())})\s(?P<year>\d{{4}})\Z", re.I | re.A)


def worded_date(words: str) -> HistoricalDate | None:
    """The date that words mean, an EDTF text being one already; None where they mean none."""
    words = " ".join(words.split())
    return parse(words) or parse(_point(words) or "") or _open(words) or _span(words)


def _open(words: str) -> HistoricalDate | None:
    """A time that has one end: "on or before 19 September 1926"."""
    before, after = (pattern.fullmatch(words) for pattern in _OPEN)
    if before:
        last = _point(before["last"] or before["until"])
        return parse(f"../{last}") if last else None
    first = _point(after["first"]) if after else None
    return parse(f"{first}/..") if first else None


def _span(words: str) -> HistoricalDate | None:
    """A time from one date to another; what the first leaves out is that of the last."""
    m = _SPAN.fullmatch(words)
    if m is None or not (m["first"] or m["last"]):
        return None
    first, last = m["first"], m["last"]
    parts = last.split(" ")
    if _DAY.match(first) and len(parts) == 3:
        first = f"{first} {parts[1]} {parts[2]}"
    elif _NO_YEAR.match(first):
        first = f"{first} {parts[-1]}"
    ends = [_point(end) if end else ".." for end in (first, last)]
    return parse(f"{ends[0]}/{ends[1]}") if all(ends) else None


def _point(words: str) -> str | None:
    """One date as EDTF, by the program's own reading of printed days."""
    words = _HOUR.sub("", _ABOUT.sub("", words.strip(), count=1)).removesuffix("?")
    if parse(words):
        return words
    if decade := _DECADE.match(words):
        return f"{decade['tens']}X"
    if season := _SEASON.match(words):
        number = next(n for n, name in SEASONS.items() if name == season["season"].lower())
        return f"{season['year']}-{number}"
    printed = printed_day(words)
    whole = printed and not words[:printed.start].strip() and not words[printed.end:].strip()
    return printed.value if printed and whole else None
