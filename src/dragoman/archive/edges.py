"""Edges: what the networks of an archive are made of, row by row: papers and references, actors and what ties them.

Memory does not grow with the archive, as in `listing`. Ties are those of `ties`, one by one instead of counted.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from dragoman.archive.listing import Finding, Link, columns_by_name, missing, references
from dragoman.archive.ties import UNITS, Kind

_PAPERS = ("SELECT d.name, d.kind, d.title, d.number, d.date, d.first_day, d.last_day, d.time, d.place, d.sender, "
           "d.recipient, d.collection, d.language, up.name AS carrier FROM document AS d "
           "LEFT JOIN document AS up ON up.id = d.enclosed_in ORDER BY d.id")
# a tie at the level of persons: where one is not known the office stands in, then the power; as ties.units has it
_UNITS = ("WITH unit (document, ordinal, day, person, office, side, to_person, to_office, to_side) AS ({units}), "
          "tie AS (SELECT document, ordinal, coalesce(person, office, side) AS who, "
          "coalesce(to_person, to_office, to_side) AS whom, office, side, to_office, to_side FROM unit) ")
_TIES = ("SELECT d.name, t.ordinal, a.name, b.name, ao.name, s.name, bo.name, bs.name, d.kind, d.number, d.date, "
         'd.first_day, d.last_day, n.start, n."end", n.body, n.voice, t.document '
         "FROM tie AS t CROSS JOIN document AS d ON d.id = t.document JOIN actor AS a ON a.id = t.who "
         "JOIN actor AS b ON b.id = t.whom LEFT JOIN actor AS ao ON ao.id = t.office "
         "LEFT JOIN actor AS s ON s.id = t.side LEFT JOIN actor AS bo ON bo.id = t.to_office "
         "LEFT JOIN actor AS bs ON bs.id = t.to_side "
         "LEFT JOIN annotation AS n ON n.document = t.document AND n.ordinal = t.ordinal {where} "
         "ORDER BY t.document, t.ordinal, a.name, b.name")
_ACTORS = ("SELECT a.name, a.kind, a.label, p.name AS power, a.first_day, a.last_day, a.sent, a.received, a.present "
           "FROM actor AS a LEFT JOIN actor AS p ON p.id = a.side WHERE a.id IN ("
           "SELECT t.who FROM tie AS t JOIN actor AS b ON b.id = t.whom {where} UNION "
           "SELECT t.whom FROM tie AS t JOIN actor AS b ON b.id = t.who {where}) ORDER BY a.name")


class Dated(NamedTuple):
    """The date of a paper, EDTF, with the first and last day that it can mean."""

    date: str | None
    first: str | None
    last: str | None


class Side(NamedTuple):
    """Who stands at an end of a tie: the addresses of the actor, and of the office and power, as far as known."""

    actor: str
    office: str | None
    power: str | None


class Tie(NamedTuple):
    """What ties two actors: a paper sent, or a statement in one, whose words are `quote` and whose body is `body`."""

    document: str
    ordinal: int
    who: Side
    whom: Side
    kind: str
    number: str | None
    dated: Dated
    start: int | None
    end: int | None
    quote: str | None
    body: str | None
    voice: str | None


def papers(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The columns of each paper that tell what it is, with the id of its carrier."""
    yield from columns_by_name(connection, _PAPERS)


def absent(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The columns of each missing paper, as `listing.missing` has them, but for those that were found since."""
    for record in missing(connection):
        if record["found"] is None or record["references"]:
            yield record


def cited(connection: sqlite3.Connection) -> Iterator[tuple[Finding, Link, Dated]]:
    """Every reference with what became of it and the date of its paper; only candidates that are here still."""
    name, dated = None, Dated(None, None, None)
    for finding, link in references(connection):
        if finding.document != name:
            name = finding.document
            dated = Dated(*connection.execute("SELECT date, first_day, last_day FROM document WHERE name = ?",
                                              (name,)).fetchone())
        if link.candidates:
            here = connection.execute("SELECT name FROM document WHERE name IN (SELECT value FROM json_each(?)) "
                                      "ORDER BY id", (json.dumps(link.candidates),)).fetchall()
            link = link._replace(candidates=tuple(row[0] for row in here))
        yield finding, link, dated


def tied(connection: sqlite3.Connection, kind: Kind) -> Iterator[Tie]:
    """Every tie of a kind, in the order of papers; of a paper with several senders or recipients one for each pair."""
    last, text = None, ""
    for row in connection.execute(f"{_units(kind)}{_TIES.format(where=_where(kind))}"):
        name, ordinal, who, whom, office, power, to_office, to_power, paper, number, *dated = row[:13]
        start, end, body, voice, document = row[13:]
        if document != last and start is not None:
            last = document
            text = connection.execute("SELECT text FROM content WHERE document = ?", (document,)).fetchone()[0]
        yield Tie(name, ordinal, Side(who, office, power), Side(whom, to_office, to_power), paper, number,
                  Dated(*dated), start, end, None if start is None else text[start:end], body, voice)


def actors(connection: sqlite3.Connection, kind: Kind) -> Iterator[dict[str, Any]]:
    """The columns of each actor that has a tie of a kind, with the address of its power."""
    yield from columns_by_name(connection, f"{_units(kind)}{_ACTORS.format(where=_where(kind))}")


def _units(kind: Kind) -> str:
    return _UNITS.format(units=UNITS[kind])


def _where(kind: Kind) -> str:
    """What is no tie: an end that is not known; what a writer reports of himself."""
    return "WHERE t.who IS NOT NULL AND t.whom IS NOT NULL" + ("" if kind == "writes" else " AND t.who <> t.whom")
