"""Forms of verbs: made by rule, or listed where no rule makes them."""

import pytest

from dragoman.lexicon import lexicon
from dragoman.lexicon.prose.verbs import forms_of, inflected


@pytest.mark.parametrize("lemma, forms", [
    ("say", "says saying said"),
    ("ask", "asks asking asked"),
    ("beg", "begs begging begged"),
    ("refer", "refers referring referred"),
    ("withdraw", "withdraws withdrawing withdrew withdrawn"),
    ("expel", "expels expelling expelled"),
    ("reply", "replies replying replied"),
    ("convey", "conveys conveying conveyed"),
    ("declare", "declares declaring declared"),
    ("agree", "agrees agreeing agreed"),
    ("express", "expresses expressing expressed"),
    ("search", "searches searching searched"),
    ("forgo", "forgoes forgoing"),
    ("speak", "speaks speaking spoke spoken"),
    ("write", "writes writing wrote written"),
    ("transmit", "transmits transmitting transmitted"),
    ("seek", "seeks seeking sought"),
    ("send", "sends sending sent"),
    ("make", "makes making made"),
    ("untie", "unties untying untied"),
    ("begin", "begins beginning began begun"),
    ("cut", "cuts cutting"),
])
def test_forms(lemma: str, forms: str) -> None:
    assert {lemma, *forms.split()} <= set(inflected(lemma))


@pytest.mark.parametrize("lemma, wrong", [("say", "sayed"), ("beg", "beged"), ("refer", "refering"), ("withdraw", "withdrawed"),
                                          ("expel", "expeled"), ("reply", "replys"), ("declare", "declareing")])
def test_no_form(lemma: str, wrong: str) -> None:
    assert wrong not in inflected(lemma)


@pytest.mark.parametrize("form, lemma, what", [
    ("said", "say", "past"), ("says", "say", "s"), ("begged", "beg", "past"), ("refusal", "refusal", "noun"), ("referring", "refer", "ing"),
    ("request", "request", "base"), ("request", "request", "noun"), ("begging", "beg", "ing"),
])
def test_what_a_form_is_of(form: str, lemma: str, what: str) -> None:
    assert (lemma, what) in {(f.lemma, f.form) for f in forms_of("speech")[form]}


def test_a_word_may_stand_in_several_classes() -> None:
    assert {"ask", "say"} & {c for f in forms_of("speech")["urged"] for c in f.classes} == {"ask"}
    assert {"concede", "retreat", "sanction"} <= {c for f in forms_of("deeds")["withdrew"] for c in f.classes}


@pytest.mark.parametrize("name", ["speech", "deeds", "orders", "judging"])
def test_every_listed_verb_has_its_forms(name: str) -> None:
    verbs = {lemma for words in lexicon(name).get("verbs", {}).values() for lemma in words.split()}
    for lemma in verbs:
        assert {f.form for form in inflected(lemma) for f in forms_of(name)[form] if f.lemma == lemma} >= {"base", "s", "ing"}, lemma
