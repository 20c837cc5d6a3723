"""Persons: which names of headings and texts are one person, by given names, office, post, side and time.

"Kellogg, Secretary of State" and "Frank B. Kellogg" are one; "Andrew D. White" and "Henry White" are two. Where two
could be meant by a bare surname it is kept apart, and the two are told.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date as Day
from functools import lru_cache
from typing import NamedTuple

from dragoman.lexicon import lexicon
from dragoman.lexicon.vocabulary import letters_apart, plain_letters
from dragoman.resolution.parties import alike, surname

_SHORT: dict[str, str] = lexicon("given")["short"]
_WORD = re.compile(r"[\w’'-]+")
# "L[ars] L[indqvist]": what editors supply inside a name
_SUPPLIED = re.compile(r"[\[\]]")
_LONG = 5                       # letters of a surname in which one may be misprinted
_LIFE = 366 * 50                # days between the first and last paper of one man
_AWAY = 366 * 20                # days without a paper of his, under one full name
_STAY = 366 * 8                 # between papers from one post
DOMINANT = 5                    # one of a surname has so many times the papers: headings name the others in full
_PAUSE = 366 * 3                # between papers of a bare surname without a post


class Form(NamedTuple):
    """One way in which one collection names a person: `post` and `side` are keys or None, days ISO or None.

    A post that begins with "@" is the place that papers without an office were written at, one with "~" says whose it
    is and not where ("British Ambassador"). `papers` is 0 for a name of texts alone: its side is not relied on.
    """

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
    words = [w.lower().replace("’", "'").strip("'") for w in _WORD.findall(_SUPPLIED.sub("", name)) if w != "v"]
    last = surname(_SUPPLIED.sub("", name))
    at = max((i for i, w in enumerate(words) if w == last or w.removesuffix("'s") == last), default=len(words))
    return tuple(full for w in words[:at] if (full := _SHORT.get(w, w)))


@lru_cache(maxsize=65536)
def agree(one: tuple[str, ...], other: tuple[str, ...]) -> int | None:
    """How far given names are one man's: 0 when they differ, None when either is not told.

    A name in full that both have counts 2; an initial, or a name printed short, counts 1 with any name that it begins.
    Names that one of the two leaves out are passed over, but for the first of both.
    """
    if not one or not other:
        return None
    short, long = sorted((one, other), key=len)
    at = told = 0
    for i, word in enumerate(short):
        while at < len(long) and not _same(word, long[at]):
            at += 1
        if at == len(long) or (i == 0 and at and len(short) == len(long)):
            return 0
        told += _same(word, long[at])
        at += 1
    return told


def _same(one: str, other: str) -> int:
    if one == other:
        return 2 if len(one) > 1 else 1
    short, long = sorted((one, other), key=len)
    return 1 if (long.startswith(short) and len(short) <= 4) or alike(one, other) else 0


def told_apart(forms: Iterable[Form]) -> tuple[list[Cluster], list[Doubt]]:
    """The persons that forms name, and the bare names that could be one of several of them."""
    clusters: list[Cluster] = []
    doubts: list[Doubt] = []
    by_surname: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        by_surname[surname_of(form.name)].append(form)
    for _, group in sorted(by_surname.items()):
        found, unsure = _of_one_surname(group)
        doubts += [Doubt(len(clusters) + i, tuple(len(clusters) + j for j in near)) for i, near in unsure]
        clusters += found
    return _without_misprints(clusters, doubts)


@lru_cache(maxsize=32768)
def surname_of(name: str) -> str:
    """The surname by which forms are put together: in plain small letters, what editors supply left in."""
    bare = plain_letters(_SUPPLIED.sub("", name))
    return surname(bare) or bare.lower()


def _without_misprints(clusters: list[Cluster], doubts: list[Doubt]) -> tuple[list[Cluster], list[Doubt]]:
    """The clusters, those joined whose surnames are a letter apart at one post of one collection."""
    at: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, cluster in enumerate(clusters):
        for place in {(f.collection, f.post) for f in cluster.forms if f.post and f.papers}:
            at[place].append(i)
    into: dict[int, int] = {}
    for some in at.values():
        for n, i in enumerate(some):
            for j in some[:n]:
                a, b = sorted((i, j), key=lambda c: -sum(f.papers for f in clusters[c].forms))
                if b not in into and a not in into and _misprinted(clusters[b], clusters[a]):
                    into[b] = a
    kept = [i for i in range(len(clusters)) if i not in into]
    place_of = {i: n for n, i in enumerate(kept)}
    more: dict[int, list[Form]] = defaultdict(list)
    for b, a in into.items():
        more[a] += clusters[b].forms
    made = [Cluster(tuple(sorted((*clusters[i].forms, *more[i]), key=_by_time))) for i in kept]
    return made, [Doubt(place_of[d.cluster], tuple(place_of[c] for c in d.candidates if c in place_of)) for d in doubts
                  if d.cluster in place_of]


def _misprinted(few: Cluster, many: Cluster) -> bool:
    """Whether the few forms of one cluster are misprints of another's surname: a letter more, less or other."""
    one, other = surname_of(few.forms[0].name), surname_of(many.forms[0].name)
    if one == other or min(len(one), len(other)) < _LONG or letters_apart(one, other) > 1 or len(few.forms) > 2:
        return False
    return not any(agree(given(f.name), given(m.name)) == 0 for f in few.forms for m in many.forms)


