"""The page on hypotheses is true: its commands, run one after the other on the specimen, give what the page shows.

`python tests/test_hypotheses_page.py` writes what they give now into the page.
"""

import re
import shutil
import tempfile
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli.main import main
from dragoman.inquiries.question_file import Evidence, Paper, QuestionFile
from dragoman.specimen import papers

PATH = Path(__file__).parent.parent / "docs" / "hypotheses.md"
PAGE = PATH.read_text(encoding="utf-8")
BLOCK = re.compile(r"^```console\n\$ dragoman (.*?)\n(.*?)```$", re.M | re.S)
BLOCKS = BLOCK.findall(PAGE)
FILE = papers().parent / "hypotheses.toml"
LEFT_OUT = "[...]"              # on a line of its own, in the place of lines that the page does not show


def shown(command: str, folder: Path) -> list[str]:
    """The lines of a command, without the folder of the test and the hour of the day."""
    words = [a or b for a, b in re.findall(r"'([^']*)'|(\S+)", command)]
    done = CliRunner().invoke(main, [str(folder / w) if (folder / w).exists() or w.endswith(".sqlite") else w for w in words])
    assert done.exit_code == 0, done.output
    plain = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "1937-01-21 12:00", done.output.replace(f"{folder}/", ""))
    return [line.rstrip() for line in plain.splitlines()]


def prepared(folder: Path) -> Path:
    """The folder, with the question file and the archive that the page speaks of."""
    shutil.copy(FILE, folder)
    assert CliRunner().invoke(main, ["add", str(folder / "specimen.sqlite"), str(papers())]).exit_code == 0
    return folder


def cut(lines: list[str], expected: list[str]) -> list[str]:
    """The lines of a command, those left out that the page leaves out."""
    if LEFT_OUT not in expected:
        return lines
    at = expected.index(LEFT_OUT)
    return [*lines[:at], LEFT_OUT, *lines[at + 1 - len(expected):]]


def test_commands_show_what_the_page_shows(tmp_path: Path) -> None:
    prepared(tmp_path)
    assert len(BLOCKS) == 8
    for command, output in BLOCKS:
        expected = output.splitlines()
        assert cut(shown(command, tmp_path), expected) == expected, command


@pytest.mark.parametrize("block", re.findall(r"^```toml\n(.*?)```$", PAGE, re.M | re.S))
def test_what_the_page_shows_of_the_file_is_in_it(block: str) -> None:
    assert block in FILE.read_text(encoding="utf-8")
    assert tomllib.loads(block)


def test_the_page_names_every_line_of_a_file() -> None:
    named = set(re.findall(r"`\[*(?:evidence\.)?(\w+)\]*`", "\n".join(re.findall(r"^\| (.*?) \|", PAGE, re.M))))
    assert named >= {*QuestionFile.__struct_fields__, *Evidence.__struct_fields__, *Paper.__struct_fields__} - {"evidence"}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        here = prepared(Path(name))
        PATH.write_text(BLOCK.sub(lambda m: "\n".join(
            [f"```console\n$ dragoman {m[1]}", *cut(shown(m[1], here), m[2].splitlines()), "```"]), PAGE), encoding="utf-8")
