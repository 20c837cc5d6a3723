"""Placing: where the actors of a network stand, so that those who have to do with each other are near, and no name lies

on another. Groups that have nothing to do with each other have each its own part of the sheet; springs would drive
them to its rims. The same rows give the same places.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import log1p, sqrt
from typing import NamedTuple

import rustworkx

from dragoman.publish.pictures.drawing import SIZE, WIDE, length

SEED, ROUNDS = 19, 500          # any seed will do, but always the same
_PASSES = 200
_EDGE, _AIR = 8.0, 5.0          # room at the rim, and around a name
_CELL = ((70.0, 172.0), (36.0, 100.0))              # breadth and height of a group's part: at least, and by its root
_RIM = (64.0, 26.0)             # of a part, that its outermost actors keep to


class Spot(NamedTuple):
    """Where an actor stands, how large its circle is, and where the foot of its name is."""

    x: float
    y: float
    radius: float
    name: float


class _Box:
    """A circle with its name while it is pushed about: the middle of both, half their breadth and height."""

    def __init__(self, radius: float, name: str) -> None:
        self.radius = radius
        self.wide = max(radius, length(name) / 2) + _AIR / 2
        self.high = radius + SIZE / 2 + _AIR / 2 + 2
        self.x = self.y = 0.0

    def spot(self, top: float, *, above: bool) -> Spot:
        """The place of the circle and its name, which is `above` it or beneath."""
        off = SIZE / 2 + 1
        y = self.y - top + (off if above else -off)
        return Spot(self.x, y, self.radius, y - self.radius - 5 if above else y + self.radius + SIZE + 1)


class _Part(NamedTuple):
    """A group's part of the sheet."""

    x: float
    y: float
    wide: float
    high: float


def placed(actors: Sequence[tuple[str, float, str]],
           ties: Sequence[tuple[str, str, int]]) -> tuple[Mapping[str, Spot], float]:
    """The place of each actor, given as address, radius and name; and the foot of the lowest name."""
    boxes = {address: _Box(radius, name) for address, radius, name in actors}
    graph: rustworkx.PyGraph[str, float] = rustworkx.PyGraph(multigraph=False)
    nodes = dict(zip(boxes, graph.add_nodes_from(list(boxes)), strict=True))
    for who, whom, times in ties:
        graph.add_edge(nodes[who], nodes[whom], log1p(times))
    groups = sorted((sorted(found) for found in rustworkx.connected_components(graph)), key=lambda g: (-len(g), g))
    for members, part in zip(groups, _parts([len(found) for found in groups]), strict=True):
        _lay([boxes[graph[node]] for node in members], _sprung(graph.subgraph(members)), part)
    _push_apart(list(boxes.values()))
    top = min(box.y - box.high for box in boxes.values()) - _EDGE
    foot = max(box.y + box.high for box in boxes.values()) - top
    above = {address: sum(boxes[graph[other]].y - box.y for other in graph.neighbors(nodes[address])) > 0
             for address, box in boxes.items()}     # a name keeps clear of the lines
    return {address: box.spot(top, above=above[address]) for address, box in boxes.items()}, foot


def _parts(sizes: Sequence[int]) -> Iterator[_Part]:
    """Parts for groups of these sizes, the largest first, in rows that fill the sheet."""
    (least_wide, by_wide), (least_high, by_high) = _CELL
    rows: list[list[int]] = []
    for size in sizes:
        wide = sum(least_wide + by_wide * sqrt(n) for n in (*rows[-1], size)) if rows else WIDE + 1
        if wide > WIDE:
            rows.append([])
        rows[-1].append(size)
    y = 0.0
    for row in rows:
        whole = sum(least_wide + by_wide * sqrt(n) for n in row)
        high, x = least_high + by_high * (sqrt(row[0]) if row[0] > 2 else 0.4), 0.0
        for size in row:
            wide = (least_wide + by_wide * sqrt(size)) * WIDE / whole
            yield _Part(x, y, wide, high)
            x += wide
        y += high


def _sprung(graph: "rustworkx.PyGraph[str, float]") -> list[tuple[float, float]]:
    """Places by springs between those who have ties; how often shortens a spring, though not in proportion."""
    count = graph.num_nodes()
    found = rustworkx.spring_layout(graph, k=1.6 / sqrt(count), num_iter=ROUNDS, weight_fn=float, seed=SEED)
    return [(float(found[node][0]), float(found[node][1])) for node in range(count)]


def _lay(boxes: Sequence[_Box], places: Sequence[tuple[float, float]], part: _Part) -> None:
    """Sets a group in its part: half by where the springs put them, half by their order, which opens a huddle."""
    pair = len(boxes) == 2      # side by side, so that the line between them is level
    across = [0.0, 1.0] if pair else _opened([x for x, _ in places])
    down = [0.5, 0.5] if pair else _opened([y for _, y in places])
    reach = min(part.wide, 90 + 120 * len(boxes)) - 2 * _RIM[0]     # two actors need no long line
    left = part.x + (part.wide - reach) / 2
    for box, x, y in zip(boxes, across, down, strict=True):
        box.x, box.y = left + x * reach, part.y + _RIM[1] + y * (part.high - 2 * _RIM[1])


def _opened(values: Sequence[float]) -> list[float]:
    """Values between 0 and 1, spread out."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    low, high = values[order[0]], values[order[-1]]
    ranks = {i: rank / max(len(order) - 1, 1) for rank, i in enumerate(order)}
    return [((value - low) / ((high - low) or 1.0) + ranks[i]) / 2 for i, value in enumerate(values)]


def _push_apart(boxes: Sequence[_Box]) -> None:
    """Moves what overlaps, along the shorter way out, until nothing does."""
    for _ in range(_PASSES):
        moved = False
        for i, box in enumerate(boxes):
            for other in boxes[i + 1:]:
                moved |= _parted(box, other)
        for box in boxes:
            box.x = min(max(box.x, box.wide + _EDGE), WIDE - box.wide - _EDGE)
        if not moved:
            return


def _parted(box: _Box, other: _Box) -> bool:
    """Whether two overlapped; they do no more."""
    across = box.wide + other.wide - abs(box.x - other.x)
    down = box.high + other.high - abs(box.y - other.y)
    if across <= 0.01 or down <= 0.01:
        return False
    if down <= across:
        step = down / 2 * (1 if box.y >= other.y else -1)
        box.y, other.y = box.y + step, other.y - step
    else:
        step = across / 2 * (1 if box.x >= other.x else -1)
        box.x, other.x = box.x + step, other.x - step
    return True
