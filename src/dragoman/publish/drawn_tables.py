"""Tables of what was drawn together from all papers, and of what people decided: their records and rows."""

import sqlite3
from collections.abc import Iterator
from datetime import date as Day
from typing import Annotated, Any

import msgspec
from msgspec import Struct

from dragoman.archive import drawn
from dragoman.edition.dates import parse
from dragoman.inquiries.identifiers import identifiers
from dragoman.publish.records import Edtf, FirstDay, LastDay, Paper, about

ActorId = Annotated[str | None, about("the id in actors")]


class ActorRow(Struct, frozen=True):
    """A person, office, power or body, over the whole archive."""

    id: Annotated[str, about("the id of the actor: grew, office/secretary of state, power/japan")]
    kind: Annotated[str, about("person, office, power or body")]
    label: Annotated[str, about("its name for people")]
    side: Annotated[str | None, about("the id of the power that it belongs to or acts for")]
    first_day: Annotated[Day | None, about("the first day of the papers that it sent or was sent")]
    last_day: Annotated[Day | None, about("the last day")]
    sent: Annotated[int, about("how many papers it sent")]
    received: Annotated[int, about("how many papers it was sent")]
    present: Annotated[int, about("how many papers name it as a participant in their heading")]
    named: Annotated[int, about("how many statements, directives, assessments and events tell of it")]
    identifiers: Annotated[tuple[str, ...], about("the IRIs of authority files that people accepted as meaning it")]


class ChronicleRow(Struct, frozen=True):
    """An event, once, however many papers report it."""

    id: Annotated[int, about("its number; the reports of it in events have the same in their column event")]
    document: Annotated[str, about("the id of the paper whose report stands first: the surest of the earliest")]
    ordinal: Annotated[int, about("the place of that report among the findings of the paper")]
    type: Annotated[str, about("a category of PLOVER, as in events")]
    modality: Annotated[str, about("done, ongoing, planned, demanded, refused or alleged")]
    date: Edtf
    first_day: FirstDay
    last_day: LastDay
    day: Annotated[Day | None, about("by which it stands in the chronicle: the first day on which it can have been; of "
                                     "one that is not dated, the day of the paper")]
    dated: Annotated[bool, about("whether a report gives the day; where none does, the day of the paper bounds it")]
    doubt: Annotated[str | None, about("why it is not in the plain list: unsure or undated; empty for those that are")]
    sure: Annotated[int, about("how sure it is that the first report is read rightly, in per cent")]
    reports: Annotated[int, about("how many papers report it")]
    who: ActorId
    whom: ActorId
    who_side: ActorId
    whom_side: ActorId
    from_side: Annotated[str | None, about("the power whose move it is, in actors")]
    to_side: Annotated[str | None, about("the power that it is a move against or towards")]
    link: Annotated[str | None, about("how a text links it to another event: answers, beside or condition")]
    linked: Annotated[int | None, about("the id of that event")]


class DutyRow(Struct, frozen=True):
    """What became of a directive or a request for information."""

    document: Paper
    ordinal: Annotated[int, about("the ordinal of the directive, or of the reference by which a paper says that an "
                                  "older one is still to be answered")]
    force: Annotated[str, about("order, request, permit, forbid or advise")]
    asks: Annotated[bool, about("whether an answer is asked for")]
    owed_by_post: Annotated[str | None, about("who owes it: the key of a post, which is where it is and not the power "
                                              "that it serves (japan: an embassy there), or of a person")]
    person: Annotated[str | None, about("the id of the person in actors, where one is known")]
    asker_post: Annotated[str | None, about("who ordered or asked: the key of a post or person, likewise; the actors "
                                            "are in directives, who and whom")]
    sure: Annotated[int, about("how sure it is that somebody owes this, in per cent")]
    plain: Annotated[bool, about("whether it is sure enough for the plain list")]
    issued: Annotated[Day | None, about("the day of the paper")]
    since: Annotated[Day | None, about("the day from which it is owed: of an older paper, where that asked first")]
    due: Annotated[Day | None, about("the day by which, where one is told")]
    state: Annotated[str, about("answered, superseded, withdrawn, perhaps, open, or untold (only to be done)")]
    closed: Annotated[Day | None, about("the first day on which it is no longer open")]
    closed_by: Annotated[str | None, about("the id of the paper that closed it; of an untold one, the paper that is "
                                           "silent")]
    closed_by_missing: Annotated[str | None, about("the id of the missing paper that did")]
    words_in: Annotated[str | None, about("the id of the paper whose words show it")]
    start: Annotated[int | None, about("the offset of the first of these words, in Unicode code points from 0")]
    end: Annotated[int | None, about("the offset after the last of them")]
    why: Annotated[str, about("why it was taken so, in plain words")]


