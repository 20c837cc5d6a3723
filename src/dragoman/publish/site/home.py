"""The first page of a site, and the page on which it is searched."""

import sqlite3

from dragoman.archive import chosen
from dragoman.inquiries.holdings import holdings
from dragoman.publish.exporting import Wanted
from dragoman.publish.pages import addresses
from dragoman.publish.pages.page import Page
from dragoman.publish.pictures.years import years as years_picture
from dragoman.publish.site.searching import Indexed


def home_page(connection: sqlite3.Connection, wanted: Wanted) -> Page:
    """What the site holds, and where one may begin."""
    held = holdings(connection)
    census = chosen.census(connection)
    picture = years_picture(chosen.years(connection),
                            lambda year: addresses.asking("/register", {"date": f"{year:04}"}))
    return Page("What is here", "edition.html", {
        "papers": census.papers, "span": census, "of": held.documents + held.enclosures, "select": wanted.select,
        "pdf": wanted.pdf, "picture": picture, "collections": chosen.collections(connection),
        "holdings": None if wanted.select else held})


def search_page(connection: sqlite3.Connection, index: Indexed) -> Page:
    """Where words are looked for."""
    return Page("Search", "edition_search.html", {"papers": chosen.census(connection).papers, "left": index.left})
