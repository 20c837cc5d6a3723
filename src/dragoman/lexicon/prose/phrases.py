"""Noun phrases: "the Minister of Foreign Affairs" before a verb, "the consul at Dublin" after one.

Only their edges are told: from the word a phrase ends or begins with, over names, nouns and adjectives, and over "of",
"for", "in" and "at" where a noun stands on either side.
"""

from functools import cache

from dragoman.lexicon import lexicon
from dragoman.lexicon import words as listed
from dragoman.lexicon.prose import Prose, Range
from dragoman.lexicon.prose.context import NOMINAL, is_adverb
from dragoman.lexicon.prose.verbs import forms_of
from dragoman.lexicon.prose.words import closed

_JOINING = frozenset(("of", "for", "in", "at"))
_STARTING = frozenset(("det", "poss"))
# "several of the predecessors", "a member of the delegation"
_PARTS = listed("grammar", "parts")
# a phrase longer than this has run into another
LONGEST = 14
# letters of an abbreviated title at most
_SHORT = 4
# what a noun's own phrase never goes back over; its words before the noun at most
_LEADING = frozenset(("of", "in", "to", "by", "with", "and", ",", "for", "on"))
_BEFORE_NOUN = 5
_TIMES = listed("grammar", "times")
_MARKS = frozenset("”’'\"")


@cache
def _pasts() -> frozenset[str]:
    """Pasts that no phrase goes on over: "spoke", "gave"."""
    irregular = lexicon("grammar")["irregular"]
    every = frozenset(past for pasts in irregular.values() for past in pasts.split())
    return every - listed("grammar", "doubtful_pasts")


@cache
def _finite() -> frozenset[str]:
    """Forms that are a verb after a name or an office: "informs", "arrested"."""
    tables = (forms_of("speech"), forms_of("deeds"))
    found = {f for table in tables for f, entries in table.items() if all(e.form in ("past", "s") for e in entries)}
    nouns = {f for table in tables for f, entries in table.items() if any(e.form == "noun" for e in entries)}
    return frozenset(found - nouns)


def is_time(word: str) -> bool:
    """Whether a word tells when and not who: "yesterday", "morning"."""
    return word in _TIMES


def noun_start(prose: Prose, i: int, first: int) -> int:
    """Where the phrase of a noun begins, with its article and adjectives; not before `first`."""
    k = i
    while k - 1 >= first and prose.words.lower[k - 1] not in _LEADING and i - k < _BEFORE_NOUN:
        k -= 1
    return k


def phrase_before(prose: Prose, end: int, first: int) -> Range | None:
    """The noun phrase whose last word is `end`, not before `first`; None where no noun stands there."""
    words = prose.words
    kind, lower = words.kind, words.lower
    while end >= first and (lower[end][0] == "[" or lower[end] in _MARKS):
        end -= 1
    if end < first or not _nominal(prose, end) or is_time(lower[end]):
        return None
    k = end
    while k - 1 >= first and end - k < LONGEST:
        before = lower[k - 1]
        group = closed().get(before)
        if (
            _nominal(prose, k - 1)
            or kind[k - 1] == "#"
            or before.endswith("’s")
            or (before == "." and _abbreviates(prose, k - 1))
        ):
            if is_time(before) or is_adverb(before) or before in _pasts():
                break
            k -= 1
        elif group in _STARTING:
            k -= 1
            if not _joined(prose, k, first):
                break
            k -= 1
        elif (before in _JOINING and k - 2 >= first and _nominal(prose, k - 2) and not is_time(lower[k - 2])) or (
            before in ("and", "&") and k - 2 >= first and kind[k] == "Name" and kind[k - 2] == "Name"
        ):
            k -= 1
        else:
            break
    while k < end and not lower[k][0].isalnum():
        k += 1
    return (k, end + 1) if k <= end else None


def phrase_after(prose: Prose, start: int, last: int) -> Range | None:
    """The noun phrase that begins at `start`, within `last`; None where none begins there."""
    words = prose.words
    kind, lower = words.kind, words.lower
    k = start
    while k < last and is_time(lower[k].removesuffix("’s")):
        k += 1
    start = k
    if k + 1 < last and lower[k] in _PARTS and lower[k + 1] == "of":
        k += 2
    elif k + 2 < last and lower[k + 1] in _PARTS and lower[k + 2] == "of":
        k += 3
    if k < last and (closed().get(lower[k]) in _STARTING):
        k += 1
    if k >= last or not (_nominal(prose, k) or kind[k] == "#"):
        return None
    while k < last and k - start < LONGEST:
        word = lower[k]
        if is_time(word) or (k > start + 1 and word in _pasts()):
            break
        if k > start and word in _finite() and kind[k - 1] in ("OFF", "Name"):
            break
        if _nominal(prose, k) or (word == "." and _abbreviates(prose, k)):
            k += 1
        elif (
            word in _JOINING
            and k + 1 < last
            and (_nominal(prose, k + 1) or closed().get(lower[k + 1]) in _STARTING)
            and (
                (kind[k - 1] == "OFF" and word in ("of", "for"))
                or "Name" in kind[k + 1 : min(k + 3, last)]
                or "OFF" in kind[k + 1 : min(k + 3, last)]
            )
        ):
            k += 2
        elif word in ("and", "&") and k + 1 < last and kind[k + 1] == "Name" and kind[k - 1] == "Name":
            k += 1
        else:
            break
    return (start, k) if k > start else None


def _nominal(prose: Prose, k: int) -> bool:
    if _is_initial(prose, k):
        return True
    return prose.words.kind[k] in NOMINAL or prose.words.lower[k].endswith(("’s", "d’affaires"))


def _is_initial(prose: Prose, k: int) -> bool:
    """Whether a word is an initial before its stop, "I." of "P. I. Korsun" too."""
    printed = prose.words.printed
    return len(printed[k]) == 1 and printed[k].isupper() and k + 1 < len(printed) and printed[k + 1] == "."


def _abbreviates(prose: Prose, k: int) -> bool:
    """Whether a stop belongs to "Mr." or to an initial."""
    word = prose.words.printed[k - 1]
    return k > 0 and word[0].isupper() and len(word) <= _SHORT


def _joined(prose: Prose, k: int, first: int) -> bool:
    """Whether "of" or the like, with a noun before it, stands before the article at k."""
    words = prose.words
    return (
        k - 2 >= first and words.lower[k - 1] in _JOINING and _nominal(prose, k - 2) and not is_time(words.lower[k - 2])
    )
