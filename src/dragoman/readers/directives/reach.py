"""How far an order reaches: its clause and those that say what is to be done, without the condition."""

from collections.abc import Sequence

from dragoman.lexicon.prose import Prose, Range
from dragoman.lexicon.prose.signs import Trigger

_REASON = frozenset(("if", "unless", "because", "as", "since", "while", "although", "for", "so", "provided"))
_MAIN = frozenset(("i", "we", "he", "it", "they", "the"))
_COMPLEMENT = frozenset(("that", "to", "if", "whether"))
# an imperative inside a clause begins after one of these
_BREAK = frozenset(("“", ",", ":"))
_IN_CASE = frozenset(("case", "event"))
_AS_LONG = frozenset(("soon", "long"))
_OPENING = frozenset(("“", '"', "(", "[", ",", "and", "but", "then", "that"))


def merged(prose: Prose, found: Sequence[tuple[Trigger, float]]) -> list[tuple[int, Range]]:
    """The orders: which trigger tells each, and its range; one a clause, one where a clause completes another."""
    best: dict[int, int] = {}
    for n, (t, odds) in enumerate(found):
        number = prose.clause_of[t.at]
        if number not in best or odds > found[best[number]][1]:
            best[number] = n
    numbers = sorted(best)
    orders: list[tuple[int, int, Range]] = []
    for k, number in enumerate(numbers):
        first, end = _range(prose, number, numbers[k + 1] if k + 1 < len(numbers) else -1)
        of = (_start(prose, found[best[number]][0], first), end)
        if orders and orders[-1][0] == number - 1 and _completes(prose, number):
            _, n, (start, _) = orders[-1]
            n = n if found[n][1] >= found[best[number]][1] else best[number]
            orders[-1] = (number, n, (start, of[1]))
        else:
            orders.append((number, best[number], of))
    return [(n, of) for _, n, of in orders]


def _start(prose: Prose, t: Trigger, first: int) -> int:
    """Where an order begins: an imperative inside a clause begins by itself ("..., the telegram stated, “reject")."""
    if t.form.classes != ("imperative",):
        return first
    lower, k = prose.words.lower, t.at
    while k - 1 >= first and lower[k - 1] not in _BREAK:
        k -= 1
    return k


def _completes(prose: Prose, number: int) -> bool:
    """Whether a clause completes the one before it: "I request | that you will"."""
    a = prose.clauses[number][0]
    return (
        prose.words.lower[a] in _COMPLEMENT and prose.sentence_of[a] == prose.sentence_of[prose.clauses[number - 1][0]]
    )


def _range(prose: Prose, number: int, following: int) -> Range:
    first, end = prose.clauses[number]
    last = prose.sentence(first)[1]
    lower = prose.words.lower
    for k, a, b in prose.following(number):
        if k == following or lower[a - 1] == ";":
            break
        if (lower[a] in _REASON and lower[a - 1] == ",") or is_condition(prose, k):
            break
        if lower[a] in ("and", "but") and a + 1 < last and lower[a + 1] in _MAIN:
            break
        end = b
    return first, end


def is_condition(prose: Prose, number: int) -> bool:
    """Whether a clause says on what condition: "if leave is given", "in case he refuses", "as soon as"."""
    a, b = prose.clauses[number]
    lower = prose.words.lower
    while a < b - 1 and lower[a] in _OPENING:
        a += 1
    word, after = lower[a], lower[a + 1] if a + 1 < b else ""
    if word in ("if", "unless", "provided", "providing", "whenever", "until", "till", "once"):
        return True
    if word == "in":
        return after in _IN_CASE or (after == "the" and lower[a + 2 : a + 3] == ("event",))
    return word == "as" and after in _AS_LONG


def condition_of(prose: Prose, of: Range) -> Range | None:
    """The range of the condition that stands before an order in its sentence, or after it; None for none."""
    first, last = prose.sentence(of[0])
    before, after = prose.clause_of[of[0]] - 1, prose.clause_of[of[1] - 1] + 1
    for step, number in ((-1, before), (1, after)):
        if 0 <= number < len(prose.clauses) and first <= prose.clauses[number][0] < last:
            k = number
            while 0 <= k < len(prose.clauses) and first <= prose.clauses[k][0] < last and abs(k - number) < 3:
                if is_condition(prose, k):
                    a, b = prose.clauses[k][0], prose.clauses[number][1] if step < 0 else prose.clauses[k][1]
                    return a, b
                k += step
    return None