def _closest(bare: "_Group", near: list["_Group"]) -> list["_Group"]:
    """Of several persons the one at the bare name's post, or the one who has most of the papers where it stands."""
    if len(near) > 1 and len(closer := [g for g in near if g.posts & bare.posts]) == 1:
        return closer
    if len(near) > 1:
        ranked = sorted(((sum(g.papers[c] for c in bare.papers), i) for i, g in enumerate(near)), reverse=True)
        (first, best), (second, _) = ranked[:2]
        return [near[best]] if first > DOMINANT * second else near
    return near


class _Group:
    """Forms that are surely one, with what is known of them together."""

    def __init__(self, form: Form) -> None:
        self.forms = [form]
        self.givens = {given(form.name)} - {()}
        self.posts = {form.post} - {None}
        self.sides = {form.side if form.papers else None} - {None}
        self.papers = Counter({form.collection: form.papers})      # in the headings of each collection
        self.first, self.last = (Day.fromisoformat(d).toordinal() if d else None for d in (form.first, form.last))

    def take(self, other: "_Group") -> None:
        """Join another group to this one."""
        self.forms += other.forms
        self.givens |= other.givens
        self.posts |= other.posts
        self.sides |= other.sides
        self.papers.update(other.papers)
        self.first = min((d for d in (self.first, other.first) if d), default=None)
        self.last = max((d for d in (self.last, other.last) if d), default=None)


def _of_one_surname(forms: Sequence[Form]) -> tuple[list[Cluster], list[tuple[int, list[int]]]]:
    within: dict[str, list[_Group]] = defaultdict(list)
    for f in sorted(forms, key=_by_time):
        within[f.collection].append(_Group(f))
    groups = [g for some in within.values() for g in _joined(_joined(some, _surely), _by_career)]
    if len(within) > 1:
        groups = _joined(sorted(groups, key=lambda g: _by_time(g.forms[0])), _surely)
    full = [g for g in groups if g.givens]
    bare = [g for g in groups if not g.givens]
    if not full:
        bare = _joined(bare, _alone)
    doubts: list[tuple[_Group, list[_Group]]] = []
    for group in bare:
        near = [g for g in full if _maybe(group, g)]
        near = _closest(group, near)
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
    apart = _apart(a, b)
    if apart > _AWAY or _clash(a, b):
        return False
    same = max((agree(x, y) or 0 for x in a.givens for y in b.givens), default=0)
    if same:
        near = bool(a.posts & b.posts) or (_shares(a, b) and not _elsewhere(a, b))
        return _span(a, b) <= _LIFE and (same > 1 or near)
    if a.posts & b.posts:
        return apart <= _STAY
    return not a.givens and not b.givens and not a.posts and not b.posts and apart <= _PAUSE and _shares(a, b)


def _by_career(a: _Group, b: _Group) -> bool:
    """Whether a bare name went from one post to another of one service within one collection, never back and forth."""
    if _clash(a, b) or (a.givens and b.givens) or not _shares(a, b) or not (a.sides & b.sides):
        return False
    return bool(a.posts and b.posts) and (_before(a, b) or _before(b, a)) and _apart(a, b) <= 366


def _alone(a: _Group, b: _Group) -> bool:
    """Whether bare names of one collection are one, where nobody of the surname has given names."""
    apart = _elsewhere(a, b, "~") and not (_before(a, b) or _before(b, a))
    return _shares(a, b) and not _clash(a, b) and not apart


def _maybe(bare: _Group, full: _Group) -> bool:
    """Whether a bare name may be a person whose given names are known."""
    apart = _apart(bare, full)
    if apart > _STAY or _clash(bare, full):
        return False
    if bare.posts & full.posts:
        return True
    if _elsewhere(bare, full, "~") and not (_before(bare, full) or _before(full, bare)):
        return False
    return apart <= (_PAUSE if _shares(bare, full) or not bare.posts else 0)


def _clash(a: _Group, b: _Group) -> bool:
    """Whether two groups cannot be one: other given names, or other powers."""
    if a.sides and b.sides and not a.sides & b.sides:
        return True
    return any(agree(x, y) == 0 for x in a.givens for y in b.givens)


def _elsewhere(a: _Group, b: _Group, sorts: str = "@~") -> bool:
    """Whether two groups have posts of one sort that are not the same; one sort tells nothing of another."""
    for sort in (*sorts, ""):
        one, other = ({p for p in g.posts if p and (p[:1] if p[:1] in "@~" else "") == sort} for g in (a, b))
        if one and other and one.isdisjoint(other):
            return True
    return False


def _shares(a: _Group, b: _Group) -> bool:
    """Whether two groups stand in one collection."""
    return not a.papers.keys().isdisjoint(b.papers)


def _before(a: _Group, b: _Group) -> bool:
    return bool(a.last and b.first and a.last <= b.first)


def _apart(a: _Group, b: _Group) -> int:
    """Days between the papers of two groups; 0 when they overlap, or a day is not known within one collection."""
    if not (a.first and b.first and a.last and b.last):
        return 0 if _shares(a, b) else _AWAY + 1
    return max(0, b.first - a.last, a.first - b.last)


def _span(a: _Group, b: _Group) -> int:
    """Days between the first and the last paper of two groups; 0 where no day is known."""
    days = [d for d in (a.first, a.last, b.first, b.last) if d]
    return max(days) - min(days) if days else 0


def _by_time(form: Form) -> tuple[bool, str, str, int]:
    return form.first is None, form.first or "", form.name, form.id
