"""The commands and the JSON that outside scripts rely on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dragoman.specimen import FOLDER

PAPERS = FOLDER / "papers"
KINDS = {"letter", "telegram", "despatch", "instruction", "note", "aide-memoire", "memorandum", "conversation", "minutes",
         "report", "treaty", "statement", "enclosure", "editorial-note", "other"}
BLOCKS = {"heading", "source", "dateline", "salute", "paragraph", "quote", "list", "table", "closer", "signature", "note",
          "boilerplate"}
BODIES = {
    "reference": {"kind", "number", "date", "sender", "recipient", "status", "target"},
    "directive": {"force", "addressee", "condition"}, "statement": {"act", "speaker", "hearer", "quoted"},
    "assessment": {"holder", "certainty", "stance"}, "event": {"type", "actor", "target", "date", "modality"},
    "name": {"kind", "label"}, "damage": {"kind"}}


def dragoman(*args: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "dragoman", *map(str, args)], input=stdin, capture_output=True, timeout=300)


def records(*args: str | Path) -> list[dict[str, Any]]:
    done = dragoman("read", "--json", *args)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def specimen() -> list[dict[str, Any]]:
    return records(PAPERS)


def test_a_line_a_paper_with_every_field(specimen: list[dict[str, Any]]) -> None:
    assert len(specimen) == len(list(PAPERS.glob("*.txt")))
    assert len({r["id"] for r in specimen}) == len(specimen)
    for r in specimen:
        assert {"id", "kind", "title", "number", "date", "time", "place", "sender", "recipient", "source", "language", "text",
                "blocks", "notes", "annotations"} <= set(r)
        assert r["kind"] in KINDS
        for party in (*r["sender"], *r["recipient"]):
            assert {"name", "office"} == set(party) and (party["name"] or party["office"])


def test_every_offset_is_a_code_point_of_the_text(specimen: list[dict[str, Any]]) -> None:
    for r in specimen:
        text = r["text"]
        assert [text[b["start"]:b["end"]] for b in r["blocks"]] == text.split("\n")
        for b in r["blocks"]:
            assert b["kind"] in BLOCKS and "label" in b
        for n in r["notes"]:
            assert n["label"] in text[n["start"]:n["end"]]
            assert n["marker"] is None or n["marker"] < n["start"]
        for a in r["annotations"]:
            assert 0 <= a["start"] < a["end"] <= len(text)
            assert BODIES.get(a["layer"], set()) <= set(a["body"])
            assert a["rule"]
            assert a["voice"] in {"writer", "document", "speaker", "editor", "source"}


def test_a_plain_reading_resolves_nothing(specimen: list[dict[str, Any]]) -> None:
    references = [a["body"] for r in specimen for a in r["annotations"] if a["layer"] == "reference"]
    assert references
    assert {b["status"] for b in references} <= {"missing", "external"}
    assert all(b["target"] is None for b in references)


def test_standard_input_is_a_source() -> None:
    text = sorted(PAPERS.glob("*.txt"))[0].read_bytes()
    done = dragoman("read", "--json", "-", stdin=text)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1


def test_json_is_the_same_on_one_core_and_on_many() -> None:
    assert records(PAPERS, FOLDER / "volume.xml", "--jobs", "1") == records(PAPERS, FOLDER / "volume.xml", "--jobs", "2")


def test_an_enclosure_shares_its_carriers_line_or_has_its_own() -> None:
    folded = [r for r in records(FOLDER / "volume.xml") if r["enclosures"]]
    assert folded
    apart = {r["id"]: r for r in records(FOLDER / "volume.xml", "--apart")}
    for carrier in folded:
        for part in carrier["enclosures"]:
            alone = apart[part["id"]]
            assert alone["enclosed_in"] and alone["kind"] == part["kind"]
            assert carrier["text"][part["start"]:part["end"]] == alone["text"]
            own = [a for a in alone["annotations"] if a["layer"] != "heading"]
            moved = [a for a in carrier["annotations"] if part["start"] <= a["start"] < part["end"]]
            assert [alone["text"][a["start"]:a["end"]] for a in own] == [carrier["text"][a["start"]:a["end"]] for a in moved]


def test_layer_picks_findings() -> None:
    for r in records(PAPERS, "--layer", "damage"):
        assert {a["layer"] for a in r["annotations"]} <= {"damage", "heading"}


def test_exit_status(tmp_path: Path) -> None:
    assert dragoman("read").returncode == 2
    assert dragoman("read", "--no-such-option", PAPERS).returncode == 2
    (tmp_path / "empty.txt").write_bytes(b"")
    done = dragoman("read", "--json", tmp_path / "empty.txt", PAPERS)
    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 1 and "empty.txt" in done.stderr.decode()
    assert len(done.stdout.splitlines()) == len(list(PAPERS.glob("*.txt")))
    missing = dragoman("read", "--json", tmp_path / "nowhere", PAPERS)
    assert missing.returncode == 1
    assert len(missing.stderr.decode().splitlines()) == 1 and "nowhere" in missing.stderr.decode()
    assert len(missing.stdout.splitlines()) == len(list(PAPERS.glob("*.txt")))


def test_what_is_shown_cannot_command_the_terminal(tmp_path: Path) -> None:
    paper = tmp_path / "hostile.txt"
    paper.write_text("Mr. Black\x1b[31m to Mr. White.\nLondon, May 3, 1864.\nSir: [bold]I beg\x1b]0;owned\x07 to refer to your No. 7.\n")
    done = dragoman("read", "--full", paper)
    assert b"\x1b" not in done.stdout and b"\x07" not in done.stdout


def test_the_letter(letter: Path) -> None:
    (r,) = records(letter)
    assert (r["kind"], r["date"], r["number"]) == ("letter", "1937-01-21", None)
    assert r["sender"] == [{"name": "B. Stomonyakov", "office": "Deputy People's Commissar for Foreign Affairs of the USSR"}]
    assert r["recipient"] == [{"name": "K. K. Yurenev", "office": "Plenipotentiary Representative of the USSR in Japan"}]
    assert r["source"].startswith("Documents of foreign policy of the USSR")
    assert [b["label"] for b in r["blocks"] if b["kind"] == "paragraph" and b["label"]] == list("12345678")
    assert [n["label"] for n in r["notes"]] == list("123456789")
    assert all(r["text"][n["marker"]:].startswith(f"[{n['label']}") for n in r["notes"])
    numbers = {a["body"]["number"] for a in r["annotations"] if a["layer"] == "reference"}
    assert {"5989", "427"} <= numbers
