"""Agreements: "Anglo-Egyptian treaty", "treaty of 1872", "extradition treaty between the United States and Iran"."""

import re
from collections.abc import Iterator

from dragoman.edition.calendar import MONTH
from dragoman.lexicon.concordance import led
from dragoman.readers.names.gazetteer import listed, word_set
from dragoman.readers.names.mention import WORD, Claims, Mention, either, line_start, verbose

# "treaty", "Conventions", "Pact"
_HEADS = [f for head in listed("agreements", "heads") for f in (head, head[0].upper() + head[1:])]
HEAD = led(either(_HEADS) + r"(?!\w)", _HEADS)
_WORD = re.compile(rf"[“\"]?(?:anti-|non-)?{WORD}[”\"]?")
_PARTY = rf"(?:the[ ])?{WORD}(?:[ ](?:of[ ])?{WORD}){{0,4}}"
# "of December 18, 1832", "of 1872", "signed on the 27th of December, 1924", " concluded with Russia December 12, 1832"
_DAY = verbose(rf"""
    (?:[ ](?:concluded|signed|made)(?:[ ]with[ ]{_PARTY}|[ ]between[ ]{_PARTY}[ ]and[ ]{_PARTY})?)?
    (?:,?[ ](?:of|on))?[ ](?:the[ ])?
    (?:(?:{MONTH})[ ]\d{{1,2}}(?:st|nd|rd|d|th)?,?[ ]\d{{4}}
      | \d{{1,2}}(?:st|nd|rd|d|th)?[ ](?:of[ ])?(?:{MONTH}),?[ ]\d{{4}}
      | (?<=of[ ])\d{{4}})(?!\d)""")
# "between the United States and Iran", "with the MPR", "of naturalization between ..."
_PARTIES = verbose(rf"""
    (?:[ ]of[ ](?:(?:peace|commerce|friendship|naturalization|alliance|extradition|amity|navigation|and)[, ]*)+)?
    (?:[ ](?:concluded|signed|made|entered[ ]into))?
    [ ]?(?P<tail>between[ ]{_PARTY}(?:,[ ]{_PARTY}){{0,6}},?[ ]and[ ]{_PARTY} | with[ ]{_PARTY})
    (?:[ ]on[ ]the[ ]\d{{1,2}}(?:st|nd|rd|d|th)[ ]of[ ](?:{MONTH}),?[ ]\d{{4}})?""")
# "agreement on the CER", "convention concerning neutral rights"
_MATTER = verbose(rf"""
    [ ](?:on[ ]the[ ]{WORD} | concerning[ ][a-z]+[ ][a-z]+
      | (?:for|of)[ ]the[ ](?:settlement|regulation|suppression|prevention)[ ]of[ ][a-z]+)\b""")
# heads that need a word of their own before them: "the Paris proposals", but never "proposals between them"
_LOOSE = word_set("loose_agreements")
_FIRM = word_set("firm_agreements")
_DULL = word_set("before_agreements")


def agreements_in(text: str, taken: Claims) -> Iterator[Mention]:
    """Treaties and the like, by the words before them, their day, their parties, or what they are about."""
    for m in HEAD.finditer(text):
        start, own, rule = _front(text, m.start())
        end = _tail(text, m, own=own)
        named = (
            own == 2
            or (own and m[0].lower() not in _LOOSE)
            or (end > m.end() and m[0].lower().rstrip("s") not in _LOOSE)
        )
        if named and taken.free(start, end):
            taken.take(start, end)
            yield Mention(
                start,
                end,
                "agreement",
                text[start:end],
                rule if own else "a word for a treaty, with its day or parties",
            )


def _front(text: str, head: int) -> tuple[int, int, str]:
    """Where the words before a head begin that are its own; 2 for capitals among them, 1 for its matter, 0 for none."""
    words = text[max(line_start(text, head), head - 70) : head].rstrip(" ").split(" ")
    if text[head - 1 : head] != " ":
        return head, 0, ""
    classes, start, own = frozenset(listed("agreements", "classes")), head, 0
    while words and words[-1] in classes:
        start -= len(words.pop()) + 1
        own = 1
    capitals: list[str] = []
    while words and _WORD.fullmatch(words[-1]) and len(capitals) < 4:
        capitals.append(words.pop())
    while capitals and (capitals[-1].lower() in _DULL and (own == 0 or len(capitals) > 1 or "-" not in capitals[-1])):
        capitals.pop()
    if own and text[start:head].strip() in {
        "mutual",
        "secret",
        "base",
        "bases",
        "reciprocal",
        "loan",
        "defense",
        "claims",
        "peace",
    }:
        own = int(bool(capitals)) * own
    if not capitals:
        return start, own, "what a treaty is about"
    start -= sum(len(word) + 1 for word in capitals)
    if words and words[-1] == "secret":
        start -= len("secret ")
    return start, 2, "capitalised words before a word for a treaty"


def _tail(text: str, m: re.Match[str], *, own: int) -> int:
    """Where an agreement's name ends: after its day or its parties, if they follow."""
    day = _DAY.match(text, m.end())
    if day:
        return day.end()
    word = m[0].lower()
    if own == 2 or (word not in _FIRM and not own):
        matter = _MATTER.match(text, m.end()) if word == "agreement" and not own else None
        return matter.end() if matter else m.end()
    tail = _PARTIES.match(text, m.end()) or _MATTER.match(text, m.end())
    return tail.end() if tail else m.end()
