"""Governments: "the Spanish Government" is a name of the state where the paper nowhere names Spain itself."""

from collections.abc import Iterable, Iterator

from dragoman.readers.names.gazetteer import adjectives, entry_at
from dragoman.readers.names.mention import Mention, compiled

_WORDS = "|".join(sorted(adjectives(), key=len, reverse=True)).replace(" ", "[ ]")
# "the Spanish Government", "French government"
GOVERNMENT = compiled(rf"\b(?P<of>{_WORDS})[ ][Gg]overnment(?!al)\b")
# "His Catholic Majesty’s Government", "His Britannic Majesty's Government"
MAJESTY = compiled(r"\b[Hh](?:is|er)[ ](?P<of>[A-Z][\w-]+[ ])Majesty[’']s[ ][Gg]overnment\b")
# "the confederates": a power of its own in the papers of 1861-1865
CONFEDERATES = compiled(r"\b[Tt]he[ ](?P<name>confederates)\b")
# a state has other names by which the paper may already speak of it
_ALSO = {"great britain": ("great britain", "united kingdom", "england"), "france": ("france",),
         "united states of america": ("united states of america", "america"),
         "union of soviet socialist republics": ("union of soviet socialist republics", "soviet russia", "russia"),
         "russia": ("russia", "soviet russia")}


def governments(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Governments named by an adjective, of states that no mention names by their own noun."""
    named = {_entity(m.label) for m in mentions if m.kind == "polity"}
    for m in GOVERNMENT.finditer(text):
        state = adjectives()[m["of"]]
        if not named.intersection(_ALSO.get(state, (state,))):
            yield Mention(m.start(), m.end(), "polity", m[0], "an adjective with “Government”, the state not named otherwise")
    for m in MAJESTY.finditer(text):
        yield Mention(m.start(), m.end(), "polity", m[0], "a sovereign’s Government")
    for m in CONFEDERATES.finditer(text):
        yield Mention(m.start("name"), m.end("name"), "polity", m["name"], "the confederates")


def _entity(label: str) -> str:
    entry = entry_at(label, 0, label)
    return entry.entity if entry else label.lower()
