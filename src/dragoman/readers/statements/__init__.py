"""Statements: "Shigemitsu spoke to me of his desire", "but did not mention a word about the fishing convention".

Each verb or noun of speech is weighed by the words about it (weights.json, learned from papers marked by hand); what
weighs enough is a statement, from its clause over what is told. Act, speaker and hearer are weighed too. Left alone: what
the writer says in this paper ("I would point out that"), a report without a speaker ("it is said").
"""

from collections.abc import Iterable, Iterator, Mapping

from dragoman.edition.annotation import Annotation, Statement
from dragoman.edition.docket import docket_of
from dragoman.edition.document import Document
from dragoman.edition.explanation import Explanation
from dragoman.edition.running import parties_of, running
from dragoman.lexicon.prose import Prose, prose_of, span
from dragoman.lexicon.prose.field_signs import field_signs
from dragoman.lexicon.prose.roles import Scene, Told, agent, chosen, fullest, sources
from dragoman.lexicon.prose.signs import Trigger
from dragoman.lexicon.prose.weighing import Weighed, weighed
from dragoman.lexicon.prose.weights import Model, learned, likeliest
from dragoman.readers.statements.reach import ranges
from dragoman.readers.statements.triggers import more, own, triggers

NEEDS: tuple[str, ...] = ("heading", "name")
GIVES = "statement"


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """Every report of somebody's words, in the order of the text."""
    model = learned(__name__)
    scene = scene_of(document, earlier)
    return found_in(scene, weighed(scene, triggers(scene.prose), own, more, model), model)


def found_in(scene: Scene, every: Iterable[Weighed], model: Model) -> list[Annotation]:
    """The statements among what was weighed."""
    found = [w for w in every if w.odds >= model.line]
    return list(_statements(scene, _one_a_range(scene.prose, found), model))


def scene_of(document: Document, earlier: Mapping[str, list[Annotation]]) -> Scene:
    """The paper as roles are asked of it."""
    docket = docket_of(earlier.get("heading", []))
    parties = parties_of(document, earlier.get("name", []), docket)
    return Scene(prose_of(document.text, running(document)), document.text, docket.kind, *parties)


def _one_a_range(prose: Prose, found: list[Weighed]) -> list[tuple[Weighed, tuple[int, int]]]:
    """Each report with its range; where two have the same, the weightier."""
    best: dict[tuple[int, int], Weighed] = {}
    for w, of in zip(found, ranges(prose, [w.trigger for w in found]), strict=True):
        if of not in best or w.odds > best[of].odds:
            best[of] = w
    return [(w, of) for of, w in best.items()]


def _statements(scene: Scene, reports: Iterable[tuple[Weighed, tuple[int, int]]], model: Model) -> Iterator[Annotation]:
    before = Told()
    known: list[str] = []
    for w, of in reports:
        found = sources(scene, w.trigger, before)
        speaker = fullest(agent(scene, w.trigger, before, model.roles["speaker"], found), known)
        before = before._replace(speaker=speaker)
        if speaker:
            found["speaker before"] = speaker
        hearer = fullest(chosen(scene, w.trigger, before, model.roles["hearer"], found), known)
        known += [party for party in (speaker, hearer) if party]
        before = Told(speaker, hearer or before.hearer, w.trigger.at)
        fields = [*w.signs, *field_signs(scene.prose, w.trigger, of)]
        start, end = span(scene.prose, of)
        act = likeliest(fields, model.fields["act"])
        verb = scene.prose.words.printed[w.trigger.at]
        body = Statement(act, speaker, hearer, is_quoted(scene, w.trigger, of), verb)  # type: ignore[arg-type]
        yield Annotation(GIVES, start, end, body, f"the {'noun' if w.trigger.noun else 'verb'} “{verb}” reports")


def is_quoted(scene: Scene, t: Trigger, of: tuple[int, int]) -> bool:
    """Whether what is told stands in quotation marks."""
    lower = scene.prose.words.lower
    return any(lower[k] in "“\"" for k in range(of[0], of[1])) and (
        "“" in lower[t.at:of[1]] or '"' in lower[t.at:of[1]] or scene.prose.quoted[of[0]])


def explain(document: Document, earlier: Mapping[str, list[Annotation]], start: int, end: int) -> Iterator[Explanation]:
    """What was weighed in a span, also what did not weigh enough."""
    return iter(())


def nearness(scene: Scene, t: Trigger, mark: tuple[int, int, Mapping[str, object]]) -> float | None:
    """How well a trigger fits a mark made by hand (for learning); None if it is not in it."""
    start, end, body = mark
    at = scene.prose.words.starts[t.at]
    if not start <= at < end:
        return None
    return (body["act"] in t.form.classes) * 1.5 - (at - start) / 120 + (not t.noun) * 0.4
