"""The company a word keeps: its verb group, its subject, whether it is a noun here."""

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.lexicon.prose.verbs import Form
from dragoman.lexicon.prose.words import Words, closed

# words looked at to the left: of a verb for its auxiliaries, of those for the subject, of a noun for its article
_GROUP, _REACH, _NOUN = 6, 12, 4
# "-ly" words this long are adverbs
_ADVERB = 5
NOMINAL = frozenset(("x", "s", "Name", "-ed", "-ing", "-ion", "-ment", "OFF", "DOC"))


class Group(NamedTuple):
    """A verb group: "would not have been", the words before the verb, and where they begin."""

    start: int
    modal: str
    have: bool
    be: bool
    do: bool
    to: bool
    negated: bool


def is_adverb(word: str) -> bool:
    """Whether a word goes with a verb and tells neither who nor whom: "also", "formally"."""
    return closed().get(word) == "adv" or (word.endswith("ly") and len(word) >= _ADVERB)


def group_of(words: Words, i: int, first: int) -> Group:
    """The auxiliaries to the left of a word, not before `first`."""
    lower, table = words.lower, closed()
    modal, have, be, do, to, negated = "", False, False, False, False, False
    k = i - 1
    while k >= first and i - k <= _GROUP:
        word = lower[k]
        kind = table.get(word)
        if kind == "modal":
            modal = word
            negated |= word == "cannot"
        elif kind == "have":
            have = True
        elif kind == "be":
            be = True
        elif kind == "do":
            do = True
        elif kind == "neg":
            negated = True
        elif word == "to" and k == i - 1:
            to = True
        elif not is_adverb(word):
            break
        k -= 1
    return Group(k + 1, modal, have, be, do, to, negated)


def subject_of(words: Words, before: int, first: int) -> int:
    """The word that is likely the subject's last, to the left of a verb group that begins at `before`; -1 for none."""
    lower, table = words.lower, closed()
    k = before - 1
    while k >= first and before - k <= _REACH:
        word = lower[k]
        if word != "," and table.get(word) != "neg" and not is_adverb(word):
            return k
        k -= 1
    return -1


def is_noun(words: Words, i: int, forms: Sequence[Form], sentence: tuple[int, int]) -> bool:
    """Whether a word that may be a noun or a verb is a noun here: "the request", "in answer"; not "we request"."""
    first, last = sentence
    lower, kind = words.lower, words.kind
    if all(f.form == "noun" for f in forms):
        return True
    of = i + 1 < last and lower[i + 1] == "of"
    if not any(f.form == "noun" for f in forms):
        return of and lower[i].endswith("ing") and i > first and closed().get(lower[i - 1]) in ("det", "poss")
    k = i - 1
    while k >= first and i - k < _NOUN and (kind[k] in NOMINAL or lower[k].endswith("al")):
        k -= 1
    if (
        k >= first
        and closed().get(lower[k]) in ("det", "poss", "prep")
        and lower[k] not in ("to", "who", "which", "that")
    ):
        return True
    return of
