"""Reasons: what a trigger weighed, and which signs counted most, in a sentence for people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dragoman.lexicon.prose import Prose, span
from dragoman.lexicon.prose.scene import Scene
from dragoman.lexicon.prose.signs import Trigger
from dragoman.lexicon.prose.weighing import Signs, Weighed
from dragoman.lexicon.prose.weights import Model, share, weightiest, worth

# signs named in a sentence
_COUNT = 6
# what a sign with a value says, by its whole head; "{}" is the word it is about, in quotation marks, or what it seems
_VALUED = {
    "L": "it is a form of {}",
    "s": "the subject is {}",
    "p": "the word before is {}",
    "n": "the word after is {}",
    "d": "{} stands before it",
    "gov": "the verb before is {}",
    "w": "the clause has {}",
    "ww": "the clause has {}",
    "www": "the clause has {}",
    "o": "the clause opens with {}",
    "x": "the next clause opens with {}",
    "po": "the clause before opens with {}",
    "v": "the word before the clause is {}",
    "r": "{} follows in the sentence",
    "jv": "{} is a verb of judging",
}
# what a sign says that is there or not; "1" is as good as none
_PLAIN = {
    "that": "\u201cthat\u201d follows",
    "by": "\u201cby\u201d follows",
    "honor": "\u201chonor\u201d goes before",
    "passive": "it is passive",
    "not": "it is negated",
    "q": "it stands in quotation marks",
    "opens": "it opens the paragraph",
    "told": "it is part of what somebody tells",
    "question": "it is a question",
    "please": "the clause has \u201cplease\u201d",
    "you": "the clause has \u201cyou\u201d or \u201cyour\u201d",
    "i": "it looks like an imperative",
    "jv": "the clause has a verb of judging",
    "jn": "the clause has a noun of judging",
    "jq": "the clause has a quality that is judged",
    "jd": "the clause has a word of degree",
    "bq": "a form of \u201cbe\u201d is followed by a quality",
    "jw=certain": "the clause has a word of certainty",
    "jw=likely": "the clause has a word for what is likely",
    "jw=possible": "the clause has a word for what is possible",
    "jw=unlikely": "the clause has a word for what is unlikely",
    "jw=excluded": "the clause has a word for what is excluded",
    "F=n": "it is a noun",
    "F=noun": "it is a noun",
    "F=past": "it is in the past",
    "F=s": "it is in the present",
    "s=^": "no subject stands before it",
    "p=^": "it begins the sentence",
    "n=$": "it ends the sentence",
}
# what a word seems to be that is of no closed class; endings and the like tell a person nothing
_KINDS = {"OFF": "an office or body", "DOC": "a paper", "Name": "a name", "#": "a number"}
_SILENT = frozenset(("x", "s", "^", "$", "?", ""))


class Reader(NamedTuple):
    """What a reader weighs, and how."""

    triggers: Sequence[Trigger]
    own: Signs
    more: Signs
    model: Model


def why(prose: Prose, w: Weighed, model: Model, *, told: bool = False) -> str:
    """What a trigger weighed: "\u201cdeclared\u201d weighs 0.93 (0.45 is enough); for it: it is passive".

    Without the weight where that is `told` already.
    """
    signs = weightiest(w.signs, model.find, len(w.signs))
    named = [(words, worth) for sign, worth in signs if worth and (words := meant(sign))][:_COUNT]
    for_it, against = ("; ".join(x for x, worth in named if (worth > 0) == side) for side in (True, False))
    smaller = len(signs) - len(named)
    parts = [f"for it: {for_it}" if for_it else "", f"against it: {against}" if against else "",
             f"{'and ' * bool(named)}{smaller} smaller sign{'s' * (smaller > 1)}" if smaller else ""]
    counted = "; ".join(x for x in parts if x)
    if told:
        return counted
    word = prose.words.printed[w.trigger.at]
    weight = f"\u201c{word}\u201d weighs {share(w.odds):.2f} ({share(model.line):.2f} is enough)"
    return f"{weight}; {counted}" if counted else weight


def explained(
    scene: Scene, reader: Reader, within: tuple[int, int], found: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, str, bool]]:
    """Each trigger of the clauses in a span: the span it is about, why, and whether it came to one of the findings."""
    words, prose, model = scene.prose.words, scene.prose, reader.model
    start, end = within
    seen: list[tuple[Weighed, tuple[int, int] | None]] = []
    for t in reader.triggers:
        a, b = span(prose, prose.clause(t.at))
        if a < end and b > start:
            signs = [*reader.own(scene, t), *reader.more(scene, t)]
            w = Weighed(t, signs, worth(signs, model.find))
            at = words.starts[t.at]
            of = next((f for f in found if f[0] <= at < f[1]), None) if w.odds >= model.line else None
            seen.append((w, of))
    alone = Counter(of for _, of in seen)       # a finding's rule gives the weight of one trigger
    for w, of in seen:
        at = w.trigger.at
        sentence = why(prose, w, model, told=of is not None and alone[of] == 1)
        yield (*(of or (words.starts[at], words.ends[at])), sentence, of is not None)


def meant(sign: str) -> str:
    """A sign in words: "L=declare" is "it is a form of \u201cdeclare\u201d"; "" where it tells a person nothing."""
    head, equals, value = sign.partition("=")
    if sign in _PLAIN:
        return _PLAIN[sign]
    if equals and head in _PLAIN and value.isdigit():
        return _PLAIN[head] if value != "0" else ""
    if not equals or head not in _VALUED or "+" in value or value in _SILENT:
        return ""
    if value in _KINDS:
        return _VALUED[head].format(_KINDS[value])
    if not value[0].isalpha():
        return ""
    return _VALUED[head].format(f"\u201c{value.replace('_', ' ')}\u201d")
