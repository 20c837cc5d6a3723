"""Gaps in the series of numbers of a channel."""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date as Day

import pytest
from letters import telegram

from dragoman.edition.dates import parse
from dragoman.inquiries.gaps import RATE, SERIES, SILENCE, Run, gaps
from dragoman.inquiries.scope import Scope
from dragoman.resolution.series import Numbered, by_place, run_of

Filing = Callable[..., sqlite3.Connection]
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def series(filing: Filing, numbers: Iterable[tuple[int, str]], body: str = "All is well.") -> sqlite3.Connection:
    """An archive of telegrams of one channel: (number, ISO day)."""
    def printed(day: str) -> str:
        year, month, date = day.split("-")
        return f"{MONTHS[int(month) - 1]} {int(date)}, {year}"
    return filing(**{f"t{i}": telegram(n, printed(day), body) for i, (n, day) in enumerate(numbers)})


def drawn(runs: Iterable[Run]) -> list[tuple[list[int], list[tuple[int, int, int | None, str]]]]:
    return [([k.number for k in run.known], [(g.first, g.last, g.days, g.kind) for g in run.gaps]) for run in runs]


def test_held_cited_and_known_from_nowhere(filing: Filing) -> None:
    connection = series(filing, [(91, "1936-03-20"), (93, "1936-03-23"), (98, "1936-03-26")], "See my 92, March 21, 3 p.m.")
    (run,) = gaps(connection).rows
    assert (run.sender, run.recipient, run.traffic) == ("japan", "department of state", "telegrams")
    assert [(k.number, k.held, k.by) for k in run.known] == [(91, True, "own"), (92, False, "own"), (93, True, "own"), (98, True, "own")]
    (gap,) = run.gaps
    assert (gap.first, gap.last, gap.count, gap.days, gap.kind) == (94, 97, 4, 3, "gap")
    assert (gap.before.name, gap.after.name) == ("t1", "t2")


CASES = [
    ("a new year begins anew", [(330, "1935-12-20"), (334, "1935-12-28"), (3, "1936-01-04"), (6, "1936-01-09")],
     [([330, 334], [(331, 333, 8, "gap")]), ([3, 6], [(4, 5, 5, "gap")])]),
    ("a paper that came late", [(20, "1936-03-01"), (23, "1936-03-04"), (22, "1936-03-06"), (25, "1936-03-09")],
     [([20, 22, 23, 25], [(21, 21, 5, "gap"), (24, 24, 5, "gap")])]),
    ("a number that stands too high is set aside", [(20, "1936-03-01"), (22, "1936-03-02"), (520, "1936-04-04"), (23, "1936-05-06"), (25, "1936-05-09")],
     [([20, 22, 23, 25], [(21, 21, 1, "gap"), (24, 24, 3, "gap")])]),
    ("and one too low", [(320, "1936-03-01"), (322, "1936-03-02"), (5, "1936-04-04"), (323, "1936-05-06"), (325, "1936-05-09")],
     [([320, 322, 323, 325], [(321, 321, 1, "gap"), (324, 324, 3, "gap")])]),
    ("after a long silence nothing is a gap", [(10, "1936-01-02"), (14, "1936-06-02")], [([10, 14], [(11, 13, 152, "jump")])]),
    ("nor where more numbers lie than a channel sends", [(10, "1936-01-02"), (900, "1936-01-05")], [([10, 900], [(11, 899, 3, "jump")])]),
    ("years apart nothing is said", [(10, "1934-01-02"), (14, "1936-06-02")], []),
    ("no gap", [(10, "1936-01-02"), (11, "1936-01-05")], []),
]


