"""Ships: "U. S. S. Kearsarge", "the Russian bark Hans", "on board the Florida"."""

import re
from collections.abc import Iterator

from dragoman.lexicon.concordance import led
from dragoman.lexicon.vocabulary import ordinary_words
from dragoman.readers.names.gazetteer import adjectives, entry_at, listed, listed_set, word_set
from dragoman.readers.names.mention import WORD, Claims, Mention, either, verbose
from dragoman.readers.names.plain import dull

# "U. S. S. Kearsarge"
_LETTERS = either(listed("ships", "prefixes")).replace(r"\ ", "[ ]?")
# "steamer Hans", "the ship “Hans”"
_KINDS = either(listed("ships", "kinds"))
CUE = led(
    rf"\b(?:(?P<letters>{_LETTERS})(?=[ ])|(?P<kind>{_KINDS})(?=,?[ ])|(?P<aboard>on board|aboard|On board)(?=[ ]))",
    (*listed("ships", "prefixes"), *listed("ships", "kinds"), "on board", "aboard", "On board"),
)
_NAME = verbose(rf"""
    ,?[ ](?:of[ ])?(?P<the>the[ ]|called[ ](?:the[ ])?|named[ ](?:the[ ])?)?[“"‘]?
    (?P<name>{WORD}(?:[ ](?:and[ ])?{WORD}){{0,2}})""")
# "trawlers Nora and Hilda Ruk", "the vessels Nora, Ulf and Per": each is a ship of its own
_LIST = verbose(rf"""
    [ ](?P<first>{WORD}(?:[ ]{WORD})?)(?P<more>(?:,[ ]{WORD}(?:[ ]{WORD})?){{0,6}})
    ,?[ ]and[ ](?:the[ ])?(?P<last>{WORD}(?:[ ]{WORD})?)(?![ ]{WORD})""")
_RULES = {"letters": "after the letters of a ship", "kind": "after a kind of ship", "aboard": "after “on board”"}
_AFTER = word_set("after_ships")


def ships_in(text: str, claims: Claims) -> Iterator[Mention]:
    """Ships named after their kind, after "U.S.S." and the like, or after "on board the"."""
    for cue in CUE.finditer(text):
        m = _NAME.match(text, cue.end())
        if m is None:
            continue
        how = str(cue.lastgroup)
        several = _LIST.match(text, cue.end()) if cue[0].endswith("s") and how == "kind" else None
        if several:
            yield from _listed(text, several, claims)
            continue
        words = m["name"].split()
        while words and (_dull(words[-1]) or len(words[-1]) == 1 or words[-1] == "and"):
            words.pop()
        plain = len(words) == 1 and words[0].lower() in ordinary_words() and how != "letters" and not m["the"]
        entry = entry_at(text, m.start("name"), words[0]) if words else None
        if entry is not None and how != "letters" and (entry.kind == "polity" or (how == "aboard" and not m["the"])):
            continue
        if not words or plain or _dull(words[0]) or words[-1].lower() in _AFTER or not how:
            continue
        start = m.start("name")
        end = start + len(" ".join(words))
        if claims.free(start, end):
            claims.take(cue.start() if how == "letters" else start, end)
            yield Mention(start, end, "ship", text[start:end], _RULES[how])


def _listed(text: str, several: re.Match[str], claims: Claims) -> Iterator[Mention]:
    """The ships of a list after a plural kind, those whose first word can be a name."""
    at = several.start("more") + 2
    places = [(several.start("first"), several["first"]), (several.start("last"), several["last"])]
    for name in several["more"].split(", ")[1:]:
        places.append((at, name))
        at += len(name) + 2
    for start, name in places:
        if not dull(name.split()[0]) and claims.free(start, start + len(name)):
            claims.take(start, start + len(name))
            yield Mention(start, start + len(name), "ship", name, "in a list after a kind of ship")


def _dull(word: str) -> bool:
    """Whether a word is a title, a month, or an adjective of a state."""
    low = word.lower()
    return low in listed_set("titles", "never") or low in listed_set("titles", "titles") or word in adjectives()
