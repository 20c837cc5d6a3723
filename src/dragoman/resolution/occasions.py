"""Occasions: which reports tell of one event. "the arrest of Captain Dahlberg" and "Captain Dahlberg was arrested".

Reports are joined that are of one type and one modality (what is done and what goes on count as one), whose days can be
the same, whose parties do not differ, and that have enough telling words in common: names and figures, rare words more
than common ones. A report that two events would fit joins neither. Left alone: whatever is told in words that many
acts are told in ("I called at the foreign office").
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from dragoman.lexicon import any_of, lexicon, words
from dragoman.lexicon.vocabulary import plain_letters, vocabulary
from dragoman.resolution.powers import known_power, noun_of

# Set on joins in the twelve volumes that were looked at one by one (docs/accuracy.md).
ENOUGH = 3.0                        # the weight of the words that two reports must have in common,
ENOUGH_OTHERWISE = 4.8              # where the act itself is told by other words: "seized", "detention"
SHARE = 0.5                         # and how much of the shorter report's words that must be
TALK = "consult"
TELLING = 2.0                       # a name or figure counts as so many other words
MEMORY = 60                         # days: a dated event is told so long after it by papers that do not give its day
NEWS = 31                           # days: two papers that give no day tell of it within so many days of each other
NARROW = 31                         # days: a span of days longer than this is no day
_ROOT = 4                           # letters by which "seized" and "seizure" are one
_TOP = 13                           # the level of the commonest words

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_NAME = re.compile(r"(?:Great |United )?\b[A-Z][a-z]{2,}")
_POSSESSIVE = re.compile(r"['’]s$")


class Report(NamedTuple):
    """One report of an event. `first` and `last` bound its day (counted from the year 1): as the text gives it, or the
    day of the paper if not.

    `who` and `whom` are an actor and the power that it acts for, None where they are not known. `span` is its clause,
    `words` are the weights of its telling words, `powers` and `persons` those that it names, `verb` the word that tells
    the act; `given` is the day that stands in the clause, the act's or not.
    """

    paper: int
    ordinal: int
    kind: str
    state: str
    first: int | None
    last: int | None
    dated: bool
    who: tuple[int | None, int | None]
    whom: tuple[int | None, int | None]
    span: tuple[int, int]
    words: Mapping[str, float]
    powers: frozenset[str]
    persons: frozenset[str]
    verb: str
    given: tuple[int, int] | None


def telling(text: str) -> dict[str, float]:
    """The weight of each word that tells something in a passage; grammatical words tell nothing."""
    found: dict[str, float] = {}
    for m in _WORD.finditer(text):
        word, weight, named = _weighed(m[0])
        if weight:
            found[word] = weight * (TELLING if named and m.start() > 0 else 1.0)
    return found


@lru_cache(maxsize=1 << 10)
def powers_in(text: str, learned: frozenset[str] = frozenset()) -> frozenset[str]:
    """The powers that a passage names, as nouns or adjectives; `learned` are those that the lexicon does not know."""
    found = (_power(m[0], learned) for m in _NAME.finditer(text))
    return frozenset(power for power in found if power)


def persons_in(text: str) -> frozenset[str]:
    """The names, in parts, of the persons whom a passage names with a title: "Mr. James L. White"."""
    return frozenset(plain_letters(_POSSESSIVE.sub("", part)) for m in _titled().finditer(text)
                     for part in m["name"].split() if len(part) > 2)


@cache
def _titled() -> re.Pattern[str]:
    titles = any_of(words("offices", "titles") - {"the"})
    return re.compile(rf"\b{titles}\.?\s+(?P<name>(?:[A-Z][\w.’'-]*\s?)+)")


@lru_cache(maxsize=1 << 14)
def _power(name: str, learned: frozenset[str]) -> str | None:
    return known_power(name) or noun_of(name, learned)


@lru_cache(maxsize=1 << 16)
def _weighed(printed: str) -> tuple[str, float, bool]:
    """A word's stem, its weight by how rare it is, and whether it seems a name or a figure."""
    word = plain_letters(_POSSESSIVE.sub("", printed))
    if word in _grammatical() or len(word) < 2:
        return word, 0.0, False
    rare = 1 - min(vocabulary().levels.get(word, 0), _TOP) / (_TOP + 1)
    return _stem(word), rare, printed[0].isdigit() or printed[0].isupper()


