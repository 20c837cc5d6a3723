"""Threads: chains of papers, and one of them in order of time."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from letters import telegram

from dragoman.archive.chains import file_threads, mend_threads
from dragoman.edition.dates import parse
from dragoman.errors import NoSuchDocument
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.thread import thread
from dragoman.inquiries.threads import SORTS, every_thread, threads

Filing = Callable[..., sqlite3.Connection]


@pytest.fixture
def exchange(filing: Filing) -> sqlite3.Connection:
    """Three telegrams, each opening with the one before; the second recalls an old one, and one that is not here opens them."""
    return filing(a=telegram(98, "March 23, 1936", "My 91. All is well."),
                  b=telegram(99, "March 24, 1936", "My 98, March 23, 7 p.m. All is well.\nHe was calm.\nThe Minister has not answered my 40, January 5, 7 p.m. He said so."),
                  c=telegram(100, "March 26, 1936", "My 99, March 24, 7 p.m. All is well."),
                  old=telegram(40, "January 5, 1936", "All is well."),
                  alone=telegram(12, "January 2, 1936", "All is well."))


def test_papers_stand_in_time_and_missing_ones_before_those_that_cite_them(exchange: sqlite3.Connection) -> None:
    chain = thread(exchange, "b")
    assert [(n.id, n.held, n.place) for n in chain.nodes] == [
        ("missing/undated/91/japan", False, "before the first paper citing it"), ("a", True, "day"), ("b", True, "day"), ("c", True, "day")]
    assert [[(t.relation, t.to, t.held) for t in n.ties] for n in chain.nodes] == [
        [], [("refers-to", "missing/undated/91/japan", False)], [("refers-to", "a", True)], [("refers-to", "b", True)]]
    tie = chain.nodes[2].ties[0]
    assert tie.passage is not None and tie.passage.quote == "My 98, March 23, 7 p.m."
    assert chain.whole


def test_every_paper_of_a_thread_leads_to_it(exchange: sqlite3.Connection) -> None:
    ids = [{n.id for n in thread(exchange, name).nodes} for name in ("a", "c", "missing/undated/91/japan")]
    assert ids[0] == ids[1] == ids[2]


def test_mid_text_is_a_branch(exchange: sqlite3.Connection) -> None:
    (branch,) = thread(exchange, "b").nodes[2].branches
    assert (branch.relation, branch.called) == ("refers-to", "telegram 40 of 1936-01-05")
    assert [n.id for n in thread(exchange, "old").nodes] == ["old"]


def test_what_may_be_no_paper_is_no_member(filing: Filing) -> None:
    """Neither words without number or day, nor laws; what is answered is a paper. One paper alone is no thread."""
    connection = filing(vague=telegram(98, "March 23, 1936", "The Embassy note on the salt harvest was long. All is well."),
                        law=telegram(99, "March 25, 1936", "Section 18 of the domestic relations law is plain. All is well."),
                        bill=telegram(97, "March 21, 1936", "The House will vote on the resolution of March 3, 1936. All is well."),
                        exhibit=telegram(96, "March 20, 1936", "I enclose herewith enclosure No. 4. All is well."),
                        answer=telegram(100, "March 27, 1936", "Your note received. All is well."))
    assert {name: [(n.id, n.held) for n in thread(connection, name).nodes if n.id != name] for name in ("vague", "law", "bill", "exhibit", "answer")} == {
        "vague": [], "law": [], "bill": [], "exhibit": [], "answer": [("missing/answer/note/department-of-state", False)]}
    assert [row.id for row in threads(connection).rows] == ["answer"]


def test_the_list_is_what_the_walk_finds(specimen: sqlite3.Connection) -> None:
    answer = threads(specimen)
    assert answer.total == len(answer.rows) >= 4
    for row in answer.rows:
        nodes = thread(specimen, row.id).nodes
        held = [n for n in nodes if n.held]
        assert len(held) == row.papers + row.enclosures
        assert len(nodes) - len(held) == row.missing


def test_threads_are_sorted_and_narrowed(exchange: sqlite3.Connection) -> None:
    (row,) = threads(exchange).rows
    assert (row.id, row.first, row.last, row.papers, row.missing, row.channels) == (
        "a", "1936-03-23", "1936-03-26", 3, 1, ("japan > department of state",))
    assert threads(exchange, Scope(date=parse("1936-03-24"))).total == 1
    assert threads(exchange, Scope(date=parse("1936-01"))).total == 0
    assert "3 of 5 papers; 2 stand alone" in threads(exchange).basis.line


def test_enclosures_belong_to_their_carrier(specimen: sqlite3.Connection) -> None:
    nodes = {n.id: n for n in thread(specimen, "04-ekholm-despatch-41").nodes}
    carrier = nodes["04-ekholm-despatch-41"]
    assert {t.to for t in carrier.ties if t.relation == "transmits"} == {"04-ekholm-despatch-41/1", "04-ekholm-despatch-41/2"}
    assert nodes["04-ekholm-despatch-41/1"].enclosed_in == "04-ekholm-despatch-41"


def test_an_enclosure_that_nothing_names_is_tied_all_the_same(filing: Filing) -> None:
    connection = filing(one=telegram(98, "March 23, 1936", "All is well.") + "[Enclosure]\nThe Minister for Foreign Affairs (Arita) to the "
                        "Ambassador in Japan (Grew)\nNo. 12\nTokyo, March 21, 1936.\nExcellency: I have the honor to inform you.\nArita\n")
    nodes = thread(connection, "one").nodes
    assert [n.id for n in nodes] == ["one/1", "one"]
    assert [(t.relation, t.to, t.passage) for t in nodes[1].ties] == [("encloses", "one/1", None)]


def test_an_unknown_name_is_misuse(specimen: sqlite3.Connection) -> None:
    with pytest.raises(NoSuchDocument) as told:
        thread(specimen, "nothing")
    assert "Did you mean" not in str(told.value)
    for name, meant in (("papers/04-ekholm-despatch-41", "Did you mean 04-ekholm-despatch-41?"), ("%", "no paper of this id."), ("", "no paper of this id.")):
        with pytest.raises(NoSuchDocument) as told:
            thread(specimen, name)
        assert str(told.value).endswith(meant)


def kept(connection: sqlite3.Connection) -> tuple[dict[int, int], list[tuple[object, ...]]]:
    """The table of threads: which thread each member is in, and the threads."""
    threads_ = connection.execute("SELECT * FROM thread ORDER BY id").fetchall()
    return dict(connection.execute("SELECT member, thread FROM member")), [(*t[:-1], tuple(json.loads(t[-1]))) for t in threads_]


def plain(connection: sqlite3.Connection) -> tuple[dict[int, int], list[tuple[object, ...]]]:
    """The same, made by one pass over everything."""
    every = list(every_thread(connection))
    return {member: t.id for group, t in every for member in group}, sorted(tuple(t) for _, t in every)


def test_the_table_of_threads_is_what_one_pass_makes(specimen: sqlite3.Connection, exchange: sqlite3.Connection) -> None:
    for connection in (specimen, exchange):
        assert kept(connection) == plain(connection)


def test_threads_that_lose_or_gain_papers_are_made_anew(filing: Filing, tmp_path: Path) -> None:
    texts = {"a": telegram(98, "March 23, 1936", "All is well."), "b": telegram(99, "March 24, 1936", "My 98, March 23, 7 p.m. All is well."),
             "c": telegram(100, "March 26, 1936", "My 99, March 24, 7 p.m. All is well.")}
    for change in ({}, {"b": telegram(99, "March 24, 1936", "All is well.")}, {"b": texts["b"]}, {"a": telegram(97, "March 23, 1936", "All is well.")}):
        connection = filing(**(texts | change))
        assert kept(connection) == plain(connection)
    connection.execute("DELETE FROM link WHERE document = (SELECT id FROM document WHERE name = 'c')")
    file_threads(connection, connection.execute("SELECT collection FROM document").fetchone()[0])
    mend_threads(connection)
    assert kept(connection) == plain(connection)


def test_lists_are_the_same_while_the_table_is_not_up_to_date(exchange: sqlite3.Connection) -> None:
    asked = [(sort, scope) for sort in SORTS for scope in (None, Scope(date=parse("1936-03-24")), Scope(number="40"))]
    before = [threads(exchange, scope, sort=sort) for sort, scope in asked]
    exchange.execute("INSERT INTO stale VALUES ('', 0)")
    exchange.execute("DELETE FROM thread")
    assert [threads(exchange, scope, sort=sort) for sort, scope in asked] == before
