"""The lists of an archive: register, threads, missing papers, gaps, actors, subjects, what is ambiguous, the journal,
problems."""

import sqlite3
from typing import get_args

from dragoman.inquiries import actors as persons
from dragoman.inquiries import ambiguous as doubts
from dragoman.inquiries import decisions as deciding
from dragoman.inquiries import gaps as series
from dragoman.inquiries import hypotheses as weighing
from dragoman.inquiries import missing as absent
from dragoman.inquiries import problems as unread
from dragoman.inquiries import register as registers
from dragoman.inquiries import subjects as matters
from dragoman.inquiries import threads as chains
from dragoman.inquiries.answer import Answer
from dragoman.publish.pages.asked import PLAIN, Narrowing
from dragoman.web.api.asking import answers
from dragoman.web.api.parameters import Asked, choice

_RECORDS: tuple[Narrowing, ...] = ("sender", "recipient", "kind", "date", "number", "collection", "subject", "channel")
_ORDER = "In which order."


@answers("/register", narrowed=(*PLAIN, "number", "channel", "cited_by"))
def register(connection: sqlite3.Connection, asked: Asked) -> Answer[registers.Entry]:
    """Every paper in order of time, with what it cites and how often it is cited."""
    return registers.register(connection, asked.scope(connection), **asked.page)


@answers("/threads", choice("sort", _ORDER, chains.SORTS, "papers"), narrowed=PLAIN)
def threads(connection: sqlite3.Connection, asked: Asked) -> Answer[chains.Thread]:
    """The threads of papers that answer one another."""
    return chains.threads(connection, asked.scope(connection), sort=asked["sort"], **asked.page)


@answers("/missing", choice("which", "Those with a number or a day, all that are open, or those since found.",
                            absent.Which, "known"), narrowed=_RECORDS)
def missing(connection: sqlite3.Connection, asked: Asked) -> Answer[absent.Missing]:
    """The papers that are cited and not here."""
    return absent.missing(connection, asked.scope(connection), which=asked["which"], **asked.page)


@answers("/gaps", narrowed=("sender", "recipient", "date", "collection", "channel"))
def gaps(connection: sqlite3.Connection, asked: Asked) -> Answer[series.Run]:
    """Numbers of a channel's series that are known from nowhere, run by run."""
    return series.gaps(connection, asked.scope(connection), **asked.page)


@answers("/actors", choice("actors", "Of which kind.", (*persons.KINDS, "all"), "person"),
         choice("among", "The parties of papers, those whom texts name as well, or those of whom it is a question who "
                         "they are.", get_args(persons.Among), "parties"),
         choice("sort", _ORDER, persons.SORTS, "papers"),
         narrowed=("sender", "recipient", "date", "place", "collection", "subject"))
def actors(connection: sqlite3.Connection, asked: Asked) -> Answer[persons.Entry]:
    """Persons, offices, powers and bodies, under all their names."""
    kind = None if asked["actors"] == "all" else asked["actors"]
    return persons.actors(connection, asked.scope(connection),
                          persons.Choice(kind, asked["among"], asked["sort"]), **asked.page)


@answers("/subjects", choice("sort", _ORDER, matters.SORTS, "weight"), narrowed=PLAIN[:-1])
def subjects(connection: sqlite3.Connection, asked: Asked) -> Answer[matters.Listed]:
    """What the papers are about, found without a list."""
    return matters.subjects(connection, asked.scope(connection), sort=asked["sort"], **asked.page)


@answers("/ambiguous", narrowed=PLAIN)
def ambiguous(connection: sqlite3.Connection, asked: Asked) -> Answer[doubts.Ambiguous]:
    """References that mean one of several papers, which the program does not choose among."""
    return doubts.ambiguous(connection, asked.scope(connection), **asked.page)


@answers("/hypotheses")
def hypotheses(connection: sqlite3.Connection, asked: Asked) -> Answer[weighing.Listed]:
    """The questions that people weigh, those decided about last first."""
    return weighing.hypotheses(connection, **asked.page)


@answers("/decisions")
def decisions(connection: sqlite3.Connection, asked: Asked) -> Answer[deciding.Entry]:
    """The journal of what people decided, entry by entry from the first; and whether each still fits the papers."""
    return deciding.decisions(connection, **asked.page)


@answers("/problems")
def problems(connection: sqlite3.Connection, asked: Asked) -> Answer[unread.Unread]:
    """What could not be read, file by file."""
    return unread.problems(connection, **asked.page)


LISTS = (register, threads, missing, gaps, actors, subjects, ambiguous, hypotheses, decisions, problems)
