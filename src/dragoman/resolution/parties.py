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
from dragoman.lexicon.parties import NATIONAL, POST, name_and_office

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
_NATION = re.compile(NATIONAL)
_MISSION = re.compile(rf"(?P<whose>.*?)\b{one_of('channels', 'missions')}\b", re.I)
_DEPUTY = re.compile(rf"\b{one_of('channels', 'deputies')}\b\.?-?\s*", re.I)
_WORD = re.compile(r"\w[\w’'-]*")
_POSSESSIVE = re.compile(r"[’']s?$")
# "your legation", "this embassy": whose it is
_OWNED = re.compile(r"^(?:(?P<mine>my|our|this)|(?P<yours>your)|the)\s+")
# the keys of the ministries
DEPARTMENT, MINISTRY = "department of state", "ministry of foreign affairs"
_OUR_DEPARTMENT, _OUR_MINISTRY, _OUR_POST = (
    frozenset(w.lower() for w in words("channels", key)) for key in ("our_department", "our_ministry", "our_post"))
_RANKS = words("channels", "ranks")
_SAME: dict[str, str] = lexicon("channels")["same"]
_VAGUE = words("channels", "vague")
_LONG_ENOUGH = 5                # letters of a surname in which one may be misprinted
_LONG = 8                       # and in which one may be left out
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
        return self.post is not None and (self.post.endswith(DEPARTMENT) or MINISTRY in self.post)


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
        return f"{whose} {MINISTRY}" if whose else MINISTRY
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
        return True if a.surname == b.surname else None if alike(a.surname, b.surname) else False
    return False if a.post and b.post else None


def alike(a: str, b: str) -> bool:
    """Whether two surnames are one but for a letter, or two letters that changed places: "Storer" and "Stover".

    In a long one a letter may be missing: "Lansdowne" and "Landsdowne".
    """
    if min(len(a), len(b)) < _LONG_ENOUGH:
        return False
    if len(a) != len(b):
        short, long = sorted((a, b), key=len)
        return len(short) >= _LONG and any(long[:i] + long[i + 1:] == short for i in range(len(long)))
    apart = [i for i in range(len(a)) if a[i] != b[i]]
    return len(apart) <= 1 or (len(apart) == 2 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]])


def said(words_: str, writer: Who, addressee: Who, kind: str) -> Who:
    """Who is meant by "writer", "the Department", "Embassy", in a paper of a kind between these two.

    NOBODY for other names, and where it could be either.
    """
    if words_ == "writer":
        return writer
    if words_ == "addressee":
        return addressee
    line = words_.lower()
    owned = _OWNED.match(line)
    bare = line[owned.end():] if owned else line
    if bare in _OUR_DEPARTMENT:
        return _department(writer, addressee, kind)
    if bare in _OUR_MINISTRY:
        return next((w for w in (addressee, writer) if w.post and MINISTRY in w.post), NOBODY)
    if bare not in _OUR_POST:
        return NOBODY
    if owned and (owned["mine"] or owned["yours"]):
        return writer if owned["mine"] else addressee
    return _post(writer, addressee, kind)


def _department(writer: Who, addressee: Who, kind: str) -> Who:
    """The one of two that is the Department, or whom a despatch goes to or an instruction comes from by name alone."""
    for party in (addressee, writer):
        if party.post and party.post.endswith(DEPARTMENT):
            return party
    by_kind = {"despatch": addressee, "instruction": writer}.get(kind, NOBODY)
    return by_kind if by_kind.surname and not by_kind.post else Who(post=DEPARTMENT)


def _post(writer: Who, addressee: Who, kind: str) -> Who:
    """The one of two that is a post, where the other is a ministry or the kind of paper tells."""
    if writer.ministry != addressee.ministry:
        return addressee if writer.ministry else writer
    return {"despatch": writer, "instruction": addressee}.get(kind, NOBODY)


@lru_cache(maxsize=8192)
def fits(words_: str, party: Who) -> bool | None:
    """Whether words that name a party ("Consul Belomost", "Mr. Adams", "London") can mean this one.

    None when the words do not tell: "the consul", or an office where the heading gives a name alone.
    """
    if words_ in ("writer", "addressee"):
        return None
    found = [_POSSESSIVE.sub("", w) for w in _WORD.findall(words_.lower())]
    telling = [w for w in found if w not in _VAGUE]
    if not telling or party.key is None:
        return None
    name, office = name_and_office(words_)
    line = " ".join(telling)
    if _has(found, party.surname) or _has(found, party.post) or line == party.place:
        return True
    if name is None and party.post and (_has(party.post.split(), line) or _one_office(words_, party)):
        return True
    if name is None:
        told_apart = party.post and (_NATION.search(words_) or _PLACED.search(words_) or not office)
        return False if told_apart else None
    if party.surname is None or alike(surname(name) or "", party.surname):
        return None
    return False


def names_office(words_: str) -> bool:
    """Whether words name an office or a body, not a person: "the Foreign Office", not "Mr. Adams", "his lordship"."""
    name, office = name_and_office(words_)
    return name is None and office is not None and POST.search(office) is not None


def _has(found: list[str], key: str | None) -> bool:
    """Whether the words of a key stand together among others."""
    return key is not None and f" {key} " in f" {' '.join(found)} "


def _one_office(words_: str, party: Who) -> bool:
    """Whether an office is that of a post: "the Foreign Office", "the British Government"."""
    known = party.post or ""
    if post(words_) == known or (party.ministry and MINISTRY not in known and _DEPARTMENT.search(words_) is not None):
        return True
    nation = _NATION.search(words_)
    if nation is None:
        return post(words_) == MINISTRY and known.endswith(MINISTRY)
    return nation[0].lower() in known.split()


def _plain(text: str | None) -> str | None:
    """The words in small letters, without stops at their ends and "the"; None for nothing."""
    found = _ENDS.sub("", (text or "").lower()).removeprefix("the ")
    found = re.sub(r"\s+", " ", found).strip()
    return found or None
