"""Matches: where in the papers that were found the words of a query stand, and the references that it asks for.

The index itself says where: it marks what it matched, so that phrases, beginnings and NEAR are shown as it found them.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from dragoman.archive.query import And, Near, Not, Or, Query, Words
from dragoman.archive.search import WEIGHTS, expression_of, links
from dragoman.edition.annotation import Annotation, Apparatus, Span
from dragoman.edition.document import Block, Document
from dragoman.edition.reading import Reading

_BODY, _NOTES = (list(WEIGHTS).index(column) for column in ("body", "notes"))
_TEXT_FIELDS = ("", "text", "note")
# a character that stands in none of the texts marks them; the first candidates are those that Unicode keeps from use
_MARKS = range(0xFDD0, 0x110000)
_BLOCKS = msgspec.json.Decoder(tuple[Block, ...])
_APPARATUS = msgspec.json.Decoder(Apparatus)


class Matched(Struct, frozen=True):
    """A paper with its apparatus, where its notes begin, the printed page it begins on, and the spans that matched.

    Where a reference and a word in it both answer, they are one span.
    """

    reading: Reading
    foot: int
    page: str | None
    spans: tuple[Span, ...]


class _Text(NamedTuple):
    id: int
    name: str
    text: str
    foot: int
    blocks: str


def matched(connection: sqlite3.Connection, query: Query, papers: Sequence[int]) -> dict[int, Matched]:
    """The papers of these rows, each with the spans of its text, in order, that answer the query."""
    texts = [_Text(*row) for row in connection.execute(
        "SELECT d.id, d.name, c.text, c.foot, c.blocks FROM document AS d JOIN content AS c ON c.document = d.id "
        f"WHERE d.id IN ({_marks(papers)})", papers)]
    spans: dict[int, list[Span]] = defaultdict(list)
    for paper, start, end in sorted([*_words(connection, query, texts), *_references(connection, query, papers)]):
        if spans[paper] and start < spans[paper][-1][1]:
            first, last = spans[paper].pop()
            start, end = first, max(last, end)
        spans[paper].append((start, end))
    apparatus, labels = _apparatus(connection, papers), _labels(connection, papers)
    found = {}
    for t in texts:
        reading = Reading(Document(t.name, t.text, _BLOCKS.decode(t.blocks)), tuple(apparatus[t.id]))
        begun = labels[t.id] - {label for _, label in page_breaks(reading)}
        page = begun.pop() if len(begun) == 1 else None
        found[t.id] = Matched(reading, t.foot, page, tuple(spans[t.id]))
    return found


def page_breaks(reading: Reading) -> list[tuple[int, str | None]]:
    """Where printed pages begin in a paper, and their labels, in order."""
    marks = [(a.start, a.body) for a in reading.annotations if isinstance(a.body, Apparatus)]
    return [(start, body.label) for start, body in marks if body.kind == "page"]


def _apparatus(connection: sqlite3.Connection, papers: Sequence[int]) -> dict[int, list[Annotation]]:
    found: dict[int, list[Annotation]] = defaultdict(list)
    for paper, start, end, body, rule in connection.execute(
            f'SELECT document, start, "end", body, rule FROM annotation WHERE document IN ({_marks(papers)}) '
            "AND layer = 'apparatus' ORDER BY document, ordinal", papers):
        found[paper].append(Annotation("apparatus", start, end, _APPARATUS.decode(body), rule))
    return found


def _labels(connection: sqlite3.Connection, papers: Sequence[int]) -> dict[int, set[str | None]]:
    """The printed pages that each paper has text on: those that begin in it, and the one that it begins on."""
    found: dict[int, set[str | None]] = defaultdict(set)
    for paper, label in connection.execute(
            f"SELECT document, label FROM page WHERE document IN ({_marks(papers)})", papers):
        found[paper].add(label)
    return found


def _words(connection: sqlite3.Connection, query: Query, texts: Sequence[_Text]) -> Iterator[tuple[int, int, int]]:
    """The paper and span of each word or phrase that the index matched in text and notes."""
    words = [leaf for leaf in _wanted(query) if isinstance(leaf, Words | Near) and leaf.field in _TEXT_FIELDS]
    if not words or not texts:
        return
    mark = next(c for c in map(chr, _MARKS) if not any(c in t.text for t in texts))
    feet = {t.id: t.foot for t in texts}
    # one paper after the other is quick, but not where each time all words of one beginning must be gathered; then the
    # index is gone through until the last of the papers
    plus = "+" if any(map(_begins, words)) else ""
    for paper, body, notes in connection.execute(
            f"SELECT rowid, highlight(search, {_BODY}, ?, ?), highlight(search, {_NOTES}, ?, ?) FROM search "
            f"WHERE search MATCH ? AND {plus}rowid IN ({_marks(texts)}) LIMIT {len(texts)}",
            (*[mark] * 4, expression_of(Or(tuple(words))), *feet)):
        for start, end in _marked(body, mark):
            yield paper, start, end
        for start, end in _marked(notes, mark):
            yield paper, start + feet[paper], end + feet[paper]


def _marked(text: str | None, mark: str) -> Iterator[Span]:
    """The spans between marks, counted in the text without them."""
    at = 0
    for i, piece in enumerate((text or "").split(mark)):
        if i % 2:
            yield at, at + len(piece)
        at += len(piece)


def _references(connection: sqlite3.Connection, query: Query, papers: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The paper and span of each reference by which it was found."""
    for condition in (c for fact in _wanted(query) for c in links(fact)):
        yield from connection.execute(
            'SELECT l.document, a.start, a."end" FROM link AS l JOIN annotation AS a USING (document, ordinal) '
            f"WHERE l.document IN ({_marks(papers)}) AND {condition.text}", (*papers, *condition.values))


def _wanted(query: Query) -> Iterator[Query]:
    """The words and facts that a paper must or may have; what it must not have is left out."""
    if isinstance(query, And | Or):
        for part in query.parts:
            yield from _wanted(part)
    elif not isinstance(query, Not):
        yield query


def _begins(leaf: Words | Near) -> bool:
    return any(w.prefix for w in (leaf.words if isinstance(leaf, Near) else (leaf,)))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
