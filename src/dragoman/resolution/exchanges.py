"""Exchanges: papers between two men that go to and fro, and that each names by no more than "your note", "my note".

"I acknowledge your reply to my note"; "your excellency's note in reply to his note", where he is the undersigned.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from msgspec import structs

from dragoman.resolution.cards import Card
from dragoman.resolution.fitting import KINDS, Sought
from dragoman.resolution.mentions import PLURAL, Mention
from dragoman.resolution.parties import same

# "your excellency's note, in reply", "your reply"; what follows at once is the other side's
REPLY = re.compile(r"\b(?:reply|answer|response|rejoinder)\W*$", re.I)
# a paper that is answered lies no longer back; all that are found so in the twelve volumes lie at most 22 days back
SOON = timedelta(days=60)


def turned(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with "his note", after "your excellency's note in reply to", for the writer's own."""
    found = list(mentions)
    for i, (a, b) in enumerate(pairwise(mentions), 1):
        if a.sender == b.sender == "addressee" and b.words.lower().startswith("his ") and _follow(a, b):
            found[i] = structs.replace(b, sender="writer", recipient=None)
    return found


def speaks_of_reply(reply: Mention, m: Mention) -> bool:
    """Whether two mentions are "your reply" and the "my note" that it answers."""
    return reply.sender == "addressee" and m.sender == "writer" and _follow(reply, m)


def may_be_filed_before(s: Sought) -> bool:
    """Whether a mention may mean the paper filed just before: "your note", right at the beginning.

    Left alone: "your note to Lord Russell"; "your letters"; telegrams, whose day stands in words that are not read, or
    which are quoted; and enclosed papers, which are not filed by time.
    """
    m = s.mention
    if m.named or m.pointer or m.note or not m.lead or m.kind == "telegram" or PLURAL.search(m.words):
        return False
    return m.recipient is None and s.here.carrier is None and None not in (s.sender.key, s.recipient.key)


def is_exchange(s: Sought, after: Card, before: Card) -> bool:
    """Whether a paper before another is of the kind and between the two that a mention says, and not long before."""
    near = before.day is None or after.day is None or timedelta(0) <= after.day - before.day <= SOON
    return (near and before.kind in KINDS.get(s.mention.kind, ()) and same(before.sender, s.sender) is True
            and same(before.recipient, s.recipient) is True)


def _follow(a: Mention, b: Mention) -> bool:
    """Whether nothing but "to" stands between a reply and what it answers."""
    return b.start - a.end <= len(" to ") and REPLY.search(a.words) is not None
