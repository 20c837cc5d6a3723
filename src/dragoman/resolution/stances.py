"""Stances: which position an act takes, and where a row of acts changes position.

The kinds of statements, directives and assessments follow J. R. Searle's classes of speech acts (A Taxonomy of
Illocutionary Acts, 1975; in Expression and Meaning, Cambridge 1979), those of events PLOVER (manual, Draft 2.0):

- assertives: says (say; affirm), doubts, silent where a paper says that somebody was;
- directives: asks (ask; PLOVER request; orders to another power), instructs (orders to one's own service);
- commissives: offers (propose, promise; what is friendly and planned), accepts (agree; PLOVER agree, concede,
  retreat), refuses (refuse, deny, reject; whatever is told as refused), warns (warn; PLOVER threaten; what is hostile
  and planned);
- expressives: protests (protest; PLOVER protest, accuse), thanks.

Deeds (PLOVER consult, support, cooperate, aid, sanction, mobilize, coerce, assault, when done) take no position in
words and are left to the chronicle; so are alleged acts, and what somebody else demands of the actor.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

Position = Literal["says", "doubts", "silent", "asks", "instructs", "offers", "accepts", "refuses", "warns", "protests",
                   "thanks"]
STATEMENTS: dict[str, Position] = {
    "say": "says", "ask": "asks", "propose": "offers", "promise": "offers", "agree": "accepts", "refuse": "refuses",
    "deny": "refuses", "protest": "protests", "warn": "warns", "thank": "thanks", "silent": "silent"}
ASSESSMENTS: dict[str, Position] = {"affirm": "says", "doubt": "doubts", "reject": "refuses"}
EVENTS: dict[str, Position] = {
    "agree": "accepts", "concede": "accepts", "retreat": "accepts", "request": "asks", "reject": "refuses",
    "threaten": "warns", "protest": "protests", "accuse": "protests"}
PLANNED: dict[str, Position] = {
    **dict.fromkeys(("agree", "consult", "support", "concede", "cooperate", "aid", "retreat"), "offers"),
    **dict.fromkeys(("threaten", "sanction", "mobilize", "coerce", "assault"), "warns"),
    "request": "asks", "reject": "refuses", "protest": "protests", "accuse": "protests"}


class Taken(NamedTuple):
    """An act that takes a position, in the order of time: its kind, its day, and the paper and finding that tell it."""

    position: Position
    kind: str
    day: str | None
    document: int
    ordinal: int
    actor: int | None


class Stance(NamedTuple):
    """Acts that follow one another in one position; `before` is the position that it changed from."""

    position: Position
    before: Position | None
    acts: tuple[Taken, ...]


def position(layer: str, kind: str, state: str | None, *, own: bool = False) -> Position | None:
    """The position that an act takes; None for one that takes none. `own` tells a directive within one service."""
    if layer == "statement":
        return STATEMENTS.get(kind)
    if layer == "assessment":
        return ASSESSMENTS.get(kind)
    if layer == "directive":
        return "instructs" if own else "asks"
    if state == "refused":
        return "refuses"
    if state == "planned":
        return PLANNED.get(kind)
    return EVENTS.get(kind) if state in ("done", "ongoing") else None


def stances(acts: Iterable[Taken]) -> Iterator[Stance]:
    """Acts of one actor on one subject, parted where the position changes. Those without a day come last."""
    ordered = sorted(acts, key=lambda a: (a.day is None, a.day or "", a.document, a.ordinal))
    before: Position | None = None
    run: list[Taken] = []
    for act in ordered:
        if run and act.position != run[0].position:
            yield Stance(run[0].position, before, tuple(run))
            before, run = run[0].position, []
        run.append(act)
    if run:
        yield Stance(run[0].position, before, tuple(run))
