"""`dragoman hypotheses` and `decisions` on the command line: files in and out, forms, bad words, hostile papers."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from dragoman.cli.main import main
from dragoman.specimen import papers

FILE = papers().parent / "hypotheses.toml"


def run(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=given)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "archive.sqlite"
    assert run("add", path, papers()).exit_code == 0
    return path


@pytest.fixture
def archive(filed: Path, tmp_path: Path) -> Path:
    """An archive of the specimen with its question, to be changed."""
    path = tmp_path / "archive.sqlite"
    with sqlite3.connect(filed) as one, sqlite3.connect(path) as other:
        one.backup(other)
    assert run("hypotheses", path, "--load", FILE, "--as", "Anna").exit_code == 0
    return path


def test_loading_again_enters_nothing(archive: Path) -> None:
    again = run("hypotheses", archive, "--load", FILE)
    assert again.exit_code == 0 and again.stderr == "Nothing was entered in the journal.\n"
    given = run("hypotheses", archive, "--load", "-", given=FILE.read_text(encoding="utf-8").replace("\n", "\r\n"))
    assert given.exit_code == 0 and given.stderr == "Nothing was entered in the journal.\n"


def test_a_question_is_written_and_not_over_another_file(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.toml"
    assert run("hypotheses", archive, "protocol", "--save", out).exit_code == 0
    assert run("hypotheses", archive, "--load", out).stderr == "Nothing was entered in the journal.\n"
    refused = run("hypotheses", archive, "protocol", "--save", out)
    assert refused.exit_code == 1 and "--force" in refused.stderr
    assert run("hypotheses", archive, "protocol", "--save", out, "--force").exit_code == 0
    assert run("hypotheses", archive, "protocol", "--save", "-").stdout == out.read_text(encoding="utf-8")
    nowhere = run("hypotheses", archive, "protocol", "--save", tmp_path / "no" / "out.toml")
    assert nowhere.exit_code == 1 and "cannot be written" in nowhere.stderr


def test_the_matrix_in_its_forms(archive: Path) -> None:
    whole = json.loads(run("hypotheses", archive, "protocol", "--json").stdout)
    assert [h["key"] for h in whole["hypotheses"]] == ["adler", "castria", "drasna", "genuine"]
    assert whole["items"][0]["passage"]["quote"] == whole["items"][0]["words"]["quote"]
    rows = list(csv.DictReader(io.StringIO(run("hypotheses", archive, "protocol", "--csv").stdout.removeprefix("\ufeff"))))
    assert len(rows) == 16 and rows[0]["ratings"] == "genuine=II; castria=CC; adler=I; drasna=I"
    listed = [json.loads(line) for line in run("hypotheses", archive, "--json").stdout.splitlines()]
    assert [(q["question"], q["best"], q["person"]) for q in listed] == [("protocol", ["adler"], "Anna")]


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_candidates_and_decisions_in_their_forms(archive: Path, form: str) -> None:
    for words in (("hypotheses", archive, "protocol", "--suggest"), ("decisions", archive)):
        told = run(*words, form)
        assert told.exit_code == 0 and len(told.stdout.splitlines()) > 20 and "of" in told.stderr
    first = run("decisions", archive, "--json", "--limit", 1).stdout
    assert json.loads(first)["body"]["type"] == "ask-question"


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("words", [("protocol",), ("protocol", "--on", "1927-02-05"), ("protocol", "--suggest"), ()])
def test_tables_fit_any_width(archive: Path, monkeypatch: pytest.MonkeyPatch, width: int, words: tuple[str, ...]) -> None:
    monkeypatch.setattr("dragoman.cli.terminal.PIPED_WIDTH", width)
    for command in (run("hypotheses", archive, *words), run("decisions", archive)):
        assert command.exit_code == 0 and max(map(cell_len, command.stdout.splitlines())) <= width


def test_many_hypotheses_have_numbers_where_there_is_no_room_for_keys(archive: Path, tmp_path: Path) -> None:
    names = [f"hypothesis-{n}" for n in range(12)]
    (tmp_path / "many.toml").write_text("\n".join(
        ['question = "many"', 'asks = "Which?"', "[hypotheses]", *(f'{n} = "It is {n}"' for n in names), "[[evidence]]", 'key = "k"',
         'document = "11-wessel-despatch-133"', 'quote = "The defect is the same"', f'ratings = {{ {names[0]} = "I", {names[11]} = "C" }}']), encoding="utf-8")
    assert run("hypotheses", archive, "--load", tmp_path / "many.toml").exit_code == 0
    lines = run("hypotheses", archive, "many").stdout.splitlines()
    assert max(map(cell_len, lines)) <= 120
    assert any(line.split() == [*map(str, range(1, 13)), "grade", "tells", "evidence"] for line in lines)
    assert any("1: hypothesis-11  It is hypothesis-11" in line for line in lines) and any("“The defect is the same”" in line for line in lines)


def test_ratings_grades_and_drops_are_decisions(archive: Path) -> None:
    done = run("hypotheses", archive, "protocol", "--rate", "francs", "adler", "inconsistent", "--grade", "francs", "E5",
               "--drop", "genuine", "--drop", "storting", "--why", "as I see it", "--as", "Bert")
    assert done.exit_code == 0 and "4 decisions, 100 to 103" in done.stderr
    entries = [json.loads(line) for line in run("decisions", archive, "--json").stdout.splitlines()][99:]
    assert [e["what"] for e in entries] == [
        "rate evidence: protocol, francs, adler, I", "grade evidence: protocol, francs, E, 5",
        "drop hypothesis: protocol, genuine", "drop evidence: protocol, storting"]
    assert {(e["person"], e["why"]) for e in entries} == {("Bert", "as I see it")}
    back = run("decisions", archive, "--undo", 102, "--undo", 103)
    assert back.exit_code == 0 and "Taken back: decision 102, by entry 104." in back.stderr
    twice = run("decisions", archive, "--undo", 102)
    assert twice.exit_code == 1 and "no decision of this number stands" in twice.stderr
    matrix = json.loads(run("hypotheses", archive, "protocol", "--json").stdout)
    assert len(matrix["hypotheses"]) == 4 and len(matrix["items"]) == 16


@pytest.mark.parametrize(("words", "status", "said"), [
    (("--on", "1927-01-31"), 2, "--on needs a QUESTION"),
    (("protocol", "--on", "tomorrow"), 2, "'tomorrow' is no day"),
    (("protocol", "--rate", "francs", "adler", "X"), 2, "'X' is no rating"),
    (("protocol", "--rate", "pounds", "adler", "C"), 1, "has nothing of this key"),
    (("protocol", "--grade", "francs", "Z"), 2, "'Z' is no grade"),
    (("protocol", "--drop", "nothing"), 1, "has nothing of this key"),
    (("protocol", "--without", "nothing"), 1, "has nothing of this key"),
    (("protocol", "--load", "any.toml"), 2, "leave QUESTION out"),
    (("treaty",), 1, "nobody asked this question of the archive; there are protocol."),
    (("--load", "nowhere.toml"), 1, "nowhere.toml, line 1: this file cannot be read"),
    (("protocol", "--drop", "francs", "--as", " "), 2, "nobody is named")])
def test_bad_words(archive: Path, words: tuple[str, ...], status: int, said: str) -> None:
    told = run("hypotheses", archive, *words)
    assert told.exit_code == status and said in told.stderr and "Traceback" not in told.output
    assert len(run("decisions", archive, "--json").stdout.splitlines()) == 99


def test_nothing_is_decided_of_no_archive(tmp_path: Path) -> None:
    for words in (("hypotheses", tmp_path / "no.sqlite", "--load", FILE), ("decisions", tmp_path / "no.sqlite", "--undo", 1)):
        told = run(*words)
        assert told.exit_code == 1 and "there is no such archive" in told.stderr
    assert not (tmp_path / "no.sqlite").exists()


def test_an_archive_without_questions_says_so(filed: Path) -> None:
    told = run("hypotheses", filed)
    assert told.exit_code == 0 and told.stdout.startswith("No questions to show.\n") and "rests on nothing" in told.stdout
    assert "rests on nothing" in run("decisions", filed).stdout


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a = [", b"\x00\x01", b"", b"question = 5", b"[[evidence]]\nkey = []", b"hypotheses = 3"])
def test_files_that_are_no_question_are_told_in_one_line(archive: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.toml").write_bytes(data)
    told = run("hypotheses", archive, "--load", tmp_path / "bad.toml")
    assert told.exit_code == 1 and ", line " in told.stderr and told.stderr.count("\n") == 1


def test_what_a_file_says_cannot_command_the_terminal(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "sly.toml").write_text(
        'question = "sly"\nasks = "\\u001b[31mWho?"\n[hypotheses]\na = "[bold]no markup[/bold] \\u202e"\n'
        '[[evidence]]\nkey = "k"\ndocument = "11-wessel-despatch-133"\nquote = "The defect is the same"\n'
        'label = "\\u001b]0;title\\u0007"\norigin = "\\u001b[1m"\nwhy = "\\u009b31m"\nratings = { a = "I" }\n', encoding="utf-8")
    assert run("hypotheses", archive, "--load", tmp_path / "sly.toml", "--as", "\x1b[7mEve").exit_code == 2     # no name
    assert run("hypotheses", archive, "--load", tmp_path / "sly.toml", "--as", "Eve").exit_code == 0
    for words in (("hypotheses", archive), ("hypotheses", archive, "sly"), ("hypotheses", archive, "sly", "--suggest"),
                  ("decisions", archive, "--skip", 99)):
        shown = run(*words).stdout
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(shown)
    assert "[bold]no markup[/bold]" in run("hypotheses", archive, "sly").stdout
