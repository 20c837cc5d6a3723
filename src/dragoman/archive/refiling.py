"""Refiling: a paper's findings as people left them, in the place of what its readers left, and all that is made of
them: its heading's columns, what is searched, its references.

What the readers found is kept in `original`, from which the paper is read again and decided about anew. State, not
history, says what is to be done: a paper is filed as its readers and the decisions that stand would have it.
"""

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import structs

from dragoman.archive.derived import mark_papers
from dragoman.archive.events import forget_events
from dragoman.archive.filing import SEARCHED, refile_pages, uncited, unfound
from dragoman.archive.intake import readings
from dragoman.archive.journal import about_paper
from dragoman.archive.lookup import reopen
from dragoman.archive.rows import COLUMNS, Row, mention_of, row_of
from dragoman.edition.annotation import Apparatus
from dragoman.edition.judged import judged, standing

_FOUND = 'ordinal, layer, start, "end", body, rule, voice'
_OUTCOME = "wanted, status, target, missing, candidates, reason"
# derived rows that name a finding by its number; they are made anew later, and must not name another until then
_NUMBERED = ("act", "event", "duty")
_FIRST_SHOWN = ("tie", "bond", "standing")
_HEADING = -1                   # the number that stands there for a heading
_APPARATUS = msgspec.json.Decoder(Apparatus)
Found = tuple[int, str, int, int, str, str, str]


def refile(connection: sqlite3.Connection, names: Iterable[str]) -> list[int]:
    """File these papers as people left them; the rows of those that stood otherwise. Inside a transaction."""
    changed = []
    for name in names:
        row = connection.execute("SELECT id FROM document WHERE name = ?", (name,)).fetchone()
        if row is not None and _refiled(connection, row[0], name):
            changed.append(row[0])
    if changed:
        mark_papers(connection, changed)
    return changed


