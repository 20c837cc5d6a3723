"""Posing: the bodies of decisions about a question, made from what a form sends back.

Whatever is wrong is said in one sentence before anything is entered.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any

from dragoman.archive.listing import paper
from dragoman.edition.decision import (
    AddEvidence,
    AskQuestion,
    DecisionBody,
    DropEvidence,
    DropHypothesis,
    GradeEvidence,
    GradePaper,
    MarkOrigin,
    RateEvidence,
    StateHypothesis,
    quoted,
)
from dragoman.errors import BadEntry
from dragoman.inquiries.question_file import KEY, consistency_of
from dragoman.inquiries.questions import Notebook
from dragoman.inquiries.quotation import standing
from dragoman.lexicon import lexicon

AS_IT_IS = "="                  # in a form: what stands is left


def asking(book: Notebook, name: str, text: str) -> AskQuestion:
    """The decision that a question is asked. Raises BadEntry for one that stands already, or has no address or text."""
    known = book.questions.get(name)
    if known is not None and known.text is not None:
        raise BadEntry(f"A question {name} is asked already; give another address.")
    return AskQuestion(_key(name, "address"), _text(text, "question"))


def stating(book: Notebook, question: str, key: str, text: str) -> StateHypothesis | DropHypothesis:
    """The decision that an answer is possible; without text that it is no longer considered.

    Raises NoSuchQuestion, and BadEntry.
    """
    known = book.question(question)
    if not text.strip():
        if key not in known.hypotheses:
            raise BadEntry(f"There is no hypothesis {key} to drop.")
        return DropHypothesis(question, key)
    if key in known.items:
        raise BadEntry(f"{key} is an item of evidence; give the hypothesis another key.")
    return StateHypothesis(question, _key(key, "key"), _text(text, "hypothesis"))


def entering(connection: sqlite3.Connection, book: Notebook, question: str, key: str,
             told: tuple[str, str, str]) -> AddEvidence | DropEvidence:
    """The decision that words of a paper bear on a question; `told` are the paper's id, its words, and a label.

    Without words the item is dropped. Raises NoSuchQuestion, NoSuchDocument, and BadEntry.
    """
    document, words, label = (part.strip() for part in told)
    known = book.question(question)
    if not words:
        if key not in known.items:
            raise BadEntry(f"There is no item {key} to drop.")
        return DropEvidence(question, key)
    if key in known.hypotheses:
        raise BadEntry(f"{key} is a hypothesis; give the item another key.")
    text = paper(connection, document).document
    places = standing(words, text.text)
    if not places:
        raise BadEntry(f"These words are not in {document}; copy them from the paper.")
    if len(places) > 1:
        raise BadEntry(f"These words stand {len(places)} times in {document}; quote more of them.")
    return AddEvidence(question, _key(key, "key"), quoted(text, *places[0]), label)


def rating(book: Notebook, question: str, cells: Iterable[tuple[str, str, str, str]]) -> list[RateEvidence]:
    """The ratings that a form changes: item, hypothesis, what the person saw there, what it is to be.

    Raises NoSuchQuestion, and BadEntry.
    """
    known = book.question(question)
    found = []
    for item, hypothesis, was, now in cells:
        if was == now:
            continue
        if item not in known.items or hypothesis not in known.hypotheses:
            raise BadEntry(f"The question has no item {item} or no hypothesis {hypothesis} any more.")
        try:
            found.append(RateEvidence(question, item, hypothesis, consistency_of(now)))
        except ValueError as error:
            raise BadEntry(f"{error}.") from error
    if not found:
        raise BadEntry("No rating was changed.")
    return found


def grading(book: Notebook, question: str, item: str, grade: tuple[str, str], origin: str) -> list[DecisionBody]:
    """The decisions what an item is worth and where it comes from, as far as they change it; "=" leaves what stands.

    Raises as `rating`.
    """
    known = book.question(question).items.get(item)
    if known is None:
        raise BadEntry(f"The question has no item {item}.")
    grade = (known.grade.reliability or "" if grade[0] == AS_IT_IS else grade[0],
             known.grade.credibility or "" if grade[1] == AS_IT_IS else grade[1])
    origin = known.origin or "" if origin.strip() == AS_IT_IS else origin
    reliability, credibility = graded(*grade)
    found: list[DecisionBody] = []
    if (reliability, credibility) != tuple(known.grade):
        found.append(GradeEvidence(question, item, reliability, credibility))
    if (origin.strip() or None) != known.origin:
        found.append(MarkOrigin(question, item, origin.strip() or None))
    if not found:
        raise BadEntry("Neither grade nor origin was changed.")
    return found


def grading_paper(book: Notebook, document: str, grade: tuple[str, str]) -> GradePaper:
    """The decision what a paper is worth as a source. Raises BadEntry, also where that is what stands."""
    told = graded(*grade)
    known, _ = book.papers.get(document, ((None, None), None))
    if told == tuple(known):
        raise BadEntry("The grade was not changed.")
    return GradePaper(document, *told)


def graded(reliability: str, credibility: str) -> tuple[Any, Any]:
    """Both parts of a grade by the Admiralty code, None for what is left open. Raises BadEntry."""
    for name, value in (("reliability", reliability), ("credibility", credibility)):
        known = lexicon("grading")[name]
        if value and value not in known:
            raise BadEntry(f"The {name} of a source is one of {', '.join(known)}, not “{value}”.")
    return reliability or None, credibility or None


def _key(key: str, what: str) -> str:
    if not KEY.fullmatch(key):
        raise BadEntry(f"{key!r} is no {what}; write up to 60 letters, figures, points and hyphens, without blanks.")
    return key


def _text(text: str, what: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise BadEntry(f"The {what} has no words.")
    return words
