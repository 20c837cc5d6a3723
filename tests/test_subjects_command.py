"""`dragoman subjects` on the command line: the list, one subject, decisions, other commands narrowed to one."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli.main import main
from dragoman.specimen import papers


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("subjects") / "archive.sqlite"
    assert run("add", path, papers()).exit_code == 0
    return path


@pytest.fixture
def own(tmp_path: Path, archive: Path) -> Path:
    copy = tmp_path / "archive.sqlite"
    copy.write_bytes(archive.read_bytes())
    return copy


def test_the_list_shows_days_channels_and_the_first_words(archive: Path) -> None:
    shown = " ".join(run("subjects", archive, "--limit", 0).stdout.split())
    assert "6 1926-09-19 1927-03-28 Belomost Convention (agreement)" in shown
    assert "“He did not mention the Belomost Convention, although I named it twice.”" in shown
    assert "papers that name one: 17 of 17 papers" in shown


def test_one_subject_with_its_papers(archive: Path) -> None:
    shown = run("subjects", archive, "salt pans").stdout
    assert shown.startswith("salt pans (salt pan)") and "5 of 5 papers shown" in shown
    rows = [json.loads(line) for line in run("subjects", archive, "salt pans", "--json").stdout.splitlines()]
    assert len(rows) == 5 and all(row["passages"] for row in rows)


def test_csv_has_a_row_for_each(archive: Path) -> None:
    told = run("subjects", archive, "--csv")
    rows = list(csv.DictReader(io.StringIO(told.stdout.lstrip("\ufeff"))))
    assert {"id", "label", "kind", "papers", "first", "last", "channels", "joined", "paper", "quote"} == set(rows[0])
    assert len(rows) == len(run("subjects", archive, "--json").stdout.splitlines())
    assert list(csv.DictReader(io.StringIO(run("subjects", archive, "salt pans", "--csv").stdout.lstrip("\ufeff"))))


def test_words_of_no_subject_are_one_line_and_a_failure(archive: Path) -> None:
    told = run("subjects", archive, "elephants")
    assert told.exit_code == 1 and told.stderr.startswith("elephants: no subject of this name")
    assert run("register", archive, "--subject", "elephants").exit_code == 1


@pytest.mark.parametrize("command", ["register", "threads", "missing"])
def test_other_commands_narrow_to_a_subject(archive: Path, command: str) -> None:
    every, some = (run(command, archive, "--json", *more).stdout.splitlines() for more in ((), ("--subject", "salt pans")))
    assert 0 < len(some) < len(every)


def test_decisions_are_entered_and_show(own: Path) -> None:
    told = run("subjects", own, "--rename", "salt pans", "Pans of Solenets", "--as", "Ravn", "--why", "so the letters call them")
    assert told.exit_code == 0 and "decision 1" in told.stderr
    assert run("subjects", own, "--join", "protocol", "--join", "secret protocol", "--drop", "snow", "--as", "Ravn").exit_code == 0
    labels = [json.loads(line)["label"] for line in run("subjects", own, "--json").stdout.splitlines()]
    assert "Pans of Solenets" in labels and not {"salt pans", "secret protocol", "snow"} & set(labels)
    assert "so the letters call them" in run("decisions", own).stdout


def test_what_cannot_be_decided_is_refused_and_nothing_entered(own: Path) -> None:
    for wrong in (("--join", "protocol"), ("--join", "protocol", "--join", "protocols"), ("--rename", "salt pans", " "),
                  ("--drop", "snow", "--drop", "elephants")):
        assert run("subjects", own, *wrong, "--as", "Ravn").exit_code != 0
    assert run("decisions", own, "--json").stdout == ""
