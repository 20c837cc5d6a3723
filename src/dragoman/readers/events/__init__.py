"""Events: "our conclusion of a mutual assistance pact", "the searches carried out on two Japanese ships".

Each verb or noun of an act is weighed by the words about it (weights.json, learned from papers marked by hand); the
types are PLOVER's. Left alone: a mere saying, a judgement, a state of affairs.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from msgspec import structs

from dragoman.edition.annotation import Annotation, DateFinding, Event
from dragoman.edition.document import Document
from dragoman.edition.running import running
from dragoman.lexicon.prose import Prose, Range, span
from dragoman.lexicon.prose.field_signs import field_signs
from dragoman.lexicon.prose.phrases import noun_start
from dragoman.lexicon.prose.roles import agent, chosen
from dragoman.lexicon.prose.scene import Scene, Told, scene_in
from dragoman.lexicon.prose.signs import Trigger, more, own, triggers_of
from dragoman.lexicon.prose.sources import sources
from dragoman.lexicon.prose.weighing import Weighed, weighed
from dragoman.lexicon.prose.weights import Model, learned, likeliest, share

NEEDS: tuple[str, ...] = ("heading", "date", "name")
GIVES = "event"


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """Every act, in the order of the text."""
    model = learned(__name__)
    scene = scene_in(*running(document, earlier))
    found = found_in(scene, weighed(scene, triggers(scene.prose), own, more, model), model)
    days = sorted((a.start, a.end, a.body.edtf) for a in earlier.get("date", []) if isinstance(a.body, DateFinding))
    return [_dated(a, days) for a in found]


def triggers(prose: Prose) -> list[Trigger]:
    """Every form of the verbs and nouns of deeds.toml."""
    return triggers_of(prose, "deeds")


def found_in(scene: Scene, every: Iterable[Weighed], model: Model) -> list[Annotation]:
    """The acts among what was weighed; where two have the same span, the weightier."""
    best: dict[Range, Weighed] = {}
    for w in every:
        if w.odds >= model.line:
            of = range_of(scene.prose, w.trigger)
            if of not in best or w.odds > best[of].odds:
                best[of] = w
    return sorted(_events(scene, best, model), key=lambda a: (a.start, a.end))


def range_of(prose: Prose, t: Trigger) -> Range:
    """The clause of a verb; of a noun its phrase and the rest of the clause."""
    first, last = prose.clause(t.at)
    return (noun_start(prose, t.at, first), last) if t.noun else (first, last)


def _events(scene: Scene, found: Mapping[Range, Weighed], model: Model) -> Iterator[Annotation]:
    for of, w in found.items():
        fields = [*w.signs, *field_signs(scene.prose, w.trigger, of)]
        start, end = span(scene.prose, of)
        parties = sources(scene, w.trigger, Told())
        actor = agent(scene, w.trigger, Told(), model.roles["actor"], parties)
        target = chosen(scene, w.trigger, Told(), model.roles["target"], parties)
        body = Event(
            likeliest(fields, model.fields["type"], w.trigger.form.classes),  # type: ignore[arg-type]
            actor,
            target if target != actor else None,  # nobody does it to himself
            None,
            likeliest(fields, model.fields["modality"]),  # type: ignore[arg-type]
        )
        word = scene.prose.words.printed[w.trigger.at]
        kind = "noun" if w.trigger.noun else "verb"
        yield Annotation(GIVES, start, end, body, f"the {kind} “{word}” tells of an act; weighed {share(w.odds):.2f}")


def _dated(a: Annotation, days: list[tuple[int, int, str]]) -> Annotation:
    """The act with the first day named in its span."""
    k = bisect_left(days, (a.start, 0, ""))
    if k < len(days) and days[k][1] <= a.end:
        return structs.replace(a, body=structs.replace(a.body, date=days[k][2]))
    return a
