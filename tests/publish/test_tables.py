"""Tables: every row of the archive and no other, typed, told apart by keys, in CSV and Parquet alike."""

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import tomllib
from collections import Counter
from datetime import date as Day
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pyarrow.parquet
import pytest
from msgspec import structs

from dragoman import Archive
from dragoman.archive.derived import mark
from dragoman.archive.journal import decide
from dragoman.archive.store import open_archive
from dragoman.archive.transactions import transaction
from dragoman.edition.annotation import BODIES
from dragoman.edition.decision import MatchActor
from dragoman.publish import method
from dragoman.publish.commas import unguarded, write_csv
from dragoman.publish.dictionary import NAME
from dragoman.publish.records import PartyRow
from dragoman.publish.tables import TABLES, Table
from dragoman.publish.tables import table as table_named

# how many rows the archive itself has of each table
COUNTS = {
    "sources": "SELECT count(*) FROM source",
    "problems": "SELECT count(*) FROM problem",
    "documents": "SELECT count(*) FROM document",
    "parties": "SELECT sum(json_array_length(docket, '$.sender') + json_array_length(docket, '$.recipient') "
               "+ json_array_length(docket, '$.participants')) FROM document",
    "texts": "SELECT count(*) FROM content",
    "references": "SELECT count(*) FROM link",
    "missing": "SELECT count(*) FROM missing",
    "headings": "SELECT count(*) FROM annotation WHERE layer = 'heading'",
    "apparatus": "SELECT count(*) FROM annotation WHERE layer = 'apparatus'",
    "dates": "SELECT count(*) FROM annotation WHERE layer = 'date'",
    "names": "SELECT count(*) FROM annotation WHERE layer = 'name'",
    "mentions": "SELECT sum(json_array_length(body, '$.mentions')) FROM annotation WHERE layer = 'name'",
    "statements": "SELECT count(*) FROM annotation WHERE layer = 'statement'",
    "directives": "SELECT count(*) FROM annotation WHERE layer = 'directive'",
    "assessments": "SELECT count(*) FROM annotation WHERE layer = 'assessment'",
    "events": "SELECT count(*) FROM annotation WHERE layer = 'event'",
    "damage": "SELECT count(*) FROM annotation WHERE layer = 'damage'",
    "actors": "SELECT count(*) FROM actor",
    "chronicle": "SELECT count(*) FROM event WHERE same IS NULL",
    "duties": "SELECT count(*) FROM duty",
    "decisions": "SELECT count(*) FROM decision",
}
# the table that each layer's findings are in
LAYERS = {"heading": "headings", "apparatus": "apparatus", "date": "dates", "name": "names", "reference": "references",
          "statement": "statements", "directive": "directives", "assessment": "assessments", "event": "events",
          "damage": "damage"}
EACH_TABLE = pytest.mark.parametrize("table", TABLES, ids=[t.name for t in TABLES])


