"""Replies: whether a paper answers an order and where it says so; whether a later one takes the order back.

A reply answers a paper; a paper often holds several orders. So the sentence is looked for that has words in common with
the order, words that few papers have counting most; without one only the paper as a whole is answered.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from dragoman.lexicon import lexicon, one_of
from dragoman.lexicon.stops import sentence, sentences

Change = Literal["superseded", "withdrawn", "renewed"]
STEM = 6                        # letters by which "instructed" and "instruct", "consuls" and "consulate" are one word
SHORT = 4                       # shorter words tell nothing
# how many words in common tell that a sentence answers an order: weighed by rarity (see `rarity`), so much in all, or
# nearly all that the order has where it has less; never less than half a rare word
ENOUGH = 1.5
NEARLY, LEAST = 0.9, 0.5
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_CHANGES: tuple[tuple[Change, re.Pattern[str]], ...] = (
    ("withdrawn", re.compile(rf"\b{one_of('duties', 'again.withdraws')}\b", re.I)),
    ("renewed", re.compile(rf"\b{one_of('duties', 'again.renews')}\b", re.I)))
# "Disregard my 22", "in place of that in my No. 5"; "my No. 5 is hereby cancelled"
_SUPERSEDES = re.compile(rf"\b{one_of('duties', 'again.supersedes')}\s+(?:[\w’']+\s+){{0,6}}$", re.I)
_SUPERSEDED = re.compile(rf"[^.;:]{{0,40}}?\b(?:is|are|was|were|be|been)\s+(?:\w+\s+)?"
                         rf"{one_of('duties', 'again.superseded')}\b", re.I)
_ANSWERED_IN = re.compile(rf"\b{one_of('duties', 'again.answered_in')}[^.;\n]{{0,25}}$", re.I)

# "a reply letter dated January 18": the mention's own words
_ANSWER = re.compile(r"(?:(?:an?|the|his|her|their|its)\s+)?(?:reply|answer|response)\b", re.I)
_YOURS = re.compile(r"\b(?:you|your|yours)\b|\b(?:department|ministry|embassy|legation|consulate)[’']s\b", re.I)
# "Your Number 110, ", "your note No. 7 of the "
_BORNE = re.compile(r"\b(?P<number>\d{1,5})\s?(?:,|of)?\s*(?:dated\s+)?(?:the\s+)?$")
_MINE = re.compile(r"\b(?:my|our|mine)\b", re.I)
_SPEAKING = re.compile(r"(?:^\W*(?:\d+\.\s+)?"
                       r"|\b(?:to|will|should|shall|please|and|also|kindly|then|must|further|therefore|you)\s+)"
                       r"(?:(?:\w+ly|again|so|thereupon|also|then|further|now|at once)\s+)?"
                       rf"{one_of('duties', 'done.speaking')}\b", re.I)
_ASIDE = re.compile(rf"\b{one_of('duties', 'done.aside')}\b", re.I)
_DOING = re.compile(rf"\b{one_of('duties', 'done.telling')}\b"
                    r"|\b(?:I|we|have|had|legation|embassy|department|consulate)\s+(?:(?:have|has|had)\s+)?"
                    rf"(?:\w+ly\s+|at once\s+|this day\s+|to-?day\s+|also\s+|again\s+)?"
                    rf"{one_of('duties', 'done.doing')}\b"
                    rf"|\b{one_of('duties', 'done.hearers')}\b[^.;]{{0,50}}?\b{one_of('duties', 'done.said')}\b", re.I)
_CARRIED = re.compile(rf"\b{one_of('duties', 'done.carried')}\b", re.I)
_UNDONE = re.compile(rf"\b{one_of('duties', 'done.undone')}\b", re.I)
_MANNER = re.compile(rf"\b{one_of('duties', 'done.manner')}\b", re.I)
# "I have communicated copies", "I have called the attention of": done, wherever it stands in the opening
_HAVE_DONE = re.compile(r"\b(?:I|we|legation|embassy|department|government)\s+(?:have|has|had)\s+"
                        r"(?:\w+ly\s+|at once\s+|also\s+|not failed to\s+)?(?:been\s+)?"
                        r"(?:communicate|ask|direct|instruct|request|call|inform|bring|brought|caus|transmit|forward"
                        r"|submit|lai|sent|address)\w*\b", re.I)
# "gave him your message", "the Department's message was delivered"
_MESSAGE = (r"\b(?:your|the\s+department[’']s|department[’']s|the\s+president[’']s|our\s+government[’']s)\s+"
            r"(?:message|views|note|reply|instructions?|telegram)\b")
_GIVEN = r"\b(?:gave|given|delivered|conveyed|communicated|transmitted|presented|handed|read)\b"
_DELIVERED = re.compile(rf"\b(?:I|we|have)\b[^.;]{{0,80}}?{_GIVEN}[^.;]{{0,40}}?{_MESSAGE}"
                        rf"|{_MESSAGE}\s+(?:was|were|has\s+been|have\s+been)\s+(?:\w+ly\s+)?{_GIVEN}", re.I)
_UNLESS = re.compile(r"\bunless\b", re.I)
_ACKNOWLEDGING = re.compile(rf"\b{one_of('duties', 'opening.acknowledging')}\b", re.I)
# ",[91] 358,[92] and 362.": the other numbers after the first
_LISTED = re.compile(r"(?:(?:\[\w{1,3}\]|,|;|\band\b|\bNos?\.|\s)+\d{1,5}\b(?!\s+[a-z]|\s?,\s?[A-Z]))+")
OPENING = 450                   # characters of a reply, from the name of the paper it answers, that say what was done


class Told(NamedTuple):
    """A sentence with its telling words."""

    start: int
    end: int
    stems: Mapping[str, str]


class Match(NamedTuple):
    """The sentence of a reply that has most in common with an order, and the words that they share."""

    start: int
    end: int
    shared: tuple[str, ...]
    score: float
    part: float                         # of what the order's own words weigh


def stems(words: str) -> dict[str, str]:
    """The telling words of a text, by their first letters; each with the word as it stands."""
    found: dict[str, str] = {}
    for m in _WORD.finditer(words):
        word = m[0].lower().split("’")[0].split("'")[0]
        if len(word) >= SHORT and word not in _common():
            found.setdefault(word[:STEM], word)
    return found


def told_in(text: str, end: int) -> tuple[Told, ...]:
    """The sentences of a text, up to `end`, with their telling words."""
    return tuple(Told(first, last, stems(text[first:last])) for first, last in sentences(text, 0, end))


def rarity(papers: Iterable[Iterable[Told]]) -> Mapping[str, float]:
    """How telling a word is, from 0 (in every paper) to 1 (in one), by the logarithm of the papers that have it."""
    count: Counter[str] = Counter()
    number = 0
    for paper in papers:
        number += 1
        count.update({stem for told in paper for stem in told.stems})
    whole = math.log(number + 1)
    return {stem: 1 - math.log(times) / whole for stem, times in count.items()}


def best_match(order: str, reply: Iterable[Told], rare: Mapping[str, float], *,
               enough: float = ENOUGH) -> Match | None:
    """The sentence of a reply that answers an order by its words; None where none has enough of them in common."""
    wanted = stems(order)
    whole = sum(rare.get(stem, 1.0) for stem in wanted)
    if not wanted:
        return None
    enough = max(min(enough, NEARLY * whole), LEAST)
    best: Match | None = None
    for first, last, there in reply:
        shared = [stem for stem in wanted if stem in there]
        score = sum(rare.get(stem, 1.0) for stem in shared)
        if score >= enough and (best is None or score > best.score):
            best = Match(first, last, tuple(there[stem] for stem in shared), score, score / whole)
    return best


def change_by(text: str, start: int, end: int) -> tuple[Change, tuple[int, int]] | None:
    """What the sentence that names an earlier paper does with its orders: "Disregard my 22"."""
    span = sentence(text, start, end)
    words = text[slice(*span)]
    if _SUPERSEDES.search(text, max(span[0], start - 60), start) or _SUPERSEDED.match(text, end, span[1]):
        return "superseded", span
    return next(((change, span) for change, pattern in _CHANGES if pattern.search(words)), None)


def told_as_answer(text: str, start: int) -> bool:
    """Whether the paper that is named at a place is called an answer: "In a reply letter dated January 18"."""
    first = text.rfind("\n", 0, start) + 1
    return bool(_ANSWER.match(text, start) or _ANSWERED_IN.search(text[max(first, start - 60):start]))


def is_to_be_said(order: str) -> bool:
    """Whether an order is to say something to somebody or to do something with him, so that an account of it tells."""
    return _SPEAKING.search(order) is not None and _ASIDE.search(order) is None


def tells_of_doing(text: str, start: int) -> bool:
    """Whether a reply tells, in the words after it names the order's paper, what was done: "In compliance with"."""
    first = sentence(text, start, start + 1)[0]
    return _DOING.search(text, first, start + OPENING) is not None


