"""What a printed date means as EDTF, given the paper's own date and the date before it in the text."""

from datetime import date as Day
from datetime import timedelta
from typing import Literal

from msgspec import Struct, structs

from dragoman.edition.calendar import edtf_day
from dragoman.edition.dates import HistoricalDate
from dragoman.readers.dates.forms import Atom

# Old Style ran 10 to 13 days behind between 1582 and the last conversions
_STYLES_APART = range(10, 14)


Basis = Literal["printed", "completed", "relative", "markup"]


class Meaning(Struct, frozen=True):
    """The EDTF of a printed date, how it was known, and why in plain words."""

    edtf: str
    basis: Basis
    rule: str


def meaning(atom: Atom, anchor: HistoricalDate | None, before: HistoricalDate | None) -> Meaning | None:
    """What `atom` means on `anchor`, the paper's own date; `before` is the date that stands before it in the text."""
    if atom.span is not None:
        return _span(atom, anchor)
    if atom.season is not None:
        return _season(atom, anchor)
    if atom.weekday is not None:
        return _weekday(atom, anchor)
    if atom.month is None and atom.day is None:
        return _year_or_shift(atom, anchor, before)
    if atom.month is None:
        return _day_alone(atom, anchor, before)
    if atom.day is None:
        return _month(atom, anchor, before)
    return _month_and_day(atom, anchor, before)


def joined(first: Meaning, second: Meaning) -> Meaning | None:
    """The interval from `first` to `second`, or None when it would run backwards."""
    if "/" in first.edtf + second.edtf or first.edtf > second.edtf or len(first.edtf) != len(second.edtf):
        return None
    return Meaning(f"{first.edtf}/{second.edtf}", second.basis, "the first and last day of a stretch of time")


def styles(first: Meaning, second: Meaning) -> Meaning | None:
    """The Gregorian day of a double date ("May 21/June 2"), or None when the two are not one day in both styles."""
    try:
        apart = (Day.fromisoformat(second.edtf) - Day.fromisoformat(first.edtf)).days
    except ValueError:
        return None
    if apart not in _STYLES_APART:
        return None
    return Meaning(second.edtf, second.basis, "Old and New Style of one day; the new is given")


def _year_of(atom: Atom, anchor: HistoricalDate | None, before: HistoricalDate | None) -> int | None:
    """The year that the words give, counted from the paper's or the date before it; None when they give none."""
    if atom.year is not None:
        return atom.year
    if atom.relation == "year" and anchor:
        return anchor.last.year + atom.shift
    if atom.relation == "same year" and (before or anchor):
        return (before or anchor).last.year + atom.shift  # type: ignore[union-attr]
    return None


def _basis(atom: Atom) -> Basis:
    if atom.year is not None:
        return "printed"
    return "relative" if atom.relation.endswith(("year", "month")) else "completed"


def _month_and_day(atom: Atom, anchor: HistoricalDate | None, before: HistoricalDate | None) -> Meaning | None:
    assert atom.month is not None and atom.day is not None
    year = _year_of(atom, anchor, before)
    basis, rule = _basis(atom), "day, month and year are printed"
    if year is None:
        if anchor is None:
            if edtf_day(2000, atom.month, atom.day) is None:
                return None
            edtf = f"XXXX-{atom.month:02}-{atom.day:02}"
            return Meaning(edtf, "printed", "day and month are printed; no year is known")
        year = _nearest_year(atom.month, atom.day, anchor.last, later=atom.relation == "after")
        rule = ("the next such day after the paper's date" if atom.relation == "after"
                else "the last such day not after the paper's date")
    elif atom.year is None:
        rule = "the year is counted from the paper's date"
    first = edtf_day(year, atom.month, atom.day)
    if first is None or atom.twin is None:
        return Meaning(first, basis, "Old Style, as printed" if atom.julian else rule) if first else None
    second = edtf_day(year, atom.month, atom.twin) or ""
    day, twin = Meaning(first, basis, rule), Meaning(second, basis, rule)
    return styles(day, twin) or joined(day, twin) or day


def _nearest_year(month: int, day: int, anchor: Day, *, later: bool) -> int:
    """The year of the last such day up to the anchor, or of the first from it on; leap days look up to eight years."""
    order = range(anchor.year, anchor.year + 9) if later else range(anchor.year, anchor.year - 9, -1)
    for year in order:
        found = edtf_day(year, month, day)
        if found and (found >= anchor.isoformat() if later else found <= anchor.isoformat()):
            return year
    return anchor.year


def _shifted(year: int, month: int, shift: int) -> tuple[int, int]:
    number = year * 12 + month - 1 + shift
    return number // 12, number % 12 + 1


