"""Labels: the surname in a person's printed name ("Hon. William H. Seward" gives "Seward")."""

import re
from collections.abc import Sequence

from dragoman.readers.names.gazetteer import listed_set, word_set
from dragoman.readers.names.plain import CAPITAL_SMALL
from dragoman.readers.names.runs import Token

# "Wu Ting-fang", "Li Hung-chang": the surname stands first
_EASTERN = re.compile(r"[A-Z][a-z]{1,5}")
_EASTERN_GIVEN = re.compile(r"[A-Z][a-z]+-[a-z]+")
# English titles: of two words after them the last is the surname
# ("Captain Grenville Smith", but "Señor Garcia Calderon")
_ENGLISH = word_set("english_titles")
_GIVEN = listed_set("titles", "given")
_SUFFIXES = frozenset({"jr", "sr", "esq", "esquire"})
_PATRONYMICS = frozenset({"Ilyich", "Ilich", "Iliich", "Kuzmich", "Lukich", "Fomich", "Nikitich", "Ilyinichna"})
_RANKS = frozenset({"Khan", "Pasha", "Pacha", "Bey", "Effendi", "Singh"})


def is_given(word: str) -> bool:
    """Whether a word is a common given name or its abbreviation."""
    return word.lower() in _GIVEN


def patronymic(word: str) -> bool:
    """Whether a word is a Russian patronymic ("Konstantinovich"), not a surname."""
    return (word.endswith(("ovich", "evich", "ovna", "evna")) and len(word) > 8) or word in _PATRONYMICS


def surname(tokens: Sequence[Token], text: str, title: str | None) -> str:
    """The surname as printed, with its small words ("de la Vega de Armijo")."""
    words = list(tokens)
    while len(words) > 1 and words[-1].text.lower().rstrip(".") in _SUFFIXES:
        words.pop()
    if (
        len(words) >= 2
        and _EASTERN.fullmatch(words[0].text)
        and _EASTERN_GIVEN.fullmatch(words[1].text)
        and not is_given(words[0].text)
    ):
        return words[0].text
    fronted = False
    middle = next((n for n in range(len(words) - 2, 0, -1) if words[n].short), None)
    if middle is not None:
        words, fronted = words[middle + 1 :], True
    while len(words) > 1 and not words[0].small and (words[0].short or is_given(words[0].text)):
        words.pop(0)
        fronted = True
    small = next(
        (i for i, t in enumerate(words) if t.small or (t.text.lower() in CAPITAL_SMALL and i + 1 < len(words))), None
    )
    english = fronted or (title is not None and title.split()[-1].lower() in _ENGLISH)
    if small is None and len(words) > 1 and english and words[-1].text not in _RANKS:
        words = words[-1:]
    return text[words[0].start : words[-1].end]