@pytest.fixture(scope="module")
def exported(filed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an export in each form of tables."""
    folder = tmp_path_factory.mktemp("exported")
    with Archive(filed) as archive:
        for form in ("csv", "parquet"):
            archive.export(form, folder / form)
    return folder


def rows_of(filed: Path, table: Table) -> list[dict[str, Any]]:
    with Archive(filed) as archive:
        return [structs.asdict(row) for row in archive.rows(table.name)]


def cells_of(folder: Path, table: Table) -> list[dict[str, str]]:
    with (folder / "csv" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def typed(table: Table, cells: dict[str, str]) -> dict[str, Any]:
    """A row of CSV read back by the data dictionary's rules."""
    found: dict[str, Any] = {}
    for column in table.columns:
        cell = unguarded(cells[column.name])
        if column.type == "texts":
            found[column.name] = tuple(json.loads(cell)) if cell else ()
        elif not cell:
            found[column.name] = None
        else:
            read = {"text": str, "integer": int, "boolean": json.loads, "day": Day.fromisoformat}[column.type]
            found[column.name] = read(cell)  # type: ignore[operator]
    return found


def test_every_layer_has_its_table() -> None:
    assert set(LAYERS) == set(BODIES)
    assert set(COUNTS) == {t.name for t in TABLES} >= set(LAYERS.values())


@EACH_TABLE
def test_rows_are_as_many_as_the_archive_holds(filed: Path, exported: Path, table: Table) -> None:
    connection = sqlite3.connect(filed)
    count = connection.execute(COUNTS[table.name]).fetchone()[0]
    connection.close()
    assert count, f"the test's archive holds no {table.name}"
    assert len(rows_of(filed, table)) == count
    assert len(cells_of(exported, table)) == count
    assert pyarrow.parquet.read_metadata(exported / "parquet" / f"{table.name}.parquet").num_rows == count
    for form in ("csv", "parquet"):
        package = json.loads((exported / form / NAME).read_text(encoding="utf-8"))
        assert {r["name"]: r.get("rows") for r in package["resources"]}[table.name] == count


@EACH_TABLE
def test_csv_gives_every_value_back(filed: Path, exported: Path, table: Table) -> None:
    assert [typed(table, cells) for cells in cells_of(exported, table)] == rows_of(filed, table)


@EACH_TABLE
def test_parquet_gives_every_value_back(filed: Path, exported: Path, table: Table) -> None:
    read = pyarrow.parquet.read_table(exported / "parquet" / f"{table.name}.parquet")
    listed = {c.name for c in table.columns if c.type == "texts"}
    rows = [{name: tuple(v) if name in listed else v for name, v in row.items()} for row in read.to_pylist()]
    assert rows == rows_of(filed, table)


@EACH_TABLE
def test_keys_are_unique_and_pointers_lead_somewhere(filed: Path, table: Table) -> None:
    rows = rows_of(filed, table)
    if table.key:
        assert len({tuple(row[k] for k in table.key) for row in rows}) == len(rows)
    for pointer in table.pointers:
        (there,) = (t for t in TABLES if t.name == pointer.table)
        assert pointer.key == there.key
        keys = {tuple(row[k] for k in pointer.key) for row in rows_of(filed, there)}
        found = {tuple(row[c] for c in pointer.columns) for row in rows}
        assert {k for k in found if None not in k} <= keys


@EACH_TABLE
def test_empty_stands_only_where_it_may_and_all_is_said(filed: Path, table: Table) -> None:
    assert table.meaning and all(c.meaning for c in table.columns)
    never = [c.name for c in table.columns if not c.empty]
    for row in rows_of(filed, table):
        assert all(row[name] is not None for name in never)
        assert all(row[c.name] != "" for c in table.columns)


def test_quotes_are_the_words_of_their_spans(filed: Path) -> None:
    with Archive(filed) as archive:
        texts = {row.document: row.text for row in archive.rows("texts")}
        for name in (*LAYERS.values(), "mentions"):
            for row in archive.rows(name):
                assert texts[row.document][row.start:row.end] == row.quote


def test_days_are_the_bounds_of_their_date(filed: Path) -> None:
    with Archive(filed) as archive:
        dated = [row for name in ("documents", "references", "missing", "dates", "events") for row in archive.rows(name)]
    assert any(row.date and row.first_day < row.last_day for row in dated)
    for row in dated:
        assert (row.first_day is None) == (row.last_day is None) == (row.date is None)
        if row.date and len(row.date) == 10 and row.date[:4].isdigit():
            assert row.first_day == row.last_day == Day.fromisoformat(row.date)


def test_every_status_has_what_it_promises(filed: Path) -> None:
    with Archive(filed) as archive:
        references = list(archive.references())
        found = {row.id: row for row in archive.rows("missing")}
    assert {"resolved", "missing"} <= {r.status for r in references}
    for r in references:
        assert (r.status == "resolved") == (r.target is not None)
        assert (r.status == "ambiguous") == (len(r.candidates) > 1)
        assert (r.status == "missing") == (r.missing is not None)
    for name, row in found.items():
        assert row.references == sum(r.missing == name for r in references)


def test_csv_is_rfc_4180_in_utf_8(exported: Path) -> None:
    for path in (exported / "csv").glob("*.csv"):
        text = path.read_bytes().decode("utf-8")
        assert not text.startswith("\ufeff") and text.endswith("\r\n")
        outside = "".join(text.split('"')[::2])
        assert "\r\n" in outside and not outside.replace("\r\n", "").count("\n")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "\uff1d1", "'=1", "''=1", "'twas", "a=1",
                                  "1", "'", "— 3", 'say "x", y'])
