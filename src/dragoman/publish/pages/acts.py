"""The pages of what was done, said, asked and known: chronicle, ledger, pending, positions, network, known."""

import sqlite3
from typing import Any

from msgspec import structs

from dragoman.archive.ties import KINDS as TIES
from dragoman.archive.ties import LEVELS
from dragoman.inquiries import known as news
from dragoman.inquiries.actors import Choice, actors
from dragoman.inquiries.answer import Answer, Basis
from dragoman.inquiries.chronicle import Chosen, chronicle
from dragoman.inquiries.ledger import ledger
from dragoman.inquiries.network import MEASURES, centralities, network
from dragoman.inquiries.outstanding import outstanding
from dragoman.inquiries.pending import FORCES, STATES, Question, pending
from dragoman.inquiries.positions import positions
from dragoman.inquiries.told import short
from dragoman.inquiries.who import actors_named
from dragoman.inquiries.withheld import events_told
from dragoman.publish.pages import addresses
from dragoman.publish.pages.asked import SIZE, dated, one_of, skipped
from dragoman.publish.pages.lists import list_page, list_scope
from dragoman.publish.pages.narrowing import Query
from dragoman.publish.pages.page import Page
from dragoman.publish.pictures.chronicle import chronicle as chronicle_picture
from dragoman.publish.pictures.ledger import ledger as ledger_picture
from dragoman.publish.pictures.network import network as network_picture

MOVES = 30                      # of one page of a ledger, whose picture has a line for each
NOTHING = Answer[Any]((), 0, Basis("", 0, 0))


def chronicle_page(connection: sqlite3.Connection, query: Query, *, chosen: bool = False) -> Page:
    """What was done, in order of time, drawn and told."""
    by, against = (actors_named(connection, words) if (words := query.get(name, "").strip()) else None
                   for name in ("by", "against"))
    which = Chosen(by, against, query.get("type") or None, query.get("state") or None, bool(query.get("every")))
    answer = chronicle(connection, list_scope(connection, "/chronicle", query, chosen=chosen), which, limit=SIZE,
                       skip=skipped(query))
    if chosen:
        answer = structs.replace(answer, rows=tuple(events_told(connection, answer.rows)))
    return list_page("Chronicle", "chronicle.html", "/chronicle", answer, query, short=short,
                     picture=chronicle_picture(answer.rows, _event), event=_event, anchor=_anchor)


def ledger_page(connection: sqlite3.Connection, query: Query) -> Page:
    """The moves of two parties against each other."""
    one, other = (query.get(name, "").strip() for name in ("one", "other"))
    if not (one and other):
        return list_page("Ledger", "ledger.html", "/ledger", NOTHING, query, ledger=None, picture="",
                         one=one or other, short=short, pairs=_pairs(connection), anchor=_anchor)
    found = ledger(connection, (actors_named(connection, one), actors_named(connection, other)),
                   list_scope(connection, "/ledger", query), every=bool(query.get("every")), limit=MOVES,
                   skip=skipped(query))
    return list_page("Ledger", "ledger.html", "/ledger", found.answer, query, ledger=found, short=short,
                     picture=ledger_picture(found, _event), pairs=(), anchor=_anchor, size=MOVES)


def pending_page(connection: sqlite3.Connection, query: Query) -> Page:
    """What was ordered and asked, and what became of it."""
    on = query.get("on", "").strip()
    day = dated(on).last.isoformat() if on else None
    states: Any = tuple(s for s in (query.get("state", ""),) if s in STATES)
    forces: Any = tuple(f for f in (query.get("force", ""),) if f in FORCES)
    question = Question(day, query.get("by", "").strip() or None, states, forces, bool(query.get("asks")),
                        bool(query.get("every")))
    scope = list_scope(connection, "/pending", query)
    answer = pending(connection, question, scope, limit=SIZE, skip=skipped(query))
    posts = outstanding(connection, question, scope, limit=SIZE) if query.get("posts") else None
    return list_page("Pending", "pending.html", "/pending", answer, query, posts=posts, on=day)


def positions_page(connection: sqlite3.Connection, query: Query) -> Page:
    """What somebody offered, refused or demanded, over time, and where it shifts."""
    who = query.get("who", "").strip()
    asked = bool(who or query.get("subject", "").strip())
    answer = positions(connection, who or None, list_scope(connection, "/positions", query), limit=SIZE,
                       skip=skipped(query)) if asked else NOTHING
    return list_page("Positions", "positions.html", "/positions", answer, query, asked=asked,
                     pairs=() if asked else _pairs(connection))


def network_page(connection: sqlite3.Connection, query: Query) -> Page:
    """Who writes to, cites and reports whom, drawn and told."""
    kind: Any = one_of(query, "ties", TIES, "writes")
    level: Any = one_of(query, "level", LEVELS, "person")
    by: Any = one_of(query, "sort", MEASURES, "pagerank")
    scope = list_scope(connection, "/network", query)
    answer = network(connection, scope, kind=kind, level=level, limit=SIZE, skip=skipped(query))
    places = centralities(connection, scope, kind=kind, level=level, by=by, page=(SIZE, 0))
    drawn = network_picture(answer.rows, places.rows, addresses.actor)
    return list_page("Network", "network.html", "/network", answer, query, places=places, picture=drawn)


def known_page(connection: sqlite3.Connection, query: Query) -> Page:
    """The papers that somebody could have had by a day."""
    to, on = (query.get(name, "").strip() for name in ("whom", "on"))
    only: Any = tuple(s for s in (query.get("status", ""),) if s in news.STATUSES)
    scope, answer = list_scope(connection, "/known", query), NOTHING
    if to and on:
        question = news.Question(to, dated(on).last.isoformat(), only)
        answer = news.known(connection, question, scope, limit=SIZE, skip=skipped(query))
    return list_page("Known", "known.html", "/known", answer, query, asked=bool(to and on))


def _event(name: str) -> str:
    """Where an event of a list stands on its own page."""
    return f"#{_anchor(name)}"


def _anchor(name: str) -> str:
    """The address of an event in a list: its paper and the number of the finding."""
    return "e-" + "".join(c if c.isalnum() else "-" for c in name)


def _pairs(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The busiest powers, to begin with: address and name."""
    return [(a.id, a.name) for a in actors(connection, None, Choice("power"), limit=8).rows]
