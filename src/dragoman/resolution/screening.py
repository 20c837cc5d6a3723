"""Screening: what speaks against taking an act as told to have been done. "would probably have granted us permission".

The readers of events find more than what plainly happened. What is doubtful is kept, with the reason, and a list that
shows only the rest says how many it left out. What each doubt costs and gains is measured in docs/accuracy.md.
"""

import re
from functools import cache
from typing import Literal

from dragoman.lexicon import one_of, words

Doubt = Literal["unsure", "supposed", "idle", "undated"]
SURE = 0.80                     # by the reader's own weight; see docs/accuracy.md
_BACK = 60                      # characters before the word that tells an act, where what undoes it stands
_TELLS = re.compile(r"“(?P<word>[^”]+)”")


def doubt(state: str, weight: float | None, clause: str, rule: str, *, known: bool) -> Doubt | None:
    """Why an act is left out of a list of what is plainly told; None when it is not. `known`: it has a day.

    undated: neither text nor paper gives a day; unsure: the reader's weight is under SURE; supposed: it is told as done
    but under "would", "to", "if", "not"; idle: its word is one that more often tells of no act.
    """
    if not known:
        return "undated"
    if weight is None or weight < SURE:
        return "unsure"
    if word_of(rule) in words("screening", "idle"):
        return "idle"
    at = trigger(clause, rule)
    if state in ("done", "ongoing") and _undone().search(clause, max(0, at - _BACK), at):
        return "supposed"
    return None


def trigger(clause: str, rule: str) -> int:
    """Where the word that tells an act stands in its clause; 0 when it is not found."""
    word = word_of(rule)
    return max(0, clause.lower().find(word)) if word else 0


def word_of(rule: str) -> str:
    """The word that tells an act, in small letters, from the reader's reason: "the verb “sent” tells of an act"."""
    told = _TELLS.search(rule)
    return told["word"].lower() if told else ""


@cache
def _undone() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of('screening', 'undoing')}(?:\s+{one_of('screening', 'between')}){{0,3}}\s+$", re.I)
