"""Claims: a paper says that an older one is still to be answered. "I ask once more for an answer to my letter".

Told by words in the sentence that names the older paper: an answer to it is wanted ("answer to", with "once more",
"please", "expedite"), what was asked for in it is wanted still ("asked for in", with "still owe"), or none has come
("to which no reply has been made"). Left alone: "in reply to my letter", and a reply that somebody else is to be urged
to give.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from dragoman.lexicon import one_of
from dragoman.lexicon.stops import sentence

Debtor = Literal["recipient", "writer", "addressee"]
_ANSWER = rf"{one_of('duties', 'owed.answer_to')}(?:\s+(?:the|paragraphs?|points?)(?:\s+\w{{1,6}})?(?:\s+of)?)?"
_ANSWER_TO = re.compile(rf"(?<!in )(?<!\bto )\b{_ANSWER}\s+$", re.I)
_ANSWER_IT = re.compile(rf"\b{one_of('duties', 'owed.answer_to')}\s+(?:it|them|(?:this|that)(?!\s+\w))\b", re.I)
# "answer to it, and to my telegram No. 7": what follows the first of several
_AND_TO = re.compile(rf"\b{one_of('duties', 'owed.answer_to')}\s+[^.;]*?,?\s+and\s+(?:also\s+)?to\s+$", re.I)
_STILL = re.compile(rf"\b{one_of('duties', 'owed.still')}\b", re.I)
_ASKED_IN = re.compile(rf"\b{one_of('duties', 'owed.asked_in')}\s+"
                       r"(?:(?:the\s+\w+\s+)?paragraph(?:\s+\w{1,6})?\s+of\s+)?$", re.I)
_OWING = re.compile(rf"\b{one_of('duties', 'owed.owing')}\b", re.I)
_WANTED = re.compile(rf"\b{one_of('duties', 'owed.wanted')}\s+$", re.I)
_AFTER = re.compile(rf"^[^.;\n]{{0,60}}?,?\s*\b{one_of('duties', 'owed.after')}\b", re.I)
# "press the Foreign Office for a reply to our note": somebody else is to answer
_URGED = re.compile(r"\b(?:press|urge|request|ask|remind|induce|call upon|obtain|secure)\s+"
                    r"(?:the|his|him|them|that)\b", re.I)
_CUES = re.compile(r"answer|repl|respon|owe|asked (?:for )?(?:in|by)|requested (?:in|by)|called for|raised in"
                   r"|desired in|promised in|required by", re.I)


class Named(NamedTuple):
    """A paper that is named: the ordinal of the reference, its span, and who sent it, as the words tell it."""

    ordinal: int
    start: int
    end: int
    sender: str | None


class Claim(NamedTuple):
    """One paper that is still to be answered: which reference names it, the sentence that says so, and who owes it."""

    ordinal: int
    start: int
    end: int
    debtor: Debtor


def has_cues(text: str) -> bool:
    """Whether a text has any of the words that a claim needs."""
    return _CUES.search(text) is not None


def claims(text: str, named: Sequence[Named], foot: int) -> Iterator[Claim]:
    """The claims that a paper makes; `named` are its references in order, `foot` is where its notes begin."""
    for n, reference in enumerate(named):
        if reference.start >= foot:
            continue
        first, last = sentence(text, reference.start, reference.end)
        before, after = text[first:reference.start], text[reference.end:last]
        if _claimed(before, after) or _by_pronoun(text, reference, named[n + 1:], last):
            debtor: Debtor = {"writer": "addressee", "addressee": "writer"}.get(  # type: ignore[assignment]
                reference.sender or "", "recipient")
            yield Claim(reference.ordinal, *_said(text, reference, (first, last)), debtor)


def _claimed(before: str, after: str) -> bool:
    if _AFTER.match(after):
        return True
    wanted = _ANSWER_TO.search(before) or _AND_TO.search(before)
    if wanted:
        lead = before[:wanted.start()]
        return bool(_STILL.search(lead) or _WANTED.search(lead)) and _URGED.search(lead) is None
    return _ASKED_IN.search(before) is not None and _OWING.search(before) is not None


def _by_pronoun(text: str, reference: Named, others: Iterable[Named], last: int) -> bool:
    """ "My letter of November 29 asked for a decision. I ask once more for an answer to it": the writer's own paper."""
    if reference.sender != "writer" or "\n" in text[last:last + 2]:
        return False
    if any(other.start < last for other in others):
        return False
    following = text[slice(*sentence(text, last + 1, last + 2))]
    m = _ANSWER_IT.search(following)
    return m is not None and _STILL.search(following[:m.start()]) is not None


def _said(text: str, reference: Named, span: tuple[int, int]) -> tuple[int, int]:
    """The sentence that makes the claim: that of the reference, or the next where "it" stands for the paper."""
    first, last = span
    if _claimed(text[first:reference.start], text[reference.end:last]):
        return span
    return sentence(text, last + 1, last + 2)
