"""Overview: what an archive holds, by year, channel and collection, and what waits for a person's decision.

The counts are made when papers are filed (archive/tallies.py); while that is not done they are made when they are
asked for, which takes longer.
"""

import sqlite3

from msgspec import Struct

from dragoman.archive.derived import stale
from dragoman.archive.tallies import BETWEEN, problems_in, sum_of, totals
from dragoman.inquiries.holdings import Holdings, holdings

# what one page shows
CHANNELS, COLLECTIONS = 12, 50
_DOUBTS = "SELECT count(DISTINCT actor) FROM doubt"
_STANDING = ("SELECT count(*) FROM decision WHERE undoes IS NULL AND id NOT IN (SELECT undoes FROM decision "
             "WHERE undoes IS NOT NULL)")


class Year(Struct, frozen=True):
    """The papers of a year, by the first day that their dates can mean."""

    year: int
    papers: int


class Channel(Struct, frozen=True):
    """The papers from one to another, told by the keys of their posts or surnames."""

    sender: str
    recipient: str
    papers: int
    first: str | None
    last: str | None


class Collection(Struct, frozen=True):
    """The papers of a volume or folder, and how much could not be read in its files."""

    name: str
    papers: int
    first: str | None
    last: str | None
    problems: int


class Coverage(Struct, frozen=True):
    """Of `papers`, enclosures with them, how many have each of these in their headings."""

    papers: int
    date: int
    sender: int
    recipient: int
    number: int
    place: int


class Waiting(Struct, frozen=True):
    """What waits for a decision: `ambiguous` references, `doubtful` persons, who may be one of several; `problems`.

    `decisions` stand; whether they still fit the papers tells `inquiries.decisions`, which looks at each.
    """

    ambiguous: int
    doubtful: int
    problems: int
    decisions: int


class Overview(Struct, frozen=True):
    """An archive at a glance. `first` and `last` are days; `undated` papers have none and stand in no year.

    `channels` and `collections` are those of most papers, of so many as `channel_count` and `collection_count` say;
    `channelled` papers have a sender and a recipient and so a channel. `stale` collections are still to be drawn
    together.
    """

    holdings: Holdings
    first: str | None
    last: str | None
    years: tuple[Year, ...]
    undated: int
    channels: tuple[Channel, ...]
    channel_count: int
    channelled: int
    collections: tuple[Collection, ...]
    collection_count: int
    coverage: Coverage
    waiting: Waiting
    stale: int


def overview(connection: sqlite3.Connection) -> Overview:
    """What an archive holds, at a glance."""
    held = holdings(connection)
    years = {c.key: c.times for c in totals(connection, "year")}
    channels = sum_of(connection, "channel")
    headings = {c.key: c for c in totals(connection, "heading")}
    papers = headings.get("papers")
    coverage = Coverage(*(headings[key].times if key in headings else 0 for key in Coverage.__struct_fields__))
    return Overview(
        held, papers.first if papers else None, papers.last if papers else None,
        tuple(Year(int(year), count) for year, count in sorted(years.items()) if year), years.get("", 0),
        _channels(connection), channels.kinds, channels.times, _collections(connection),
        sum_of(connection, "collection").kinds, coverage, _waiting(connection, held), stale(connection))


def _channels(connection: sqlite3.Connection) -> tuple[Channel, ...]:
    busiest = [(c.key.partition(BETWEEN), c) for c in totals(connection, "channel", most=CHANNELS)]
    return tuple(Channel(sender, recipient, c.times, c.first, c.last) for (sender, _, recipient), c in busiest)


def _collections(connection: sqlite3.Connection) -> tuple[Collection, ...]:
    return tuple(Collection(*c, problems_in(connection, c.key))
                 for c in totals(connection, "collection", most=COLLECTIONS))


def _waiting(connection: sqlite3.Connection, held: Holdings) -> Waiting:
    doubtful, decided = (connection.execute(query).fetchone()[0] for query in (_DOUBTS, _STANDING))
    return Waiting(held.ambiguous, doubtful, held.problems, decided)
