"""The forms of listed words: "said" is a past of "say", "refusals" a noun; made once from the word lists."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from dragoman.lexicon import lexicon
from dragoman.lexicon import words as listed

_VOWELS = frozenset("aeiou")


class Form(NamedTuple):
    """A form of a listed word: the word, "base", "s", "past", "ing" or "noun", and the classes it is listed under."""

    lemma: str
    form: str
    classes: tuple[str, ...]


def inflected(lemma: str) -> dict[str, str]:
    """Every form of a verb with what it is; "past" is the participle too."""
    irregular = lexicon("grammar")["irregular"].get(lemma, "")
    forms = {lemma: "base", _s(lemma): "s", _stem(lemma, irregular) + "ing": "ing"}
    for past in irregular.split() or [_past(lemma)]:
        forms.setdefault(past, "past")
    return forms


def _s(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return lemma + "ed"


def _stem(lemma: str, irregular: str) -> str:
    """What "-ing" is put to: "send", "mak", "begg"."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "y"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1]
    doubled = lemma + lemma[-1]
    if lemma in listed("grammar", "doubling") or any(past.startswith(doubled) for past in irregular.split()):
        return doubled
    return lemma


@cache
def forms_of(name: str) -> Mapping[str, tuple[Form, ...]]:
    """Every form of the verbs and nouns of one word list: form to what it may be of."""
    lists = lexicon(name)
    found: dict[tuple[str, str, str], list[str]] = {}
    for kind, words in lists.get("verbs", {}).items():
        for lemma in words.split():
            for form, what in inflected(lemma).items():
                found.setdefault((form, lemma, what), []).append(kind)
    for kind, words in lists.get("nouns", {}).items():
        for noun in words.split():
            found.setdefault((noun, noun, "noun"), []).append(kind)
    table: dict[str, list[Form]] = {}
    for (form, lemma, what), kinds in found.items():
        table.setdefault(form, []).append(Form(lemma, what, tuple(dict.fromkeys(kinds))))
    return {form: tuple(entries) for form, entries in table.items()}


def split(words: str | Iterable[str]) -> frozenset[str]:
    """A word list written as one text or as several."""
    return frozenset(words.split() if isinstance(words, str) else words)
