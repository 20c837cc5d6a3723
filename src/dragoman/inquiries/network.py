"""Network: who writes to whom, who cites whom, who is reported by whom; and where each actor stands among all.

Ties are counted when papers are filed (archive/ties.py), by the year of the first day that a paper's date can mean. Of
years that a period has only in part, and for a subject, they are counted anew. The measures are defined in
resolution/centrality.py.
"""

import json
import sqlite3
from typing import Literal, NamedTuple

from msgspec import Struct

from dragoman.archive.ties import HEADING, Kind, Level, Sum, counted, denominators, firsts, units
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Opener, Passage, opener
from dragoman.inquiries.periods import Span, parts
from dragoman.inquiries.scope import Scope, papers, prepare, total_of
from dragoman.inquiries.who import Somebody, actors_named, somebody
from dragoman.resolution.centrality import MOST, standings

Measure = Literal["pagerank", "betweenness", "in_degree", "out_degree", "in_strength", "out_strength"]
MEASURES: tuple[Measure, ...] = ("pagerank", "betweenness", "in_degree", "out_degree", "in_strength", "out_strength")
METHOD: dict[Kind, str] = {
    "writes": "From each sender of a paper to each of its recipients, once a paper:",
    "cites": "From the sender of the citing paper to that of the cited one, here or missing, once a reference:",
    "reports": "From the sender of a paper to whose words it reports, once a statement:"}
WHAT: dict[Kind, str] = {"writes": "papers", "cites": "references to papers", "reports": "statements"}
_LEFT: dict[Kind, str] = {
    "writes": "without a known sender or recipient",
    "cites": "without a known sender of either paper, or to the writer's own",
    "reports": "without a known sender or speaker, or of the writer's own words"}
DEFINED = ("In- and out-degree: others with a tie to or from an actor; strength: how often. Betweenness: the share of "
           "all ordered pairs of others whose shortest ways lead over it, a tie one step (Freeman 1977, Brandes 2001). "
           "PageRank: ties followed by weight, damping 0.85 (Page and others 1999).")
# the first place is packed: a bare column stands in the row of min() only while no max() stands beside it
_SUMS = ("SELECT who, whom, times, nullif(substr(first, 1, instr(first, '|') - 1), '~') AS first_day, "
         "CAST(substr(first, instr(first, '|') + 1, 12) AS INTEGER) AS document, "
         "CAST(substr(first, instr(first, '|') + 14) AS INTEGER) AS ordinal, last_year FROM (SELECT who, whom, "
         "sum(times) AS times, min(printf('%s|%012d|%d', coalesce(first_day, '~'), document, ordinal)) AS first, "
         "max(year) AS last_year")
_COUNTED = "SELECT who, whom, times, first_day, document, ordinal, year FROM tie"
_ANEW = "SELECT " + ", ".join(f"json_extract(value, '$[{n}]')" for n in range(7)) + " FROM json_each(?)"


ALWAYS = Span("", "")           # no span of days at all
LAST_YEAR = 9999
# an actor that went when names were joined anew, where a run was stopped before the ties were
GONE = Somebody("", "", "(no longer known)")


class Bond(Struct, frozen=True):
    """How often one actor writes to, cites or reports another: `first` is the day of the first paper that shows it,
    `last` the year of the last, None where they have none. The passages show the first.
    """

    kind: str
    who: Somebody
    whom: Somebody
    times: int
    first: str | None
    last: int | None
    passages: tuple[Passage, ...]


class Place(Struct, frozen=True):
    """Where an actor stands in the network; `betweenness` is None where the network is too large for it.

    The passages show the first tie of it.
    """

    kind: str
    actor: Somebody
    in_degree: int
    out_degree: int
    in_strength: int
    out_strength: int
    betweenness: float | None
    pagerank: float
    passages: tuple[Passage, ...]


class _Edges(NamedTuple):
    """A query for ties with its values; how many units were looked at, gave one, were left out for want of a day.

    The ties are `ready` when they are those of the whole archive, along an index.
    """

    query: str
    values: list[object]
    looked: int
    carried: int
    undated: int
    ready: bool = False


