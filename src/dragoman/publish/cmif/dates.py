"""Dates: what an EDTF date says in the attributes of TEI's date that CMIF takes: when, from, to, notBefore, notAfter.

CMIF takes years, months and days (YYYY, YYYY-MM, YYYY-MM-DD) and nothing else. What these cannot say is told by its
first and last possible day; "?", "~" and "%" become cert="low".
"""

import re
from collections.abc import Mapping

from dragoman.edition.calendar import MONTH, month_number
from dragoman.edition.dateline import RECEIVED
from dragoman.edition.dates import parse
from dragoman.edition.printed_day import printed_day
from dragoman.publish.citations.days import point

NO_YEAR, YEAR_ZERO = "XXXX", "0000"     # XML Schema's years (1.0, second edition) have no 0000
_OPEN = ("", "..")
_ENDS = (("from", "to"), ("notBefore", "notAfter"))
_MONTH = re.compile(rf"(?<!\w){MONTH}(?!\w)", re.I)
_FIGURES = re.compile(r"(?<!\d)\d{1,4}(?!\d)", re.A)


def dated(edtf: str | None) -> Mapping[str, str]:
    """The attributes of a date; none for what is no date, or one of which not even a span of years is known."""
    known = parse(edtf) if edtf else None
    if edtf is None or known is None:
        return {}
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        found = _stretch(first, last)
    elif edtf[0] in "[{":
        names = _ENDS[edtf[0] == "["]
        days = (None if edtf[1:3] == ".." else str(known.first), None if edtf[-3:-1] == ".." else str(known.last))
        found = {name: day for name, day in zip(names, days, strict=True) if day}
    else:
        found = _one(edtf)
    return found | {"cert": "low"} if found and re.search("[?~%]", edtf) else found


def is_exact(attributes: Mapping[str, str]) -> bool:
    """Whether a date is told to be this one: bounds ("not before") say by themselves that somebody reckoned it."""
    return "when" in attributes or ("from" in attributes and "to" in attributes)


def printed(words: str, edtf: str) -> bool:
    """Whether words print the year, month and day of a date as far as it gives them; when it was received left out."""
    words = RECEIVED.sub("", words)
    figures = {int(m[0]) for m in _FIGURES.finditer(words)}
    months = {month_number(m[0]) for m in _MONTH.finditer(words)} or figures       # "21.01.1937"
    day = printed_day(words)
    return bool(day and day.value == edtf) or all(
        one is not None and one.exact and int(one.year) in figures and (one.month is None or one.month in months)
        and (one.day is None or one.day in figures) for one in map(point, edtf.split("/")))


def contradicted(words: str, edtf: str) -> bool:
    """Whether words print a whole date that is another."""
    day = printed_day(RECEIVED.sub("", words))
    return bool(day and day.value and day.value != edtf) and not printed(words, edtf)


def _one(edtf: str) -> dict[str, str]:
    if _unknown(edtf):
        return {}
    if words := _exact(edtf):
        return {"when": words}
    known = parse(edtf)
    return {"notBefore": str(known.first), "notAfter": str(known.last)} if known else {}


def _stretch(first: str, last: str) -> dict[str, str]:
    """From one day to another; on an open side, or one that is not exact, the limit that is known."""
    sides = [None if side in _OPEN or _unknown(side) else side for side in (first, last)]
    exact = [_exact(side) if side else None for side in sides]
    if exact[0] and exact[0] == exact[1]:
        return {"when": exact[0]}
    names, found = _ENDS[not all(exact)], {}
    for n, side in enumerate(sides):
        known = parse(side) if side else None
        if known:
            found[names[n]] = exact[n] or str((known.first, known.last)[n])
    return found


def _exact(edtf: str) -> str | None:
    """The year, month or day as CMIF writes it; None for seasons, decades and centuries."""
    one = point(edtf)
    if one is None or not one.exact or (one.month or 0) > 12:
        return None
    return one.year + (f"-{one.month:02}" if one.month else "") + (f"-{one.day:02}" if one.day else "")


def _unknown(edtf: str) -> bool:
    return edtf.startswith((NO_YEAR, YEAR_ZERO))
