"""Gaps: numbers of a channel's series that are known from nowhere, between two that are known.

What makes a series and a run of it, and when numbers are a jump rather than a gap, is told by `resolution.series`.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

import msgspec
from msgspec import structs

from dragoman.archive.derived import stale
from dragoman.archive.runs import CARRIED, LEFT, LOOKED, Runs, every_run
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.scope import Scope, prepare
from dragoman.inquiries.scope import papers as of_papers
from dragoman.inquiries.scope import records as of_records
from dragoman.resolution.fitting import SERIES
from dragoman.resolution.series import RATE, SILENCE, Gap, Known, Run

METHOD = "Numbers between two known ones of one run, each channel's telegrams and written papers apart:"
_DECODER = msgspec.json.Decoder(Run)
__all__ = ["METHOD", "RATE", "SERIES", "SILENCE", "Gap", "Known", "Run", "gaps"]


def gaps(connection: sqlite3.Connection, scope: Scope | None = None, *, limit: int | None = None,
         skip: int = 0) -> Answer[Run]:
    """The runs in which numbers are known from nowhere, by channel and time; of a scope those beside one of its
    papers.

    What is known is always taken from the whole archive: a number is not unknown because a scope leaves its paper
    out.
    """
    prepare(connection)
    narrowed = scope if scope and scope != Scope() else None
    last = None if limit is None else skip + limit
    if stale(connection):
        found = every_run(connection)
        left = list(_beside(found, _fitting(connection, narrowed)) if narrowed else found.runs)
        return Answer(tuple(left[skip:last]), len(left), _basis(found.counts))
    counts = dict(connection.execute("SELECT reason, papers FROM numbering").fetchall())
    if narrowed is None:
        rows = connection.execute("SELECT body FROM run ORDER BY id LIMIT ? OFFSET ?",
                                  (-1 if limit is None else limit, skip))
        total = connection.execute("SELECT count(*) FROM run").fetchone()[0]
        return Answer(tuple(_DECODER.decode(body) for (body,) in rows), total, _basis(counts))
    fitting = _gaps_of(connection, narrowed)
    shown = [(_run(connection, run), fitting[run]) for run in sorted(fitting)[skip:last]]
    runs = tuple(structs.replace(run, gaps=tuple(run.gaps[n] for n in ordinals)) for run, ordinals in shown)
    return Answer(runs, len(fitting), _basis(counts))


def _run(connection: sqlite3.Connection, run: int) -> Run:
    return _DECODER.decode(connection.execute("SELECT body FROM run WHERE id = ?", (run,)).fetchone()[0])


def _gaps_of(connection: sqlite3.Connection, scope: Scope) -> dict[int, list[int]]:
    """The gaps beside papers and records of a scope, by run."""
    which, values = _which(scope)
    found: dict[int, list[int]] = defaultdict(list)
    for run, ordinal in connection.execute(
            f"WITH fitting AS MATERIALIZED ({which}) SELECT run, ordinal FROM gap WHERE before IN fitting "
            "UNION SELECT run, ordinal FROM gap WHERE after IN fitting ORDER BY 1, 2", values):
        found[run].append(ordinal)
    return found


def _fitting(connection: sqlite3.Connection, scope: Scope) -> frozenset[int]:
    """The papers and records that a scope leaves, records by their row with a minus."""
    which, values = _which(scope)
    return frozenset(row[0] for row in connection.execute(which, values))


def _which(scope: Scope) -> tuple[str, list[object]]:
    (papers, of_paper), (records, of_record) = of_papers(scope, "d"), of_records(scope, "m")
    return (f"SELECT d.id FROM document AS d WHERE d.number IS NOT NULL AND {papers} "
            f"UNION ALL SELECT -m.id FROM missing AS m WHERE m.number IS NOT NULL AND {records}", of_paper + of_record)


def _beside(found: Runs, fitting: frozenset[int]) -> Iterator[Run]:
    """The runs with those of their gaps that stand beside a fitting paper."""
    for run in found.runs:
        left = tuple(g for g in run.gaps if not fitting.isdisjoint((found.papers[g.before.name],
                                                                    found.papers[g.after.name])))
        if left:
            yield structs.replace(run, gaps=left)


def _basis(counts: dict[str, int]) -> Basis:
    return Basis(METHOD, counts.get(LOOKED, 0), counts.get(CARRIED, 0), "numbered papers, held or cited",
                 tuple((why, counts.get(why, 0)) for why in LEFT))
