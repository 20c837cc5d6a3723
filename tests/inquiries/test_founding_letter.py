"""The founding letter: the papers that it cites and that nobody has yet."""

import sqlite3

import pytest

from dragoman.inquiries.about import subject_named
from dragoman.inquiries.missing import dossier, missing
from dragoman.inquiries.positions import positions
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.subjects import subjects
from dragoman.inquiries.thread import thread

WRITER = "B. Stomonyakov, Deputy People's Commissar for Foreign Affairs of the USSR"
ADDRESSEE = "K. K. Yurenev, Plenipotentiary Representative of the USSR in Japan"


@pytest.mark.parametrize(("number", "kind", "date", "sender", "recipient", "note"), [
    ("5989", "letter", "1936-12-15", WRITER, ADDRESSEE, "the expediency of closing this consulate"),
    ("427", "report", "1936-11-22", ADDRESSEE, WRITER, "the current state-political regime will, in any case")])
def test_a_cited_paper_is_a_record(founding: sqlite3.Connection, number: str, kind: str, date: str, sender: str,
                                   recipient: str, note: str) -> None:
    (record,) = [m for m in missing(founding).rows if m.number == number]
    assert (record.kind, record.date, record.sender, record.recipient) == (kind, date, sender, recipient)
    assert record.supplied == ("date", "sender", "recipient")
    found = dossier(founding, record.id)
    (told,) = [s for s in found.contents if s.by == "note"]
    assert note in told.passage.quote
    assert told.passage.place in ("note 6", "note 9")
    sender_field = next(f for f in found.fields if f.name == "sender")
    assert {p.place for p in sender_field.passages} >= {"heading"}
    assert "supplied from the heading" in sender_field.why


def test_the_letter_itself_says_what_the_report_was_on(founding: sqlite3.Connection) -> None:
    told = dossier(founding, "missing/1936-11-22/427/japan").contents
    assert [s.passage.quote for s in told if s.by == "paper"] == ["on Japan's internal political situation"]


def test_what_is_printed_is_not_conjecture(founding: sqlite3.Connection) -> None:
    found = dossier(founding, "missing/1937-03-27/letter/raivid")
    assert found.record.supplied == ()
    assert [(f.name, f.value) for f in found.fields] == [
        ("kind", "letter"), ("date", "1937-03-27"), ("sender", "N. Ya. Raivid"),
        ("recipient", "the People's Commissariat for Foreign Affairs of the USSR")]


def test_mid_text_references_are_branches(founding: sqlite3.Connection) -> None:
    chain = thread(founding, "letter-1937-01-21")
    letter = chain.nodes[-1]
    assert letter.held and not any(node.held for node in chain.nodes[:-1])
    assert any(tie.to.startswith("missing/1936-12-15/5989/") for tie in letter.branches)
    assert all("5989" not in node.id for node in chain.nodes)


def test_it_has_its_subjects_by_itself(founding: sqlite3.Connection) -> None:
    assert {s.label for s in subjects(founding).rows} == {
        "fishing convention", "secret Japanese-German treaty", '"anti-Comintern" agreement', "Japanese-German agreements"}


def test_what_shigemitsu_said_of_the_fishing_convention(founding: sqlite3.Connection) -> None:
    rows = positions(founding, "Shigemitsu", Scope(subject=subject_named(founding, "fishing convention"))).rows
    silent = next(r for r in rows if r.position == "silent")
    assert (silent.passage.quote, silent.named) == ("but did not mention a single word about the fishing convention", "sentence")
    assert {r.subject for r in positions(founding, "Shigemitsu").rows} >= {"fishing convention", "Japanese-German agreements"}
