"""Directives: "Please report", "you should not yet show any initiative", "you may inform the Minister".

Each word that may order is weighed by the words about it (weights.json, learned from papers marked by hand); force and
addressee are weighed too, and the condition is read beside the order ("If the Japanese bring up the subject"). Left
alone: a courtesy ("please accept the assurances"), a mere wish, what a third party told somebody else.
"""

from collections.abc import Iterable, Iterator, Mapping

from dragoman.edition.annotation import Annotation, Directive
from dragoman.edition.document import Document
from dragoman.edition.running import running
from dragoman.lexicon.prose import Prose, span
from dragoman.lexicon.prose.field_signs import field_signs
from dragoman.lexicon.prose.roles import chosen
from dragoman.lexicon.prose.scene import Scene, Told, scene_in
from dragoman.lexicon.prose.signs import Trigger
from dragoman.lexicon.prose.sources import sources
from dragoman.lexicon.prose.weighing import Weighed, weighed
from dragoman.lexicon.prose.weights import Model, learned, likeliest, share
from dragoman.readers.directives.reach import condition_of, merged
from dragoman.readers.directives.triggers import more, own, ruled, triggers

NEEDS: tuple[str, ...] = ("heading", "name")
GIVES = "directive"

# a condition of so many characters says what is wanted; a longer one is a paragraph of its own
_LONGEST = 500
# words by which an order forbids, within so many of its own
_NOT = frozenset(("not", "never", "cannot", "refrain", "avoid", "abstain", "desist", "forbear"))
_NEAR = 4


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """Every order, leave and advice, in the order of the text."""
    model = learned(__name__)
    scene = scene_in(*running(document, earlier))
    return found_in(scene, weighed(scene, triggers(scene.prose), own, more, model), model)


def found_in(scene: Scene, every: Iterable[Weighed], model: Model) -> list[Annotation]:
    """The directives among what was weighed."""
    return list(
        _directives(scene, [w for w in every if w.odds + ruled(scene.prose, w.trigger) >= model.line], model)
    )


def _directives(scene: Scene, found: list[Weighed], model: Model) -> Iterator[Annotation]:
    for n, of in merged(scene.prose, [(w.trigger, w.odds) for w in found]):
        w = found[n]
        fields = [*w.signs, *field_signs(scene.prose, w.trigger, of)]
        start, end = span(scene.prose, of)
        on = condition_of(scene.prose, of)
        condition = None
        if on:
            a, b = span(scene.prose, on)
            condition = scene.text[a:b] if b - a <= _LONGEST else None
        force = likeliest(fields, model.fields["force"])
        if force == "order" and is_negated(scene.prose, w.trigger):
            force = "forbid"
        body = Directive(
            force,  # type: ignore[arg-type]
            chosen(scene, w.trigger, Told(), model.roles["addressee"], sources(scene, w.trigger, Told())),
            condition,
        )
        word = scene.prose.words.printed[w.trigger.at]
        yield Annotation(GIVES, start, end, body, f"“{word}” tells what is to be done; weighed {share(w.odds):.2f}")


def is_negated(prose: Prose, t: Trigger) -> bool:
    """Whether what is ordered is not to be done: "you should not", "do not", "no priest must", "will refrain from"."""
    lower = prose.words.lower
    a, b = prose.clause(t.at)
    near = lower[max(a, t.at - _NEAR) : min(b, t.at + _NEAR)]
    return not _NOT.isdisjoint(near) or (t.subject > a and "no" in lower[a : t.subject])
