"""Told: an event as an inquiry shows it, with every report of it: which paper, from whom, and in what words."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from dragoman.edition.annotation import Annotation
from dragoman.edition.annotation import Event as Finding
from dragoman.inquiries.passages import Opened, Opener, Passage
from dragoman.resolution import vouching
from dragoman.resolution.doers import doer
from dragoman.resolution.vouching import vouched

_EVENTS = ("SELECT e.id, d.name, e.ordinal, e.date, e.dated, e.kind, e.state, e.weight, e.sure, e.doubt, e.reports, "
           "a.name, a.label, p.label, t.name, t.label, q.label "
           "FROM json_each(?) AS j JOIN event AS e ON e.id = j.value "
           "JOIN document AS d ON d.id = e.document LEFT JOIN actor AS a ON a.id = e.who "
           "LEFT JOIN actor AS t ON t.id = e.whom LEFT JOIN actor AS p ON p.id = e.who_side "
           "LEFT JOIN actor AS q ON q.id = e.whom_side ORDER BY j.key")
# the reports of an event and of those of other collections that are the same, the one shown first before the others
_REPORTS = ("SELECT j.value, c.document, c.ordinal, c.state, c.weight, d.name, d.date, d.sender FROM json_each(?) AS j "
            "JOIN event AS e ON e.id = j.value OR e.same = j.value JOIN act AS c ON c.event = e.id "
            "JOIN document AS d ON d.id = c.document ORDER BY j.key, e.id <> j.value, "
            "(c.document, c.ordinal) <> (e.document, e.ordinal), d.first_day, c.document, c.ordinal")

_SIDES = {"writer": "sender", "addressee": "recipient"}


class Party(Struct, frozen=True):
    """Who acts, or whom an act is done to: the name for people, the address of the actor where it is known, the name of
    its power.

    `words` are those of the text.
    """

    label: str
    id: str | None = None
    side: str | None = None
    words: str | None = None


class Report(Struct, frozen=True):
    """One report: the paper, its date and sender, the clause; modality and weight as it was read there."""

    paper: str
    date: str | None
    sender: str | None
    modality: str
    weight: float | None
    passage: Passage


class Event(Struct, frozen=True):
    """One event. `id` is the first report's place: paper and number of the finding.

    `date` is EDTF: "../1936-03-20" where only the day of the paper bounds it; `dated` is whether a text gives the day.
    `type` is PLOVER's; `weight` is the reader's, `sure` how sure it is that the row is right, 0 to 1; `doubt` is why it
    is left out of the plain list; `reports` are all that tell of it, `papers` counts the papers.
    """

    id: str
    date: str | None
    dated: bool
    type: str
    modality: str
    actor: Party | None
    target: Party | None
    weight: float | None
    sure: float
    doubt: str | None
    papers: int
    reports: tuple[Report, ...]


def told(connection: sqlite3.Connection, events: Sequence[int], open_paper: Opener) -> tuple[Event, ...]:
    """The events of these rows, in this order, with all their reports."""
    asked = json.dumps(events)
    reports: dict[int, list[tuple[Opened, Annotation, Report]]] = defaultdict(list)
    for event, document, ordinal, state, weight, paper, date, sender in connection.execute(_REPORTS, (asked,)):
        opened = open_paper(document)
        finding = opened.reading.annotations[ordinal]
        passage = opened.passage(finding.start, finding.end)
        reports[event].append((opened, finding, Report(paper, date, sender, state, weight, passage)))
    return tuple(_event(row, reports[row[0]]) for row in connection.execute(_EVENTS, (asked,)))


def short(party: Party | None) -> str | None:
    """A party in few words, with its power: "Grew (United States of America)"."""
    if party is None:
        return None
    return f"{party.label} ({party.side})" if party.side and party.side != party.label else party.label


def _event(row: Sequence[Any], reports: Sequence[tuple[Opened, Annotation, Report]]) -> Event:
    _, name, ordinal, date, dated, kind, state, weight, sure, doubt, papers, *parties = row
    opened, finding, _ = reports[0]
    body = finding.body
    assert isinstance(body, Finding)
    clause = opened.text[finding.start:finding.end]
    act = vouching.told(clause, finding.rule, kind)
    actor = _party(opened, clause, body.actor if vouched(body.actor, "actor", act) else None, parties[:3])
    target = _party(opened, clause, body.target if vouched(body.target, "target", act) else None, parties[3:])
    if actor and target and actor.label == target.label:
        target = None               # nobody does it to himself
    return Event(f"{name}#{ordinal}", date, bool(dated), kind, state, actor, target, weight, sure, doubt, papers,
                 tuple(report for _, _, report in reports))


def _party(opened: Opened, clause: str, words: str | None, known: Sequence[str | None]) -> Party | None:
    """A party under the name of its actor; else under the words of the text, if they can name one."""
    name, label, side = known
    if name and label:
        if words and " and " in words:      # "Madariaga and Aloisi": more than the one that is known
            return Party(words, name, side, words)
        if label.endswith("United"):
            label = doer(words, clause) or label
        return Party(label, name, side, words)
    words = doer(words, clause)
    if words in _SIDES:
        sides = getattr(opened.docket, _SIDES[words])
        return Party(sides[0].name or sides[0].office, words=words) if sides else None
    return Party(words, words=words) if words and words != "we" else None