def _refiled(connection: sqlite3.Connection, document: int, name: str) -> bool:
    """Whether a paper stood otherwise than it is filed now."""
    reading = next(readings(connection, "WHERE d.id = ?", (document,), original=True))
    findings, _ = judged(reading.document, reading.annotations, about_paper(connection, name))
    stand = standing(findings)
    row = row_of(structs.replace(reading, annotations=stand))
    filed = _filed(connection, document)
    if filed == row.annotations:
        return False
    _keep_original(connection, document, differs=stand != reading.annotations)
    heading = _rewrite_heading(connection, document, row)
    places = _places(filed, row.annotations)
    connection.execute("DELETE FROM annotation WHERE document = ?", (document,))
    connection.executemany("INSERT INTO annotation VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                           [(document, *found) for found in row.annotations])
    _rewrite_links(connection, document, row, anew=heading)
    if row.pages != _pages(filed):
        refile_pages(connection, document)
    _renumber(connection, document, places)
    _renumber_paragraphs(connection, document, [f[2] for f in filed], [f[2] for f in row.annotations])
    return True


def _filed(connection: sqlite3.Connection, document: int) -> list[Found]:
    return connection.execute(f"SELECT {_FOUND} FROM annotation WHERE document = ? ORDER BY ordinal",
                              (document,)).fetchall()


def _keep_original(connection: sqlite3.Connection, document: int, *, differs: bool) -> None:
    """Keep what the readers found where people changed it, and only there. `annotation` holds what it held before."""
    kept = connection.execute("SELECT 1 FROM original WHERE document = ?", (document,)).fetchone()
    if differs and not kept:
        connection.execute(f"INSERT INTO original (document, {_FOUND}) SELECT document, {_FOUND} FROM annotation "
                           "WHERE document = ?", (document,))
    elif kept and not differs:
        connection.execute("DELETE FROM original WHERE document = ?", (document,))


def _rewrite_heading(connection: sqlite3.Connection, document: int, row: Row) -> bool:
    """Whether the heading says something else than before; references that may mean the paper are then open again."""
    columns = ", ".join(COLUMNS)
    before = connection.execute(f"SELECT {columns} FROM document WHERE id = ?", (document,)).fetchone()
    if before == row.head:
        return False
    reopen(connection, [document])
    unfound(connection, document)
    connection.execute(f"INSERT INTO search (search, rowid, {SEARCHED}) SELECT 'delete', id, {SEARCHED} "
                       "FROM searchable WHERE id = ?", (document,))
    connection.execute(f"UPDATE document SET ({columns}) = ({', '.join('?' * len(COLUMNS))}) WHERE id = ?",
                       (*row.head, document))
    connection.execute(f"INSERT INTO search (rowid, {SEARCHED}) SELECT id, {SEARCHED} FROM searchable WHERE id = ?",
                       (document,))
    reopen(connection, [document])
    return True


def _rewrite_links(connection: sqlite3.Connection, document: int, row: Row, *, anew: bool) -> None:
    """The references of a paper; what became of them stays where all say what they said."""
    filed = connection.execute(f"SELECT mention, relation, lead, told, {_OUTCOME} FROM link WHERE document = ? "
                               "ORDER BY ordinal", (document,)).fetchall()
    same = not anew and [_said(f[:4]) for f in filed] == [_said(link[1:]) for link in row.links]
    if not same:
        uncited(connection, document)
    outcomes: Sequence[tuple[Any, ...]] = [f[4:] for f in filed] if same else [(None,) * 6] * len(row.links)
    connection.execute("DELETE FROM link WHERE document = ?", (document,))
    connection.executemany(
        f"INSERT INTO link (document, ordinal, mention, relation, lead, told, {_OUTCOME}) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(document, *link, *outcome) for link, outcome in zip(row.links, outcomes, strict=True)])


def _pages(filed: Iterable[Found]) -> tuple[str, ...]:
    """The labels of the printed pages that begin in a paper."""
    found = (_APPARATUS.decode(body) for _, layer, _, _, body, *_ in filed if layer == "apparatus")
    return tuple(a.label for a in found if a.kind == "page" and a.label)


def _said(link: Sequence[Any]) -> tuple[Any, ...]:
    """What a reference says, whatever its number."""
    mention, relation, lead, told = link
    return structs.replace(mention_of(mention), ordinal=0), relation, bool(lead), told


def _places(filed: Sequence[Found], now: Sequence[Found]) -> dict[int, int]:
    """From the number that each finding had to the one that it has; one that is gone has none."""
    free: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for found in reversed(now):
        free[found[1:5]].append(found[0])
    places = {f[0]: free[f[1:5]].pop() for f in filed if free.get(f[1:5])}
    left = [f for f in now if f[0] not in set(places.values())]
    for f in filed:
        if f[0] not in places:
            other = next((o for o in left if o[1] == f[1] and o[2] < f[3] and f[2] < o[3]), None)
            if other is not None:
                left.remove(other)
                places[f[0]] = other[0]
    return places


def _renumber(connection: sqlite3.Connection, document: int, places: Mapping[int, int]) -> None:
    """Give derived rows the new numbers of their findings; those whose finding is gone go."""
    for table in (*_NUMBERED, *_FIRST_SHOWN):
        held = [n for (n,) in connection.execute(
            f"SELECT DISTINCT ordinal FROM {table} WHERE document = ? AND ordinal >= 0", (document,))]
        gone = [n for n in held if n not in places]
        if table in _FIRST_SHOWN:
            connection.executemany(f"UPDATE {table} SET ordinal = {_HEADING} WHERE document = ? AND ordinal = ?",
                                   [(document, n) for n in gone])
        elif table == "event":
            for n in gone:
                forget_events(connection, "e.document = ? AND e.ordinal = ?", (document, n))
        else:
            connection.executemany(f"DELETE FROM {table} WHERE document = ? AND ordinal = ?",
                                   [(document, n) for n in gone])
        moved = [n for n in held if n in places and places[n] != n]
        connection.executemany(f"UPDATE {table} SET ordinal = ? WHERE document = ? AND ordinal = ?",
                               [(-2 - places[n], document, n) for n in moved])        # out of each other's way
        connection.execute(f"UPDATE {table} SET ordinal = -2 - ordinal WHERE document = ? AND ordinal < ?",
                           (document, _HEADING))


def _renumber_paragraphs(connection: sqlite3.Connection, document: int, before: Sequence[int],
                         now: Sequence[int]) -> None:
    """Give the paragraphs that name subjects the new numbers of their first findings, and of the first after them."""
    new = [bisect_left(now, start) for start in before] + [len(now)]
    last = len(before)
    rows = connection.execute("SELECT start, subject, ordinal, ordinal_end FROM about WHERE document = ?",
                              (document,)).fetchall()
    connection.executemany(
        "UPDATE about SET ordinal = ?, ordinal_end = ? WHERE document = ? AND start = ? AND subject = ?",
        [(new[min(first, last)], new[min(end, last)], document, start, subject) for start, subject, first, end in rows])