def _day_alone(atom: Atom, anchor: HistoricalDate | None, before: HistoricalDate | None) -> Meaning | None:
    assert atom.day is not None
    origin = before or anchor if atom.relation == "same month" else anchor
    if origin is None:
        if atom.day > 31:
            return None
        return Meaning(f"XXXX-XX-{atom.day:02}", "printed", "the day is printed; no month is known")
    year, month = _shifted(origin.last.year, origin.last.month, atom.shift)
    if atom.relation == "":
        for back in range(3):
            edtf = edtf_day(*_shifted(year, month, -back), atom.day)
            if edtf and edtf <= origin.last.isoformat():
                return Meaning(edtf, "completed", "the last such day not after the paper's date")
        return None
    found = edtf_day(year, month, atom.day)
    return Meaning(found, "relative", "the month is counted from the paper's date") if found else None


def _month(atom: Atom, anchor: HistoricalDate | None, before: HistoricalDate | None) -> Meaning | None:
    assert atom.month is not None
    year = _year_of(atom, anchor, before)
    if year is not None:
        return Meaning(f"{year:04}-{atom.month:02}", _basis(atom), "the month and its year")
    if anchor is None:
        return Meaning(f"XXXX-{atom.month:02}", "printed", "the month is printed; no year is known")
    now = (anchor.last.year, anchor.last.month)
    year = anchor.last.year
    if atom.relation == "after":
        year += (year, atom.month) <= now
        return Meaning(f"{year:04}-{atom.month:02}", "completed", "the next such month after the paper's date")
    year -= (year, atom.month) > now or (atom.relation == "before" and (year, atom.month) == now)
    return Meaning(f"{year:04}-{atom.month:02}", "completed", "the last such month not after the paper's date")


def _year_or_shift(atom: Atom, anchor: HistoricalDate | None, before: HistoricalDate | None) -> Meaning | None:
    if atom.relation == "same day":
        known = before is not None and before.first == before.last
        return Meaning(before.edtf, "relative", "the day named before it") if before and known else None
    if atom.year is not None:
        return Meaning(f"{atom.year:04}", "printed", "the year is printed")
    if anchor is None:
        return None
    rule = "counted from the paper's date"
    if atom.relation in ("day", "week") and anchor.first == anchor.last:
        days = atom.shift * (7 if atom.relation == "week" else 1)
        mark = "~" if atom.relation == "week" else ""
        edtf = _moved(anchor.last, days)
        return Meaning(edtf + mark, "relative", rule) if edtf else None
    if atom.relation == "month":
        year, month = _shifted(anchor.last.year, anchor.last.month, atom.shift)
        return Meaning(f"{year:04}-{month:02}", "relative", rule) if year > 0 else None
    year = anchor.last.year + atom.shift
    return Meaning(f"{year:04}", "relative", rule) if atom.relation == "year" and year > 0 else None


def _moved(day: Day, days: int) -> str | None:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _span(atom: Atom, anchor: HistoricalDate | None) -> Meaning | None:
    """A decade, a century, a stretch of years, or the week, month or year that "last" and "this" count."""
    span = atom.span or ""
    if span == "period":
        if atom.relation != "week":
            return _year_or_shift(structs.replace(atom, span=None), anchor, None)
        if anchor is None or anchor.first != anchor.last:
            return None
        monday = 7 * atom.shift - anchor.last.weekday()
        first, last = _moved(anchor.last, monday), _moved(anchor.last, monday + 6)
        if first is None or last is None:
            return None
        return Meaning(f"{first}/{last}", "relative", "the week is counted from the paper's date")
    if len(span) == 2:                                                      # "the eighties"
        if anchor is None:
            return None
        century = anchor.last.year // 100 - (int(span[0]) > anchor.last.year // 10 % 10)
        return Meaning(f"{century:02}{span}", "completed", "the last such decade before the paper's date")
    return Meaning(span, "printed", "a stretch of years")


def _season(atom: Atom, anchor: HistoricalDate | None) -> Meaning | None:
    year = _year_of(atom, anchor, None)
    if year is None:
        if anchor is None:
            return None
        now = (anchor.last.month - 3) % 12 // 3 + 21
        year = anchor.last.year - (anchor.last.month < 3)                   # winter belongs to the year it begins in
        if atom.relation == "after":
            year += (atom.season or 0) <= now
        else:
            year -= (atom.season or 0) >= now
    return Meaning(f"{year:04}-{atom.season}", _basis(atom), "a season and its year")


def _weekday(atom: Atom, anchor: HistoricalDate | None) -> Meaning | None:
    if anchor is None or anchor.first != anchor.last or atom.weekday is None:
        return None
    today = anchor.last.weekday()
    if atom.shift > 0:
        days = (atom.weekday - today - 1) % 7 + 1
    elif atom.shift == 0:
        days = atom.weekday - today                                        # "this Tuesday": of the paper's own week
    else:
        days = -((today - atom.weekday) % 7)
    edtf = _moved(anchor.last, days)
    return Meaning(edtf, "relative", "the weekday nearest to the paper's date") if edtf else None
