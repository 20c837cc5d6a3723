"""Reasons: what the reason of a reader that weighs tells: "the noun “arrest” tells of an act; weighed 0.95"."""

import re
from functools import lru_cache

_TELLS = re.compile(r"“(?P<word>[^”]+)”")
_WEIGHED = re.compile(r"weighed (?P<weight>\d\.\d+)")


def by_noun(rule: str) -> bool:
    """Whether the reader took an act by a noun."""
    return "noun" in rule.partition("“")[0]


@lru_cache(maxsize=1 << 12)
def word_of(rule: str) -> str:
    """The word that tells an act, in small letters; "" where the reason names none."""
    told = _TELLS.search(rule)
    return told["word"].lower() if told else ""


def weight_of(rule: str) -> float | None:
    """How sure the reader was, 0 to 1; None where it did not weigh."""
    weighed = _WEIGHED.search(rule)
    return float(weighed["weight"]) if weighed else None
