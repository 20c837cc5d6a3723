"""The pages of what was done, said, asked and known: chronicle, ledger, pending, positions, network, known."""

import sqlite3
from typing import Any, get_args

from dragoman.archive.ties import KINDS as TIES
from dragoman.archive.ties import LEVELS
from dragoman.edition.annotation import Event as Finding
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
from dragoman.publish.pages import addresses
from dragoman.publish.pages.asked import SIZE, Entry, Narrowing, choice, dated, entries, one_of, scope_of, skipped
from dragoman.publish.pages.lists import Query, list_page
from dragoman.publish.pages.page import Page
from dragoman.publish.pictures.chronicle import chronicle as chronicle_picture
from dragoman.publish.pictures.ledger import ledger as ledger_picture
from dragoman.publish.pictures.network import network as network_picture

_TIME: tuple[Narrowing, ...] = ("date", "place", "collection", "subject")
TYPES: tuple[str, ...] = get_args(Finding.__annotations__["type"])
MODALITIES: tuple[str, ...] = get_args(Finding.__annotations__["modality"])
DRAWN = 200                     # marks of one picture of the chronicle; a list page has fewer
TIED = 60                       # bonds from which the picture of a network is made
NOTHING = Answer[Any]((), 0, Basis("", 0, 0))


def chronicle_page(connection: sqlite3.Connection, query: Query) -> Page:
    """What was done, in order of time, drawn and told."""
    by, against = (actors_named(connection, words) if (words := query.get(name, "").strip()) else None
                   for name in ("by", "against"))
    chosen = Chosen(by, against, query.get("type") or None, query.get("state") or None, bool(query.get("every")))
    answer = chronicle(connection, scope_of(connection, query, _TIME), chosen, limit=SIZE, skip=skipped(query))
    form = entries(query, _TIME, Entry("by", "By", query.get("by", "")),
                   Entry("against", "Against", query.get("against", "")), choice(query, "type", "Type", TYPES),
                   choice(query, "state", "Modality", MODALITIES),
                   Entry("every", "doubtful ones too", query.get("every", ""), tick=True))
    return list_page("Chronicle", "chronicle.html", "/chronicle", answer, query, form, short=short,
                     picture=chronicle_picture(answer.rows, _event), event=_event, anchor=_anchor)


def ledger_page(connection: sqlite3.Connection, query: Query) -> Page:
    """The moves of two parties against each other."""
    one, other = (query.get(name, "").strip() for name in ("one", "other"))
    form = entries(query, _TIME, Entry("one", "One party", one), Entry("other", "The other", other),
                   Entry("every", "doubtful ones too", query.get("every", ""), tick=True))
    if not (one and other):
        return list_page("Ledger", "ledger.html", "/ledger", NOTHING, query, form, ledger=None, picture="",
                         short=short, pairs=_pairs(connection), anchor=_anchor)
    found = ledger(connection, (actors_named(connection, one), actors_named(connection, other)),
                   scope_of(connection, query, _TIME), every=bool(query.get("every")), limit=SIZE, skip=skipped(query))
    return list_page("Ledger", "ledger.html", "/ledger", found.answer, query, form, ledger=found, short=short,
                     picture=ledger_picture(found, _event), pairs=(), anchor=_anchor)


def pending_page(connection: sqlite3.Connection, query: Query) -> Page:
    """What was ordered and asked, and what became of it."""
    fields: tuple[Narrowing, ...] = ("sender", "date", "place", "collection", "number", "subject")
    on = query.get("on", "").strip()
    day = dated(on).last.isoformat() if on else None
    states: Any = tuple(s for s in (query.get("state", ""),) if s in STATES)
    forces: Any = tuple(f for f in (query.get("force", ""),) if f in FORCES)
    question = Question(day, query.get("by", "").strip() or None, states, forces, bool(query.get("asks")),
                        bool(query.get("every")))
    scope = scope_of(connection, query, fields)
    answer = pending(connection, question, scope, limit=SIZE, skip=skipped(query))
    posts = outstanding(connection, question, scope, limit=SIZE) if query.get("posts") else None
    form = entries(query, fields, Entry("on", "As it stood on", on), Entry("by", "Owed by", query.get("by", "")),
                   choice(query, "state", "State", STATES), choice(query, "force", "Force", FORCES),
                   Entry("asks", "wanting an answer", query.get("asks", ""), tick=True),
                   Entry("every", "less sure ones too", query.get("every", ""), tick=True))
    return list_page("Pending", "pending.html", "/pending", answer, query, form, posts=posts, on=day)


def positions_page(connection: sqlite3.Connection, query: Query) -> Page:
    """What somebody offered, refused or demanded, over time, and where it shifts."""
    fields: tuple[Narrowing, ...] = ("recipient", "date", "collection", "subject")
    who = query.get("who", "").strip()
    form = entries(query, fields, Entry("who", "Of whom", who))
    asked = bool(who or query.get("subject", "").strip())
    answer = positions(connection, who or None, scope_of(connection, query, fields), limit=SIZE,
                       skip=skipped(query)) if asked else NOTHING
    return list_page("Positions", "positions.html", "/positions", answer, query, form, asked=asked,
                     pairs=() if asked else _pairs(connection))


def network_page(connection: sqlite3.Connection, query: Query) -> Page:
    """Who writes to, cites and reports whom, drawn and told."""
    fields: tuple[Narrowing, ...] = ("sender", "recipient", "date", "collection", "subject")
    kind: Any = one_of(query, "ties", TIES, "writes")
    level: Any = one_of(query, "level", LEVELS, "person")
    by: Any = one_of(query, "sort", MEASURES, "pagerank")
    scope = scope_of(connection, query, fields)
    answer = network(connection, scope, kind=kind, level=level, limit=SIZE, skip=skipped(query))
    places = centralities(connection, scope, kind=kind, level=level, by=by, page=(SIZE, 0))
    form = entries(query, fields, choice(query, "ties", "Ties", TIES, "writes"),
                   choice(query, "level", "Parties as", LEVELS, "person"),
                   choice(query, "sort", "Actors by", MEASURES, "pagerank"))
    drawn = network_picture(answer.rows[:TIED], places.rows, addresses.actor)
    return list_page("Network", "network.html", "/network", answer, query, form, places=places, picture=drawn)


def known_page(connection: sqlite3.Connection, query: Query) -> Page:
    """The papers that somebody could have had by a day."""
    fields: tuple[Narrowing, ...] = ("sender", "kind", "date", "collection", "subject")
    to, on = (query.get(name, "").strip() for name in ("whom", "on"))
    only: Any = tuple(s for s in (query.get("status", ""),) if s in news.STATUSES)
    form = entries(query, fields, Entry("whom", "To whom", to), Entry("on", "By what day", on),
                   choice(query, "status", "How", news.STATUSES))
    answer = news.known(connection, news.Question(to, dated(on).last.isoformat(), only),
                        scope_of(connection, query, fields), limit=SIZE, skip=skipped(query)) if to and on else NOTHING
    return list_page("Known", "known.html", "/known", answer, query, form, asked=bool(to and on))


def _event(name: str) -> str:
    """Where an event of a list stands on its own page."""
    return f"#{_anchor(name)}"


def _anchor(name: str) -> str:
    """The address of an event in a list: its paper and the number of the finding."""
    return "e-" + "".join(c if c.isalnum() else "-" for c in name)


def _pairs(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The busiest powers, to begin with: address and name."""
    return [(a.id, a.name) for a in actors(connection, None, Choice("power"), limit=8).rows]
