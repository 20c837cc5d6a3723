"""The archive in Python: typed rows, Arrow and pandas, inquiries; and what is misuse is said."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date as Day
from pathlib import Path

import pytest

import dragoman
from dragoman import Archive
from dragoman.errors import (
    BadDate,
    BadQuery,
    NoSuchActor,
    NoSuchDocument,
    NoSuchQuestion,
    NoSuchSubject,
    NoSuchTable,
    NotAnArchive,
    NotInstalled,
)
from dragoman.inquiries.scope import Scope
from dragoman.publish.asking import Narrow
from dragoman.publish.tables import TABLES
from dragoman.specimen import FOLDER

PAPERS = FOLDER / "papers"


@pytest.mark.parametrize("name", [t.name for t in TABLES])
def test_arrow_batches_and_pandas_are_the_rows(filed: Path, name: str) -> None:
    with Archive(filed) as archive:
        whole = archive.arrow(name)
        assert whole.num_rows == len(list(archive.rows(name)))
        assert archive.batches(name).read_all().equals(whole)
        frame = archive.pandas(name)
        assert list(frame.columns) == whole.column_names and len(frame) == whole.num_rows


def test_a_data_frame_keeps_integers_days_and_lists(filed: Path) -> None:
    with Archive(filed) as archive:
        apparatus, references = archive.pandas("apparatus"), archive.pandas("references")
        rows = list(archive.references())
    assert apparatus.target_start.isna().any() and str(apparatus.target_start.dtype) == "Int64"
    assert [d if isinstance(d, Day) else None for d in references.first_day] == [r.first_day for r in rows]
    assert [tuple(c) for c in references.candidates] == [r.candidates for r in rows]


def test_a_table_without_rows_is_still_a_table(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "empty.sqlite") as archive:
        for name in archive.tables:
            assert archive.arrow(name).num_rows == 0 and len(archive.pandas(name).columns)
        archive.export("csv", tmp_path / "csv")
        archive.export("parquet", tmp_path / "parquet")
    assert len(list((tmp_path / "csv").iterdir())) == len(TABLES) + 3


def test_a_paper_comes_with_its_text_docket_and_links(filed: Path) -> None:
    with Archive(filed) as archive:
        texts = {row.document: row.text for row in archive.rows("texts")}
        papers = {row.id: row for row in archive.documents()}
        for reading in archive.readings():
            name = reading.document.id
            assert reading == archive.document(name)
            assert reading.document.text == texts[name]
            assert (reading.docket().kind, reading.document.enclosed_in) == (papers[name].kind, papers[name].enclosed_in)


def test_rows_of_several_tables_can_be_drawn_at_once_and_an_export_between(filed: Path, tmp_path: Path) -> None:
    with Archive(filed) as archive:
        whole = list(archive.references())
        drawn, others = archive.references(), archive.documents()
        first = next(drawn)
        next(others)
        archive.export("jsonl", tmp_path / "out")
        archive.holdings()
        assert [first, *drawn] == whole
        next(others)


def test_what_is_filed_is_not_filed_twice_and_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with Archive.create(tmp_path / "a.sqlite") as archive:
        (empty, nowhere) = archive.add(PAPERS, tmp_path / "empty.txt", tmp_path / "nowhere")
        assert {empty.file, nowhere.file} == {str(tmp_path / "empty.txt"), str(tmp_path / "nowhere")}
        before = archive.holdings()
        archive.add(str(PAPERS))
        assert archive.holdings() == before
    with Archive.create(tmp_path / "a.sqlite") as again:
        assert again.holdings() == before


def test_an_executor_files_the_same(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "one.sqlite") as one, Archive.create(tmp_path / "many.sqlite") as many:
        one.add(PAPERS, FOLDER / "volume.xml")
        with ThreadPoolExecutor(2) as executor:
            many.add(PAPERS, FOLDER / "volume.xml", executor=executor)
        assert list(one.references()) == list(many.references())


def test_inquiries_answer_and_can_be_narrowed(filed: Path) -> None:
    with Archive(filed) as archive:
        found = archive.search("protocol", limit=1)
        assert found.total > len(found.rows) == 1
        (hit,) = found.rows
        assert all(archive.document(hit.id).document.text[p.start:p.end] == p.quote for p in hit.passages)
        everything = archive.register()
        assert everything.total == len(everything.rows) == len(list(archive.documents()))
        some = archive.register(kind="telegram", date="1926-09/1926-10", limit=1)
        assert some.total > len(some.rows) == 1 and some.rows[0].kind == "telegram"
        assert {r.id for r in archive.missing(which="all").rows} == {r.id for r in archive.rows("missing") if not r.found}
        asked = archive.missing(limit=1).rows[0]
        assert archive.dossier(asked.id).record == asked
        thread = archive.threads(limit=1).rows[0]
        assert thread.id in {node.id for node in archive.thread(thread.id).nodes}
        assert archive.gaps().basis.looked


def test_every_inquiry_can_be_asked(filed: Path) -> None:
    with Archive(filed) as archive:
        assert archive.actor("ravn").entry in archive.actors().rows
        assert archive.chronicle(by="velmark", every=True).total < archive.chronicle(every=True).total
        assert archive.ledger("velmark", "orsovia", every=True).answer.rows
        assert archive.pending().total and archive.outstanding().rows
        assert archive.positions("korsun").rows and archive.positions(subject="belomost convention").rows
        assert archive.network(sender="falk").rows[0].whom.label == "Henrik Ravn"
        subject = archive.subjects(limit=1).rows[0]
        assert archive.register(subject=subject.id).total == subject.papers
        assert archive.known("ravn", "1927-02-10").total and not archive.hypotheses().rows
        with pytest.raises(NoSuchSubject):
            archive.register(subject="zeppelins")
        with pytest.raises(NoSuchActor):
            archive.ledger("velmark", "nobody at all")
        with pytest.raises(NoSuchQuestion):
            archive.matrix("none")


def test_inquiries_are_narrowed_by_all_that_a_scope_knows() -> None:
    # what is chosen for an edition is chosen in a transaction of its own
    assert (*Narrow.__annotations__, "chosen") == Scope.__struct_fields__


def test_misuse_is_said(filed: Path, tmp_path: Path) -> None:
    with Archive(filed) as archive:
        with pytest.raises(NoSuchTable, match="there are sources, "):
            archive.rows("persons")
        with pytest.raises(NoSuchDocument, match="Did you mean 02-ravn-telegram-22"):
            archive.document("telegram-22")
        with pytest.raises(BadQuery):
            archive.search('"protocol')
        with pytest.raises(BadDate, match="1926-9"):
            archive.register(date="1926-9")
        half = archive.references()
        next(half)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        next(half)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        archive.holdings()
    (tmp_path / "letter.txt").write_text("no archive")
    with pytest.raises(NotAnArchive):
        Archive(tmp_path / "letter.txt")
    with pytest.raises(NotAnArchive):
        Archive.create(tmp_path / "letter.txt")


@pytest.mark.parametrize("library", ["pyarrow", "pandas"])
def test_a_library_that_is_not_there_is_said(filed: Path, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with Archive(filed) as archive, pytest.raises(NotInstalled, match=f"needs {library}; install it with: pip install"):
        archive.pandas("documents")


def test_the_package_alone_imports_nothing_and_the_archive_no_library_of_readers() -> None:
    def loaded(statement: str) -> set[str]:
        code = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return set(done.stdout.split())
    assert not [module for module in loaded("import dragoman") if module.startswith("dragoman.")]
    heavy = {"lxml", "trafilatura", "docx", "pypdfium2", "pyarrow", "pandas", "click", "rich", "dragoman.readers", "dragoman.sources"}
    assert not heavy & loaded("from dragoman import Archive")
    with pytest.raises(AttributeError, match="no attribute 'Library'"):
        getattr(dragoman, "Library")  # noqa: B009


def test_an_archive_at_a_glance_and_what_waits(filed: Path) -> None:
    with Archive(filed) as archive:
        found, held = archive.overview(), archive.holdings()
        assert found.holdings == held and found.coverage.papers == held.documents + held.enclosures
        assert archive.facets("protocol").total == archive.search("protocol").total
        assert archive.ambiguous().total == held.ambiguous == archive.ambiguous(limit=0).total
        assert archive.problems().total == held.problems
        with pytest.raises(BadQuery):
            archive.facets("(")
