"""One thing: a thread, a missing paper, an actor, a subject, the matrix of a question."""

import sqlite3

from dragoman.inquiries import actors as persons
from dragoman.inquiries import hypotheses as weighing
from dragoman.inquiries import missing as absent
from dragoman.inquiries import subjects as matters
from dragoman.inquiries import thread as chains
from dragoman.inquiries.about import subject_named
from dragoman.inquiries.answer import Answer
from dragoman.publish.pages.asked import PLAIN, dated
from dragoman.web.api.asking import answers_of
from dragoman.web.api.parameters import Asked, text


@answers_of("/thread", "The id of a paper of the thread, or of a missing one: “frus1936v03/d12”.")
def thread(connection: sqlite3.Connection, name: str, asked: Asked) -> chains.Chain:
    """The thread of a paper, the missing ones in their places, with what each does."""
    return chains.thread(connection, name)


@answers_of("/missing", "The id of a missing paper, without the “missing/” that it begins with.")
def dossier(connection: sqlite3.Connection, name: str, asked: Asked) -> absent.Dossier:
    """All that is known of a missing paper, with every passage that says so."""
    return absent.dossier(connection, f"missing/{name}")


@answers_of("/actor", "The address of an actor, or a name that is one actor's alone.")
def actor(connection: sqlite3.Connection, name: str, asked: Asked) -> persons.Portrait:
    """One actor in full: its forms, offices, and whom it wrote to and heard from."""
    return persons.portrait(connection, name)


@answers_of("/subject", "The address of a subject, or words that only its name has.", page=True, narrowed=PLAIN)
def subject(connection: sqlite3.Connection, name: str, asked: Asked) -> Answer[matters.Naming]:
    """The papers that name a subject, in order of time, with the sentences that do."""
    return matters.subject(connection, subject_named(connection, name), asked.scope(connection), **asked.page)


@answers_of("/hypotheses", "The address of a question.",
            text("on", "As it could be known at the end of this day, month or year."),
            text("without", "Keys of evidence that does not count, with commas between them."))
def matrix(connection: sqlite3.Connection, name: str, asked: Asked) -> weighing.Matrix:
    """How the evidence fits the answers to a question, and what that comes to."""
    on = dated(asked["on"]).last if asked["on"] else None
    without = tuple(key for key in (asked["without"] or "").split(",") if key)
    return weighing.matrix(connection, name, on=on, without=without)


SINGLE = (thread, dossier, actor, subject, matrix)
