"""Reasons: what the reason of a reader that weighs tells: "the noun “arrest” tells of an act; weighed 0.95"."""

import re
from functools import lru_cache

_TELLS = re.compile(r"“(?P<word>[^”]+)”")
_WEIGHED = re.compile(r"weighed (?P<weight>\d\.\d+)")
# "corrected by N. Petrov on 2026-11-26: he asks, and orders nothing": as edition/judged.py writes it
_BY_PERSON = re.compile(r"(?:added|corrected|accepted) by .* on \d{4}-\d\d-\d\d(?:[:;]|$)", re.S)


def by_person(rule: str) -> bool:
    """Whether a person decided it; it is then taken as given, whatever word tells it."""
    return _BY_PERSON.match(rule) is not None


def by_noun(rule: str) -> bool:
    """Whether the reader took an act by a noun."""
    return not by_person(rule) and "noun" in rule.partition("“")[0]


@lru_cache(maxsize=1 << 12)
def word_of(rule: str) -> str:
    """The word that tells an act, in small letters; "" where the reason names none."""
    told = None if by_person(rule) else _TELLS.search(rule)
    return told["word"].lower() if told else ""


def weight_of(rule: str) -> float | None:
    """How sure the reader was, 0 to 1; None where it did not weigh; 1 where a person decided."""
    if by_person(rule):
        return 1.0
    weighed = _WEIGHED.search(rule)
    return float(weighed["weight"]) if weighed else None