def test_no_cell_is_a_formula_and_none_is_changed(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "parties.csv"
    (table,) = (t for t in TABLES if t.name == "parties")
    with path.open("wb") as file:
        rows, guarded = write_csv(file, table, [PartyRow("d1", "sender", 0, cell, None, None, None, None)])
    with path.open(encoding="utf-8", newline="") as text:
        (row,) = csv.DictReader(text)
    assert row["name"][0] not in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
    assert unguarded(row["name"]) == cell
    assert (rows, guarded) == (1, row["name"] != cell)


def test_the_hostile_paper_is_guarded_and_counted(filed: Path, exported: Path) -> None:
    package = json.loads((exported / "csv" / NAME).read_text(encoding="utf-8"))
    guarded = {r["name"]: r.get("guarded") for r in package["resources"]}
    assert guarded["documents"] and guarded["decisions"]
    for table in TABLES:
        cells = [cell for row in cells_of(exported, table) for cell in row.values()]
        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n")]
        assert sum(cell != unguarded(cell) for cell in cells) == guarded[table.name]


def test_the_dictionary_names_every_column_with_its_type(exported: Path) -> None:
    for form in ("csv", "parquet"):
        package = json.loads((exported / form / NAME).read_text(encoding="utf-8"))
        *resources, sheet = package["resources"]
        assert (exported / form / sheet["path"]).stat().st_size == sheet["bytes"]
        for table, resource in zip(TABLES, resources, strict=True):
            path = exported / form / resource["path"]
            assert path.stat().st_size == resource["bytes"]
            fields = resource["schema"]["fields"]
            if form == "csv":
                head = path.read_text(encoding="utf-8").partition("\n")[0].strip().split(",")
                assert [f["name"] for f in fields] == head
            else:
                shape = pyarrow.parquet.read_schema(path)
                types = {"string": "string", "integer": "int64", "boolean": "bool", "date": "date32[day]", "array": "list<element: string>"}
                assert [(f["name"], types[f["type"]]) for f in fields] == [(f.name, str(f.type)) for f in shape]
                assert [f["description"] for f in fields] == [f.metadata[b"description"].decode() for f in shape]
            assert {k for p in resource["schema"]["foreignKeys"] for k in p["fields"]} <= {f["name"] for f in fields}
            assert table.meaning == resource["description"]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_same_archive_gives_the_same_bytes(filed: Path, exported: Path, tmp_path: Path, form: str) -> None:
    with Archive(filed) as archive:
        archive.export(form, tmp_path / "again")
    for path in (exported / form).iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()
    assert len(list((tmp_path / "again").iterdir())) == len(TABLES) + 3


@EACH_TABLE
def test_duckdb_reads_both_forms_with_the_types_that_the_dictionary_tells(exported: Path, table: Table) -> None:
    files = {form: str(exported / form / f"{table.name}.{form}") for form in ("csv", "parquet")}
    # DuckDB guesses the end of lines from a sample, and papers have other line ends inside their cells
    readings = {"csv": "read_csv(?, header = true, quote = '\"', new_line = '\\r\\n', all_varchar = true)", "parquet": "read_parquet(?)"}
    found = {form: duckdb.execute(f"SELECT count(*) FROM {read}", [files[form]]).fetchone() for form, read in readings.items()}
    connection = duckdb.connect()
    types = {name: kind for name, kind, *_ in connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [files["parquet"]]).fetchall()}
    kinds = {"text": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "day": "DATE", "texts": "VARCHAR[]"}
    assert types == {c.name: kinds[c.type] for c in table.columns}
    assert found["csv"] == found["parquet"] == (pyarrow.parquet.read_metadata(files["parquet"]).num_rows,)


@EACH_TABLE
def test_pandas_reads_both_forms(filed: Path, exported: Path, table: Table) -> None:
    commas = pandas.read_csv(exported / "csv" / f"{table.name}.csv", dtype=str, keep_default_na=False)
    assert list(commas.columns) == [c.name for c in table.columns]
    assert len(commas) == len(pandas.read_parquet(exported / "parquet" / f"{table.name}.parquet")) == len(rows_of(filed, table))


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed here")
def test_r_reads_the_tables(exported: Path) -> None:
    script = """for (path in commandArgs(TRUE)) {
        rows <- read.csv(path, colClasses = "character", fileEncoding = "UTF-8", na.strings = "")
        cat(basename(path), nrow(rows), paste(names(rows), collapse = ","), "\n") }"""
    paths = [exported / "csv" / f"{table.name}.csv" for table in TABLES]
    read = subprocess.run(["Rscript", "-e", script, *map(str, paths)], capture_output=True, text=True, check=True)
    for table, line in zip(TABLES, read.stdout.splitlines(), strict=True):
        assert line.split() == [f"{table.name}.csv", str(len(cells_of(exported, table))), ",".join(c.name for c in table.columns)]