class DecisionRow(Struct, frozen=True):
    """An entry of the journal: what a person decided."""

    id: Annotated[int, about("its number")]
    made: Annotated[str, about("when: UTC, ISO 8601")]
    person: Annotated[str, about("who decided")]
    kind: Annotated[str, about("what about; undo takes another entry back")]
    document: Annotated[str | None, about("the id of the paper that it is about; it may have left the archive")]
    quote: Annotated[str | None, about("the words of the paper that it is about")]
    body: Annotated[str | None, about("all of it, as a JSON object")]
    why: Annotated[str | None, about("the reason that was given")]
    undoes: Annotated[int | None, about("the entry that this one takes back")]
    undone: Annotated[int | None, about("the entry that took this one back")]


def actors(connection: sqlite3.Connection) -> Iterator[ActorRow]:
    """A row for each actor."""
    known = identifiers(connection)
    for a in drawn.actors(connection):
        first, last = _days(a, "first_day", "last_day")
        yield ActorRow(a["name"], a["kind"], a["label"], a["side"], first, last, a["sent"], a["received"], a["present"],
                       a["named"], tuple(i.iri for i in known.get(a["name"], ())))


def chronicle(connection: sqlite3.Connection) -> Iterator[ChronicleRow]:
    """A row for each event."""
    for e in drawn.events(connection):
        date = parse(e["date"]) if e["date"] else None
        (day,) = _days(e, "first_day")
        yield ChronicleRow(
            e["id"], e["document"], e["ordinal"], e["kind"], e["state"], e["date"], date.first if date else None,
            date.last if date else None, day, bool(e["dated"]),
            e["doubt"], _per_cent(e["sure"]), e["reports"], e["who"], e["whom"], e["who_side"], e["whom_side"],
            e["from_side"], e["to_side"], e["link"], e["linked"])


def duties(connection: sqlite3.Connection) -> Iterator[DutyRow]:
    """A row for each duty."""
    for d in drawn.duties(connection):
        issued, since, due, closed = _days(d, "issued", "since", "due", "closed")
        yield DutyRow(
            d["document"], d["ordinal"], d["force"], bool(d["asks"]), d["post"] or d["surname"], d["person"],
            d["asker"], _per_cent(d["sure"]), bool(d["plain"]), issued, since, due, d["state"], closed, d["closed_by"],
            d["closed_by_missing"], d["words_in"], d["start"], d["end"], d["why"])


def decisions(connection: sqlite3.Connection) -> Iterator[DecisionRow]:
    """A row for each entry of the journal."""
    for d in drawn.decisions(connection):
        body = d["body"] or {}
        words = body.get("words") or {}
        yield DecisionRow(
            d["id"], d["made"], d["person"], d["kind"], words.get("document") or body.get("document"),
            words.get("quote") or None, msgspec.json.encode(body).decode() if body else None, d["why"] or None,
            d["undoes"], d["undone"])


def _days(row: dict[str, Any], *columns: str) -> list[Day | None]:
    return [Day.fromisoformat(row[column]) if row[column] else None for column in columns]


def _per_cent(share: float) -> int:
    return round(100 * share)
