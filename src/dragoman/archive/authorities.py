"""Authorities: what lists of persons, places and events tell besides `drawn`: tenures, places, reports, who decided."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

# what a text names, and what a dateline has
_PLACES = """
    SELECT label, count(DISTINCT document) FROM (
        SELECT json_extract(body, '$.label') AS label, document FROM annotation
        WHERE layer = 'name' AND json_extract(body, '$.kind') = 'place'
        UNION ALL SELECT place, id FROM document WHERE place IS NOT NULL)
    GROUP BY label ORDER BY label"""


class Tenure(NamedTuple):
    """An office that a person held, by its address and name, and the days between which papers show it."""

    office: str
    label: str
    first_day: str | None
    last_day: str | None


def tenures(connection: sqlite3.Connection, person: str) -> list[Tenure]:
    """The offices that a person, by address, held, in order of time."""
    rows = connection.execute(
        "SELECT o.name, o.label, nullif(t.first_day, ''), t.last_day FROM actor AS p "
        "JOIN tenure AS t ON t.person = p.id JOIN actor AS o ON o.id = t.office "
        "WHERE p.name = ? ORDER BY t.first_day, o.name", (person,))
    return [Tenure(*row) for row in rows]


def places(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Each place that papers name or were written at, as printed, and the number of these papers."""
    for label, papers in connection.execute(_PLACES):
        if label:
            yield label, papers


def reports(connection: sqlite3.Connection, event: int) -> list[tuple[str, int]]:
    """The reports of an event, by its row, in all collections: the papers' ids, and the ordinals of their findings."""
    return connection.execute(
        "SELECT d.name, a.ordinal FROM act AS a JOIN document AS d ON d.id = a.document WHERE a.event IN "
        "(SELECT ?1 UNION ALL SELECT id FROM event WHERE same = ?1) ORDER BY a.document, a.ordinal",
        (event,)).fetchall()


def deciders(connection: sqlite3.Connection) -> list[str]:
    """Who ever decided something, by name."""
    return [row[0] for row in connection.execute("SELECT DISTINCT person FROM decision ORDER BY person")]
