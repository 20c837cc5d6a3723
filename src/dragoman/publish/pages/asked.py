"""Asked: what the query of an address asks of an inquiry, and how its rows are turned over, page by page."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from dragoman.edition.dates import HistoricalDate
from dragoman.errors import BadDate
from dragoman.inquiries.about import subject_named
from dragoman.inquiries.scope import Scope
from dragoman.publish.pages import addresses
from dragoman.publish.pages.worded_date import HINT, worded_date

SIZE = 50                       # rows of a page
_NUMBER = re.compile(r"\d{1,9}\Z", re.A)
Narrowing = Literal["sender", "recipient", "kind", "date", "place", "collection", "number", "subject", "channel",
                    "cited_by"]
# how each is called in a form and in the address
NAMES: Mapping[Narrowing, tuple[str, str]] = {
    "sender": ("from", "From"), "recipient": ("to", "To"), "kind": ("kind", "Kind"), "date": ("date", "Date"),
    "place": ("place", "Place"), "collection": ("collection", "Volume or folder"), "number": ("number", "Number"),
    "subject": ("subject", "Subject"), "channel": ("channel", "Channel"), "cited_by": ("cited_by", "Cited by")}
PLAIN: tuple[Narrowing, ...] = ("sender", "recipient", "kind", "date", "place", "collection", "subject")


class Entry(Struct, frozen=True):
    """One field of a form that narrows a list: its name in the address, what people call it, what was asked.

    With `choices` (value and label) it is one of these; `hint` shows how it may be written.
    """

    name: str
    label: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    tick: bool = False
    hint: str = ""


class Turning(Struct, frozen=True):
    """The addresses of the rows before and after those that are shown, where there are such, and of the last page."""

    before: str | None
    after: str | None
    last: str = ""


def scope_of(connection: sqlite3.Connection, query: Mapping[str, str],
             fields: Sequence[Narrowing] = PLAIN) -> Scope:
    """What a query narrows an inquiry to. Raises BadDate and NoSuchSubject."""
    told = {field: query.get(NAMES[field][0], "").strip() for field in fields}
    given = {field: words for field, words in told.items() if words}
    date, subject, channel = (given.pop(field, None) for field in ("date", "subject", "channel"))
    return Scope(**given, date=dated(date) if date else None,
                 subject=subject_named(connection, subject) if subject else None,
                 channel=_channel(channel) if channel else None, chosen=False)


def dated(words: str) -> HistoricalDate:
    """The date that words ask for: "1936-03-20", "1936-03..1936-05", "..1936-05", and as pages print it: "1 May 1936".

    Raises BadDate.
    """
    found = worded_date(words)
    if found is None:
        raise BadDate(words)
    return found


def entries(query: Mapping[str, str], fields: Sequence[Narrowing] = PLAIN, *more: Entry) -> list[Entry]:
    """The fields of a form that narrows; `more` are those that only one inquiry has."""
    known = [Entry(*NAMES[field], query.get(NAMES[field][0], ""), hint=HINT if field == "date" else "")
             for field in fields]
    return [*more, *known]


def choice(query: Mapping[str, str], name: str, label: str, choices: Sequence[str], default: str = "") -> Entry:
    """A field that is one of some words; where none is the default, one may choose none."""
    shown = tuple((value, value) for value in choices)
    return Entry(name, label, query.get(name, default), shown if default else (("", "any"), *shown))


def one_of(query: Mapping[str, str], name: str, choices: Sequence[str], default: str) -> str:
    """What is asked for among some words; the default where it is none of them."""
    return query[name] if query.get(name) in choices else default


def skipped(query: Mapping[str, str]) -> int:
    """How many rows stand before those of the page."""
    words = query.get("skip", "")
    return int(words) if _NUMBER.match(words) else 0


def turning(path: str, query: Mapping[str, str], shown: int, total: int, size: int = SIZE) -> Turning:
    """The pages before and after one of a list."""
    skip = skipped(query)
    end = max(0, (total - 1) // size * size)
    before = addresses.asking(path, {**query, "skip": str(min(max(0, skip - size), end) or "")}) if skip else None
    after = addresses.asking(path, {**query, "skip": str(skip + size)}) if skip + shown < total and shown else None
    return Turning(before, after, addresses.asking(path, {**query, "skip": str(end or "")}))


def _channel(words: str) -> tuple[str, str]:
    """ "japan > department of state": from whom to whom, by keys."""
    sender, _, recipient = words.partition(">")
    return sender.strip(), recipient.strip()
