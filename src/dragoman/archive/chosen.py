"""Chosen: the papers of an archive that an edition gives, and what hangs on them, kept beside the archive for a while.

They stand in tables of the connection alone, which go with the transaction that they are made in.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import msgspec

from dragoman.edition.document import Block, Note

CHOSEN = "SELECT id FROM temp.chosen"
# as in inquiries/register.py: of equal days in the order of filing
TIME = "d.first_day IS NULL, d.first_day, d.last_day, coalesce(d.time, '24:00'), d.id"
_ACTORS = (f"SELECT p.person FROM party AS p WHERE p.document IN ({CHOSEN}) UNION "
           f"SELECT p.holds FROM party AS p WHERE p.document IN ({CHOSEN}) UNION "
           f"SELECT p.side FROM party AS p WHERE p.document IN ({CHOSEN})")
_CITED = f"EXISTS (SELECT 1 FROM link WHERE missing = m.id AND document IN ({CHOSEN}))"
_HEADS = ("SELECT d.name, d.sender, d.recipient, d.title, d.date, d.kind, d.number, d.first_day, d.last_day "
          "FROM temp.chosen AS c JOIN document AS d ON d.id = c.id ORDER BY c.number")

# what is enclosed in a paper is chosen with it, as deep as that goes; {} gives the rows of papers
WITH_ENCLOSURES = ("WITH RECURSIVE carried (id) AS ({} UNION SELECT d.id FROM document AS d JOIN carried AS c "
                   "ON d.enclosed_in = c.id)")
_BLOCKS, _NOTES = msgspec.json.Decoder(tuple[Block, ...]), msgspec.json.Decoder(tuple[Note, ...])


class Census(NamedTuple):
    """How many papers, and their first and last day, if any has one."""

    papers: int
    first: str | None
    last: str | None


@contextmanager
def beside(connection: sqlite3.Connection) -> Iterator[None]:
    """Leave to write tables of the connection's own; the archive itself is not written."""
    kept = connection.execute("PRAGMA query_only").fetchone()[0]
    connection.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA query_only = {kept}")


def choose(connection: sqlite3.Connection, papers: Iterable[int] | None) -> int:
    """Keep the rows of papers as those that are chosen, or all, numbered from 0 in order of time; how many they are.

    What is enclosed in a paper is chosen with it.
    Inside a transaction, with whose end they are forgotten.
    """
    with beside(connection):
        connection.execute("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY)")
        connection.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY, number INTEGER NOT NULL)")
        connection.execute("CREATE UNIQUE INDEX temp.chosen_number ON chosen (number, id)")
        if papers is None:
            connection.execute("INSERT INTO temp.wanted SELECT id FROM document")
        else:
            connection.executemany("INSERT OR IGNORE INTO temp.wanted VALUES (?)", ((paper,) for paper in papers))
            connection.execute(f"{WITH_ENCLOSURES.format('SELECT id FROM temp.wanted')} "
                               "INSERT OR IGNORE INTO temp.wanted SELECT id FROM carried")
        connection.execute("INSERT INTO temp.chosen SELECT d.id, row_number() OVER () - 1 FROM (SELECT d.id FROM "
                           "document AS d WHERE d.id IN (SELECT id FROM temp.wanted) "
                           f"ORDER BY {TIME}) AS d")
        connection.execute("CREATE TEMP TABLE told_of (id INTEGER PRIMARY KEY)")
        every = "SELECT id FROM actor" if papers is None else f"SELECT * FROM ({_ACTORS}) WHERE 1"
        connection.execute(f"INSERT OR IGNORE INTO temp.told_of {every}")
        connection.execute("DELETE FROM temp.told_of WHERE id NOT IN (SELECT id FROM actor)")
    found: int = connection.execute("SELECT count(*) FROM temp.chosen").fetchone()[0]
    return found


