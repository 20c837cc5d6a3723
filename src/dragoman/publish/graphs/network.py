"""Network: nodes and edges with what they carry, whatever the form in which they are written."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2s
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from dragoman.publish.citations.bibtex import key_of
from dragoman.publish.fitting import fit

OPEN_START, OPEN_END = "0001-01-01", "9999-12-31"       # the days of a date that is open on one side
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MISSING = "missing/"            # how addresses of missing papers begin


class Node(NamedTuple):
    """A node: `id` is what edges call it, `start` the day since when it is there, None where that is not known."""

    id: str
    label: str
    start: str | None
    record: Struct


class Edge(NamedTuple):
    """A directed edge: `start` and `end` are the first and last day on which it can have been made."""

    source: str
    target: str
    label: str
    weight: float
    start: str | None
    end: str | None
    record: Struct


class Network(Struct, frozen=True):
    """A network of an archive. `node` and `edge` are the types of the records that its nodes and edges carry.

    `told` says in words what is in it and what is left out, with numbers.
    """

    name: str
    node: type[Struct]
    edge: type[Struct]
    nodes: Callable[[sqlite3.Connection], Iterator[Node]]
    edges: Callable[[sqlite3.Connection], Iterator[Edge]]
    told: Callable[[sqlite3.Connection], str]


def paper_id(address: str) -> str:
    """The id of the node of a paper; no missing paper has it. It is the key of the paper's BibTeX entry as well.

    Letters, figures and ".:_-" only: GraphML has NMTOKENs for ids.
    """
    if not address.startswith(MISSING):
        return key_of(address)
    return f"{key_of(address)}_{blake2s(address.encode('utf-8', 'surrogatepass'), digest_size=6).hexdigest()}"


def bounds(first: str | None, last: str | None) -> tuple[str | None, str | None]:
    """The first and last day of a date, None where it is open or not known."""
    return None if first == OPEN_START else first, None if last == OPEN_END else last


def attributes_of(record: Struct) -> Iterator[tuple[str, str]]:
    """The values of a record that are there, in the words of XML for true and false."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if value is not None:
            yield name, ("true" if value else "false") if isinstance(value, bool) else str(value)


def text(words: str) -> str:
    """Words as the content of an element."""
    return escape(fit(words), {"\r": "&#13;"})


def tag(name: str, attributes: Mapping[str, str | None], *, empty: bool = False) -> str:
    """The tag that begins an element, or is one that is empty; attributes that are None are left out."""
    told = "".join(f" {key}={quoteattr(fit(value))}" for key, value in attributes.items() if value is not None)
    return f"<{name}{told}/>" if empty else f"<{name}{told}>"


def write_all(file: BinaryIO, parts: Iterable[str]) -> int:
    """Write parts of a file one after another; how many there were."""
    count = 0
    for part in parts:
        file.write(part.encode())
        count += 1
    return count
