"""Subjects: what papers are about, listed, asked for by words, and changed by people."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from letters import file_papers, telegram

from dragoman.archive.journal import decide, undo
from dragoman.edition.dates import parse
from dragoman.edition.decision import DropSubject, JoinSubjects, RenameSubject
from dragoman.errors import NoSuchSubject
from dragoman.inquiries.about import acts_about, settled, subject_named
from dragoman.inquiries.missing import missing
from dragoman.inquiries.register import register
from dragoman.inquiries.scope import Scope
from dragoman.inquiries.subjects import subject, subjects
from dragoman.inquiries.threads import threads
from dragoman.specimen import papers


@pytest.fixture
def own(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An archive of the specimen to decide in."""
    connection = file_papers(tmp_path / "archive.sqlite", papers())
    yield connection
    connection.close()


def labels(connection: sqlite3.Connection, scope: Scope | None = None) -> list[str]:
    return [s.label for s in subjects(connection, scope).rows]


def test_what_the_specimen_is_about(specimen: sqlite3.Connection) -> None:
    answer = subjects(specimen)
    found = {s.label.lower(): s for s in answer.rows}
    assert answer.total == len(answer.rows) == len(found)
    assert {"belomost convention", "salt pans", "trawlers", "consulate", "secret protocol", "lomna railway",
            "railway agreement", "coaling station", "usages of 1864", "experts"} <= set(found)
    convention = found["belomost convention"]
    assert (convention.kind, convention.papers) == ("agreement", 6)
    assert (convention.first, convention.last) == ("1926-09-19", "1927-03-28")
    assert convention.passages[0].document == "01-thorsen-telegram-14"
    assert convention.passages[0].quote == "He did not mention the Belomost Convention, although I named it twice."
    assert "ministry of foreign affairs > orsovia" in convention.channels


def test_offices_persons_places_and_formulas_are_none(specimen: sqlite3.Connection) -> None:
    found = " | ".join(s.label.lower() for s in subjects(specimen).rows)
    for words in ("minister", "commissar", "medyanov", "ravn", "anstad", "drasna", "greetings", "honor", "council republic"):
        assert words not in found


def test_one_subject_has_its_papers_in_time(specimen: sqlite3.Connection) -> None:
    answer = subject(specimen, subject_named(specimen, "the salt pans"))
    assert [n.date for n in answer.rows] == sorted(n.date or "" for n in answer.rows)
    assert {n.id[:2] for n in answer.rows} == {"02", "03", "04", "06", "15"}
    assert all("salt pans" in p.quote for n in answer.rows for p in n.passages)
    assert "5 of 17 papers" in answer.basis.line
    later = subject(specimen, subject_named(specimen, "salt pans"), Scope(date=parse("1926-12/1927")))
    assert [n.id[:2] for n in later.rows] == ["06", "15"]


def test_a_narrower_question_counts_anew(specimen: sqlite3.Connection) -> None:
    rows = {s.label: s for s in subjects(specimen, Scope(date=parse("1927"))).rows}
    assert rows["Belomost Convention"].papers == 2 and (rows["Belomost Convention"].first or "") > "1927"
    with_pans = subjects(specimen, Scope(subject=subject_named(specimen, "salt pans")))
    assert with_pans.basis.looked == 5 and "salt pans" in [s.label for s in with_pans.rows]
    nothing = subjects(specimen, Scope(sender="nobody"))
    assert nothing.rows == () and "rests on nothing" in nothing.basis.line


@pytest.mark.parametrize("sort", ["weight", "papers", "first", "label"])
def test_pages_join(specimen: sqlite3.Connection, sort: str) -> None:
    every = [s.id for s in subjects(specimen, sort=sort).rows]  # type: ignore[arg-type]
    pages = [s.id for at in range(0, len(every), 5)
             for s in subjects(specimen, sort=sort, limit=5, skip=at).rows]  # type: ignore[arg-type]
    assert pages == every


def test_the_other_inquiries_narrow_to_a_subject(specimen: sqlite3.Connection) -> None:
    pans = Scope(subject=subject_named(specimen, "salt pans"))
    assert {e.id[:2] for e in register(specimen, pans).rows} == {"02", "03", "04", "06", "15"}
    assert 0 < threads(specimen, pans).total < threads(specimen).total
    assert 0 < missing(specimen, pans).total < missing(specimen).total


