"""Facets: of the papers that a search finds, how many are of each kind, time, collection, sender and recipient.

Every value comes with the text that narrows the search to it, and its count is of what that text finds: `from:grew`
finds the word wherever a sender has it, so that one paper may count for several.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Day
from typing import Literal, NamedTuple

from msgspec import Struct

from dragoman.archive.query import parse
from dragoman.archive.search import Gathered, gather
from dragoman.archive.transactions import snapshot
from dragoman.inquiries.answer import Basis
from dragoman.inquiries.narrowing import addition, narrowed
from dragoman.inquiries.parties import Side, parties

# Papers that are counted: of 300,000, so many take 50 to 130 ms to find, 50 to read the headings of, 50 to count
COUNTED = 20_000
SHOWN = 8                       # values of each that are shown
# years are told where those that are shown have so much of the papers with a day, else decades
ENOUGH = 0.9
METHOD = "Papers that were found, by what their headings give; of more than {:,} the first that were come upon:"
_HEADS = ("SELECT d.kind, d.first_day, d.last_day, d.collection, d.sender, d.sender_surname, d.recipient, "
          "d.recipient_surname FROM document AS d WHERE d.id IN (SELECT value FROM json_each(?))")
# the year of a date without beginning, and of one without end
_OPEN = (Day.min.year, Day.max.year)


class Value(Struct, frozen=True):
    """One value: of the papers that were counted, those that are found with `adds` added to the query.

    `query` is the whole of it; both are None where no query finds this value alone, and then `papers` are those that
    have it. `why` says so, and what else is found where a query finds more than this value.
    """

    value: str
    papers: int
    adds: str | None
    query: str | None
    why: str | None = None


class Facet(Struct, frozen=True):
    """The values of most papers, of so many as `of` says; `without` papers have none.

    They stand in order of papers, years and decades in order of time.
    """

    name: Literal["kind", "year", "decade", "collection", "sender", "recipient"]
    values: tuple[Value, ...]
    of: int
    without: int


class Facets(Struct, frozen=True):
    """The facets of a search. `counted` papers of `total` were counted; where `more` is true, more were found."""

    line: str
    total: int
    more: bool
    counted: int
    kinds: Facet
    dates: Facet
    collections: Facet
    senders: Facet
    recipients: Facet
    basis: Basis


class _Head(NamedTuple):
    kind: str
    first: str | None
    last: str | None
    collection: str
    sender: str | None
    sender_surname: str | None
    recipient: str | None
    recipient_surname: str | None


class _Counted(NamedTuple):
    """A value with the papers that have it, what is added to a query, how many that finds, and what else."""

    value: str
    papers: int
    added: str | None
    found: int
    others: str = ""


def facets(connection: sqlite3.Connection, line: str) -> Facets:
    """The facets of a query, the values of most papers. Raises BadQuery for a line that says nothing."""
    query = parse(line)
    with snapshot(connection):
        found = gather(connection, query, limit=COUNTED)
        heads = [_Head._make(row) for row in connection.execute(_HEADS, (json.dumps(found.papers),))]
        basis = _basis(connection, found)
    return Facets(line, found.total, found.more, len(heads), _kinds(line, heads), _dates(line, heads),
                  _collections(line, heads), _parties(line, "sender", heads), _parties(line, "recipient", heads),
                  basis)


def _kinds(line: str, heads: Iterable[_Head]) -> Facet:
    kinds = Counter(head.kind for head in heads)
    return _facet("kind", line, [_Counted(k, n, addition("kind", k), n) for k, n in kinds.items()], len(kinds), 0)


def _dates(line: str, heads: Iterable[_Head]) -> Facet:
    """The years or decades; a paper whose date reaches over several counts in each."""
    spans = Counter((int(h.first[:4]), int(h.last[:4])) for h in heads if h.first and h.last)
    undated = sum(h.first is None for h in heads)
    years = {year for span in spans for year in span if year not in _OPEN}
    by_year = list(_periods(spans, ((year, year) for year in years)))
    shown = sorted((c.found for c in by_year), reverse=True)[:SHOWN]
    if sum(shown) >= ENOUGH * spans.total():
        return _in_time(_facet("year", line, by_year, len(by_year), undated))
    by_decade = list(_periods(spans, {(year - year % 10, year - year % 10 + 9) for year in years}))
    return _in_time(_facet("decade", line, by_decade, len(by_decade), undated))


def _periods(spans: Mapping[tuple[int, int], int], periods: Iterable[tuple[int, int]]) -> Iterator[_Counted]:
    """The papers whose dates can fall into each period, as `date:` finds them."""
    for begin, end in periods:
        found = sum(n for (first, last), n in spans.items() if first <= end and last >= begin)
        asked = f"date:{begin:04}" if begin == end else f"date:{begin:04}..{end:04}"
        yield _Counted(f"{begin}" if begin == end else f"{begin}s", found, asked, found)


def _in_time(facet: Facet) -> Facet:
    values = sorted(facet.values, key=lambda value: int(value.value.rstrip("s")))
    return Facet(facet.name, tuple(values), facet.of, facet.without)


def _collections(line: str, heads: Iterable[_Head]) -> Facet:
    """The collections; `in:` finds every one that has the name, or ends with it after a slash."""
    counts = Counter(head.collection for head in heads)
    found, alike = Counter[str](), Counter[str]()
    for name, papers in counts.items():
        parts = _small(name).split("/")
        for end in {"/".join(parts[n:]) for n in range(len(parts))}:
            found[end] += papers
            alike[end] += 1
    # only those of most papers can be shown; the text of the others is not worth making
    likely = sorted(counts, key=lambda name: (-found[_small(name)], name))[:SHOWN]
    return _facet("collection", line, [
        _Counted(name, counts[name], addition("in", name), found[_small(name)],
                 f"{alike[_small(name)] - 1} more whose names end so") for name in likely], len(counts), 0)


def _small(name: str) -> str:
    """A name as LIKE compares it: the letters of ASCII in small ones."""
    return "".join(c.lower() if c.isascii() else c for c in name)


def _parties(line: str, side: Side, heads: Iterable[_Head]) -> Facet:
    sent = side == "sender"
    written = Counter((h.sender, h.sender_surname) if sent else (h.recipient, h.recipient_surname) for h in heads)
    without = sum(n for (text, _), n in written.items() if text is None)
    found, of = parties(side, {(text, surname): n for (text, surname), n in written.items() if text is not None})
    counted = [_Counted(*party, "papers of others that have these words") for party in found]
    return _facet(side, line, counted, of, without)


def _facet(name: Literal["kind", "year", "decade", "collection", "sender", "recipient"], line: str,
           counted: Iterable[_Counted], of: int, without: int) -> Facet:
    """A facet with the values of most papers."""
    busiest = sorted(counted, key=lambda c: (-(c.found if c.added else c.papers), c.value))[:SHOWN]
    return Facet(name, tuple(_value(line, c) for c in busiest), of, without)


def _value(line: str, counted: _Counted) -> Value:
    query, why = narrowed(line, counted.added)
    if query is None:
        return Value(counted.value, counted.papers, None, None, why)
    if counted.found > counted.papers:
        why = f"{counted.added} also finds {counted.others}."
    return Value(counted.value, counted.found, counted.added, query, why)


def _basis(connection: sqlite3.Connection, found: Gathered) -> Basis:
    looked = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    counted = len(found.papers)
    left = "more were found and not counted" + (", at least" if found.more else "")
    return Basis(METHOD.format(COUNTED), looked, counted, left=((left, found.total - counted),))
