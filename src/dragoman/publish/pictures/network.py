"""The network as a picture: its weightiest actors, each with its name, and between them a line for how often.

A line tapers from the one who writes to the one written to, which readers take in faster and surer than arrow heads
(Holten and van Wijk, "A User Study on Visualizing Directed Edges in Graphs", CHI 2009).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import hypot, sqrt

from dragoman.inquiries.network import Bond, Place
from dragoman.inquiries.who import Somebody
from dragoman.publish.pictures.drawing import (
    WIDE,
    Sheet,
    Svg,
    counted,
    element,
    group,
    hover,
    legend,
    link,
    picture,
    shortened,
    text,
)
from dragoman.publish.pictures.placing import Spot, placed

MOST = 25                       # actors that are drawn
_SMALLEST, _LARGEST = 4.0, 18.0                     # radius of an actor
_THINNEST, _THICKEST = 3.0, 11.0                    # breadth of a line at its wide end
_LABEL = 150.0                  # room for a name
_DOES = {"writes": "writes to", "cites": "cites", "reports": "reports the words of"}
_ROLES = {"writes": "the one who writes", "cites": "the one who cites", "reports": "the one who reports"}


def network(bonds: Sequence[Bond], places: Sequence[Place], href_actor: Callable[[str], str], *,
            prefix: str = "network") -> str:
    """The weightiest actors and the bonds between them, each actor a link to `href_actor` of its address.

    `places` tell how weighty an actor is; of one they leave out, its bonds do. Nothing where there are no bonds.
    """
    actors = {somebody.name: somebody for bond in bonds for somebody in (bond.who, bond.whom)}
    weights = _weights(bonds, places)
    drawn = _drawn(bonds, sorted(actors, key=lambda name: (-weights[name], name))[:MOST])
    if not drawn:
        return ""
    names = sorted({name for bond in drawn for name in (bond.who.name, bond.whom.name)},
                   key=lambda name: (-weights[name], name))
    spots, foot = placed([(name, _radius(weights[name], weights[names[0]]), _name(actors[name])) for name in names],
                         [(bond.who.name, bond.whom.name, bond.times) for bond in drawn])
    told, height = legend(_meanings(bonds[0].kind, weights[names[0]], drawn[0].times), 8, foot + 18)
    sheet = Sheet("network", prefix, WIDE, height, _title(len(names), len(actors), bonds[0].kind),
                  _told(drawn, len(bonds), [(actors[name], weights[name]) for name in names]))
    lines = [_bond(bond, spots, drawn[0].times) for bond in reversed(drawn)]
    marks = [_actor(actors[name], spots[name], weights[name], href_actor) for name in reversed(names)]
    return picture(sheet, (group(lines), *marks, told), linked=True)


def _weights(bonds: Sequence[Bond], places: Sequence[Place]) -> Mapping[str, int]:
    """How often each actor is at either end of a bond."""
    weights: Counter[str] = Counter()
    for bond in bonds:
        weights[bond.who.name] += bond.times
        weights[bond.whom.name] += bond.times
    return weights | {place.actor.name: place.in_strength + place.out_strength for place in places}


def _drawn(bonds: Sequence[Bond], names: Sequence[str]) -> list[Bond]:
    """The bonds between these actors, the weightiest first."""
    among = set(names)
    found = [b for b in bonds if b.who.name in among and b.whom.name in among and b.who.name != b.whom.name]
    return sorted(found, key=lambda bond: (-bond.times, bond.who.name, bond.whom.name))


def _radius(weight: int, most: int) -> float:
    """Its area goes by the weight."""
    return max(_SMALLEST, _LARGEST * sqrt(weight / most))


def _name(somebody: Somebody) -> str:
    return shortened(somebody.label or somebody.name, _LABEL)


def _breadth(times: int, most: int) -> float:
    return max(_THINNEST, _THICKEST * sqrt(times / most))


def _bond(bond: Bond, spots: Mapping[str, Spot], most: int) -> Svg:
    """A line that tapers; the two of a pair lie side by side, each on its right."""
    start, end = spots[bond.who.name], spots[bond.whom.name]
    way = max(hypot(end.x - start.x, end.y - start.y), 1.0)
    along = ((end.x - start.x) / way, (end.y - start.y) / way)
    across, half = (-along[1], along[0]), _breadth(bond.times, most) / 2
    # both begin and end at the rim of their actors, so that a thin end is seen
    first = (start.x + along[0] * start.radius, start.y + along[1] * start.radius)
    last = (end.x - along[0] * (end.radius + 1), end.y - along[1] * (end.radius + 1))
    side = half + 0.6
    corners = [(first, side - half), (first, side + half), (last, side + 0.3), (last, side - 0.3)]
    points = " ".join(f"{x + across[0] * off:.1f},{y + across[1] * off:.1f}" for (x, y), off in corners)
    since = f", first on {bond.first}" if bond.first else ""
    told = f"{bond.who.label} {_DOES.get(bond.kind, bond.kind)} {bond.whom.label}, {counted(bond.times, 'time')}{since}"
    return element("polygon", hover(told), points=points, class_="pic-bond")


def _actor(somebody: Somebody, spot: Spot, weight: int, href: Callable[[str], str]) -> Svg:
    side = f" ({somebody.side})" if somebody.side else ""
    circle = element("circle", cx=spot.x, cy=spot.y, r=spot.radius, class_="pic-node")
    name = text(spot.x, spot.name, _name(somebody), "pic-label", "middle")
    address = href(somebody.name) if somebody.name else ""
    return link(address, f"{somebody.label}{side}: {weight:,} in all", circle, name)


def _meanings(kind: str, most: int, times: int) -> list[tuple[Svg, str]]:
    taper = element("polygon", points="-14,-4 -14,4 14,0.5 14,-0.5", class_="pic-bond")
    circle = element("circle", cx=0, cy=0, r=6, class_="pic-node")
    role = _ROLES.get(kind, "the one who acts")
    return [(taper, f"the wide end is {role}, its breadth how often (at most {times:,})"),
            (circle, f"the area is how often an actor is at either end (at most {most:,})")]


def _title(drawn: int, known: int, kind: str) -> str:
    of = f" of {known:,}" if known > drawn else ""
    return f"Network, who {_DOES.get(kind, kind)} whom: {drawn:,}{of} actors"


def _told(drawn: Sequence[Bond], bonds: int, weights: Sequence[tuple[Somebody, int]]) -> str:
    """The picture in words, for whoever does not see it."""
    of = f" of {bonds:,}" if bonds > len(drawn) else ""
    actors = ", ".join(f"{somebody.label} {weight:,}" for somebody, weight in weights[:10])
    ties = "; ".join(f"{bond.who.label} to {bond.whom.label} {bond.times:,}" for bond in drawn[:10])
    return (f"{counted(len(drawn), 'bond')}{of} between the weightiest actors that have any with each other. "
            f"The weightiest actors: {actors}. The weightiest bonds: {ties}. Every actor is a link.")
