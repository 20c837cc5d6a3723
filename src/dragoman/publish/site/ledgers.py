"""The page of ledgers: the two powers that act on each other most, each pair with its ledger."""

import sqlite3

from dragoman.archive.chosen import pairs
from dragoman.publish.pages import addresses
from dragoman.publish.pages.asked import Turning
from dragoman.publish.pages.narrowing import Query
from dragoman.publish.pages.page import Page


def ledgers_page(connection: sqlite3.Connection, query: Query, *, most: int) -> Page:
    """The busiest pairs of powers, `most` of them."""
    rows = [(addresses.asking("/ledger", {"one": one, "other": other}), label, across, times)
            for one, other, label, across, times in pairs(connection, most)]
    return Page("Ledgers", "ledgers.html", {"rows": rows, "turn": Turning(None, None)})
