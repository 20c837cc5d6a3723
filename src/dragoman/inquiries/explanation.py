"""Explanation: what was weighed at one place of a paper, and whether it came to a finding."""

from collections.abc import Mapping
from types import ModuleType

from msgspec import Struct

from dragoman.edition.annotation import Annotation, stands_in
from dragoman.edition.document import Document
from dragoman.edition.reading import Reading
from dragoman.edition.running import running
from dragoman.lexicon.prose.reasons import Reader, explained
from dragoman.lexicon.prose.scene import scene_in
from dragoman.lexicon.prose.weights import learned
from dragoman.readers import readers


class Explanation(Struct, frozen=True):
    """One thing that was weighed: its layer, the span that it is about, a sentence for people, whether it was found."""

    layer: str
    start: int
    end: int
    sentence: str
    found: bool = True


def explain(reading: Reading, start: int, end: int) -> list[Explanation]:
    """What was weighed in a span of a paper, in the order of the readers; a finding's own rule where none is.

    A reader that weighs (it has `triggers`) is asked also about what it looked at and did not find.
    """
    earlier: dict[str, list[Annotation]] = {reader.GIVES: [] for reader in readers()}
    for a in reading.annotations:
        earlier[a.layer].append(a)
    every: list[Explanation] = []
    for reader in readers():
        told = _weighed(reader, reading.document, earlier, (start, end)) if hasattr(reader, "triggers") else []
        known = {(e.start, e.end) for e in told if e.found}
        every += told + [Explanation(a.layer, a.start, a.end, a.rule) for a in earlier[reader.GIVES]
                         if stands_in(a, start, end) and (a.start, a.end) not in known]
    return every


def _weighed(reader: ModuleType, document: Document, earlier: Mapping[str, list[Annotation]],
             within: tuple[int, int]) -> list[Explanation]:
    """What a reader weighed in a span."""
    scene = scene_in(*running(document, earlier))
    how = Reader(reader.triggers(scene.prose), reader.own, reader.more, learned(reader.__name__))
    spans = [(a.start, a.end) for a in earlier[reader.GIVES]]
    return [Explanation(reader.GIVES, *weighed) for weighed in explained(scene, how, within, spans)]
