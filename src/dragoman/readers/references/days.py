"""The days of a text as references give them: "June 24 [25], 8 p.m." is the 25th, "of even date" the paper's own day.

Left alone: every day that is printed with its year, and every day of the body that is not corrected.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import structs

from dragoman.edition.annotation import Annotation, DateFinding
from dragoman.edition.document import Document

# "[25], 8 p.m." after a day: the editor's correction, not a footnote's marker
CORRECTION = re.compile(r"""
    [ ]?\[(?P<day>[0-9]{1,2})\],[ ](?:(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?[ ]?(?P<half>[ap])\.[ ]?m\.
      |(?P<word>noon|midnight))""", re.VERBOSE)
# "of even date": the day of the paper itself
EVEN_DATE = re.compile(r"\b(?P<day>even date|(?<=of )this date|(?<=of )the same date)\b")
_EVEN_DATES = ("even date", "this date", "the same date")
# "Yours 7th" on the wire: a day without its month
YOURS = re.compile(r"ours(?<=[Yy]ours) (?P<day>[0-9]{1,2})(?:st|nd|rd|d|th)\b")
# Old and New Style of one day lie so many days apart
_STYLES = range(10, 14)
_HALF_A_YEAR = 183


def days_of(document: Document, found: list[Annotation], written: str | None) -> Mapping[int, Annotation]:
    """The dates of a text by where they begin; `written` is the paper's own day."""
    own = _day(written)
    notes = min((n.start for n in document.notes), default=len(document.text))
    days: dict[int, Annotation] = {}
    for a in found:
        if isinstance(a.body, DateFinding):
            body = _new_style(a.body)
            if own and a.start >= notes and body.basis == "completed":
                body = _nearest(body, own)
            days[a.start] = _corrected(document.text, structs.replace(a, body=body), body)
    if written and own:
        for m in EVEN_DATE.finditer(document.text) if any(w in document.text for w in _EVEN_DATES) else ():
            body = DateFinding(written, basis="relative")
            days.setdefault(m.start("day"), Annotation("date", *m.span("day"), body, "the paper's own day"))
        for m in YOURS.finditer(document.text):
            body = DateFinding(_last(own, int(m["day"])), basis="relative")
            if body.edtf:
                days.setdefault(m.start("day"), Annotation("date", m.start("day"), m.end(), body, "the last such day"))
    return days


def _last(own: date, number: int) -> str:
    """The last day of that number that is not after the paper's own, or ""."""
    back = (own - timedelta(days=n) for n in range(62))
    return next((day.isoformat() for day in back if day.day == number), "")


def _day(edtf: str | None) -> date | None:
    try:
        return date.fromisoformat(edtf or "")
    except ValueError:
        return None


def _new_style(body: DateFinding) -> DateFinding:
    """A day in both styles ("December 9–21") by its New Style."""
    first, _, second = body.edtf.partition("/")
    old, new = _day(first), _day(second)
    if old and new and body.basis != "printed" and (new - old).days in _STYLES:
        return structs.replace(body, edtf=second)
    return body


def _nearest(body: DateFinding, own: date) -> DateFinding:
    """A day without a year in an editor's note: the nearest to the paper's own, for the editor writes later."""
    day = _day(body.edtf)
    if day is None or (own - day).days <= _HALF_A_YEAR or (day.month, day.day) == (2, 29):
        return body
    return structs.replace(body, edtf=day.replace(year=day.year + 1).isoformat())


def _corrected(text: str, found: Annotation, body: DateFinding) -> Annotation:
    """The day as an editor's brackets correct it."""
    m = CORRECTION.match(text, found.end)
    if m is None or len(body.edtf) != 10 or _day(f"{body.edtf[:8]}{int(m['day']):02}") is None:
        return structs.replace(found, body=body)
    edtf = f"{body.edtf[:8]}{int(m['day']):02}"
    hour = {"noon": 12, "midnight": 0}[m["word"]] if m["word"] else int(m["hour"]) % 12 + 12 * (m["half"] == "p")
    time = f"{hour:02}:{m['minute'] or '00'}"
    return structs.replace(found, end=m.end(), body=structs.replace(body, edtf=edtf, time=time))
