"""The page on searching is true: each example gives what the page says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.archive.query import FIELDS, HAS, KINDS
from dragoman.archive.search import COUNTED, SORTED
from dragoman.archive.store import open_archive
from dragoman.cli.main import main
from dragoman.inquiries.search import NOTE_PASSAGES, TEXT_PASSAGES, Excerpt, Hit, search
from dragoman.specimen import papers

PAGE = (Path(__file__).parent.parent / "docs" / "searching.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \|.*\| (\d+) \|$", PAGE, re.M)
BLOCKS = re.findall(r"^```console\n\$ dragoman (.*?)\n(.*?)```$", PAGE, re.M | re.S)


@pytest.fixture(scope="module")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the archive that the page speaks of."""
    folder = tmp_path_factory.mktemp("searching")
    done = CliRunner().invoke(main, ["add", str(folder / "specimen.sqlite"), str(papers())])
    assert done.exit_code == 0, done.output
    yield folder


@pytest.mark.parametrize(("query", "count"), ROWS)
def test_an_example_finds_as_many_papers_as_the_page_says(specimen: Path, query: str, count: str) -> None:
    connection = open_archive(specimen / "specimen.sqlite")
    assert search(connection, query).total == int(count)
    connection.close()


@pytest.mark.parametrize(("command", "output"), BLOCKS)
def test_a_command_shows_what_the_page_shows(specimen: Path, command: str, output: str) -> None:
    words = [a or b for a, b in re.findall(r"'([^']*)'|(\S+)", command)]
    done = CliRunner().invoke(main, [str(specimen / w) if w == "specimen.sqlite" else w for w in words])
    assert [line.rstrip() for line in done.output.splitlines()] == output.splitlines()


def test_the_page_names_every_field_kind_and_limit() -> None:
    assert all(any(query.lstrip("-").startswith(f"{field}:") for query, _ in ROWS) for field in FIELDS)
    assert all(f"`has:{value}`" in PAGE for value in HAS)
    assert ", ".join(KINDS[:-1]) in re.sub(r"\s+", " ", PAGE)
    assert f"More than {SORTED:,} are not ranked" in PAGE and f"more than {COUNTED:,} are not counted" in PAGE
    assert (TEXT_PASSAGES, NOTE_PASSAGES) == (3, 2)
    assert len(ROWS) > 30 and len(BLOCKS) == 3


def test_the_page_names_what_the_json_holds() -> None:
    rows = re.findall(r"^\| ((?:`\w+` ?)+) \|", PAGE.partition("## For programs")[2], re.M)
    named = set(re.findall(r"\w+", " ".join(rows)))
    assert named == {*Hit.__struct_fields__, *Excerpt.__struct_fields__}
