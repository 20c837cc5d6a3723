"""Reasons: what was weighed, in words for people."""

import pytest

from dragoman.lexicon.prose import prose_of
from dragoman.lexicon.prose.reasons import meant, why
from dragoman.lexicon.prose.signs import trigger
from dragoman.lexicon.prose.verbs import forms_of
from dragoman.lexicon.prose.weighing import Weighed
from dragoman.lexicon.prose.weights import Model


@pytest.mark.parametrize(("sign", "words"), [
    ("s=he", "the subject is “he”"), ("s=OFF", "the subject is an office or body"), ("s=^", "no subject stands before it"),
    ("that", "“that” follows"), ("p=not", "the word before is “not”"), ("L=declare", "it is a form of “declare”"),
    ("www=it_is_likely", "the clause has “it is likely”"), ("opens=1", "it opens the paragraph"),
    ("told=2", "it is part of what somebody tells"), ("F=past", "it is in the past")])
def test_signs_are_told_in_words(sign: str, words: str) -> None:
    assert meant(sign) == words


@pytest.mark.parametrize("sign", [
    "c=103", "cF=103+past", "sF=he+past", ">1k=that", "<2c=9", "opens=0", "told=0", "q=0", "aux=past00100", "s=-ed", "p=x",
    "pF=he+past", "nn=that+he", "m=will+he", "len=3", "C=say/ask", "n=,", "scF=4+past", ">NameF"])
def test_signs_that_say_nothing_to_a_person_are_not_named(sign: str) -> None:
    assert meant(sign) == ""


def test_a_trigger_is_told_with_what_speaks_for_and_against_it() -> None:
    text = "He told me that it was cold."
    prose = prose_of(text, ((0, len(text)),))
    model = Model(0.0, 0.0, {"s=he": 1.5, "that": 0.5, "not": -0.7, "c=103": 2.0, "pF=he+past": 0.1}, {}, {})
    w = Weighed(trigger(prose, 1, forms_of("speech")["told"]), ["b", "s=he", "that", "not", "c=103", "pF=he+past", "x=it"], 0.0)
    counted = "for it: the subject is “he”; “that” follows; against it: it is negated; and 2 smaller signs"
    assert why(prose, w, model) == f"“told” weighs 0.50 (0.50 is enough); {counted}"
    assert why(prose, w, model, told=True) == counted
    only = Weighed(w.trigger, ["c=103"], 0.0)
    assert why(prose, only, model, told=True) == "1 smaller sign"
