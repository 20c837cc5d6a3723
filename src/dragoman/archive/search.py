"""Searching: a query as SQL over the full-text index and the columns of the papers.

Words drive the statement, and those that say how well a paper answers (anywhere, in the title, text or notes) rank it;
who, where and every fact are conditions. Everything that a person wrote is bound, never part of the statement; inside
the full-text expression it stands quoted.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from dragoman.archive.query import And, Dated, Near, Not, Or, Query, Value, Words

# columns of the index, in its order, and what a word in each weighs: a title tells what a paper is about, and a note is
# not its own
WEIGHTS = {"sender": 2.0, "recipient": 2.0, "place": 1.0, "title": 4.0, "body": 1.0, "notes": 0.5}
# More papers than these are not sorted, and not counted: of 300,000 papers, a score takes a microsecond and a half, and
# so does finding a phrase of the commonest words, such as "of the"
SORTED, COUNTED = 20_000, 50_000
_COLUMN = {"from": "sender", "to": "recipient", "place": "place", "title": "title", "text": "body", "note": "notes"}
_RANKING = ("", "title", "text", "note")
_SCORE = f"bm25(search, {', '.join(map(str, WEIGHTS.values()))})"
_BY_DATE = "d.first_day IS NULL, d.first_day, d.last_day, d.id"
# the volumes and folders of an archive, each looked up once (an index that is jumped through, not read)
_COLLECTIONS = """WITH RECURSIVE c (name) AS (SELECT min(collection) FROM document UNION ALL
    SELECT (SELECT min(collection) FROM document WHERE collection > c.name) FROM c WHERE c.name IS NOT NULL)"""
# the plus keeps SQLite from asking the full-text index anew for every paper that a condition names
_ROW = {"search": "+search.rowid", "d": "d.id"}
_NAMED = "SELECT id FROM {} WHERE name = ? OR number = ?"
Order = Literal["best", "date", "filing"]


class Row(NamedTuple):
    """A paper that was found: its row, and its score (the higher the better), None where papers are not ranked."""

    id: int
    score: float | None


class Page(NamedTuple):
    """Some of the papers that were found, in this order, of `total`; where `more` is true, of more than that."""

    rows: list[Row]
    total: int
    order: Order
    more: bool = False


class Gathered(NamedTuple):
    """The rows of some papers that were found, of `total`; where `more` is true, of more than that."""

    papers: list[int]
    total: int
    more: bool


class Sql(NamedTuple):
    """A piece of SQL, and the values that are bound in it."""

    text: str
    values: tuple[object, ...] = ()


def find(connection: sqlite3.Connection, query: Query, *, limit: int, offset: int = 0) -> Page:
    """The papers of a query, the best first and of equals the earliest; without words to rank by, the earliest first.

    More than SORTED papers that have words come in the order of filing.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    words, facts = _split(parts, lambda _: True)
    if words is None:
        return _facts_alone(connection, _condition(query, "d"), limit, offset)
    ranking, others = _split(parts, _ranks)
    conditions = others if ranking else facts
    source = _source(ranking or words, conditions)
    # a score takes far longer than a count, but finding words in a row, or meeting conditions, longer than either; and
    # what they leave is seldom too much
    total, first = (0, []) if conditions or _in_a_row(query) else _filed(connection, source, limit, offset)
    if total <= SORTED:
        total, rows = _sorted(connection, source, _SCORE if ranking else "0", limit, offset)
        if total <= SORTED:
            return Page(rows if ranking else [Row(row.id, None) for row in rows], total, "best" if ranking else "date")
        total, first = _filed(connection, source, limit, offset)
    return Page([Row(i, None) for i in first], min(total, COUNTED), "filing", total > COUNTED)


def gather(connection: sqlite3.Connection, query: Query, *, limit: int) -> Gathered:
    """Papers of a query as they are come upon, unranked: in the order of filing, or along an index of facts."""
    words, conditions = _split(query.parts if isinstance(query, And) else (query,), lambda _: True)
    if words is not None:
        total, first = _filed(connection, _source(words, conditions), limit, 0)
    else:
        where = _condition(query, "d")
        rows = connection.execute(f"""
            WITH found AS MATERIALIZED (SELECT d.id FROM document AS d WHERE {where.text} LIMIT {COUNTED + 1})
            SELECT count(*) FROM found UNION ALL SELECT id FROM (SELECT id FROM found LIMIT ?)""",
            (*where.values, limit))
        total, *first = (row[0] for row in rows)
    return Gathered(first, min(total, COUNTED), total > COUNTED)


