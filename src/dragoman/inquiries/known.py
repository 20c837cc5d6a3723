"""Known: the papers that somebody could have had by a day, and on what that rests.

What he had, by one of four marks:

- own: he wrote it, or enclosed it, on or before the day;
- received: its heading says that it came on or before the day;
- cited: a paper that he wrote on or before the day cites it, and does not say that it has not come.

What he may have had, by what papers on its way took (`archive.deliveries`, `resolution.delays`):

- probably: it was sent so long before the day that nine of ten papers came, and at least ENOUGH papers tell so;
- possibly: it was sent so long before the day that at least one paper came;
- not yet: no paper came so fast, or the heading names a later day;
- unknown: the paper's day is not known, or nothing is known of its way.

What was enclosed came with its carrier. A paper that was lost counts as if it came; one that came by another way than
its heading tells counts by this way. A day is a day wherever it was, and Old Style is as printed.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from dragoman.archive.derived import stale
from dragoman.inquiries.addressees import Addressee, addressee
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Opener, Passage, opener
from dragoman.inquiries.scope import Scope, papers, prepare
from dragoman.resolution.delays import ENOUGH

Status = Literal["own", "received", "cited", "probably", "possibly", "not yet", "unknown"]
STATUSES: tuple[Status, ...] = ("own", "received", "cited", "probably", "possibly", "not yet", "unknown")
How = Literal["own", "sent", "repeated", "enclosed", "cited"]
# the rank of a row of delivery (as x) by the day ?1: the place of its status among STATUSES
_RANK = f"""CASE
    WHEN x.received IS NOT NULL THEN CASE WHEN x.received <= ?1 THEN 1 ELSE 5 END
    WHEN x.sent IS NULL THEN 6
    WHEN x.how = 'own' THEN 0
    WHEN x.how = 'cited' THEN 2
    WHEN w.least IS NULL THEN 6
    WHEN w.papers >= {ENOUGH} AND julianday(?1) - julianday(x.sent) >= w.most THEN 3
    WHEN julianday(?1) - julianday(x.sent) >= w.least THEN 4
    ELSE 5 END"""
# the rows of delivery that are his, by how headings write him, by person, by power; what was sent later is none of them
_HIS = " UNION ALL ".join(
    f"SELECT sent, paper, how, received, way, day FROM delivery WHERE {whose} IN (SELECT value FROM json_each(?{n})) "
    f"AND {sent}" for n, whose in enumerate(("wording", "person", "side"), 2)
    for sent in ("sent <= ?1", "sent IS NULL"))
# the best of each paper; LIMIT keeps the rank, and the condition, from being looked at again for each part of these
_BEST = ("SELECT paper, min(rank) AS rank, max(day) AS day FROM "
         f"(SELECT x.paper, {_RANK} AS rank, x.day FROM ({_HIS}) AS x LEFT JOIN way AS w ON w.id = x.way LIMIT -1) "
         "AS x WHERE {where} GROUP BY paper")
_EVIDENCE = (f"SELECT {_RANK} AS rank, x.how, x.document, x.sent, x.received, x.start, x.\"end\", x.carrier, v.words, "
             "w.source, w.papers, w.least, w.half, w.most FROM delivery AS x LEFT JOIN way AS w ON w.id = x.way "
             "JOIN wording AS v ON v.id = x.wording WHERE x.paper = ?5 AND (x.sent <= ?1 OR x.sent IS NULL) "
             "AND (x.wording IN (SELECT value FROM json_each(?2)) OR x.person IN (SELECT value FROM json_each(?3)) "
             "OR x.side IN (SELECT value FROM json_each(?4))) "
             "ORDER BY rank, x.received IS NULL, x.sent, x.document LIMIT 1")
_FIELD = ("SELECT start, \"end\" FROM annotation WHERE document = ? AND layer = 'heading' "
          "AND json_extract(body, '$.field') = ? ORDER BY ordinal LIMIT 1")
_PAPER = ("SELECT name, date, time, kind, number, sender, recipient, title FROM document WHERE id = ?")


class Question(Struct, frozen=True):
    """Whom the words `to` mean, and the day `on` (YYYY-MM-DD); `only` leaves the papers of some statuses."""

    to: str
    on: str
    only: tuple[Status, ...] = ()


class Delay(Struct, frozen=True):
    """What papers on a way took, in days: the least, the median, the 90th percentile of `papers` papers.

    `source` says whose: the channel's own, those between the same places, those of the way back.
    """

    source: str
    papers: int
    least: int
    half: int
    most: int


class Had(Struct, frozen=True):
    """One paper that somebody could have had.

    `how` it came: own, sent, repeated, enclosed (in the paper `via`), cited (by the paper `via`); `to` is how he is
    written there. `sent` is the day on which it, its carrier, or the paper that cites it was written, `received` the
    day that the heading names. `passages` say so.
    """

    id: str
    date: str | None
    time: str | None
    kind: str
    number: str | None
    sender: str | None
    recipient: str | None
    title: str | None
    status: Status
    how: How
    to: str
    sent: str | None
    received: str | None
    delay: Delay | None
    via: str | None
    passages: tuple[Passage, ...]


class _Evidence(NamedTuple):
    rank: int
    how: How
    document: int
    sent: str | None
    received: str | None
    start: int | None
    end: int | None
    carrier: int | None
    to: str
    source: str | None
    papers: int | None
    least: int
    half: int
    most: int


def known(connection: sqlite3.Connection, question: Question, scope: Scope | None = None, *, limit: int | None = None,
          skip: int = 0) -> Answer[Had]:
    """The papers that somebody could have had by a day, the latest first; a scope narrows by their headings."""
    prepare(connection)
    him = addressee(connection, question.to)
    where, values = papers(scope or Scope())
    fitting = f"x.paper IN (SELECT d.id FROM document AS d WHERE {where})" if where != "1" else "1"
    best = _BEST.format(where=fitting)
    his = [question.on, *(json.dumps(rows) for rows in (him.wordings, him.persons, him.powers))]
    ranks = [i for i, status in enumerate(STATUSES) if status in (question.only or STATUSES)]
    # both counts and page from one pass over his rows; a paper has a row with 0, a rank one with how many
    found = connection.execute(
        f"WITH best AS MATERIALIZED ({best}) SELECT rank, count(*) FROM best GROUP BY rank UNION ALL "
        f"SELECT paper, 0 FROM (SELECT paper FROM best WHERE rank IN ({', '.join(map(str, ranks))}) "
        "ORDER BY day IS NULL, day DESC, paper DESC LIMIT ? OFFSET ?)",
        [*his, *values, -1 if limit is None else limit, skip]).fetchall()
    counts = {rank: count for rank, count in found if count}
    open_paper = opener(connection)
    rows = tuple(_had(connection, paper, his, open_paper) for paper, count in found if not count)
    return Answer(rows, sum(counts.get(rank, 0) for rank in ranks), _basis(connection, question, him, counts))


def _had(connection: sqlite3.Connection, paper: int, his: list[str], open_paper: Opener) -> Had:
    """One paper with the best that shows it."""
    e = _Evidence(*connection.execute(_EVIDENCE, [*his, paper]).fetchone())
    head = connection.execute(_PAPER, (paper,)).fetchone()
    other = e.carrier or (e.document if e.how == "cited" else None)
    via = connection.execute(_PAPER, (other,)).fetchone()[0] if other else None
    told = e.source and e.how not in ("own", "cited") and e.received is None
    delay = Delay(e.source or "", e.papers or 0, e.least, e.half, e.most) if told else None
    passages = tuple(open_paper(document).passage(*span) for document, span in _spans(connection, e))
    values: tuple[Any, ...] = (*head, STATUSES[e.rank], e.how, e.to, e.sent, e.received, delay, via, passages)
    return Had(*values)


def _spans(connection: sqlite3.Connection, e: _Evidence) -> Iterator[tuple[int, tuple[int, int]]]:
    """The words that show it: those that cite or repeat, else the heading of the paper or of its carrier."""
    if e.start is not None and e.end is not None and e.carrier is None:
        yield e.document, (e.start, e.end)
        return
    document = e.carrier or e.document
    for field in ("sender",) if e.how == "own" else ("recipient", "received") if e.received else ("recipient", "date"):
        if span := connection.execute(_FIELD, (document, field)).fetchone():
            yield document, span


def _basis(connection: sqlite3.Connection, question: Question, him: Addressee, counts: dict[int, int]) -> Basis:
    looked = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    who = "; ".join(him.forms[:3]) + (f" and {len(him.forms) - 3} more" if len(him.forms) > 3 else "")
    method = (f"Papers that “{question.to}” ({who or 'nobody here is called so'}) wrote, was sent or cites, by "
              f"{question.on}:")
    left = [(f"of these {status}", counts.get(i, 0)) for i, status in enumerate(STATUSES)]
    left.append(("were sent later, are between others, or name nobody", looked - sum(counts.values())))
    if waiting := stale(connection):
        left.append(("volumes are still to be drawn together (dragoman add)", waiting))
    return Basis(method, looked, sum(counts.get(i, 0) for i in range(len(STATUSES))), left=tuple(left))
