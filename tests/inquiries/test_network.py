"""The network: ties by the headings, references and statements of papers, by period; where actors stand."""

import sqlite3
from collections.abc import Callable

import pytest
from letters import telegram

from dragoman.archive.ties import LEVELS, Sum, added
from dragoman.edition.dates import parse
from dragoman.inquiries.network import centralities, network
from dragoman.inquiries.scope import Scope

Ties = dict[tuple[str, str], int]


@pytest.fixture
def exchange(filing: Callable[..., sqlite3.Connection]) -> sqlite3.Connection:
    """Four telegrams of Grew's, one of them of another year, and an answer."""
    answer = ("The Secretary of State to the Ambassador in Japan (Grew)\nWashington, March 24, 1936—2 p.m.\n"
              "31. Your 92, March 20, 7 p.m., has been received.\nHull\n")
    return filing(a=telegram(92, "March 20, 1936", "All is well."), b=telegram(93, "March 22, 1936", "All is well."),
                  c=telegram(94, "November 2, 1936", "Your 31, March 24, 2 p.m. and my 93, March 22, 7 p.m."),
                  d=telegram(5, "January 8, 1937", "The Minister for Foreign Affairs told me that he would resign."), e=answer)


def ties(connection: sqlite3.Connection, date: str | None = None, **options: object) -> Ties:
    scope = Scope(date=parse(date) if date else None)
    return {(b.who.label, b.whom.label): b.times for b in network(connection, scope, **options).rows}  # type: ignore[arg-type]


def test_who_writes_to_whom(exchange: sqlite3.Connection) -> None:
    """The Secretary is Hull near the day of his paper, else the office stands."""
    rows = network(exchange).rows
    assert {(b.who.label, b.whom.label, b.times, b.first, b.last) for b in rows} == {
        ("Grew", "Hull", 2, "1936-03-20", 1936), ("Grew", "Secretary of State", 2, "1936-11-02", 1937), ("Hull", "Grew", 1, "1936-03-24", 1936)}
    shown = next(b.passages for b in rows if b.times == 2 and b.whom.label == "Hull")
    assert [p.document for p in shown] == ["a", "a"] and "Grew" in shown[0].quote and "Secretary" in shown[1].quote
    assert "5 of 5 papers" in network(exchange).basis.line


def test_a_period_is_counted_to_the_day(exchange: sqlite3.Connection) -> None:
    def grew(date: str) -> int:
        return sum(n for (who, _), n in ties(exchange, date).items() if who == "Grew")
    assert [grew(d) for d in ("1936", "1937", "1936/1937", "1936-03-21/1937", "1936-03-21/1936", "1938", "1936-03", "../1936-03-20")] == [
        3, 1, 4, 3, 2, 0, 2, 1]


def test_who_cites_whom_leaves_oneself_out(exchange: sqlite3.Connection) -> None:
    found = ties(exchange, kind="cites")
    assert sorted(who for who, _ in found) == ["Grew", "Hull"] and set(found.values()) == {1}
    (first,) = (b for b in network(exchange, kind="cites").rows if b.who.label == "Hull")
    assert first.passages[0].quote.startswith("Your 92") and first.passages[0].document == "e"


def test_levels(exchange: sqlite3.Connection) -> None:
    assert set(ties(exchange, level="power").values()) <= {1, 4, 5}
    offices = ties(exchange, level="office")
    assert any(who.lower() == "ambassador in japan" for who, _ in offices)


def test_ties_of_one_actor(exchange: sqlite3.Connection) -> None:
    assert [b.times for b in network(exchange, Scope(sender="Hull")).rows] == [1]
    assert network(exchange, Scope(sender="Hull"), limit=0).total == 1


def test_pages_follow_one_another(specimen: sqlite3.Connection) -> None:
    rows = network(specimen).rows
    assert network(specimen, limit=3, skip=2).rows == rows[2:5] and network(specimen, limit=3).total == len(rows)
    places = centralities(specimen).rows
    assert centralities(specimen, page=(2, 1)).rows == places[1:3]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", ["writes", "cites", "reports"])
def test_what_is_counted_at_filing_is_what_is_counted_anew(specimen: sqlite3.Connection, kind: str, level: str) -> None:
    """All days there are, of which no year is whole, go by papers; no date at all by the tables."""
    which = {"kind": kind, "level": level}
    days = Scope(date=parse("1864-01-02/1927-12-30"))
    for ask in (network, centralities):
        filed, anew = ask(specimen, **which), ask(specimen, days, **which)  # type: ignore[operator]
        assert filed.rows == anew.rows and filed.rows
    filed = {row[:-1]: row[-1] for row in specimen.execute(
        "SELECT who, whom, sum(times) FROM tie WHERE kind = ? AND level = ? GROUP BY 1, 2", (kind, level))}
    assert filed == {row[:-1]: row[-1] for row in specimen.execute(
        "SELECT who, whom, times FROM bond WHERE kind = ? AND level = ?", (kind, level))}


def test_actors_sorted_by_a_measure(specimen: sqlite3.Connection) -> None:
    for measure in ("pagerank", "betweenness", "in_degree", "out_strength"):
        values = [getattr(p, measure) for p in centralities(specimen, by=measure).rows]  # type: ignore[arg-type]
        assert values == sorted(values, reverse=True)
    ravn = centralities(specimen).rows[0]
    assert ravn.actor.label.endswith("Ravn") and ravn.passages


def test_an_archive_without_ties_says_so(filing: Callable[..., sqlite3.Connection]) -> None:
    empty = filing(a="Memorandum\nThe matter stands as before.\n")
    assert network(empty).rows == () == centralities(empty).rows
    assert "rests on nothing" in network(empty).basis.line


def test_the_earlier_place_is_kept() -> None:
    late, early, never = Sum(2, "1936-03-20", 5, 1), Sum(1, "1935-01-01", 9, 0), Sum(4, None, 1, 1)
    assert added(late, early) == added(early, late) == Sum(3, "1935-01-01", 9, 0)
    assert added(never, late) == Sum(6, "1936-03-20", 5, 1) and added(None, never) is never
