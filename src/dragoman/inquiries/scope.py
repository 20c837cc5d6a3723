"""Scope: what an inquiry is narrowed to, as conditions on papers and on the records of missing papers."""

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from dragoman.archive.chosen import CHOSEN
from dragoman.edition.dates import HistoricalDate, parse
from dragoman.inquiries.about import Conditions, Subject, papers_about
from dragoman.lexicon.vocabulary import plain_words

# "1936-03/1936-05", "193X": dates that their letters alone do not put in order; as in the index missing_odd
_ODD = "date GLOB '*[^0-9-]*'"


class Scope(Struct, frozen=True):
    """What was asked for; None narrows nothing. All that is given must hold.

    `sender`, `recipient` and `place` are words that stand there, accents and capitals left out of account; `date` is
    a day or a span that the paper's own date can fall in; `collection` is a volume or folder, for a missing paper one
    that cites it; `channel` is the key of a sender and that of a recipient, either may be empty; `cited_by` is the
    id of a paper; `subject` is what the paper names, for a missing paper what one that cites it names. With `chosen`
    only the papers are left that archive.chosen keeps.
    """

    sender: str | None = None
    recipient: str | None = None
    kind: str | None = None
    date: HistoricalDate | None = None
    place: str | None = None
    collection: str | None = None
    channel: tuple[str, str] | None = None
    number: str | None = None
    cited_by: str | None = None
    subject: Subject | None = None
    chosen: bool = False


def papers(scope: Scope, alias: str = "d") -> Conditions:
    """The WHERE clause, with its values, for rows of `document`; `1` when nothing narrows."""
    found = _equal(scope, alias)
    if scope.date:
        found += [(f"{alias}.first_day <= ?", str(scope.date.last)), (f"{alias}.last_day >= ?", str(scope.date.first))]
    if scope.collection:
        found.append((f"{alias}.collection = ?", scope.collection))
    if scope.cited_by:
        found.append((f"{alias}.id IN (SELECT target FROM link JOIN document AS c ON c.id = link.document "
                      "WHERE c.name = ?)", scope.cited_by))
    found += _parties(scope, "document", alias)
    if scope.place:
        found.append((_borne("document", "{}.place", alias), scope.place))
    where, values = _joined(_named(scope, f"{alias}.id") + found)
    return (f"{where} AND {alias}.id IN ({CHOSEN})" if scope.chosen else where), values


def records(scope: Scope, alias: str = "m") -> Conditions:
    """The WHERE clause, with its values, for rows of `missing`. A missing paper has no place."""
    found = _equal(scope, alias)
    for column, value in (("collection", scope.collection), ("name", scope.cited_by)):
        if value:
            found.append((f"{alias}.id IN (SELECT missing FROM link JOIN document AS c ON c.id = link.document "
                          f"WHERE missing IS NOT NULL AND c.{column} = ?)", value))
    if scope.subject:
        about, codes = papers_about(scope.subject, "document")
        found.append((f"{alias}.id IN (SELECT missing FROM link WHERE missing IS NOT NULL AND {about})", codes))
    found += _parties(scope, "missing", alias)
    where, values = _joined(found)
    if scope.chosen:
        where += f" AND {alias}.id IN (SELECT missing FROM link WHERE document IN ({CHOSEN}) AND missing IS NOT NULL)"
    if scope.date:
        # a year or month stands before its days
        where = (f"{where} AND {alias}.id IN (SELECT id FROM missing WHERE date BETWEEN ? AND ? UNION ALL "
                 f"SELECT id FROM missing WHERE date IN (?, ?) UNION ALL SELECT id FROM missing WHERE {_ODD}) "
                 f"AND may_be({alias}.date, ?)")
        first = str(scope.date.first)
        values += [first, f"{scope.date.last}~", first[:4], first[:7], scope.date.edtf]
    return where, values


def total_of(connection: sqlite3.Connection, page: Sequence[Sequence[Any]], query: str,
             values: Sequence[object]) -> int:
    """How many rows there are in all: the last column of a page that was counted along, else what the query counts.

    Where rows must be looked for, one pass tells both; where an index gives the page, counting along would cost more.
    """
    along: int | None = page[0][-1] if page else None
    counted: int = along if along is not None else connection.execute(query, values).fetchone()[0]
    return counted


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the conditions call."""
    connection.create_function("bears", 2, bears, deterministic=True)
    connection.create_function("may_be", 2, may_be, deterministic=True)


def bears(text: str | None, words: str) -> bool:
    """Whether a text has these words in a row, whole, whatever their accents and capitals."""
    return text is not None and _plain(words) in _plain(text)


def may_be(edtf: str | None, asked: str) -> bool:
    """Whether two EDTF dates can mean the same day."""
    one, two = _parsed(edtf or ""), _parsed(asked)
    return one is not None and two is not None and one.may_be(two)


def _equal(scope: Scope, alias: str) -> list[tuple[str, object]]:
    """The conditions on whole values, which papers and records have in common; they cost least and come first."""
    found: list[tuple[str, object]] = []
    for side, key in zip(("sender", "recipient"), scope.channel or ("", ""), strict=True):
        if key:
            found.append((f"coalesce({alias}.{side}_post, {alias}.{side}_surname) = ?", key.lower()))
    equal = (("kind", scope.kind), ("number", scope.number))
    return found + [(f"{alias}.{column} = ?", value) for column, value in equal if value]


def _named(scope: Scope, paper: str) -> list[tuple[str, object]]:
    """The condition that a paper names the subject, if one is asked for."""
    return [papers_about(scope.subject, paper)] if scope.subject else []


def _parties(scope: Scope, table: str, alias: str) -> list[tuple[str, object]]:
    """The conditions on the words of parties."""
    found: list[tuple[str, object]] = []
    for side, words in (("sender", scope.sender), ("recipient", scope.recipient)):
        if words:
            columns = (side, f"{side}_post", f"{side}_surname")
            text = " || ' _ ' || ".join(f"coalesce({{0}}.{column}, '')" for column in columns)
            found.append((_borne(table, text, alias), words))
    return found


def _borne(table: str, text: str, alias: str) -> str:
    """The condition that a text has certain words: one of those that stand in the table, each looked at once.

    The text, with {} for the table's alias, is that of an index, on which one goes from each to the next other one.
    """
    here, next_ = text.format(alias), text.format("q")
    return (f"{here} IN (WITH RECURSIVE each (text) AS (SELECT min({next_}) FROM {table} AS q UNION ALL "
            f"SELECT (SELECT {next_} FROM {table} AS q WHERE {next_} > each.text ORDER BY {next_} LIMIT 1) FROM each "
            "WHERE each.text IS NOT NULL) SELECT text FROM each WHERE bears(text, ?))")


def _joined(found: list[tuple[str, object]]) -> Conditions:
    return " AND ".join(condition for condition, _ in found) or "1", [value for _, value in found]


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """The words with a space on either side; " " for none, which stands in everything."""
    return " ".join(["", *plain_words(text), ""]) or " "


@lru_cache(maxsize=8192)
def _parsed(edtf: str) -> HistoricalDate | None:
    return parse(edtf)
