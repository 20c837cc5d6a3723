"""Dateline: where and when a paper was written, "Tokyo, November 12, 1918, 4 p.m.", "[Received 6 p.m.]".

Told from a sentence by its few small-letter words. Shared by the sources that tell lines apart and the heading reader.
"""

import re

from msgspec import Struct

from dragoman.edition.calendar import CLOCK, clock, hour_of
from dragoman.edition.printed_day import printed_day

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
    number: Found | None = None


# "(Received October 10.)", "[Received September 14, 11.43 a.m.]", "[Rec’d 3 p. m.]"
RECEIVED = re.compile(r"[(\[]\s*(?:Received|Rec[’']d|Rec\.)\b,?"
                      r"(?P<when>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)?)[)\]]?", re.I)
# "85. Your No. 114, April 20, 7 p.m.": a telegram's first words
_NUMBERED = re.compile(r"[(\[]?\d{1,5}[.)]\s*(?=[A-Z])")
# "Stockholm, February 2, 1927. No. 57."
_NUMBER = re.compile(r"[\s.,;—–(\[]*\bNo\.\s?(?P<number>\d{1,5})[.\])\s]*$")
# "undated", "[n.d.]"
UNDATED = re.compile(r"\[?\b(?:undated|n\. ?d\.|no date)\]?", re.I)
# "1535Z", "0930 hours"
MILITARY = re.compile(r"\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?(?:Z\b|hours\b|GMT\b)")
# "1–3 p.m.", "10:15–11:20 a.m.": the first hour is that of the paper
HOURS = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?:[–—-]|to|until)\s?\d{1,2}(?:[:.]\d\d)?\s?"
                   r"(?P<half>[ap])\.? ?m\b\.?", re.I)
