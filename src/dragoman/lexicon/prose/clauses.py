"""Clauses: "he told me | that no decision was reached, | but would write | when he heard".

A clause begins after a semicolon, colon or dash, at a subordinating or relative word, and at "and", or a comma with it,
where a verb or a subject follows; brackets are clauses of their own. A run without a verb joins what stands before it.
"""

from collections.abc import Sequence
from functools import cache

from dragoman.lexicon import words as listed
from dragoman.lexicon.prose.words import Words, closed

_HARD = frozenset(";:—–()")
_RELATIVE = listed("grammar", "clause_openers")
_AFTER_COMMA = frozenset(
    ("as", "since", "for", "so", "in", "after", "before", "once", "how", "why", "what", "having", "being")
)
_CONDITION, _MAIN = frozenset(("if", "unless", "when", "whenever", "should")), frozenset(("you", "we", "i"))
_PREPOSED = frozenset(("of", "in", "to", "for", "by", "with", "on", "at", "from", "upon", "under", "through", "as"))


@cache
def _verbal() -> frozenset[str]:
    return listed("grammar", "be") | listed("grammar", "have") | listed("grammar", "do") | listed("grammar", "modals")


@cache
def _openers() -> frozenset[str]:
    """What after "and" shows that a clause begins: a subject, an auxiliary, "that", "not"."""
    return listed("grammar", "subjects") | _verbal() | frozenset(("that", "to", "if", "when", "not", "also", "then"))


def clauses_of(words: Words, first: int, last: int) -> list[tuple[int, int]]:
    """The clauses of one sentence as ranges of words; together they cover it."""
    starts = [first]
    lower = words.lower
    for i in range(first + 1, last):
        word = lower[i]
        before = lower[i - 1]
        if before in _HARD:
            begins = not (before == ":" and word[0].isdigit())
        elif word in _RELATIVE:
            begins = not (before in _PREPOSED and word not in ("if", "when")) or word == "whether" or (
                word == "that" and before == "in" and i + 1 < last and _is_subject(lower[i + 1])
            )
            if word == "that" and i + 1 < last and lower[i + 1] in (",", "of", "."):
                begins = False
        elif word in ("and", "but", "or", "nor", "yet"):
            begins = i + 1 < last and ((before == "," and word == "but") or _opens(words, i + 1, last))
        elif before == ",":
            begins = word in _AFTER_COMMA or word in listed("grammar", "subjects")
        else:
            begins = word in _MAIN and lower[starts[-1]] in _CONDITION and _resumes(lower, i, last)
        if begins and i > starts[-1] + 1:
            starts.append(i)
    return list(zip(starts, [*starts[1:], last], strict=True))


def _is_subject(word: str) -> bool:
    return word in listed("grammar", "subjects") or word in _subject_first()


def _resumes(lower: Sequence[str], i: int, last: int) -> bool:
    """Whether the main clause begins after a condition, without a comma: "if he raises it | you are to decline"."""
    before = closed().get(lower[i - 1])
    return i + 1 < last and lower[i + 1] in _verbal() and before is None and lower[i - 1][0].isalnum()


def _opens(words: Words, i: int, last: int) -> bool:
    """Whether a clause begins here after "and": at a subject or verb within the next words."""
    lower = words.lower
    if lower[i] in _openers():
        return True
    if lower[i].endswith("ed") and lower[i - 2] != "been":
        return True
    return any(lower[k] in _verbal() for k in range(i + 1, min(i + 5, last))) and lower[i] in _subject_first()


@cache
def _subject_first() -> frozenset[str]:
    return listed("grammar", "determiners") | listed("grammar", "possessives")
