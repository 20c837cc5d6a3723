"""Where papers begin in running text: for each line whether a paper, an enclosure or other matter begins or goes on.

Each line is weighed by its own signs and those of the lines about it; the likeliest sequence over the whole text is
taken (a linear-chain model, decoded by Viterbi). The weights in boundary.json were learned by
scripts/train_boundaries.py.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from dragoman.sources.signs import BIT, NAMES, share, signs_in

# A paper begins, goes on; an enclosure begins, goes on; matter between papers (front matter, chapter heads, index).
Part = Literal["paper", "in paper", "enclosure", "in enclosure", "matter"]
PARTS: tuple[Part, ...] = ("paper", "in paper", "enclosure", "in enclosure", "matter")
Weights = tuple[float, ...]
ZERO: Weights = (0.0,) * len(PARTS)

# One line in so many that is a file number, or announces an enclosure, makes this a habit of the whole text.
FILED, ANNOUNCED = 60, 400
REACH = 8


def parts_of(lines: Sequence[str]) -> list[Part]:
    """What each line is to the papers about it."""
    if not lines:
        return []
    found = signs_in(lines)
    return _likeliest(_weighed(found, habits_of(found)))


def habits_of(found: Sequence[int]) -> int:
    """What holds for the text as a whole: 1 if its papers carry file numbers, 2 if its enclosures are announced, or both."""
    own = ~(BIT["long"] | BIT["note"])
    filed = BIT["file"] | BIT["file other"]
    count = sum(1 for s in found if s & filed and s & own == s)
    first = bool(found and found[0] & (filed | BIT["files"]))
    return int(first or count * FILED > len(found)) + 2 * int(share(found, "enclosure bracket") * ANNOUNCED > len(found))


@cache
def _model() -> Any:
    """The weights as shipped."""
    return json.loads((files(__package__) / "boundary.json").read_text(encoding="utf-8"))


@cache
def _near() -> dict[int, list[Weights]]:
    """For each distance from the line in question, the weight of each sign there."""
    return {int(distance): [tuple(signs[name]) if name in signs else ZERO for name in NAMES]
            for distance, signs in _model()["near"].items()}


def _names(mask: int) -> list[str]:
    return [name for name, bit in BIT.items() if mask & bit]


def _sum(rows: Sequence[Sequence[float]]) -> Weights:
    return tuple(map(sum, zip(*rows, strict=True))) if rows else ZERO


def _weighed(found: Sequence[int], habits: int) -> list[Weights]:
    """For each line the weight of each part it may be. Lines that look alike in alike company are weighed once."""
    edge = [BIT["edge"]] * REACH
    padded = [*edge, *found, *edge]
    n = len(found)
    columns: list[list[Weights]] = []
    for distance, weights in _near().items():
        known = {mask: _sum([w for i, w in enumerate(weights) if mask >> i & 1]) for mask in set(padded)}
        columns.append([known[mask] for mask in padded[REACH + distance:REACH + distance + n]])
    pairs: dict[tuple[int, int, int], Weights] = {}
    column = []
    for i in range(REACH, REACH + n):
        key = padded[i], padded[i - 1], padded[i + 1]
        if key not in pairs:
            pairs[key] = _paired(key, str(habits))
        column.append(pairs[key])
    columns.append(column)
    return [tuple(map(sum, zip(*rows, strict=True))) for rows in zip(*columns, strict=True)]


def _paired(key: tuple[int, int, int], habits: str) -> Weights:
    """The weight of a line's signs together with those of the line before, of the line after, and with the text's habits."""
    pairs = _model()["pairs"]
    here, before, after = (_names(mask) for mask in key)
    rows: list[Sequence[float]] = []
    for kind, company in (("p", before), ("n", after)):
        for name in here:
            table = pairs[kind].get(name)
            if table:
                rows += [table[other] for other in company if other in table]
    for kind, own in (("f", here), ("g", before)):
        table = pairs[kind].get(habits, {})
        rows += [table[name] for name in own if name in table]
    return _sum(rows)


@cache
def _steps() -> tuple[tuple[tuple[int, float], ...], ...]:
    """For each part, the parts that may stand before it, with the weight of the step."""
    steps = _model()["steps"]
    return tuple(tuple((PARTS.index(a), steps[a][b]) for a in PARTS if b in steps[a]) for b in PARTS)


def _likeliest(weighed: Sequence[Weights]) -> list[Part]:
    """The sequence of parts with the greatest weight."""
    steps = _steps()
    best = list(weighed[0])
    back: list[tuple[int, ...]] = []
    for weights in weighed[1:]:
        choice = [max([(best[a] + w, a) for a, w in before]) for before in steps]
        back.append(tuple(a for _, a in choice))
        best = [total + w for (total, _), w in zip(choice, weights, strict=True)]
    at = max(range(len(best)), key=best.__getitem__)
    path = [at]
    for came_from in reversed(back):
        at = came_from[at]
        path.append(at)
    return [PARTS[k] for k in reversed(path)]
