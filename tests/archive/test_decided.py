"""What people decided about findings reaches all that is made of them, and survives whatever is read or made anew."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from made import file, telegram

from dragoman.archive import heeding, keeping
from dragoman.archive.derived import mark, stale
from dragoman.archive.intake import readings
from dragoman.archive.journal import decide, undo
from dragoman.archive.keeping import apply_decisions, settle_decisions
from dragoman.archive.listing import paper
from dragoman.archive.store import open_archive
from dragoman.archive.transactions import transaction
from dragoman.cli.main import main
from dragoman.edition.annotation import Annotation, Directive, LinkedReference
from dragoman.edition.document import Document
from dragoman.edition.judged import Judged
from dragoman.inquiries.chronicle import Chosen, chronicle
from dragoman.inquiries.deciding import accept, add, correct, reject, resolve
from dragoman.inquiries.decisions import decisions
from dragoman.inquiries.judged import JudgedPaper, judged
from dragoman.inquiries.pending import pending
from dragoman.pipeline import readers_now
from dragoman.readers import directives, events
from dragoman.specimen import FOLDER, papers

TOLD, ORDERED = "03-lindqvist-memorandum", "05-ravn-instruction-17"
TABLES = ("document", "content", "annotation", "link", "page", "missing", "search", "original")


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An archive of the specimen's papers, and their folder."""
    root = tmp_path_factory.mktemp("filed")
    folder = root / "papers"
    folder.mkdir()
    for path in papers().glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    file(root / "a.sqlite", *sorted(folder.iterdir()))
    return root / "a.sqlite", folder


