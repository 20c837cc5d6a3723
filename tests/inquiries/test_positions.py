"""Positions: the acts of an actor on a subject, in order of time, parted where they shift."""

import sqlite3
from itertools import pairwise

import pytest

from dragoman.edition.dates import parse
from dragoman.errors import NoSuchActor, NothingAsked
from dragoman.inquiries.about import Subject
from dragoman.inquiries.positions import positions
from dragoman.inquiries.scope import Scope
from dragoman.specimen import inquiries

CODE = 7
NAMES = {"convention": ("Belomost Convention", "the Convention", "fishing convention", "prolong the convention"),
         "salt": ("salt",), "railway": ("Railway", "through trains"), "consulates": ("consulate",)}


@pytest.fixture
def railway(keyed: sqlite3.Connection) -> sqlite3.Connection:
    """The specimen with its key's findings; where it names the railway is set by hand in a copy."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    keyed.backup(copy)
    copy.execute("DELETE FROM about")
    for document, text in copy.execute("SELECT document, text FROM content").fetchall():
        start = 0
        for line in text.splitlines(keepends=True):
            at = min((i for name in NAMES["railway"] if (i := line.find(name)) >= 0), default=-1)
            if at >= 0:
                span = copy.execute("SELECT coalesce(min(ordinal), 0), coalesce(max(ordinal), -1) + 1 FROM annotation WHERE document = ? "
                                    "AND start >= ? AND start < ?", (document, start, start + len(line))).fetchone()
                copy.execute("INSERT INTO about (document, subject, start, \"end\", ordinal, ordinal_end) "
                             "VALUES (?, ?, ?, ?, ?, ?)", (document, CODE, start + at, start + at + 7, *span))
            start += len(line)
    return copy


def on(date: str | None = None, **scope: object) -> Scope:
    return Scope(subject=Subject("railway", "railway", (CODE,)), date=parse(date) if date else None, **scope)  # type: ignore[arg-type]


# Positions of the key that stand in a paragraph which does not name the railway: a subject goes by paragraphs
BEYOND = [("ravn", "order"), ("brandt", "ask"), ("medyanov", "silent"), ("brandt", "say"), ("korsun", "reject")]


def test_positions_on_a_subject_equal_the_key(railway: sqlite3.Connection) -> None:
    """Each act of the key on the railway is in a row of the person, in its position."""
    rows = positions(railway, scope=on()).rows
    told = {(r.actor.label.split()[-1].lower(), r.position) for r in rows}
    wanted = {"say": "says", "protest": "protests", "deny": "refuses", "ask": "asks", "silent": "silent", "reject": "refuses",
              "order": "instructs", "agree": "accepts"}
    of_key = [p for p in inquiries()["positions"] if p["subject"] == "railway"]
    missed = [(p["actor"], p["act"]) for p in of_key if (p["actor"], wanted[p["act"]]) not in told]
    assert (missed, len(of_key)) == (BEYOND, 12)


def test_shifts_follow_one_another(railway: sqlite3.Connection) -> None:
    rows = positions(railway, "Medyanov", on()).rows
    assert {r.actor.label.split()[-1] for r in rows} == {"Medyanov"}
    assert [r.before for r in rows] == [None, *(r.position for r in rows[:-1])]
    assert all(a.position != b.position for a, b in pairwise(rows))
    assert [r.first for r in rows] == sorted(r.first or "9" for r in rows)
    denies = next(r for r in rows if "deny" in " ".join(r.kinds))
    assert (denies.passage.quote, denies.reporters, denies.papers) == ("He denied that it was a breach", ("Brandt",), 1)


def test_a_power_speaks_by_its_persons(railway: sqlite3.Connection) -> None:
    rows = positions(railway, "Orsovia", on()).rows
    assert {r.actor.name for r in rows} == {"power/orsovia"}
    assert any("Medyanov" in name for r in rows for name in r.by)
    alone = positions(railway, "Medyanov", on()).rows
    assert sum(r.acts for r in rows) >= sum(r.acts for r in alone) > 0


def test_a_scope_narrows(railway: sqlite3.Connection) -> None:
    rows = positions(railway, "Medyanov", on("1926-12")).rows
    assert rows and all((r.first or "")[:7] == "1926-12" for r in rows)
    towards = positions(railway, "Medyanov", on(recipient="Brandt"))
    assert 0 < towards.total < positions(railway, "Medyanov", on()).total
    assert positions(railway, "Medyanov", on(collection="nowhere")).rows == ()
    assert positions(railway, "Medyanov", on(), limit=1, skip=1).rows == positions(railway, "Medyanov", on()).rows[1:2]


def test_without_a_subject_each_has_its_rows(specimen: sqlite3.Connection) -> None:
    answer = positions(specimen, "Medyanov")
    subjects = list(dict.fromkeys(r.subject for r in answer.rows))
    acts = [sum(r.acts for r in answer.rows if r.subject == s) for s in subjects]
    assert answer.total == len(answer.rows) and all(acts)
    assert "acts" in answer.basis.line


def test_somebody_or_something_is_asked_for(specimen: sqlite3.Connection) -> None:
    with pytest.raises(NothingAsked):
        positions(specimen)
    with pytest.raises(NoSuchActor):
        positions(specimen, "Nobody at All")


def test_what_is_on_no_subject_stands_last(specimen: sqlite3.Connection) -> None:
    """Nothing that somebody said is lost for want of a subject."""
    rows = positions(specimen, "Medyanov").rows
    subjects = list(dict.fromkeys(r.subject for r in rows))
    assert subjects[-1] is None and None not in subjects[:-1]
    assert {r.named for r in rows if r.subject is None} == {None} and {r.named for r in rows if r.subject} == {"sentence", "paragraph"}
    towards = positions(specimen, "Medyanov", Scope(recipient="Brandt"))
    assert 0 < towards.total < len(rows)
