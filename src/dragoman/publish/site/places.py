"""Places: where in the folder of a site each address of the workbench has its file, if it has one.

Addresses are those of `pages.addresses`, by which all pages send to one another. A page of a list is known by its
address and by what is asked of it, but for the rows that are passed over; its further pages stand in a folder of its
name. A passage is sent to by the line that it begins in.
"""

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from msgspec import Struct

from dragoman.archive import chosen
from dragoman.publish.pages.typeset import anchors
from dragoman.publish.writing import file_of

ENDING = ".html"
REMEMBERED = 2_000              # addresses whose places are kept in mind
OPEN = 200                      # papers whose lines are
# pages that are one file, and those of one thing, each in a folder of its kind
SINGLE = {"/": "index.html", "/search": "search.html"}
YEAR = 4                        # figures of a year


class Listed(Struct, frozen=True):
    """A list of the site: its first file, and how many rows stand on each page."""

    file: str
    size: int


Lists = Mapping[str, Listed]
Place = Callable[[str], str | None]


def key_of(path: str, query: Mapping[str, str]) -> str:
    """By what a list is known: its address with what is asked of it, in one order, whatever page it is."""
    asked = sorted((name, value) for name, value in query.items() if value and name != "skip")
    return f"{path}?{asked}" if asked else path


def page_of(listed: Listed, skip: int) -> str:
    """The file of the page of a list that passes over so many rows."""
    number = skip // listed.size + 1
    return listed.file if number == 1 else f"{listed.file.removesuffix(ENDING)}/{number}{ENDING}"


def file_of_one(kind: str, name: str) -> str:
    """The file of the page of one thing."""
    return f"{kind}/{file_of(name, ENDING)}"


def relative(place: str, here: str) -> str:
    """A place in the site as a link from a file of it."""
    return "../" * here.count("/") + place


def places(connection: sqlite3.Connection, lists: Lists, *, whole: bool) -> Place:
    """A function from an address to its place in the folder, quoted as a link has it; None for what the site has not.

    `lists` are all that the site has; `whole` is whether all papers of the archive are there.
    """
    line = _line(connection)
    exists: Mapping[str, Callable[[str], str | None]] = {
        "document": lambda name: name if chosen.is_chosen(connection, name) else None,
        "thread": lambda name: chosen.thread_of(connection, name),
        "missing": lambda name: name if chosen.is_record(connection, f"missing/{name}", whole=whole) else None,
        "actor": lambda name: name if chosen.is_told_of(connection, name) else None}

    @lru_cache(maxsize=REMEMBERED)
    def place(address: str) -> str | None:
        parts = urlsplit(address)
        if parts.path.startswith("/assets/"):
            return address[1:]
        query = dict(parse_qsl(parts.query))
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        kind, _, name = unquote(parts.path[1:]).partition("/")
        if parts.path == "/register" and list(query) == ["date"]:
            return _year(connection, lists, query["date"])
        if not name or key_of(parts.path, query) in lists:
            listed = _listed(parts.path, query, lists)
            return listed and listed + fragment
        found = exists[kind](name) if kind in exists else None
        if found is None:
            return None
        if kind == "document" and "at" in query:
            fragment = line(name, int(query["at"].partition("-")[0]))
        return quote(file_of_one(kind, found)) + fragment
    return place


def _listed(path: str, query: Mapping[str, str], lists: Lists) -> str | None:
    """The place of a page of a list, or of a page that is there once."""
    listed = lists.get(key_of(path, query))
    if listed is None:
        return SINGLE.get(path) if not query else None
    return quote(page_of(listed, int(query.get("skip") or 0)))


def _year(connection: sqlite3.Connection, lists: Lists, year: str) -> str | None:
    """Where in the register a year begins."""
    register = lists.get("/register")
    if register is None or len(year) != YEAR:
        return None
    before = chosen.chosen_before(connection, year)
    return f"{page_of(register, before)}#r{before + 1}"


def _line(connection: sqlite3.Connection) -> Callable[[str, int], str]:
    """A function from a paper and an offset in it to the line that has the offset, as the end of a link."""
    @lru_cache(maxsize=OPEN)
    def lines(name: str) -> tuple[Sequence[int], Sequence[str]]:
        found = chosen.lines(connection, name)
        told = sorted(anchors(*found)) if found else []
        return [start for start, _ in told], [anchor for _, anchor in told]

    def line(name: str, offset: int) -> str:
        starts, names = lines(name)
        at = bisect_right(starts, offset) - 1
        return f"#{names[max(at, 0)]}" if names else ""
    return line
