"""HistoricalDate: EDTF in, first and last day out, and the same EDTF printed back."""

from datetime import date

import pytest

from dragoman.edition.dates import parse

KNOWN = [
    ("1937", date(1937, 1, 1), date(1937, 12, 31)),
    ("1936-02", date(1936, 2, 1), date(1936, 2, 29)),
    ("1937-01-21", date(1937, 1, 21), date(1937, 1, 21)),
    ("1937-01-21?", date(1937, 1, 21), date(1937, 1, 21)),
    ("1936-21", date(1936, 3, 1), date(1936, 5, 31)),
    ("1936-24", date(1936, 12, 1), date(1937, 2, 28)),
    ("187X", date(1870, 1, 1), date(1879, 12, 31)),
    ("18XX", date(1800, 1, 1), date(1899, 12, 31)),
    ("1935-06-03/1935-07-02", date(1935, 6, 3), date(1935, 7, 2)),
    ("1935-06/..", date(1935, 6, 1), date.max),
    ("{1925-05-23,1925-05-25}", date(1925, 5, 23), date(1925, 5, 25)),
]


@pytest.mark.parametrize(("edtf", "first", "last"), KNOWN)
def test_bounds(edtf: str, first: date, last: date) -> None:
    known = parse(edtf)
    assert known is not None and (known.first, known.last, str(known)) == (first, last, edtf)


@pytest.mark.parametrize("edtf", ["", "yesterday", "1937-13", "1937-02-30", "1937/1936", "[]", "{x}", "1936-21-05"])
def test_no_date(edtf: str) -> None:
    assert parse(edtf) is None


def test_may_be_the_same_day() -> None:
    month, day, other = parse("1937-01"), parse("1937-01-21"), parse("1937-02-01")
    assert month and day and other
    assert month.may_be(day) and not month.may_be(other)
    assert sorted([other, day, month]) == [month, day, other]
