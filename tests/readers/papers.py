"""The papers of cases for the readers of prose: made, read, and held against what a case lists."""

import tomllib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import strategies as st

from dragoman.edition.annotation import Annotation, HeadingField
from dragoman.edition.document import Block, Document
from dragoman.readers import apparatus, dates, names

FOLDER = Path(__file__).parent / "cases"
PARTIES = ("writer", "addressee", "we")


def cases(reader: str) -> list[Any]:
    """The cases of a reader; those under `gap` may fail, for the reason that stands there."""
    listed = tomllib.loads((FOLDER / f"{reader}.toml").read_text(encoding="utf-8"))
    gaps = [pytest.param(c, id=c["name"], marks=pytest.mark.xfail(strict=False, reason=c["why"])) for c in listed.get("gap", [])]
    return [pytest.param(c, id=c["name"]) for c in listed["case"]] + gaps


def paper(text: str, fields: Mapping[str, Any]) -> tuple[Document, dict[str, list[Annotation]]]:
    """A document whose lines are paragraphs, with its docket's fields, and what the readers before find in it."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    document = Document("d", text, tuple(blocks))
    heading = [HeadingField(key, fields.get(key)) for key in ("date", "kind")]  # type: ignore[arg-type]
    heading += [HeadingField(key, None, fields.get(f"{key}_name"), fields.get(key)) for key in ("sender", "recipient")]  # type: ignore[arg-type]
    earlier = {"heading": [Annotation("heading", 0, 0, body, "given") for body in heading]}
    for reader in (apparatus, dates, names):
        earlier[reader.GIVES] = reader.read(document, earlier)
    return document, earlier


def check(reader: ModuleType, case: Mapping[str, Any]) -> None:
    """A finding for each row of `found`, none for one of `left`."""
    document, earlier = paper(case["text"], case)
    every = reader.read(document, earlier)
    told = [(document.quote(a.start, a.end), a.body) for a in every]
    taken: list[Annotation] = []
    for row in case.get("found", []):
        start, end = place(document.text, row["words"])
        fitting = [a for a in every if matches(a, start, end) and a not in taken]
        assert fitting, f"nothing is found at {row['words']!r}: {told}"
        best = min(fitting, key=lambda a: abs(a.start - start))
        taken.append(best)
        for field, value in row.items():
            if field != "words":
                given = getattr(best.body, field)
                assert says(given, value), f"{field} is {given!r} and not {value!r} at {row['words']!r}"
    for words in case.get("left", []):
        start, end = place(document.text, words)
        assert not any(matches(a, start, end) for a in every), f"{words!r} is to be left alone: {told}"


def place(text: str, words: str) -> tuple[int, int]:
    """Where words of a case stand."""
    start = text.index(words)
    return start, start + len(words)


def matches(a: Annotation, start: int, end: int) -> bool:
    """Whether a finding and a span share at least half of the shorter one."""
    common = min(a.end, end) - max(a.start, start)
    return common > 0 and common * 2 >= min(a.end - a.start, end - start)


def says(given: Any, value: Any) -> bool:
    """Whether a field is as the case has it: "" for none, one of several, words that a name or a condition has among its own."""
    if value == "":
        return given is None
    if isinstance(value, list):
        return tuple(value) == given if value and isinstance(value[0], int) else any(says(given, v) for v in value)
    if isinstance(value, bool) or not isinstance(given, str) or value in PARTIES or given in PARTIES:
        return bool(given == value)
    return value.lower() in given.lower()


WORDS = ["I ", "you ", "we ", "he ", "Mr. ", "Minister ", "the consul ", "said ", "asked ", "that ", "not ", "please ", "must ", "if ", "and ",
         "which ", "report", "request ", "of ", "to ", "signed ", "arrest ", "believe ", "likely ", ", ", ". ", "; ", ": ", "“", "”", '"', "\n", "(", ")",
         "[1]", "1. ", "6 p.m. ", "MR. BALFOUR ", "his ", "Japan", "’s ", "by ", "is ", "to be ", "May 3", "—", "é", "United States ", "?"]
PAPERLIKE = st.lists(st.sampled_from(WORDS)).map("".join)
TEXTS = st.one_of(st.text(), PAPERLIKE)
KINDS = st.sampled_from([None, "telegram", "note"])


def check_any(reader: ModuleType, text: str, kind: str | None) -> None:
    """The reader reads a text, twice alike; its spans lie in the text."""
    document, earlier = paper(text, {"kind": kind, "date": "1937-01-21"})
    found = reader.read(document, earlier)
    assert all(0 <= a.start < a.end <= len(text) and a.layer == reader.GIVES for a in found)
    assert reader.read(document, earlier) == found


def check_order(reader: ModuleType, text: str) -> None:
    """The reader's findings come in the order of the text."""
    document, earlier = paper(text, {})
    assert all(a.start <= b.start for a, b in pairwise(reader.read(document, earlier)))
