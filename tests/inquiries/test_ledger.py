"""The ledger: moves of two parties, their links and how they add up, against the specimen's key."""

import sqlite3
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec import structs

import dragoman
from dragoman.edition.annotation import Event as Finding
from dragoman.inquiries.ledger import WHY, Ledger, ledger, scale
from dragoman.inquiries.told import Party
from dragoman.inquiries.who import actors_named
from dragoman.specimen import inquiries

KEY = inquiries()["ledger"]
# Links of the key that are told: the others say what they link by what lies between the lines, or link to what stands elsewhere
LINKED = {("crews-to-go-home", "experts-proposed"), ("trud-to-sail", "release")}


@pytest.fixture(scope="module")
def found(keyed: sqlite3.Connection) -> Ledger:
    """The ledger of the specimen's two parties, its findings those of the key."""
    return ledger(keyed, (actors_named(keyed, "velmark"), actors_named(keyed, "orsovia")))


def named(found: Ledger) -> dict[str, Any]:
    """The moves by their names in the key."""
    events = {event["id"]: event for event in inquiries()["events"]}
    return {name: move for name, event in events.items() for move in found.answer.rows
            if any(r.passage.quote == report["quote"] for r in move.event.reports for report in event["reports"])}


def test_moves_stand_on_the_side_of_who_makes_them(found: Ledger) -> None:
    moves = named(found)
    sides = {"one": "velmark", "other": "orsovia"}
    wanted = {name: side for side in sides.values() for name in KEY["moves"][side]}
    loose = {name for side in sides.values() for name in KEY["whom_not_told"][side]} | set(KEY["who_not_told"]) | set(KEY["both"])
    assert {name: sides[move.side] for name, move in moves.items() if name in wanted}.items() <= wanted.items()
    assert set(wanted) <= set(moves)
    assert set(moves) <= set(wanted) | loose


def test_a_move_names_the_one_that_it_is_linked_with_and_the_words(found: Ledger) -> None:
    moves = named(found)
    for event, other in LINKED:
        link = next(link for link in KEY["links"] if (link["event"], link["to"]) == (event, other))
        tie, = (tie for tie in moves[event].ties if tie.to == moves[other].event.id)
        assert tie.kind == "condition" and tie.passage.document == link["paper"]
        assert tie.passage.quote in link["quote"] or tie.passage.quote in link["words"]
        assert any(back.kind == "condition of" and back.to == moves[event].event.id for back in moves[other].ties)


def test_the_balance_runs_and_only_what_is_done_counts(found: Ledger) -> None:
    sums = {"one": 0.0, "other": 0.0}
    for move in found.answer.rows:
        assert (move.value is None) == (move.event.modality not in ("done", "ongoing"))
        sums[move.side] += move.value or 0.0
        assert move.balance == pytest.approx((sums["one"], sums["other"]))
    assert found.balance == pytest.approx((sums["one"], sums["other"]))
    assert sum(c.one + c.other + c.one_apart + c.other_apart for c in found.counts) == found.answer.total
    assert all(c.value == scale()[c.type] for c in found.counts)


def test_a_page_goes_on_with_the_balance(keyed: sqlite3.Connection, found: Ledger) -> None:
    parties = actors_named(keyed, "velmark"), actors_named(keyed, "orsovia")
    page = ledger(keyed, parties, limit=3, skip=4)
    assert page.answer.rows == found.answer.rows[4:7] and page.balance == found.balance


def test_turned_round_it_is_the_same_account(keyed: sqlite3.Connection, found: Ledger) -> None:
    turned = ledger(keyed, (actors_named(keyed, "orsovia"), actors_named(keyed, "velmark")))
    assert [m.event.id for m in turned.answer.rows] == [m.event.id for m in found.answer.rows]
    assert turned.balance == found.balance[::-1]


def test_the_basis_accounts_for_every_act_of_both(found: Ledger) -> None:
    basis = found.answer.basis
    assert "Goldstein 1992" in basis.line
    assert basis.looked == basis.carried + sum(count for why, count in basis.left if "left out" in why)


def test_a_target_is_supplied_on_the_word_of_the_paper(keyed: sqlite3.Connection) -> None:
    parties = actors_named(keyed, "velmark"), actors_named(keyed, "orsovia")
    every = ledger(keyed, parties, every=True)
    loose = {name for names in KEY["whom_not_told"].values() for name in names}
    moves = {name: move for name, move in named(every).items() if name in loose}
    assert len(moves) == 6 and all(move.supplied for move in moves.values())
    withdrawn = moves["torsund-to-be-withdrawn"]
    assert withdrawn.side == "other" and withdrawn.event.target == Party("Velmark", side="Velmark")
    assert withdrawn.supplied == WHY["paper"] and withdrawn.value is None
    assert every.balance == ledger(keyed, parties).balance      # what rests on weak grounds does not count


def test_what_one_passage_links_is_linked_all_with_all(keyed: sqlite3.Connection) -> None:
    every = ledger(keyed, (actors_named(keyed, "velmark"), actors_named(keyed, "orsovia")), every=True)
    chain = [m for m in every.answer.rows if any("one chain" in tie.passage.quote for tie in m.ties)]
    assert len(chain) == 3 and all(len(m.ties) == 2 for m in chain)


NOTE = """No. 7
The Minister for Foreign Affairs of Chile (Rojas) to the Minister of Peru (Garcia)
Santiago, May 4, 1925.
Sir: The Government of Chile refused on May 2, 1925, in answer to the demand of Peru."""


def test_a_note_between_the_two_is_strong_evidence(filing: Callable[..., sqlite3.Connection]) -> None:
    connection = filing(a=NOTE)
    chile, peru = (connection.execute("SELECT id FROM actor WHERE name = ?", (f"power/{name}",)).fetchone()[0] for name in ("chile", "peru"))
    connection.execute("UPDATE event SET from_side = ?, to_side = NULL, whom = NULL, aim = ?, aim_by = 'note', doubt = NULL, state = 'done'",
                       (chile, peru))
    found = ledger(connection, (actors_named(connection, "chile"), actors_named(connection, "peru")))
    assert found.answer.rows and all(m.supplied == WHY["note"] and m.value is not None for m in found.answer.rows)
    assert "whose target is supplied by what the paper tells" in found.answer.basis.line


def test_the_scale_has_every_type_and_says_where_it_is_from() -> None:
    assert set(scale()) == set(get_args(structs.fields(Finding)[0].type))
    assert all(-10 <= value <= 10 for value in scale().values())
    path = Path(dragoman.__file__).parent / "lexicon/en/scale.toml"
    head = path.read_text(encoding="utf-8").split("\n\n")[0]
    assert "Goldstein" in head and "1992" in head and "CAMEO" in head
    assert all(entry["cameo"] for entry in tomllib.loads(path.read_text(encoding="utf-8")).values())