def test_parties_and_acts_lead_to_their_actors_and_reports_to_their_event(filed: Path) -> None:
    with Archive(filed) as archive:
        actors = {row.id: row for row in archive.rows("actors")}
        chronicle = {row.id: row for row in archive.rows("chronicle")}
        parties, events = list(archive.rows("parties")), list(archive.rows("events"))
    sent = Counter(p.person for p in parties if p.role == "sender" and p.person)
    assert sent and all(actors[name].sent == count for name, count in sent.items())
    assert {actors[p.holds].kind for p in parties if p.holds} == {"office"}
    assert {actors[p.side].kind for p in parties if p.side} == {"power"}
    reports = Counter(e.event for e in events if e.event)
    assert set(reports) == set(chronicle)
    for event in chronicle.values():
        (first,) = (e for e in events if (e.document, e.ordinal) == (event.document, event.ordinal))
        assert (first.event, first.type, first.modality) == (event.id, event.type, event.modality)
        assert event.reports == len({e.document for e in events if e.event == event.id})


def test_accepted_identifiers_stand_with_their_actors(filed: Path, tmp_path: Path) -> None:
    shutil.copy(filed, tmp_path / "matched.sqlite")
    connection = open_archive(tmp_path / "matched.sqlite", write=True)
    decide(connection, MatchActor("carl ekholm", "https://example.org/register", "https://example.org/register/7", "Ekholm"), person="Ada Reader")
    connection.close()
    with Archive(tmp_path / "matched.sqlite") as archive:
        known = {row.id: row.identifiers for row in archive.rows("actors") if row.identifiers}
        archive.export("graphml", tmp_path / "graphs")
    assert known == {"carl ekholm": ("https://example.org/register/7",)}
    assert ">https://example.org/register/7<" in (tmp_path / "graphs" / "correspondence.graphml").read_text(encoding="utf-8")


def test_decisions_stand_with_those_who_made_them(filed: Path) -> None:
    with Archive(filed) as archive:
        grade, rejected, undone = archive.rows("decisions")
    assert (grade.person, grade.kind, grade.document, grade.why) == ("Ada Reader", "grade-paper", "02-ravn-telegram-22", "=known elsewhere")
    assert (rejected.quote, rejected.document, rejected.undone) == ("words of a paper that is not here", "gone/1", undone.id)
    assert (undone.kind, undone.undoes, undone.body) == ("undo", rejected.id, None)


def test_the_method_sheet_counts_against_what_is_counted_of(filed: Path, exported: Path) -> None:
    sheet = (exported / "csv" / "method.md").read_text(encoding="utf-8")
    assert sheet == (exported / "parquet" / "method.md").read_text(encoding="utf-8")
    for table in TABLES:
        rows = rows_of(filed, table)
        for column in (c.name for c in table.columns if c.empty):
            told = sum(row[column] is not None for row in rows)
            assert f"| {table.name} | {column} | {told:,} | {len(rows):,} |" in sheet
    documents = rows_of(filed, table_named("documents"))
    assert f"- with a sender: {sum(d['sender'] is not None for d in documents):,} of {len(documents):,}" in sheet
    resolved = sum(r["status"] == "resolved" for r in rows_of(filed, table_named("references")))
    assert f"{resolved:,} lead to one paper that is here" in sheet


def test_the_figures_of_the_method_sheet_are_those_of_the_documentation() -> None:
    figures = tomllib.loads((Path(method.__file__).parent / "accuracy.toml").read_text(encoding="utf-8"))
    docs = Path(__file__).parent.parent.parent / "docs"
    aside = (docs / "accuracy.md").read_text(encoding="utf-8").partition("### Found: the papers kept aside")[2].partition("###")[0]
    rules = (docs / "figures.md").read_text(encoding="utf-8")
    assert set(figures) == set(BODIES) - {"apparatus", "date"}
    for layer, f in figures.items():
        value, marked = f"{f['value']:.2f}", f"{f['marked']:,}"
        if layer == "heading":
            assert f"all of {marked} fields" in rules and f"| **{f['value']}** |" in rules
        elif layer in ("reference", "name", "damage"):
            assert re.search(rf"^\| {layer} \| .* \| {marked} \| {value} \|", rules, re.M), layer
        else:
            assert re.search(rf"^\| \*\*{layer}\*\* \| all \| .* of {marked} \([\d.]+\) \| {value} \|", aside, re.M), layer


def test_an_archive_that_is_not_drawn_together_is_said_to_be(filed: Path, tmp_path: Path) -> None:
    shutil.copy(filed, tmp_path / "stale.sqlite")
    connection = open_archive(tmp_path / "stale.sqlite", write=True)
    with transaction(connection):
        mark(connection)
    connection.close()
    with Archive(filed) as fresh, Archive(tmp_path / "stale.sqlite") as archive:
        assert fresh.export("csv", tmp_path / "fresh").remarks == ()
        (remark,) = archive.export("csv", tmp_path / "tables").remarks
    assert remark.startswith("Papers came or decisions were made") and remark in (tmp_path / "tables" / "method.md").read_text()
