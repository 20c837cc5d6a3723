"""The chronicle: events in order of time with their reporters, against the specimen's key and on papers made for one question."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from letters import telegram

from dragoman.archive.events import join_collections, join_reports
from dragoman.edition.dates import parse
from dragoman.inquiries.chronicle import Chosen, chronicle
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.told import Event, Party
from dragoman.inquiries.who import actors_named
from dragoman.specimen import inquiries

# What is not as the key has it, and why: its reports have too few words in common;
# and only the day of the note bounds what the note itself asks.
APART = {"seizure", "detention", "prolongation-refused"}
DAY_OF_THE_NOTE = {"experts-proposed", "closing-demanded"}


@pytest.fixture(scope="module")
def told(keyed: sqlite3.Connection) -> tuple[Event, ...]:
    """Every event of the specimen, its findings those of the key."""
    return chronicle(keyed, chosen=Chosen(every=True)).rows


def rows_of(event: dict[str, Any], told: tuple[Event, ...]) -> list[Event]:
    """The rows that tell of an event of the key, by its reports."""
    def tells(row: Event, report: dict[str, Any]) -> bool:
        paper = report["paper"]
        return any(r.paper == paper and r.passage.quote == report["quote"] for r in row.reports)
    return [row for row in told if any(tells(row, report) for report in event["reports"])]


def power(party: Party | None) -> str | None:
    """The power of a party that is known: a body's own may not be."""
    side = party.side or (party.label if party.id and party.id.startswith("power/") else None) if party else None
    return side.lower() if side else None


@pytest.mark.parametrize("event", inquiries()["events"], ids=lambda event: event["id"])
def test_every_event_of_the_key_is_one_row(told: tuple[Event, ...], event: dict[str, Any]) -> None:
    rows = rows_of(event, told)
    assert len(rows) == (2 if event["id"] in APART else 1)
    first = rows[0]
    assert (first.type, first.modality) == (event["type"], event["modality"])
    if event["date"] and event["id"] not in DAY_OF_THE_NOTE:
        assert first.date == event["date"] and first.dated
    elif event["date"]:
        assert first.date == f"../{event['date']}" and not first.dated
    for side, party in zip(event["sides"], (first.actor, first.target), strict=True):
        assert power(party) in (side, None)


def test_events_are_in_order_of_time_and_say_what_they_rest_on(keyed: sqlite3.Connection) -> None:
    answer = chronicle(keyed)
    days = [(row.date or "").replace("../", "").replace("/..", "") for row in answer.rows]
    assert days == sorted(days) and answer.total == len(answer.rows)
    assert answer.basis.looked == answer.total + sum(count for _, count in answer.basis.left)
    assert chronicle(keyed, limit=2, skip=1).rows == answer.rows[1:3]


def test_both_papers_that_tell_of_one_event_are_named(told: tuple[Event, ...]) -> None:
    held = next(row for row in told if row.type == "cooperate" and row.modality == "alleged")
    assert held.papers == 2 and [report.paper for report in held.reports] == ["08-medyanov-letter", "10-falk-telegram-8"]
    assert all(report.sender and report.date and report.passage.place for report in held.reports)


def test_a_choice_narrows(keyed: sqlite3.Connection) -> None:
    def ids(scope: Scope | None = None, **chosen: Any) -> set[str]:
        return {row.id.split("#")[0][:2] for row in chronicle(keyed, scope, Chosen(**chosen)).rows}
    velmark, orsovia = actors_named(keyed, "velmark"), actors_named(keyed, "orsovia")
    assert ids(actor=velmark, target=orsovia) == {"05", "07", "08", "15"}
    assert ids(kind="protest") == {"07"} and ids(state="alleged") == {"06", "08"}
    assert ids(Scope(date=parse("1927-03-03..1927-03-04".replace("..", "/")))) == {"12", "13"}
    assert "08" in ids(Scope(place="Belomost")) and ids(Scope(place="Nowhere")) == set()


@pytest.fixture
def two(filing: Callable[..., sqlite3.Connection]) -> sqlite3.Connection:
    """Two telegrams of one refusal, in two collections."""
    text = "The Italian Government refused the Ethiopian request on April 4, 1936."
    connection = filing(a=telegram(1, "April 5, 1936", text), b=telegram(2, "April 6, 1936", text))
    connection.execute("UPDATE document SET collection = 'other' WHERE name = 'b'")
    rows = connection.execute("SELECT document, ordinal FROM act WHERE layer = 'event' AND kind = 'reject'").fetchall()
    assert len(rows) == 2
    connection.execute("UPDATE annotation SET rule = 'seen by a person' WHERE (document, ordinal) IN (VALUES (?, ?), (?, ?))",
                       [x for row in rows for x in row])
    connection.execute("UPDATE act SET weight = 1 WHERE kind = 'reject'")
    connection.commit()
    return connection


def test_an_event_is_joined_across_collections_however_often(two: sqlite3.Connection) -> None:
    collections = [row[0] for row in two.execute("SELECT DISTINCT collection FROM document")]
    for _ in range(2):
        for collection in collections:
            join_reports(two, collection)
        join_collections(two)
        found = [row for row in chronicle(two).rows if row.type == "reject"]
        assert len(found) == 1 and found[0].papers == 2 and [r.paper for r in found[0].reports] == ["a", "b"]


def test_what_is_doubtful_is_left_out_counted_and_to_be_had(two: sqlite3.Connection) -> None:
    two.execute("UPDATE act SET weight = 0.5 WHERE kind = 'reject'")
    two.execute("UPDATE annotation SET rule = 'the verb “refused” tells of an act; weighed 0.50' WHERE rule = 'seen by a person'")
    for (collection,) in two.execute("SELECT DISTINCT collection FROM document").fetchall():
        join_reports(two, collection)
    join_collections(two)
    plain, every = chronicle(two, chosen=Chosen(kind="reject")), chronicle(two, chosen=Chosen(kind="reject", every=True))
    assert plain.total == 0 and "not sure enough were left out" in plain.basis.line
    assert every.total >= 1 and every.rows[0].doubt == "unsure"


def test_an_empty_archive_says_so(filing: Callable[..., sqlite3.Connection]) -> None:
    assert "rests on nothing" in chronicle(filing(a=telegram(1, "April 5, 1936", "All is well."))).basis.line
