"""Searching: the index of a site, made of the archive's own, so that a word finds what it finds there."""

import sqlite3
from collections.abc import Iterator
from datetime import date as Day
from functools import cache
from itertools import islice
from pathlib import Path

from msgspec import Struct

from dragoman.archive.chosen import heads
from dragoman.archive.terms import FIELDS, letters, terms
from dragoman.publish.exporting import Seen
from dragoman.publish.pages.environment import day
from dragoman.publish.site.places import file_of_one
from dragoman.publish.site.shards import Shards, called, figures
from dragoman.publish.words import shorten, visible

FOLDER = "search"
CALLED = {"sender": "from", "recipient": "to", "place": "place", "title": "title"}
ANYWHERE, KIND = "word", "kind"
TITLES = 256                    # papers whose headings stand in one file
LONGEST = 60                    # letters of a word; what is longer is no word, and nobody asks for it
HEADING = 140                   # letters of a heading in a list of hits
DAYS = 366                      # days that a date may span and be told; a longer one as so many


class Indexed(Struct, frozen=True):
    """What a search knows: how many words, of which so many were left out, and how many bytes it takes."""

    words: int
    left: int
    bytes: int


def index(connection: sqlite3.Connection, folder: Path, papers: int, seen: Seen) -> Indexed:
    """Write the index of the chosen papers into a folder of the site. Inside a transaction."""
    into = folder / FOLDER
    into.mkdir()
    fields = {name: Shards(into, name) for name in (ANYWHERE, *CALLED.values())}
    left = count = 0
    for count, term in enumerate(terms(connection), 1):
        seen("words", count)
        if len(term.word) > LONGEST:
            left += 1
            continue
        fields[ANYWHERE].add(term.word, term.papers)
        for name in FIELDS:
            if name in term.fields:
                fields[CALLED[name]].add(term.word, term.fields[name])
    kinds = _titles(connection, into)
    fields[KIND] = Shards(into, KIND)
    for kind in sorted(kinds):
        fields[KIND].add(kind, kinds[kind])
    for shards in fields.values():
        shards.close()
    spans, folded = _letters()
    size = sum(shards.bytes for shards in fields.values())
    size += called(into, "index", {"papers": papers, "titles": TITLES, "spans": spans, "folded": folded,
                                   "first": {name: shards.first for name, shards in fields.items()}})
    return Indexed(count, left, size + _days(connection, into))


@cache
def _letters() -> tuple[list[int], str]:
    """The letters of words, as the ends of their spans, and those that are folded, each followed by what it becomes."""
    spans, folded = letters()
    return [c for span in spans for c in span], "\n".join(f"{c}{told}" for c, told in folded.items())


def _titles(connection: sqlite3.Connection, folder: Path) -> dict[str, list[int]]:
    """Write how each paper is called, so many to a file; the numbers of the papers of each kind."""
    kinds: dict[str, list[int]] = {}
    rows = enumerate(heads(connection))
    part = 0
    while bundle := list(islice(rows, TITLES)):
        told = []
        for number, (name, sender, recipient, title, date, kind, its_number, *_) in bundle:
            kinds.setdefault(str(kind), []).append(number)
            head = f"{sender or '…'} → {recipient or '…'}" if sender or recipient else title or name
            what = f"{day(date)}, {kind}{f' No. {its_number}' if its_number else ''}"
            told.append([visible(shorten(str(head), HEADING)), visible(what), str(name), _file(str(name))])
        called(folder, f"papers-{part}", told)
        part += 1
    return kinds


def _file(name: str) -> str:
    """The file of a paper, where its name does not tell it."""
    file = file_of_one("document", name)
    return "" if file == f"document/{name}.html" else file


def _days(connection: sqlite3.Connection, folder: Path) -> int:
    """Write the first and last day of each paper that has one; those without stand last. Gives the bytes."""
    firsts, spans = list[str](), list[str]()
    before = 0
    for first, last in _dated(connection):
        begins = Day.fromisoformat(first).toordinal()
        firsts.append(figures(begins - before))
        spans.append(figures(Day.fromisoformat(last).toordinal() - begins))
        before = begins
    return called(folder, "days", ["".join(firsts), "".join(spans)])


def _dated(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for *_, first, last in heads(connection):
        if first and last:
            yield first, last
