"""The lists of a site: which there are, under which addresses, and the pages of each, one after the other."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec import Struct, structs

from dragoman.archive import chosen
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.subjects import subjects
from dragoman.publish.pages import acts, addresses, lists, single
from dragoman.publish.pages.asked import SIZE, Turning, skipped
from dragoman.publish.pages.narrowing import Query
from dragoman.publish.pages.page import Page
from dragoman.publish.site.ledgers import ledgers_page
from dragoman.publish.site.persons import PERSONS, persons_page
from dragoman.publish.site.places import ENDING, Listed, file_of_one, key_of

Make = Callable[[sqlite3.Connection, Query], Page]
PAIRS = 6                       # of powers that have a ledger
# pages that are worth it only as one: further ones would be as many as pairs of persons
ALONE = frozenset(("/network", "/ledgers"))


class Kept(Struct, frozen=True):
    """A list of the site: its address, what is asked of it on every page, its files, and what makes a page of it."""

    path: str
    query: Mapping[str, str]
    listed: Listed
    make: Make

    @property
    def key(self) -> str:
        """By what it is known."""
        return key_of(self.path, self.query)


def every_list(connection: sqlite3.Connection, *, whole: bool) -> Iterator[Kept]:
    """The lists of a site of all papers, or of those that are chosen.

    What is drawn from all papers of an archive together, and cannot be told of some, is left out of the latter.
    """
    few = not whole
    yield _kept("/register", partial(lists.register_page, chosen=few))
    for n, (name, *_) in enumerate(chosen.collections(connection), 1):
        yield _kept("/register", partial(lists.register_page, chosen=few), f"collection/{n}", {"collection": name})
    yield _kept("/threads", partial(lists.threads_page, chosen=few))
    yield _kept("/missing", partial(lists.missing_page, chosen=few))
    yield _kept("/missing", partial(lists.missing_page, chosen=few), "missing-all", {"which": "all"})
    yield Kept("/persons", {}, Listed(f"persons{ENDING}", PERSONS), persons_page)
    yield _kept("/actors", partial(lists.actors_page, chosen=few))
    yield _kept("/actors", partial(lists.actors_page, chosen=few), "offices", {"actors": "office"})
    yield _kept("/actors", partial(lists.actors_page, chosen=few), "powers", {"actors": "power"})
    yield _kept("/chronicle", partial(acts.chronicle_page, chosen=few))
    yield _kept("/subjects", partial(lists.subjects_page, chosen=few))
    if whole:
        yield from _of_all(connection)
    for row in subjects(connection, Scope(chosen=True) if few else None).rows:
        yield Kept(addresses.subject(row.id), {}, Listed(file_of_one("subject", row.id), SIZE),
                   partial(_subject, row.id, chosen=few))


def pages(connection: sqlite3.Connection, kept: Kept) -> Iterator[tuple[int, Page]]:
    """The pages of a list, each with how many rows it passes over; nothing on them asks for what is not there."""
    skip = 0
    while True:
        page = kept.make(connection, {**kept.query, "skip": str(skip or "")})
        turn: Turning = page.told["turn"]
        if kept.path in ALONE:
            turn = Turning(None, None)
        yield skip, structs.replace(page, told={**page.told, "form": [], "turn": turn})
        if turn.after is None:
            return
        skip += kept.listed.size


def _of_all(connection: sqlite3.Connection) -> Iterator[Kept]:
    yield _kept("/pending", _pending)
    yield _kept("/gaps", lists.gaps_page)
    yield _kept("/network", acts.network_page)
    for ties in ("cites", "reports"):
        yield _kept("/network", acts.network_page, f"network-{ties}", {"ties": ties})
    yield _kept("/ledgers", partial(ledgers_page, most=PAIRS))
    for n, (one, other, *_) in enumerate(chosen.pairs(connection, PAIRS), 1):
        yield Kept("/ledger", {"one": one, "other": other}, Listed(f"ledger/{n}{ENDING}", acts.MOVES), acts.ledger_page)


def _kept(path: str, make: Make, file: str = "", query: Mapping[str, str] | None = None) -> Kept:
    return Kept(path, query or {}, Listed(f"{file or path[1:]}{ENDING}", SIZE), make)


def _pending(connection: sqlite3.Connection, query: Query) -> Page:
    """What was ordered and asked; the first page also tells what each post owes."""
    return acts.pending_page(connection, query if skipped(query) else {**query, "posts": "1"})


def _subject(name: str, connection: sqlite3.Connection, query: Query, *, chosen: bool) -> Page:
    return single.subject_page(connection, name, query, chosen=chosen)
