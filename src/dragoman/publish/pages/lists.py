"""The lists of an archive: register, threads, missing papers, actors, subjects, gaps, what is ambiguous, problems."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from dragoman.archive.journal import newest
from dragoman.archive.query import KINDS
from dragoman.inquiries import actors as persons
from dragoman.inquiries import subjects as matters
from dragoman.inquiries import threads as chains
from dragoman.inquiries.ambiguous import ambiguous
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.decisions import decisions
from dragoman.inquiries.gaps import gaps
from dragoman.inquiries.missing import Which, missing
from dragoman.inquiries.problems import problems
from dragoman.inquiries.register import register
from dragoman.publish.pages.asked import (
    PLAIN,
    SIZE,
    Entry,
    Narrowing,
    choice,
    entries,
    one_of,
    scope_of,
    skipped,
    turning,
)
from dragoman.publish.pages.page import Page

Query = Mapping[str, str]
_RECORDS: tuple[Narrowing, ...] = ("sender", "recipient", "kind", "date", "number", "collection", "subject", "channel")


def list_page(title: str, template: str, path: str, answer: Answer[Any], query: Query,
              form: Sequence[Entry] = (), **more: Any) -> Page:
    """A page of some rows of an inquiry, with the form that narrows it."""
    return Page(title, template, {
        "answer": answer, "rows": answer.rows, "form": form, "path": path, "skip": skipped(query),
        "turn": turning(path, query, len(answer.rows), answer.total), "query": query, **more})


def register_page(connection: sqlite3.Connection, query: Query) -> Page:
    """Every paper in order of time."""
    fields = (*PLAIN, "number", "channel", "cited_by")
    answer = register(connection, scope_of(connection, query, fields), limit=SIZE, skip=skipped(query))
    form = [choice(query, "kind", "Kind", KINDS) if e.name == "kind" else e for e in entries(query, fields)]
    return list_page("Register", "register.html", "/register", answer, query, form)


def threads_page(connection: sqlite3.Connection, query: Query) -> Page:
    """The threads of papers that answer one another."""
    sort: Any = one_of(query, "sort", chains.SORTS, "papers")
    answer = chains.threads(connection, scope_of(connection, query), sort=sort, limit=SIZE, skip=skipped(query))
    return list_page("Threads", "threads.html", "/threads", answer, query,
                     entries(query, PLAIN, choice(query, "sort", "In order of", chains.SORTS, "papers")))


def missing_page(connection: sqlite3.Connection, query: Query) -> Page:
    """The papers that are cited and not here."""
    kinds = get_args(Which)
    which: Any = one_of(query, "which", kinds, "known")
    answer = missing(connection, scope_of(connection, query, _RECORDS), which=which, limit=SIZE, skip=skipped(query))
    return list_page("Missing papers", "missing.html", "/missing", answer, query,
                     entries(query, _RECORDS, choice(query, "which", "Which", kinds, "known")))


def actors_page(connection: sqlite3.Connection, query: Query) -> Page:
    """Persons, offices, powers and bodies."""
    kind: Any = one_of(query, "actors", (*persons.KINDS, "all"), "person")
    among: Any = one_of(query, "among", get_args(persons.Among), "parties")
    sort: Any = one_of(query, "sort", persons.SORTS, "papers")
    fields: tuple[Narrowing, ...] = ("sender", "recipient", "date", "place", "collection", "subject")
    answer = persons.actors(connection, scope_of(connection, query, fields),
                            persons.Choice(None if kind == "all" else kind, among, sort),
                            limit=SIZE, skip=skipped(query))
    form = entries(query, fields, choice(query, "actors", "Actors", (*persons.KINDS, "all"), "person"),
                   choice(query, "among", "Among", get_args(persons.Among), "parties"),
                   choice(query, "sort", "In order of", persons.SORTS, "papers"))
    return list_page("Actors", "actors.html", "/actors", answer, query, form)


def subjects_page(connection: sqlite3.Connection, query: Query) -> Page:
    """What the papers are about."""
    sort: Any = one_of(query, "sort", matters.SORTS, "weight")
    fields = PLAIN[:-1]
    answer = matters.subjects(connection, scope_of(connection, query, fields), sort=sort, limit=SIZE,
                              skip=skipped(query))
    return list_page("Subjects", "subjects.html", "/subjects", answer, query,
                     entries(query, fields, choice(query, "sort", "In order of", matters.SORTS, "weight")))


def gaps_page(connection: sqlite3.Connection, query: Query) -> Page:
    """Numbers that are known from nowhere."""
    fields: tuple[Narrowing, ...] = ("sender", "recipient", "date", "collection", "channel")
    answer = gaps(connection, scope_of(connection, query, fields), limit=SIZE, skip=skipped(query))
    return list_page("Gaps", "gaps.html", "/gaps", answer, query, entries(query, fields))


def ambiguous_page(connection: sqlite3.Connection, query: Query) -> Page:
    """References that mean one of several papers."""
    answer = ambiguous(connection, scope_of(connection, query), limit=SIZE, skip=skipped(query))
    return list_page("Ambiguous references", "ambiguous.html", "/ambiguous", answer, query, entries(query))


def problems_page(connection: sqlite3.Connection, query: Query) -> Page:
    """What could not be read."""
    answer = problems(connection, limit=SIZE, skip=skipped(query))
    return list_page("Problems", "problems.html", "/problems", answer, query)


def decisions_page(connection: sqlite3.Connection, query: Query) -> Page:
    """The journal, from its end; or the page of it that has an entry."""
    total = newest(connection)                      # entries are numbered from 1, and none is ever taken out
    entry = query.get("entry", "")
    if entry.isdecimal() and len(entry) < 10 and int(entry) <= total:
        skip = (total - int(entry)) // SIZE * SIZE
        query = {**query, "skip": str(skip)}
    skip = skipped(query)
    first = max(0, total - skip - SIZE)
    answer = decisions(connection, limit=max(0, total - skip - first), skip=first)
    return list_page("Decisions", "decisions.html", "/decisions",
                     Answer(answer.rows[::-1], answer.total, answer.basis), {**query, "entry": ""}, seen=total)
