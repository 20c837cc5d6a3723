"""Dateline: where and when a paper was written, "Tokyo, November 12, 1918, 4 p.m.", "[Received 6 p.m.]".

Told from a sentence by its few lower-case words. Shared by the sources that tell lines apart and the heading reader.
"""

import re

from msgspec import Struct

from dragoman.edition.calendar import CLOCK, DAY_MONTH, MONTH, MONTH_DAY, clock, edtf_day, month_number

LONGEST = 240  # no printed dateline of the series is longer


class Found(Struct, frozen=True):
    """A span of a line and the value that its words give."""

    start: int
    end: int
    value: str


class Dateline(Struct, frozen=True):
    """What one dateline says; `where` is the span of all words before the date."""

    where: tuple[int, int]
    date: Found | None = None
    time: Found | None = None
    received: Found | None = None
    year_missing: bool = False


# "(Received October 10.)", "[Received September 14, 11.43 a.m.]", "[Rec’d 3 p. m.]"
RECEIVED = re.compile(r"[(\[]\s*(?:Received|Rec[’']d|Rec\.)\b,?(?P<when>[^()\[\]]*)[)\]]?", re.I)
# "July, 1864", "March 1918"
MONTH_YEAR = re.compile(rf"\b(?P<month>{MONTH}),? (?P<year>1[5-9]\d\d|20\d\d)", re.I)
# "undated", "[n.d.]"
UNDATED = re.compile(r"\[?\b(?:undated|n\. ?d\.|no date)\]?", re.I)
# "1535Z", "0930 hours"
MILITARY = re.compile(r"\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?(?:Z\b|hours\b|GMT\b)")
# "1–3 p.m.", "10:15–11:20 a.m.": the first hour is that of the paper
HOURS = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?:[–—-]|to|until)\s?\d{1,2}(?:[:.]\d\d)?\s?(?P<half>[ap])\.? ?m\b\.?", re.I)
# the words that may stand in small letters before a date
_SMALL = re.compile(r"(?<![-\w’'])(?!(?:of|the|in|at|off|on|near|for|to|and|de|la|le|du|del|di|da|der|den|am|an|by|sur|les|von|dated|morning|evening"
                    r"|afternoon|night|noon|en|los|el|undated|no|date|circa|about|department|legation|embassy|consulate|general"
                    r"|office|ministry|foreign|affairs|agency|commercial|consular|steamer|ship|mission|bureau|house|palace|hotel|headquarters"
                    r"|flagship|commission|court|street|company|board|at|sea|imperial|royal|state|war|navy|treasury|via|received|telegraph"
                    r"|station|port|fort|camp|city|county|near|s|un|d|is|inst|ult|day|st|nd|rd|th|avenue|rue|river|harbor|bay|bei|"
                    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b)[a-z]{2,}\b(?!-)")
_MISREAD = 2  # small words that a scan may have spoilt ("Legation op the United States, Copenhagen, July 26, 1870.")
_LETTERS = re.compile(r"[^\W\d_]")
# what may follow the date: a time, stops, a bracket that closes
_AFTER = re.compile(r"[\s,;.:—–\-\])(*\"”?]*(?:(?:at|about|around)\s+)?(?:\([^()]{0,80}\)[\s.,]*)?$")


def dateline(line: str, *, partial: bool = False) -> Dateline | None:
    """What a line says when it is a dateline, else None. With `partial`, a line that has only a place and "Received"."""
    if len(line) > LONGEST:
        return None
    got = RECEIVED.search(line)
    received = Found(got.start("when"), got.end("when"), got["when"].strip(" .")) if got and got["when"].strip(" .") else None
    kept = line if got is None else line[:got.start()] + " " * (got.end() - got.start()) + line[got.end():]
    day = _day(kept)
    if day is None:
        undated = UNDATED.search(kept)
        if undated and len(kept) < 120 and not _SMALL.search(kept[:undated.start()]):
            return Dateline((0, undated.start()), received=received)
        return None
    start, end, value = day
    time = _time(kept, end)
    tail = kept[time.end if time else end:]
    before = kept[:start].replace("’", "'").replace("'s", "")
    if not _AFTER.match(tail) or _is_sentence(before) or not _looks_like_place(before):
        return None
    return Dateline((0, start), Found(start, end, value) if value else None, time, received, value is None)


