"""Search: the papers that a query finds, the best first, each with the passages that answer; notes apart from text."""

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct

from dragoman.archive.matches import Matched, matched, page_breaks
from dragoman.archive.query import And, Dated, Not, Or, Query, Value, Words, parse
from dragoman.archive.search import SORTED, WEIGHTS, Row, barren, find
from dragoman.archive.transactions import snapshot
from dragoman.edition.annotation import Apparatus, Span
from dragoman.edition.place import places
from dragoman.edition.reading import Reading, labelled
from dragoman.inquiries.answer import Answer, Basis
from dragoman.lexicon.stops import line_of

LIMIT = 20
BATCH = 200                     # papers whose passages are fetched at once
# passages shown of one paper; all matches are counted
TEXT_PASSAGES, NOTE_PASSAGES = 3, 2
WIDTH = 200                     # characters of a passage, where a paragraph is longer
REACH = 140                     # matches that lie so near one another share a passage
WORDS = "Words are looked for in heading, text and notes, whatever their capitals and accents."
METHODS = {
    "best": f"{WORDS} The best papers come first (BM25; a word of the title counts {WEIGHTS['title']:g}, of sender and "
            f"recipient {WEIGHTS['sender']:g}, of a note {WEIGHTS['notes']:g}), of equals the earliest. Searched:",
    "date": "The earliest papers come first. Searched:",
    "filing": f"{WORDS} More than {SORTED:,} papers are not ranked; they come in the order of filing. Searched:"}
_HEADS = ("SELECT d.id, d.name, d.date, d.kind, d.number, d.title, d.sender, d.recipient, d.place, d.collection, "
          "up.name FROM document AS d LEFT JOIN document AS up ON up.id = d.enclosed_in WHERE d.id IN ")


class Excerpt(Struct, frozen=True):
    """A passage of a paper's text or of one of its notes. `matches` are the spans in it that answer the query.

    `place` says in words where it stands; `page` is the printed page, for a note that of its marker, None where it is
    not known. `line` is the span of the whole paragraph or note (of two, where a phrase runs over their border). Spans
    are half-open, in code points of the text.
    """

    start: int
    end: int
    quote: str
    place: str
    part: Literal["text", "note"]
    page: str | None
    matches: tuple[Span, ...]
    line: Span


class Hit(Struct, frozen=True):
    """A paper that was found. `in_text` and `in_notes` count the places that answer; `passages` are the best of them.

    `score` is the higher the better, None where papers are not ranked.
    """

    id: str
    date: str | None
    kind: str
    number: str | None
    title: str | None
    sender: str | None
    recipient: str | None
    place: str | None
    collection: str
    enclosed_in: str | None
    score: float | None
    in_text: int
    in_notes: int
    passages: tuple[Excerpt, ...]


class Found(Answer[Hit], frozen=True):
    """The hits of a page. Where `more` is true, more than `total` papers were found.

    `nowhere` are the parts of a query without hits that no paper has even by themselves.
    """

    more: bool = False
    nowhere: tuple[str, ...] = ()


def search(connection: sqlite3.Connection, line: str, *, limit: int = LIMIT, skip: int = 0) -> Found:
    """The hits of a query, `limit` of them after the first `skip`. Raises BadQuery for a line that says nothing."""
    query = parse(line)
    with snapshot(connection):
        page = find(connection, query, limit=limit, offset=skip)
        basis = _basis(connection, query, METHODS[page.order])
        if not page.total:
            return Found((), 0, basis, nowhere=tuple(filter(None, map(_said, barren(connection, query)))))
        hits = [hit for at in range(0, len(page.rows), BATCH)
                for hit in _hits(connection, query, page.rows[at:at + BATCH])]
        return Found(tuple(hits), page.total, basis, more=page.more)


def _hits(connection: sqlite3.Connection, query: Query, rows: Sequence[Row]) -> Iterator[Hit]:
    papers = [row.id for row in rows]
    heads: dict[int, list[Any]] = {
        i: head for i, *head in connection.execute(f"{_HEADS} ({', '.join('?' * len(papers))})", papers)}
    found = matched(connection, query, papers)
    for row in rows:
        paper = found[row.id]
        in_notes = sum(start >= paper.foot for start, _ in paper.spans)
        score = None if row.score is None else round(row.score, 4)
        counts = len(paper.spans) - in_notes, in_notes
        yield Hit(*[*heads[row.id], score, *counts, tuple(excerpts(paper))])


