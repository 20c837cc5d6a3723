"""Delays: how long papers took from one party to another in a decade, by the days that headings give.

A paper counts where its heading gives one day of sending and one of receiving, these in their order and not more than
LONGEST days apart. The quickest and the slowest stand beside, for a day that is misprinted shows there first.
"""

import sqlite3
from collections import Counter

from msgspec import Struct

from dragoman.archive.derived import stale
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Passage, opener
from dragoman.resolution.delays import LONGEST, MOST, percentile

METHOD = f"Days from sending to receiving where a heading gives both, not more than {LONGEST}:"
_FIELDS = ("SELECT start, \"end\" FROM annotation WHERE document = ? AND layer = 'heading' "
           "AND json_extract(body, '$.field') = ? ORDER BY ordinal LIMIT 1")


class Took(Struct, frozen=True):
    """What papers took from one key to another, telegrams and written papers apart, in the decade that begins `since`.

    Days: the least, the median, the 90th percentile, and the longest of `papers` papers. `passages` are the days that
    the headings of the quickest and of the slowest print.
    """

    sender: str
    recipient: str
    traffic: str
    since: int
    papers: int
    least: int
    half: int
    most: int
    longest: int
    passages: tuple[Passage, ...]


def delays(connection: sqlite3.Connection, channel: tuple[str, str] | None = None, *, limit: int | None = None,
           skip: int = 0) -> Answer[Took]:
    """The ways of an archive, or those of a channel (the keys of a sender and a recipient, either may be empty).

    Those that most papers tell of come first.
    """
    sides = zip(("sender", "recipient"), channel or ("", ""), strict=True)
    given = [(column, key.lower()) for column, key in sides if key]
    where = " AND ".join(f"{column} = ?" for column, _ in given) or "1"
    values = [key for _, key in given]
    ways = connection.execute(
        f"SELECT sender, recipient, traffic, decade FROM delay WHERE {where} GROUP BY 1, 2, 3, 4 "
        "ORDER BY sum(times) DESC, 1, 2, 3, 4 LIMIT ? OFFSET ?",
        [*values, -1 if limit is None else limit, skip]).fetchall()
    total, carried = connection.execute(
        f"SELECT count(*), coalesce(sum(n), 0) FROM (SELECT sum(times) AS n FROM delay WHERE {where} "
        "GROUP BY sender, recipient, traffic, decade)", values).fetchone()
    return Answer(tuple(_took(connection, way) for way in ways), total, _basis(connection, carried, values))


def _took(connection: sqlite3.Connection, way: tuple[str, str, str, int]) -> Took:
    days: Counter[int] = Counter()
    shown: dict[int, int] = {}
    for value, times, document in connection.execute(
            "SELECT days, times, document FROM delay WHERE sender = ? AND recipient = ? AND traffic = ? AND decade = ? "
            "ORDER BY days, document", way):
        days[value] += times
        shown.setdefault(value, document)
    sender, recipient, traffic, decade = way
    open_paper = opener(connection)
    passages = []
    for document in dict.fromkeys((shown[min(days)], shown[max(days)])):
        for field in ("date", "received"):
            if span := connection.execute(_FIELDS, (document, field)).fetchone():
                passages.append(open_paper(document).passage(*span))
    return Took(sender, recipient, traffic, 10 * decade, days.total(), min(days),
                percentile(days, 0.5), percentile(days, MOST), max(days), tuple(passages))


def _basis(connection: sqlite3.Connection, carried: int, narrowed: list[str]) -> Basis:
    looked, all_ = connection.execute(
        "SELECT (SELECT count(*) FROM document), (SELECT coalesce(sum(times), 0) FROM delay)").fetchone()
    left = [("lack a day of sending or receiving, or a party", looked - all_)]
    left += [("are of other channels", all_ - carried)] if narrowed else []
    if waiting := stale(connection):
        left.append(("volumes are still to be drawn together (dragoman add)", waiting))
    return Basis(METHOD, looked, carried, left=tuple(left))
