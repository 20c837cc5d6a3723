"""Periods as whole years and what is left of others."""

import pytest

from dragoman.edition.dates import parse
from dragoman.inquiries.periods import parts


@pytest.mark.parametrize(("date", "years", "spans"), [
    ("1936", (1936, 1936), []),
    ("1936/1938", (1936, 1938), []),
    ("193X", (1930, 1939), []),
    ("../1938", (1, 1938), []),
    ("1936-03", None, [("1936-03-01", "1936-03-31")]),
    ("1936-03/1937-02", None, [("1936-03-01", "1937-02-28")]),
    ("1936-03/1938-02", (1937, 1937), [("1936-03-01", "1936-12-31"), ("1938-01-01", "1938-02-28")]),
    ("1936-03/1938", (1937, 1938), [("1936-03-01", "1936-12-31")]),
    ("../1938-02", (1, 1937), [("1938-01-01", "1938-02-28")]),
])
def test_a_period_is_parted(date: str, years: tuple[int, int] | None, spans: list[tuple[str, str]]) -> None:
    parsed = parse(date)
    assert parsed and parts(parsed) == (years, tuple(spans))
