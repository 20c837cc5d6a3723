"""Persons: which names of headings and texts are one person, by given names, office, post, side and time.

"Kellogg, Secretary of State" and "Frank B. Kellogg" are one; "Andrew D. White" and "Henry White" are two. Where two
could be meant by a bare surname it is kept apart, and the two are told.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date as Day
from functools import lru_cache
from typing import NamedTuple

from dragoman.lexicon import lexicon
from dragoman.resolution.parties import surname

_SHORT: dict[str, str] = lexicon("given")["short"]
_WORD = re.compile(r"[\w’'-]+")
# "L[ars] L[indqvist]": what editors supply inside a name
_SUPPLIED = re.compile(r"[\[\]]")
_LIFE = 366 * 45                # days between the first and last paper of one man under one full name
_STAY = 366 * 8                 # between papers from one post
_PAUSE = 366 * 3                # between papers of a bare surname without a post


class Form(NamedTuple):
    """One way in which one collection names a person: `post` and `side` are keys or None, days ISO or None."""

    id: int
    name: str
    post: str | None
    side: str | None
    collection: str
    first: str | None
    last: str | None
    papers: int


class Cluster(NamedTuple):
    """Forms that are one person, the earliest first."""

    forms: tuple[Form, ...]


class Doubt(NamedTuple):
    """Forms of a bare name that may be one of several persons: indexes of clusters."""

    cluster: int
    candidates: tuple[int, ...]


@lru_cache(maxsize=32768)
def given(name: str) -> tuple[str, ...]:
    """The given names before a surname, in small letters, short ones in full: ("william", "h") for "Wm. H. SEWARD"."""
    words = [w.lower().replace("’", "'").strip("'") for w in _WORD.findall(_SUPPLIED.sub("", name))]
    last = surname(_SUPPLIED.sub("", name))
    at = max((i for i, w in enumerate(words) if w == last or w.removesuffix("'s") == last), default=len(words))
    return tuple(full for w in words[:at] if (full := _SHORT.get(w, w)))


def agree(one: Sequence[str], other: Sequence[str]) -> bool | None:
    """Whether given names can be one man's: False when they differ, None when either is not told, else True.

    An initial agrees with any name that it begins; names that one of the two leaves out are passed over.
    """
    if not one or not other:
        return None
    short, long = sorted((one, other), key=len)
    at = 0
    for word in short:
        while at < len(long) and not _same(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return _same(short[0], long[0]) or (len(short) > 1 and len(short) == len(long))


def _same(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other


def told_apart(forms: Iterable[Form]) -> tuple[list[Cluster], list[Doubt]]:
    """The persons that forms name, and the bare names that could be one of several of them."""
    clusters: list[Cluster] = []
    doubts: list[Doubt] = []
    by_surname: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        by_surname[surname(_SUPPLIED.sub("", form.name)) or form.name.lower()].append(form)
    for _, group in sorted(by_surname.items()):
        found, unsure = _of_one_surname(group)
        doubts += [Doubt(len(clusters) + i, tuple(len(clusters) + j for j in near)) for i, near in unsure]
        clusters += found
    return clusters, doubts


class _Group:
    """Forms that are surely one, with what is known of them together."""

    def __init__(self, form: Form) -> None:
        self.forms = [form]
        self.given = given(form.name)
        self.posts = {form.post} - {None}
        self.sides = {form.side} - {None}
        self.first, self.last = form.first, form.last

    def take(self, other: "_Group") -> None:
        """Join another group to this one."""
        self.forms += other.forms
        self.given = max(self.given, other.given, key=_told)
        self.posts |= other.posts
        self.sides |= other.sides
        days = [d for d in (self.first, other.first) if d]
        self.first = min(days) if days else None
        days = [d for d in (self.last, other.last) if d]
        self.last = max(days) if days else None


def _told(names: Sequence[str]) -> tuple[int, int]:
    return sum(len(n) > 1 for n in names), len(names)


def _of_one_surname(forms: Sequence[Form]) -> tuple[list[Cluster], list[tuple[int, list[int]]]]:
    groups = _joined([_Group(f) for f in sorted(forms, key=_by_time)], _surely)
    groups = _joined(groups, _by_career)
    full = [g for g in groups if g.given]
    bare = [g for g in groups if not g.given]
    doubts: list[tuple[_Group, list[_Group]]] = []
    for group in bare:
        near = [g for g in full if _maybe(group, g)]
        if len(near) > 1 and (closer := [g for g in near if g.posts & group.posts or _shares(group, g)]):
            near = closer if len(closer) == 1 else near
        if len(near) == 1 and not _clash(near[0], group):
            near[0].take(group)
        else:
            doubts += [(group, near)] if len(near) > 1 else []
            full.append(group)
    made = sorted(full, key=lambda g: _by_time(min(g.forms, key=_by_time)))
    place = {id(g): i for i, g in enumerate(made)}
    return ([Cluster(tuple(sorted(g.forms, key=_by_time))) for g in made],
            [(place[id(g)], sorted(place[id(n)] for n in near)) for g, near in doubts])


def _joined(groups: list[_Group], judge: Callable[[_Group, _Group], bool]) -> list[_Group]:
    """The groups, each joined to the one before it that it surely belongs to; none when there are several."""
    made: list[_Group] = []
    for group in groups:
        fitting = [g for g in made if judge(g, group)]
        if fitting and not any(_clash(fitting[0], g) for g in fitting[1:]):
            fitting[0].take(group)
            for g in fitting[1:]:
                fitting[0].take(g)
                made.remove(g)
        else:
            made.append(group)
    return made


def _surely(a: _Group, b: _Group) -> bool:
    """Whether two groups are one person by given names, or by the post or the whole form of one collection."""
    if _clash(a, b):
        return False
    same = agree(a.given, b.given)
    apart = _apart(a, b)
    if same:
        return apart <= _LIFE and (_told(min(a.given, b.given, key=_told))[0] > 0 or bool(a.posts & b.posts)
                                   or min(len(a.given), len(b.given)) > 1 or _shares(a, b))
    if a.posts & b.posts:
        return apart <= _STAY
    return not a.given and not b.given and not a.posts and not b.posts and apart <= _PAUSE and _shares(a, b)


def _by_career(a: _Group, b: _Group) -> bool:
    """Whether a bare name went from one post to another of one service within one collection, never back and forth."""
    if _clash(a, b) or agree(a.given, b.given) is not None or not _shares(a, b) or not (a.sides & b.sides):
        return False
    return bool(a.posts and b.posts) and (_before(a, b) or _before(b, a)) and _apart(a, b) <= 366


def _maybe(bare: _Group, full: _Group) -> bool:
    """Whether a bare name may be a person whose given names are known."""
    if _clash(bare, full):
        return False
    if bare.posts & full.posts:
        return _apart(bare, full) <= _STAY
    if bare.posts and full.posts and not (_before(bare, full) or _before(full, bare)):
        return False
    return _apart(bare, full) <= (_PAUSE if _shares(bare, full) or not bare.posts else 0)


def _clash(a: _Group, b: _Group) -> bool:
    """Whether two groups cannot be one: other given names, or other powers."""
    if a.sides and b.sides and not a.sides & b.sides:
        return True
    return agree(a.given, b.given) is False


def _shares(a: _Group, b: _Group) -> bool:
    """Whether two groups stand in one collection."""
    return not {f.collection for f in a.forms}.isdisjoint(f.collection for f in b.forms)


def _before(a: _Group, b: _Group) -> bool:
    return bool(a.last and b.first and a.last <= b.first)


def _apart(a: _Group, b: _Group) -> int:
    """Days between the papers of two groups; 0 when they overlap or a day is not known."""
    first, second = (a, b) if (a.first or "") <= (b.first or "") else (b, a)
    if not first.last or not second.first or second.first <= first.last:
        return 0
    return (Day.fromisoformat(second.first) - Day.fromisoformat(first.last)).days


def _by_time(form: Form) -> tuple[bool, str, str, int]:
    return form.first is None, form.first or "", form.name, form.id
