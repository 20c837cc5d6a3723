"""Gaps in the series of numbers of a channel."""

import sqlite3
from collections.abc import Callable, Iterable

import pytest
from letters import telegram

from dragoman.edition.dates import parse
from dragoman.inquiries.gaps import RATE, SERIES, SILENCE, Run, gaps
from dragoman.inquiries.scope import Scope

Filing = Callable[..., sqlite3.Connection]
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def series(filing: Filing, numbers: Iterable[tuple[int, str]], body: str = "All is well.") -> sqlite3.Connection:
    """An archive of telegrams of one channel: (number, ISO day)."""
    def printed(day: str) -> str:
        year, month, date = day.split("-")
        return f"{MONTHS[int(month) - 1]} {int(date)}, {year}"
    return filing(**{f"t{i}": telegram(n, printed(day), body) for i, (n, day) in enumerate(numbers)})


def drawn(runs: Iterable[Run]) -> list[tuple[list[int], list[tuple[int, int, int, str]]]]:
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


def test_a_scope_hides_no_known_number(filing: Filing) -> None:
    connection = series(filing, [(91, "1936-03-20"), (92, "1936-04-02"), (94, "1936-05-02"), (96, "1936-06-02")])
    assert drawn(gaps(connection, Scope(date=parse("1936-03"))).rows) == []
    assert drawn(gaps(connection, Scope(date=parse("1936-05"))).rows) == [([91, 92, 94, 96], [(93, 93, 30, "gap"), (95, 95, 31, "gap")])]


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
        connection.execute("INSERT OR IGNORE INTO stale VALUES ('')")
        assert [gaps(connection, scope) for scope in scopes] == before
        connection.execute("ROLLBACK")
