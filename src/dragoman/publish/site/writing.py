"""Writes a site: every page of an archive, or of chosen papers, as a file in a folder, with what it is made up with."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, structs

from dragoman.archive import chosen
from dragoman.archive.naming import name_persons
from dragoman.archive.query import parse
from dragoman.archive.search import every
from dragoman.archive.store import path_of
from dragoman.errors import NothingSelected
from dragoman.publish import faces
from dragoman.publish.exporting import Exported, Seen, Wanted, told, waiting
from dragoman.publish.pages.document import document_page
from dragoman.publish.pages.page import Page, Site, shown
from dragoman.publish.pages.single import actor_page, missing_paper_page, thread_page
from dragoman.publish.pdf.edition import bound, write_pdf
from dragoman.publish.site import searching
from dragoman.publish.site.home import home_page, search_page
from dragoman.publish.site.linking import linked
from dragoman.publish.site.lists import Kept, every_list, pages
from dragoman.publish.site.places import SINGLE, Place, file_of_one, page_of, places
from dragoman.publish.writing import put

NAVIGATION = (
    ("/register", "Register"), ("/threads", "Threads"), ("/missing", "Missing"), ("/persons", "Persons"),
    ("/chronicle", "Chronicle"), ("/ledgers", "Ledgers"), ("/pending", "Pending"), ("/subjects", "Subjects"),
    ("/actors", "Actors"), ("/network", "Network"), ("/gaps", "Gaps"))
UNBOUND = "There are no papers to print; the PDF was left out."


class Written(NamedTuple):
    """What has been made of a page: its kind, its file, and the page."""

    kind: str
    file: str
    page: Page
    here: str = ""


class Folder(Struct, frozen=True):
    """Where a site is written: the folder, what all its pages have in common, and where each address has its file."""

    path: Path
    site: Site
    place: Place

    def write(self, made: Written) -> None:
        """Write a page."""
        html = shown(made.page, structs.replace(self.site, here=made.here))
        data = linked(html, made.file, self.place).encode("utf-8", "replace")
        put(self.path, made.file, data)


def write(connection: sqlite3.Connection, folder: Path, wanted: Wanted, seen: Seen) -> Exported:
    """Write the site of an archive into an empty folder. Inside a transaction.

    `wanted.select` is a query of the papers that are given, as `inquiries.search` has it; all where it is empty.
    With `wanted.pdf` the same papers stand in a file of that name, for print. Raises BadQuery, NothingSelected where no
    paper fits, and with a PDF what `write_pdf` raises.
    """
    select, whole = wanted.select or "", not wanted.select
    papers = chosen.choose(connection, None if whole else every(connection, parse(select)))
    if not papers and not whole:
        raise NothingSelected(select)
    remarks = []
    if wanted.pdf and papers:
        bound(connection, wanted.select)
    elif wanted.pdf:
        wanted, remarks = structs.replace(wanted, pdf=None), [UNBOUND]
    persons = name_persons(connection)
    lists = list(every_list(connection, whole=whole))
    there = {kept.key: kept.listed for kept in lists}
    known = {kept.path for kept in lists}
    site = Site(wanted.title or path_of(connection).stem,
                navigation=tuple(page for page in NAVIGATION if page[0] in known))
    into = Folder(folder, site, places(connection, there, whole=whole))
    if wanted.pdf:
        with (folder / wanted.pdf).open("wb") as file:
            write_pdf(connection, file, wanted.select, wanted.title, seen)
    counts: Counter[str] = Counter()
    index = searching.index(connection, folder, papers, seen)
    _dress(folder)
    for made in _every_page(connection, lists, wanted, index, seen):
        into.write(made)
        counts[made.kind] += 1
    return Exported((("pages", counts.total()), ("papers", counts["papers"]), ("persons", persons),
                     ("missing papers", counts["missing papers"]), ("words", index.words),
                     *((("PDFs", 1),) if wanted.pdf else ())), remarks=(*waiting(connection), *remarks))


def _every_page(connection: sqlite3.Connection, lists: Iterable[Kept], wanted: Wanted, index: searching.Indexed,
                seen: Seen) -> Iterator[Written]:
    """Every page of the site."""
    whole, few = not wanted.select, bool(wanted.select)
    yield Written("single", SINGLE["/"], home_page(connection, wanted), "/")
    yield Written("single", SINGLE["/search"], search_page(connection, index), "/search")
    yield from _things(connection, "papers", "document", chosen.papers(connection), document_page, seen)
    yield from _things(connection, "threads", "thread", chosen.threads(connection),
                       partial(thread_page, chosen=few), seen)
    records = (name.partition("/")[2] for name in chosen.records(connection, whole=whole))
    yield from _things(connection, "missing papers", "missing", records, partial(missing_paper_page, chosen=few), seen)
    yield from _things(connection, "actors", "actor", chosen.actors(connection),
                       partial(actor_page, chosen=few), seen)
    yield from told("pages of lists", _of_lists(connection, lists), seen)


def _of_lists(connection: sqlite3.Connection, lists: Iterable[Kept]) -> Iterator[Written]:
    for kept in lists:
        for skip, page in pages(connection, kept):
            yield Written("lists", page_of(kept.listed, skip), page, kept.path)


def _things(connection: sqlite3.Connection, what: str, kind: str, names: Iterable[str],
            make: Callable[[sqlite3.Connection, str, Mapping[str, str]], Page], seen: Seen) -> Iterator[Written]:
    """The pages of all things of a kind."""
    for name in told(what, names, seen):
        yield Written(what, file_of_one(kind, name), make(connection, name, {}))


def _dress(folder: Path) -> None:
    """Copy what pages are made up with."""
    into = folder / "assets"
    into.mkdir()
    for path in [*faces.ASSETS.glob("*"), *(faces.FONTS / name for name in faces.FACES)]:
        shutil.copyfile(path, into / path.name)
