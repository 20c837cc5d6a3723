"""What weighs most: the quick sums are those of the plain ones."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.lexicon.prose import prose_of
from dragoman.lexicon.prose.roles import Asked, asked, heaviest, role_signs
from dragoman.lexicon.prose.scene import Scene, Told
from dragoman.lexicon.prose.signs import trigger
from dragoman.lexicon.prose.sources import sources
from dragoman.lexicon.prose.verbs import forms_of
from dragoman.lexicon.prose.weighing import weighed
from dragoman.lexicon.prose.weights import Choice, Model, likeliest, worth

WORDS = ["I ", "you ", "He ", "the Minister ", "Mr. Hale ", "his ", "the French Government ", "told ", "asked ", "said ", "request ", "that ",
         "to ", "by ", "and ", "was ", "the note ", "who ", ", ", ". ", "Count Falk’s ", "“", "”", "conversation with ", "signed ", "not "]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=3, max_size=40).map(lambda words: "".join(words) + "in the end.")
TOLD = st.sampled_from([Told(), Told("Hale", "writer", 0), Told("the Minister", None, 1)])


def scene_of(text: str) -> Scene:
    persons = [(i, "Hale") for i in range(len(text)) if text.startswith("Hale", i)]
    powers = [(i, "French Government") for i in range(len(text)) if text.startswith("French Government", i)]
    return Scene(prose_of(text, ((0, len(text)),)), text, "note", persons, powers, {})


def plain(a: Asked, found: Mapping[str, str | None], table: Mapping[str, Mapping[str, float]]) -> str:
    """The source whose signs, each looked up by itself, come to most."""
    votes = Counter(found.values())
    return max(found, key=lambda source: sum(table.get(name, {}).get(sign, 0.0)
                                             for name, sign in role_signs(a, source, found[source], votes[found[source]])))


def made_table(a: Asked, found: Mapping[str, str | None], seed: int) -> dict[str, dict[str, float]]:
    """Weights for half of what may be asked; they are quarters, so that no sum is rounded."""
    random, table = Random(seed), dict[str, dict[str, float]]()
    votes = Counter(found.values())
    for source, value in found.items():
        for name, sign in role_signs(a, source, value, votes[value]):
            if random.random() < 0.5:
                table.setdefault(name, {})[sign] = random.randint(-8, 8) / 4
    return table


@settings(deadline=None)
@given(TEXTS, TOLD, st.integers(0, 1000))
def test_the_heaviest_source_is_that_of_the_plain_sums(text: str, before: Told, seed: int) -> None:
    scene = scene_of(text)
    table = forms_of("speech")
    for i, word in enumerate(scene.prose.words.lower):
        if word in table:
            t = trigger(scene.prose, i, table[word])
            found = sources(scene, t, before)
            a = asked(scene, t, found, before)
            weights = made_table(a, found, seed)
            assert heaviest(a, found, weights) == plain(a, found, weights)
            assert heaviest(a, found, {}) == next(iter(found))


@given(st.lists(st.sampled_from("abcdefg")), st.integers(1, 5),
       st.dictionaries(st.sampled_from("abcde"), st.lists(st.integers(-8, 8), min_size=5, max_size=5)))
def test_the_likeliest_value_is_the_plain_maximum(signs: list[str], size: int, rows: dict[str, list[int]]) -> None:
    values = tuple("vwxyz"[:size])
    choice = Choice(values, {sign: tuple(n / 4 for n in row[:size]) for sign, row in rows.items()})
    sums = [sum(rows[sign][k] for sign in signs if sign in rows) for k in range(size)]
    assert likeliest(signs, choice) == values[sums.index(max(sums))]


@given(TEXTS, st.integers(-8, 8), st.integers(0, 1000))
def test_what_is_weighed_is_what_leaves_hope(text: str, gate: int, seed: int) -> None:
    scene, table = scene_of(text), forms_of("speech")
    every = [trigger(scene.prose, i, table[w]) for i, w in enumerate(scene.prose.words.lower) if w in table]
    random = Random(seed)
    find = {t.form.lemma: random.randint(-8, 8) / 4 for t in every} | {"more": 0.5}
    found = weighed(scene, every, lambda _, t: [t.form.lemma], lambda _, t: ["more"], Model(0.0, gate / 4, find, {}, {}))
    assert [w.trigger for w in found] == [t for t in every if worth([t.form.lemma], find) >= gate / 4]
    assert all(w.odds == worth(w.signs, find) for w in found)


def test_the_order_of_signs_hangs_on_no_hash() -> None:
    """A sum of weights is the same in every process: "Pure: same document, same reading"."""
    told = """
from dragoman.lexicon.prose import clause_signs, signs
from dragoman.lexicon.prose.field_signs import field_signs
from dragoman.lexicon.prose.scene import scene_in
from dragoman.readers.assessments.triggers import triggers
text = "The Minister told the Ambassador that it might perhaps not be likely, but he should certainly ask the Department."
scene = scene_in(text, ((0, len(text)),), "note", (), (), {})
prose = scene.prose
for t in signs.triggers_of(prose, "speech"):
    print(signs.own(scene, t), signs.more(scene, t), field_signs(prose, t, prose.sentence(t.at)))
for t in triggers(prose):
    print(clause_signs.own(scene, t), clause_signs.more(scene, t))
"""
    printed = {subprocess.run([sys.executable, "-c", told], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True,
                              text=True, check=True).stdout for seed in ("1", "2", "3")}
    assert len(printed) == 1 and printed != {""}
