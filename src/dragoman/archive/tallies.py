"""Tallies: how much an archive holds, counted in each collection when papers come or go, and summed over all.

What is counted (`what`): papers by what their headings give ("heading"), by the year of their first day ("year", "" for
those without one) and by channel ("channel": "japan > department of state"); references by what became of them
("reference"); problems. Of the whole archive also its collections, sources, and records of missing papers ("missing").
While anything is still to be drawn together, the same queries count directly.
"""

import sqlite3
from typing import Literal, NamedTuple

from dragoman.archive.derived import stale

What = Literal["heading", "year", "channel", "reference", "problem", "collection", "source", "missing"]
BETWEEN = " > "                 # the keys of a sender and a recipient
_FROM, _TO = "coalesce(d.sender_post, d.sender_surname)", "coalesce(d.recipient_post, d.recipient_surname)"
# each gives key, times, first day, last day; {papers} stands for the papers that are counted
_COUNTED: dict[What, str] = {
    "heading": "SELECT j.key, j.value, p.first, p.last FROM (SELECT json_object('papers', count(*), "
               "'enclosures', count(d.enclosed_in), 'date', count(d.first_day), 'sender', count(d.sender), "
               "'recipient', count(d.recipient), 'number', count(d.number), 'place', count(d.place)) AS counts, "
               "min(d.first_day) AS first, max(d.last_day) AS last FROM document AS d WHERE {papers}) AS p, "
               "json_each(p.counts) AS j WHERE j.value > 0",
    "year": "SELECT coalesce(substr(d.first_day, 1, 4), ''), count(*), min(d.first_day), max(d.last_day) "
            "FROM document AS d WHERE {papers} GROUP BY 1",
    "channel": f"SELECT {_FROM} || '{BETWEEN}' || {_TO}, count(*), min(d.first_day), max(d.last_day) "
               f"FROM document AS d WHERE {{papers}} AND {_FROM} IS NOT NULL AND {_TO} IS NOT NULL GROUP BY 1",
    "reference": "SELECT coalesce(status, 'open'), count(*), NULL, NULL FROM link WHERE {links} GROUP BY 1",
    "problem": "SELECT 'problems', count(*), NULL, NULL FROM problem WHERE {sources} HAVING count(*) > 0"}
_OF_ONE = {"papers": "d.collection = :collection",
           "links": "document IN (SELECT id FROM document WHERE collection = :collection)",
           "sources": "source IN (SELECT source FROM document WHERE collection = :collection)"}
_OF_ALL = dict.fromkeys(_OF_ONE, "1")
# what is not the sum over the collections: a file that could not be read belongs to none, a missing paper to several
_WHOLE: dict[What, str] = {
    "problem": _COUNTED["problem"].format(**_OF_ALL),
    "source": "SELECT 'sources', count(*), NULL, NULL FROM source HAVING count(*) > 0",
    "missing": "SELECT CASE WHEN found IS NOT NULL THEN 'found' WHEN number IS NULL AND date IS NULL THEN 'unknown' "
               "ELSE 'known' END, count(*), NULL, NULL FROM missing GROUP BY 1"}
_COLLECTIONS = "SELECT d.collection, count(*), min(d.first_day), max(d.last_day) FROM document AS d GROUP BY 1"


class Count(NamedTuple):
    """How many there are of one kind, and the first and last day of those that are papers."""

    key: str
    times: int
    first: str | None
    last: str | None


class Sum(NamedTuple):
    """How many kinds there are, and how many in all of them."""

    kinds: int
    times: int


def count_collection(connection: sqlite3.Connection, collection: str) -> None:
    """What one collection holds, counted anew. Inside a transaction."""
    connection.execute("DELETE FROM tally WHERE collection = ?", (collection,))
    for what, query in _COUNTED.items():
        connection.execute(f"INSERT INTO tally SELECT :collection, '{what}', * FROM ({query.format(**_OF_ONE)})",
                           {"collection": collection})


def sum_collections(connection: sqlite3.Connection) -> None:
    """What the whole archive holds. Inside a transaction."""
    connection.execute("DELETE FROM total")
    connection.execute("INSERT INTO total SELECT what, key, sum(times), min(first_day), max(last_day) FROM tally "
                       "WHERE what <> 'problem' GROUP BY what, key")
    connection.execute("INSERT INTO total SELECT 'collection', collection, times, first_day, last_day FROM tally "
                       "WHERE what = 'heading' AND key = 'papers'")
    for what, query in _WHOLE.items():
        connection.execute(f"INSERT INTO total SELECT '{what}', * FROM ({query})")


def totals(connection: sqlite3.Connection, what: What, *, most: int | None = None) -> list[Count]:
    """The counts of the whole archive, the greatest first; `most` of them, or all."""
    rows = connection.execute(f"SELECT key, times, first_day, last_day FROM ({_query(connection, what)}) "
                              "ORDER BY times DESC, key LIMIT ?", (-1 if most is None else most,))
    return [Count(*row) for row in rows]


def sum_of(connection: sqlite3.Connection, what: What) -> Sum:
    """How many kinds the whole archive holds, and how many in all of them."""
    return Sum(*connection.execute(
        f"SELECT count(*), coalesce(sum(times), 0) FROM ({_query(connection, what)})").fetchone())


def problems_in(connection: sqlite3.Connection, collection: str) -> int:
    """How many things could not be read in the files of a collection."""
    query = _COUNTED["problem"].format(**_OF_ONE)
    if counted(connection):
        query = "SELECT key, times FROM tally WHERE collection = :collection AND what = 'problem'"
    row = connection.execute(query, {"collection": collection}).fetchone()
    return row[1] if row else 0


def counted(connection: sqlite3.Connection) -> bool:
    """Whether the tables are up to date; not so while references are still to be looked up."""
    return not stale(connection) and connection.execute(
        "SELECT 1 FROM link WHERE status IS NULL LIMIT 1").fetchone() is None


def _query(connection: sqlite3.Connection, what: What) -> str:
    """What gives the counts of the whole archive: the table, or while that is not up to date the papers."""
    if counted(connection):
        return f"SELECT key, times, first_day, last_day FROM total WHERE what = '{what}'"
    plain = _COLLECTIONS if what == "collection" else _WHOLE.get(what) or _COUNTED[what].format(**_OF_ALL)
    return f"SELECT NULL AS key, 0 AS times, NULL AS first_day, NULL AS last_day WHERE 0 UNION ALL {plain}"
