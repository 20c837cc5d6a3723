"""Where a text links two acts."""

import re
import tomllib
from pathlib import Path

import pytest

from dragoman.resolution.linking import Act, links

CASES = tomllib.loads((Path(__file__).parent / "cases/linking.toml").read_text(encoding="utf-8"))["case"]
MARK = re.compile(r"\[(\w+) ([^]]+)\]")


def marked(text: str) -> tuple[str, list[Act]]:
    """The text without its marks, and the acts."""
    acts, plain, last = [], "", 0
    for m in MARK.finditer(text):
        plain += text[last:m.start()]
        acts.append(Act(len(plain), len(plain) + len(m[2]), len(plain), m[1]))
        plain, last = plain + m[2], m.end()
    return plain + text[last:], acts


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, object]) -> None:
    text, acts = marked(str(case["text"]))
    found = [f"{link.act} {link.kind} {link.other}: {text[link.start:link.end]}" for link in links(text, acts)]
    assert found == case["links"]
