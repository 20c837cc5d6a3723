"""Parlance: whom the words of a paper mean: "writer", "we", "the Japanese Government", "Mr. Hay", "the Department".

Only what the words and the heading tell is told; "he" and "the minister" of nowhere mean nobody here.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from dragoman.lexicon import lexicon, one_of
from dragoman.lexicon.parties import OFFICER, TITLES
from dragoman.resolution.parties import Who, post, said, surname
from dragoman.resolution.powers import known_power, noun_of, power_of

_LISTS = lexicon("powers")["words"]
_OURS, _YOURS, _THEIRS = (frozenset(_LISTS[key]) for key in ("ours", "yours", "theirs"))
_POWERS = re.compile(r"\bgovernments?\b|\bauthorities\b|\bcourt\b|\bcabinet\b|\bcrown\b", re.I)
_HOUSE = re.compile(rf"\b(?:{one_of('channels', 'our_post')}|{one_of('channels', 'our_department')}"
                    rf"|{one_of('channels', 'our_ministry')})\b")
_WORD = re.compile(r"[\w’'-]+")
_TITLED = re.compile(rf"(?:{OFFICER.pattern}\s|{TITLES.pattern})$", re.I)


class Meant(NamedTuple):
    """Whom words mean: a `role` of the paper's own parties, else the key of a power, person, office or body.

    `side` is the power that a person or office is said to belong to. Of `something` only that is known: "two Japanese
    ships".
    """

    kind: str
    key: str = ""
    side: str | None = None


class Scene(NamedTuple):
    """What a paper tells of its parties and of whom it names.

    `writer` and `addressee` are the powers of its parties; `abroad` is the power that one of them is sent to.
    `persons` are surnames and full names of the text, with the keys of their forms; `bodies` likewise;
    `offices` are those of its parties, in small letters, with the keys of their holders; `others` are surnames that
    only one person of the collection bears, taken for him behind an office or title.
    """

    writer: str | None
    addressee: str | None
    abroad: str | None
    sender: Who
    recipient: Who
    kind: str
    persons: Mapping[str, str]
    bodies: Mapping[str, str]
    offices: Sequence[tuple[str, str]]
    others: Mapping[str, int]
    learned: Collection[str]


def meant(phrase: str | None, scene: Scene) -> Meant | None:
    """Whom a phrase means in a paper; None when it tells nobody."""
    if not phrase:
        return None
    if phrase in ("writer", "addressee"):
        return Meant("role", phrase)
    low = " ".join(phrase.lower().replace("'", "’").split())
    if low in _OURS and scene.writer:
        return Meant("power", scene.writer)
    if low in _YOURS and scene.addressee:
        return Meant("power", scene.addressee)
    for label, key in scene.bodies.items():
        if label in phrase:
            return Meant("body", key)
    person = _person(phrase, scene)
    if person is not None:
        return person
    if _is_power(phrase, scene.learned):
        return Meant("power", power_of(phrase, scene.learned) or known_power(phrase) or "")
    office = _office(phrase, low, scene)
    if office is None and (side := power_of(phrase, scene.learned)):
        return Meant("something", side=side)
    return office


def _person(phrase: str, scene: Scene) -> Meant | None:
    """The person of the text whose surname the phrase has; the last one of several."""
    found = [w for w in _WORD.findall(phrase) if w[:1].isupper()]
    if len(found) > 1:
        for full, key in scene.persons.items():
            if " " in full and full in phrase:
                return Meant("person", key, power_of(phrase, scene.learned))
    for word in reversed(found):
        last = word.lower().removesuffix("’s").removesuffix("'s")
        told = scene.persons.get(last)
        if told is None and last in scene.others and _TITLED.search(phrase[:phrase.rfind(word)]):
            told = str(scene.others[last])
        if told is not None:
            return Meant("person", told, power_of(phrase, scene.learned))
    return None


def _is_power(phrase: str, learned: Collection[str]) -> bool:
    """Whether a phrase names a power itself, not a person, office or thing of its."""
    if OFFICER.search(phrase):
        return False
    bare = phrase.removeprefix("the ").removeprefix("The ")
    whole = known_power(bare)
    if whole is None:
        told = _POWERS.search(phrase) is not None and power_of(phrase, learned) is not None
        return told or noun_of(bare, learned) is not None
    return _POWERS.search(phrase) is not None or _names_alone(bare)


def _names_alone(bare: str) -> bool:
    """Whether nothing stands beside the name of a power: "Great Britain", "the United", "United States"."""
    return len(_WORD.findall(bare)) <= 4 and all(w[:1].isupper() or w in ("of", "the", "and")
                                                 for w in _WORD.findall(bare))


def _office(phrase: str, low: str, scene: Scene) -> Meant | None:
    """An office or house: the paper's own where it is called so, else one of the power that is named."""
    if not (OFFICER.search(phrase) or _HOUSE.search(phrase)):
        return None
    bare = low.removeprefix("the ").removeprefix("that ")
    held = {key for words, key in scene.offices if f" {bare} " in f" {words} "}
    if len(held) == 1:
        return Meant("person", held.pop())
    for whose, power in (("our ", scene.writer), ("my ", scene.writer), ("your ", scene.addressee)):
        if power and bare.startswith(whose) and OFFICER.search(bare):
            return Meant("office", bare.removeprefix(whose), power)
    side = power_of(phrase, scene.learned)
    if side is None:
        own = said(phrase, scene.sender, scene.recipient, scene.kind)
        if own.key is not None:
            return Meant("role", "writer") if own == scene.sender else (
                Meant("role", "addressee") if own == scene.recipient else Meant("office", bare, scene.writer))
        if bare not in _THEIRS or scene.abroad is None:
            return None
        side = scene.abroad
    return Meant("office", bare, side) if surname(phrase) and (post(phrase) or side) else None
