"""JSON Lines: one paper a line, as `dragoman read --json` gives it, with what became of each reference."""

import sqlite3
from collections.abc import Iterator

import msgspec

from dragoman.archive.intake import readings
from dragoman.edition.annotation import LinkedReference, Reference
from dragoman.edition.reading import Reading, json_line, papers


def lines(connection: sqlite3.Connection, *, apart: bool = False) -> Iterator[bytes]:
    """A line for each paper in the order of filing, without its newline; with `apart` one for each enclosure too."""
    found = (_linked(connection, reading) for reading in readings(connection))
    for group in ([r] for r in found) if apart else papers(found):
        yield json_line(group)


def _linked(connection: sqlite3.Connection, reading: Reading) -> Reading:
    """The reading with the status and target of each reference, and why."""
    links = connection.execute(
        "SELECT l.ordinal, l.status, t.name, m.name, l.candidates, l.reason, l.relation FROM link AS l "
        "JOIN document AS d ON d.id = l.document LEFT JOIN document AS t ON t.id = l.target "
        "LEFT JOIN missing AS m ON m.id = l.missing WHERE d.name = ?", (reading.document.id,))
    annotations = list(reading.annotations)
    for ordinal, status, target, missing, candidates, reason, relation in links:
        a = annotations[ordinal]
        if isinstance(a.body, Reference):
            known = msgspec.structs.asdict(a.body) | {"status": status or a.body.status, "target": target}
            body = LinkedReference(**known, missing=missing, relation=relation, reason=reason,
                                   candidates=tuple(candidates.split("\n")) if candidates else ())
            annotations[ordinal] = msgspec.structs.replace(a, body=body)
    return Reading(reading.document, tuple(annotations))
