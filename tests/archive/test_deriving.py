"""What is drawn together over all papers: the same however it came about, safe from a stop, and kept to its papers."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.archive import acts, deriving, duties, forms
from dragoman.archive.acts import make_acts
from dragoman.archive.derived import mark, stale, tables
from dragoman.archive.filing import Filed
from dragoman.archive.intake import Item, plan
from dragoman.archive.keeping import drop
from dragoman.archive.store import open_archive
from dragoman.archive.transactions import fact, set_fact, transaction, written_at_last
from dragoman.cli.main import main
from dragoman.inquiries.chronicle import Chosen, chronicle
from dragoman.pipeline import add, readers_now
from dragoman.sources.opening import files_in
from dragoman.specimen import papers

# rows are told by what they say, not by their numbers, which go by the order of filing
ACTORS = "SELECT a.name, a.kind, a.label, s.name, a.first_day, a.last_day, a.sent, a.received, a.present, a.named FROM actor AS a LEFT JOIN actor AS s ON s.id = a.side ORDER BY 1"
ACTS = ("SELECT d.name, a.ordinal, a.layer, a.kind, a.date, w.name, x.name FROM act AS a JOIN document AS d ON d.id = a.document "
        "LEFT JOIN actor AS w ON w.id = a.who LEFT JOIN actor AS x ON x.id = a.whom ORDER BY 1, 2")
PARTIES = "SELECT d.name, p.role, p.ordinal, a.name, p.why FROM party AS p JOIN document AS d ON d.id = p.document LEFT JOIN actor AS a ON a.id = p.person ORDER BY 1, 2, 3"


def drawn(connection: sqlite3.Connection) -> list[list[object]]:
    return [connection.execute(query).fetchall() for query in (ACTORS, ACTS, PARTIES)]


def file(connection: sqlite3.Connection, *sources: Path) -> None:
    found = [p for source in sources for p in files_in(str(source)) if isinstance(p, Path)]
    for _ in add(connection, [item for item in plan(connection, found, readers_now()) if isinstance(item, Item)]):
        pass


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("once") / "a.sqlite"
    connection = open_archive(path, write=True)
    file(connection, papers())
    connection.close()
    return path


@pytest.fixture(scope="module")
def at_once(filed: Path) -> list[list[object]]:
    connection = open_archive(filed)
    assert not stale(connection)
    found = drawn(connection)
    connection.close()
    return found


def test_papers_that_come_one_by_one_are_drawn_together_as_at_once(at_once: list[list[object]], tmp_path: Path) -> None:
    connection = open_archive(tmp_path / "a.sqlite", write=True)
    for path in sorted(papers().glob("*.txt"), reverse=True)[:6] + sorted(papers().glob("*.txt")):
        file(connection, path)
    assert drawn(connection) == at_once
    connection.close()


def test_a_run_that_is_stopped_goes_on(at_once: list[list[object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = open_archive(tmp_path / "a.sqlite", write=True)

    def stop(connection: sqlite3.Connection) -> None:
        raise KeyboardInterrupt
    with monkeypatch.context() as patched:
        patched.setattr(deriving, "join_forms", stop)
        with pytest.raises(KeyboardInterrupt):
            file(connection, papers())
    assert stale(connection)
    file(connection, papers())
    assert not stale(connection) and drawn(connection) == at_once
    connection.close()


@pytest.mark.parametrize("turn", ["part", "last"])
@pytest.mark.parametrize("step", range(len(deriving.STEPS)))
def test_a_run_that_is_stopped_at_any_step_goes_on(at_once: list[list[object]], filed: Path, tmp_path: Path, turn: str, step: int,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    connection = open_archive(tmp_path / "a.sqlite", write=True)
    with sqlite3.connect(filed) as source:
        source.backup(connection)
    if getattr(deriving.STEPS[step], turn) is None:
        pytest.skip("this step has no such turn")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt
    stopped = [s._replace(**{turn: stop}) if n == step else s for n, s in enumerate(deriving.STEPS)]
    with transaction(connection):
        mark(connection, "SELECT DISTINCT collection FROM document")
    with monkeypatch.context() as patched:
        patched.setattr(deriving, "STEPS", stopped)
        with pytest.raises(KeyboardInterrupt):
            list(deriving.derive(connection))
    assert stale(connection) == (2 if turn == "part" else 1)
    events = chronicle(connection, chosen=Chosen(every=True)).rows      # they keep their reports meanwhile
    assert events and all(report.passage.quote for event in events for report in event.reports)
    list(deriving.derive(connection))
    assert not stale(connection) and drawn(connection) == at_once
    connection.close()


def test_whoever_decides_meanwhile_waits_for_one_thing_that_is_made(filed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = open_archive(tmp_path / "a.sqlite", write=True)
    with sqlite3.connect(filed) as source:
        source.backup(connection)
    with transaction(connection):
        mark(connection, "SELECT DISTINCT collection FROM document")
    made: list[str] = []
    told_by = {"BEGIN IMMEDIATE": "(", "BEGIN": "{", "COMMIT": ")", "part": "p", "last": "l"}

    def noted(name: str, does: Callable[..., None]) -> Callable[..., None]:
        return lambda *given: (made.append(name), does(*given))[1]
    monkeypatch.setattr(deriving, "STEPS", [s._replace(part=s.part and noted("part", s.part), last=s.last and noted("last", s.last))
                                            for s in deriving.STEPS])
    connection.set_trace_callback(lambda statement: made.append(statement) if statement in told_by else None)
    list(deriving.derive(connection))
    connection.set_trace_callback(None)
    told = "".join(told_by[name] for name in made)
    assert told == "(){)()" + "{p)" * 8 + "(l)" * 8
    connection.close()


def test_an_event_that_nothing_tells_of_any_more_goes_with_its_acts(filed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = open_archive(tmp_path / "a.sqlite", write=True)
    with sqlite3.connect(filed) as source:
        source.backup(connection)
    document, ordinal = connection.execute("SELECT document, ordinal FROM event WHERE reports = 1 LIMIT 1").fetchone()
    connection.execute("UPDATE annotation SET layer = 'damage', body = '{\"kind\":\"garbled\"}' WHERE (document, ordinal) = (?, ?)",
                       (document, ordinal))
    folder = connection.execute("SELECT collection FROM document WHERE id = ?", (document,)).fetchone()[0]
    before = connection.execute("SELECT count(*) FROM event").fetchone()[0]
    written_at_last(connection, lambda: make_acts(connection, folder))
    assert connection.execute("SELECT count(*) FROM event").fetchone()[0] == before - 1
    assert len(chronicle(connection, chosen=Chosen(every=True)).rows) == before - 1
    connection.close()


def test_others_write_while_a_part_is_thought_out_and_it_is_done_again(at_once: list[list[object]], filed: Path, tmp_path: Path,
                                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.sqlite"
    connection = open_archive(path, write=True)
    with sqlite3.connect(filed) as source:
        source.backup(connection)
    other = open_archive(path, write=True, wait=0)
    called: list[str] = []

    def beside(name: str, read: Callable[..., object]) -> Callable[..., object]:
        def reads(*given: object) -> object:
            found = read(*given)
            found = list(found) if isinstance(found, Iterator) else found
            if name not in called:
                set_fact(other, "beside", name)
            called.append(name)
            return found
        return reads
    for module, name in ((forms, "papers_of"), (acts, "papers_of"), (duties, "sheets")):
        monkeypatch.setattr(module, name, beside(module.__name__, getattr(module, name)))
    with transaction(connection):
        mark(connection, "SELECT DISTINCT collection FROM document")
    list(deriving.derive(connection))
    assert called == [module.__name__ for module in (forms, acts, duties) for _ in range(2)]
    assert fact(connection, "beside") == duties.__name__
    assert not stale(connection) and drawn(connection) == at_once
    connection.close()


def test_nothing_is_left_of_papers_that_are_gone(shelf: Callable[[int], Path], tmp_path: Path) -> None:
    connection = open_archive(tmp_path / "a.sqlite", write=True)
    folder = shelf(3)
    file(connection, folder)
    assert connection.execute("SELECT count(*) FROM party").fetchone()[0]
    source = connection.execute("SELECT id, path, digest, bytes, reading FROM source").fetchall()
    drop(connection, [Filed(*row) for row in source])
    file(connection)
    left = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables()}
    counts = dict(connection.execute("SELECT * FROM numbering"))
    assert not any(counts.values()) and {table: rows for table, rows in left.items() if rows and table != "numbering"} == {}
    connection.close()


def test_who_only_reads_an_archive_of_other_tables_sees_empty_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    connection = open_archive(path, write=True)
    file(connection, papers())
    connection.execute("DROP TABLE actor")
    connection.execute("UPDATE fact SET value = 'other' WHERE name = 'derived'")
    connection.close()
    before = path.read_bytes()
    reader = open_archive(path)
    assert reader.execute("SELECT count(*) FROM actor").fetchone() == (0,) and stale(reader)
    reader.close()
    assert path.read_bytes() == before
    writer = open_archive(path, write=True)
    file(writer)
    assert writer.execute("SELECT count(*) FROM actor").fetchone()[0] and not stale(writer)
    writer.close()


@pytest.mark.parametrize("name", ["a", "z"])
def test_papers_that_move_to_another_folder_keep_what_is_drawn_of_them(name: str, at_once: list[list[object]], tmp_path: Path) -> None:
    connection = open_archive(tmp_path / "a.sqlite", write=True)
    before = tmp_path / "m"
    before.mkdir()
    for path in papers().glob("*.txt"):
        (before / path.name).write_bytes(path.read_bytes())
    file(connection, before)
    assert drawn(connection) == at_once
    before.rename(tmp_path / name)
    done = CliRunner().invoke(main, ["add", str(tmp_path / "a.sqlite"), str(tmp_path / name), "--jobs", "1"])
    assert done.exit_code == 0, done.output
    assert drawn(connection) == at_once and not stale(connection)
    assert connection.execute("SELECT DISTINCT collection FROM event").fetchall() == [(str(tmp_path / name),)]
    connection.close()


@pytest.mark.parametrize("after", [1, 2, 3])
def test_what_another_marks_meanwhile_stays_marked(at_once: list[list[object]], tmp_path: Path, after: int) -> None:
    connection = open_archive(tmp_path / "a.sqlite", write=True)
    file(connection, papers())
    folder = connection.execute("SELECT DISTINCT collection FROM document").fetchone()[0]
    with transaction(connection):
        mark(connection, "VALUES (?)", (folder,))
    for step, _ in enumerate(deriving.derive(connection), 1):
        if step == after:           # forms made, collection made, all made: another process files or joins
            with transaction(connection):
                mark(connection, "VALUES (?)", (folder,))
    assert stale(connection) == 2, "the folder and the end"
    for _ in deriving.derive(connection):
        pass
    assert not stale(connection)
    assert drawn(connection) == at_once
    connection.close()
