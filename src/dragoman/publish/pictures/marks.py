"""Marks: the sign of an event. Its shape is the kind of act, and its inside whether it was done.

The sixteen types of PLOVER are four shapes here, which can be told apart in black and white: whoever wants the type
reads the label.
"""

from collections.abc import Sequence

from dragoman.inquiries.told import Event, short
from dragoman.publish.pictures.drawing import Svg, element, group, line, quoted

KINDS = {
    "cooperation": ("agree", "consult", "support", "concede", "cooperate", "aid", "retreat"),
    "demand or charge": ("request", "accuse", "threaten"),
    "refusal or protest": ("reject", "protest"),
    "force": ("sanction", "mobilize", "coerce", "assault")}
KIND_OF = {type_: kind for kind, types in KINDS.items() for type_ in types}
FILLED, CROSSED = ("done", "ongoing"), ("refused",)
HALF = 5.0                      # half of a mark's breadth
_PATHS = {
    "cooperation": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
    "demand or charge": "M0 -5.5L5.6 4.5L-5.6 4.5z",
    "refusal or protest": "M-4.5 -4.5H4.5V4.5H-4.5z",
    "force": "M0 -6.5L2 -2L6.5 0L2 2L0 6.5L-2 2L-6.5 0L-2 -2z"}


def mark(type_: str, modality: str, x: float = 0, y: float = 0) -> Svg:
    """The sign of an act of a type at a point: filled when done or going on, else hollow; crossed when refused."""
    done = modality in FILLED
    shape = element("path", d=_PATHS[KIND_OF.get(type_, "cooperation")], fill="currentColor" if done else "none",
                    stroke="currentColor", stroke_width=1.2, pointer_events="all",
                    class_="pic-done" if done else "pic-hollow")
    crossed = (line((-6.5, -6.5), (6.5, 6.5)), line((-6.5, 6.5), (6.5, -6.5))) if modality in CROSSED else ()
    return group((shape, *crossed), transform=f"translate({x:.1f} {y:.1f})")


def label(event: Event) -> str:
    """An event in one line: "1926-10-03  coerce, done: Korsun (Orsovia) -> Velmark: “that the nets were seized”"."""
    parties = [short(party) for party in (event.actor, event.target)]
    told = f"{parties[0] or 'unknown'} → {parties[1]}" if parties[1] else parties[0] or "actor unknown"
    words = f": {quoted(event.reports[0].passage.quote)}" if event.reports else ""
    return f"{event.date or 'no day'}  {event.type}, {event.modality}: {told}{words}"


def meanings(events: Sequence[Event]) -> list[tuple[Svg, str]]:
    """What the signs of these events mean: all four shapes, and of the insides those that are there."""
    shapes = [(mark(types[0], "done"), f"{kind}: {', '.join(types)}") for kind, types in KINDS.items()]
    states = {event.modality for event in events}
    hollow = [state for state in ("planned", "demanded", "alleged") if state in states]
    insides = [(mark("agree", "done"), "filled: done or going on")] if states & set(FILLED) else []
    insides += [(mark("agree", "planned"), f"hollow: {', '.join(hollow)}")] if hollow else []
    insides += [(mark("agree", "refused"), "crossed: refused")] if states & set(CROSSED) else []
    return shapes + insides