def carries_out(text: str, start: int) -> bool:
    """Whether a paper says, where it names that of the order, that it was carried out: "directing me to"."""
    first, last = sentence(text, start, start + 1)
    return bool(_CARRIED.search(text, first, last) or _HAVE_DONE.search(text, first, start + OPENING))


def is_undone(text: str, start: int) -> bool:
    """Whether it says, there or in the next words, that it has not been, or not yet."""
    return _UNDONE.search(text, sentence(text, start, start + 1)[0], start + OPENING) is not None


def is_manner(order: str) -> bool:
    """Whether an order tells how to do something, or what to leave: "be careful", "rest the request on"."""
    return _MANNER.search(order) is not None


def delivered(text: str, end: int) -> int | None:
    """Where a paper says, before a place, that what it was sent was handed on: "gave him your message"."""
    m = _DELIVERED.search(text, 0, end)
    return m.start() if m else None


def is_unless(order: str) -> bool:
    """Whether an order is to be carried out unless something speaks against it."""
    return _UNLESS.search(order) is not None


def acknowledges(text: str, end: int) -> int | None:
    """Where a paper acknowledges one or replies to it, before a place, whatever the way in which it names it."""
    m = _ACKNOWLEDGING.search(text, 0, end)
    return m.start() if m else None


def lists_number(text: str, end: int, number: str) -> bool:
    """Whether a number follows in the list that a name at a place begins: "Your 357, 358 and 362"."""
    m = _LISTED.match(text, end)
    return m is not None and re.search(rf"(?<!\d){re.escape(number)}(?!\d)", m[0]) is not None


def your_number(text: str, end: int, number: str) -> int | None:
    """Where a paper names, before a place, the addressee's paper of a number: "raised in your esteemed No. 79"."""
    m = re.search(rf"\byour\s+(?:[\w’']+\s+){{0,2}}?(?:No\.?|numbers?)\s?{re.escape(number)}(?!\d)", text[:end], re.I)
    return m.start() if m else None


def speaks_of_yours(text: str, at: int, number: str | None = None) -> bool:
    """Whether the day at a place is that of a paper of the addressee: "the letter you did me the honor to write on".

    Left alone: a paper of that day with another number than the one given.
    """
    first = max(text.rfind("\n", 0, at), text.rfind(". ", 0, at), at - 120) + 1
    lead = text[first:at]
    yours = list(_YOURS.finditer(lead))
    borne = _BORNE.search(lead)
    if number and borne and borne["number"] != number:
        return False
    return bool(yours) and _MINE.search(lead, yours[-1].end()) is None


def because(shared: Sequence[str]) -> str:
    """The words that are shared, for a reason: "“release”, “vessels” and “crews”"."""
    quoted = [f"“{word}”" for word in shared[:4]]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


@cache
def _common() -> frozenset[str]:
    return frozenset(lexicon("duties")["common"]["words"].split())
