"""`dragoman export`: the command; and JSON Lines, which are what `read --json` gives, with the links."""

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dragoman import Archive
from dragoman.cli.main import main
from dragoman.publish.forms import FORMS, export
from dragoman.publish.tables import TABLES
from dragoman.specimen import FOLDER

# what an archive knows of a reference and a plain reading does not
LINKED = ("status", "target", "missing", "relation", "candidates", "reason")
SPECIMEN = [FOLDER / name for name in ("papers", "volume.txt", "volume.xml", "letter.html", "despatch.docx", "pages.pdf")]
REMARKED = ("cmif", "plover")    # what a person has to know of these, the specimen has some of
VOLUME = "frus1861.xml"         # 428 papers, 79 of them enclosures


def dragoman(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in args])


def records(lines: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def without_links(record: dict[str, Any]) -> dict[str, Any]:
    for a in record["annotations"]:
        if a["layer"] == "reference":
            a["body"] = {name: value for name, value in a["body"].items() if name not in LINKED}
    return record


def assert_round_trip(folder: Path, *sources: Path, apart: bool = False) -> None:
    more = ["--apart"] if apart else []
    archive, out = folder / "archive.sqlite", folder / "out.jsonl"
    assert dragoman("add", archive, *sources).exit_code == 0
    done = dragoman("export", archive, "--as", "jsonl", "-o", out, *more)
    assert done.exit_code == 0, done.output
    read = records(dragoman("read", "--json", *sources, *more).stdout_bytes)
    written = records(out.read_bytes())
    assert done.stdout == f"{out}: {len(read):,} paper{'s' if len(read) > 1 else ''}\n"
    assert [without_links(r) for r in written] == [without_links(r) for r in read]


@pytest.mark.parametrize("source", SPECIMEN, ids=[s.name for s in SPECIMEN])
def test_what_was_filed_comes_out_as_it_was_read(source: Path, tmp_path: Path) -> None:
    assert_round_trip(tmp_path, source)


def test_enclosures_apart_come_out_as_they_were_read(tmp_path: Path) -> None:
    assert_round_trip(tmp_path, FOLDER / "volume.xml", apart=True)


def test_all_sources_at_once_come_out_as_they_were_read(tmp_path: Path) -> None:
    assert_round_trip(tmp_path, *SPECIMEN)


def test_a_volume_comes_out_as_it_was_read(corpus: Path, tmp_path: Path) -> None:
    assert_round_trip(tmp_path, corpus / "frus" / VOLUME)


def test_every_reference_of_a_line_says_what_became_of_it(filed: Path, tmp_path: Path) -> None:
    dragoman("export", filed, "--as", "jsonl", "--apart", "-o", tmp_path / "out")
    written = {r["id"]: r for r in records((tmp_path / "out").read_bytes())}
    with Archive(filed) as archive:
        references = list(archive.references())
    assert references
    for row in references:
        (body,) = (a["body"] for i, a in enumerate(written[row.document]["annotations"]) if i == row.ordinal)
        assert [body[name] for name in LINKED] == [row.status, row.target, row.missing, row.relation, list(row.candidates), row.reason]
        assert row.target is None or row.target in written


@pytest.mark.parametrize("form", FORMS)
def test_the_command_says_what_it_wrote_and_keeps_what_stands(form: str, filed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = dragoman("export", filed, "--as", form, "-o", out)
    assert first.exit_code == 0 and first.stdout.startswith(f"{out}: ")
    assert not first.stderr or form in REMARKED
    if form in ("csv", "parquet"):
        assert all(f" {t.name}" in first.stdout for t in TABLES)
    assert ("formulas have an apostrophe" in first.stdout) == (form == "csv")
    again = dragoman("export", filed, "--as", form, "-o", out)
    assert again.exit_code == 1 and again.stderr == f"{out}: this exists already; name another, or give --force to replace it.\n"
    assert dragoman("export", filed, "--as", form, "-o", out, "--force").exit_code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_bad_command_lines(filed: Path, tmp_path: Path) -> None:
    assert dragoman("export", filed, "--as", "xlsx", "-o", tmp_path / "out").exit_code == 2
    assert dragoman("export", filed, "--as", "csv").exit_code == 2
    assert dragoman("export", filed, "--as", "csv", "--apart", "-o", tmp_path / "out").exit_code == 2
    absent = dragoman("export", tmp_path / "none.sqlite", "--as", "csv", "-o", tmp_path / "out")
    assert absent.exit_code == 1 and "there is no such archive" in absent.stderr
    assert not list(tmp_path.iterdir())


def test_parquet_without_pyarrow_is_one_line(filed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = dragoman("export", filed, "--as", "parquet", "-o", tmp_path / "out")
    assert done.exit_code == 1 and "pip install 'dragoman[tables]'" in done.stderr and done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())
    assert dragoman("export", filed, "--as", "csv", "-o", tmp_path / "out").exit_code == 0


def test_progress_is_shown_on_a_terminal(filed: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "dragoman", "export", filed, "--as", "csv", "-o", tmp_path / "out"],
                               stderr=theirs, stdout=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            shown += os.read(ours, 4096)
        except OSError:         # the other side was closed
            break
    os.close(ours)
    assert process.wait(60) == 0
    assert any(t.name.encode() in shown for t in TABLES)


def test_what_another_process_files_meanwhile_is_left_out(tmp_path: Path) -> None:
    path, out = tmp_path / "archive.sqlite", tmp_path / "out"
    papers = sorted((FOLDER / "papers").iterdir())
    with Archive.create(path) as archive:
        archive.add(*papers[:3])
        from_the_start = archive.holdings()
        added: list[str] = []

        def seen(what: str, count: int) -> None:
            if not added:
                added.append(what)
                with Archive(path) as other:
                    other.add(*papers[3:])
        exported = dict(export(archive._connection, "csv", out, seen=seen).counts)
        assert added and exported["documents"] == exported["texts"] == from_the_start.documents == 3
        assert exported["sources"] == 3 and exported["references"] == from_the_start.references
        assert archive.holdings().documents == len(papers)
