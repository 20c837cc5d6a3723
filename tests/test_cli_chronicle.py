"""`dragoman chronicle` and `dragoman ledger` on the command line."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from dragoman.cli.main import main
from dragoman.specimen import papers

COMMANDS = (("chronicle",), ("chronicle", "--all"), ("ledger", "velmark", "orsovia"), ("ledger", "velmark", "orsovia", "--all"))


def run(command: str, archive: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, [command, str(archive), *map(str, arguments)])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "archive.sqlite"
    assert run("add", path, papers()).exit_code == 0
    return path


@pytest.mark.parametrize("width", [60, 80, 120, 160])
@pytest.mark.parametrize("asked", COMMANDS)
def test_no_line_is_wider_than_the_terminal_and_all_rows_are_there(archive: Path, monkeypatch: pytest.MonkeyPatch,
                                                                  asked: tuple[str, ...], width: int) -> None:
    monkeypatch.setattr("dragoman.cli.terminal.PIPED_WIDTH", width)
    told = run(asked[0], archive, *asked[1:], "--limit", 0)
    assert told.exit_code == 0, told.output
    assert max(map(cell_len, told.stdout.splitlines())) <= width
    together = "".join(told.stdout.split())
    rows = [json.loads(line) for line in run(asked[0], archive, *asked[1:], "--json").stdout.splitlines()]
    for row in rows:
        event = row.get("event", row)
        assert event["type"] in together and event["reports"][0]["paper"] in together


def test_json_has_every_reporter_and_csv_names_them(archive: Path) -> None:
    told = run("chronicle", archive, "--all", "--json")
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert rows and all(row["reports"] and row["reports"][0]["passage"]["quote"] for row in rows)
    assert "Events by day" in told.stderr
    table = list(csv.DictReader(io.StringIO(run("chronicle", archive, "--all", "--csv").stdout.lstrip("\ufeff"))))
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    assert all(row["reports"].startswith(json_row["reports"][0]["paper"]) for row, json_row in zip(table, rows, strict=True))
    moves = list(csv.DictReader(io.StringIO(run("ledger", archive, "velmark", "orsovia", "--all", "--csv").stdout.lstrip("\ufeff"))))
    assert all(row["side"] in ("one", "other") and "type: " in row["event"] for row in moves)


def test_the_scale_and_the_counts_stand_below_the_ledger(archive: Path) -> None:
    told = run("ledger", archive, "velmark", "orsovia", "--all").stdout
    assert "Goldstein" in " ".join(told.split()) and "one counts" in told


def test_bad_words_are_told_in_one_line(archive: Path) -> None:
    told = run("ledger", archive, "velmark", "atlantis")
    assert told.exit_code == 1 and len(told.stderr.splitlines()) == 1 and "atlantis" in told.stderr
    assert run("chronicle", archive, "--type", "dance").exit_code == 2
    assert run("chronicle", archive, "--modality", "perhaps").exit_code == 2
    assert "No events to show" in run("chronicle", archive, "--date", "1801").stdout
