"""Who a party is: the person by surname, and the post or ministry by which a series of numbers runs.

"The Ambassador in Japan (Grew)" is the person Grew at the post "japan"; "The Acting Secretary of State" stands for the
ministry "department of state" whoever acts; "Mr. Adams" is a surname alone.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from dragoman.edition.docket import Party
from dragoman.lexicon import lexicon, one_of, words
from dragoman.lexicon.parties import NATIONAL

_ENDS = re.compile(r"^[\s.,;:()\[\]]+|[\s.,;:()\[\]]+$")
# "Ambassador in Japan", "Consul at Shanghai", "Minister to Peru"; the last land or town named is the post
_PLACED = re.compile(r"\b(?:in|at|to|near)\s+(?:the\s+)?(?P<place>[A-ZÀ-Þ“][^,;()]*)")
# "..., Temporarily at San Sebastián", "..., then in Paris": where he happens to be
_AWAY = re.compile(r",?\s*\b(?:temporarily|then|now|at present)\b.*", re.I)
# "British Secretary of State for Foreign Affairs", "Commissar for Foreign Affairs of the USSR"
_MINISTRY = re.compile(rf"(?P<whose>.*?)\b{one_of('channels', 'ministries')}\b"
                       r"(?:\s+(?:of|in)\s+(?:the\s+)?(?P<of>.*))?", re.I)
# "Acting Secretary of State", "Liberian Secretary of State"
_DEPARTMENT = re.compile(rf"(?:(?P<whose>{NATIONAL})\s+)?\b{one_of('channels', 'departments')}\b"
                         r"(?!\s+(?:for|of))", re.I)
_MISSION = re.compile(rf"(?P<whose>.*?)\b{one_of('channels', 'missions')}\b", re.I)
_DEPUTY = re.compile(rf"\b{one_of('channels', 'deputies')}\b\.?-?\s*", re.I)
_WORD = re.compile(r"\w[\w’'-]*")
_POSSESSIVE = re.compile(r"[’']s?$")
DEPARTMENT = "department of state"
_OUR_MINISTRY = frozenset(w.lower() for w in words("channels", "our_ministry"))
_OUR_POST = frozenset(w.lower() for w in words("channels", "our_post"))
_RANKS = words("channels", "ranks")
_SAME: dict[str, str] = lexicon("channels")["same"]
_VAGUE = words("channels", "vague")
_MINISTRY_KEY = "ministry of foreign affairs"
# suffixes that are no surname: "Esq.", "Jr."
_AFTER_NAME = frozenset(("jr", "sr", "esq", "ii", "iii", "etc"))


class Who(Struct, frozen=True):
    """A party: `surname` in small letters, `post` as its key, either None; `place` is where it writes from."""

    surname: str | None = None
    post: str | None = None
    place: str | None = None

    @property
    def key(self) -> str | None:
        """By what a series of numbers is told: the post, else the person."""
        return self.post or self.surname

    @property
    def ministry(self) -> bool:
        """Whether this is a ministry, not a post abroad or a private person."""
        return self.post is not None and (self.post.endswith(DEPARTMENT) or _MINISTRY_KEY in self.post)


NOBODY = Who()


def who(parties: Iterable[Party], place: str | None = None) -> Who:
    """The first party of a heading; `place` is that of its dateline (for a sender)."""
    first = next(iter(parties), None)
    if first is None:
        return NOBODY
    return Who(surname(first.name), post(first.office), _plain(place))


@lru_cache(maxsize=8192)
def surname(name: str | None) -> str | None:
    """The last word of a name, in small letters: "yurenev" for "K. K. Yurenev"; None for none."""
    found = [w for w in _WORD.findall((name or "").lower()) if w not in _AFTER_NAME and len(w) > 1]
    return _POSSESSIVE.sub("", found[-1]) if found else None


@lru_cache(maxsize=8192)
def post(office: str | None) -> str | None:
    """The key of an office: "japan" for "Ambassador in Japan", "british" for "British Ambassador"; None for none."""
    if not office:
        return None
    here = _AWAY.sub("", office)
    if m := _MINISTRY.search(here):
        whose = _plain(_DEPUTY.sub("", m["whose"] or "")) or _plain(m["of"])
        return f"{whose} {_MINISTRY_KEY}" if whose else _MINISTRY_KEY
    if m := _DEPARTMENT.search(here):
        return f"{m['whose'].lower()} {DEPARTMENT}" if m["whose"] else DEPARTMENT
    if placed := _PLACED.findall(here):
        found = _plain(placed[-1])
        return _SAME.get(found or "", found)
    m = _MISSION.search(here)
    found = (_plain(_DEPUTY.sub("", m["whose"])) if m else None) or _plain(here)
    return None if found in _RANKS else found


def same(a: Who, b: Who) -> bool | None:
    """Whether two parties are one person or one post; None when the words do not settle it."""
    if a.post and b.post and a.post == b.post:
        return True
    if a.surname and b.surname:
        return a.surname == b.surname
    return False if a.post and b.post else None


def said(words_: str, writer: Who, addressee: Who) -> Who:
    """Who is meant by "writer", "the Department", "Embassy", or by a name, in a paper between these two."""
    if words_ == "writer":
        return writer
    if words_ == "addressee":
        return addressee
    bare = re.sub(r"^(?:the|your|our|my)\s+", "", words_.lower())
    if bare in _OUR_MINISTRY:
        return next((w for w in (addressee, writer) if w.ministry), Who(post=DEPARTMENT))
    if bare in _OUR_POST:
        return next((w for w in (addressee, writer) if w.key and not w.ministry), NOBODY)
    return NOBODY


def fits(words_: str, party: Who) -> bool | None:
    """Whether words that name a party ("Consul Belomost", "Mr. Adams", "London") can mean this one.

    None when the words do not tell.
    """
    found = [_POSSESSIVE.sub("", w) for w in _WORD.findall(words_.lower())]
    telling = [w for w in found if w not in _VAGUE]
    if not telling:
        return None
    line = " ".join(found)
    for known in (party.surname, party.post, party.place):
        if known and re.search(rf"(?<!\w){re.escape(known)}(?!\w)", line):
            return True
    if party.ministry and _MINISTRY_KEY not in (party.post or "") and _DEPARTMENT.search(words_):
        return True
    if party.post and post(words_) == party.post:
        return True
    if party.key is None:
        return None
    return None if party.surname is None and not any(w[0].isupper() for w in words_.split()) else False


def _plain(text: str | None) -> str | None:
    """The words in small letters, without stops at their ends and "the"; None for nothing."""
    found = _ENDS.sub("", (text or "").lower()).removeprefix("the ")
    found = re.sub(r"\s+", " ", found).strip()
    return found or None
