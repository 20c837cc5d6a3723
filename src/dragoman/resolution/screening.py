"""Screening: whether the words around an act undo it. "would probably have granted us permission".

That is one sign among others of how sure a row is (resolution/surety.py).
"""

import re
from functools import cache

from dragoman.lexicon import any_of, one_of, words
from dragoman.resolution.reasons import word_of

_BACK = 60                      # characters before the word that tells an act, where what undoes it stands
# "blockaded by no vessel"
_BY_NONE = re.compile(r"\s+(?:by|in|to|with|on|upon|at)\s+(?:no|none|neither|nobody)\b", re.I)


def undone(state: str, told: tuple[str, str], rule: str) -> bool:
    """Whether the words around an act undo it.

    `told` are what stands before its clause in the sentence, and the clause. What is told as done is undone under
    "would", "to", "if", "not"; what is told as planned, demanded, refused or alleged under "if", "no" or "shall".
    """
    done = state in ("done", "ongoing")
    (before, clause), word = told, word_of(rule)
    at = trigger(clause, rule)
    lead = f"{before[-_BACK:]}{clause[:at]}"
    if _otherwise().match(clause, at) or (_undone() if done else _supposed()).search(lead, max(0, len(lead) - _BACK)):
        return True
    return done and bool(_BY_NONE.match(clause, at + len(word)) or _governed().search(before)
                         or (word.endswith("ing") and _hangs().search(clause, 0, at)))


def trigger(clause: str, rule: str) -> int:
    """Where the word that tells an act stands in its clause; 0 when it is not found."""
    word = word_of(rule)
    return max(0, clause.lower().find(word)) if word else 0


@cache
def _otherwise() -> re.Pattern[str]:
    """What tells of another thing: troops "entered the city"; "called upon the powers to act" is no call on them.

    But "called on me to wish me a good year" is.
    """
    there = rf"(?:up)?on\b(?:(?!\bto\b)[^,;.]){{1,60}}\bto\b(?!\s+(?:\w+ly\s+)?{_words('visiting')}\b)"
    return re.compile(rf"call(?:ed|ing|s)?\s+(?:{there}|(?:\w+\s+){{0,2}}attention)"
                      r"|enter(?:ed|ing|s)?\s+(?!into\b)|arrived\s+at\s+(?:between|by|with)\b", re.I)


@cache
def _supposed() -> re.Pattern[str]:
    """What is planned is no plan under "if", nor what a treaty lays down for ever."""
    return re.compile(rf"\b{_words('supposing')}\b[^,;]*$", re.I)


@cache
def _governed() -> re.Pattern[str]:
    """What undoes a whole clause that follows: "denies the allegation that"."""
    return re.compile(rf"\b{_words('governing')}\b[^,]{{0,40}}$", re.I)


@cache
def _hangs() -> re.Pattern[str]:
    """What a participle shares with the verb before it: "should communicate with the consuls, asking"."""
    return re.compile(rf"\b{one_of('grammar', 'modals')}\b", re.I)


@cache
def _undone() -> re.Pattern[str]:
    """ "would probably have granted"; "steps to have Schwabek released"."""
    plain = rf"{_words('undoing')}(?:\s+{_words('between')}){{0,3}}"
    noun = rf"(?:{one_of('grammar', 'modals')}|to)\s+{_words('performing')}(?:\s+\S+){{0,3}}"
    return re.compile(rf"\b(?:{plain}|{noun}|to\s+have(?:\s+\S+){{1,4}})\s+$", re.I)


def _words(key: str) -> str:
    return any_of(words("screening", key))
