"""`dragoman search`: what it prints, for people and for programs, and what it says of a query that it cannot understand."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli.main import main
from dragoman.specimen import papers


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("command")
    (folder / "hostile.txt").write_text("Mr. Falk to Mr. Ravn\nValmire, March 3, 1927.\nSir: The \x1b[31m kraken \x9b2J sleeps.\nFalk\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["add", str(folder / "archive.sqlite"), str(papers()), str(folder / "hostile.txt")])
    assert done.exit_code == 0, done.output
    yield folder / "archive.sqlite"


def run(archive: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["search", str(archive), *args])


def test_json_is_one_paper_a_line_and_nothing_else(archive: Path) -> None:
    done = run(archive, "salt OR courier", "--json", "--limit", "3", "--skip", "1")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 3 and done.exit_code == 0
    assert "2 to 4 are shown; --skip 4 shows the next" in done.stderr
    exported = Path(archive).with_name("export.jsonl")
    assert CliRunner().invoke(main, ["export", str(archive), "--as", "jsonl", "--apart", "-o", str(exported), "--force"]).exit_code == 0
    texts = {r["id"]: r["text"] for r in map(json.loads, exported.read_text(encoding="utf-8").splitlines())}
    for line in lines:
        assert list(line)[:4] == ["id", "date", "kind", "number"] and line["score"] > 0
        for passage in line["passages"]:
            assert texts[line["id"]][passage["start"]:passage["end"]] == passage["quote"]
            assert all(texts[line["id"]][a:b].lower() in ("salt", "courier") for a, b in passage["matches"])


def test_words_may_come_one_by_one(archive: Path) -> None:
    assert run(archive, "salt", "pans", "--json").stdout == run(archive, "salt pans", "--json").stdout != ""


@pytest.mark.parametrize(("query", "caret"), [("salt (", 5), ('"salt', 0), ("日本 frm:x", 5), ("", 0), ("x" * 300 + " date:y", 60)])
def test_a_bad_query_is_one_sentence_and_a_caret(archive: Path, query: str, caret: int) -> None:
    done = run(archive, query)
    assert (done.exit_code, done.stdout) == (2, "")
    sentence, line, pointer = done.stderr.rstrip("\n").split("\n")
    assert sentence.endswith((".", "?")) and "sqlite" not in sentence.lower()
    assert pointer == " " * (2 + caret) + "^" and len(line) < 100


def test_nothing_found_is_no_error(archive: Path) -> None:
    done = run(archive, "salt zeppelin")
    assert done.exit_code == 0 and done.output.startswith("Nothing was found: 0 of 18 papers. No paper has zeppelin at all.")
    assert run(archive, "salt", "--json", "--skip", "99").stdout == ""
    assert "none so far on" in run(archive, "salt", "--skip", "99").output


def test_all_may_be_shown_at_once_and_no_number_is_too_great(archive: Path) -> None:
    assert len(run(archive, "the", "--json", "--limit", "1000000").stdout.splitlines()) == 18
    done = run(archive, "the", "--skip", "99999999999999999999")
    assert done.exit_code == 2 and "--skip" in done.stderr


def test_hostile_text_cannot_command_the_terminal(archive: Path) -> None:
    done = run(archive, "kraken")
    assert "*kraken*" in done.output and not {"\x1b", "\x9b"} & set(done.output)
    assert not {"\x1b", "\x9b"} & set(run(archive, 'zeppelin\x1b[31m kind:"\x9b2J').output)
    assert "\x1b[31m kraken" in json.loads(run(archive, "kraken", "--json").stdout)["passages"][0]["quote"]


def test_what_is_left_out_is_told(archive: Path) -> None:
    done = run(archive, "the", "--limit", "1")
    assert "more places in the text" in done.output and "18 of 18 papers found; 1 to 1 are shown; --skip 1 shows the next." in done.output


def test_no_archive_and_no_archive_of_ours_are_one_line(archive: Path, tmp_path: Path) -> None:
    done = run(tmp_path / "none.sqlite", "salt")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1) and "there is no such archive" in done.stderr
    (tmp_path / "text.sqlite").write_text("no database")
    assert "this is not an archive" in run(tmp_path / "text.sqlite", "salt").stderr
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE t (x)")
    other.close()
    done = run(tmp_path / "other.sqlite", "salt")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
