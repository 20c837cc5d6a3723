"""Questions: the replay of decisions, undone and up to a day; question files, in and out; errors that name their line."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import file_papers, telegram

from dragoman.archive.journal import decide, journal, undo
from dragoman.edition.decision import (
    AddEvidence,
    AskQuestion,
    Decision,
    DropEvidence,
    DropHypothesis,
    GradePaper,
    Quoted,
    RateEvidence,
    StateHypothesis,
)
from dragoman.errors import BadQuestionFile, NoSuchKey, NoSuchQuestion
from dragoman.inquiries.decisions import decisions
from dragoman.inquiries.hypotheses import GONE, LOST, hypotheses, matrix
from dragoman.inquiries.question_changes import changes, written
from dragoman.inquiries.question_file import consistency_of, grade_of, read_question
from dragoman.inquiries.questions import Grade, Item, Notebook, Question, notebook, replay, stood
from dragoman.inquiries.quotation import standing
from dragoman.specimen import papers

FILE = (papers().parent / "hypotheses.toml").read_text(encoding="utf-8")
SMALL = """
question = "salt"
asks = "Who wants the salt?"

[hypotheses]
us = "We do"
them = "They do"

[[evidence]]
key = "wish"
document = "one"
quote = "The Minister wishes for salt"
ratings = { us = "I", them = "very consistent" }
"""

Filing = Callable[..., sqlite3.Connection]


@pytest.fixture
def salt(filing: Filing) -> sqlite3.Connection:
    return filing(one=telegram(1, "March 20, 1936", "The Minister wishes for salt. He said so twice. He said so twice."),
                  two=telegram(2, "April 2, 1936", "There is no salt."))


def load(connection: sqlite3.Connection, text: str, person: str = "Anna") -> int:
    found = changes(connection, read_question("salt.toml", text), notebook(connection))
    for change in found.entries:
        decide(connection, change.body, person=person, why=change.why)
    return len(found.entries)


def test_a_file_is_entered_once(salt: sqlite3.Connection) -> None:
    assert load(salt, SMALL) == 6
    assert load(salt, SMALL) == 0
    assert load(salt, SMALL.replace('us = "I"', 'us = "II"')) == 1
    assert load(salt, SMALL.replace('us = "I"', 'us = "-"')) == 1
    assert [d.person for d in journal(salt)] == ["Anna"] * 8
    assert notebook(salt).question("salt").items["wish"].ratings == {"them": "CC"}


def test_what_the_archive_has_besides_is_told_and_stays(salt: sqlite3.Connection) -> None:
    load(salt, SMALL)
    found = changes(salt, read_question("salt.toml", 'question = "salt"\nasks = "Who?"\n'), notebook(salt))
    assert found.beyond == ("us", "them", "wish") and len(found.entries) == 1


def test_the_specimen_file_comes_back_as_it_was_entered(tmp_path: Path) -> None:
    connection = file_papers(tmp_path / "archive.sqlite", papers())
    assert load(connection, FILE) > 90
    book = notebook(connection)
    again = written(connection, book.question("protocol"), book)
    assert load(connection, again) == 0
    other = file_papers(tmp_path / "other.sqlite", papers())
    load(other, again)
    assert notebook(other).question("protocol").items == book.question("protocol").items
    assert {name: grade for name, (grade, _) in notebook(other).papers.items()} == {n: g for n, (g, _) in book.papers.items()}
    connection.close()
    other.close()


def test_words_that_stand_twice_are_told_by_their_place(salt: sqlite3.Connection) -> None:
    twice = SMALL.replace("The Minister wishes for salt", "He said so twice")
    with pytest.raises(BadQuestionFile, match=r"salt.toml, line 12: these words stand 2 times in one; .*at = \d+ or (\d+)") as told:
        load(salt, twice)
    at = int(str(told.value).split(" or ")[-1].split(".")[0])
    load(salt, twice.replace('twice"', f'twice"\nat = {at}'))
    item = notebook(salt).question("salt").items["wish"]
    assert item.words is not None and item.words.start == at
    book = notebook(salt)
    again = written(salt, book.question("salt"), book)
    assert f"at = {at}" in again and load(salt, again) == 0


@pytest.mark.parametrize(("old", "new", "line", "why"), [
    ('asks = "Who wants the salt?"', "asks = Who", 3, "this is no TOML"),
    ('asks = "Who wants the salt?"', "", 1, "missing required field asks"),
    ('asks = "Who wants the salt?"', "asks = 5", 3, "Expected str, got int"),
    ('us = "We do"', 'us = "We do"\nus = "Again"', 7, "this is no TOML"),
    ('key = "wish"', 'key = "wish"\nwhen = "now"', 9, "unknown field when"),
    ('key = "wish"', 'key = "my wish"', 10, "'my wish' is no key"),
    ('key = "wish"', 'key = ".."', 10, "'..' is no key"), ('key = "wish"', 'key = "_-."', 10, "a letter or a figure"),
    ('key = "wish"', 'key = "us"', 10, "'us' is already the key of a hypothesis"),
    ('us = "I"', 'us = "X"', 13, "'X' is no rating; write CC (very consistent)"),
    ('us = "I"', 'you = "I"', 13, "'you' is no hypothesis of this file; there are us, them"),
    ('key = "wish"', 'key = "wish"\ngrade = "Z9"', 11, "'Z9' is no grade; write a letter A to F"),
    ('key = "wish"', 'key = "wish"\nlayer = "event"', 11, "no event was found at these words"),
    ('key = "wish"', 'key = "wish"\nlayer = "dream"', 11, "'dream' is no layer"),
    ('"one"', '"three"', 11, "three: the archive holds no paper of this id"),
    ("wishes for salt", "wishes for pepper", 12, "these words are not in one"),
])
def test_what_is_wrong_is_told_by_its_line(salt: sqlite3.Connection, old: str, new: str, line: int, why: str) -> None:
    assert SMALL.count(old) >= 1
    with pytest.raises(BadQuestionFile) as told:
        load(salt, SMALL.replace(old, new))
    assert str(told.value).startswith(f"salt.toml, line {line}: ") and why in str(told.value).replace("`", "")
    assert str(told.value).endswith("Nothing was entered.") and not journal(salt)


def test_a_decision_taken_back_is_as_if_it_had_not_been(salt: sqlite3.Connection) -> None:
    load(salt, SMALL)
    before = notebook(salt)
    number = decide(salt, RateEvidence("salt", "wish", "us", "CC"), person="Bert")
    assert matrix(salt, "salt").hypotheses[0].rank == 1 and matrix(salt, "salt").items[0].diagnosticity == 0
    undo(salt, number, person="Anna", why="a slip")
    assert notebook(salt).questions["salt"].items == before.questions["salt"].items


def test_a_question_as_it_stood_on_a_day(salt: sqlite3.Connection) -> None:
    load(salt, SMALL)
    salt.execute("UPDATE decision SET made = '2020-01-05T10:00:00Z'")
    number = decide(salt, DropHypothesis("salt", "us"), person="Anna")
    undo(salt, 1, person="Anna")
    salt.execute("UPDATE decision SET made = '2020-02-05T10:00:00Z' WHERE id >= ?", (number,))
    assert set(notebook(salt, "2020-01-31").question("salt").hypotheses) == {"us", "them"}
    with pytest.raises(NoSuchQuestion):
        notebook(salt, "2020-02-05").question("salt")
    with pytest.raises(NoSuchQuestion):
        notebook(salt, "2020-01-04").question("salt")
    assert hypotheses(salt, until="2020-01-31").total == 1


def test_a_question_taken_back_leaves_decisions_that_fit_nothing(salt: sqlite3.Connection) -> None:
    load(salt, SMALL)
    undo(salt, 1, person="Anna")
    answer = hypotheses(salt)
    assert answer.total == 0 and "rests on nothing" in answer.basis.line
    unfit = [e.unfit for e in decisions(salt).rows if e.unfit]
    assert unfit == ["nobody asks salt any more"] * 5


def test_dropped_things_go_with_their_ratings(salt: sqlite3.Connection) -> None:
    load(salt, SMALL)
    decide(salt, DropHypothesis("salt", "us"), person="Anna")
    decide(salt, StateHypothesis("salt", "us", "We do after all"), person="Anna")
    assert notebook(salt).question("salt").items["wish"].ratings == {"them": "CC"}
    decide(salt, DropEvidence("salt", "wish"), person="Anna")
    found = matrix(salt, "salt")
    assert not found.items and [s.rank for s in found.hypotheses] == [None, None]
    assert "rests on nothing" in found.basis.line


def test_lost_words_and_papers_are_listed_and_count_on(salt: sqlite3.Connection) -> None:
    load(salt, SMALL)
    salt.execute("UPDATE content SET text = replace(text, 'wishes for', 'has no') WHERE document = 1")
    decide(salt, AddEvidence("salt", "gone", Quoted("nine", "words")), person="Anna")
    decide(salt, RateEvidence("salt", "gone", "them", "I"), person="Anna")
    decide(salt, GradePaper("nine", "A", None), person="Anna")
    items = {e.key: e for e in matrix(salt, "salt").items}
    assert items["wish"].lost == LOST and items["wish"].passage is None and items["gone"].lost == GONE
    assert {s.key: s.score for s in matrix(salt, "salt").hypotheses} == {"us": 1.0, "them": 1.41}
    unfit = [e.unfit for e in decisions(salt).rows]
    assert unfit[3] == "its words are no longer in one" and unfit[6] == "nine is not in the archive" == unfit[8]
    assert load(salt, SMALL) == 0           # a file with words that are lost since is still the same file


def test_what_could_be_known_on_a_day(salt: sqlite3.Connection) -> None:
    load(salt, SMALL)
    decide(salt, AddEvidence("salt", "none", Quoted("two", "There is no salt")), person="Anna")
    found = matrix(salt, "salt", on=date(1936, 3, 31))
    assert {e.key: e.left_out for e in found.items} == {"wish": None, "none": "not known before 1936-04-02"}
    assert all(e.left_out for e in matrix(salt, "salt", on=date(1936, 3, 19)).items)
    assert "rests on nothing" in matrix(salt, "salt", on=date(1936, 3, 19)).basis.line
    with pytest.raises(NoSuchKey, match="pepper: the question salt has nothing of this key, but wish, none"):
        matrix(salt, "salt", without=("pepper",))


def test_a_hypothesis_that_nothing_is_rated_for_has_no_rank(salt: sqlite3.Connection) -> None:
    load(salt, SMALL)
    decide(salt, StateHypothesis("salt", "nobody", "Nobody does"), person="Anna")
    last = matrix(salt, "salt").hypotheses[-1]
    assert (last.key, last.rank, last.score, last.unrated) == ("nobody", None, None, 1)
    assert "1 of 3 cells not rated" in matrix(salt, "salt").basis.line


def test_the_order_of_decisions_about_other_things_does_not_matter(salt: sqlite3.Connection) -> None:
    decide(salt, RateEvidence("salt", "wish", "us", "I"), person="Anna")
    assert hypotheses(salt).total == 0
    decide(salt, AskQuestion("salt", "Who?"), person="Bert")
    assert hypotheses(salt).rows[0].person == "Bert"
    assert matrix(salt, "salt").items[0].lost == "it was rated or graded, but no words were entered for it"


@pytest.mark.parametrize(("words", "grade"), [
    ("B2", Grade("B", "2")), ("b-2", Grade("B", "2")), ("C", Grade("C", None)), ("4", Grade(None, "4")), ("", Grade()), (None, Grade()),
    ("usually reliable, probably true", Grade("B", "2")), ("Improbable; unreliable", Grade("E", "5")),
    ("truth cannot be judged", Grade(None, "6"))])
def test_grades_are_letters_or_words(words: str | None, grade: Grade) -> None:
    assert grade_of(words) == grade


@pytest.mark.parametrize("words", ["G1", "A7", "2B", "reliable", "B2 C3", "doubtful, improbable"])
def test_what_is_no_grade_is_told(words: str) -> None:
    with pytest.raises(ValueError, match="is no grade"):
        grade_of(words)


def test_ratings_are_letters_or_words() -> None:
    assert [consistency_of(w) for w in ("cc", " C ", "Neutral", "very  inconsistent", "-", "")] == ["CC", "C", "N", "II", None, None]


def test_quotations_are_found_whatever_their_marks_and_blanks() -> None:
    text = "He said: “The Convention has an end,\nand one must think of the end in good time.” The Convention has an end, and so it is."
    assert [text[a:b] for a, b in standing('"The Convention has an end, and', text)] == ["“The Convention has an end,\nand"]
    assert [text[a:b] for a, b in standing("one must ... in good time", text)] == ["one must think of the end in good time"]
    assert standing("The Convention ... in good time", text) == []          # not over a paragraph
    assert standing("He ... time", text) == [] and standing("  ", text) == []
    assert len(standing("The Convention has an end", text)) == 2


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
KEYS = st.text("abcäö.-_9", min_size=1, max_size=5).filter(lambda key: any(c.isalnum() for c in key))


@given(st.builds(Question, st.just("q"), WORDS, st.dictionaries(KEYS, WORDS, max_size=3)), st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=3))
def test_whatever_is_written_is_read_back(question: Question, texts: list[tuple[str, str, str]]) -> None:
    ratings: dict[str, str] = dict.fromkeys(question.hypotheses, "II")
    items = {f"item{n}": Item(f"item{n}", Quoted("paper", quote), label, None, why or None, Grade("B", None), label or None, (Quoted("other", why),), ratings)  # type: ignore[arg-type]
             for n, (quote, label, why) in enumerate(texts)}
    whole = Question("q", question.text, question.hypotheses, items)
    connection = sqlite3.connect(":memory:")
    connection.executescript("CREATE TABLE document (id, name); CREATE TABLE content (document, text)")
    content = read_question("q.toml", written(connection, whole, Notebook(papers={"paper": (Grade(None, "3"), "why")}))).content
    assert (content.question, content.asks, content.hypotheses) == ("q", question.text, question.hypotheses)
    assert [(e.quote, e.label, e.why or "", e.ratings, e.grade) for e in content.evidence] == [
        (quote, label, why, ratings, "B") for quote, label, why in texts]
    assert [[a.quote for a in e.disinformation] for e in content.evidence] == [[why] for _, _, why in texts]


BODIES = st.one_of(
    st.builds(AskQuestion, st.sampled_from("qr"), st.just("Who?")), st.builds(StateHypothesis, st.sampled_from("qr"), st.sampled_from("ab"), WORDS),
    st.builds(DropHypothesis, st.sampled_from("qr"), st.sampled_from("ab")), st.builds(DropEvidence, st.sampled_from("qr"), st.sampled_from("xy")),
    st.builds(AddEvidence, st.sampled_from("qr"), st.sampled_from("xy"), st.just(Quoted("d", "w"))),
    st.builds(RateEvidence, st.sampled_from("qr"), st.sampled_from("xy"), st.sampled_from("ab"), st.sampled_from(["CC", "N", "II", None])))


@given(st.lists(st.tuples(BODIES, st.booleans()), max_size=20))
def test_what_was_taken_back_leaves_no_trace(made: list[tuple[object, bool]]) -> None:
    """Decisions that are taken back, whenever, come to the same as if they had never been made."""
    entries = [Decision(n, "2020-01-01", "A", "k", body) for n, (body, _) in enumerate(made)]                 # type: ignore[arg-type]
    back = [Decision(100 + n, "2020-01-02", "A", "undo", None, undoes=n) for n, (_, undone) in enumerate(made) if undone]
    assert replay(stood([*entries, *back], "2020-01-02")) == replay(d for d, (_, undone) in zip(entries, made, strict=True) if not undone)
    assert replay(stood([*entries, *back], "2020-01-01")) == replay(entries)
    for question in replay(entries).questions.values():
        assert all(r != "None" for item in question.items.values() for r in item.ratings.values())
