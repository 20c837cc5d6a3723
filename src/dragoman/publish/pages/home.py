"""The pages that one begins with: what the archive holds and what waits for a decision; and searching."""

import sqlite3

from dragoman.errors import BadQuery
from dragoman.inquiries.decisions import decisions
from dragoman.inquiries.facets import facets
from dragoman.inquiries.overview import overview
from dragoman.inquiries.search import search
from dragoman.publish.pages import addresses
from dragoman.publish.pages.asked import skipped, turning
from dragoman.publish.pages.narrowing import Query
from dragoman.publish.pages.page import Page
from dragoman.publish.pictures.years import years as years_picture

FOUND = 20                      # papers of one page of a search
MANY_DECISIONS = 2_000          # whether each still fits is looked at up to here


def home_page(connection: sqlite3.Connection, query: Query) -> Page:
    """What the archive holds, and what waits for a decision."""
    held = overview(connection)
    drawn = years_picture([(y.year, y.papers) for y in held.years],
                          lambda year: addresses.asking("/register", {"date": f"{year:04}"}))
    unfit = None
    if held.waiting.decisions <= MANY_DECISIONS:
        unfit = sum(e.unfit is not None for e in decisions(connection).rows)
    return Page("What the archive holds", "home.html", {"held": held, "picture": drawn, "unfit": unfit})


def search_page(connection: sqlite3.Connection, query: Query) -> Page:
    """The papers that a query finds, with hits in context and facets; a query that says nothing is told so."""
    line = query.get("q", "").strip()
    told = {"line": line, "found": None, "facets": None, "wrong": None, "turn": turning("/search", query, 0, 0),
            "skip": 0}
    if not line:
        return Page("Search", "search.html", told)
    try:
        found = search(connection, line, limit=FOUND, skip=skipped(query))
    except BadQuery as error:
        return Page("Search", "search.html", told | {"wrong": error}, 400)
    counted = facets(connection, line) if found.total else None
    total = found.total + (1 if found.more else 0)
    return Page(f"Search: {line}", "search.html", told | {
        "found": found, "facets": counted, "skip": skipped(query),
        "turn": turning("/search", query, len(found.rows), total, FOUND)})


def help_page(connection: sqlite3.Connection, query: Query) -> Page:
    """The keys, and how searches are written."""
    return Page("Keys and manner", "help.html", {})
