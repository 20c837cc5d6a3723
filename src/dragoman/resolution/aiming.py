"""Aiming: against whom a move is whose clause does not say it. "We protest", in a note from one power to the other.

What the paper tells stands in for the clause: a paper that goes from one power to another, or between a power and its
post in the other's land, tells of moves between these two; so may a sentence or paragraph that names one power beside
the one that acts. Left alone: what is done by nobody whose power is known, and a clause that names a third.
"""

import re
from collections.abc import Set
from functools import cache
from typing import Literal, NamedTuple

from dragoman.lexicon import one_of

By = Literal["note", "post", "paper", "sentence", "paragraph"]
# The evidence on which a move stands in a plain list: of 30 random moves each 25 and 24 were right by eye, of the other
# kinds 12 to 19 (docs/accuracy.md)
STRONG: tuple[By, ...] = ("note", "post")
# What powers say to each other; what is done ("blockade", "send troops") may be done to anybody
SAID = frozenset(("accuse", "agree", "concede", "consult", "cooperate", "protest", "reject", "request", "support",
                  "threaten"))


class Ends(NamedTuple):
    """The two powers between which a paper goes: `sender` and `recipient`.

    Where these are one, or one is not known, they are that power and the `land` in which its post is.
    """

    sender: int | None
    recipient: int | None
    land: int | None

    def pair(self) -> tuple[By, frozenset[int]] | None:
        """What kind of paper it is, and the two powers."""
        if self.sender and self.recipient and self.sender != self.recipient:
            return "note", frozenset((self.sender, self.recipient))
        own = self.sender or self.recipient
        return ("post", frozenset((own, self.land))) if own and self.land and own != self.land else None


class Aim(NamedTuple):
    """The power that a move is against, and by what evidence."""

    power: int
    by: By


def aim(actor: int, kind: str, ends: Ends, sentence: Set[int], paragraph: Set[int]) -> Aim | None:
    """Against whom a power makes a move of this type; the other powers that its sentence and its paragraph name."""
    pair = ends.pair()
    if pair and actor in pair[1]:
        other, = pair[1] - {actor}
        if sentence == {other}:
            return Aim(other, pair[0] if kind in SAID else "paper")
        if not sentence and paragraph <= {other}:
            return Aim(other, "paper")
    if len(sentence or paragraph) == 1:
        found, = sentence or paragraph
        return Aim(found, "sentence" if sentence else "paragraph")
    return None


def general(clause: str) -> bool:
    """Whether a clause names others in general, so that it is against none of them above all."""
    return bool(_general().search(clause))


@cache
def _general() -> re.Pattern[str]:
    some, others, alone = (one_of("aiming", key) for key in ("some", "others", "alone"))
    return re.compile(rf"\b(?:{some}\s+(?:\w+\s+)?{others}|{alone})\b", re.I)
