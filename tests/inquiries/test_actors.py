"""Who is who: names joined to persons, offices held by day, questions left to people, and their decisions."""

import sqlite3
from collections.abc import Callable

import pytest
from letters import telegram

from dragoman.archive.journal import decide, undo
from dragoman.archive.keeping import settle_decisions
from dragoman.edition.decision import JoinActors, SplitActor
from dragoman.errors import NoSuchActor
from dragoman.inquiries.actors import Choice, actors, portrait
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.who import actors_named, somebody

HEAD = "711.94/1: Telegram\nThe Secretary of State to the Ambassador in Japan (Grew)\nWashington, {day}—7 p.m.\n{n}. Your 7, January 1, 3 p.m. Please report.\n{by}\n"


def test_the_secretary_of_state_is_the_man_who_signs(filing: Callable[..., sqlite3.Connection]) -> None:
    archive = filing(a=HEAD.format(n=1, day="March 5, 1925", by="Kellogg"), b=HEAD.format(n=2, day="December 1, 1925", by="Frank B. Kellogg"),
                     c=telegram(3, "August 6, 1925", "Nothing to report."), d=telegram(4, "August 6, 1931", "Nothing to report."))
    found = portrait(archive, "kellogg")
    assert (found.entry.name, found.entry.sent, found.entry.received) == ("Frank B. Kellogg", 2, 1)
    assert [(t.office.label, t.first, t.last, t.source) for t in found.tenures] == [("Secretary of State", "1925-03-05", "1925-12-01", "signature")]
    why = dict(archive.execute("SELECT d.name, p.why FROM party AS p JOIN document AS d ON d.id = p.document WHERE p.role = 'recipient' AND d.name IN ('c', 'd')"))
    assert why == {"c": "held the office from 1925-03-05 to 1925-12-01, as papers show", "d": None}


def test_the_specimen_has_one_entry_a_person(specimen: sqlite3.Connection) -> None:
    found = {e.name: e for e in actors(specimen).rows}
    assert {"Henrik Ravn", "Carl Ekholm", "V. S. Medyanov", "P. I. Korsun", "Lars Lindqvist", "Brandt", "Thorsen"} <= set(found)
    assert {e.side for e in found.values() if e.name in ("Henrik Ravn", "Carl Ekholm", "Brandt", "Thorsen", "Lars Lindqvist")} == {"Velmark"}
    assert {found[n].side for n in ("V. S. Medyanov", "P. I. Korsun")} == {"Orsovia"}
    answer = actors(specimen)
    assert answer.basis.looked == specimen.execute("SELECT count(*) FROM party").fetchone()[0]
    assert answer.basis.carried + sum(n for _, n in answer.basis.left) == answer.basis.looked


def test_every_passage_is_the_very_words(specimen: sqlite3.Connection) -> None:
    texts = dict(specimen.execute("SELECT d.name, c.text FROM document AS d JOIN content AS c ON c.document = d.id"))
    count = 0
    for entry in actors(specimen, choice=Choice(None, "named")).rows:
        found = portrait(specimen, entry.id)
        for p in [*(f.passage for f in found.forms), *(t.passage for t in found.tenures), *([entry.passage] if entry.passage else [])]:
            assert texts[p.document][p.start:p.end] == p.quote
            count += 1
    assert count > 50


def test_filters_and_sorts(specimen: sqlite3.Connection) -> None:
    assert [e.name for e in actors(specimen, Scope(sender="falk")).rows] == ["Henrik Ravn", "Falk"]
    names = [e.id for e in actors(specimen, choice=Choice(sort="name")).rows]
    assert names == sorted(names)
    assert [e.id for e in actors(specimen, choice=Choice(sort="name"), limit=2, skip=1).rows] == names[1:3]
    assert {e.kind for e in actors(specimen, choice=Choice("power", "named")).rows} == {"power"}


def test_two_candidates_are_kept_apart_until_somebody_says(filing: Callable[..., sqlite3.Connection]) -> None:
    def paper(n: int, sender: str, place: str, by: str) -> str:
        return f"Mr. {sender} to Mr. Hay.\nNo. {n}.]\nEmbassy of the United States,\n{place}, March {n}, 1901.\nSir: I have the honor to report.\nI have, etc.,\n{by}.\n"
    archive = filing(a=paper(1, "White", "Berlin", "Andrew D. White"), b=paper(2, "White", "London", "Henry White"),
                     c="Mr. Hay to Mr. White.\nNo. 9.]\nDepartment of State,\nWashington, March 9, 1901.\nSir: I have to instruct you.\nI am, etc.,\nJohn Hay.\n")
    asked = actors(archive, choice=Choice(among="questions")).rows
    assert [(e.name, e.perhaps) for e in asked] == [("White", ("andrew d. white", "henry white"))]
    with pytest.raises(NoSuchActor, match="white"):
        actors_named(archive, "white/nobody")
    number = decide(archive, JoinActors(("andrew d. white", asked[0].id)), person="an editor", why="the instruction went to Berlin")
    settle_decisions(archive)
    assert portrait(archive, "andrew d. white").entry.received == 1 and not actors(archive, choice=Choice(among="questions")).rows
    assert [d.id for d in portrait(archive, "andrew d. white").decided] == [number]
    assert portrait(archive, asked[0].id).entry.id == "andrew d. white", "an address is for keeps"
    further = decide(archive, JoinActors(("henry white", "andrew d. white")), person="an editor")
    settle_decisions(archive)
    for name in ("andrew d. white", asked[0].id):
        assert portrait(archive, name).entry.id == "henry white"
    undo(archive, further, person="an editor")
    settle_decisions(archive)
    assert portrait(archive, asked[0].id).entry.id == "andrew d. white"
    undo(archive, number, person="an editor")
    settle_decisions(archive)
    assert len(actors(archive, choice=Choice(among="questions")).rows) == 1
    assert portrait(archive, asked[0].id).entry.id == asked[0].id
    decide(archive, JoinActors(("nobody", "nowhere")), person="an editor")
    decide(archive, JoinActors(("nowhere", "nobody")), person="an editor")
    with pytest.raises(NoSuchActor):
        actors_named(archive, "nowhere")


def test_a_person_can_be_split(filing: Callable[..., sqlite3.Connection]) -> None:
    archive = filing(a=telegram(1, "March 1, 1936", "Nothing."), b=telegram(2, "March 9, 1936", "Nothing.", sender="The Consul at Kobe (Grew)"))
    before = portrait(archive, "grew").entry
    decide(archive, SplitActor(before.id, ("Grew",)), person="an editor")
    settle_decisions(archive)
    assert len(actors_named(archive, "grew").ids) == 1, "all of its names are the same: there is nothing to part"


def test_names_of_nobody(specimen: sqlite3.Connection) -> None:
    with pytest.raises(NoSuchActor, match="zzz"):
        portrait(specimen, "zzz")
    asked = actors_named(specimen, "Orsovia")
    assert asked.powers == asked.ids and somebody(specimen, asked.ids)[asked.ids[0]].side is None
