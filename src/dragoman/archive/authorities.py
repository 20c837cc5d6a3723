"""Authorities: the actors, places and events of a whole archive, row by row, for whoever makes lists of them."""

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


class Actor(NamedTuple):
    """A person, office, power or body; `side` is the address of the power that it belongs to or acts for."""

    id: int
    name: str
    kind: str
    label: str
    side: str | None
    first_day: str | None
    last_day: str | None
    sent: int
    received: int


class Tenure(NamedTuple):
    """An office that a person held, by its address and name, and the days between which papers show it."""

    office: str
    label: str
    first_day: str | None
    last_day: str | None


class Told(NamedTuple):
    """An event: its PLOVER type and modality, when it was, who did it to whom (addresses of actors), how sure it is.

    `document` and `ordinal` are the report that is shown first, `same` those of the event of an earlier collection that
    it is; `dated` says whether a text gives the day.
    """

    id: int
    document: str
    ordinal: int
    kind: str
    state: str
    date: str | None
    dated: bool
    sure: float
    who: str | None
    whom: str | None
    who_label: str | None
    whom_label: str | None
    same: tuple[str, int] | None


def actors(connection: sqlite3.Connection, *kinds: str) -> Iterator[Actor]:
    """The actors of these kinds that a party of a paper or an act is, by their address."""
    marks = ", ".join("?" * len(kinds))
    for row in connection.execute(
            "SELECT a.id, a.name, a.kind, a.label, s.name, a.first_day, a.last_day, a.sent, a.received FROM actor AS a "
            f"LEFT JOIN actor AS s ON s.id = a.side WHERE a.kind IN ({marks}) ORDER BY a.name", kinds):
        yield Actor(*row)


def tenures(connection: sqlite3.Connection, person: int) -> list[Tenure]:
    """The offices that a person held, in order of time."""
    rows = connection.execute(
        "SELECT o.name, o.label, nullif(t.first_day, ''), t.last_day FROM tenure AS t "
        "JOIN actor AS o ON o.id = t.office WHERE t.person = ? ORDER BY t.first_day, o.name", (person,))
    return [Tenure(*row) for row in rows]


def places(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Each place that papers name or were written at, as printed, and the number of these papers."""
    for row in connection.execute(_PLACES):
        if row[0]:
            yield row[0], row[1]


def events(connection: sqlite3.Connection) -> Iterator[Told]:
    """Every event, in the order of its first report."""
    for row in connection.execute(
            "SELECT e.id, d.name, e.ordinal, e.kind, e.state, e.date, e.dated, e.sure, p.name, q.name, p.label, "
            "q.label, e.same FROM event AS e JOIN document AS d ON d.id = e.document "
            "LEFT JOIN actor AS p ON p.id = coalesce(e.who, e.who_side) "
            "LEFT JOIN actor AS q ON q.id = coalesce(e.whom, e.whom_side) ORDER BY e.id"):
        told = Told._make(row)
        yield told._replace(same=_report(connection, row[-1]))


def reports(connection: sqlite3.Connection, event: int) -> list[tuple[str, int]]:
    """The reports of an event: the papers' ids, and the ordinals of their findings."""
    return connection.execute("SELECT d.name, a.ordinal FROM act AS a JOIN document AS d ON d.id = a.document "
                              "WHERE a.event = ? ORDER BY a.document, a.ordinal", (event,)).fetchall()


def deciders(connection: sqlite3.Connection) -> list[str]:
    """Who ever decided something, by name."""
    return [row[0] for row in connection.execute("SELECT DISTINCT person FROM decision ORDER BY person")]


def _report(connection: sqlite3.Connection, event: int | None) -> tuple[str, int] | None:
    if event is None:
        return None
    found: tuple[str, int] | None = connection.execute(
        "SELECT d.name, e.ordinal FROM event AS e JOIN document AS d ON d.id = e.document WHERE e.id = ?",
        (event,)).fetchone()
    return found
