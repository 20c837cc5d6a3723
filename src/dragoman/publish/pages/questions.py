"""The questions that people weigh: their list, and the matrix of one."""

import sqlite3
from datetime import date as Day

from dragoman.archive.journal import newest
from dragoman.edition.decision import Consistency
from dragoman.errors import BadDate
from dragoman.inquiries.candidates import candidates
from dragoman.inquiries.hypotheses import hypotheses, matrix
from dragoman.lexicon import lexicon
from dragoman.publish.pages import addresses
from dragoman.publish.pages.asked import SIZE, dated, skipped
from dragoman.publish.pages.lists import list_page
from dragoman.publish.pages.narrowing import Query
from dragoman.publish.pages.page import Page

SUGGESTED = 10
RATINGS: tuple[Consistency, ...] = ("CC", "C", "N", "I", "II")


def hypotheses_page(connection: sqlite3.Connection, query: Query) -> Page:
    """The questions that were asked of the archive."""
    answer = hypotheses(connection, limit=SIZE, skip=skipped(query))
    return list_page("Hypotheses", "hypotheses.html", "/hypotheses", answer, query, seen=newest(connection))


def matrix_page(connection: sqlite3.Connection, name: str, query: Query) -> Page:
    """How the evidence fits the answers to a question; as it could be known on a day. Raises NoSuchQuestion."""
    on = query.get("on", "").strip()
    without = tuple(key for key in query.get("without", "").split(",") if key)
    day, wrong = _day(on)
    found = matrix(connection, name, on=day, without=without)
    suggested = candidates(connection, name, limit=SUGGESTED) if query.get("suggest") else None
    grading = lexicon("grading")
    return Page(found.text, "matrix.html", {
        "found": found, "on": on, "without": without, "suggested": suggested, "ratings": RATINGS,
        "words": grading["consistency"], "reliabilities": grading["reliability"].items(),
        "credibilities": grading["credibility"].items(), "seen": newest(connection),
        "path": addresses.question(name), **({"sentence": wrong} if wrong else {})}, 400 if wrong else 200)


def _day(words: str) -> tuple[Day | None, str | None]:
    """The last day that words mean; or else why they mean none."""
    try:
        return (dated(words).last if words else None), None
    except BadDate as error:
        return None, str(error)
