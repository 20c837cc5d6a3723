"""Which mentions of papers that are not here mean one and the same."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from memory import Memory, mention
from msgspec import structs

from dragoman.resolution.absent import Absent, joined, name_of, party
from dragoman.resolution.fitting import sought
from dragoman.resolution.parties import NOBODY, Who

CASES = tomllib.loads((Path(__file__).parent / "cases/absent.toml").read_text(encoding="utf-8"))["case"]


def records_of(case: dict[str, Any]) -> list[str]:
    """The names of the records, the best told mentions first, as an archive makes them."""
    shelf, records, names = Memory(case["papers"], {}), list[Absent](), list[str]()
    asked = [sought(mention({k: v for k, v in m.items() if k != "by"}), shelf.called(m["by"])) for m in case["mentions"]]
    for s in sorted(asked, key=lambda s: -2 * (s.mention.date is not None) - (s.mention.number is not None)):
        m = s.mention
        if joined(s, records) is None:
            records.append(Absent(len(records), m.kind, m.number, m.date, m.time, party(m.sender, s.sender),
                                  party(m.recipient, s.recipient), s.here.day))
            names.append(name_of(s))
    return sorted(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, Any]) -> None:
    found = records_of(case)
    assert (len(found) if isinstance(case["records"], int) else found) == case["records"]


def test_a_mention_that_could_mean_two_joins_neither() -> None:
    case = {"papers": ["a/d1 despatch #9 1870-04-30 @Lima | Alden, Minister in Peru | , Secretary of State"]}
    s = sought(mention({"kind": "despatch", "number": "5", "sender": "writer"}), Memory(case["papers"], {}).called("a/d1"))
    first = Absent(1, "despatch", "5", "1870-04-01", sender=Who(post="peru"))
    assert joined(s, [first]) == first
    assert joined(s, [first, structs.replace(first, id=2, date="1870-04-02")]) is None


@pytest.mark.parametrize(("said", "settled", "who"), [("Mr. Alden", NOBODY, Who("alden")), ("his lordship", NOBODY, NOBODY), (None, NOBODY, NOBODY),
                                                      ("writer", Who("alden", "peru"), Who("alden", "peru")), ("the Embassy", NOBODY, NOBODY)])
def test_party(said: str | None, settled: Who, who: Who) -> None:
    assert party(said, settled) == who
