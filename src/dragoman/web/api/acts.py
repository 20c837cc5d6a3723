"""What was done, said, asked and known: chronicle, ledger, pending and outstanding, positions, network, known."""

import sqlite3

from dragoman.archive.ties import KINDS as TIES
from dragoman.archive.ties import LEVELS
from dragoman.inquiries import chronicle as events
from dragoman.inquiries import known as news
from dragoman.inquiries import ledger as moves
from dragoman.inquiries import network as ties
from dragoman.inquiries import outstanding as posts
from dragoman.inquiries import pending as duties
from dragoman.inquiries import positions as stances
from dragoman.inquiries import told
from dragoman.inquiries.answer import Answer
from dragoman.inquiries.who import actors_named
from dragoman.publish.pages.asked import Narrowing, dated
from dragoman.publish.pages.narrowing import MODALITIES, TYPES
from dragoman.web.api.asking import answers
from dragoman.web.api.parameters import Asked, choice, text, tick

_TIME: tuple[Narrowing, ...] = ("date", "place", "collection", "subject")
_ORDERS: tuple[Narrowing, ...] = ("sender", "date", "place", "collection", "number", "subject")
_TIES: tuple[Narrowing, ...] = ("sender", "recipient", "date", "collection", "subject")
_DOUBTFUL = tick("every", "Doubtful ones too.")
_QUESTION = (text("on", "As it stood at the end of this day, month or year."), text("by", "Words for who owes it."),
             choice("state", "Only those that stand so.", duties.STATES),
             choice("force", "Only those of this force.", duties.FORCES),
             tick("asks", "Only what wants an answer."), tick("every", "Less sure ones too, and those of every force."))
_NETWORK = (choice("ties", "Which ties.", TIES, "writes"), choice("level", "Parties as these.", LEVELS, "person"))


@answers("/chronicle", text("by", "Who acts: a power, or a person."), text("against", "Who is acted on."),
         choice("type", "The type of event, by PLOVER.", TYPES), choice("state", "Its modality.", MODALITIES),
         _DOUBTFUL, narrowed=_TIME)
def chronicle(connection: sqlite3.Connection, asked: Asked) -> Answer[told.Event]:
    """What was done, in order of time, each event with all who tell of it."""
    by, against = (actors_named(connection, asked[name]) if asked[name] else None for name in ("by", "against"))
    chosen = events.Chosen(by, against, asked["type"], asked["state"], asked["every"])
    return events.chronicle(connection, asked.scope(connection), chosen, **asked.page)


@answers("/ledger", text("one", "One party: a power, or a person.", required=True),
         text("other", "The other party.", required=True), _DOUBTFUL, narrowed=_TIME)
def ledger(connection: sqlite3.Connection, asked: Asked) -> moves.Ledger:
    """The moves of two parties against each other, with a running balance beside the counts."""
    parties = actors_named(connection, asked["one"]), actors_named(connection, asked["other"])
    return moves.ledger(connection, parties, asked.scope(connection), every=asked["every"], **asked.page)


@answers("/pending", *_QUESTION, narrowed=_ORDERS)
def pending(connection: sqlite3.Connection, asked: Asked) -> Answer[duties.Owed]:
    """What was ordered and asked, who owes it since when, and what became of it."""
    return duties.pending(connection, _question(asked), asked.scope(connection), **asked.page)


@answers("/outstanding", *_QUESTION, narrowed=_ORDERS)
def outstanding(connection: sqlite3.Connection, asked: Asked) -> Answer[posts.Post]:
    """What each post owes, those that owe most answers first."""
    return posts.outstanding(connection, _question(asked), asked.scope(connection), **asked.page)


@answers("/positions", text("who", "Of whom; without it, a subject must be given."),
         narrowed=("recipient", "date", "collection", "subject"))
def positions(connection: sqlite3.Connection, asked: Asked) -> Answer[stances.Position]:
    """What somebody said, offered, refused or demanded on a subject, over time, and where it shifts."""
    return stances.positions(connection, asked["who"], asked.scope(connection), **asked.page)


@answers("/network", *_NETWORK, narrowed=_TIES)
def network(connection: sqlite3.Connection, asked: Asked) -> Answer[ties.Bond]:
    """Who writes to, cites or reports whom, the weightiest ties first."""
    return ties.network(connection, asked.scope(connection), kind=asked["ties"], level=asked["level"], **asked.page)


@answers("/centralities", *_NETWORK, choice("sort", "Highest by which measure.", ties.MEASURES, "pagerank"),
         narrowed=_TIES)
def centralities(connection: sqlite3.Connection, asked: Asked) -> Answer[ties.Place]:
    """Where actors stand in the network: degrees, strengths, betweenness and PageRank."""
    return ties.centralities(connection, asked.scope(connection), kind=asked["ties"], level=asked["level"],
                             by=asked["sort"], page=(asked["limit"], asked["skip"]))


@answers("/known", text("whom", "To whom.", required=True), text("on", "By what day.", required=True),
         choice("status", "Only those of this status.", news.STATUSES),
         narrowed=("sender", "kind", "date", "collection", "subject"))
def known(connection: sqlite3.Connection, asked: Asked) -> Answer[news.Had]:
    """The papers that somebody could have had by a day, and on what that rests."""
    only = (asked["status"],) if asked["status"] else ()
    question = news.Question(asked["whom"], dated(asked["on"]).last.isoformat(), only)
    return news.known(connection, question, asked.scope(connection), **asked.page)


def _question(asked: Asked) -> duties.Question:
    on = dated(asked["on"]).last.isoformat() if asked["on"] else None
    return duties.Question(on, asked["by"], (asked["state"],) if asked["state"] else (),
                           (asked["force"],) if asked["force"] else (), asked["asks"], asked["every"])


ACTS = (chronicle, ledger, pending, outstanding, positions, network, centralities, known)
