"""How far a report reaches: from its clause over what is told, up to the next verb that reports."""

from collections.abc import Sequence

from dragoman.lexicon.prose import Prose, Range
from dragoman.lexicon.prose.phrases import noun_start
from dragoman.lexicon.prose.signs import Trigger

_CONTENT = frozenset(("that", "whether", "“", '"', ":"))
_CONTENT_CLAUSE = frozenset(("that", "whether", "if", "how", "what", "why"))
_RELATIVE = frozenset(("which", "who", "whom", "whose", "where"))
_WITHIN = _RELATIVE | frozenset(("that", "whether", "if"))
# reports after one that may begin within its sentence
_LATER = 12


def ranges(prose: Prose, found: Sequence[Trigger]) -> list[Range]:
    """The range of words of each report; the triggers come in the order of the text."""
    return [_range(prose, found, n) for n in range(len(found))]


def _range(prose: Prose, found: Sequence[Trigger], n: int) -> Range:
    t = found[n]
    lower = prose.words.lower
    last = prose.sentence(t.at)[1]
    number = prose.clause_of[t.at]
    first, end = prose.clauses[number]
    start = noun_start(prose, t.at, first) if t.noun else first
    opened = not _CONTENT.isdisjoint(lower[t.at : end])
    for _, a, b in prose.following(number):
        opener = lower[a]
        if not opened:
            if opener in _CONTENT_CLAUSE or lower[a - 1] in _CONTENT:
                opened = True
            elif (
                opener not in _RELATIVE
                and lower[a - 1] != "("
                and not (not t.noun and opener in ("and", "or") and a + 1 < last and lower[a + 1] in ("to", "of", "in"))
            ):
                break
        if _another(prose, found[n + 1 : n + 1 + _LATER], (a, b), last):
            break
        end = b
    return start, end


def _another(prose: Prose, later: Sequence[Trigger], clause: Range, last: int) -> bool:
    """Whether another report of the same rank begins with this clause."""
    a, b = clause
    lower = prose.words.lower
    if lower[a] in _WITHIN or not any(a <= t.at < b and not t.noun and t.form.form != "ing" for t in later):
        return False
    return not (lower[a] in ("and", "or", "but") and a + 1 < last and lower[a + 1] in _WITHIN)
