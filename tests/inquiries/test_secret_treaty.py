"""The founding letter's second section as a question: signed with the open agreement, later, or never?

The ratings and grades are the letter's own reasoning. Its text stays where it is: sentences are told by their first
and last words.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from letters import file_papers

from dragoman.archive.journal import decide
from dragoman.inquiries.candidates import candidates
from dragoman.inquiries.hypotheses import matrix
from dragoman.inquiries.question_changes import changes
from dragoman.inquiries.question_file import read_question
from dragoman.inquiries.questions import notebook

PAPER = 'document = "letter-1937-01-21"'
QUESTION = f"""
question = "treaty"
asks = "Was the secret treaty signed with the open one, later, or never?"

[hypotheses]
together = "The secret treaty was signed with the open agreement"
later = "Its signing was postponed, and it was signed later"
never = "Japan and Germany abandoned the secret treaty"

[[evidence]]
key = "suggested"
{PAPER}
quote = "It has been suggested ... at the last moment"
grade = "E5"
origin = "agents abroad"
ratings = {{ together = "II", later = "C", never = "C" }}

[[evidence.disinformation]]
{PAPER}
quote = "I regard this ... agents abroad"

[[evidence]]
key = "message"
{PAPER}
quote = "Today we received a message in the same sense"
grade = "unreliable, improbable"
origin = "agents abroad"
ratings = {{ together = "II", later = "C", never = "C" }}

[[evidence.disinformation]]
{PAPER}
quote = "I regard this ... agents abroad"

[[evidence]]
key = "measures"
{PAPER}
quote = "It is quite natural that ... arisen for them"
layer = "assessment"
ratings = {{ together = "C", later = "N", never = "N" }}
why = "it says why such messages would be spread of a treaty that is signed"

[[evidence]]
key = "defense"
{PAPER}
quote = "The fierce defense ... understood if it were only about"
layer = "assessment"
grade = "B2"
ratings = {{ together = "CC", later = "C", never = "II" }}

[[evidence]]
key = "british"
{PAPER}
quote = "Even such cautious skeptics ... has been concluded"
layer = "assessment"
grade = "B2"
ratings = {{ together = "C", later = "C", never = "II" }}

[[evidence]]
key = "grounds"
{PAPER}
quote = "I believe that there are no serious grounds ... abandon this treaty"
layer = "assessment"
grade = "B3"
ratings = {{ together = "C", later = "I", never = "II" }}
why = "a change of mind at the last minute is without ground, for an hour as for good"

[[evidence]]
key = "refused"
{PAPER}
quote = "If we assume that only one ... completely unnoticeable"
grade = "B3"
ratings = {{ together = "C", later = "N", never = "I" }}
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, letter: Path) -> Iterator[sqlite3.Connection]:
    connection = file_papers(tmp_path_factory.mktemp("treaty") / "archive.sqlite", letter)
    for body, why in changes(connection, read_question("treaty.toml", QUESTION), notebook(connection)).entries:
        decide(connection, body, person="Stomonyakov", why=why)
    yield connection
    connection.close()


def test_signed_together_then_later_then_never(asked: sqlite3.Connection) -> None:
    found = matrix(asked, "treaty")
    assert [(s.key, s.rank, s.score, s.unrated) for s in found.hypotheses] == [
        ("together", 1, 1.0, 0), ("later", 2, 1.41, 0), ("never", 3, 12.24, 0)]
    assert found.basis.carried == 7 and not any(e.lost for e in found.items)


def test_one_judgement_turns_it(asked: sqlite3.Connection) -> None:
    """It rests on the writer's belief that nobody changed his mind at the last minute; without it the messages lead."""
    found = matrix(asked, "treaty")
    assert [(t.what, t.name, t.ranking) for t in found.turns] == [
        ("item", "grounds", (("later",), ("together",), ("never",)))]
    assert {e.key: e.turns for e in found.items if e.turns} == {"grounds": "lead"}
    assert matrix(asked, "treaty", without=["grounds"]).hypotheses[0].key == "later"


def test_were_the_messages_not_thought_planted_they_would_lead(asked: sqlite3.Connection) -> None:
    """The same ratings without the grade that the letter gives them: postponement stands best."""
    asked.execute("SAVEPOINT trial")
    asked.execute("DELETE FROM decision WHERE kind = 'grade-evidence' AND body LIKE '%suggested%'")
    try:
        assert [s.key for s in matrix(asked, "treaty").hypotheses] == ["later", "together", "never"]
    finally:
        asked.execute("ROLLBACK TO trial")


def test_the_messages_are_flagged_as_disinformation(asked: sqlite3.Connection) -> None:
    alleged = {e.key: [a.passage.quote for a in e.alleged if a.passage] for e in matrix(asked, "treaty").items if e.alleged}
    assert set(alleged) == {"suggested", "message"}
    for (words,) in alleged.values():
        assert words.startswith("I regard this and possible other messages of this nature as deliberate disinformation")


def test_nothing_could_be_known_the_day_before(asked: sqlite3.Connection) -> None:
    before = matrix(asked, "treaty", on=date(1937, 1, 20))
    assert {e.left_out for e in before.items} == {"not known before 1937-01-21"}
    assert [s.rank for s in before.hypotheses] == [None] * 3 and "rests on nothing" in before.basis.line
    assert matrix(asked, "treaty", on=date(1937, 1, 21)).hypotheses == matrix(asked, "treaty").hypotheses


def test_the_letter_is_searched_for_candidates(asked: sqlite3.Connection) -> None:
    """All seven items are found again, the message with what calls it disinformation, though it names no treaty."""
    rows = candidates(asked, "treaty").rows
    assert len({c.item for c in rows if c.item}) == 7 and len(rows) <= 40
    assert all(c.words or c.beside for c in rows)
    flagged = [c for c in rows if any("deliberate disinformation" in p.quote for p in c.called_false)]
    assert {c.item for c in flagged} == {"suggested", "message"}