@pytest.mark.parametrize(("numbers", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_runs(filing: Filing, numbers: list[tuple[int, str]], expected: object) -> None:
    assert drawn(gaps(series(filing, numbers)).rows) == expected


def test_a_citation_without_a_day_counts_by_the_day_of_its_paper(filing: Filing) -> None:
    connection = series(filing, [(91, "1936-03-20"), (98, "1936-03-26")], "See my 95.")
    (run,) = gaps(connection).rows
    assert [(k.number, k.by, k.date) for k in run.known] == [
        (91, "own", "1936-03-20"), (95, "citing", "1936-03-20"), (98, "own", "1936-03-26")]
    assert [(g.first, g.last, g.days, g.kind) for g in run.gaps] == [(92, 94, None, "gap"), (96, 97, None, "gap")]


def test_a_scope_hides_no_known_number(filing: Filing) -> None:
    connection = series(filing, [(91, "1936-03-20"), (92, "1936-04-02"), (94, "1936-05-02"), (96, "1936-06-02")])
    assert drawn(gaps(connection, Scope(date=parse("1936-03"))).rows) == []
    assert drawn(gaps(connection, Scope(date=parse("1936-05"))).rows) == [([91, 92, 94, 96], [(93, 93, 30, "gap"), (95, 95, 31, "gap")])]


PLACES = [
    ("two men of one name", [(1510, "1901-01-17", "berlin"), (694, "1901-02-02", "london"), (1512, "1901-02-17", "berlin"), (695, "1901-02-20", "london"),
                             (1513, "1901-03-01", "berlin"), (696, "1901-03-02", None)], [[1510, 1512, 1513], [694, 695, 696]]),
    ("a court by the sea", [(1, "1901-01-17", "madrid"), (2, "1901-06-02", "san sebastian"), (3, "1901-07-17", "madrid"), (4, "1902-06-01", "san sebastian")], [[1, 2, 3, 4]]),
    ("a new year", [(31, "1901-01-17", "madrid"), (1, "1901-06-02", "lisbon"), (3, "1901-07-17", "lisbon")], [[31, 1, 3]]),
    ("no place", [(31, "1901-01-17", None), (1, "1901-06-02", None), (33, "1901-07-17", None), (3, "1901-08-17", None)], [[31, 1, 33, 3]]),
]


@pytest.mark.parametrize(("papers", "expected"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
def test_series_are_parted_by_place(papers: list[tuple[int, str, str | None]], expected: list[list[int]]) -> None:
    found = by_place([Numbered(Day.fromisoformat(day), n, str(n), True, True, place) for n, day, place in papers])
    assert [[p.number for p in part] for part in found] == expected


def test_what_one_name_wrote_at_two_places_may_be_two_series() -> None:
    papers = [Numbered(Day(1901, 9, 25), 14, "a", True, True, "belgrade"), Numbered(Day(1901, 10, 22), 39, "b", True, True, "athens"),
              Numbered(Day(1901, 10, 29), 45, "c", True, True, "athens")]
    run = run_of(("francis", "hay", "written papers", ""), papers)
    assert [(g.first, g.last, g.kind) for g in run.gaps] == [(15, 38, "jump"), (40, 44, "gap")]


def test_a_note_of_the_posts_own_did_not_go_home(filing: Filing) -> None:
    connection = series(filing, [(91, "1936-03-20")], "In my note 281 of March 2 I said so. My telegram 89 of March 2 is clear.")
    assert connection.execute("SELECT number, sender_post, recipient_post FROM missing ORDER BY number").fetchall() == [
        ("281", "japan", None), ("89", "japan", "department of state")]


def test_the_bounds_are_those_that_are_documented() -> None:
    assert (SILENCE.days, RATE, SERIES.days) == (71, 35, 400)


def test_gaps_are_the_same_while_the_tables_are_not_up_to_date(filing: Filing, specimen: sqlite3.Connection) -> None:
    made = series(filing, [(91, "1936-03-20"), (93, "1936-03-23"), (98, "1936-03-26"), (104, "1936-03-29")], "See my 92, March 21, 3 p.m.")
    for connection in (made, specimen):
        scopes = (None, Scope(number="98"), Scope(date=parse("1936-03-29")), Scope(recipient="secretary"), Scope(kind="despatch"))
        before = [gaps(connection, scope) for scope in scopes]
        assert gaps(connection, limit=1, skip=1).rows == before[0].rows[1:2]
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("BEGIN")
        connection.execute("INSERT OR IGNORE INTO stale VALUES ('', 0)")
        assert [gaps(connection, scope) for scope in scopes] == before
        connection.execute("ROLLBACK")