def _is_sentence(before: str) -> bool:
    """Whether the words before a date have small words as sentences do."""
    strange = len(_SMALL.findall(before))
    return strange > 0 and not (strange <= _MISREAD and before.rstrip().endswith((",", ".")) and before.count(",") * 4 > strange + 2)


def _looks_like_place(before: str) -> bool:
    """Whether the words before a date can be a place or an office: they begin with a capital, or there are none."""
    m = _LETTERS.search(before)
    return m is None or m[0].isupper() or before.lstrip(" [(").startswith(("the ", "at ", "off ", "dated ", "undated", "circa"))


def _day(text: str) -> tuple[int, int, str | None] | None:
    """The last day printed in a line: its span and EDTF, which is None when the year is not printed."""
    found = sorted([*MONTH_DAY.finditer(text), *DAY_MONTH.finditer(text)], key=lambda m: (m.end(), -m.start()))
    with_year = [m for m in found if m["year"]]
    if not found:
        m = next(iter(MONTH_YEAR.finditer(text)), None)
        return (m.start(), m.end(), f"{m['year']}-{month_number(m['month']):02}") if m else None
    if not with_year:
        return found[-1].start(), found[-1].end(), None
    m = with_year[-1]
    value = edtf_day(int(m["year"]), month_number(m["month"]), int(m["day"]))
    # "July 31–August 2, 1918", "July 31/August 13, 1917": the first day of a range; the New Style day of the two
    earlier = [e for e in found if e.end() < m.start() and re.fullmatch(r"\s*[–—-]\s*", text[e.end():m.start()])]
    start = found[0].start() if len(found) > 1 and m.start() - found[0].end() < 4 else m.start()
    if value and earlier:
        first = edtf_day(int(m["year"]), month_number(earlier[0]["month"]), int(earlier[0]["day"]))
        value = f"{first}/{value}" if first else value
    circa = re.search(r"\b(?:circa|about|ca\.|c\.)\s*$", text[:start], re.I)
    return start, m.end(), f"{value}~" if circa and value else value


def _time(text: str, start: int) -> Found | None:
    """The time of day after the date of a dateline."""
    for pattern in (HOURS, MILITARY, CLOCK):
        m = pattern.search(text, start)
        if m and m.start() - start < 14:
            value = _range_start(m) if pattern is HOURS else f"{m['hour']}:{m['minute']}" if pattern is MILITARY else clock(m[0])
            return Found(m.start(), m.end(), value) if value else None
    return None


def _range_start(m: re.Match[str]) -> str | None:
    """The first hour of "1–3 p.m."."""
    hour, minute = int(m["hour"]), int(m["minute"] or 0)
    if hour > 12 or minute > 59:
        return None
    return f"{hour % 12 + (12 if m['half'].lower() == 'p' else 0):02}:{minute:02}"


def place_span(line: str, where: tuple[int, int], bodies: re.Pattern[str]) -> tuple[int, int] | None:
    """The span of the place among the words before a date: the parts after the last office ("Legation ..., London")."""
    before: list[tuple[int, int]] = []
    kept: list[tuple[int, int]] = []
    for m in re.finditer(r"[^,:;—]+", line[:where[1]]):
        words = m[0].strip(" .[]()*\"“”")
        if bodies.search(words) or re.search(r"\d|[“”\"]", words):
            before, kept = kept or before, []
        elif words:
            kept.append(m.span())
    kept = kept or before
    if not kept:
        return None
    start, end = kept[0][0], kept[-1][1]
    while start < end and line[start] in " .,;:[(*":
        start += 1
    while end > start and line[end - 1] in " .,;:[(])*":
        end -= 1
    if line[end:end + 1] == "." and re.search(r"\b[A-Z]\. ?[A-Z]$", line[start:end]):
        end += 1
    return (start, end) if start < end else None
