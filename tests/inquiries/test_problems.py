"""What could not be read, file by file."""

import sqlite3
from collections.abc import Callable

from letters import telegram

from dragoman.inquiries.problems import problems


def test_what_could_not_be_read_with_its_file(filing: Callable[..., sqlite3.Connection]) -> None:
    connection = filing(a="", b=telegram(3, "March 20, 1936", "All is well."), c="\n")
    source, = connection.execute("SELECT id FROM source WHERE path LIKE '%/b.txt'").fetchone()
    connection.execute("INSERT INTO problem VALUES (?, 'papers/b.txt', 'line 4', 'This is <i>no</i> date.')", (source,))
    answer = problems(connection)
    assert answer.total == 3 and [row.path[-5:] for row in answer.rows] == ["a.txt", "b.txt", "c.txt"]
    assert [row.papers for row in answer.rows] == [0, 1, 0]
    one = answer.rows[1]
    assert (one.file, one.place, one.sentence) == ("papers/b.txt", "line 4", "This is <i>no</i> date.")
    assert answer.basis.line.endswith(
        "3 of 3 files; 3 have something that could not be read; 2 of these gave no paper at all.")


def test_pages_follow_one_another(filing: Callable[..., sqlite3.Connection]) -> None:
    connection = filing(a="", b="\n", c="\n\n")
    every = problems(connection).rows
    pages = [problems(connection, limit=1, skip=n) for n in range(4)]
    assert [page.rows for page in pages] == [*((row,) for row in every), ()] and {page.total for page in pages} == {3}


def test_nothing_is_wrong_with_good_papers(specimen: sqlite3.Connection) -> None:
    answer = problems(specimen)
    assert (answer.rows, answer.total) == ((), 0)
    assert answer.basis.line.endswith("15 of 15 files.")