def numbers(connection: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """The row of each chosen paper, and its number."""
    yield from connection.execute("SELECT id, number FROM temp.chosen").fetchall()


def heads(connection: sqlite3.Connection) -> Iterator[tuple[str | None, ...]]:
    """Of each chosen paper, in order of time: id, sender, recipient, title, date, kind, number, first and last day."""
    for row in connection.execute(_HEADS):  # noqa: UP028
        yield row


def papers(connection: sqlite3.Connection) -> Iterator[str]:
    """The ids of the chosen papers, in the order of filing."""
    for (name,) in connection.execute(f"SELECT name FROM document WHERE id IN ({CHOSEN}) ORDER BY id"):
        yield name


def is_chosen(connection: sqlite3.Connection, name: str) -> bool:
    """Whether the paper of an id is among those chosen."""
    return bool(_one(connection, "SELECT 1 FROM document AS d JOIN temp.chosen AS c ON c.id = d.id WHERE d.name = ?",
                     name))


def chosen_before(connection: sqlite3.Connection, day: str) -> int:
    """How many of the chosen papers stand before a day in order of time."""
    found: int = connection.execute(f"SELECT count(*) FROM document WHERE first_day < ? AND id IN ({CHOSEN})",
                                    (day,)).fetchone()[0]
    return found


def threads(connection: sqlite3.Connection) -> Iterator[str]:
    """The ids of the first papers of all threads that have a chosen paper."""
    for (name,) in connection.execute(
            "SELECT d.name FROM thread AS t JOIN document AS d ON d.id = t.document WHERE EXISTS "
            f"(SELECT 1 FROM member WHERE thread = t.id AND member IN ({CHOSEN})) ORDER BY t.id"):
        yield name


def thread_of(connection: sqlite3.Connection, name: str) -> str | None:
    """The id of the first paper of the thread that a paper, or a missing one, belongs to.

    None for one that is alone, and for a thread without a chosen paper.
    """
    member = ("coalesce((SELECT id FROM document WHERE name = ?1), (SELECT coalesce(found, -id) FROM missing "
              "WHERE name = ?1))")
    return _one(connection, "SELECT d.name FROM member AS m JOIN thread AS t ON t.id = m.thread "
                f"JOIN document AS d ON d.id = t.document WHERE m.member = {member} AND EXISTS "
                f"(SELECT 1 FROM member WHERE thread = t.id AND member IN ({CHOSEN}))", name)


def channels(connection: sqlite3.Connection, name: str) -> Iterator[str]:
    """The pairs of sender and recipient of the chosen papers in the thread of a first paper, the busiest first."""
    for (channel,) in connection.execute(
            "SELECT coalesce(sender_post, sender_surname) || ' > ' || coalesce(recipient_post, recipient_surname) AS c "
            "FROM document WHERE c IS NOT NULL AND id IN (SELECT m.member FROM document AS f JOIN member AS own "
            "ON own.member = f.id JOIN member AS m ON m.thread = own.thread WHERE f.name = ?) "
            f"AND id IN ({CHOSEN}) GROUP BY c ORDER BY count(*) DESC, c", (name,)).fetchall():
        yield channel


def records(connection: sqlite3.Connection, *, whole: bool) -> Iterator[str]:
    """The names of the missing papers that chosen papers cite; of a whole archive also of those since found."""
    for (name,) in connection.execute(f"SELECT name FROM missing AS m WHERE {'1' if whole else _CITED} ORDER BY id"):
        yield name


def is_record(connection: sqlite3.Connection, name: str, *, whole: bool) -> bool:
    """Whether `records` has a missing paper."""
    return bool(_one(connection, f"SELECT 1 FROM missing AS m WHERE name = ? AND {'1' if whole else _CITED}", name))


def actors(connection: sqlite3.Connection) -> Iterator[str]:
    """The names of the actors that the chosen papers tell of: of a whole archive all, else their parties."""
    for (name,) in connection.execute("SELECT name FROM actor WHERE id IN (SELECT id FROM temp.told_of) ORDER BY id"):
        yield name


def is_told_of(connection: sqlite3.Connection, name: str) -> bool:
    """Whether `actors` has an actor."""
    return bool(_one(connection, "SELECT 1 FROM actor AS a JOIN temp.told_of AS t ON t.id = a.id WHERE a.name = ?",
                     name))


def lines(connection: sqlite3.Connection, name: str) -> tuple[tuple[Block, ...], tuple[Note, ...]] | None:
    """The blocks and notes of the paper of an id; None where there is none."""
    row = connection.execute("SELECT c.blocks, c.notes FROM document AS d JOIN content AS c ON c.document = d.id "
                             "WHERE d.name = ?", (name,)).fetchone()
    return (_BLOCKS.decode(row[0]), _NOTES.decode(row[1])) if row else None


def collections(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """The volumes and folders of the chosen papers, each with how many they are."""
    return connection.execute(f"SELECT collection, count(*) FROM document WHERE id IN ({CHOSEN}) "
                              "GROUP BY collection ORDER BY collection").fetchall()


def years(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """How many of the chosen papers there are of each year, by the first day that their dates can mean."""
    return [(int(year), count) for year, count in connection.execute(
        "SELECT substr(first_day, 1, 4), count(*) FROM document WHERE first_day IS NOT NULL AND id IN "
        f"({CHOSEN}) GROUP BY 1 ORDER BY 1")]


def census(connection: sqlite3.Connection) -> Census:
    """How many papers are chosen, and from when to when they are."""
    return Census(*connection.execute("SELECT count(*), min(first_day), max(last_day) FROM document "
                                      f"WHERE id IN ({CHOSEN})").fetchone())


def pairs(connection: sqlite3.Connection, most: int) -> Iterator[tuple[str, str, str, str, int]]:
    """The powers that act on each other most, by events that are not doubtful: names and labels of two, how often."""
    yield from connection.execute(
        "WITH move AS (SELECT min(from_side, to_side) AS one, max(from_side, to_side) AS other, count(*) AS times FROM "
        "event WHERE same IS NULL AND doubt IS NULL AND from_side <> to_side AND to_side IS NOT NULL GROUP BY 1, 2) "
        "SELECT a.name, b.name, a.label, b.label, times FROM move JOIN actor AS a ON a.id = one "
        "JOIN actor AS b ON b.id = other ORDER BY times DESC, a.name, b.name LIMIT ?", (most,)).fetchall()


def _one(connection: sqlite3.Connection, query: str, name: str) -> str | None:
    row = connection.execute(query, (name,)).fetchone()
    return row[0] if row else None
