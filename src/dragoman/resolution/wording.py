"""Wording: the reason of an outcome in plain words, stable, for people.

"by number 91 and the day 1936-03-20, from Japan to the Department of State".
"""

import re

from dragoman.lexicon.parties import NATIONAL
from dragoman.resolution.cards import Card
from dragoman.resolution.fitting import Sought
from dragoman.resolution.parties import DEPARTMENT, MINISTRY, Who, same

_NATION = re.compile(NATIONAL, re.I)
# words of a key that stay small: "Department of State", "d'Affaires"
_SMALL = frozenset(("of", "the", "and", "for", "in", "at", "to", "de", "del", "la", "du", "von", "van"))


def because(s: Sought, card: Card) -> str:
    """What told the paper; says so when its heading names other parties than the ones sought."""
    sides = (("sender", s.sender, card.sender), ("recipient", s.recipient, card.recipient))
    other = " and ".join(side for side, one, two in sides if same(one, two) is False)
    return f"by {_known(s)}" + (f"; its heading names another {other}" if other else "")


def why_missing(s: Sought) -> str:
    """What was looked for in vain."""
    if not s.mention.named:
        return "no number or day is given, and no paper named before fits"
    return f"no paper here fits {_known(s)}"


def called(words: str | None, settled: Who) -> str | None:
    """A party as a reason names it: the words of the mention, else its post or person as a heading would."""
    if words and words not in ("writer", "addressee"):
        return words
    key = settled.key
    if key is None:
        return None
    name = " ".join(w if w in _SMALL else w[:1].upper() + w[1:] for w in key.split())
    if settled.post is None:
        return name
    if _NATION.fullmatch(key):
        return f"the {name} mission"
    return f"the {name}" if key.endswith(DEPARTMENT) or MINISTRY in key else name


def _known(s: Sought) -> str:
    """ "number 91 and the day 1936-03-20 at 19:00, from Japan to the Department of State"."""
    m = s.mention
    day = f"the {_unit(m.date)} {m.date}" + (f" at {m.time}" if m.time else "") if m.date else None
    what = " and ".join(x for x in (f"number {m.number}" if m.number else None, day) if x)
    sender, recipient = called(m.sender, s.sender), called(m.recipient, s.recipient)
    way = " ".join(x for x in (sender and f"from {sender}", recipient and f"to {recipient}") if x)
    return f"{what}, {way}" if way else what


def _unit(edtf: str) -> str:
    """What a date names: a day, a month, a year, or some span."""
    return {10: "day", 7: "month", 4: "year"}.get(len(edtf), "date") if edtf.replace("-", "").isdecimal() else "date"
