"""`dragoman read --explain PLACE`: why the words at a place were found."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli.main import main
from dragoman.edition.reading import Reading
from dragoman.pipeline import read_file
from dragoman.specimen import papers

PAPER = papers() / "05-ravn-instruction-17.txt"
WORDS = "your despatch No. 41 of October 12"


def run(place: str, *args: str | Path) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, args or (PAPER,)), "--jobs", "1", "--explain", place])


def reading() -> Reading:
    return next(item for item in read_file(PAPER) if isinstance(item, Reading))


def test_by_words() -> None:
    done = run(WORDS)
    assert done.exit_code == 0
    reference = next(a for a in reading().annotations if reading().document.quote(a.start, a.end) == WORDS)
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    at = lines.index(f"reference {WORDS} {reference.start}:{reference.end}")
    assert lines[at + 1:at + 4] == ["despatch · No. 41 · 1926-10-12 · from addressee · missing",
                                    "voice: the writer's own words", f"why: {reference.rule}"]
    assert any(line.startswith("date October 12") for line in lines)


def test_by_words_in_other_letters_and_over_line_ends() -> None:
    assert WORDS in run("YOUR  despatch\nno. 41").stdout


def test_by_offsets_as_the_json_has_them() -> None:
    start = reading().document.text.index(WORDS)
    assert run(f"{start}:{start + len(WORDS)}").stdout == run(WORDS).stdout


def test_offsets_go_on_into_an_enclosure(tmp_path: Path) -> None:
    path = tmp_path / "carrier.txt"
    path.write_text(papers().joinpath("04-ekholm-despatch-41.txt").read_text(encoding="utf-8"), encoding="utf-8")
    carrier, *enclosed = (item for item in read_file(path) if isinstance(item, Reading))
    assert enclosed
    at = len(carrier.document.text) + 1
    done = run(f"{at}:{at + 5}", path)
    assert done.exit_code == 0 and done.stdout.startswith(enclosed[0].document.id)
    assert f"{at}:{at + 5}" in done.stdout


def test_a_mention_of_a_name_is_explained() -> None:
    assert " ".join(run("Ekholm").stdout.split()).count("name")


def test_where_nothing_was_found(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Mr. Black to Mr. White.\nLondon, May 3, 1864.\nSir: it rains and it rains.\n", encoding="utf-8")
    done = run("it rains and", path)
    assert done.exit_code == 0 and "not found:" in done.stdout
    assert "Nothing was found here." in run("London", "--layer", "damage", path).stdout


@pytest.mark.parametrize(("place", "says"), [("", "is empty"), ("7:7", "is empty"), ("9:2", "is empty"),
                                             ("no such words here", "no paper here has the words"),
                                             ("900000:900001", "ends at")])
def test_a_place_that_is_none_is_a_wrong_command_line(place: str, says: str) -> None:
    done = run(place)
    assert done.exit_code == 2 and says in done.stderr and not done.stdout


def test_one_paper_at_a_time() -> None:
    for place in ("the", "3:9"):
        done = run(place, papers())
        assert done.exit_code == 2
        assert "several" in done.stderr or "15 papers have these words" in done.stderr
    assert run(WORDS, papers()).stdout == run(WORDS).stdout
    done = CliRunner().invoke(main, ["read", str(PAPER), "--json", "--explain", "the"])
    assert done.exit_code == 2 and "--json" in done.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = run("the", tmp_path / "nowhere")
    assert done.exit_code == 1 and "nowhere" in done.stderr


def test_readers_of_prose_tell_what_they_weighed(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Mr. Black to Mr. White.\nLondon, May 3, 1864.\nSir: Count Orlov told me that he would not sign the treaty. "
                    "It was a fine day.\n", encoding="utf-8")
    done = " ".join(run("told me that", path).stdout.split())
    assert "the verb “told” reports; weighed" in done and "for it:" in done
    assert "not found:" in " ".join(run("a fine day", path).stdout.split())