def excerpts(paper: Matched) -> list[Excerpt]:
    """The passages of a paper that answer best, those of the text before those of the notes, in their order."""
    in_text = [s for s in paper.spans if s[0] < paper.foot]
    return [*_excerpts(paper, "text", in_text, TEXT_PASSAGES),
            *_excerpts(paper, "note", paper.spans[len(in_text):], NOTE_PASSAGES)]


def _excerpts(paper: Matched, part: Literal["text", "note"], spans: Sequence[Span], limit: int) -> Iterator[Excerpt]:
    document = paper.reading.document
    place, page = places(list(labelled(paper.reading))), pages(paper.reading, paper.page)
    for group in _best(document.text, _groups(document.text, spans), limit):
        first, last = group[0][0], group[-1][1]
        line = line_of(document.text, first, last)
        start, end = _window(document.text, line, first, last)
        yield Excerpt(start, end, document.quote(start, end), place(first), part, page(first), tuple(group), line)


def _groups(text: str, spans: Sequence[Span]) -> list[list[Span]]:
    """The matches that share a passage: of one line, and near one another."""
    groups: list[list[Span]] = []
    for span in spans:
        group = groups[-1] if groups else None
        if group and span[1] - group[0][0] <= REACH and "\n" not in text[group[-1][1]:span[0]]:
            group.append(span)
        else:
            groups.append([span])
    return groups


def _best(text: str, groups: Sequence[list[Span]], limit: int) -> list[list[Span]]:
    """The groups with the most different words, of equals the first; in the order of the text."""
    def worth(group: list[Span]) -> int:
        return len({text[start:end].casefold() for start, end in group})
    return sorted(sorted(groups, key=worth, reverse=True)[:limit])


def _window(text: str, line: Span, start: int, end: int) -> Span:
    """The span of a passage around matches: within their line, about WIDTH long, whole words."""
    room = max(WIDTH - (end - start), 0) // 2
    first, last = max(line[0], start - room), min(line[1], end + room)
    if first > line[0]:
        blank = text.find(" ", first - 1, start)
        first = blank + 1 if blank >= 0 else first
    if last < line[1]:
        blank = text.rfind(" ", end, last + 1)
        last = blank if blank >= 0 else last
    return first, last


def pages(reading: Reading, before: str | None) -> Callable[[int], str | None]:
    """A function from an offset to its printed page; that of a note is its marker's.

    `before` is the page that the paper begins on.
    """
    breaks = page_breaks(reading)
    starts = [start for start, _ in breaks]
    notes = [(a.start, a.end, a.body.target) for a in reading.annotations
             if isinstance(a.body, Apparatus) and a.body.kind == "note"]

    def page(offset: int) -> str | None:
        for start, end, marker in notes:
            if start <= offset < end:
                if marker is None:
                    return None
                offset = marker[0]
                break
        i = bisect_right(starts, offset)
        return breaks[i - 1][1] if i else before
    return page


def _basis(connection: sqlite3.Connection, query: Query, method: str) -> Basis:
    """How the answer was found and what was searched."""
    looked = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    undated = 0
    if _asks_date(query):
        undated = connection.execute("SELECT count(*) FROM document WHERE first_day IS NULL").fetchone()[0]
    return Basis(method, looked, looked - undated, left=(("without a date fit no date", undated),))


def _asks_date(query: Query) -> bool:
    if isinstance(query, And | Or):
        return any(map(_asks_date, query.parts))
    return isinstance(query, Dated) or (isinstance(query, Not) and _asks_date(query.part))


def _said(part: Query) -> str | None:
    """A word or fact of a query as it is written; None for what is put together of several."""
    if isinstance(part, Words):
        name, words = part.field, f'"{part.text}"' if " " in part.text else part.text
    elif isinstance(part, Value):
        name, words = part.field, part.value
    else:
        return None
    return f"{name}:{words}{'*' * part.prefix}" if name else f"{words}{'*' * part.prefix}"
