"""Screening: what speaks against taking an act as told to have been done. "would probably have granted us permission".

The readers of events find more than what plainly happened. What is doubtful is kept, with the reason, and a list that
shows only the rest says how many it left out. What each doubt costs and gains is measured in docs/accuracy.md.
"""

import re
from functools import cache
from typing import Literal

from dragoman.lexicon import one_of, words
from dragoman.lexicon.prose.verbs import forms_of

Doubt = Literal["unsure", "supposed", "idle", "undated"]
# The least weight by the reader: of what a verb and what a noun tells as done or going on; as planned or the like. Set
# on rows of the twelve volumes that were looked at one by one (docs/accuracy.md).
SURE, SURE_NOUN = 0.88, 0.92
PLANNED, PLANNED_NOUN = 0.92, 0.95
_BACK = 60                      # characters before the word that tells an act, where what undoes it stands
# "calling upon the powers to act" is no call on them, nor is "called attention to"; troops "entered the city"
_OTHERWISE = re.compile(r"call(?:ed|ing|s)?\s+(?:(?:up)?on\b[^,;.]{1,60}?\bto\b|(?:\w+\s+){0,2}attention)"
                        r"|enter(?:ed|ing|s)?\s+(?!into\b)|arrived\s+at\s+(?:between|by|with)\b", re.I)
# "blockaded by no vessel"
_BY_NONE = re.compile(r"\s+(?:by|in|to|with|on|upon|at)\s+(?:no|none|neither|nobody)\b", re.I)
_TELLS = re.compile(r"“(?P<word>[^”]+)”")


def doubt(kind: str, state: str, weight: float | None, told: tuple[str, str], rule: str, *,
          known: bool) -> Doubt | None:
    """Why an act is left out of a list of what is plainly told; None when it is not. `known`: it has a day.

    `told` are what stands before its clause in the sentence, and the clause. undated: neither text nor paper gives a
    day; unsure: the reader's weight is too low; supposed: it is told as done but under "would", "to", "if", "not";
    idle: its word seldom tells of such an act.
    """
    if not known:
        return "undated"
    done = state in ("done", "ongoing")
    noun = by_noun(rule)
    if weight is None or weight < ((SURE_NOUN if noun else SURE) if done else (PLANNED_NOUN if noun else PLANNED)):
        return "unsure"
    (before, clause), word = told, word_of(rule)
    at = trigger(clause, rule)
    if word in words("screening", "idle") or not _fits(word, kind) or _OTHERWISE.match(clause, at):
        return "idle"
    lead = f"{before[-_BACK:]}{clause[:at]}"
    if (_undone() if done else _supposed()).search(lead, max(0, len(lead) - _BACK)):
        return "supposed"
    if done and (_BY_NONE.match(clause, at + len(word)) or _governed().search(before)
                 or (word.endswith("ing") and _hangs().search(clause, 0, at))):
        return "supposed"
    return None


def _fits(word: str, kind: str) -> bool:
    """Whether a word is listed under an act's type; a word that is not listed at all says nothing."""
    forms = forms_of("deeds").get(word, ())
    return not forms or any(kind in form.classes for form in forms)


def trigger(clause: str, rule: str) -> int:
    """Where the word that tells an act stands in its clause; 0 when it is not found."""
    word = word_of(rule)
    return max(0, clause.lower().find(word)) if word else 0


def by_noun(rule: str) -> bool:
    """Whether the reader took an act by a noun, from its reason: "the noun “arrest” tells of an act"."""
    return "noun" in rule.partition("“")[0]


def word_of(rule: str) -> str:
    """The word that tells an act, in small letters, from the reader's reason: "the verb “sent” tells of an act"."""
    told = _TELLS.search(rule)
    return told["word"].lower() if told else ""


@cache
def _supposed() -> re.Pattern[str]:
    """What is planned is no plan under "if", nor what a treaty lays down for ever."""
    return re.compile(rf"\b{one_of('screening', 'supposing')}\b[^,;]*$", re.I)


@cache
def _governed() -> re.Pattern[str]:
    """What undoes a whole clause that follows: "denies the allegation that"."""
    return re.compile(rf"\b{one_of('screening', 'governing')}\b[^,]{{0,40}}$", re.I)


@cache
def _hangs() -> re.Pattern[str]:
    """What a participle shares with the verb before it: "should communicate with the consuls, asking"."""
    return re.compile(rf"\b{one_of('grammar', 'modals')}\b", re.I)


@cache
def _undone() -> re.Pattern[str]:
    """ "would probably have granted"; "steps to have Schwabek released"."""
    plain = rf"{one_of('screening', 'undoing')}(?:\s+{one_of('screening', 'between')}){{0,3}}"
    noun = rf"(?:{one_of('grammar', 'modals')}|to)\s+{one_of('screening', 'performing')}(?:\s+\S+){{0,3}}"
    return re.compile(rf"\b(?:{plain}|{noun}|to\s+have(?:\s+\S+){{1,4}})\s+$", re.I)
