"""Which power words name, and whose an office is."""

import pytest

from dragoman.resolution.powers import claimed, known_power, label_of, noun_of, power_alone, power_of

US, USSR, GB = "united states of america", "union of soviet socialist republics", "great britain"


@pytest.mark.parametrize(("words", "power"), [
    ("the Japanese Government", "japan"), ("Japan", "japan"), ("England", GB), ("the United", US), ("United States", US),
    ("Her Majesty’s Government", GB), ("the Dutch minister", "netherlands"), ("Abyssinia", "ethiopia"),
    ("United States of Colombia", "colombia"), ("the Minister for Foreign Affairs", None), ("the harbor", None), ("", None)])
def test_the_power_that_words_name(words: str, power: str | None) -> None:
    assert known_power(words) == power


@pytest.mark.parametrize(("office", "power"), [
    ("Ambassador of Japan to the USSR", "japan"), ("Ambassador in Japan", None), ("British Ambassador", GB),
    ("Deputy People's Commissar for Foreign Affairs of the USSR", USSR), ("Consul of the United States at Vera Cruz", US),
    ("Envoy Extraordinary from the Empire and Government of China to the United States", "china"), (None, None),
    ("Velmark Minister", "velmark"), ("Minister in Orsovia", None), ("Orsovian Deputy Commissar", "orsovia")])
def test_whose_an_office_is(office: str | None, power: str | None) -> None:
    assert power_of(office, ("velmark", "orsovia")) == power


def test_powers_that_organs_are_called_by() -> None:
    text = "The Orsovian Deputy Commissar to the Velmark Government; his Government; the Prime Minister; the Japanese Government"
    assert list(claimed(text)) == ["Orsovian", "Velmark"]


@pytest.mark.parametrize(("word", "noun"), [("Orsovian", "orsovia"), ("Orsovia’s", "orsovia"), ("Castrian", "castria"), ("Iran", None)])
def test_the_noun_of_an_adjective(word: str, noun: str | None) -> None:
    assert noun_of(word, ("orsovia", "castria")) == noun


def test_names_for_people() -> None:
    assert (label_of(US), label_of("velmark")) == ("United States of America", "Velmark")
    assert power_alone("the United States") and not power_alone("United States Steel")