def test_acts_of_the_paragraph_that_names_it(specimen: sqlite3.Connection) -> None:
    where, value = acts_about(subject_named(specimen, "salt pans"))
    rows = specimen.execute(
        f"SELECT d.name, n.start FROM act AS a JOIN annotation AS n USING (document, ordinal) "
        f"JOIN document AS d ON d.id = n.document WHERE {where}", (value,)).fetchall()
    assert rows
    for name, start in rows:
        text = specimen.execute("SELECT text FROM content JOIN document ON id = document WHERE name = ?", (name,)).fetchone()[0]
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", start)
        assert "salt pans" in text[first:last]


def test_words_that_mean_none_or_several(specimen: sqlite3.Connection) -> None:
    assert subject_named(specimen, "protocol").label == "protocol"         # exactly so, before those that have the word
    assert subject_named(specimen, "Lomna").label == "Lomna Railway"       # the only one with the word
    with pytest.raises(NoSuchSubject, match=r"Did you mean .*salt pans"):
        subject_named(specimen, "pepper and pans of salt")
    with pytest.raises(NoSuchSubject, match="The list of subjects"):
        subject_named(specimen, "elephants")


def test_people_rename_join_and_drop(own: sqlite3.Connection) -> None:
    before = subjects(own)
    decide(own, RenameSubject("salt pan", "Salt pans of Solenets"), person="a")
    decide(own, JoinSubjects(("protocol", "secret protocol")), person="a")
    dropped = decide(own, DropSubject("snow"), person="a")
    found = {s.label: s for s in subjects(own).rows}
    assert subjects(own).total == before.total - 2 == len(found)
    assert found["Salt pans of Solenets"].papers == 5 and found["Salt pans of Solenets"].id == "salt pan"
    assert found["protocol"].joined == ("secret protocol",) and "secret protocol" not in found and "snow" not in found
    assert subject_named(own, "Solenets").name == subject_named(own, "salt pans").name == "salt pan"
    assert subject_named(own, "secret protocol").label == "protocol"
    with pytest.raises(NoSuchSubject):
        subject_named(own, "snow")
    undo(own, dropped, person="b")
    assert "snow" in labels(own)


def test_decisions_outlive_a_rebuilding_and_are_kept_when_they_fit_no_more(own: sqlite3.Connection) -> None:
    decide(own, RenameSubject("salt pan", "Solenets"), person="a")
    own.execute("DELETE FROM subject WHERE name = 'salt pan'")
    made = settled(own)
    assert [d.kind for d in made.unfit] == ["rename-subject"]
    assert "1 decisions fit no subject any more" in subjects(own).basis.line


def test_subjects_follow_the_papers(filing: Callable[..., sqlite3.Connection]) -> None:
    body = "The Minister spoke of the opium monopoly. The opium monopoly, he said, will not be renewed."
    one = filing(a=telegram(1, "March 20, 1936", body))
    assert labels(one) == []                            # one paper is no recurrence
    two = filing(b=telegram(2, "March 22, 1936", "Your 1. The opium monopoly is renewed."))
    assert labels(two) == ["opium monopoly"]
    assert subjects(two).rows[0].papers == 2


def test_one_paper_comes_back_to_its_subjects(filing: Callable[..., sqlite3.Connection]) -> None:
    """Of one paper or a few the paragraphs are counted for papers; a single word must be named in three."""
    said = ["The Minister spoke of the opium monopoly, and of the smugglers.", "The opium monopoly will not be renewed, whatever smugglers say.",
            "Of the tea trade nothing was said."]
    alone = filing(a=telegram(1, "March 20, 1936", "\n\n".join(said)))
    assert labels(alone) == ["opium monopoly"]
    answer = subjects(alone)
    assert (answer.rows[0].papers, answer.rows[0].passages[0].quote) == (1, said[0])
    assert labels(filing(a=telegram(1, "March 20, 1936", "\n\n".join([*said, "The smugglers of Macao were not heard by anybody."])))) == ["smugglers", "opium monopoly"]


def test_few_papers_name_an_agreement_by_its_lands(filing: Callable[..., sqlite3.Connection]) -> None:
    said = ["The Japanese-German agreement was signed in November.", "We regret the Japanese-German agreement, and no other agreement."]
    assert labels(filing(a=telegram(1, "March 20, 1936", "\n\n".join(said)))) == ["Japanese-German agreement"]