# the words that may stand in small letters before a date: particles, offices, ships
_PLACE_WORD = (
    "of|op|the|tbe|this|in|at|off|on|near|below|above|for|to|and|de|la|le|du|del|di|da|der|den|des|les|los|el|las|en|sur|bei|von|van|am|an|by"
    "|dated|morning|evening|afternoon|night|noon|midnight|undated|no|date|circa|about|via|received|telegraph|from|forwarded"
    "|department|legation|embassy|consulate|general|office|ministry|foreign|affairs|agency|commercial|consular|steamer|ship|frigate|sloop"
    "|mission|bureau|house|palace|hotel|headquarters|flagship|commission|court|street|company|board|at|sea|imperial|royal|state|states"
    "|war|navy|treasury|station|port|fort|camp|city|county|avenue|rue|river|harbor|bay|train|car|special|day|st|nd|rd|th|inst|un|is"
    "|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_SMALL = re.compile(rf"(?<![-\w’'])(?!(?:{_PLACE_WORD})\b)[a-z]{{2,}}\b(?!-)")
_MISREAD = 2  # small words that a scan may have spoilt ("Legation ol the United States, Copenhagen, July 26, 1870.")
_LETTERS = re.compile(r"[^\W\d_]")
# what may follow the day and the hour: stops, brackets (another calendar's day, "[?]"), "2¼ p. m."
_AFTER = re.compile(r"[\s,;.:—–\-\])(*\"”?]*(?:[\d¼½¾:.]{1,5}\s?[ap]\.\s?m\.?)?[\s.,\])]*"
                    r"(?:[(\[][^()\[\]]{0,80}[)\]][\s.,]*)?$")


def dateline(line: str) -> Dateline | None:
    """What a line says when it is a dateline, else None."""
    if not line or len(line) > LONGEST or _NUMBERED.match(line):
        return None
    got = RECEIVED.search(line)
    received = None
    if got and got["when"].strip(" .,"):
        received = Found(got.start("when"), got.end("when"), got["when"].strip(" ."))
    kept = line if got is None else line[:got.start()] + " " * (got.end() - got.start()) + line[got.end():]
    numbered = _NUMBER.search(kept)
    if numbered:
        kept = kept[:numbered.start()] + " " * (len(kept) - numbered.start())
    day = printed_day(kept)
    if day is None:
        return _without_day(kept, received)
    time = _time(kept, day.end)
    before = kept[:day.start].replace("’s", "").replace("'s", "")
    if not _AFTER.match(kept[time.end if time else day.end:]) or is_sentence(before) or not _looks_like_place(before):
        return None
    date = Found(day.start, day.end, day.value) if day.value else None
    number = Found(*numbered.span("number"), numbered["number"]) if numbered else None
    return Dateline((0, day.start), date, time, received, day.value is None, number)


def _without_day(kept: str, received: Found | None) -> Dateline | None:
    """A dateline that has only a place: "Washington, undated.", "Paris. (Received July 5—9 a.m.)"."""
    undated = UNDATED.search(kept)
    if undated and len(kept) < 120 and not _SMALL.search(kept[:undated.start()]):
        return Dateline((0, undated.start()), received=received)
    where = len(kept.rstrip(" .,"))
    if (received and 2 < where < 60 and kept[:1].isupper()
            and not _SMALL.search(kept) and not re.search(r"[\d\[\]]", kept)):
        return Dateline((0, where), received=received)
    return None


def is_sentence(before: str) -> bool:
    """Whether the words before a date have small-letter words as sentences do."""
    strange = len(_SMALL.findall(before))
    return strange > 0 and not (strange <= _MISREAD and before.rstrip().endswith((",", "."))
                                and before.count(",") * 4 > strange + 2)


def _looks_like_place(before: str) -> bool:
    """Whether the words before a date can be a place or an office: they begin with a capital, or there are none."""
    m = _LETTERS.search(before)
    opening = ("the ", "at ", "off ", "dated ", "undated", "circa")
    return m is None or m[0].isupper() or before.lstrip(" [(").startswith(opening)


def _time(text: str, start: int) -> Found | None:
    """The time of day after the date of a dateline."""
    for pattern in (HOURS, MILITARY, CLOCK):
        m = pattern.search(text, start, start + 40)
        if m and m.start() - start < 14:
            value = (hour_of(m) if pattern is HOURS else f"{m['hour']}:{m['minute']}" if pattern is MILITARY
                     else clock(m[0]))
            return Found(m.start(), m.end(), value) if value else None
    return None


# "Berlin" in "American Legation. Berlin", "Paris" in "Legation of the United States Paris"
_PART = re.compile(r"(?:[^,:;—.]|\.(?!\s+[A-Z][a-z]{3})|(?<=\b[A-Z])\.|(?<=\bSt)\.|(?<=\bFt)\.|(?<=\bMt)\.)+")
_RUN_ON = re.compile(r"(?:United States(?: of America)?|of State|Legation|Embassy|Consulate|Consulate[- ]General)\s+"
                     r"(?P<place>(?!United|General|Office|Building|State)[A-Z][\w’.-]+(?:\s[A-Z][\w’.-]+){0,2})$")
# "Draft of Colonel House", "Slip from the Times", "Sunday": words before a date that name no place
_NO_PLACE = re.compile(r"\b(?:by(?![- ]the)|from|with|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)\b"
                       r"|^(?:\S+\s){0,9}of(?:\s\S+){3,}$|^(?:signed|done|draft|slip|statement|announcement"
                    r"|paper)\b", re.I)
_BLANK = re.compile(r"\[?\s*\b(?:undated|circa|about|dated)\b.*$", re.I)
_SENT_FROM = re.compile(r"(?:^|[\[,])\s*(?:Forwarded|Telegraphed|Dated|Sent|Cabled|Signed)\s(?:from|at|in)\s", re.I)


def place_span(line: str, where: tuple[int, int], bodies: re.Pattern[str],
               lands: re.Pattern[str]) -> tuple[int, int] | None:
    """The span of the place among the words before a date: the parts after the last office ("Legation ..., London").

    A land that only says whose office it is is no part of it ("Legation of the United States, Nicaragua, Leon").
    """
    before: list[tuple[int, int]] = []
    kept: list[tuple[int, int]] = []
    end = where[1]
    blank = _BLANK.search(line, 0, end)
    end = blank.start() if blank else end
    sent = _SENT_FROM.search(line, 0, end)
    for m in _PART.finditer(line, sent.end() if sent else 0, end):
        words = m[0].strip(" .[]()*\"“”")
        if bodies.search(words) or re.search(r"\d|[“”\"]", words):
            run_on = _RUN_ON.search(line[m.start():m.end()].rstrip())
            before, kept = kept or before, []
            if run_on and not bodies.search(run_on["place"]):
                kept = [(m.start() + run_on.start("place"), m.start() + run_on.end("place"))]
        elif words and not _NO_PLACE.search(words):
            kept.append(m.span())
    if len(kept) > 1 and kept[0][0] > where[0] and lands.match(line[slice(*kept[0])].strip()):
        kept = kept[1:]
    kept = kept or before
    return _trimmed(line, kept[0][0], kept[-1][1]) if kept else None


def _trimmed(line: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the stops and brackets at its ends; the last stop of "D. C." stays."""
    while start < end and line[start] in " .,;:[(*":
        start += 1
    while end > start and line[end - 1] in " .,;:[(])*":
        end -= 1
    if line[end:end + 1] == "." and re.search(r"\b[A-Z]\. ?[A-Z]$", line[start:end]):
        end += 1
    return (start, end) if start < end else None
