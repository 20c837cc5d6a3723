"""CMIF: the papers as an index of letters, in the Correspondence Metadata Interchange Format 1.1 of the TEI's SIG.

correspSearch and others gather such files. One correspDesc a paper; @evidence and @cert say what is conjecture.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, BinaryIO, NamedTuple

from dragoman.archive.listing import Finding, collections, documents, findings
from dragoman.archive.store import path_of
from dragoman.inquiries.missing import open_records
from dragoman.publish.citations.volumes import volume_title
from dragoman.publish.cmif.absent import absent
from dragoman.publish.cmif.authorities import parties, references
from dragoman.publish.cmif.description import description
from dragoman.publish.cmif.elements import TEI, Element, closed, lines, opened
from dragoman.publish.cmif.header import (
    SCHEMA,
    address_of_paper,
    lacking,
    publication_statement,
    source_descriptions,
    sources_of,
    title_statement,
)
from dragoman.publish.exporting import Exported, Seen, Wanted, told

LETTERS, ABSENT = "letters", "missing papers"
_BEGINNING = ('<?xml version="1.0" encoding="UTF-8"?>\n'
              f'<?xml-model href="{SCHEMA}" type="application/xml" '
              'schematypens="http://relaxng.org/ns/structure/1.0"?>\n')
# bibl of an archive without papers: CMIF demands one
_NOTHING = {"": "a0000000-0000-0000-0000-000000000000"}


class _Tally(NamedTuple):
    """How many were written of each sort, and how many papers of each kind were left out."""

    written: dict[str, int]
    left: Counter[str]


def cmif(connection: sqlite3.Connection, file: BinaryIO, wanted: Wanted, seen: Seen) -> Exported:
    """Write the papers, and where they are wanted the missing ones, as one CMIF file.

    Papers that name neither sender nor recipient are no letters to CMIF; how many they are is remarked.
    """
    tally = _Tally({LETTERS: 0} | ({ABSENT: 0} if wanted.missing else {}), Counter())
    for part in _parts(connection, wanted, tally, seen):
        file.write(part.encode())
    return Exported(tuple(tally.written.items()), remarks=tuple(_remarks(wanted, tally)))


def _parts(connection: sqlite3.Connection, wanted: Wanted, tally: _Tally, seen: Seen) -> Iterator[str]:
    """The file, some lines at a time."""
    archive, sources = path_of(connection).stem, sources_of(collections(connection), wanted)
    yield f'{_BEGINNING}<TEI xmlns="{TEI}">\n{opened("teiHeader", 1)}{opened("fileDesc", 2)}'
    yield lines(title_statement(wanted, archive), 3) + lines(publication_statement(wanted, archive), 3)
    yield opened("sourceDesc", 3)
    titles = {collection: volume_title(connection, collection) for collection in sources}
    for bibl in source_descriptions(sources or _NOTHING, titles, wanted):
        yield lines(bibl, 4)
    yield closed("sourceDesc", 3) + closed("fileDesc", 2) + opened("profileDesc", 2)
    for element in _descriptions(connection, sources, wanted, tally, seen):
        yield lines(element, 3)
    yield closed("profileDesc", 2) + closed("teiHeader", 1)
    yield lines(Element("text", {}, [Element("body", {}, [Element("p", {})])]), 1) + "</TEI>\n"


def _descriptions(connection: sqlite3.Connection, sources: Mapping[str, str], wanted: Wanted, tally: _Tally,
                  seen: Seen) -> Iterator[Element]:
    """The correspDesc of each paper and each missing one; what is left out is counted."""
    registered = references(connection)
    for row, found in told("papers", _headed(connection), seen):
        address = address_of_paper(row["name"], wanted)
        attributes = ({"ref": address} if address else {}) | {"source": f"#{sources[row['collection']]}"}
        element = description(row["name"], found, attributes, parties(connection, row["name"], registered))
        if element is None:
            tally.left[row["kind"]] += 1
        else:
            tally.written[LETTERS] += 1
            yield element
    for record in told(ABSENT, open_records(connection), seen) if wanted.missing else ():
        element = absent(connection, record, sources)
        if element is None:
            tally.left[ABSENT] += 1
        else:
            tally.written[ABSENT] += 1
            yield element


def _headed(connection: sqlite3.Connection) -> Iterator[tuple[dict[str, Any], list[Finding]]]:
    """Each paper's columns with what was found in its heading; both come in the order of filing."""
    groups = groupby(findings(connection, "heading"), key=lambda f: f.document)
    name, group = next(groups, (None, None))
    for row, _ in documents(connection):
        if row["name"] == name and group is not None:
            yield row, list(group)
            name, group = next(groups, (None, None))
        else:
            yield row, []


def _remarks(wanted: Wanted, tally: _Tally) -> Iterator[str]:
    """What was left out and why, and what a person has to give."""
    papers = sum(count for kind, count in tally.left.items() if kind != ABSENT)
    of = tally.written[LETTERS] + papers
    if papers:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in tally.left.most_common() if kind != ABSENT)
        yield f"{papers:,} of {of:,} papers name neither sender nor recipient and were left out: {kinds}."
    if nameless := tally.left[ABSENT]:
        yield (f"{nameless:,} of {nameless + tally.written[ABSENT]:,} missing papers were left out: neither sender nor "
               "recipient is known.")
    if lack := lacking(wanted):
        yield lack
