"""Weighing: the sums of the analysis of competing hypotheses. They are conventions, and show what ratings come to.

Heuer (Psychology of Intelligence Analysis, 1999, chapter 8) weighs hypotheses by what speaks against them: the one with
the least inconsistent evidence stands best. The numbers are those of the program ACH that PARC wrote with him (Good,
Shrager, Stefik, Pirolli, Card, Heuer, A Tool for Analyzing Competing Hypotheses, technical description for version
1.1): an inconsistent item counts 1, a very inconsistent one 2, everything else 0, times √2, 1 or 1/√2 for each of two
grades that are high, middling or low. Theirs are credibility and relevance; ours are the two of the Admiralty code.
What cannot be judged, and what nobody graded, counts as middling. Nothing here is a probability.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import sqrt
from typing import Literal, NamedTuple

from dragoman.edition.decision import Consistency, Credibility, Reliability

AGAINST: dict[str, int] = {"II": 2, "I": 1}                         # what counts against a hypothesis
SCALE: dict[str, int] = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
HIGH, LOW = sqrt(2), 1 / sqrt(2)
BY_RELIABILITY: dict[str, float] = {"A": HIGH, "B": HIGH, "C": 1.0, "D": LOW, "E": LOW, "F": 1.0}
BY_CREDIBILITY: dict[str, float] = {"1": HIGH, "2": HIGH, "3": 1.0, "4": LOW, "5": LOW, "6": 1.0}
EQUAL = 1e-9                    # scores that differ by less are one: sums of roots are rounded
Ranking = tuple[tuple[str, ...], ...]


class Weighed(NamedTuple):
    """One item as the sums need it. Items of one `origin` are one report; `alleged` is true of disinformation."""

    key: str
    ratings: Mapping[str, Consistency]
    weight: float = 1.0
    origin: str | None = None
    alleged: bool = False


class Turn(NamedTuple):
    """What becomes of the ranking without some items: `lead` when another hypothesis stands best, `order` below it."""

    what: Literal["item", "origin", "alleged"]
    name: str                   # the item's key, the origin, or ""
    items: tuple[str, ...]
    turns: Literal["lead", "order"]
    ranking: Ranking


def weight(reliability: Reliability | None, credibility: Credibility | None) -> float:
    """What an item weighs by its two grades: 1/2 to 2, 1 when nobody graded it."""
    return BY_RELIABILITY.get(reliability or "", 1.0) * BY_CREDIBILITY.get(credibility or "", 1.0)


def scores(items: Collection[Weighed], hypotheses: Iterable[str]) -> dict[str, float]:
    """The weighted inconsistency of each hypothesis: the less, the better it stands.

    Of several items of one origin only the weightiest against a hypothesis counts: they are one report.
    """
    return {h: _score(items, h) for h in hypotheses}


def _score(items: Iterable[Weighed], hypothesis: str) -> float:
    reports: dict[tuple[str, str], float] = {}
    for item in items:
        report = ("origin", item.origin) if item.origin else ("item", item.key)
        against = AGAINST.get(item.ratings.get(hypothesis, ""), 0) * item.weight
        reports[report] = max(reports.get(report, 0.0), against)
    return sum(reports.values())


def ranking(found: Mapping[str, float]) -> Ranking:
    """The hypotheses from the least inconsistent to the most; those with equal scores stand together."""
    groups: list[list[str]] = []
    last = 0.0
    for name, score in sorted(found.items(), key=lambda pair: pair[1]):
        if groups and score - last < EQUAL:
            groups[-1].append(name)
        else:
            groups.append([name])
        last = score
    return tuple(tuple(sorted(group)) for group in groups)


def ranks(order: Ranking) -> dict[str, int]:
    """The rank of each hypothesis, from 1; after two that are equal one number is left out."""
    found: dict[str, int] = {}
    for group in order:
        found |= dict.fromkeys(group, len(found) + 1)
    return found


def diagnosticity(ratings: Mapping[str, Consistency], hypotheses: Iterable[str]) -> int | None:
    """How far an item tells hypotheses apart: its best rating less its worst, 0 to 4; None with fewer than two.

    An item that fits all of them equally well has 0, and helps nobody to choose, however true it is.
    """
    values = [SCALE[ratings[h]] for h in hypotheses if h in ratings]
    return max(values) - min(values) if len(values) > 1 else None


def turns(items: Sequence[Weighed], hypotheses: Sequence[str]) -> tuple[Turn, ...]:
    """What turns the ranking when left out, as if it had been planted: each item, each origin, all that is alleged.

    Those that change who stands best come first. With no or one hypothesis nothing turns.
    """
    before = ranking(scores(items, hypotheses))
    found = [turn for what, name, left_out in _trials(items)
             if (turn := _turn(items, hypotheses, before, (what, name, left_out)))]
    return tuple(sorted(found, key=lambda t: t.turns != "lead"))


Trial = tuple[Literal["item", "origin", "alleged"], str, tuple[str, ...]]


def _trials(items: Sequence[Weighed]) -> Iterable[Trial]:
    """What is left out, one after the other."""
    for item in items:
        yield "item", item.key, (item.key,)
    for origin in sorted({i.origin for i in items if i.origin}):
        keys = _keys(items, lambda i, o=origin: i.origin == o)      # type: ignore[misc]
        if len(keys) > 1:
            yield "origin", origin, keys
    alleged = _keys(items, lambda i: i.alleged)
    if len(alleged) > 1:
        yield "alleged", "", alleged


def _keys(items: Iterable[Weighed], which: Callable[[Weighed], bool]) -> tuple[str, ...]:
    return tuple(i.key for i in items if which(i))


def _turn(items: Sequence[Weighed], hypotheses: Sequence[str], before: Ranking, trial: Trial) -> Turn | None:
    what, name, left_out = trial
    after = ranking(scores([i for i in items if i.key not in left_out], hypotheses))
    if after == before:
        return None
    return Turn(what, name, left_out, "lead" if after[:1] != before[:1] else "order", after)
