"""A date field understands what pages print, and how a person writes."""

import pytest

from dragoman.errors import BadDate
from dragoman.publish.pages.asked import dated
from dragoman.publish.pages.environment import day
from dragoman.publish.pages.worded_date import worded_date

WRITTEN = {"1 May 1936": "1936-05-01", "May 1, 1936": "1936-05-01", "1 may 1936": "1936-05-01", "May 1936": "1936-05",
           "10 February 1927": "1927-02-10", "1936": "1936", " 1936-03 ": "1936-03", "..1936-05": "../1936-05",
           "1936..": "1936/..", "1936-03..1936-05": "1936-03/1936-05", "1 May 1936..June 1936": "1936-05-01/1936-06",
           "1 May 1936 to 3 June 1936": "1936-05-01/1936-06-03", "3 May to 4 June 1936": "1936-05-03/1936-06-04",
           "since May 1936": "1936-05/..", "1 May 1936, 16:00": "1936-05-01", "spring 1936": "1936-21"}
STORED = ("1936-03-20", "1936-03", "1936", "193X", "18XX", "1936-21", "1936-03-03/1936-03-05", "1936-03/1936-05", "1936/1937",
          "1935-12/1936-01", "1936-03-31/1936-04-02", "../1936-05-01", "1936-05/..", "1936-03~", "1936-03-20?")
WRONG = ("", "..", "foo", "1 May", "31 February 1936", "May 1936 and more", "about", "1936-13", "June 1936 to May 1936")


@pytest.mark.parametrize("words", WRITTEN)
def test_what_people_write(words: str) -> None:
    found = worded_date(words)
    assert found and found.edtf == WRITTEN[words]


@pytest.mark.parametrize("edtf", STORED)
def test_what_pages_print_means_the_same_days(edtf: str) -> None:
    printed, stored = dated(day(edtf)), dated(edtf)
    assert (printed.first, printed.last) == (stored.first, stored.last), day(edtf)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_no_date(words: str) -> None:
    with pytest.raises(BadDate):
        dated(words)
