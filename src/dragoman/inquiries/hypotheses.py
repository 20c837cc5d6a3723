"""Hypotheses: the matrix of a question, with what its ratings come to; as it stands, or as it could be known on a day.

Every item carries its passage. One whose words are no longer found in their paper, which was read again or is gone, is
listed with the words as they were and counts on: a person's decision is not dropped.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Day
from typing import NamedTuple

from msgspec import Struct

from dragoman.edition.dates import parse
from dragoman.edition.decision import Consistency, Quoted, found_again
from dragoman.errors import NoSuchKey
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.passages import Opened, Opener, Passage, opener
from dragoman.inquiries.questions import Item, Notebook, Question, notebook
from dragoman.inquiries.weighing import Turn, Weighed, diagnosticity, ranking, ranks, scores, turns, weight

METHOD = ("Analysis of competing hypotheses (Heuer 1999): the less inconsistent evidence, the better; an inconsistent "
          "item counts 1, a very inconsistent one 2, times √2, 1 or 1/√2 for each of its two grades, items of one "
          "origin once (weights of PARC's program ACH, a convention):")
LISTED = "Questions as the decisions of the journal that stand make them:"
GONE, LOST = "its paper is not in the archive", "its words are no longer in the paper"
NO_WORDS = "it was rated or graded, but no words were entered for it"


class Listed(Struct, frozen=True):
    """One question in a list. `best` are the hypotheses with the least against them, none where nothing is rated."""

    question: str
    text: str
    hypotheses: int
    items: int
    rated: int
    cells: int
    best: tuple[str, ...]
    asked: str | None
    person: str | None
    changed: str | None


class Standing(Struct, frozen=True):
    """A hypothesis. `score` is its weighted inconsistency, `rank` 1 is best and shared by equals; both None where none
    of the items that count is rated. `unrated` items that count are not rated for it.
    """

    key: str
    text: str
    rank: int | None
    score: float | None
    unrated: int


class Allegation(Struct, frozen=True):
    """Words that call an item disinformation; `passage` is None where they are lost."""

    words: Quoted
    passage: Passage | None


class Exhibit(Struct, frozen=True):
    """One item of evidence in the matrix.

    `passage` is None, and `lost` says why, where its words are not found; `left_out` says why it does not count.
    `known` is the day from which it could be known: that on which its paper was received, else its paper's own.
    `turns` says what becomes of the ranking without it: "lead", "order", or nothing.
    """

    key: str
    label: str
    words: Quoted
    passage: Passage | None
    known: str | None
    layer: str | None
    reliability: str | None
    credibility: str | None
    weight: float
    origin: str | None
    ratings: Mapping[str, Consistency]
    diagnosticity: int | None
    turns: str | None
    alleged: tuple[Allegation, ...]
    why: str | None
    lost: str | None
    left_out: str | None


class Matrix(Struct, frozen=True):
    """A question with hypotheses, the best first, and items, those that tell most between them first."""

    question: str
    text: str
    on: str | None
    hypotheses: tuple[Standing, ...]
    items: tuple[Exhibit, ...]
    turns: tuple[Turn, ...]
    basis: Basis


class _Found(NamedTuple):
    """An item with where its words stand now."""

    item: Item
    paper: Opened | None
    span: tuple[int, int] | None
    lost: str | None
    known: Day | None
    unknown: str | None         # why the day from which it could be known cannot be told
    alleged: tuple[Allegation, ...] = ()


def hypotheses(connection: sqlite3.Connection, *, until: str | None = None, limit: int | None = None,
               skip: int = 0) -> Answer[Listed]:
    """The questions that were asked of an archive, those decided about last first; `until` as in `notebook`."""
    book = notebook(connection, until)
    asked = sorted((q for q in book.questions.values() if q.text is not None),
                   key=lambda q: q.changed or "", reverse=True)
    shown = asked[skip:None if limit is None else skip + limit]
    left = (("without a question are decisions about one that was taken back", len(book.questions) - len(asked)),)
    return Answer(tuple(_listed(q, book) for q in shown), len(asked),
                  Basis(LISTED, len(book.questions), len(asked), "questions", left))


def _listed(question: Question, book: Notebook) -> Listed:
    weighed = [_weighed(item, book) for item in question.items.values()]
    rated = sum(h in item.ratings for item in weighed for h in question.hypotheses)
    told = _told(weighed, question.hypotheses)
    best = ranking(scores(weighed, told))[:1]
    return Listed(question.name, question.text or "", len(question.hypotheses), len(weighed), rated,
                  len(weighed) * len(question.hypotheses), best[0] if best else (), question.asked, question.person,
                  question.changed)


def matrix(connection: sqlite3.Connection, name: str, *, on: Day | None = None, without: Sequence[str] = (),
           until: str | None = None) -> Matrix:
    """The matrix of a question: all items, or those that could be known on a day, without some of them.

    Raises NoSuchQuestion, and NoSuchKey for an item to leave out that the question has not.
    """
    book = notebook(connection, until)
    question = book.question(name)
    for key in without:
        if key not in question.items:
            raise NoSuchKey(key, name, tuple(question.items))
    open_paper = opener(connection)
    found = [_find(connection, item, open_paper) for item in question.items.values()]
    left = {f.item.key: why for f in found if (why := _left_out(f, on, without))}
    return _matrix(question, book, found, left, on)


def _matrix(question: Question, book: Notebook, found: Sequence[_Found], left: Mapping[str, str], on: Day | None
            ) -> Matrix:
    weighed = [_weighed(f.item, book) for f in found if f.item.key not in left]
    told = _told(weighed, question.hypotheses)
    turned = turns(weighed, told)
    by_item = {t.name: t.turns for t in turned if t.what == "item"}
    exhibits = [_exhibit(f, question, book, by_item.get(f.item.key), left.get(f.item.key)) for f in found]
    exhibits.sort(key=lambda e: (e.left_out is not None, -(e.diagnosticity or 0), e.known or "9"))
    return Matrix(question.name, question.text or "", on.isoformat() if on else None,
                  _standings(question, weighed, told), tuple(exhibits), turned, _basis(question, exhibits))


def _told(weighed: Iterable[Weighed], names: Iterable[str]) -> list[str]:
    """The hypotheses that any item is rated for; of others nothing can be told, least of all that they stand best."""
    rated = {h for item in weighed for h in item.ratings}
    return [h for h in names if h in rated]


def _weighed(item: Item, book: Notebook) -> Weighed:
    return Weighed(item.key, item.ratings, weight(*book.grade(item)), item.origin, bool(item.alleged))


def _standings(question: Question, weighed: Sequence[Weighed], told: Sequence[str]) -> tuple[Standing, ...]:
    against = scores(weighed, told)
    placed = ranks(ranking(against))
    found = [Standing(key, text, placed.get(key), round(against[key], 2) if key in against else None,
                      sum(key not in item.ratings for item in weighed))
             for key, text in question.hypotheses.items()]
    return tuple(sorted(found, key=lambda s: s.rank or len(found) + 1))


def _find(connection: sqlite3.Connection, item: Item, open_paper: Opener) -> _Found:
    if item.words is None:
        return _Found(item, None, None, NO_WORDS, None, "no words were entered for it")
    paper, span, lost = _where(connection, item.words, open_paper)
    alleged = tuple(Allegation(words, _passage(*_where(connection, words, open_paper))) for words in item.alleged)
    known = _known(paper, span[0] if span else item.words.start) if paper else (None, GONE)
    return _Found(item, paper, span, lost, *known, alleged)


def _where(connection: sqlite3.Connection, words: Quoted, open_paper: Opener
           ) -> tuple[Opened | None, tuple[int, int] | None, str | None]:
    """The paper of a quotation, where its words stand in it now, and why they do not."""
    row = connection.execute("SELECT id FROM document WHERE name = ?", (words.document,)).fetchone()
    if row is None:
        return None, None, GONE
    paper = open_paper(row[0])
    span = found_again(words, paper.text)
    return paper, span, None if span else LOST


def _known(paper: Opened, start: int) -> tuple[Day | None, str | None]:
    """The day from which words of a paper could be known, or why it cannot be told."""
    if any(note.start <= start < note.end for note in paper.reading.document.notes):
        return None, "it stands in a note, whose day is not known"
    docket = paper.docket
    day = parse((docket.received or "").partition("T")[0]) or parse(docket.date or "")
    return (day.last, None) if day and day.last < Day.max else (None, "its paper has no day")


def _left_out(found: _Found, on: Day | None, without: Sequence[str]) -> str | None:
    if found.item.key in without:
        return "left out as asked"
    if on is None:
        return None
    if found.known is None:
        return found.unknown
    return None if found.known <= on else f"not known before {found.known.isoformat()}"


def _exhibit(found: _Found, question: Question, book: Notebook, turned: str | None, left: str | None) -> Exhibit:
    item, (reliability, credibility) = found.item, book.grade(found.item)
    return Exhibit(item.key, item.label, item.words or Quoted("", ""), _passage(found.paper, found.span),
                   found.known.isoformat() if found.known else None, item.layer, reliability, credibility,
                   round(weight(reliability, credibility), 3), item.origin,
                   {h: item.ratings[h] for h in question.hypotheses if h in item.ratings},
                   diagnosticity(item.ratings, question.hypotheses), turned, found.alleged, item.why, found.lost, left)


def _passage(paper: Opened | None, span: tuple[int, int] | None, lost: str | None = None) -> Passage | None:
    return paper.passage(*span) if paper and span else None


def _basis(question: Question, items: Sequence[Exhibit]) -> Basis:
    counted = [e for e in items if e.left_out is None]
    unrated = sum(h not in e.ratings for e in counted for h in question.hypotheses)
    left = [(why, sum(e.left_out == why for e in items))
            for why in dict.fromkeys(e.left_out for e in items if e.left_out)]
    left += [("of those that count are quoted in words that are lost", sum(e.lost is not None for e in counted)),
             ("called disinformation", sum(bool(e.alleged) for e in counted)),
             (f"of {len(counted) * len(question.hypotheses):,} cells not rated", unrated)]
    return Basis(METHOD, len(items), len(counted), "items of evidence", tuple(left))
