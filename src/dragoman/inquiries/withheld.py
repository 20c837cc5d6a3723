"""Withheld: rows of inquiries without the words of papers that are not chosen.

Of a paper that is not chosen its id, kind, number and day stay, for what is chosen answers or cites it; its heading's
words, its passages, and what it says of others go. `archive.chosen` tells which are chosen.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from msgspec import structs

from dragoman.archive import chosen
from dragoman.inquiries.actors import Portrait
from dragoman.inquiries.subjects import Listed
from dragoman.inquiries.thread import Chain, Node
from dragoman.inquiries.threads import Thread
from dragoman.inquiries.told import Event, Party


def chain_told(connection: sqlite3.Connection, found: Chain) -> Chain:
    """A thread with the words of its chosen papers alone; missing ones are called as these call them."""
    here = {node.id for node in found.nodes if node.held and chosen.is_chosen(connection, node.id)}
    words: dict[str, str] = {}
    for node in found.nodes:
        for tie in (*node.ties, *node.branches) if node.id in here else ():
            if not tie.held and tie.passage:
                words.setdefault(tie.to, tie.passage.quote)
    return structs.replace(found, nodes=tuple(
        node if node.id in here else _bare(node, words.get(node.id)) for node in found.nodes))


def threads_told(connection: sqlite3.Connection, rows: Iterable[Thread]) -> Iterator[Thread]:
    """Threads with the title of the first paper where it is chosen, and the channels of those that are."""
    for row in rows:
        title = row.title if chosen.is_chosen(connection, row.id) else None
        yield structs.replace(row, title=title, channels=tuple(chosen.channels(connection, row.id)))


def events_told(connection: sqlite3.Connection, rows: Iterable[Event]) -> Iterator[Event]:
    """Events with the reports of chosen papers; parties that others name in their own words are not told."""
    for row in rows:
        first = bool(row.reports) and chosen.is_chosen(connection, row.reports[0].paper)
        reports = tuple(r for r in row.reports if chosen.is_chosen(connection, r.paper))
        yield structs.replace(row, reports=reports, papers=len({r.paper for r in reports}),
                              actor=row.actor if first else _known(row.actor),
                              target=row.target if first else _known(row.target))


def subjects_told(connection: sqlite3.Connection, rows: Iterable[Listed]) -> Iterator[Listed]:
    """Subjects with the passages of chosen papers."""
    for row in rows:
        yield structs.replace(row, passages=tuple(
            p for p in row.passages if chosen.is_chosen(connection, p.document)))


def portrait_told(connection: sqlite3.Connection, found: Portrait) -> Portrait:
    """An actor with the names and offices that chosen papers show, and correspondents of whom they tell."""
    forms = tuple(f for f in found.forms if chosen.is_chosen(connection, f.passage.document))
    return structs.replace(
        found, forms=forms, entry=structs.replace(found.entry, forms=len(forms), passage=None),
        tenures=tuple(t for t in found.tenures if chosen.is_chosen(connection, t.passage.document)),
        wrote=tuple(c for c in found.wrote if chosen.is_told_of(connection, c.actor.name)),
        heard=tuple(c for c in found.heard if chosen.is_told_of(connection, c.actor.name)))


def _bare(node: Node, words: str | None) -> Node:
    """A paper of which only its kind, number and day are told; of a missing one also how a chosen paper calls it."""
    return structs.replace(node, sender=None, recipient=None, title=None, words=words, ties=(), branches=(), vague=0)


def _known(party: Party | None) -> Party | None:
    return structs.replace(party, words=None) if party and party.id else None
