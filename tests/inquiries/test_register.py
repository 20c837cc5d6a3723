"""The register: every paper in order of time."""

import sqlite3
from collections.abc import Callable

from letters import telegram

from dragoman.edition.dates import parse
from dragoman.inquiries.register import register
from dragoman.inquiries.scope import Scope, bears, may_be


def test_papers_are_in_order_with_what_they_cite(specimen: sqlite3.Connection) -> None:
    answer = register(specimen)
    assert answer.total == len(answer.rows) == 17
    days = [e.date for e in answer.rows]
    assert days == sorted(days, key=lambda d: (d is None, d))
    second = next(e for e in answer.rows if e.id == "02-ravn-telegram-22")
    assert (second.cites, second.resolved, second.cited_by) == (3, 1, 1)
    carrier = next(e for e in answer.rows if e.id == "04-ekholm-despatch-41")
    assert carrier.encloses == 2 and answer.rows[0].enclosed_in == "04-ekholm-despatch-41"


def test_hours_order_a_day_and_papers_without_a_day_stand_last(filing: Callable[..., sqlite3.Connection]) -> None:
    undated = "Memorandum\nThe Ambassador in Japan (Grew) to the Secretary of State\nThe matter stands as before.\n"
    connection = filing(a=telegram(3, "March 20, 1936", "All is well."), b=undated,
                        c=telegram(2, "March 20, 1936", "All is well.").replace("7 p.m.", "noon"))
    answer = register(connection)
    assert [(e.id, e.time) for e in answer.rows] == [("c", "12:00"), ("a", "19:00"), ("b", None)]
    assert "1 of these without a date stand last" in answer.basis.line
    narrowed = register(connection, Scope(date=parse("1936-03")))
    assert [e.id for e in narrowed.rows] == ["c", "a"]
    assert "1 without a date were left out" in narrowed.basis.line


def test_a_scope_narrows(specimen: sqlite3.Connection) -> None:
    def ids(**scope: object) -> list[str]:
        return [e.id[:2] for e in register(specimen, Scope(**scope)).rows]  # type: ignore[arg-type]
    assert ids(sender="Ravn", recipient="Orsovia") == ["02", "05", "13"]
    assert ids(kind="note") == ["04", "12"]
    assert ids(number="12") == ["13"]
    assert ids(date=parse("1927-03-01/1927-03-04")) == ["12"]
    assert ids(channel=("orsovia", "ministry of foreign affairs")) == ["04", "07", "15"]
    assert ids(place="anstad", date=parse("1926-09")) == ["02", "03"]
    assert ids(cited_by="05-ravn-instruction-17") == ["04", "04"]
    assert ids(sender="nobody") == []


def test_words_are_found_whole_whatever_accents_and_capitals() -> None:
    assert bears("Señor Herrán, Minister in Perú", "herran") and bears("Grew, Ambassador in Japan", "ambassador in")
    assert not bears("Grewson", "grew") and not bears(None, "grew") and bears("Grew", "")


def test_dates_overlap() -> None:
    assert may_be("1936-03", "1936-03-20") and may_be("1936", "../1936-01-05")
    assert not may_be("1936-03-21", "1936-03-20") and not may_be(None, "1936") and not may_be("soon", "1936")