def network(connection: sqlite3.Connection, scope: Scope | None = None, *, kind: Kind = "writes",
            level: Level = "person", limit: int | None = None, skip: int = 0) -> Answer[Bond]:
    """The ties of a kind that a scope leaves, the weightiest first; `scope` may have sender and recipient (who ties
    whom), date, collection and subject. Raises NoSuchActor.
    """
    edges = _edges(connection, scope or Scope(), kind, level)
    page = [-1 if limit is None else limit, skip]
    order = "ORDER BY times DESC, who, whom LIMIT ? OFFSET ?"
    # what is counted anew tells the page and how many ties there are in one pass; past the last page it tells neither
    every = "NULL" if edges.ready else "count(*) OVER ()"
    rows = connection.execute(f"SELECT *, {every} FROM ({edges.query}) {order}", [*edges.values, *page]).fetchall()
    total = total_of(connection, rows, f"SELECT count(*) FROM ({edges.query})", edges.values)
    actors = somebody(connection, [i for row in rows for i in row[:2]])
    open_paper = opener(connection)
    bonds = tuple(
        Bond(kind, actors.get(who, GONE), actors.get(whom, GONE), times, day, year or None,
             _shown(connection, open_paper, *place))
        for who, whom, times, day, *place, year, _ in rows)
    return Answer(bonds, total, _basis(edges, kind, scope or Scope()))


def centralities(connection: sqlite3.Connection, scope: Scope | None = None, *, kind: Kind = "writes",
                 level: Level = "person", by: Measure = "pagerank", page: tuple[int | None, int] = (None, 0),
                 ) -> Answer[Place]:
    """Where actors stand in the network that a scope leaves, the highest by a measure first; `page` is limit and skip.

    Raises NoSuchActor.
    """
    scope = scope or Scope()
    edges = _edges(connection, scope, kind, level)
    limit, skip = page
    if scope == Scope():
        total, large = connection.execute("SELECT count(*), count(*) > count(betweenness) FROM standing "
                                          "WHERE level = ? AND kind = ?", (level, kind)).fetchone()
        rows = connection.execute(
            "SELECT actor, in_degree, out_degree, in_strength, out_strength, betweenness, pagerank, document, ordinal "
            f"FROM standing WHERE level = ? AND kind = ? ORDER BY {by} DESC, actor LIMIT ? OFFSET ?",
            (level, kind, -1 if limit is None else limit, skip)).fetchall()
    else:
        ties = connection.execute(edges.query, edges.values).fetchall()
        found = standings((tie[0], tie[1], tie[2]) for tie in ties)
        first = firsts((tie[0], tie[1], Sum(*tie[2:6])) for tie in ties)
        order = sorted(found, key=lambda actor: (-(getattr(found[actor], by) or 0), actor))
        rows = [(actor, *found[actor], first[actor].document, first[actor].ordinal)
                for actor in order[skip:None if limit is None else skip + limit]]
        total, large = len(found), any(s.betweenness is None for s in found.values())
    actors = somebody(connection, [row[0] for row in rows])
    open_paper = opener(connection)
    places = tuple(Place(kind, actors.get(row[0], GONE), row[1], row[2], row[3], row[4], row[5], row[6],
                         _shown(connection, open_paper, row[7], row[8])) for row in rows)
    return Answer(places, total, _basis(edges, kind, scope, large=bool(large)))


