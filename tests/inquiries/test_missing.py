"""Missing papers: joined, narrowed, closed when the paper comes."""

import sqlite3
from collections.abc import Callable

import pytest
from letters import telegram

from dragoman.edition.dates import parse
from dragoman.errors import NoSuchDocument
from dragoman.inquiries.missing import dossier, missing
from dragoman.inquiries.scope import Scope
from dragoman.specimen import papers

Filing = Callable[..., sqlite3.Connection]


def test_mentions_of_one_paper_are_one_entry_and_the_fields_say_who_gives_them(filing: Filing) -> None:
    connection = filing(one=telegram(601, "March 20, 1936", "My 598, March 17, 6 p.m. was clear."),
                        two=telegram(602, "March 21, 1936", "See my telegram No. 598."))
    (record,) = missing(connection).rows
    assert (record.mentions, record.cited_by) == (2, ("one", "two"))
    fields = {f.name: f for f in dossier(connection, record.id).fields}
    assert fields["kind"].printed and [p.document for p in fields["kind"].passages] == ["two"]
    assert not fields["date"].printed and "1936-03-20" in fields["date"].why
    assert fields["number"].printed and len(fields["number"].passages) == 2
    assert record.supplied == ("date", "sender", "recipient")


def test_a_paper_that_is_named_again_without_number_or_day_is_one_entry(filing: Filing) -> None:
    connection = filing(one=telegram(601, "March 20, 1936", "My 598, March 17, 6 p.m. was clear. In my telegram I said so."))
    (record,) = missing(connection, which="all").rows
    assert (record.number, record.mentions, record.cited_by) == ("598", 2, ("one",))


def test_a_kind_without_its_noun_is_conjecture(filing: Filing) -> None:
    connection = filing(one=telegram(601, "March 20, 1936", "My 598 was clear."))
    (record,) = missing(connection).rows
    assert record.kind == "telegram" and "kind" in record.supplied


def test_a_record_is_closed_when_its_paper_is_added(filing: Filing) -> None:
    connection = filing(one=telegram(601, "March 20, 1936", "My 598, March 17, 7 p.m. was clear."))
    (before,) = missing(connection).rows
    connection = filing(two=telegram(598, "March 17, 1936", "All is well."))
    assert missing(connection).rows == ()
    (closed,) = missing(connection, which="closed").rows
    assert (closed.id, closed.found, closed.cited_by) == (before.id, "two", ("one",))
    assert dossier(connection, closed.id).record.found == "two"


def test_a_scope_narrows(specimen: sqlite3.Connection) -> None:
    def numbers(**scope: object) -> list[str | None]:
        return [m.number for m in missing(specimen, Scope(**scope)).rows]  # type: ignore[arg-type]
    assert numbers(sender="ekholm", kind="despatch") == ["38"]
    assert numbers(date=parse("1926-08")) == [None, "38"]
    assert numbers(cited_by="13-ravn-telegram-12") == ["8", "9", "11"]
    assert numbers(channel=("orsovia", ""), kind="telegram", date=parse("1926")) == ["46", "49"]
    assert numbers(collection=str(papers()), number="38") == ["38"]
    assert numbers(collection="elsewhere") == []


def test_rows_are_in_order_and_counted(specimen: sqlite3.Connection) -> None:
    answer = missing(specimen)
    days = [m.date for m in answer.rows]
    assert days == sorted(days, key=lambda d: (d is None, d))
    assert answer.total == len(answer.rows) > 30
    first = missing(specimen, limit=3, skip=2)
    assert first.rows == answer.rows[2:5] and first.total == answer.total
    everything = missing(specimen, which="all")
    assert f"{everything.total - answer.total} without number or day were left out" in answer.basis.line


def test_an_answer_on_nothing_says_so(filing: Filing) -> None:
    connection = filing(one=telegram(601, "March 20, 1936", "All is well."))
    assert missing(connection).basis.line.startswith("This answer rests on nothing")


def test_an_unknown_name_is_misuse(specimen: sqlite3.Connection) -> None:
    with pytest.raises(NoSuchDocument, match="Did you mean missing/1926-08-30/38/orsovia"):
        dossier(specimen, "missing/1926-08-31/38")
