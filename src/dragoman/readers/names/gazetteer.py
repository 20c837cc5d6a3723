"""Gazetteer: the lexicon's names of places, states, organs and treaties, found by their first word."""

from functools import cache, lru_cache

from msgspec import Struct

from dragoman.lexicon import lexicon
from dragoman.readers.names.mention import NameKind


class Entry(Struct, frozen=True):
    """A name of the lexicon, its letters in lower case, its kind, and the entity it is a form of (its first form)."""

    text: str
    low: str
    kind: NameKind | None
    entity: str
    ambiguous: bool = False


@cache
def listed(file: str, key: str) -> tuple[str, ...]:
    """The comma-separated names of a lexicon's text, in their order."""
    return tuple(name for name in (" ".join(n.split()) for n in lexicon(file)[key].split(",")) if name)


@cache
def listed_set(file: str, key: str) -> frozenset[str]:
    """The names of a lexicon's text as a set, in lower case."""
    return frozenset(name.lower() for name in listed(file, key))


@cache
def word_set(key: str) -> frozenset[str]:
    """One list of the small words by which names are told, as printed there."""
    return frozenset(lexicon("naming")[key].split())


@cache
def forms() -> dict[str, str]:
    """The entity of each form of a place or state, in lower case ("ussr": "union of soviet socialist republics")."""
    return {
        entry.text.lower().replace("'", "’"): entry.entity
        for group in entries().values()
        for entry in group
        if entry.kind in {"place", "polity"}
    }


@cache
def adjectives() -> dict[str, str]:
    """Each adjective of a state, with the state's entity ("Spanish": "spain")."""
    lines = (line.split(":") for line in lexicon("polities")["adjectives"].split("\n") if ":" in line)
    return {
        word.strip(): forms().get(noun.strip().lower(), noun.strip().lower())
        for noun, words in lines
        for word in words.split(",")
    }


@cache
def other_adjectives() -> frozenset[str]:
    """Adjectives and names of peoples that stand for no state."""
    return frozenset(listed("polities", "other_adjectives"))


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """All entries by their first word in lower case, the longest first."""
    found: dict[str, Entry] = {}

    def add(text: str, kind: NameKind | None, entity: str) -> None:
        low = text.lower()
        found.setdefault(low, Entry(text, low, kind, entity, low in doubtful))

    doubtful = listed_set("places", "ambiguous")
    for line in lexicon("polities")["forms"].split("\n"):
        forms = [f.strip() for f in line.split(",") if f.strip()]
        for form in forms:
            add(form, "polity", forms[0].lower())
    for name in listed("polities", "powers"):
        add(name, "polity", name.lower())
    for key in ("regions", "waters", "states", "towns"):
        for name in listed("places", key):
            add(name, "place", name.lower())
    for name in listed("places", "ignored"):
        add(name, None, name.lower())
    for name in listed("organisations", "known"):
        add(name, "organisation", name.lower())
    for name in listed("agreements", "known"):
        add(name, "agreement", name.lower())
    index: dict[str, list[Entry]] = {}
    for entry in found.values():
        index.setdefault(first_word(entry.text), []).append(entry)
    return {word: tuple(sorted(group, key=lambda e: -len(e.text))) for word, group in index.items()}


@lru_cache(maxsize=1 << 16)
def first_word(text: str) -> str:
    """What a name is looked up by: its letters up to the first sign that is no letter, in lower case."""
    for i, c in enumerate(text):
        if not c.isalnum():
            return text[:i].lower()
    return text.lower()


def entry_at(text: str, start: int, word: str) -> Entry | None:
    """The longest entry of the gazetteer that stands at an offset where a capitalised word begins."""
    group = entries().get(first_word(word))
    if group is None:
        return None
    low = text[start : start + len(group[0].text)].lower()
    for entry in group:
        if not low.startswith(entry.low):  # tells most apart at once
            continue
        end = start + len(entry.text)
        piece = text[start:end]
        if piece.lower() == entry.low and not text[end : end + 1].isalnum():
            if len(piece) <= 4 and piece.isupper() != entry.text.isupper() and entry.text.isupper():
                continue  # "us" and "who" are no abbreviations
            return entry
    return None
