"""Governments: "the Spanish Government" is a name of the state where the paper nowhere names Spain itself."""

import re
from collections.abc import Iterable, Iterator

from dragoman.readers.names.gazetteer import adjectives, entry_at
from dragoman.readers.names.mention import Mention, verbose

# "the Spanish Government", "French governments"
GOVERNMENT = re.compile(r"overnment(?!al)")
_OF = verbose(r"(?P<of>(?:[A-Z]\w+[ ])?[A-Z][\w-]+)[ ][Gg]\Z")
# "His Catholic Majesty’s Government", "His Britannic Majesty's Government"
MAJESTY = verbose(r"Majesty[’']s[ ][Gg]overnment\b")
_WHOSE = verbose(r"\b[Hh](?:is|er)[ ][A-Z][\w-]+[ ]\Z")
# "the confederates": a power of its own in the papers of 1861-1865
CONFEDERATES = verbose(r"confederates\b")
# other names of a state by which the paper may already speak of it
_ALSO = {
    "great britain": ("great britain", "united kingdom", "england"),
    "france": ("france",),
    "united states of america": ("united states of america", "america"),
    "union of soviet socialist republics": ("union of soviet socialist republics", "soviet russia", "russia"),
    "russia": ("russia", "soviet russia"),
}


def governments_in(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Governments named by an adjective, of states that no mention names by their own noun."""
    named = {_entity(m.label) for m in mentions if m.kind == "polity"}
    for m in GOVERNMENT.finditer(text):
        of = _OF.search(text, max(0, m.start() - 32), m.start())
        if of is None:
            continue
        words = of["of"] if of["of"] in adjectives() else of["of"].split()[-1]
        state = adjectives().get(words)
        if state and not named.intersection(_ALSO.get(state, (state,))):
            start = of.end("of") - len(words)
            yield Mention(
                start,
                m.end(),
                "polity",
                text[start : m.end()],
                "an adjective with “Government”, the state not named otherwise",
            )
    for m in MAJESTY.finditer(text):
        whose = _WHOSE.search(text, max(0, m.start() - 24), m.start())
        if whose:
            yield Mention(whose.start(), m.end(), "polity", text[whose.start() : m.end()], "a sovereign’s Government")
    for m in CONFEDERATES.finditer(text):
        if text[max(0, m.start() - 4) : m.start()].lower() == "the ":
            yield Mention(m.start(), m.end(), "polity", m[0], "the confederates")


def _entity(label: str) -> str:
    """The entity that a state's printed name is a form of."""
    entry = entry_at(label, 0, label)
    return entry.entity if entry else label.lower()
