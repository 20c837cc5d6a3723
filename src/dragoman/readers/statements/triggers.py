"""The words that may report: "said", "asked", "the request", "probed"; and the signs they are weighed by."""

from dragoman.lexicon.prose import Prose
from dragoman.lexicon.prose.scene import Scene
from dragoman.lexicon.prose.signs import Trigger, more_signs, own_signs, triggers_of


def triggers(prose: Prose) -> list[Trigger]:
    """Every form of the verbs and nouns of speech.toml."""
    return triggers_of(prose, "speech")


def own(scene: Scene, t: Trigger) -> list[str]:
    """What a trigger is weighed by first."""
    return own_signs(scene.prose, t)


def more(scene: Scene, t: Trigger) -> list[str]:
    """What it is weighed by besides."""
    return more_signs(scene.prose, t)
