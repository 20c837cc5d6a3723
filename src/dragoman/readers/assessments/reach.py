"""How far a judgement reaches: its clause and those that hang on it, up to the next judgement or main clause."""

from collections.abc import Sequence

from dragoman.lexicon.prose import Prose, Range
from dragoman.lexicon.prose.signs import Trigger

_MAIN = frozenset(("i", "we", "he", "it", "they", "the", "this", "my", "our", "you", "your"))


def ranges(prose: Prose, found: Sequence[Trigger]) -> list[Range]:
    """The range of words of each judgement; the triggers come in the order of the text."""
    starts = {prose.clause_of[t.at] for t in found}
    return [_range(prose, prose.clause_of[t.at], starts) for t in found]


def _range(prose: Prose, number: int, starts: set[int]) -> Range:
    first, end = prose.clauses[number]
    last = prose.sentence(first)[1]
    lower = prose.words.lower
    for k, a, b in prose.following(number):
        if k in starts or lower[a - 1] == ";":
            break
        if lower[a] in ("and", "but") and a + 1 < last and lower[a + 1] in _MAIN:
            break
        end = b
    return first, end
