"""`dragoman pending` on the command line."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from dragoman.cli.main import main
from dragoman.specimen import papers


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "archive.sqlite"
    assert run("add", path, papers()).exit_code == 0
    return path


def test_what_the_legation_owed_on_a_day(archive: Path) -> None:
    shown = run("pending", archive, "--on", "1927-03-10", "--by", "Drasna", "--asks").stdout
    assert "1927-02-26 open 12 Ravn → Brandt, request" in " ".join(shown.split())
    assert "“Please also answer my 8, February 26, noon”" in shown
    assert "Orders and requests, with what became of them by the references, words and notes of later papers:" in " ".join(shown.split())


def test_an_answer_that_came_later_is_shown_as_such(archive: Path) -> None:
    shown = " ".join(run("pending", archive, "--on", "1927-01-20", "--by", "Korsun", "--state", "open").stdout.split())
    assert "later by 09-korsun-letter-57 of 1927-02-02" in shown


def test_how_much_each_post_owes(archive: Path) -> None:
    rows = [json.loads(line) for line in run("pending", archive, "--posts", "--on", "1927-03-10", "--json").stdout.splitlines()]
    assert rows[0] == {"owes": "orsovia", "overdue": 0, "open": 3, "untold": 5, "oldest": "1926-11-05",
                       "oldest_in": "05-ravn-instruction-17"}
    assert "oldest" in run("pending", archive, "--posts").stdout


def test_json_and_csv_have_the_same_rows(archive: Path) -> None:
    told = [json.loads(line) for line in run("pending", archive, "--all", "--json").stdout.splitlines()]
    cells = list(csv.DictReader(io.StringIO(run("pending", archive, "--all", "--csv").stdout.lstrip("\ufeff"))))
    assert [r["id"] for r in told] == [c["id"] for c in cells] and len(told) > 40
    assert [r["words"]["quote"] for r in told] == [c["words"].removeprefix("'") for c in cells]
    answered = next(c for c in cells if c["state"] == "answered")
    assert answered["by"] and answered["by_words"] and answered["why"]


@pytest.mark.parametrize("width", [60, 140])
def test_it_fits_the_terminal(archive: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr("dragoman.cli.terminal.PIPED_WIDTH", width)
    for arguments in (["--all"], ["--posts"]):
        lines = run("pending", archive, "--limit", 0, *arguments).stdout.splitlines()
        assert max(map(cell_len, lines)) <= width


def test_a_day_that_is_none(archive: Path) -> None:
    told = run("pending", archive, "--on", "tomorrow")
    assert told.exit_code == 2 and "'tomorrow' is no day; write 1937-01-21" in told.output
