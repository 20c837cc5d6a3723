"""Folder: an archive as a folder of AnnotationPages, one for each paper, and their AnnotationCollection.

    collection.json             what the collection is, how many annotations it has, its first and last page
    papers/ID.json              the page of a paper: its card, its findings, what people decided about its words
    decisions/1.json            what people decided about anything else, a thousand entries a page
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dragoman import __version__
from dragoman.archive.journal import journal
from dragoman.archive.listing import linked, names
from dragoman.edition.decision import Decision
from dragoman.edition.judged import Judged
from dragoman.edition.reading import Reading
from dragoman.edition.sameness import identities
from dragoman.inquiries.judged import judged
from dragoman.publish.exporting import Exported, Seen, Wanted, told
from dragoman.publish.pages.addresses import keys
from dragoman.publish.webanno.entries import entry, paper_of
from dragoman.publish.webanno.findings import Node, card, finding
from dragoman.publish.webanno.naming import CONTEXT, iri
from dragoman.publish.writing import file_of, put

ENTRIES = 1_000                 # of a page of the journal: a page is read whole
LABEL = "What dragoman found in the papers of an archive, and what people decided about it"


class _Page(NamedTuple):
    """One page: its file, its IRI, its annotations."""

    file: str
    iri: str
    items: list[Node]


class _Journal(NamedTuple):
    """The journal: the identities of its entries, and the entries by the paper that they are about, "" for none."""

    known: dict[int, str]
    of_paper: dict[str, list[Decision]]


def write(connection: sqlite3.Connection, folder: Path, wanted: Wanted, seen: Seen) -> Exported:
    """Write all pages, then the collection; how many papers, annotations and decisions there were."""
    held = _journal(connection)
    collection = iri("collection", _digest(names(connection)))
    first = last = None
    total = papers = 0
    for before, page, after in _between(_pages(connection, held, seen)):
        _write(folder, page.file, _page(page, collection, total, before, after))
        first, last, total = first or page.iri, page.iri, total + len(page.items)
        papers += page.file.startswith("papers/")
    _write(folder, "collection.json", _collection(collection, total, first, last))
    return Exported((("papers", papers), ("annotations", total), ("decisions", len(held.known))))


def _journal(connection: sqlite3.Connection) -> _Journal:
    """The journal, as it is handed out to pages; what takes an entry back stands beside that."""
    every = {d.id: d for d in journal(connection)}
    held = _Journal(identities(every.values()), defaultdict(list))
    for d in every.values():
        held.of_paper[paper_of(d.body if d.undoes is None else every[d.undoes].body) or ""].append(d)
    return held


def _pages(connection: sqlite3.Connection, held: _Journal, seen: Seen) -> Iterator[_Page]:
    """The page of each paper in the order of filing, then those of the journal."""
    for reading in told("papers", linked(connection), seen):
        name = reading.document.id
        yield _Page(f"papers/{file_of(name, '.json')}", iri("page", name), list(_of_paper(connection, reading, held)))
    left = sorted(chain.from_iterable(held.of_paper.values()), key=lambda d: d.id)
    for number, at in enumerate(range(0, len(left), ENTRIES), 1):
        items = [entry(d, held.known) for d in left[at:at + ENTRIES]]
        yield _Page(f"decisions/{number}.json", iri("decisions", str(number)), items)


def _of_paper(connection: sqlite3.Connection, reading: Reading, held: _Journal) -> Iterator[Node]:
    """What stands on the page of a paper."""
    document, decided = reading.document, held.of_paper.pop(reading.document.id, [])
    yield card(reading)
    findings: Iterable[Judged] = map(Judged, reading.annotations)
    if decided:
        findings = judged(connection, document.id).findings
    findings = list(findings)
    for found, key in zip(findings, keys((f.annotation for f in findings), document.text), strict=True):
        if found.verdict != "rejected":
            yield finding(document, found, key, decided, held.known)
    for d in decided:
        yield entry(d, held.known, document.text)


def _between(pages: Iterator[_Page]) -> Iterator[tuple[_Page | None, _Page, _Page | None]]:
    """Each page with the one before and the one after it."""
    before, page = None, next(pages, None)
    while page is not None:
        after = next(pages, None)
        yield before, page, after
        before, page = page, after


def _page(page: _Page, collection: str, start: int, before: _Page | None, after: _Page | None) -> Node:
    node: Node = {"@context": CONTEXT, "id": page.iri, "type": "AnnotationPage", "partOf": collection,
                  "startIndex": start}
    node |= {"prev": before.iri} if before else {}
    node |= {"next": after.iri} if after else {}
    return node | {"items": page.items}


def _collection(collection: str, total: int, first: str | None, last: str | None) -> Node:
    node: Node = {"@context": CONTEXT, "id": collection, "type": "AnnotationCollection", "label": LABEL,
                  "generator": {"id": iri("software", "dragoman"), "type": "Software",
                                "name": f"dragoman {__version__}"}, "total": total}
    return node | ({"first": first, "last": last} if total else {})


def _write(folder: Path, path: str, node: Any) -> None:
    put(folder, path, msgspec.json.format(msgspec.json.encode(node), indent=1) + b"\n")


def _digest(ids: Iterable[str]) -> str:
    """The digest of the ids of papers: the same papers are the same collection."""
    found = blake2b(digest_size=16)
    for name in ids:
        found.update(name.encode() + b"\n")
    return found.hexdigest()
