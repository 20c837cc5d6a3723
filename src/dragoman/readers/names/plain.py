"""Plain words: capitalised words that are no names by themselves ("Excellency", "Japanese", "Telegram", "June")."""

from functools import cache

from dragoman.lexicon.vocabulary import ordinary_words
from dragoman.readers.names.gazetteer import adjectives, listed_set, other_adjectives, word_set

# capitalised small words that belong to a surname ("Von Thiele", "De Long", "St. John")
CAPITAL_SMALL = word_set("capital_small")

SMALL = CAPITAL_SMALL | word_set("small")


def is_plain(word: str) -> bool:
    """Whether a word is an ordinary English word, whatever its letters' case."""
    return word.lower().rstrip(".") in ordinary_words()


@cache
def dull(word: str) -> bool:
    """Whether a capitalised word is no name by itself: a plain word, an adjective of a people, a title, a month."""
    low = word.lower().rstrip(".")
    return (
        low in ordinary_words()
        or low in listed_set("titles", "never")
        or low in listed_set("titles", "titles")
        or word in other_adjectives()
        or word in adjectives()
        or word.title() in adjectives()
        or (
            ("’" in word or "'" in word)
            and low.endswith(("’ll", "'ll", "’ve", "'ve", "’d", "'d", "’re", "'re", "’m", "'m"))
        )
        or ("-" in word and _compound(word))
    )


def _compound(word: str) -> bool:
    """Whether a word with a hyphen is no name: its parts plain, or one a people’s adjective ("Russian-language")."""
    parts = [p for p in word.split("-") if p]
    return (
        any(p in adjectives() or p in other_adjectives() or p.lower() in listed_set("titles", "titles") for p in parts)
        or all(p.lower() in ordinary_words() or p.lower() in _PREFIXES for p in parts)
        or (bool(parts) and parts[0].lower() in _PREFIXES)
    )


_PREFIXES = word_set("prefixes")


def common_form(word: str) -> bool:
    """Whether a word is a plain one in another form, or has the ending of one ("Stenographers", "Organisation")."""
    low = word.lower()
    if low in SMALL:
        return False
    return (
        low.removesuffix("s") in ordinary_words()
        or low.removesuffix("es") in ordinary_words()
        or (low.endswith("ies") and low[:-3] + "y" in ordinary_words())
        or low + "s" in ordinary_words()
        or low.removesuffix("ing") in ordinary_words()
        or low.removesuffix("ed") in ordinary_words()
        or low.removesuffix("ly") in ordinary_words()
        or low.endswith(_ENDINGS)
    )


_ENDINGS = (
    "ographers",
    "ographer",
    "ography",
    "ation",
    "ations",
    "ment",
    "ments",
    "ists",
    "ization",
    "isation",
    "ically",
    "fully",
    "ness",
    "ological",
    "ologist",
    "ility",
    "ances",
    "ences",
    "ously",
    "ively",
)
