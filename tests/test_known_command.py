"""`dragoman known` on the command line."""

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
    path = tmp_path_factory.mktemp("known") / "archive.sqlite"
    assert run("add", path, papers()).exit_code == 0
    return path


def test_each_paper_says_on_what_it_rests(archive: Path) -> None:
    shown = run("known", archive, "--on", "1926-12-20", "--to", "Ravn").stdout
    assert "sent 1926-12-15, received 1926-12-16" in shown
    assert "with 04-ekholm-despatch-41, sent 1926-10-12, received 1926-10-20" in shown
    assert "8 of 8 papers shown" in shown and "(Henrik Ravn; Ravn, Minister for Foreign Affairs)" in " ".join(shown.split())
    assert "cites it: “Your letter of January 17”" in run("known", archive, "--on", "1927-02-02", "--to", "Korsun").stdout


def test_rows_for_programs(archive: Path) -> None:
    lines = run("known", archive, "--on", "1926-12-10", "--to", "Minister in Orsovia", "--status", "possibly", "--json").stdout.splitlines()
    assert {row["id"]: row["delay"]["source"] for row in map(json.loads, lines)} == {"05-ravn-instruction-17": "way back", "06-ravn-circular": "way back"}
    table = list(csv.DictReader(io.StringIO(run("known", archive, "--delays", "--csv").stdout.lstrip("\ufeff"))))
    assert len(table) == 5 and all("“" in row["passages"] and "Passage(" not in row["passages"] for row in table)


@pytest.mark.parametrize(("arguments", "said"), [((), "known needs a day and somebody"), (("--on", "x", "--to", "Ravn"), "is no day"),
                                                 (("--on", "1926-12-20"), "known needs a day and somebody")])
def test_misuse_is_said(archive: Path, arguments: tuple[str, ...], said: str) -> None:
    told = run("known", archive, *arguments)
    assert told.exit_code == 2 and said in told.stderr
