"""Scope: what an inquiry is narrowed to, as conditions on papers and on the records of missing papers."""

import re
import sqlite3
from functools import lru_cache

from msgspec import Struct

from dragoman.edition.dates import HistoricalDate, parse
from dragoman.inquiries.about import Conditions, Subject, papers_about
from dragoman.lexicon.vocabulary import plain_letters

_WORDS = re.compile(r"\w+")


class Scope(Struct, frozen=True):
    """What was asked for; None narrows nothing. All that is given must hold.

    `sender`, `recipient` and `place` are words that stand there, accents and capitals left out of account; `date` is
    a day or a span that the paper's own date can fall in; `collection` is a volume or folder, for a missing paper one
    that cites it; `channel` is the key of a sender and that of a recipient, either may be empty; `cited_by` is the
    id of a paper; `subject` is what the paper names, for a missing paper what one that cites it names.
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
    found += _parties(scope, alias)
    if scope.place:
        found.append((f"bears({alias}.place, ?)", scope.place))
    return _joined(_named(scope, f"{alias}.id") + found)


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
    if scope.date:
        found.append((f"may_be({alias}.date, ?)", scope.date.edtf))
    return _joined(found + _parties(scope, alias))


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


def _parties(scope: Scope, alias: str) -> list[tuple[str, object]]:
    """The conditions on the words of parties."""
    found: list[tuple[str, object]] = []
    for side, words in (("sender", scope.sender), ("recipient", scope.recipient)):
        if words:
            columns = (side, f"{side}_post", f"{side}_surname")
            text = " || ' _ ' || ".join(f"coalesce({alias}.{column}, '')" for column in columns)
            found.append((f"bears({text}, ?)", words))
    return found


def _joined(found: list[tuple[str, object]]) -> Conditions:
    return " AND ".join(condition for condition, _ in found) or "1", [value for _, value in found]


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """The words with a space on either side; " " for none, which stands in everything."""
    return " ".join(["", *_WORDS.findall(plain_letters(text)), ""]) or " "


@lru_cache(maxsize=8192)
def _parsed(edtf: str) -> HistoricalDate | None:
    return parse(edtf)
