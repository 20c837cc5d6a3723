"""Holdings: what an archive holds, in numbers with their denominators."""

import sqlite3

from msgspec import Struct


class Holdings(Struct, frozen=True):
    """Counts. Every reference is resolved, ambiguous, missing, external or (when a run was stopped) still open.

    `known` are missing papers with a number or a day, `unknown` those told by their mention alone.
    """

    sources: int
    documents: int
    enclosures: int
    references: int
    resolved: int
    ambiguous: int
    missing: int
    external: int
    open: int
    known: int
    unknown: int
    problems: int


def holdings(connection: sqlite3.Connection) -> Holdings:
    """The counts of an archive."""
    def one(query: str) -> int:
        found: int = connection.execute(query).fetchone()[0]
        return found
    by = dict(connection.execute("SELECT coalesce(status, 'open'), count(*) FROM link GROUP BY 1"))
    enclosures = one("SELECT count(*) FROM document WHERE enclosed_in IS NOT NULL")
    known = one("SELECT count(*) FROM missing WHERE found IS NULL AND (number IS NOT NULL OR date IS NOT NULL)")
    return Holdings(
        sources=one("SELECT count(*) FROM source"), documents=one("SELECT count(*) FROM document") - enclosures,
        enclosures=enclosures, references=sum(by.values()), resolved=by.get("resolved", 0),
        ambiguous=by.get("ambiguous", 0), missing=by.get("missing", 0), external=by.get("external", 0),
        open=by.get("open", 0), known=known, unknown=one("SELECT count(*) FROM missing WHERE found IS NULL") - known,
        problems=one("SELECT count(*) FROM problem"))
