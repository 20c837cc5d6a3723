"""The specimen as acceptance: every inquiry against its key.

Twice: with the findings of the key filed, where all that is wrong is the inquiry's own and is named here; and as the
readers read the papers, where floors guard how much of the key is reached.
"""

import sqlite3

import pytest
from against_key import HOLDERS

# What an inquiry tells otherwise than its key although it was given the key's findings, and why; a line goes when it is told
OTHERWISE: dict[str, dict[str, str]] = {
    "chronicle": {
        "seizure: joined": "01 and 08 tell of it without a word in common, four months apart",
        "seizure: powers": "01, shown first, names neither who took the ships nor whose they are",
        "detention: joined": "one state of things, two months apart, with no more than the vessels in common",
    },
}


def told_otherwise(wrong: tuple[str, ...], inquiry: str) -> list[str]:
    """What is wrong and not named above."""
    return [w for w in wrong if not any(w.startswith(f"{name}:") for name in OTHERWISE.get(inquiry, {}))]


@pytest.mark.parametrize("inquiry", HOLDERS)
def test_an_inquiry_equals_its_key(keyed: sqlite3.Connection, inquiry: str) -> None:
    assert told_otherwise(HOLDERS[inquiry](keyed).wrong, inquiry) == []


@pytest.mark.parametrize("inquiry", OTHERWISE)
def test_what_is_told_otherwise_is_still_so(keyed: sqlite3.Connection, inquiry: str) -> None:
    wrong = HOLDERS[inquiry](keyed).wrong
    assert [name for name in OTHERWISE[inquiry] if not any(w.startswith(f"{name}:") for w in wrong)] == []
