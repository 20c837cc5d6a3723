"""Doers: whether the words for a party can name one, and where the name ends. "the Government of the United".

Readers give a party in a paper's own words, now and then cut short ("the United") or with a verb that follows ("your
Government rests"), or a thing ("the consent of his Government"). What cannot be one who acts is left out.
"""

import re
from collections.abc import Sequence
from functools import cache

from dragoman.lexicon import lexicon, words
from dragoman.lexicon.prose.verbs import forms_of
from dragoman.lexicon.vocabulary import ordinary_words

LONGEST = 10                    # words of a party's name; what is longer holds more than that

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*\.?")
_LEADS = re.compile(r"^(?:that|and|but|when|while|as|if)\s+")
# a name that goes on: "the General" in "the General Staff"; what is cut short ends with a capital
_CAPITALS, _CAPITAL = re.compile(r"(?: [A-Z][a-z]+){1,2}(?= [a-z])"), re.compile(r"\b[A-Z]\w+$")
_TIMES = re.compile(r"(?: (?:last|next|today|to-day|yesterday|here|there|now|again|late|early))+$")
_STATES = re.compile(r"\s+(?:of\s+)?(?P<more>[A-Z]\w+(?:\s+of\s+America)?)")


def doer(told: str | None, clause: str) -> str | None:
    """The words of a party without what does not belong to them; None when they can name nobody.

    `clause` is where they stand; "writer", "addressee" and "we" are given back as they are.
    """
    if told is None or told in ("writer", "addressee", "we"):
        return told
    whole = _completed(_LEADS.sub("", told), clause)
    whole = _TIMES.sub("", whole).removesuffix("’s").removesuffix("'s")
    found = list(_WORD.finditer(whole))
    if not found or len(found) > LONGEST or _is_verb(found[0][0]):
        return None
    first = _past_parts(found)
    stop = next((i for i, m in enumerate(found) if i > first and m[0].lower() in _joining()), len(found))
    names = [i for i in range(first, stop) if _names(found[i][0])]
    if not names:
        return None
    last = found[names[-1]]
    if names[-1] < stop - 1:                # "your Government rests", but not "German goods"
        return whole[:last.end()] if _plain(last[0]) in words("doers", "nouns") else None
    if names == [0] and stop == 1 and _bare(last[0]) in _adjectives():
        return None                         # "British"
    if stop < len(found) and found[-1][0] in ("the", "of", "and", "for"):
        return whole[:found[stop - 1].end()]
    return whole


def _past_parts(found: Sequence[re.Match[str]]) -> int:
    """Where the noun begins: past "some of", "a number of"."""
    for i, m in enumerate(found[:-1]):
        if m[0].lower() in words("doers", "parts") and found[i + 1][0] == "of":
            return i + 2
    return 0


def _completed(told: str, clause: str) -> str:
    """ "the Government of the United States", "the General Staff" where the reader stopped before the last word."""
    at = clause.find(told)
    if not told.endswith("United"):
        m = _CAPITALS.match(clause, at + len(told)) if at >= 0 and _CAPITAL.search(told) else None
        return told + m[0] if m else told
    m = _STATES.match(clause, at + len(told)) if at >= 0 else None
    if m and m["more"].split()[0] in words("doers", "continued"):
        return told + clause[at + len(told):m.end()]
    return f"{told} States" if m is None and at < 0 else told


def _is_verb(word: str) -> bool:
    """ "cede Tacna" is no party."""
    return word.islower() and word in forms_of("deeds") and word not in words("doers", "nouns")


def _names(word: str) -> bool:
    """Whether a word can be the noun of a party, or a name."""
    if _plain(word) in words("doers", "nouns"):
        return True
    bare = _bare(word)
    return (any(c.isupper() for c in bare) and bare not in words("doers", "nobody")
            and bare.lower() not in ordinary_words())


def _bare(word: str) -> str:
    return word.rstrip(".").removesuffix("’s").removesuffix("'s")


def _plain(word: str) -> str:
    return _bare(word).lower()


@cache
def _joining() -> frozenset[str]:
    """Prepositions and the like, at which the first noun phrase ends."""
    grammar = lexicon("grammar")
    return frozenset((*grammar["prepositions"], *grammar["relatives"], *grammar["modals"], *grammar["be"]))


@cache
def _adjectives() -> frozenset[str]:
    lines = (line.partition(":")[2] for line in lexicon("polities")["adjectives"].splitlines())
    return frozenset(a.strip() for line in lines for a in line.split(",") if a.strip())
