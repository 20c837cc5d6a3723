"""Looks references up, paper by paper, and keeps what became of each; then joins the missing ones into records.

State, not history, says what is still to be done: a link without a status is open, a missing one without a record is
loose. So a run that is killed goes on where it stopped.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.archive.derived import mark_papers
from dragoman.archive.journal import about_paper, decisions
from dragoman.archive.rows import mention_of
from dragoman.archive.shelf import ArchiveShelf
from dragoman.archive.transactions import transaction
from dragoman.edition.decision import Decision, ResolveReference, found_again
from dragoman.resolution.mentions import Mention
from dragoman.resolution.resolving import Outcome, resolve

BATCH = 400                     # papers looked up in one transaction


def look_up(connection: sqlite3.Connection) -> Iterator[int]:
    """Look up every open reference, a batch a transaction; yields the count of papers after each."""
    decided = _decided(decisions(connection, ResolveReference))
    while True:
        with transaction(connection):
            papers = [row[0] for row in connection.execute(
                "SELECT DISTINCT document FROM link WHERE status IS NULL ORDER BY document LIMIT ?", (BATCH,))]
            _look_up_in(connection, papers, decided)
        if not papers:
            return
        yield len(papers)


def look_up_in(connection: sqlite3.Connection, names: Sequence[str]) -> list[int]:
    """Look up what is open in these papers; the rows of those where anything was. Inside a transaction."""
    papers = [row[0] for row in connection.execute(
        "SELECT d.id FROM document AS d WHERE d.name IN (SELECT value FROM json_each(?)) AND EXISTS "
        "(SELECT 1 FROM link AS l WHERE l.document = d.id AND l.status IS NULL) ORDER BY d.id", (json.dumps(names),))]
    _look_up_in(connection, papers, _decided(d for name in names for d in about_paper(connection, name)))
    return papers


def _look_up_in(connection: sqlite3.Connection, papers: Sequence[int],
                decided: Mapping[str, Sequence[Decision]]) -> None:
    shelf = ArchiveShelf(connection)
    for document in papers:
        _look_up(connection, shelf, document, decided)
    if papers:
        mark_papers(connection, papers)


def _look_up(connection: sqlite3.Connection, shelf: ArchiveShelf, document: int,
             decided: Mapping[str, Sequence[Decision]]) -> None:
    here = shelf.card(document)
    filed = connection.execute("SELECT mention, missing FROM link WHERE document = ? ORDER BY ordinal",
                               (document,)).fetchall()
    mentions = [mention_of(row[0]) for row in filed]
    outcomes = resolve(mentions, here, shelf)
    for decision in decided.get(here.name, ()):
        outcomes = _as_decided(connection, document, decision, mentions, outcomes)
    connection.executemany(
        "UPDATE link SET status = ?, target = ?, candidates = ?, reason = ?, wanted = ?, missing = NULL "
        "WHERE document = ? AND ordinal = ?",
        [(o.status, o.target, "\n".join(o.candidates) or None, o.reason, o.wanted, document, m.ordinal)
         for m, o in zip(mentions, outcomes, strict=True)])
    left: dict[int, int | None] = {}
    for (_, record), outcome in zip(filed, outcomes, strict=True):
        if record is not None:
            left[record] = left.get(record) or outcome.target
    for record, target in left.items():
        _left(connection, record, target)


def _decided(made: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Of some decisions those about what references mean, by paper."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for d in made:
        if isinstance(d.body, ResolveReference):
            found[d.body.words.document].append(d)
    return found


def _as_decided(connection: sqlite3.Connection, document: int, decision: Decision, mentions: Sequence[Mention],
                outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, with that of the reference that a person decided about. One whose paper is gone is looked up."""
    body = decision.body
    assert isinstance(body, ResolveReference)
    target = connection.execute("SELECT id FROM document WHERE name = ?", (body.target,)).fetchone()
    text = connection.execute("SELECT text FROM content WHERE document = ?", (document,)).fetchone()[0]
    span = found_again(body.words, text)
    if span is None or (body.status == "resolved" and target is None):
        return list(outcomes)
    reason = f"decided by {decision.person} on {decision.made[:10]} (decision {decision.id})"
    meant = target[0] if body.status == "resolved" else None
    return [Outcome(body.status, reason, meant, wanted=o.wanted) if (m.start, m.end) == span else o
            for m, o in zip(mentions, outcomes, strict=True)]


