"""Weighing: the triggers of a text, each with its signs and what they are worth.

Most triggers tell of nothing, and a few signs show it; those are looked at first, the rest only where they leave hope.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dragoman.lexicon.prose.scene import Scene
from dragoman.lexicon.prose.signs import Trigger
from dragoman.lexicon.prose.weights import Model, worth

Signs = Callable[[Scene, Trigger], list[str]]


class Weighed(NamedTuple):
    """A trigger, its signs, and the log-odds that it tells of something."""

    trigger: Trigger
    signs: list[str]
    odds: float


def weighed(scene: Scene, triggers: Iterable[Trigger], own: Signs, more: Signs, model: Model) -> list[Weighed]:
    """The triggers whose own signs leave hope, weighed in full, in their order."""
    found = []
    table, gate = model.find, model.gate
    for t in triggers:
        signs = own(scene, t)
        odds = worth(signs, table)
        if odds >= gate:
            rest = more(scene, t)
            found.append(Weighed(t, signs + rest, odds + worth(rest, table)))
    return found
