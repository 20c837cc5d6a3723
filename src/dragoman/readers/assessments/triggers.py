"""The clauses that may judge: each clause, told by its verb of judging, its auxiliary, or its first word."""

from dragoman.lexicon.prose import Prose
from dragoman.lexicon.prose.signs import Trigger, trigger
from dragoman.lexicon.prose.verbs import Form, forms_of
from dragoman.lexicon.prose.words import closed

_NOTHING = (Form("", "", ("clause",)),)
_AUXILIARIES = ("be", "modal", "have")


def triggers(prose: Prose) -> list[Trigger]:
    """One trigger a clause, at the verb by which it would judge."""
    return [_trigger(prose, a, b) for a, b in prose.clauses]


def _trigger(prose: Prose, a: int, b: int) -> Trigger:
    table, lower = forms_of("judging"), prose.words.lower
    for k in range(a, b):
        if lower[k] in table:
            return trigger(prose, k, table[lower[k]])
    for k in range(a, b):
        if closed().get(lower[k]) in _AUXILIARIES:
            return trigger(prose, k, _NOTHING)
    return trigger(prose, a, _NOTHING)