def every(connection: sqlite3.Connection, query: Query) -> Iterator[int]:
    """The rows of all papers of a query, however many."""
    words, conditions = _split(query.parts if isinstance(query, And) else (query,), lambda _: True)
    if words is not None:
        source = _source(words, conditions)
        rows = connection.execute(f"SELECT search.rowid {source.text}", source.values)
    else:
        where = _condition(query, "d")
        rows = connection.execute(f"SELECT d.id FROM document AS d WHERE {where.text}", where.values)
    for row in rows:
        yield row[0]


def barren(connection: sqlite3.Connection, query: Query) -> list[Query]:
    """Of the parts that must all hold, those that no paper has, even by themselves."""
    parts = query.parts if isinstance(query, And) else (query,)
    return [p for p in parts if not isinstance(p, Not) and not find(connection, p, limit=1).total]


def _facts_alone(connection: sqlite3.Connection, where: Sql, limit: int, offset: int) -> Page:
    source = f"FROM document AS d WHERE {where.text}"
    total: int = connection.execute(f"SELECT count(*) {source}", where.values).fetchone()[0]
    rows = connection.execute(f"SELECT d.id, NULL {source} ORDER BY {_BY_DATE} LIMIT ? OFFSET ?",
                              (*where.values, limit, offset))
    return Page([Row(*row) for row in rows], total, "date")


def _source(words: str, conditions: Sequence[Query]) -> Sql:
    """The papers that have words and meet conditions."""
    where = [_condition(c, "search") for c in conditions]
    return _joined(" AND ", [Sql("FROM search WHERE search MATCH ?", (words,)), *where])


def _filed(connection: sqlite3.Connection, source: Sql, limit: int, offset: int) -> tuple[int, list[int]]:
    """How many papers, up to one more than COUNTED, and some of them in the order of filing."""
    rows = connection.execute(f"""
        WITH found AS MATERIALIZED (SELECT search.rowid AS id {source.text} ORDER BY search.rowid LIMIT {COUNTED + 1})
        SELECT count(*) FROM found UNION ALL SELECT id FROM (SELECT id FROM found LIMIT ? OFFSET ?)""",
        (*source.values, limit, offset))
    total, *papers = (row[0] for row in rows)
    return total, papers


def _sorted(connection: sqlite3.Connection, source: Sql, score: str, limit: int, offset: int) -> tuple[int, list[Row]]:
    """How many papers, up to one more than SORTED, and some of them by score, then by date.

    Only papers as good as the last of these are joined to their dates, which settle ties.
    """
    rows = connection.execute(f"""
        WITH found AS MATERIALIZED (SELECT search.rowid AS id, {score} AS score {source.text} LIMIT {SORTED + 1})
        SELECT count(*), NULL FROM found UNION ALL SELECT * FROM (
            SELECT f.id, -f.score FROM found AS f JOIN document AS d ON d.id = f.id
            WHERE f.score <= coalesce((SELECT score FROM found ORDER BY score LIMIT 1 OFFSET ?), 0)
            ORDER BY f.score, {_BY_DATE} LIMIT ? OFFSET ?)""", (*source.values, limit + offset - 1, limit, offset))
    (total, _), *found = rows
    return total, [Row(*row) for row in found]


def _split(parts: Sequence[Query], leads: Callable[[Query], bool]) -> tuple[str | None, tuple[Query, ...]]:
    """One full-text expression of the parts of an AND that are words and lead, and NOTs of words; the other parts."""
    words = [p for p in parts if leads(p) and expression_of(p)]
    if not words:
        return None, tuple(parts)
    against = [p for p in parts if isinstance(p, Not) and expression_of(p.part)]
    return _all((*words, *against)), tuple(p for p in parts if p not in words and p not in against)


def _in_a_row(query: Query) -> bool:
    """Whether some words must stand together, a phrase or NEAR."""
    if isinstance(query, Near):
        return True
    if isinstance(query, Words):
        return " " in query.text
    return isinstance(query, And | Or) and any(map(_in_a_row, query.parts))


def _ranks(query: Query) -> bool:
    """Whether some word of a query says how well a paper answers it; who wrote it and where does not."""
    if isinstance(query, Words | Near):
        return query.field in _RANKING
    return isinstance(query, And | Or) and any(map(_ranks, query.parts))


def expression_of(query: Query) -> str | None:
    """The full-text expression of a query that is all words; None for one that is not."""
    if isinstance(query, Words):
        return _in_column(query.field, _phrase(query))
    if isinstance(query, Near):
        return _in_column(query.field, f"NEAR({' '.join(map(_phrase, query.words))}, {query.distance})")
    if isinstance(query, And):
        return _all(query.parts)
    if isinstance(query, Or):
        parts = [expression_of(p) for p in query.parts]
        return f"({' OR '.join(p for p in parts if p)})" if all(parts) else None
    return None


