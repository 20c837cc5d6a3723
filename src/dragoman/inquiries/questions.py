"""Questions: what was asked of an archive, with hypotheses, evidence, ratings and grades, as the journal makes it.

Nothing of it is kept but the decisions; the state of a question is the replay of those that stand. Hypotheses, items,
ratings and grades may be entered in any order, and a later decision about the same thing takes the place of an
earlier one.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from functools import singledispatch
from typing import Any, NamedTuple, cast

from msgspec import Struct, structs

from dragoman.archive.journal import UNDO, decisions, journal
from dragoman.edition.decision import (
    AddEvidence,
    AskQuestion,
    Consistency,
    Credibility,
    Decision,
    DecisionBody,
    DropEvidence,
    DropHypothesis,
    GradeEvidence,
    GradePaper,
    MarkDisinformation,
    MarkOrigin,
    Quoted,
    RateEvidence,
    Reliability,
    StateHypothesis,
)
from dragoman.errors import NoSuchQuestion

BODIES = cast("tuple[type[DecisionBody], ...]", (
    AskQuestion, StateHypothesis, DropHypothesis, AddEvidence, DropEvidence, RateEvidence, GradeEvidence, GradePaper,
    MarkOrigin, MarkDisinformation))


class Grade(NamedTuple):
    """What a source and its content are worth, by the Admiralty code; None where nobody said."""

    reliability: Reliability | None = None
    credibility: Credibility | None = None

    def __str__(self) -> str:
        """ "B2"; "–" stands for what nobody graded."""
        return f"{self.reliability or '–'}{self.credibility or '–'}" if any(self) else ""


class Item(Struct, frozen=True):
    """One item of evidence. `words` is None while ratings of a key stand in the journal and the item does not.

    `alleged` are the words of papers that call it disinformation; `ratings` goes from hypotheses to how it fits them.
    """

    key: str
    words: Quoted | None = None
    label: str = ""
    layer: str | None = None
    why: str | None = None
    grade: Grade = Grade()
    origin: str | None = None
    alleged: tuple[Quoted, ...] = ()
    ratings: Mapping[str, Consistency] = {}


class Question(Struct, frozen=True):
    """One question. `text` is None while decisions about it stand in the journal and the question itself does not."""

    name: str
    text: str | None = None
    hypotheses: Mapping[str, str] = {}
    items: Mapping[str, Item] = {}
    asked: str | None = None            # when, by whom
    person: str | None = None
    changed: str | None = None          # when it was last decided about


class Notebook(Struct, frozen=True):
    """All questions by their addresses, and the grades of whole papers by their ids, with why."""

    questions: Mapping[str, Question] = {}
    papers: Mapping[str, tuple[Grade, str | None]] = {}

    def question(self, name: str) -> Question:
        """The question of that address. Raises NoSuchQuestion."""
        found = self.questions.get(name)
        if found is None or found.text is None:
            raise NoSuchQuestion(name, tuple(n for n, q in self.questions.items() if q.text is not None))
        return found

    def grade(self, item: Item) -> Grade:
        """The grade of an item: its own, and where it has none that of its paper."""
        paper, _ = self.papers.get(item.words.document if item.words else "", (Grade(), None))
        return Grade(item.grade.reliability or paper.reliability, item.grade.credibility or paper.credibility)


def notebook(connection: sqlite3.Connection, until: str | None = None) -> Notebook:
    """The questions of an archive as they stand; or as they stood at the end of `until`, a day (YYYY-MM-DD, UTC)."""
    return replay(decisions(connection, *BODIES) if until is None else stood(journal(connection), until))


def stood(entries: Iterable[Decision], until: str) -> list[Decision]:
    """Of all entries of a journal, those that stood at the end of a day (UTC)."""
    made = [d for d in entries if d.made[:10] <= until]
    undone = {d.undoes for d in made if d.kind == UNDO}
    return [d for d in made if d.body is not None and d.id not in undone]


def replay(entries: Iterable[Decision]) -> Notebook:
    """What decisions, in their order, come to."""
    book = Notebook(questions={}, papers={})
    for entry in entries:
        if entry.body is not None:
            book = _after(entry.body, book, entry)
    return book


@singledispatch
def _after(body: Any, book: Notebook, entry: Decision) -> Notebook:
    """The notebook after one decision; decisions about other things leave it as it was."""
    return book


def _changed(book: Notebook, name: str, entry: Decision, **fields: Any) -> Notebook:
    question = structs.replace(book.questions.get(name, Question(name)), changed=entry.made, **fields)
    return structs.replace(book, questions={**book.questions, name: question})


def _hypotheses(book: Notebook, name: str) -> dict[str, str]:
    return dict(book.questions.get(name, Question(name)).hypotheses)


def _with_item(book: Notebook, name: str, key: str, entry: Decision, change: Callable[[Item], Item]) -> Notebook:
    items = book.questions.get(name, Question(name)).items
    return _changed(book, name, entry, items={**items, key: change(items.get(key, Item(key)))})


@_after.register
def _(body: AskQuestion, book: Notebook, entry: Decision) -> Notebook:
    before = book.questions.get(body.question, Question(body.question))
    return _changed(book, body.question, entry, text=body.text, asked=before.asked or entry.made,
                    person=before.person or entry.person)


@_after.register
def _(body: StateHypothesis, book: Notebook, entry: Decision) -> Notebook:
    return _changed(book, body.question, entry,
                    hypotheses={**_hypotheses(book, body.question), body.hypothesis: body.text})


@_after.register
def _(body: DropHypothesis, book: Notebook, entry: Decision) -> Notebook:
    left = _hypotheses(book, body.question)
    left.pop(body.hypothesis, None)
    items = book.questions.get(body.question, Question(body.question)).items
    rated = {key: structs.replace(item, ratings={h: r for h, r in item.ratings.items() if h != body.hypothesis})
             for key, item in items.items()}
    return _changed(book, body.question, entry, hypotheses=left, items=rated)


@_after.register
def _(body: AddEvidence, book: Notebook, entry: Decision) -> Notebook:
    return _with_item(book, body.question, body.item, entry, lambda item: structs.replace(
        item, words=body.words, label=body.label, layer=body.layer, why=entry.why or item.why))


@_after.register
def _(body: DropEvidence, book: Notebook, entry: Decision) -> Notebook:
    items = dict(book.questions.get(body.question, Question(body.question)).items)
    items.pop(body.item, None)
    return _changed(book, body.question, entry, items=items)


@_after.register
def _(body: RateEvidence, book: Notebook, entry: Decision) -> Notebook:
    def rated(item: Item) -> Item:
        ratings = {h: r for h, r in item.ratings.items() if h != body.hypothesis}
        return structs.replace(item, ratings={**ratings, body.hypothesis: body.consistency} if body.consistency
                               else ratings)
    return _with_item(book, body.question, body.item, entry, rated)


@_after.register
def _(body: GradeEvidence, book: Notebook, entry: Decision) -> Notebook:
    return _with_item(book, body.question, body.item, entry,
                      lambda item: structs.replace(item, grade=Grade(body.reliability, body.credibility)))


@_after.register
def _(body: GradePaper, book: Notebook, entry: Decision) -> Notebook:
    grade = Grade(body.reliability, body.credibility)
    return structs.replace(book, papers={**book.papers, body.document: (grade, entry.why)})


@_after.register
def _(body: MarkOrigin, book: Notebook, entry: Decision) -> Notebook:
    return _with_item(book, body.question, body.item, entry, lambda item: structs.replace(item, origin=body.origin))


@_after.register
def _(body: MarkDisinformation, book: Notebook, entry: Decision) -> Notebook:
    return _with_item(book, body.question, body.item, entry, lambda item: structs.replace(
        item, alleged=(*(a for a in item.alleged if a != body.words), body.words)))
