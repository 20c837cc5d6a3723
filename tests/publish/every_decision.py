"""A journal with a decision of every kind about the specimen, some taken back, some that do not fit."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any, get_args

from dragoman.archive.journal import decide, decisions, journal, newest, undo
from dragoman.archive.keeping import settle_decisions
from dragoman.edition.decision import (
    AddEvidence,
    AddFinding,
    AskQuestion,
    DecisionBody,
    DropEvidence,
    DropHypothesis,
    DropSubject,
    GradeEvidence,
    GradePaper,
    JoinActors,
    JoinSubjects,
    MarkDisinformation,
    MarkOrigin,
    MatchActor,
    Quoted,
    RateEvidence,
    RenameSubject,
    SplitActor,
    StateHypothesis,
    quoted,
)
from dragoman.edition.judged import Judged
from dragoman.errors import BadFinding
from dragoman.inquiries.deciding import accept, add, correct, fields_of, reject, resolve
from dragoman.inquiries.judged import JudgedPaper, judged

LETTER, TELEGRAM, MEMORANDUM = "08-medyanov-letter", "10-falk-telegram-8", "03-lindqvist-memorandum"


def decided(connection: sqlite3.Connection) -> None:
    """Enter them, and bring the archive up to date."""
    for n, body in enumerate(_bodies(connection)):
        decide(connection, body, person=("Anna Ek", "Бруно “B.” <b@x>")[n % 2], why=(None, "as I read it", "wie\nes steht\t\x01 é 𝔸")[n % 3])
    undo(connection, 1, person="Anna Ek", why="I misread it")
    undo(connection, 9, person="Carl")
    settle_decisions(connection)
    assert {d.kind for d in journal(connection)} == {k.__struct_config__.tag for k in get_args(DecisionBody)} | {"undo"}


def decided_at_random(connection: sqlite3.Connection, chance: Random, count: int) -> None:
    """Enter so many decisions about any findings, later ones about earlier ones among them, and take some back."""
    names = [row[0] for row in connection.execute("SELECT name FROM document ORDER BY id")]
    while newest(connection) < count:
        paper = judged(connection, chance.choice(names))
        found = chance.choice(paper.findings)
        a = found.annotation
        standing = decisions(connection)
        with suppress(BadFinding):      # not every field or span fits every finding
            makes: list[Callable[[], Any]] = [
                lambda: accept(paper, found), lambda: reject(paper, found),  # noqa: B023
                lambda: correct(paper, found, {}, (a.start, a.end + chance.choice((-2, 1, 3)))),  # noqa: B023
                lambda: correct(paper, found, dict([_changed(a.layer, chance)])),  # noqa: B023
                lambda: resolve(connection, paper, found, chance.choice(("missing", "resolved")), chance.choice(names))]  # noqa: B023
            body = chance.choice(makes)()
            decide(connection, body, person=chance.choice(("Anna", "Bruno")), why=chance.choice((None, "because")))
        if standing and chance.random() < 0.1:
            undo(connection, chance.choice(standing).id, person="Carl")
    settle_decisions(connection)


def _changed(layer: str, chance: Random) -> tuple[str, str]:
    field = chance.choice(fields_of(layer))
    return field.name, chance.choice(field.choices or ("1936-03-20", "12:30", "Grew"))


def _bodies(connection: sqlite3.Connection) -> list[Any]:
    letter, telegram, memorandum = (judged(connection, name) for name in (LETTER, TELEGRAM, MEMORANDUM))
    text = letter.reading.document.text
    at = text.index("Dear Pavel")
    words = quoted(letter.reading.document, at, at + 10)
    actors = [row[0] for row in connection.execute("SELECT name FROM actor ORDER BY name LIMIT 3")]
    subjects = [row[0] for row in connection.execute("SELECT name FROM subject ORDER BY name LIMIT 4")]
    date = _first(telegram, "date")
    references = [f for f in letter.findings if f.annotation.layer == "reference"]
    event = _first(memorandum, "event")
    start = event.annotation.start
    return [
        accept(letter, _first(letter, "statement")), reject(letter, _first(letter, "assessment")),
        correct(letter, _first(letter, "directive"), {"force": "advise", "condition": "if 𝔸 asks"}),
        correct(memorandum, event, {}, (start, event.annotation.end - 4)), correct(telegram, date, {"edtf": "1926-09-30~"}),
        add(letter, "reference", (at, at + 10), {"kind": "letter", "sender": "Pavel"}), add(letter, "name", (at + 5, at + 10), {"kind": "person", "label": "Pavel"}),
        accept(memorandum, _first(memorandum, "name")),
        resolve(connection, letter, references[0], "resolved", TELEGRAM), resolve(connection, telegram, _first(telegram, "reference"), "external"),
        resolve(connection, memorandum, _first(memorandum, "reference"), "missing"),
        JoinActors(tuple(actors[:2])), SplitActor(actors[2], ("a form", "ein Name “x”"), "Δ"),
        MatchActor(actors[0], "http://www.wikidata.org/entity/", "http://www.wikidata.org/entity/Q42", "Douglas"), MatchActor(actors[1], "https://d-nb.info/gnd/", None),
        RenameSubject(subjects[0], "the new name"), JoinSubjects(tuple(subjects[1:3])), DropSubject(subjects[3]),
        AskQuestion("silence", "What was given?"), StateHypothesis("silence", "sold", "It was sold"), StateHypothesis("silence", "not", "It was not"),
        AddEvidence("silence", "item.1", words, "a label", "reference"), AddEvidence("silence", "gone", words), RateEvidence("silence", "item.1", "sold", "II"),
        RateEvidence("silence", "item.1", "sold", None), GradeEvidence("silence", "item.1", "B", None), GradePaper(LETTER, None, "2"), GradePaper("papers/not here", "A", "1"),
        MarkOrigin("silence", "item.1", "one report"), MarkDisinformation("silence", "item.1", words), DropHypothesis("silence", "not"), DropEvidence("silence", "gone"),
        AddFinding(Quoted("papers/not here", "words", "", "", 7), "event", {"type": "consult"}), AddFinding(Quoted(LETTER, "these are no words of it"), "event", {"type": "aid"}),
    ]


def _first(paper: JudgedPaper, layer: str) -> Judged:
    return next(f for f in paper.findings if f.annotation.layer == layer)
