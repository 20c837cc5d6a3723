"""Reasons: what a trigger weighed, and which signs counted most, in a sentence for people."""

from collections.abc import Iterator, Sequence
from math import exp
from typing import NamedTuple

from dragoman.lexicon.prose import Prose, span
from dragoman.lexicon.prose.scene import Scene
from dragoman.lexicon.prose.signs import Trigger
from dragoman.lexicon.prose.weighing import Signs, Weighed
from dragoman.lexicon.prose.weights import Model, weightiest, worth

# signs named in a sentence
_COUNT = 6
# what the beginning of a sign means; the longest that fits is taken
_MEANING = {
    "L": "the word",
    "F": "its form",
    "C": "its class",
    "c": "words that stand alike",
    "s": "the subject",
    "p": "the word before",
    "n": "the words after",
    "m": "the auxiliary",
    "aux": "the auxiliaries",
    "to": "to",
    "d": "the article",
    "pd": "before the article",
    "gov": "the verb before",
    ">": "after it",
    "<": "before it",
    "o": "the clause opens",
    "told": "told by another",
    "first": "first clause",
    "opens": "opens the paragraph",
    "q": "in quotation marks",
    "w": "the word",
    "ww": "the words",
    "www": "the words",
    "jw": "likelihood",
    "jv": "a verb of judging",
    "jn": "a noun of judging",
    "jq": "a quality",
    "jd": "a degree",
    "cue": "a word of ordering",
    "r": "later in the sentence",
    "x": "the next clause opens",
    "po": "the clause before opens",
    "v": "the verb that follows",
    "kind": "the kind of paper",
    "self": "oneself",
    "passive": "passive",
    "that": "that",
    "by": "by",
    "honor": "the honor",
    "not": "negated",
    "you": "you",
    "please": "please",
    "i": "imperative",
    "f": "its class",
    "g": "the auxiliaries",
    "bc": "after \u201cbe\u201d",
    "bq": "be and a quality",
    "t": "a word of grammar",
    "len": "its length",
    "question": "a question",
    "ask": "a question",
}


class Reader(NamedTuple):
    """What a reader weighs, and how."""

    triggers: Sequence[Trigger]
    own: Signs
    more: Signs
    model: Model


def share(odds: float) -> float:
    """The probability that log-odds stand for."""
    return 1 / (1 + exp(-max(-50.0, min(50.0, odds))))


def why(prose: Prose, w: Weighed, model: Model) -> str:
    """What a trigger weighed: "\u201cdeclared\u201d weighs 0.93 (0.45 is enough): the word say (+1.2)"."""
    counted = ", ".join(f"{meant(sign)} ({worth:+.1f})" for sign, worth in weightiest(w.signs, model.find, _COUNT))
    word = prose.words.printed[w.trigger.at]
    return f"\u201c{word}\u201d weighs {share(w.odds):.2f} ({share(model.line):.2f} is enough): {counted}"


def explained(
    scene: Scene, reader: Reader, within: tuple[int, int], found: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, str, bool]]:
    """Each trigger of the clauses in a span: the span it is about, why, and whether it came to one of the findings."""
    words, prose, model = scene.prose.words, scene.prose, reader.model
    start, end = within
    for t in reader.triggers:
        a, b = span(prose, prose.clause(t.at))
        if a < end and b > start:
            signs = [*reader.own(scene, t), *reader.more(scene, t)]
            w = Weighed(t, signs, worth(signs, model.find))
            at = words.starts[t.at]
            of = next((f for f in found if f[0] <= at < f[1]), None) if w.odds >= model.line else None
            yield (*(of or (at, words.ends[t.at])), why(prose, w, model), of is not None)


def meant(sign: str) -> str:
    """A sign in words: "L=declare" is "the word declare"."""
    head, equals, value = sign.partition("=")
    if not equals and head[:1] in "<>":
        head, value = head[:1], head[1:]
    for length in range(len(head), 0, -1):
        if head[:length] in _MEANING:
            rest = head[length:] + (" " if head[length:] and value else "") + value
            return f"{_MEANING[head[:length]]} {rest}".strip().replace("_", " ")
    return sign
