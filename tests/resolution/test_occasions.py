"""Which reports tell of one event."""

import re
import tomllib
from datetime import date as Day
from pathlib import Path

import pytest

from dragoman.resolution.occasions import Report, joined, persons_in, powers_in, telling

CASES = tomllib.loads((Path(__file__).parent / "cases/occasions.toml").read_text(encoding="utf-8"))["case"]
LINE = re.compile(r"(?P<paper>\d+) (?P<kind>\w+) (?P<state>\w+) (?P<day>\S+) (?P<dated>dated )?(?P<who>\S+) > (?P<whom>\S+) \| (?P<clause>.+)")
ACTORS = {"-": (None, None), "castria": (1, 1), "velmark": (2, 2), "ravn/velmark": (3, 2), "white": (4, None),
          "vanzuylen": (5, None)}
VERBS = ("arrest", "closed", "detain", "detention", "ratified", "bombed", "protest", "agreement", "called", "interview", "seized",
         "planning", "call")


def report(line: str, ordinal: int) -> Report:
    m = LINE.fullmatch(line)
    assert m is not None, line
    day, clause = Day.fromisoformat(m["day"]).toordinal(), m["clause"]
    verb = next(verb for verb in VERBS if verb in clause)
    start = 0 if clause.startswith("The Secretariat") else 28 if clause.startswith("call a meeting") else 1000 * ordinal
    return Report(int(m["paper"]), ordinal, m["kind"], m["state"], day, day, bool(m["dated"]), ACTORS[m["who"]], ACTORS[m["whom"]],
                  (start, start + len(clause)), telling(clause), powers_in(clause), persons_in(clause), verb, (day, day) if m["dated"] else None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, object]) -> None:
    reports = [report(line, i) for i, line in enumerate(case["reports"])]  # type: ignore[arg-type]
    events = joined(reports)
    assert len(events) == case["events"]
    assert sorted(r.ordinal for event in events for r in event) == list(range(len(reports)))


def test_names_and_figures_tell_more_than_words_and_grammar_tells_nothing() -> None:
    weights = telling("then the vessel Nordlys was seized by No. 14 of them")
    assert weights["nordly"] > weights["vessel"] > 0 and "the" not in weights and "was" not in weights
