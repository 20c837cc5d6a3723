"""Holdings: what an archive holds, in numbers with their denominators."""

import sqlite3

from msgspec import Struct

from dragoman.archive.tallies import What, totals


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
    def by(what: What) -> dict[str, int]:
        return {c.key: c.times for c in totals(connection, what)}
    headings, references, records = by("heading"), by("reference"), by("missing")
    enclosures = headings.get("enclosures", 0)
    return Holdings(
        sources=sum(by("source").values()), documents=headings.get("papers", 0) - enclosures, enclosures=enclosures,
        references=sum(references.values()), resolved=references.get("resolved", 0),
        ambiguous=references.get("ambiguous", 0), missing=references.get("missing", 0),
        external=references.get("external", 0), open=references.get("open", 0), known=records.get("known", 0),
        unknown=records.get("unknown", 0), problems=sum(by("problem").values()))
