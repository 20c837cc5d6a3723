"""Chains: the threads of an archive, kept, so that lists of them come at once from an archive of any size.

Threads go across collections. Those that a collection has a part in are walked anew from its papers, through indexes;
what hung together with them before is walked as well, for it may have come apart.
"""

import json
import sqlite3
from collections.abc import Iterable

from dragoman.resolution.chains import Member, chained, groups

# a missing paper (of a link l) that belongs to a thread: told by day or number; or "your note", which a paper opens
# with and answers. Laws, bills and other texts are no part of a correspondence; an exhibit by its letter is told from
# no other; "The Department notes", "press dispatches" are often no paper at all
_ABSENT = """l.status = 'missing' AND json_extract(l.mention, '$.kind') <> 'other' AND (
    (l.told > 0 AND l.wanted IS NOT NULL
        AND NOT (json_extract(l.mention, '$.kind') = 'enclosure' AND json_extract(l.mention, '$.date') IS NULL))
    OR (l.relation = 'replies-to' AND l.lead = 1 AND json_extract(l.mention, '$.sender') = 'addressee'
        AND json_extract(l.mention, '$.kind') IN ('note', 'letter', 'despatch', 'memorandum')
        AND (SELECT enclosed_in IS NULL FROM document WHERE id = l.document)))"""
# a link (as l) that joins two papers into one thread
JOINS = (f"(l.status = 'resolved' OR ({_ABSENT})) AND json_extract(l.mention, '$.note') IS NULL "
         "AND (l.relation IN ('replies-to', 'transmits', 'encloses', 'corrects') "
         "OR (l.relation = 'refers-to' AND l.lead = 1))")
# the pairs that papers (j.value) are joined in; a missing paper goes by its row with a minus
_PAIRS = (
    f"SELECT l.document, coalesce(l.target, -l.missing) FROM json_each(?) AS j "
    f"CROSS JOIN link AS l ON l.document = j.value WHERE {JOINS}",
    f"SELECT l.document, l.target FROM json_each(?) AS j CROSS JOIN link AS l ON l.target = j.value WHERE {JOINS}",
    f"SELECT l.document, -l.missing FROM json_each(?) AS j CROSS JOIN link AS l ON l.missing = -j.value "
    f"WHERE l.target IS NULL AND {JOINS}",
    "SELECT d.id, d.enclosed_in FROM json_each(?) AS j CROSS JOIN document AS d ON d.enclosed_in = j.value",
    "SELECT d.id, d.enclosed_in FROM json_each(?) AS j CROSS JOIN document AS d ON d.id = j.value "
    "WHERE d.enclosed_in IS NOT NULL")
_MEMBERS = ("SELECT d.id, d.first_day, d.time, d.enclosed_in, coalesce(d.sender_post, d.sender_surname), "
            "coalesce(d.recipient_post, d.recipient_surname) FROM json_each(?) AS j CROSS JOIN document AS d "
            "ON d.id = j.value")
_GONE = ("SELECT m.thread FROM member AS m LEFT JOIN document AS d ON d.id = m.member "
         "WHERE m.member > 0 AND d.id IS NULL "
         "UNION SELECT m.thread FROM member AS m LEFT JOIN missing AS r ON r.id = -m.member "
         "WHERE m.member < 0 AND r.id IS NULL")
_HERE = ("SELECT m.member FROM json_each(?) AS j CROSS JOIN member AS m ON m.thread = j.value "
         "WHERE EXISTS (SELECT 1 FROM document WHERE id = m.member) "
         "OR EXISTS (SELECT 1 FROM missing WHERE id = -m.member)")


def file_threads(connection: sqlite3.Connection, collection: str) -> None:
    """The threads that a collection has a part in."""
    _thread(connection, {row[0] for row in connection.execute("SELECT id FROM document WHERE collection = ?",
                                                              (collection,))})


def mend_threads(connection: sqlite3.Connection) -> None:
    """The threads that lost a paper, or the record of a missing one, walked anew from what is left of them."""
    _thread(connection, _dissolved(connection, {row[0] for row in connection.execute(_GONE)}))


def pairs(connection: sqlite3.Connection, members: Iterable[int]) -> set[tuple[int, int]]:
    """All pairs that hang together with these members, near and far."""
    found: set[tuple[int, int]] = set()
    seen: set[int] = set()
    near = set(members)
    while near:
        seen |= near
        these = json.dumps(sorted(near))
        new = {pair for query in _PAIRS for pair in connection.execute(query, (these,))}
        near = {member for pair in new for member in pair} - seen
        found |= new
    return found


def _thread(connection: sqlite3.Connection, members: set[int]) -> None:
    """Make the threads of these members anew, and of all that hung together with them before."""
    found: set[tuple[int, int]] = set()
    done: set[int] = set()
    while members:
        found |= pairs(connection, members)
        done |= members | {member for pair in found for member in pair}
        old = {row[0] for row in connection.execute(
            "SELECT DISTINCT m.thread FROM json_each(?) AS j CROSS JOIN member AS m ON m.member = j.value",
            (json.dumps(sorted(done)),))}
        members = _dissolved(connection, old) - done
    every = groups(found)
    known = {row[0]: Member(*row) for row in connection.execute(
        _MEMBERS, (json.dumps(sorted(m for group in every for m in group if m > 0)),))}
    made = [chained(group, known) for group in every if len(group) > 1]
    connection.executemany("INSERT INTO thread VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                           [(*t[:-1], json.dumps(t.channels)) for t in made])
    connection.executemany("INSERT INTO member VALUES (?, ?)",
                           [(member, group[0]) for group in every if len(group) > 1 for member in group])


def _dissolved(connection: sqlite3.Connection, threads: set[int]) -> set[int]:
    """Take threads out; their members that are still there."""
    these = (json.dumps(sorted(threads)),)
    left = {row[0] for row in connection.execute(_HERE, these)}
    connection.execute("DELETE FROM member WHERE thread IN (SELECT value FROM json_each(?))", these)
    connection.execute("DELETE FROM thread WHERE id IN (SELECT value FROM json_each(?))", these)
    return left
