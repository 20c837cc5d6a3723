"""The words that may report: "said", "asked", "the request", "probed"; and the signs they are weighed by."""

from dragoman.lexicon.prose import Prose
from dragoman.lexicon.prose.roles import Scene
from dragoman.lexicon.prose.signs import Trigger, more_signs, own_signs, trigger
from dragoman.lexicon.prose.verbs import forms_of

_MARKS = frozenset("“\"([‘")


def triggers(prose: Prose) -> list[Trigger]:
    """Every form of a verb or noun of speech; none of a name ("United States", "the Note Verbale")."""
    table = forms_of("speech")
    words = prose.words
    return [trigger(prose, i, table[word]) for i, word in enumerate(words.lower)
            if word in table and not is_name(prose, i)]


def is_name(prose: Prose, i: int) -> bool:
    """Whether a word has a capital that no sentence or clause gives it."""
    printed = prose.words.printed
    return printed[i][0].isupper() and i not in prose.begins and not (i and printed[i - 1] in _MARKS)


def own(scene: Scene, t: Trigger) -> list[str]:
    """What a trigger is weighed by first."""
    return own_signs(scene.prose, t)


def more(scene: Scene, t: Trigger) -> list[str]:
    """What it is weighed by besides."""
    return more_signs(scene.prose, t)