def _edges(connection: sqlite3.Connection, scope: Scope, kind: Kind, level: Level) -> _Edges:
    """The ties that a scope leaves, as a query."""
    prepare(connection)
    where, ids = ["1"], []
    for column, words in (("who", scope.sender), ("whom", scope.recipient)):
        if words:
            where.append(f"{column} IN (SELECT value FROM json_each(?))")
            ids.append(json.dumps(actors_named(connection, words).ids))
    of = " AND ".join(where)
    if scope.date is None and scope.collection is None and scope.subject is None:
        query = ("SELECT who, whom, times, first_day, document, ordinal, last_year FROM bond "
                 f"WHERE level = ? AND kind = ? AND {of}")
        return _Edges(query, [level, kind, *ids], *_denominators(connection, (level, kind), "1", []), 0,
                      ready=True)
    counted_, values, pieces = _parts(scope)
    looked, carried = _denominators(connection, (level, kind), counted_, values)
    anew: list[tuple[object, ...]] = []
    for where_, days in pieces:
        found = units(connection, kind, where_, days)[level]
        anew += [(who, whom, s.times, s.day, s.document, s.ordinal, year)
                 for (who, whom, year), s in counted(found).items()]
        sums = denominators(found).values()
        looked, carried = looked + sum(n for n, _ in sums), carried + sum(n for _, n in sums)
    query = (f"{_SUMS} FROM ({_COUNTED} WHERE level = ? AND kind = ? AND {counted_} UNION ALL {_ANEW}) "
             f"WHERE {of} GROUP BY who, whom)")
    undated = _undated(connection, scope, (level, kind)) if scope.date else 0
    return _Edges(query, [level, kind, *values, json.dumps(anew), *ids], looked, carried, undated)


def _parts(scope: Scope) -> tuple[str, list[object], list[tuple[str, list[object]]]]:
    """What is taken from the table, as a condition with its values; the papers of which ties are counted anew."""
    values: list[object] = []
    years, spans = parts(scope.date) if scope.date else ((0, LAST_YEAR), ())
    if scope.subject:
        years, spans = None, (Span(str(scope.date.first), str(scope.date.last)),) if scope.date else (ALWAYS,)
    if years is None:
        table = "0"
    else:
        # the year 0 is that of papers without a day
        table, values = ("year BETWEEN ? AND ?", [max(years[0], 1), years[1]]) if scope.date else ("1", [])
        if scope.collection:
            table = f"{table} AND collection = ?"
            values.append(scope.collection)
    where, of = papers(Scope(collection=scope.collection, subject=scope.subject))
    pieces = [(where, of) if span is ALWAYS else
              (f"{where} AND d.first_day >= ? AND d.first_day <= ?", [*of, *span]) for span in spans]
    return table, values, pieces


def _denominators(connection: sqlite3.Connection, which: tuple[Level, Kind], where: str,
                  values: list[object]) -> tuple[int, int]:
    """How many units were looked at, and how many gave a tie, by the table."""
    row: tuple[int, int] = connection.execute(
        "SELECT coalesce(sum(looked), 0), coalesce(sum(carried), 0) FROM tied WHERE level = ? AND kind = ? "
        f"AND {where}", [*which, *values]).fetchone()
    return row


def _undated(connection: sqlite3.Connection, scope: Scope, which: tuple[Level, Kind]) -> int:
    """How many units a period leaves out because their paper has no day."""
    if scope.subject:
        return 0
    where, values = ("collection = ?", [scope.collection]) if scope.collection else ("1", [])
    return _denominators(connection, which, f"year = 0 AND {where}", list(values))[0]


def _shown(connection: sqlite3.Connection, open_paper: Opener, document: int, ordinal: int) -> tuple[Passage, ...]:
    """The words that show a tie: the reference or statement, or both parties of a heading."""
    if ordinal == HEADING:
        spans = connection.execute(
            "SELECT start, \"end\" FROM party WHERE document = ? AND role IN ('sender', 'recipient') "
            "ORDER BY role DESC, ordinal", (document,)).fetchall()
    else:
        spans = connection.execute("SELECT start, \"end\" FROM annotation WHERE document = ? AND ordinal = ?",
                                   (document, ordinal)).fetchall()
    return tuple(open_paper(document).passage(*span) for span in spans)


def _basis(edges: _Edges, kind: Kind, scope: Scope, *, large: bool = False) -> Basis:
    left = [(_LEFT[kind], edges.looked - edges.carried), ("without a day were left out", edges.undated)]
    method = METHOD[kind]
    if large:
        method = f"Betweenness is not told: more than {MOST:,} actors times ties. {method}"
    return Basis(method, edges.looked, edges.carried, WHAT[kind], tuple(left))
