"""Candidate evidence: what is suggested and what is not; reports that may be one; what a paper calls disinformation."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from letters import file_papers, telegram

from dragoman.archive.journal import decide
from dragoman.edition.decision import AskQuestion, StateHypothesis
from dragoman.errors import NoSuchQuestion
from dragoman.inquiries.candidates import candidates
from dragoman.inquiries.question_changes import changes
from dragoman.inquiries.question_file import read_question
from dragoman.inquiries.questions import notebook
from dragoman.inquiries.suspicion import (
    Report,
    called_false_beside,
    calls_false,
    comes_again,
    may_call_false,
    shared_origins,
)
from dragoman.inquiries.telling import key_of, keys_of, side_by_side
from dragoman.lexicon.stops import line_of, sentences
from dragoman.specimen import papers

Filing = Callable[..., sqlite3.Connection]


@pytest.mark.parametrize(("text", "false"), [
    ("I regard this as deliberate disinformation spread by agents abroad.", True),
    ("There can be no doubt that the “secret protocol” is a forgery.", True),
    ("He thinks that it was manufactured in the Free City.", True),
    ("He denied its authenticity in the most formal manner.", True),
    ("The story was planted in a London newspaper.", True),
    ("Forged and spurious documents are about.", True),
    ("Manufactured goods pay a duty.", False),
    ("The Army planted trees along the railway.", False),
    ("The Government has no information.", False),
    ("He forges iron.", False)])
def test_what_calls_something_false(text: str, false: bool) -> None:
    assert calls_false(text) is false
    assert may_call_false(text) or not false


@pytest.mark.parametrize(("text", "words"), [
    ("Today we received a message in the same sense.", "the same sense"), ("The same report comes from Harbin.", "The same report"),
    ("This confirms the report of my colleague.", "confirms the report"), ("On the same day he left.", None)])
def test_what_comes_again(text: str, words: str | None) -> None:
    assert comes_again(text) == words


def test_the_sentence_after_a_report_can_call_it_false() -> None:
    text = ("It is said that the treaty was put off. A message came in the same sense. I regard this as disinformation. It is natural.\n"
            "The Minister left for Berlin. Forgery is a crime here.")
    spans = list(sentences(text, *line_of(text, 0, 5)))
    assert [text[a:b] for a, b in spans][1] == "A message came in the same sense."
    assert [called_false_beside(text, *span) for span in spans] == [spans[2], spans[2], None, None]
    assert called_false_beside(text, text.index("The Minister"), len(text)) is None      # does not point back to it


REPORT = ["treaty", "signature", "berlin", "minister", "foreign", "secret"]


def report(document: str, *, words: int = 6, who: str | None = None, day: int = 1, **more: frozenset[str]) -> Report:
    return Report(document, 0, date(1937, 1, day), who, frozenset(REPORT[:words]), **more)      # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other", "why"), [
    (report("a", words=4, who="Arita"), report("b", words=6, who="Arita", day=5), "Arita says it in both, within 5 days"),
    (report("a", words=4, who="Arita"), report("b", words=6, who="Arita", day=9), None),
    (report("a", words=4, who="Arita"), report("b", words=6, who="Ott"), None),
    (report("a"), report("b", day=20), "nearly the same words"),
    (report("a"), report("a"), None),
    (report("a", words=1, cites=frozenset({"b"})), report("b", words=2), "a cites b beside it"),
    (report("a", words=1), report("b", words=2, cites=frozenset({"a"})), "b cites a beside it"),
    (report("a", words=1, papers=frozenset({("Zarya", "1927-01-14")})), report("b", words=0, papers=frozenset({("Zarya", "")})),
     "both name the newspaper Zarya"),
    (report("a", words=1, papers=frozenset({("Zarya", "1927-01-14")})), report("b", papers=frozenset({("Zarya", "1927-01-15")})), None)])
def test_reports_that_may_be_one(one: Report, other: Report, why: str | None) -> None:
    found = [pair.why for pair in shared_origins([one, other])]
    assert found == [] if why is None else found[0].startswith(why)


def ask(connection: sqlite3.Connection, text: str, *answers: str) -> None:
    decide(connection, AskQuestion("q", text), person="Anna")
    for n, answer in enumerate(answers):
        decide(connection, StateHypothesis("q", f"h{n}", answer), person="Anna")


def test_passages_beside_the_words_of_the_question(filing: Filing) -> None:
    said = "Arita told me that no secret treaty with Germany exists. He told me that. I believe that the secret treaty was signed."
    connection = filing(one=telegram(1, "March 20, 1936", said),
                        two=telegram(2, "March 22, 1936", f"{said} Fish was discussed."),
                        three=telegram(3, "April 2, 1936", "I believe that fish will be dear. The Minister said that the harvest is good."))
    ask(connection, "Was a secret treaty signed with Germany?")
    answer = candidates(connection, "q")
    assert {c.passage.document for c in answer.rows} == {"one", "two"}
    assert "2 of 2 papers with such words" in answer.basis.line
    first = answer.rows[0]
    assert {"secret", "treaty", "germany"} <= set(first.words) and first.why.startswith("names germany, secret, treaty")
    assert [o.document for o in first.origins] == ["two"] and "within 5 days" in first.origins[0].why
    assert len(candidates(connection, "q", limit=1).rows) == 1 and candidates(connection, "q", limit=1).total == answer.total
    assert candidates(connection, "q", skip=1).rows[0] == answer.rows[1]


@pytest.mark.parametrize("text", ["?", "Who is it?", "Was the zeppelin sold?", "“” ... \x1b[31m *"])
def test_a_question_without_words_that_papers_have_finds_nothing(filing: Filing, text: str) -> None:
    connection = filing(one=telegram(1, "March 20, 1936", "I believe that the secret treaty was signed."))
    ask(connection, text)
    answer = candidates(connection, "q")
    assert answer.total == 0 and "rests on nothing" in answer.basis.line
    with pytest.raises(NoSuchQuestion):
        candidates(connection, "other")


def test_one_word_is_enough_where_the_question_has_one(filing: Filing) -> None:
    connection = filing(one=telegram(1, "March 20, 1936", "I believe that the treaties were signed."))
    ask(connection, "A treaty?")
    assert [c.passage.document for c in candidates(connection, "q").rows] == ["one"]


def test_the_specimen_calls_its_protocol_a_forgery(tmp_path: Path) -> None:
    connection = file_papers(tmp_path / "archive.sqlite", papers())
    text = (papers().parent / "hypotheses.toml").read_text(encoding="utf-8")
    for body, why in changes(connection, read_question("q", text), notebook(connection)).entries:
        decide(connection, body, person="Anna", why=why)
    rows = candidates(connection, "protocol").rows
    assert len({c.item for c in rows if c.item}) >= 15 and len(rows) <= 50      # of the sixteen items of the file
    flagged = {(c.passage.document, p.document) for c in rows for p in c.called_false}
    assert {("10-falk-telegram-8", "09-korsun-letter-57"), ("08-medyanov-letter", "08-medyanov-letter")} <= flagged
    connection.close()


def test_telling_words_are_nouns_in_the_singular_names_and_rare_words() -> None:
    assert keys_of("The treaties of Belomost were signed by him; he told me so together with others.") == {"treaty", "belomost"}
    assert keys_of("He told me that it was so.") == frozenset() and key_of("The") == "" and key_of("Étampes") == "etampe"
    assert [(a.key, b.key) for a, b in side_by_side("the anti-Comintern agreement, Arita's speech, a talk. Salt")] == [
        ("comintern", "agreement"), ("arita", "speech")]
