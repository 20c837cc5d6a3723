"""The damage reader on its cases: what is found, and nothing else."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.edition.annotation import Annotation, Damage
from dragoman.edition.document import Document
from dragoman.lexicon.vocabulary import is_familiar, right_word, vocabulary
from dragoman.readers import apparatus, damage, heading
from dragoman.sources.layout import arrange

CASES = tomllib.loads((Path(__file__).parent / "cases" / "damage.toml").read_text(encoding="utf-8"))["case"]


def read(document: Document) -> list[Annotation]:
    earlier = {"heading": heading.read(document, {})}
    return damage.read(document, earlier | {"apparatus": apparatus.read(document, earlier)})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    document = arrange("case", case["lines"])
    found = []
    for a in read(document):
        assert isinstance(a.body, Damage)
        found.append(f"{a.body.kind}|{document.quote(a.start, a.end)}")
    assert found == case["found"]


@given(st.lists(st.text(alphabet="[]() lIO1aeTh’‘.,^|-\n\0é—^", max_size=60), max_size=8))
def test_any_text_gives_spans_inside_it(lines: list[str]) -> None:
    document = arrange("any", lines)
    for a in read(document):
        assert 0 <= a.start < a.end <= len(document.text)


@pytest.mark.parametrize(("word", "right"), [("aceount", "account"), ("Grermany", "germany"), ("government", None),
                                             ("recieve", None), ("kelp", None), ("", None), ("ß", None)])
def test_the_right_word(word: str, right: str | None) -> None:
    assert right_word(word) == right


def test_words_made_of_known_words_are_familiar() -> None:
    for word in ("countersignatures", "unratified", "gunboats", "disarmingly", "reoccupied"):
        assert is_familiar(word, vocabulary())
