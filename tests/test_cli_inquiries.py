"""`dragoman register`, `threads` and `missing` on the command line: tables, JSON Lines, CSV, bad words, hostile papers."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from dragoman.cli.main import main
from dragoman.cli.tables import cell
from dragoman.specimen import papers


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "archive.sqlite"
    assert run("add", path, papers()).exit_code == 0
    return path


def test_the_register_is_a_table_with_its_counts(archive: Path) -> None:
    lines = run("register", archive, "--limit", 2).stdout.splitlines()
    assert lines[0].split() == ["date", "kind", "No.", "from", "to", "place", "refs", "cited", "id"]
    assert lines[1].startswith("1864-09-30        ↳ despatch") and lines[1].endswith("04-ekholm-despatch-41/2")
    assert lines[2].startswith("1926-09-19 18:00  telegram")
    assert lines[3].startswith("2 of 17 papers shown; --limit and --skip show others")
    assert lines[4].startswith("Papers by day, hour and order of filing, as their headings give them: 17 of 17 papers")


@pytest.mark.parametrize("command", ["register", "threads", "missing"])
@pytest.mark.parametrize("width", [60, 80, 140])
def test_ids_and_days_are_whole_at_any_width(archive: Path, monkeypatch: pytest.MonkeyPatch, command: str, width: int) -> None:
    monkeypatch.setattr("dragoman.cli.terminal.PIPED_WIDTH", width)
    shown = run(command, archive, "--limit", 0).stdout
    assert max(map(cell_len, shown.splitlines())) <= width
    together = "".join(shown.split())                   # what is too long for its column goes on below
    for row in map(json.loads, run(command, archive, "--json").stdout.splitlines()):
        assert "".join(row["id"].split()) in together
        assert (row.get("date") or row.get("first") or "") in shown


def test_nothing_fits(archive: Path) -> None:
    told = run("register", archive, "--from", "nobody")
    assert told.exit_code == 0 and told.stdout.startswith("No papers to show.\n") and "rests on nothing" in told.stdout


@pytest.mark.parametrize("command", ["register", "threads", "missing"])
def test_json_is_one_row_a_line_and_nothing_else(archive: Path, command: str) -> None:
    told = run(command, archive, "--json")
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(rows) > 3 and all("id" in row for row in rows)
    assert len(told.stderr.splitlines()) == 1
    some = [json.loads(line) for line in run(command, archive, "--json", "--limit", 2, "--skip", 1).stdout.splitlines()]
    assert some == rows[1:3]


@pytest.mark.parametrize("arguments", [
    ["register"], ["threads"], ["missing"], ["missing", "--all"], ["missing", "--gaps"], ["threads", "04-ekholm-despatch-41"],
    ["missing", "missing/1926-08-30/38/orsovia"]])
def test_csv_is_a_table_with_a_head(archive: Path, arguments: list[str]) -> None:
    told = run(arguments[0], archive, *arguments[1:], "--csv")
    assert told.exit_code == 0 and told.stdout.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(told.stdout.removeprefix("\ufeff"), newline=""))
    assert rows and {len(row) for row in rows} == {len(head)}


def test_a_missing_paper_in_full(archive: Path) -> None:
    words = " ".join(run("missing", archive, "missing/1926-08-30/38/orsovia").stdout.split())
    for expected in ("DESPATCH, MISSING", "[Ekholm, Minister in Orsovia]", "3 mentions in 3 papers", "“on the salt harvest” 02-ravn-telegram-22",
                     "“Legation” stands for the addressee; the name is supplied from the heading of the citing paper",
                     "“August 30, 1926” 11-wessel-despatch-133, ¶ 5", "refers to; 04-ekholm-despatch-41, ¶ 4"):
        assert expected in words, expected


def test_a_thread_shows_missing_papers_in_their_places(archive: Path) -> None:
    lines = run("threads", archive, "04-ekholm-despatch-41").stdout.splitlines()
    heads = [line[17:].strip() for line in lines if line[17:18] in ("●", "○")]
    assert [h.split("  ")[0] for h in heads] == [
        "○ despatch 53, missing", "● despatch 76", "○ telegram 13, missing", "● telegram 14", "● telegram 22",
        "○ note, missing", "○ telegram 46, missing", "○ telegram 49, missing", "● note 212", "● despatch 41", "● instruction 17"]
    assert any("┆ Ekholm, Minister in Orsovia → Minister for Foreign Affairs" in line for line in lines)
    assert any(line.strip().endswith("replies to telegram 22 of 1926-09-21") for line in lines)
    assert "                 │ besides refers to letter of 1864-10-02 (missing); 2 without number or day (missing)" in [line.rstrip() for line in lines]


def test_gaps_are_told_by_run(archive: Path) -> None:
    lines = [line.strip() for line in run("missing", archive, "--gaps", "--channel", "orsovia >").stdout.splitlines()]
    assert lines[6:10] == ["Orsovia > Ministry of Foreign Affairs, telegrams, 1927-03-03 to 1927-03-28", "here  27", "only cited  9, 24, 26",
                          "nowhere  10–23 (days not known), 25 (days not known)"]


def test_closed_ones_name_the_paper(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    head = "711.94/{}: Telegram\nThe Ambassador in Japan (Grew) to the Secretary of State\nTokyo, March {}, 1936—7 p.m.\n"
    (folder / "two.txt").write_text(head.format(2, 20) + "92. My 91, March 18, 7 p.m. All is well.\nGrew\n", encoding="utf-8")
    archive = tmp_path / "a.sqlite"
    run("add", archive, folder)
    assert "No missing papers to show" in run("missing", archive, "--closed").stdout
    (folder / "one.txt").write_text(head.format(1, 18) + "91. All is well.\nGrew\n", encoding="utf-8")
    run("add", archive, folder)
    assert "found: one" in run("missing", archive, "--closed").stdout


@pytest.mark.parametrize(("arguments", "status", "words"), [
    (["--date", "soon"], 2, "no EDTF date"), (["--channel", "japan"], 2, "no channel"), (["--limit", "-1"], 2, "-1")])
def test_bad_words_are_a_wrong_command_line(archive: Path, arguments: list[str], status: int, words: str) -> None:
    told = run("register", archive, *arguments)
    assert told.exit_code == status and words in told.stderr


@pytest.mark.parametrize("command", ["missing", "threads"])
def test_an_unknown_name_is_one_line(archive: Path, command: str) -> None:
    told = run(command, archive, "no/such/paper")
    assert told.exit_code == 1 and told.stderr.startswith("no/such/paper: ") and len(told.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["missing", "threads"])
def test_ids_that_are_offered_cannot_command_the_terminal(tmp_path: Path, command: str) -> None:
    (tmp_path / "\x1b[2J\none.txt").write_text("Mr. Falk to Mr. Ravn\nValmire, March 3, 1927.\nSir: Your No. 7 is here.\nFalk\n", encoding="utf-8")
    assert run("add", tmp_path / "a.sqlite", tmp_path).exit_code == 0
    told = run(command, tmp_path / "a.sqlite", "one")
    assert told.exit_code == 1 and "\x1b" not in told.stderr and len(told.stderr.splitlines()) == 1


def test_no_archive_is_one_line(tmp_path: Path) -> None:
    told = run("missing", tmp_path / "none.sqlite")
    assert told.exit_code == 1 and "there is no such archive" in told.stderr


def test_cells_never_begin_a_formula() -> None:
    for value in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1"):
        assert cell(value) == f"'{value}"
    assert [cell(v) for v in ("'tis", "No. 5", None, ("a", "b"), 7, False)] == ["'tis", "No. 5", "", "a; b", "7", "False"]


def test_hostile_papers_command_neither_terminal_nor_spreadsheet(tmp_path: Path) -> None:
    archive, folder = tmp_path / "a.sqlite", tmp_path / "papers"
    folder.mkdir()
    (folder / "one.txt").write_text(
        "711.94/1: Telegram\nThe Ambassador in Japan (=HYPERLINK(\"x\")) to the Secretary of State\nTokyo, March 20, 1936—7 p.m.\n"
        "92. My 91, March 18, 7 p.m. \x1b[2J[bold]All[/bold] is well.\nGrew\n", encoding="utf-8")
    (folder / "=cmd|' '!A1.txt").write_text("The Secretary of State to the Ambassador in Japan (Grew)\nWashington, March 21, 1936.\n"
                                            "Sir: Your 92, March 20, 7 p.m., has been received.\nHull\n", encoding="utf-8")
    assert run("add", archive, folder).exit_code == 0
    record = json.loads(run("missing", archive, "--json").stdout.splitlines()[0])["id"]
    for arguments in (["register"], ["threads"], ["missing"], ["missing", record], ["threads", "one"]):
        shown = run(arguments[0], archive, *arguments[1:])
        assert shown.exit_code == 0 and "\x1b" not in shown.stdout
        for row in csv.reader(io.StringIO(run(arguments[0], archive, *arguments[1:], "--csv").stdout.removeprefix("\ufeff"))):
            assert not any(value.startswith(("=", "+", "-", "@")) for value in row)
    assert "␛[2J[bold]All[/bold]" in run("missing", archive, record).stdout


@pytest.mark.parametrize("arguments", [
    ["register", "A"], ["threads", "A", "04-ekholm-despatch-41"], ["missing", "A", "--csv"], ["search", "A", "the"], ["search", "A", "the", "--json"],
    ["read", str(papers())]])
def test_a_reader_of_the_output_that_leaves_is_no_fault(archive: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "dragoman", *(str(archive) if a == "A" else a for a in arguments)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout and running.stderr
    running.stdout.close()
    told = running.stderr.read()
    running.stderr.close()
    assert running.wait() == 0 and "Error" not in told, told
