"""Drawn: what was drawn together from all papers, and what people decided, row by row, for whoever takes all.

As `listing`, which has what stands in each paper. Actors are given by their addresses ("grew", "power/japan").
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from dragoman.archive.listing import Finding, columns_by_name, layer_with

_ACTORS = ("LEFT JOIN actor AS {0} ON {0}.id = {1}.{0}").format


class Joined(NamedTuple):
    """The actors that the parties of an act were joined to, and the event that it tells of; None where it is none."""

    who: str | None
    whom: str | None
    who_side: str | None
    whom_side: str | None
    event: int | None


class Parties(NamedTuple):
    """The person, the office and the power that a party of a paper was joined to."""

    person: str | None
    holds: str | None
    side: str | None


def _to_actors(row: str, *columns: str) -> str:
    """The joins that give the actors of these columns, each under the name of its column."""
    return " ".join(_ACTORS(column, row) for column in columns)


_JOINED = ("LEFT JOIN act ON act.document = a.document AND act.ordinal = a.ordinal LEFT JOIN event AS e "
           f"ON e.id = act.event {_to_actors('act', 'who', 'whom', 'who_side', 'whom_side')}")


def acts(connection: sqlite3.Connection, layer: str) -> Iterator[tuple[Finding, Joined]]:
    """Every statement, directive, assessment or event, with the actors that its parties were joined to."""
    columns = ", who.name, whom.name, who_side.name, whom_side.name, coalesce(e.same, e.id)"
    for finding, joined in layer_with(connection, layer, columns, _JOINED):
        yield finding, Joined(*joined)


def parties(connection: sqlite3.Connection, document: str) -> dict[tuple[str, int], Parties]:
    """The actors that the parties of a paper were joined to, by role and place among those of the role."""
    rows = connection.execute(
        "SELECT p.role, p.ordinal, person.name, holds.name, side.name FROM document AS d JOIN party AS p "
        f"ON p.document = d.id {_to_actors('p', 'person', 'holds', 'side')} WHERE d.name = ?", (document,))
    return {(role, ordinal): Parties(*joined) for role, ordinal, *joined in rows}


def actors(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every person, office, power and body, with the address of its side."""
    yield from columns_by_name(
        connection, "SELECT a.name, a.kind, a.label, side.name AS side, a.first_day, a.last_day, a.sent, a.received, "
        f"a.present, a.named FROM actor AS a {_to_actors('a', 'side')} ORDER BY a.id")


def events(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every event, once, with the paper and the annotation that are its first report; `paper` is that one's row."""
    yield from columns_by_name(
        connection, "SELECT e.id, d.name AS document, d.id AS paper, d.collection, e.ordinal, e.kind, e.state, "
        "e.date, e.first_day, e.last_day, e.dated, e.doubt, e.sure, e.reports, who.name AS who, whom.name AS whom, "
        "who_side.name AS who_side, whom_side.name AS whom_side, from_side.name AS from_side, to_side.name AS to_side, "
        "e.link, "
        "coalesce(o.same, o.id) AS linked FROM event AS e JOIN document AS d ON d.id = e.document "
        "LEFT JOIN event AS o ON o.id = e.linked "
        f"{_to_actors('e', 'who', 'whom', 'who_side', 'whom_side', 'from_side', 'to_side')} "
        "WHERE e.same IS NULL ORDER BY e.id")


def duties(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every directive and request for information, with what became of it and the words that show it."""
    yield from columns_by_name(
        connection, "SELECT d.name AS document, u.ordinal, u.force, u.asks, u.post, u.surname, person.name AS person, "
        "u.asker, u.sure, u.plain, u.issued, u.since, u.due, u.state, u.closed, b.name AS closed_by, "
        "m.name AS closed_by_missing, w.name AS words_in, u.start, u.\"end\", u.why "
        "FROM duty AS u JOIN document AS d ON d.id = u.document LEFT JOIN document AS b ON b.id = u.\"by\" "
        "LEFT JOIN missing AS m ON m.id = u.by_missing LEFT JOIN document AS w ON w.id = u.at "
        f"{_to_actors('u', 'person')} ORDER BY u.document, u.ordinal")


def decisions(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Every entry of the journal, in order; the body is None of an entry that only takes another back."""
    for row in columns_by_name(
            connection, "SELECT d.id, d.made, d.person, d.kind, d.body, d.why, d.undoes, u.id AS undone "
            "FROM decision AS d LEFT JOIN decision AS u ON u.undoes = d.id ORDER BY d.id"):
        yield row | {"body": json.loads(row["body"])}
