"""When: a day, span or hour in EDTF as the attributes by which TEI dates: @when, @from, @to, @notBefore, @notAfter.

What these cannot say exactly stands in @when-custom as EDTF, beside the first and last day that it can mean.
"""

import re

from dragoman.edition.dates import parse

METHOD = "http://www.loc.gov/standards/datetime/"       # EDTF: what @when-custom is written in
_POINT = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.A)
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.A)
_YEARLESS = "0000"
# how sure a date is that EDTF marks as uncertain, approximate, or both
_CERTAINTY = {"?": "low", "~": "medium", "%": "low"}
_OPEN = ("", "..")


def dated(edtf: str | None, time: str | None = None, calendar: str | None = None) -> dict[str, str]:
    """The attributes that date an element; none for what is no date.

    `time` is HH:MM. With a `calendar` (a pointer to where it is described) it is a date of that calendar, as printed.
    """
    if edtf and "T" in edtf and not time:
        edtf, _, time = edtf.partition("T")
        time = time[:5]
    if not edtf or parse(edtf) is None:
        return {}
    if calendar is not None:
        return {"when-custom": edtf, "datingMethod": calendar, "calendar": calendar}
    if _is_point(edtf):
        hour = f"T{time}:00" if time and _TIME.fullmatch(time) and len(edtf) == 10 else ""
        return {"when": edtf + hour}
    first, slash, last = edtf.partition("/")
    if slash and all(_is_point(end) or end in _OPEN for end in (first, last)) and {first, last} - set(_OPEN):
        ends = {"from": first, "to": last} if first != last else {"when-custom": edtf, "datingMethod": METHOD}
        return {name: end for name, end in ends.items() if end not in _OPEN}
    return _bounds(edtf)


def _is_point(edtf: str) -> bool:
    """Whether XML Schema has a type for it: a year, a month of a year, a day."""
    return (_POINT.fullmatch(edtf) is not None and edtf[:4] != _YEARLESS and (len(edtf) < 7 or edtf[5:7] <= "12")
            and parse(edtf) is not None)


def _bounds(edtf: str) -> dict[str, str]:
    day = parse(edtf)
    if day is None:
        return {}
    found = {"when-custom": "".join(edtf.split()), "datingMethod": METHOD}
    if day.first.year > 1:
        found["notBefore"] = day.first.isoformat()
    if day.last.year < 9999:
        found["notAfter"] = day.last.isoformat()
    marks = [level for mark, level in _CERTAINTY.items() if mark in edtf]
    return found | ({"cert": min(marks)} if marks else {})
