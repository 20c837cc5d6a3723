"""Statements: "Shigemitsu spoke to me of his desire", "but did not mention a word about the fishing convention".

Each verb or noun of speech is weighed by the words about it (weights.json, learned from papers marked by hand); what
weighs enough is a statement, from its clause over what is told. Act, speaker and hearer are weighed too. Left alone:
what the writer says in this paper ("I would point out that"), a report without a speaker ("it is said").
"""

from collections.abc import Iterable, Iterator, Mapping

from dragoman.edition.annotation import Annotation, Statement
from dragoman.edition.document import Document
from dragoman.edition.running import running
from dragoman.lexicon.prose import Prose, span
from dragoman.lexicon.prose.field_signs import field_signs
from dragoman.lexicon.prose.roles import agent, chosen, fullest
from dragoman.lexicon.prose.scene import Scene, Told, scene_in
from dragoman.lexicon.prose.signs import Trigger, more, own, triggers_of
from dragoman.lexicon.prose.sources import sources
from dragoman.lexicon.prose.weighing import Weighed, weighed
from dragoman.lexicon.prose.weights import Model, learned, likeliest, share
from dragoman.readers.statements.reach import ranges

NEEDS: tuple[str, ...] = ("heading", "name")
GIVES = "statement"

# verbs that pointedly are not used; what it adds to the odds of a report that one is negated
_UNSAID = frozenset(("mention", "touch", "allude"))
_UNSAID_NEAR = frozenset(("object", "mention", "allude", "refer", "say", "speak", "protest"))
_SILENCE = 3.0


def read(document: Document, earlier: Mapping[str, list[Annotation]]) -> list[Annotation]:
    """Every report of somebody's words, in the order of the text."""
    model = learned(__name__)
    scene = scene_in(*running(document, earlier))
    return found_in(scene, weighed(scene, triggers(scene.prose), own, more, model), model)


def triggers(prose: Prose) -> list[Trigger]:
    """Every form of the verbs and nouns of speech.toml."""
    return triggers_of(prose, "speech")


def found_in(scene: Scene, every: Iterable[Weighed], model: Model) -> list[Annotation]:
    """The statements among what was weighed."""
    found = [w for w in every if w.odds + _SILENCE * is_silence(scene.prose, w.trigger) >= model.line]
    return sorted(_statements(scene, _one_a_range(scene.prose, found), model), key=lambda a: (a.start, a.end))


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
        if speaker is None:
            continue
        before = before._replace(speaker=speaker)
        found["speaker before"] = speaker
        hearer = fullest(chosen(scene, w.trigger, before, model.roles["hearer"], found), known)
        known += [party for party in (speaker, hearer) if party]
        before = Told(speaker, hearer or before.hearer, w.trigger.at)
        fields = [*w.signs, *field_signs(scene.prose, w.trigger, of)]
        start, end = span(scene.prose, of)
        act = (
            "silent"
            if is_silence(scene.prose, w.trigger)
            else likeliest(fields, model.fields["act"], w.trigger.form.classes)
        )
        verb = scene.prose.words.printed[w.trigger.at]
        body = Statement(act, speaker, hearer, is_quoted(scene, w.trigger, of), verb)  # type: ignore[arg-type]
        kind = "noun" if w.trigger.noun else "verb"
        yield Annotation(GIVES, start, end, body, f"the {kind} “{verb}” reports; weighed {share(w.odds):.2f}")


def is_silence(prose: Prose, t: Trigger) -> bool:
    """Whether it is told that something was not said: "did not mention a word", "without a single word objecting"."""
    lower = prose.words.lower
    if t.group and t.group.negated and t.form.lemma in _UNSAID:
        return True
    near = lower[max(prose.clause(t.at)[0], t.at - 6) : t.at]
    return t.form.lemma in _UNSAID_NEAR and "without" in near and "word" in near


def is_quoted(scene: Scene, t: Trigger, of: tuple[int, int]) -> bool:
    """Whether what is told stands in quotation marks."""
    lower = scene.prose.words.lower
    return any(lower[k] in '“"' for k in range(of[0], of[1])) and (
        "“" in lower[t.at : of[1]] or '"' in lower[t.at : of[1]] or scene.prose.quoted[of[0]]
    )
