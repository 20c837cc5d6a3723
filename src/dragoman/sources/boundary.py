"""Where papers begin in running text: for each line whether a paper, an enclosure or other matter begins or goes on.

Each line is weighed by its own signs and those of the lines about it; the likeliest sequence over the whole text is
taken (a linear-chain model, decoded by Viterbi). The weights in boundary.json were learned by
scripts/train_boundaries.py.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from dragoman.sources.between import Part, settle
from dragoman.sources.signs import BIT, NAMES, bits, share, signs_in

PARTS: tuple[Part, ...] = ("paper", "in paper", "enclosure", "in enclosure", "matter")
Weights = tuple[float, ...]         # one for each part
ZERO: Weights = (0.0,) * len(PARTS)

# One line in so many that is a file number, announces an enclosure, or bears the next number, makes this a habit.
FILED, ANNOUNCED, NUMBERED = 60, 200, 100
REACH = 8                           # lines looked at on either side, at most


# "[Inclosure in No. 12.]", "I have, etc.,", "Hon. William H. Seward,": whatever the lines about it, no paper begins
# here; none of some six thousand known papers does.
NEVER = 1000.0
_NO_START = bits("enclosure bracket", "closing", "addressee", "and so on", "stars", "article", "in witness",
                 "quotation")
# Notes stand after the enclosures of their paper: what follows a note is no enclosure, unless it says so.
_SAID = bits("enclosure", "annex")
# "Index": a line so brief, with at least so many lines after it
INDEX, _BRIEF = 8, bits("length 6", "length 14", "length 28")
# A short file is one paper unless more speaks for it: the weight of a further start in a file of so few lines.
SHORT, DOUBT = 150, 300.0
# "A.", "No. 470.]", "[Translation.]", "Woodrow Wilson Papers": what stands above a heading goes with it
_LEADS = bits("number alone", "number bracket", "letter alone", "character", "file", "file other", "files",
              "after colon")
_HEADED = bits("title to", "office to", "paper from")
_NO_LEAD = bits("long", "story", "note", "foot", "list about", "matter", "enclosure bracket")


class Model(Struct, frozen=True):
    """What was learned: for each distance the weight of each sign there, of signs together, of each step."""

    near: dict[int, list[Weights]]
    pairs: dict[str, dict[str, dict[str, Weights]]]
    steps: dict[str, dict[str, float]]


def model_of(raw: Mapping[str, Any]) -> Model:
    """The model as boundary.json holds it, with its signs in the order of their bits."""
    near = {int(distance): [tuple(table[name]) if name in table else ZERO for name in NAMES]
            for distance, table in raw["near"].items()}
    return Model(near, raw["pairs"], raw["steps"])


@cache
def shipped() -> Model:
    """The model that comes with the program."""
    return model_of(json.loads((files(__package__) / "boundary.json").read_text(encoding="utf-8")))


def parts_of(lines: Sequence[str], model: Model | None = None) -> list[Part]:
    """What each line is to the papers about it."""
    if not lines:
        return []
    model = model or shipped()
    found = signs_in(lines)
    parts = _likeliest(_weighed(found, habits_of(found), model), model)
    _part_after_notes(parts, found)
    _begin_above(parts, found)
    _end_with_index(parts, found)
    settle(parts, lines, found)
    return parts


def _end_with_index(parts: list[Part], found: Sequence[int]) -> None:
    """Takes an index at the very end from the last paper: a line that says so, and lines with page numbers after it."""
    last = max((i for i, part in enumerate(parts) if part in ("paper", "enclosure")), default=0)
    for i in range(last + 1, len(parts) - INDEX):
        if found[i] & BIT["matter"] and found[i] & _BRIEF:
            listed = sum(1 for s in found[i:] if s & BIT["list about"])
            if listed * 5 > 3 * (len(parts) - i):
                parts[i:] = ["matter"] * (len(parts) - i)
            return


def _part_after_notes(parts: list[Part], found: Sequence[int]) -> None:
    """Lets a paper of its own begin where an enclosure was seen after the notes, if it is headed and not called one."""
    notes = False
    for i, (part, s) in enumerate(zip(parts, found, strict=True)):
        if part == "enclosure" and notes and s & (_HEADED | BIT["head"]) and not s & _SAID:
            parts[i] = "paper"
        notes = bool(s & BIT["note"]) or (notes and parts[i].startswith("in "))


def _begin_above(parts: list[Part], found: Sequence[int]) -> None:
    """Lets a paper begin with the number, file or character line right above the line that was taken for its first."""
    for i, part in enumerate(parts):
        at = i
        numbered = found[i] & BIT["numbered"]       # "142. Letter From ...": nothing stands above its number
        headed = found[i] & _HEADED
        while part == "paper" and not numbered and at and _leads(found[at - 1], parts[at - 1], headed):
            at -= 1
            headed |= found[at] & _HEADED
        if at < i:
            parts[at:i + 1] = ["paper", *["in paper"] * (i - at)]  # type: ignore[list-item]


def _leads(signs: int, part: Part, headed: int) -> bool:
    """Whether the line above a paper's first is of its head; a heading is if it has no other, and is no chapter's."""
    if part == "paper" or signs & _NO_LEAD:
        return False
    return bool(signs & _LEADS or (signs & _HEADED and not headed and part != "matter"))


def habits_of(found: Sequence[int]) -> list[str]:
    """What holds for the text as a whole: file numbers, announced enclosures, numbered papers."""
    other = BIT["long"] | BIT["note"]
    filed = BIT["file"] | BIT["file other"]
    count = sum(1 for s in found if s & filed and not s & other)
    first = bool(found and found[0] & (filed | BIT["files"]))
    run = sum(1 for s in found if s & BIT["numbers run"] and not s & (other | BIT["story"] | BIT["list about"]))
    habits = [("filed", first or count * FILED > len(found)),
              ("announced", share(found, "enclosure bracket") * ANNOUNCED > len(found)),
              ("numbered", run * NUMBERED > len(found))]
    return [name for name, holds in habits if holds]


def _weighed(found: Sequence[int], habits: Sequence[str], model: Model) -> list[list[float]]:
    """For each part its weight in every line. Lines that look alike in alike company are weighed once."""
    edge = [BIT["edge"]] * REACH
    padded = [*edge, *found, *edge]
    looks = set(padded)
    own = {look: [i for i in range(len(NAMES)) if look >> i & 1] for look in looks}
    columns: list[list[list[float]]] = [[] for _ in PARTS]
    for distance, weights in model.near.items():
        known = {look: _sum([weights[i] for i in own[look]]) for look in looks}
        there = [known[look] for look in padded[REACH + distance:REACH + distance + len(found)]]
        for column, values in zip(columns, zip(*there, strict=True), strict=True):
            column.append(list(values))
    companies = list(zip(found, padded[REACH - 1:], padded[REACH + 1:], strict=False))
    names = {look: [NAMES[i] for i in bits] for look, bits in own.items()}
    paired = {company: _paired([names[look] for look in company], habits, model) for company in set(companies)}
    for column, values in zip(columns, zip(*(paired[c] for c in companies), strict=True), strict=True):
        column.append(list(values))
    weighed: list[list[float]] = [list(map(sum, zip(*column, strict=True))) for column in columns]
    doubt = DOUBT if len(found) < SHORT else 0.0
    weighed[0] = [w - NEVER if i and s & _NO_START else w - doubt if i else w
                  for i, (w, s) in enumerate(zip(weighed[0], found, strict=True))]
    return weighed


def _paired(company: Sequence[Sequence[str]], habits: Sequence[str], model: Model) -> Weights:
    """The weight of a line's signs with each other, with the lines before and after, with the habits."""
    here, before, after = company
    rows: list[Weights] = []
    for kind, others in (("same", here), ("before", before), ("after", after)):
        tables = model.pairs[kind]
        for name in here:
            table = tables.get(name)
            if table:
                rows += [table[other] for other in others if other in table]
    for kind, own in (("habit", here), ("habit before", before)):
        for habit in habits:
            table = model.pairs[kind].get(habit, {})
            rows += [table[name] for name in own if name in table]
    return _sum(rows)


def _sum(rows: Iterable[Weights]) -> Weights:
    return tuple(map(sum, zip(*rows, strict=True))) or ZERO


def _likeliest(weighed: Sequence[Sequence[float]], model: Model) -> list[Part]:
    """The sequence of parts with the greatest weight."""
    steps = [[(PARTS.index(a), model.steps[a][b]) for a in PARTS if b in model.steps[a]] for b in PARTS]
    lines = zip(*weighed, strict=True)
    best = list(next(lines))
    back: list[list[int]] = []
    for weights in lines:
        came, reached = [], []
        for before, weight in zip(steps, weights, strict=True):
            top, at = -1e18, 0
            for a, step in before:
                total = best[a] + step
                if total > top:
                    top, at = total, a
            came.append(at)
            reached.append(top + weight)
        back.append(came)
        best = reached
    at = max(range(len(best)), key=best.__getitem__)
    path = [at]
    for came in reversed(back):
        at = came[at]
        path.append(at)
    return [PARTS[k] for k in reversed(path)]
