"""References that mean one of several papers."""

import sqlite3
from collections.abc import Callable

from letters import telegram

from dragoman.edition.dates import parse
from dragoman.inquiries.ambiguous import ambiguous
from dragoman.inquiries.scope import Scope

SAME = telegram(2, "March 19, 1936", "All is well.")
OTHER = SAME.replace("is well", "is not well")
CITING = telegram(4, "March 21, 1936", "My 2, March 19, 7 p.m. The Minister told me nothing.")
EARLIER = telegram(3, "March 20, 1936", "My 2, March 19, 7 p.m. The Minister told me much.")


def test_a_reference_has_its_words_and_every_paper_that_fits(filing: Callable[..., sqlite3.Connection]) -> None:
    connection = filing(one=SAME, two=OTHER, citing=CITING)
    answer = ambiguous(connection)
    row, = answer.rows
    assert (row.passage.document, row.passage.quote, row.passage.place) == ("citing", "My 2, March 19, 7 p.m.", "¶ 1")
    text, = connection.execute("SELECT text FROM content JOIN document AS d ON d.id = document WHERE d.name = 'citing'").fetchone()
    assert text[row.passage.start:row.passage.end] == row.passage.quote
    assert (row.day, row.number, row.date) == ("1936-03-21", "2", "1936-03-19")
    assert [c.id for c in row.candidates] == ["one", "two"] and row.reason
    one = row.candidates[0]
    assert (one.kind, one.number, one.date, one.sender, one.recipient) == (
        "telegram", "2", "1936-03-19", "Grew, Ambassador in Japan", "Secretary of State")
    place = connection.execute("SELECT d.name FROM link AS l JOIN document AS d ON d.id = l.document "
                               "WHERE l.ordinal = ? AND l.status = 'ambiguous'", (row.ordinal,)).fetchall()
    assert place == [("citing",)]
    assert answer.basis.line.endswith("1 of 1 references to papers; 1 in 1 papers are ambiguous in all.")


def test_they_stand_in_order_of_the_citing_papers_time(filing: Callable[..., sqlite3.Connection]) -> None:
    connection = filing(a=CITING, one=SAME, two=OTHER, z=EARLIER)
    assert [row.passage.document for row in ambiguous(connection).rows] == ["z", "a"]
    pages = [ambiguous(connection, limit=1, skip=n) for n in range(3)]
    assert [[row.passage.document for row in page.rows] for page in pages] == [["z"], ["a"], []]
    assert [page.total for page in pages] == [2, 2, 2]


def test_a_scope_narrows_by_the_citing_paper(filing: Callable[..., sqlite3.Connection]) -> None:
    connection = filing(a=CITING, one=SAME, two=OTHER, z=EARLIER)
    answer = ambiguous(connection, Scope(date=parse("1936-03-21")))
    assert [row.passage.document for row in answer.rows] == ["a"] and answer.total == 1
    assert ambiguous(connection, Scope(kind="letter")).total == 0


def test_one_that_is_settled_is_none(filing: Callable[..., sqlite3.Connection]) -> None:
    answer = ambiguous(filing(one=SAME, citing=CITING))
    assert (answer.rows, answer.total) == ((), 0)
    assert "0 of 1 references to papers" in answer.basis.line
