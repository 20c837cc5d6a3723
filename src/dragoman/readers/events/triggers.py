"""The words that may tell of an act: "signed", "the arrest of", "will send"; and the signs they are weighed by."""

from dragoman.lexicon.prose import Prose
from dragoman.lexicon.prose.roles import Scene
from dragoman.lexicon.prose.signs import Trigger, more_signs, own_signs, trigger
from dragoman.lexicon.prose.verbs import forms_of

_MARKS = frozenset("“\"([‘")


def triggers(prose: Prose) -> list[Trigger]:
    """Every form of a verb or noun of an act; none of a name ("the Treaty", "the Claims Commission")."""
    table = forms_of("deeds")
    words = prose.words
    printed, begins = words.printed, prose.begins
    return [trigger(prose, i, table[word]) for i, word in enumerate(words.lower) if word in table
            and not (printed[i][0].isupper() and i not in begins and not (i and printed[i - 1] in _MARKS))]


def own(scene: Scene, t: Trigger) -> list[str]:
    """What a trigger is weighed by first."""
    return own_signs(scene.prose, t)


def more(scene: Scene, t: Trigger) -> list[str]:
    """What it is weighed by besides."""
    return more_signs(scene.prose, t)
