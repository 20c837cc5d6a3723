"""The lists of an archive: register, threads, missing papers, actors, subjects, gaps, what is ambiguous, problems."""

import sqlite3
from typing import Any

from msgspec import structs

from dragoman.archive.journal import newest
from dragoman.inquiries import actors as persons
from dragoman.inquiries import subjects as matters
from dragoman.inquiries import threads as chains
from dragoman.inquiries.ambiguous import ambiguous
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.decisions import decisions
from dragoman.inquiries.gaps import gaps
from dragoman.inquiries.missing import missing
from dragoman.inquiries.problems import problems
from dragoman.inquiries.register import register
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.withheld import subjects_told, threads_told
from dragoman.publish.pages.asked import SIZE, one_of, scope_of, skipped, turning
from dragoman.publish.pages.narrowing import ACTORS, AMONG, FIELDS, WHICH, Query, form_of
from dragoman.publish.pages.page import Page


def list_page(title: str, template: str, path: str, answer: Answer[Any], query: Query, **more: Any) -> Page:
    """A page of some rows of an inquiry, with the form that narrows it; `size` rows, where it is not SIZE."""
    size = more.pop("size", SIZE)
    return Page(title, template, {
        "answer": answer, "rows": answer.rows, "form": form_of(path, query) if path in FIELDS else [], "path": path,
        "skip": skipped(query), "turn": turning(path, query, len(answer.rows), answer.total, size),
        "query": query, **more})


def list_scope(connection: sqlite3.Connection, path: str, query: Query, *, chosen: bool = False) -> Scope:
    """What a list is narrowed to; `chosen` is as in Scope. Raises BadDate and NoSuchSubject."""
    return structs.replace(scope_of(connection, query, FIELDS[path]), chosen=chosen)


def register_page(connection: sqlite3.Connection, query: Query, *, chosen: bool = False) -> Page:
    """Every paper in order of time."""
    scope = list_scope(connection, "/register", query, chosen=chosen)
    answer = register(connection, scope, limit=SIZE, skip=skipped(query))
    return list_page("Register", "register.html", "/register", answer, query)


def threads_page(connection: sqlite3.Connection, query: Query, *, chosen: bool = False) -> Page:
    """The threads of papers that answer one another."""
    sort: Any = one_of(query, "sort", chains.SORTS, "papers")
    answer = chains.threads(connection, list_scope(connection, "/threads", query, chosen=chosen), sort=sort, limit=SIZE,
                            skip=skipped(query))
    if chosen:
        answer = structs.replace(answer, rows=tuple(threads_told(connection, answer.rows)))
    return list_page("Threads", "threads.html", "/threads", answer, query)


def missing_page(connection: sqlite3.Connection, query: Query, *, chosen: bool = False) -> Page:
    """The papers that are cited and not here."""
    which: Any = one_of(query, "which", WHICH, "known")
    answer = missing(connection, list_scope(connection, "/missing", query, chosen=chosen), which=which, limit=SIZE,
                     skip=skipped(query))
    return list_page("Missing papers", "missing.html", "/missing", answer, query)


def actors_page(connection: sqlite3.Connection, query: Query, *, chosen: bool = False) -> Page:
    """Persons, offices, powers and bodies."""
    kind: Any = one_of(query, "actors", ACTORS, "person")
    among: Any = one_of(query, "among", AMONG, "parties")
    sort: Any = one_of(query, "sort", persons.SORTS, "papers")
    answer = persons.actors(connection, list_scope(connection, "/actors", query, chosen=chosen),
                            persons.Choice(None if kind == "all" else kind, among, sort),
                            limit=SIZE, skip=skipped(query))
    return list_page("Actors", "actors.html", "/actors", answer, query)


def subjects_page(connection: sqlite3.Connection, query: Query, *, chosen: bool = False) -> Page:
    """What the papers are about."""
    sort: Any = one_of(query, "sort", matters.SORTS, "weight")
    scope = list_scope(connection, "/subjects", query, chosen=chosen)
    answer = matters.subjects(connection, scope, sort=sort, limit=SIZE, skip=skipped(query))
    if chosen:
        answer = structs.replace(answer, rows=tuple(subjects_told(connection, answer.rows)))
    return list_page("Subjects", "subjects.html", "/subjects", answer, query)


def gaps_page(connection: sqlite3.Connection, query: Query) -> Page:
    """Numbers that are known from nowhere."""
    answer = gaps(connection, list_scope(connection, "/gaps", query), limit=SIZE, skip=skipped(query))
    return list_page("Gaps", "gaps.html", "/gaps", answer, query)


def ambiguous_page(connection: sqlite3.Connection, query: Query) -> Page:
    """References that mean one of several papers."""
    answer = ambiguous(connection, list_scope(connection, "/ambiguous", query), limit=SIZE, skip=skipped(query))
    return list_page("Ambiguous references", "ambiguous.html", "/ambiguous", answer, query)


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
