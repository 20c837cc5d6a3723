"""What a paper does with the one that it names, case by case."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.edition.annotation import Reference
from dragoman.resolution.relations import relation_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "relations.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_relation(case: dict[str, Any]) -> None:
    before, _, rest = case["text"].partition("«")
    words, _, after = rest.partition("»")
    body = Reference(case.get("kind", "note"), case.get("number"), sender=case.get("sender"))
    assert relation_of(before + words + after, len(before), len(before + words), body) == case["relation"]
