"""The specimen as its key reads it: what the readers of prose found is replaced by what they must find.

Headings and apparatus stay the program's own, which the tests of the specimen hold right; names keep what the program
knows of them beyond the key (mentions, offices). So an inquiry can be compared with its key apart from the readers.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import structs

from dragoman.archive.filing import Read
from dragoman.archive.freshness import fingerprint
from dragoman.archive.intake import Item, plan
from dragoman.archive.keeping import keep, settle
from dragoman.archive.rows import row_of
from dragoman.archive.store import open_archive
from dragoman.edition.annotation import (
    Annotation,
    Assessment,
    Body,
    DateFinding,
    Directive,
    Event,
    Name,
    Reference,
    Statement,
)
from dragoman.edition.problem import Problem
from dragoman.edition.reading import Reading
from dragoman.edition.voice import voiced
from dragoman.pipeline import read_file, readers_now
from dragoman.sources.opening import files_in
from dragoman.specimen import inquiries, key, papers

PROSE: dict[str, tuple[str, type[Body]]] = {
    "names": ("name", Name), "dates": ("date", DateFinding), "references": ("reference", Reference),
    "statements": ("statement", Statement), "directives": ("directive", Directive),
    "assessments": ("assessment", Assessment), "events": ("event", Event)}
PARTIES = ("actor", "target", "speaker", "hearer", "addressee", "holder")
# the reason of every finding of the key: it names no word that the reader went by, for a person marked it
RULE = "marked by a person; weighed 1.00"
Finding = dict[str, Any]


def file_keyed(archive: Path) -> sqlite3.Connection:
    """An archive of the specimen's papers with the findings of the key, open."""
    connection = open_archive(archive, write=True)
    paths = [p for p in files_in(str(papers())) if isinstance(p, Path)]
    reads = [Read(item.name, item.digest, item.size, [row_of(r) for r in _keyed(item.path)], [])
             for item in plan(connection, paths, readers_now()) if isinstance(item, Item)]
    for _ in keep(connection, reads, readers_now()):
        pass
    for _ in settle(connection, fingerprint("dragoman.resolution")):
        pass
    return connection


def _keyed(path: Path) -> Iterator[Reading]:
    """The papers of a file with the key's findings."""
    for reading in read_file(path):
        assert not isinstance(reading, Problem)
        document = reading.document
        kept = [a for a in reading.annotations if a.layer not in {layer for layer, _ in PROSE.values()}]
        for plural, at, finding in findings_of(document.id):
            layer, body = PROSE[plural]
            end = at + len(finding["quote"])
            assert document.text[at:end] == finding["quote"]
            read = _read(reading.annotations, layer, at, end)
            found = (_name if layer == "name" else _made)(body, finding, read, reading)
            kept.append(Annotation(layer, at, end, found, RULE))
        yield Reading(document, tuple(voiced(document, sorted(kept, key=lambda a: (a.start, a.end)))))


@cache
def findings_of(paper: str) -> tuple[tuple[str, int, Finding], ...]:
    """The key's findings of one paper or enclosure: the plural of the layer, offset in its own text, and the finding."""
    carrier = next(p for p in key()["papers"] if paper == p["id"] or paper.startswith(p["id"] + "/"))
    inside = {e["id"]: (e["start"], e["end"]) for e in carrier["enclosures"]}
    means = {(a["paper"], a["start"], a["quote"], a["field"]): a["is"] for a in inquiries()["antecedents"]}
    found = []
    for plural in PROSE:
        for f in carrier[plural]:
            holder = next((i for i, (start, end) in inside.items() if start <= f["start"] < end), carrier["id"])
            if holder == paper:
                told = {field: means.get((carrier["id"], f["start"], f["quote"], field), f[field])
                        for field in PARTIES if field in f}
                found.append((plural, f["start"] - inside.get(paper, (0, 0))[0], {**f, **told}))
    return tuple(found)


def _read(annotations: Sequence[Annotation], layer: str, start: int, end: int) -> Annotation | None:
    """What the program read there: the finding of the layer that shares most with a span, at least half of the shorter."""
    def shared(a: Annotation) -> int:
        return min(a.end, end) - max(a.start, start)
    near = [a for a in annotations if a.layer == layer and 2 * shared(a) >= min(end - start, a.end - a.start) > 0]
    return max(near, key=shared, default=None)


def _made(body: type[Body], finding: Finding, read: Annotation | None, reading: Reading) -> Body:
    """The body of a finding; fields that the key does not give are the program's where it read the same."""
    given = {f.name: finding[f.name] for f in structs.fields(body) if f.name in finding}
    given.pop("status", None)
    given.pop("target", None) if body is Reference else None
    for field in PARTIES:
        if given.get(field) and reading.document.enclosed_in:
            given[field] = _own(given[field], reading)
    return structs.replace(read.body, **given) if read and isinstance(read.body, body) else body(**given)


def _own(words: str, reading: Reading) -> str:
    """In an enclosure the key names its parties, the program says writer and addressee."""
    docket = reading.docket()
    for role, sides in (("writer", docket.sender), ("addressee", docket.recipient)):
        if any(s.name and words.split()[-1] == s.name.split()[-1] for s in sides):
            return role
    return words


def _name(body: type[Body], finding: Finding, read: Annotation | None, reading: Reading) -> Body:
    """A name under the key's label; what more the program knows of it is kept."""
    same = next((a.body for a in reading.annotations if isinstance(a.body, Name)
                 and (a.body.kind, a.body.label) == (finding["kind"], finding["label"])), None)
    mentions = tuple(m.span() for m in re.finditer(rf"\b{re.escape(finding['quote'])}\b", reading.document.text))
    return same or Name(finding["kind"], finding["label"], mentions=mentions)
