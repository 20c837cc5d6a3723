"""Against whom a move is, where its clause does not say it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.resolution.aiming import Ends, aim, general

CASES = tomllib.loads((Path(__file__).parent / "cases/aiming.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, Any]) -> None:
    sentence = set(case["sentence"])
    found = aim(1, case["kind"], Ends(*(end or None for end in case["ends"])), sentence, set(case.get("paragraph", sentence)))
    assert (f"{found.power} {found.by}" if found else None) == case.get("aim")


def test_others_in_general() -> None:
    for clause in ("a bucket of coal to any foreign fleet", "has decided to invite the foreign military attachés", "expelled all foreigners",
                   "notified the treaty powers"):
        assert general(clause), clause
    for clause in ("We protest against the seizure", "Foreign Minister Gurdián called", "the vessels were released"):
        assert not general(clause), clause