def joined(reports: Iterable[Report]) -> list[list[Report]]:
    """The reports put together by event, in order of time; most stand alone."""
    events: list[list[Report]] = []
    holding: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    papers: dict[tuple[int, str], list[tuple[Report, int]]] = defaultdict(list)
    for report in sorted(reports, key=_in_time):
        told = papers[report.paper, report.kind]
        fitting = sorted({at for other, at in told if _twice(other, report)})
        if not fitting and report.last is not None:
            keys = [(report.kind, _mood(report.state), word) for word in _rarest(report.words)]
            near = {at for key in keys for at in holding[key]} | {at for _, at in told}
            # what is told of earlier days alone is another event; the last report of an event is its latest
            since = min(report.first or report.last, report.last - MEMORY)
            near = {at for at in near if (events[at][-1].last or 0) >= since}
            fitting = [at for at in sorted(near) if all(one_event(other, report) for other in events[at])]
        if len(fitting) == 1:
            at = fitting[0]
            events[at].append(report)
        else:
            at = len(events)
            events.append([report])
        told.append((report, at))
        for word in report.words:
            holding[report.kind, _mood(report.state), word].add(at)
    return events


def one_event(one: Report, other: Report) -> bool:
    """Whether two reports tell of one event."""
    enough = ENOUGH if one.verb[:_ROOT] == other.verb[:_ROOT] else ENOUGH_OTHERWISE
    # what costs least first
    return (one.kind == other.kind and _mood(one.state) == _mood(other.state) and one_day(one, other)
            and _powers_agree(one.powers, other.powers) and _parties(one, other)
            and not (one.persons and other.persons and one.persons.isdisjoint(other.persons))
            and alike(one.words, other.words, enough) and (one.kind != TALK or _one_talk(one, other)))


def alike(one: Mapping[str, float], other: Mapping[str, float], enough: float = ENOUGH) -> bool:
    """Whether two passages have enough telling words in common."""
    shared = sum([min(one[word], other[word]) for word in one.keys() & other.keys()])
    return shared >= enough and shared >= SHARE * min(sum(one.values()), sum(other.values()))


def one_day(one: Report, other: Report) -> bool:
    """Whether two reports can be of the same day, as narrowly as their texts tell it."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    if one.given and other.given and (one.given[1] < other.given[0] or other.given[1] < one.given[0]):
        return False
    if one.dated and other.dated:
        return (one.first <= other.last and other.first <= one.last
                and max(one.last - one.first, other.last - other.first) <= NARROW)
    if one.dated or other.dated:
        event, paper = (one, other) if one.dated else (other, one)
        return event.first <= paper.last <= event.last + MEMORY  # type: ignore[operator]
    return abs(one.last - other.last) <= NEWS


def _parties(one: Report, other: Report) -> bool:
    """Whether actor and target can be the same: where both reports give one, it is one actor or one power."""
    return _same(one.who, other.who) is not False and _same(one.whom, other.whom) is not False


def _same(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool | None:
    if None in (one[0], other[0]):
        return None
    return one[0] == other[0] or (one[1] is not None and one[1] == other[1])


def _twice(one: Report, other: Report) -> bool:
    """Whether one clause lies in the other: the reader found the act by two of its words."""
    if one.paper != other.paper or one.kind != other.kind or _mood(one.state) != _mood(other.state):
        return False
    (first, last), (start, end) = one.span, other.span
    return (first <= start and end <= last) or (start <= first and last <= end)


def _powers_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the powers that one report names are all among those of the other, or the other way round."""
    return one <= other or other <= one


def _one_talk(one: Report, other: Report) -> bool:
    """Whether two reports of talks can be of one: many talks are told in the same words, so day and parties must agree.

    Without a day, both parties must be known and the same, and the papers of one day.
    """
    if one.dated and other.dated:
        return True
    known = _same(one.who, other.who) and _same(one.whom, other.whom)
    return bool(known) and one.last == other.last


def _rarest(weights: Mapping[str, float]) -> list[str]:
    """The words without which a passage cannot share enough: the rest together weigh too little."""
    left, kept = sum(weights.values()), list[str]()
    for word in sorted(weights, key=lambda w: (-weights[w], w)):
        if left < ENOUGH:
            break
        kept.append(word)
        left -= weights[word]
    return kept


def _mood(state: str) -> str:
    return "done" if state == "ongoing" else state


def _in_time(report: Report) -> tuple[bool, int, int, int]:
    return report.last is None, report.last or 0, report.paper, report.ordinal


def _stem(word: str) -> str:
    """A word without the endings of number and time, so that "arrests" and "arrested" are one."""
    for ending in ("ings", "ing", "ies", "ied", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[:-len(ending)]
    return word


@cache
def _grammatical() -> frozenset[str]:
    grammar = lexicon("grammar")
    lists = ("abbreviations", "subjects", "objects", "possessives", "determiners", "be", "have", "do", "modals",
             "negations", "prepositions", "coordinators", "subordinators", "relatives", "adverbs")
    return frozenset(plain_letters(word) for name in lists for word in grammar[name])
