"""Absent: the correspDesc of a paper that is cited and not here, made of what other papers say of it.

Nothing of it stands in the paper itself, so all of it is evidence="conjecture"; what the citing papers do not print
either, but was supplied from their headings and dates, is cert="low" besides.
"""

import sqlite3
from collections.abc import Iterator, Mapping

from dragoman.archive.listing import collection_of
from dragoman.inquiries.missing import Missing
from dragoman.publish.cmif.description import CONJECTURE, LOW, UNKNOWN, day, described, is_body, party
from dragoman.publish.cmif.elements import Element, plain

TYPE = "missing"        # correspDesc/@type of a paper that is not here


def absent(connection: sqlite3.Connection, record: Missing, sources: Mapping[str, str]) -> Element | None:
    """The correspDesc of a missing paper; None for one of which neither sender nor recipient is known.

    `sources` are the ids of collections; the first paper that cites it belongs to the one that is named.
    """
    if not record.sender and not record.recipient:
        return None
    collection = collection_of(connection, record.cited_by[0]) if record.cited_by else None
    source = sources.get(collection or "")
    attributes = {"type": TYPE} | ({"source": f"#{source}"} if source else {})
    sent = [*_names(record, "sender"), *day(record.date, _marks(record, "date"))]
    return described(record.id, attributes, sent, list(_names(record, "recipient")), _note(record))


def _names(record: Missing, field: str) -> Iterator[Element]:
    """The parties of one side, which the record has in a row."""
    words = getattr(record, field)
    if not words:
        yield UNKNOWN
        return
    for name in words.split("; "):
        yield party(name, _marks(record, field), person=not is_body(name))


def _marks(record: Missing, field: str) -> dict[str, str]:
    return CONJECTURE | (LOW if field in record.supplied else {})


def _note(record: Missing) -> Element:
    """What paper it is, and which papers name it: "telegram no. 91; not in this edition; cited in frus1936v03/d12"."""
    number = f" no. {record.number}" if record.number else ""
    cited: list[Element | str] = []
    for name in record.cited_by:
        cited += [", " if cited else "; cited in ", Element("ref", {"type": "cited-in"}, plain(name))]
    return Element("note", {"type": TYPE}, [plain(f"{record.kind}{number}; not in this edition"), *cited])
