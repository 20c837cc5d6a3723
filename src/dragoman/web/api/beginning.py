"""The addresses that one begins with: what the archive holds, what a search finds and of what kinds that is."""

import sqlite3

from dragoman.inquiries import facets as counting
from dragoman.inquiries import overview as holding
from dragoman.inquiries import search as finding
from dragoman.web.api.asking import answers
from dragoman.web.api.parameters import Asked, text

_QUERY = text("q", "The query, as on the page of searches: words, “phrases”, from:, to:, kind:, date:, in:, and, or, "
                   "not.", required=True)


@answers("/overview", page=False)
def overview(connection: sqlite3.Connection, asked: Asked) -> holding.Overview:
    """What the archive holds at a glance, and what waits for a decision."""
    return holding.overview(connection)


@answers("/search", _QUERY)
def search(connection: sqlite3.Connection, asked: Asked) -> finding.Found:
    """The papers that a query finds, the best first, each with the passages that answer."""
    return finding.search(connection, asked["q"], **asked.page)


@answers("/facets", _QUERY, page=False)
def facets(connection: sqlite3.Connection, asked: Asked) -> counting.Facets:
    """Of the papers that a query finds, how many are of each kind, time, collection, sender and recipient."""
    return counting.facets(connection, asked["q"])


BEGINNING = (overview, search, facets)
