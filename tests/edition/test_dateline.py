"""Where and when: datelines as they are printed, and sentences that are none."""

import pytest

from dragoman.edition.dateline import dateline, place_span
from dragoman.edition.printed_day import printed_day
from dragoman.lexicon.parties import LANDS, QUARTERS


@pytest.mark.parametrize("line, date, time, place", [
    ("Tokyo, November 12, 1918, 4 p.m.", "1918-11-12", "16:00", "Tokyo"),
    ("American Legation, Berlin, September 24, 1870. (Received October 10.)", "1870-09-24", None, "Berlin"),
    ("Washington, D. C., March 21, 1896.", "1896-03-21", None, "Washington, D. C."),
    ("U. S. S. “George Washington,” December 5, 1918—9 p.m.", "1918-12-05", "21:00", None),
    ("[Washington,] March 12, 1925.", "1925-03-12", None, "Washington"),
    ("Legation of the United States Paris, August 5, 1870.", "1870-08-05", None, "Paris"),
    ("Legation of the United States, Nicaragua, Leon, January 29, 1870.", "1870-01-29", None, "Leon"),
    ("Washington, July 5, 1956, 3–4:15 p.m.", "1956-07-05", "15:00", "Washington"),
    ("Washington, January 18, 1973, 0020Z.", "1973-01-18", "00:20", "Washington"),
    ("Paris, 4 June, 1849", "1849-06-04", None, "Paris"),
    ("Washington, undated.", None, None, "Washington"),
    ("January 21, 1937", "1937-01-21", None, None),
])
def test_datelines(line: str, date: str | None, time: str | None, place: str | None) -> None:
    found = dateline(line)
    assert found is not None
    assert (found.date.value if found.date else None) == date
    assert (found.time.value if found.time else None) == time
    span = place_span(line, found.where, QUARTERS, LANDS)
    assert (line[slice(*span)] if span else None) == place


@pytest.mark.parametrize("line", [
    "I saw him in Paris on May 3, 1861.",
    "85. Your No. 114, April 20, 7 p.m.",
    "The treaty was signed on the 4th of July, 1861, and has been in force ever since.",
    "", "—", "No. 76.]",
])
def test_no_datelines(line: str) -> None:
    assert dateline(line) is None


@pytest.mark.parametrize("words, value", [
    ("May 2/15, 1917", "1917-05-15"),
    ("April 8–20, 1861", "1861-04-20"),
    ("November 20 (December 2), 1897", "1897-12-02"),
    ("July 31–August 2, 1918", "1918-07-31/1918-08-02"),
    ("February 17 [12], 1936", "1936-02-12"),
    ("October 22, 1924 [1925]", "1925-10-22"),
    ("[January] 22, [1934]", "1934-01-22"),
    ("June —, 1861", "1861-06"),
    ("July, 1864", "1864-07"),
    ("circa December 18, 1918", "1918-12-18~"),
    ("30th of September, 1861", "1861-09-30"),
    ("August 30, A. D. 1870", "1870-08-30"),
    ("June 22", None),
    ("February 30, 1861", None),
])
def test_printed_days(words: str, value: str | None) -> None:
    found = printed_day(words)
    assert found is not None
    assert found.value == value
