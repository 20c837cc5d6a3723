"""Assessments: "I regard this message as deliberate disinformation", "it does not appear to lead to his fall".

Each clause is weighed by its words of opinion and likelihood and by its form (weights.json, learned from papers marked
by hand). The paper's own words of likelihood are kept, and beside them what ICD 203 puts them at. Left alone: a plain
fact, an order, an opinion under a verb of saying ("he said that it was likely").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from dragoman.edition.annotation import Annotation, Assessment
from dragoman.edition.document import Document
from dragoman.edition.running import running
from dragoman.lexicon import lexicon
from dragoman.lexicon.prose import span
from dragoman.lexicon.prose.clause_signs import more, own
from dragoman.lexicon.prose.field_signs import field_signs, first_mark
from dragoman.lexicon.prose.roles import chosen
from dragoman.lexicon.prose.scene import WRITER, Scene, Told, scene_in
from dragoman.lexicon.prose.signs import Trigger
from dragoman.lexicon.prose.sources import sources
from dragoman.lexicon.prose.weighing import Weighed, weighed
from dragoman.lexicon.prose.weights import Model, learned, likeliest, share
from dragoman.readers.assessments.reach import ranges
from dragoman.readers.assessments.triggers import triggers

NEEDS: tuple[str, ...] = ("heading", "name")
GIVES = "assessment"

# "as soon as possible", "as far as possible"
_AS_POSSIBLE = re.compile(r"\bas\s+\w+\s+as\s+$", re.I)
_BEFORE = 24


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """Every judgement, in the order of the text."""
    model = learned(__name__)
    scene = scene_in(*running(document, earlier))
    return found_in(scene, weighed(scene, triggers(scene.prose), own, more, model), model)


def found_in(scene: Scene, every: Iterable[Weighed], model: Model) -> list[Annotation]:
    """The judgements among what was weighed."""
    found = [w for w in every if w.odds >= model.line]
    return list(_assessments(scene, found, model))


def _assessments(scene: Scene, found: list[Weighed], model: Model) -> Iterator[Annotation]:
    for w, of in zip(found, ranges(scene.prose, [w.trigger for w in found]), strict=True):
        fields = [*w.signs, *field_signs(scene.prose, w.trigger, of)]
        start, end = span(scene.prose, of)
        likelihood = words_of_likelihood(scene.text[start:end])
        body = Assessment(
            holder_of(scene, w.trigger, model),
            likeliest(fields, model.fields["certainty"], first_mark(fields)),  # type: ignore[arg-type]
            likeliest(fields, model.fields["stance"]),  # type: ignore[arg-type]
            likelihood,
            yardstick().get(" ".join(likelihood.lower().split())) if likelihood else None,
        )
        yield Annotation(GIVES, start, end, body, f"the clause judges; weighed {share(w.odds):.2f}")


def holder_of(scene: Scene, t: Trigger, model: Model) -> str | None:
    """Who judges: the writer, unless a verb of judging, a report or a quotation makes it somebody else."""
    if not t.form.lemma and not scene.prose.told[t.at] and not scene.prose.quoted[t.at]:
        return scene.named(WRITER)
    return chosen(scene, t, Told(), model.roles["holder"], sources(scene, t, Told()))


@cache
def yardstick() -> dict[str, tuple[int, int]]:
    """The words of probability of ICD 203, each with its least and greatest per cent."""
    return {words: (low, high) for words, (low, high) in lexicon("judgement")["icd203"].items()}


@cache
def _likelihood() -> re.Pattern[str]:
    listed = lexicon("judgement")
    every = {
        *yardstick(),
        *(p for key in ("certain", "likely", "possible", "unlikely", "excluded") for p in listed[key]["phrases"]),
        *listed["likelihood"]["words"].split(),
    }
    ordered = sorted(every, key=lambda words: (-len(words), words))
    return re.compile(
        r"\b(?:" + "|".join(r"\s+".join(map(re.escape, words.split())) for words in ordered) + r")\b", re.I
    )


def words_of_likelihood(text: str) -> str | None:
    """The first words of probability in a text, as printed: "very likely", "perhaps".

    Left alone: the month ("in May last"), "as soon as possible".
    """
    for m in _likelihood().finditer(text):
        month = m[0] == "May" and m.start() > 0
        if not month and not _AS_POSSIBLE.search(text, max(0, m.start() - _BEFORE), m.start()):
            return m[0]
    return None