def _left(connection: sqlite3.Connection, record: int, target: int | None) -> None:
    """A record of a missing paper that references have left: closed when it was found, gone when nobody cites it."""
    if connection.execute("SELECT 1 FROM link WHERE missing = ? LIMIT 1", (record,)).fetchone():
        return
    if target is not None:
        connection.execute("UPDATE missing SET found = ? WHERE id = ?", (target, record))
    else:
        connection.execute("DELETE FROM missing WHERE id = ? AND found IS NULL", (record,))


# A reference of that day that bears the same number, or none; one by number alone, from that sender or from nobody
# known; one to the paper before it in that channel. One that has its paper in its own volume is not made doubtful by a
# paper of another.
_REOPEN = """
    WITH filed AS (
        SELECT collection, first_day, replace(number, ',', '') AS number,
               coalesce(sender_post, sender_surname, '?') AS sender,
               coalesce(recipient_post, recipient_surname) AS recipient
        FROM document WHERE id IN (SELECT value FROM json_each(?))),
    touched AS (
        SELECT l.document, l.ordinal, l.target, f.collection FROM filed AS f JOIN link AS l ON l.wanted = f.first_day
        WHERE f.number IS NULL OR l.told & 1 = 0 OR replace(json_extract(l.mention, '$.number'), ',', '') = f.number
        UNION SELECT l.document, l.ordinal, l.target, f.collection FROM filed AS f
        JOIN link AS l ON l.wanted IN (f.number || ' ' || f.sender, f.number || ' ?', f.sender || ' > ' || f.recipient))
    UPDATE link SET status = NULL WHERE (document, ordinal) IN (
        SELECT t.document, t.ordinal FROM touched AS t JOIN document AS d ON d.id = t.document
        LEFT JOIN document AS found ON found.id = t.target
        WHERE found.id IS NULL OR found.collection <> d.collection OR t.collection = d.collection)"""


def reopen(connection: sqlite3.Connection, papers: Sequence[int]) -> None:
    """Open the references that papers may settle, or make doubtful, when they come or go. Inside a transaction."""
    connection.execute(_REOPEN, (json.dumps(papers),))


def reopen_decided(connection: sqlite3.Connection, papers: Sequence[str]) -> None:
    """Open what people decided to mean one of these papers, which come. Inside a transaction."""
    meaning = {d.body.words.document for d in decisions(connection, ResolveReference)
               if isinstance(d.body, ResolveReference) and d.body.target in papers}
    reopen_papers(connection, sorted(meaning))


# the record of the time when a reference that people resolved was missing
_RECORD = ("SELECT l.document, l.ordinal, min(m.id) FROM document AS d JOIN link AS l ON l.document = d.id "
           "JOIN missing AS m ON m.found = l.target AND m.number IS json_extract(l.mention, '$.number') "
           "AND m.date IS json_extract(l.mention, '$.date') "
           "WHERE d.name = ? AND l.reason GLOB 'decided by *' GROUP BY 1, 2")


def reopen_papers(connection: sqlite3.Connection, papers: Sequence[str]) -> None:
    """Open every reference of these papers, and the records that were closed by what people decided. Inside a
    transaction.
    """
    for name in papers:
        for document, ordinal, record in connection.execute(_RECORD, (name,)).fetchall():
            connection.execute("UPDATE missing SET found = NULL WHERE id = ?", (record,))
            connection.execute("UPDATE link SET missing = ?, target = NULL WHERE document = ? AND ordinal = ?",
                               (record, document, ordinal))
    connection.executemany("UPDATE link SET status = NULL WHERE document = (SELECT id FROM document WHERE name = ?)",
                           [(name,) for name in papers])


def reopen_all(connection: sqlite3.Connection) -> None:
    """Open every reference: the way of looking up has changed. Inside a transaction."""
    connection.execute("UPDATE link SET status = NULL")