@pytest.fixture
def archive(filed: tuple[Path, Path], tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of it to decide in; only what it was filed from is shared."""
    source, copy = sqlite3.connect(filed[0]), sqlite3.connect(tmp_path / "a.sqlite")
    source.backup(copy)
    source.close()
    copy.close()
    connection = open_archive(tmp_path / "a.sqlite", write=True)
    yield connection
    connection.close()


def place(connection: sqlite3.Connection) -> Path:
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def find(shown: JudgedPaper, layer: str, words: str) -> Judged:
    text = shown.reading.document.text
    return next(f for f in shown.findings if f.annotation.layer == layer and words in text[f.annotation.start:f.annotation.end])


def told(connection: sqlite3.Connection) -> set[str]:
    """The clauses of all events of the chronicle, doubtful ones among them."""
    return {r.passage.quote for e in chronicle(connection, chosen=Chosen(every=True)).rows for r in e.reports}


def state(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    return {t: connection.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in TABLES}


def settled(connection: sqlite3.Connection, *bodies: Any) -> list[int]:
    numbers = [decide(connection, body, person="Anna", why="as the paper has it") for body in bodies]
    settle_decisions(connection)
    assert not stale(connection)
    return numbers


def test_a_rejected_event_leaves_the_chronicle_until_that_is_taken_back(archive: sqlite3.Connection) -> None:
    before, events_before = state(archive), told(archive)
    event = find(judged(archive, TOLD), "event", "had asked on Thursday")
    words = next(w for w in events_before if "had asked on Thursday" in w)
    number, = settled(archive, reject(judged(archive, TOLD), event))
    assert words not in told(archive) and told(archive) == events_before - {words}
    assert state(archive)["original"]
    undo(archive, number, person="Anna")
    back = judged(archive, TOLD)                # before anything is filed or drawn anew
    assert find(back, "event", "had asked on Thursday").annotation == event.annotation and not any(f.verdict for f in back.findings)
    settle_decisions(archive)
    assert told(archive) == events_before and state(archive) == before


def test_an_added_event_is_in_the_plain_chronicle(archive: sqlite3.Connection) -> None:
    shown = judged(archive, TOLD)
    text = shown.reading.document.text
    start = text.index("The Plenipotentiary Representative called")
    body = add(shown, "event", (start, start + 34), {"type": "consult", "actor": "Orsovia", "date": "1926-09-26"})
    settled(archive, body)
    row = next(e for e in chronicle(archive).rows if any(r.passage.start == start and r.paper == TOLD for r in e.reports))
    assert (row.type, row.date, row.sure, row.doubt) == ("consult", "1926-09-26", 1.0, None)
    added = next(a for a in paper(archive, TOLD).annotations if (a.layer, a.start, a.end) == ("event", start, start + 34))
    assert added.rule.startswith("added by Anna on 2") and added.rule.endswith(": as the paper has it")


def test_a_corrected_order_is_owed_as_what_it_is(archive: sqlite3.Connection) -> None:
    shown = judged(archive, ORDERED)
    order = find(shown, "directive", "in whose hands the letter book")
    assert isinstance(order.annotation.body, Directive) and order.annotation.body.force == "request"
    settled(archive, correct(shown, order, {"force": "order"}))
    owed = next(o for o in pending(archive).rows if "letter book" in o.words.quote)
    assert (owed.id, owed.force) == (ORDERED, "order")


def test_a_corrected_heading_changes_the_paper(archive: sqlite3.Connection) -> None:
    shown = judged(archive, TOLD)
    date = next(f for f in shown.findings if getattr(f.annotation.body, "field", None) == "date")
    sender = next(f for f in shown.findings if getattr(f.annotation.body, "field", None) == "sender")
    settled(archive, correct(shown, date, {"value": "1926-09-28"}), correct(shown, sender, {"name": "Zebrowski"}))
    assert archive.execute("SELECT first_day, sender_surname FROM document WHERE name = ?", (TOLD,)).fetchone() == (
        "1926-09-28", "zebrowski")
    found = archive.execute("SELECT d.name FROM search JOIN document AS d ON d.id = search.rowid "
                            "WHERE search MATCH 'sender: zebrowski'").fetchall()
    assert found == [(TOLD,)]
    archive.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    assert archive.execute("SELECT DISTINCT p.day FROM party AS p JOIN document AS d ON d.id = p.document "
                           "WHERE d.name = ?", (TOLD,)).fetchall() == [("1926-09-28",)]


def test_what_readers_found_is_kept_and_read_again(archive: sqlite3.Connection, filed: tuple[Path, Path],
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    before = {r.document.id: r.annotations for r in readings(archive)}
    shown, ordered = judged(archive, TOLD), judged(archive, ORDERED)
    event, order = find(shown, "event", "had asked on Thursday"), find(ordered, "directive", "in whose hands")
    kept = find(ordered, "directive", "You will inform")
    settled(archive, reject(shown, event), correct(ordered, order, {"force": "advise"}), accept(ordered, kept))
    after = state(archive)
    assert {r.document.id: r.annotations for r in readings(archive, original=True)} == before
    now = readers_now()
    for module in ("dragoman.pipeline", "made"):
        monkeypatch.setattr(f"{module}.readers_now", lambda: now | {"damage": "another"})
    path = place(archive)
    file(path, *sorted(filed[1].iterdir()))
    assert {t: after[t] for t in ("annotation", "original")} == {t: state(archive)[t] for t in ("annotation", "original")}

    def nothing(document: Document, earlier: dict[str, Sequence[Annotation]]) -> list[Annotation]:
        return []
    monkeypatch.setattr(events, "read", nothing)
    monkeypatch.setattr(directives, "read", nothing)
    for module in ("dragoman.pipeline", "made"):
        monkeypatch.setattr(f"{module}.readers_now", lambda: now | {"events": "another", "directives": "another"})
    file(path, *sorted(filed[1].iterdir()))
    left = [(r.document.id, a.body) for r in readings(archive) for a in r.annotations if a.layer in ("event", "directive")]
    assert left == [(ORDERED, kept.annotation.body), (ORDERED, Directive("advise", order.annotation.body.addressee))]  # type: ignore[union-attr]
    assert [e.unfit for e in decisions(archive).rows] == [None, None, None]
    assert [f.verdict for f in judged(archive, TOLD).findings if f.annotation.layer == "event"] == ["rejected"]


def test_words_that_move_are_found_and_words_that_go_are_listed(tmp_path: Path) -> None:
    source, path = tmp_path / "one.txt", tmp_path / "a.sqlite"
    source.write_text(telegram(1, "Your 7. I protested at once against the arrest of the consul."), encoding="utf-8")
    file(path, source)
    connection = open_archive(path, write=True)
    shown = judged(connection, "one")
    text = shown.reading.document.text
    start = text.index("I protested")
    settled(connection, add(shown, "event", (start, start + 19), {"type": "threaten", "actor": "Ekholm"}))
    source.write_text(telegram(1, "Your 7. It was cold. I protested at once against the arrest."), encoding="utf-8")
    file(path, source)
    added, = (f for f in judged(connection, "one").findings if f.verdict == "added")
    assert added.annotation.start == start + len("It was cold. ")
    assert "I protested at once" in told(connection)
    source.write_text(telegram(1, "Your 7. It was cold."), encoding="utf-8")
    file(path, source)
    assert not any(f.verdict for f in judged(connection, "one").findings)
    assert decisions(connection).rows[0].unfit == "its words are no longer in one"
    source.write_text(telegram(1, "Your 7. I protested at once against the arrest of the consul."), encoding="utf-8")
    file(path, source)
    assert decisions(connection).rows[0].unfit is None and "I protested at once" in told(connection)
    connection.close()


def test_decisions_outlive_the_making_anew_of_what_is_derived(archive: sqlite3.Connection) -> None:
    shown = judged(archive, TOLD)
    settled(archive, reject(shown, find(shown, "event", "had asked on Thursday")))
    drawn = archive.execute("SELECT * FROM event ORDER BY id").fetchall()
    with transaction(archive):
        archive.execute("DELETE FROM event")
        archive.execute("DELETE FROM act")
        mark(archive, "SELECT DISTINCT collection FROM document")
    settle_decisions(archive)
    assert [r[:3] for r in archive.execute("SELECT * FROM event ORDER BY id").fetchall()] == [r[:3] for r in drawn]


@pytest.fixture
def doubtful(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, Callable[[], None]]]:
    """An archive in which a telegram cites a number that two papers of one day bear; and a function that files again."""
    texts = {"first": telegram(1, "Your 900."), "second": telegram(1, "Your 901."), "third": telegram(4, "My 1, January 2.")}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")

    def again() -> None:
        file(tmp_path / "a.sqlite", *(tmp_path / f"{name}.txt" for name in texts))
    again()
    connection = open_archive(tmp_path / "a.sqlite", write=True)
    yield connection, again
    connection.close()


def link(connection: sqlite3.Connection) -> LinkedReference:
    body = next(a.body for a in paper(connection, "third").annotations if a.layer == "reference")
    assert isinstance(body, LinkedReference)
    return body


def test_a_reference_that_was_resolved_stays_so(doubtful: tuple[sqlite3.Connection, Callable[[], None]],
                                                tmp_path: Path) -> None:
    connection, again = doubtful
    assert link(connection).status == "ambiguous"
    shown = judged(connection, "third")
    reference = next(f for f in shown.findings if f.annotation.layer == "reference")
    number = decide(connection, resolve(connection, shown, reference, "resolved", "second"), person="Anna")
    apply_decisions(connection)

    def stands() -> bool:
        found = link(connection)
        return (found.status, found.target, found.candidates) == ("resolved", "second", ())
    assert stands() and link(connection).reason == f"decided by Anna on {reading_day(connection)} (decision {number})"
    settle_decisions(connection)
    (tmp_path / "third.txt").write_text(telegram(4, "My 1, January 2. More."), encoding="utf-8")
    again()
    assert stands()
    connection.execute("UPDATE fact SET value = 'another' WHERE name = 'resolution'")
    again()
    assert stands()
    second = (tmp_path / "second.txt").read_text(encoding="utf-8")
    (tmp_path / "second.txt").unlink()
    gone = CliRunner().invoke(main, ["add", str(tmp_path / "a.sqlite"), str(tmp_path), "--prune", "--jobs", "1"])
    assert gone.exit_code == 0, gone.output
    assert link(connection).target == "first"
    assert decisions(connection).rows[0].unfit == "second is not in the archive"
    (tmp_path / "second.txt").write_text(second, encoding="utf-8")
    again()
    assert stands()
    undo(connection, number, person="Anna")
    settle_decisions(connection)
    assert link(connection).status == "ambiguous"


def reading_day(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT substr(made, 1, 10) FROM decision").fetchone()[0])


def test_a_reference_can_be_said_to_be_missing_or_no_paper(doubtful: tuple[sqlite3.Connection, Callable[[], None]]) -> None:
    connection, _ = doubtful
    for status in ("missing", "external"):
        shown = judged(connection, "third")
        reference = next(f for f in shown.findings if f.annotation.layer == "reference")
        decide(connection, resolve(connection, shown, reference, status), person="Anna")
        apply_decisions(connection)
        found = link(connection)
        assert (found.status, found.missing is not None) == (status, status == "missing")
    assert link(connection).missing is None
    assert not connection.execute("SELECT 1 FROM missing WHERE number = '1'").fetchone()


def test_a_rejected_reference_joins_nothing_and_an_added_one_is_looked_up(
        doubtful: tuple[sqlite3.Connection, Callable[[], None]]) -> None:
    connection, _ = doubtful
    first = judged(connection, "first")
    cited = next(f for f in first.findings if f.annotation.layer == "reference")
    assert connection.execute("SELECT 1 FROM missing WHERE number = '900'").fetchone()
    decide(connection, reject(first, cited), person="Anna")
    apply_decisions(connection)
    assert not connection.execute("SELECT 1 FROM missing WHERE number = '900'").fetchone()
    assert not connection.execute("SELECT 1 FROM link AS l JOIN document AS d ON d.id = l.document "
                                  "WHERE d.name = 'first'").fetchone()
    first = judged(connection, "first")
    start = first.reading.document.text.index("The Commissar")
    body = add(first, "reference", (start, start + 13), {"kind": "telegram", "number": "4", "date": "1927-01-05",
                                                         "sender": "writer"})
    settled(connection, body)
    row = connection.execute("SELECT l.status, t.name FROM link AS l JOIN document AS d ON d.id = l.document "
                             "LEFT JOIN document AS t ON t.id = l.target WHERE d.name = 'first'").fetchall()
    assert row == [("resolved", "third")]


def test_a_decision_looks_up_what_its_own_paper_cites_and_leaves_the_rest_for_later(archive: sqlite3.Connection) -> None:
    whole = archive.execute("SELECT document, ordinal, status, target FROM link ORDER BY 1, 2").fetchall()
    shown = judged(archive, TOLD)
    document = archive.execute("SELECT id FROM document WHERE name = ?", (TOLD,)).fetchone()[0]
    reference = next(f for f in shown.findings if f.annotation.layer == "reference")
    decide(archive, accept(shown, reference), person="Anna")
    archive.execute("UPDATE link SET status = NULL")            # as when another process files beside
    archive.execute("UPDATE link SET missing = NULL, status = 'missing' WHERE document = (SELECT max(document) FROM link)")
    loose = archive.execute("SELECT count(*) FROM link WHERE status = 'missing'").fetchone()[0]
    apply_decisions(archive)
    opened = archive.execute("SELECT DISTINCT document FROM link WHERE status IS NULL").fetchall()
    assert (document,) not in opened and len(opened) == len({row[0] for row in whole}) - 2
    found = archive.execute("SELECT document, ordinal, status, target FROM link WHERE document = ? ORDER BY 1, 2", (document,))
    assert found.fetchall() == [row for row in whole if row[0] == document]
    assert archive.execute("SELECT count(*) FROM link WHERE document <> ? AND status = 'missing' AND missing IS NULL",
                           (document,)).fetchone()[0] == loose
    archive.execute("UPDATE link SET status = NULL WHERE missing IS NULL AND status = 'missing'")
    settle_decisions(archive)
    assert archive.execute("SELECT document, ordinal, status, target FROM link ORDER BY 1, 2").fetchall() == whole


@pytest.mark.parametrize("where", ["take_in", "refile", "derive"])
def test_a_kill_between_decision_and_drawing_loses_nothing(archive: sqlite3.Connection, filed: tuple[Path, Path],
                                                           monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    shown = judged(archive, TOLD)
    words = next(w for w in told(archive) if "had asked on Thursday" in w)
    decide(archive, reject(shown, find(shown, "event", "had asked on Thursday")), person="Anna")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt
    with monkeypatch.context() as patched:
        patched.setattr(heeding if where == "refile" else keeping, where, stop)
        with pytest.raises(KeyboardInterrupt):
            settle_decisions(archive)
    file(place(archive), *sorted(filed[1].iterdir()))
    assert words not in told(archive) and not stale(archive)


def test_what_is_drawn_shows_no_other_finding_until_it_is_drawn_anew(archive: sqlite3.Connection) -> None:
    before = told(archive)
    shown = judged(archive, TOLD)
    text = shown.reading.document.text
    decide(archive, add(shown, "damage", (0, text.index(" ")), {"kind": "garbled"}), person="Anna")
    decide(archive, reject(shown, find(shown, "event", "had asked on Thursday")), person="Anna")
    apply_decisions(archive)
    assert stale(archive)
    assert told(archive) == {w for w in before if "had asked on Thursday" not in w}
    pending(archive)


def test_decisions_about_findings_are_taken_back_by_command(archive: sqlite3.Connection) -> None:
    shown = judged(archive, TOLD)
    before = told(archive)
    settled(archive, reject(shown, find(shown, "event", "had asked on Thursday")))
    done = CliRunner().invoke(main, ["decisions", str(place(archive)), "--undo", "1", "--as", "Anna"])
    assert done.exit_code == 0, done.output
    assert told(archive) == before
    listed = CliRunner().invoke(main, ["decisions", str(place(archive))])
    assert "reject finding: event" in " ".join(listed.output.split())


def test_a_corrected_mark_of_a_page_moves_the_papers_on_it(tmp_path: Path) -> None:
    archive = tmp_path / "a.sqlite"
    file(archive, FOLDER / "volume.xml")
    connection = open_archive(archive, write=True)
    before = connection.execute("SELECT * FROM page ORDER BY 1, 2, 3").fetchall()
    name, label = connection.execute("SELECT d.name, json_extract(a.body, '$.label') FROM annotation AS a JOIN document AS d "
                                     "ON d.id = a.document WHERE json_extract(a.body, '$.kind') = 'page' LIMIT 1").fetchone()
    shown = judged(connection, name)
    mark_ = next(f for f in shown.findings if getattr(f.annotation.body, "label", None) == label)
    number, = settled(connection, correct(shown, mark_, {"label": "999"}))
    after = connection.execute("SELECT * FROM page ORDER BY 1, 2, 3").fetchall()
    assert len(after) == len(before) and {r[1] for r in after} == {"999" if r[1] == label else r[1] for r in before}
    undo(connection, number, person="Anna")
    settle_decisions(connection)
    assert connection.execute("SELECT * FROM page ORDER BY 1, 2, 3").fetchall() == before
    connection.close()


def test_the_record_of_a_missing_paper_is_closed_and_opened_again(archive: sqlite3.Connection) -> None:
    name = "02-ravn-telegram-22"
    before = state(archive)["missing"]
    shown = judged(archive, name)
    reference = find(shown, "reference", "despatch No. 38")
    record = getattr(reference.annotation.body, "missing", None)
    number, = settled(archive, resolve(archive, shown, reference, "resolved", TOLD))
    found = archive.execute("SELECT d.name FROM missing AS m LEFT JOIN document AS d ON d.id = m.found WHERE m.name = ?",
                            (record,)).fetchone()
    assert found in ((TOLD,), (None,))          # other papers may still cite it
    undo(archive, number, person="Anna")
    settle_decisions(archive)
    assert {row[1:] for row in state(archive)["missing"]} == {row[1:] for row in before}
