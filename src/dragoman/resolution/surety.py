"""Surety: how sure it is that a row about an act is right: that it is one, of that type, and so told.

A regression over what is known of a row: the reader's weight, whether a verb or a noun tells the act, its modality,
whether words around it undo it, and how often its word, under its type, was right in papers marked by hand.
scripts/fit_surety.py learns it from findings in papers that the reader had not learned from, and writes the numbers
(lexicon/en/surety.toml). How right rows of which surety are stands in docs/accuracy.md.
"""

import math
from typing import Literal

from dragoman.lexicon import lexicon
from dragoman.resolution.reasons import by_noun, word_of

Doubt = Literal["unsure", "undated"]
# A row stands in the plain list from here on: of those in the papers kept aside 7 of 8 were right, of those in others
# that were not learned from 210 of 268, by marks that are stricter than the eye (docs/accuracy.md)
PLAIN = 0.70
STRENGTH = 4                    # so many findings of a word weigh as much as what is known of its type
_EDGE = 0.005                   # the log odds of what is surer, or less sure, than that are cut off


def surety(kind: str, state: str, weight: float | None, rule: str, *, undone: bool) -> float:
    """The probability that a row is right by the marks of a person, 0 to 1; 1 for what no reader weighed."""
    if weight is None or weight >= 1:
        return 0.0 if weight is None else 1.0
    worth = lexicon("surety")["worth"]
    odds = sum(worth.get(sign, 0.0) * value for sign, value in signs(kind, state, weight, rule, undone=undone).items())
    return 1 / (1 + math.exp(-odds))


def signs(kind: str, state: str, weight: float, rule: str, *, undone: bool) -> dict[str, float]:
    """What the surety of a row is reckoned from."""
    right, of = lexicon("surety")["words"].get(word_of(rule), {}).get(kind, (0, 0))
    return {"bias": 1.0, "weight": log_odds(weight), "record": record(right, of, kind), "noun": float(by_noun(rule)),
            "undone": float(undone), state: 1.0}


def record(right: int, of: int, kind: str) -> float:
    """The log odds that a word tells an act of a type rightly, drawn towards the share of all words of the type."""
    share = lexicon("surety")["types"].get(kind, 0.5)
    return log_odds((right + STRENGTH * share) / (of + STRENGTH))


def log_odds(share: float) -> float:
    """The log odds of a probability, at most those of 199 to 1."""
    kept = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))