def _all(parts: Sequence[Query]) -> str | None:
    wanted = [expression_of(p) for p in parts if not isinstance(p, Not)]
    against = [expression_of(p.part) for p in parts if isinstance(p, Not)]
    if not wanted or not all((*wanted, *against)):
        return None
    return f"(({' AND '.join(p for p in wanted if p)}){''.join(f' NOT {p}' for p in against)})"


def _phrase(words: Words) -> str:
    quoted = words.text.replace('"', '""')
    return f'"{quoted}"{" *" if words.prefix else ""}'


def _in_column(field: str, expression: str) -> str:
    return f"({_COLUMN[field]} : {expression})" if field else expression


def _condition(query: Query, table: str) -> Sql:
    """A condition on papers, never NULL. `table` is what is gone through: "search", or "d" for `document`."""
    expression = expression_of(query)
    if expression:
        return _within(table, Sql("SELECT rowid FROM search WHERE search MATCH ?", (expression,)))
    match query:
        case Not(part):
            inner = _condition(part, table)
            return Sql(f"NOT {inner.text}", inner.values)
        case And(parts) | Or(parts):
            both = _joined(" AND " if isinstance(query, And) else " OR ", [_condition(p, table) for p in parts])
            return Sql(f"({both.text})", both.values)
        case Dated(first, last) if table == "d":
            return Sql("(d.first_day IS NOT NULL AND d.first_day <= ? AND d.last_day >= ?)", (str(last), str(first)))
        case Value("kind", kind) if table == "d":
            return Sql("d.kind = ?", (kind,))
        case Value("kind", kind):
            return Sql("EXISTS (SELECT 1 FROM document WHERE id = search.rowid AND kind = ?)", (kind,))
        case Value("has", "missing"):   # that is most papers of an archive; so each is asked
            return Sql(f"EXISTS (SELECT 1 FROM link WHERE document = {_ROW[table]} AND missing IS NOT NULL)")
        case _:
            return _within(table, _papers(query))


def _within(table: str, papers: Sql) -> Sql:
    """That a paper is among those of a SELECT, which is made once and then looked into."""
    return Sql(f"{_ROW[table]} IN ({papers.text})", papers.values)


def _joined(by: str, parts: Sequence[Sql]) -> Sql:
    return Sql(by.join(p.text for p in parts), tuple(v for p in parts for v in p.values))


def _papers(fact: Query) -> Sql:
    """A SELECT of the rows of all papers that have a fact."""
    match fact:
        case Dated(first, last):        # those that begin in the span, and the few that reach into it
            return Sql("SELECT id FROM document WHERE first_day BETWEEN ? AND ? UNION ALL SELECT id FROM document "
                       "WHERE last_day > first_day AND last_day >= ? AND first_day < ?",
                       (str(first), str(last), str(first), str(first)))
        case Value("number", number):   # "602–B" is printed with a dash and typed with a hyphen
            return Sql("SELECT id FROM document WHERE number IN (?, ?)",
                       (number.replace("–", "-"), number.replace("-", "–")))
        case Value("file", name, prefix):       # 711.94 is also 711.94/1035, but not 711.945
            at_end = "" if prefix else f" AND substr(file, {len(name) + 1}, 1) NOT GLOB '[0-9A-Za-z]'"
            return Sql(f"SELECT id FROM document WHERE file IS NOT NULL AND file LIKE ? ESCAPE '\\'{at_end}",
                       (_like(name) + "%",))
        case Value("in", name, prefix):
            like = _like(name) + ("%" if prefix else "")
            return Sql(f"SELECT id FROM document WHERE collection IN ({_COLLECTIONS} SELECT name FROM c "
                       "WHERE name LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\')", (like, f"%/{like}"))
        case Value("citedby", name):
            return Sql("SELECT target FROM link WHERE target IS NOT NULL "
                       f"AND document IN ({_NAMED.format('document')})", (name, name))
        case Value("has", "enclosure"):
            return Sql("SELECT enclosed_in FROM document WHERE enclosed_in IS NOT NULL")
        case _:
            found = links(fact)
            return _joined(" UNION ALL ", [Sql(f"SELECT document FROM link WHERE {s.text}", s.values) for s in found])


def links(fact: Query) -> list[Sql]:
    """The conditions on references, any of which is enough, by which a paper has a fact; none for other facts."""
    match fact:
        case Value("cites", name):
            return [Sql(f"target IN ({_NAMED.format('document')})", (name, name)),
                    Sql(f"missing IN ({_NAMED.format('missing')})", (name, name)),
                    Sql("json_extract(mention, '$.number') = ? AND status IS NOT 'external'", (name,))]
        case Value("has", "missing"):
            return [Sql("missing IS NOT NULL")]
        case Value("has", "ambiguous"):
            return [Sql("status = 'ambiguous'")]
        case _:
            return []


def _like(text: str) -> str:
    """A text as LIKE takes it literally."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
