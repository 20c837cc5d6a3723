"""Entities: mentions of one person, place or body brought together, under the fullest printed form."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

from msgspec import structs

from dragoman.edition.annotation import Annotation, Name
from dragoman.readers.names.gazetteer import forms
from dragoman.readers.names.mention import Mention
from dragoman.readers.names.plain import SMALL

LAYER = "name"
_ACCENTS = re.compile("[\u0300-\u036f]")
# below this sum of weights a word that no list knows is left alone (set on the development papers)
ENOUGH = 0.8
Key = tuple[str, str]
# one body under two names
_ALSO = {
    "state department": "department of state",
    "navy department": "department of the navy",
    "bolsheviki": "bolsheviks",
    "department of the treasury": "treasury department",
    "war department": "department of war",
    "justice department": "department of justice",
    "un": "united nations",
    "u.n": "united nations",
}


def entities_in(mentions: Iterable[Mention], text: str) -> list[Annotation]:
    """One annotation for each entity that the mentions name."""
    groups: dict[Key, list[Mention]] = {}
    for mention in _decided([m for m in mentions if len(m.label) > 1]):
        groups.setdefault((mention.kind, _key(mention)), []).append(mention)
    return sorted((_entity(group, text) for group in _joined(groups)), key=lambda a: (a.start, a.end))


def _decided(mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions that are sure, and of the unsure those that agree with a sure one or together weigh enough."""
    sure: dict[str, tuple[str, str]] = {}
    votes: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    told: defaultdict[str, set[str]] = defaultdict(set)
    for m in mentions:
        if m.sure:
            sure.setdefault(m.label.lower(), (m.kind, m.label))
            if m.kind == "person":
                sure.setdefault(m.label.split()[-1].lower(), (m.kind, m.label))
        else:
            votes[m.label.lower()][m.kind] += m.weight
            if not m.guess and m.weight >= ENOUGH:
                told[m.label.lower()].add(m.kind)
    for m in mentions:
        if m.sure:
            yield m
            continue
        label = m.label.lower()
        kind: str | None = None
        if label in sure:
            kind = sure[label][0]
        else:
            # one place where the words tell the kind outweighs any number of guesses
            open_to = told[label] or set(votes[label])
            weight, kind = max((votes[label][k], k) for k in sorted(open_to))
            kind = kind if weight >= ENOUGH else None
        if kind:
            yield structs.replace(m, kind=kind)


def _key(mention: Mention) -> str:
    """What mentions of one entity share."""
    label = mention.label.lower().removeprefix("the ").replace("'", "’").rstrip(".")
    if mention.kind in {"polity", "place"}:
        base = label.split(" of ", 1)[1].removeprefix("the ") if mention.fuller else label
        return forms().get(base, base)
    if mention.kind == "person":
        return unaccented(label)
    if mention.kind == "agreement":
        return label.removesuffix("s")
    return _ALSO.get(label, label)


def unaccented(word: str) -> str:
    """A word without its accents, since one paper prints "Llavería" and "Llaveria" of one man."""
    return word if word.isascii() else _ACCENTS.sub("", normalize("NFD", word))


def _joined(groups: dict[Key, list[Mention]]) -> Iterator[list[Mention]]:
    """The groups, those of one entity joined: a surname with the longer one it ends, a body with its fuller name."""
    longer: defaultdict[Key, set[Key]] = defaultdict(set)
    after: defaultdict[Key, set[Key]] = defaultdict(set)
    for kind, label in groups:
        words = label.split()
        for n in range(1, len(words)):
            front = words[:n]
            if kind != "polity" and (kind != "place" or len(words) - n > 1) and (kind == "person" or "of" not in front):
                longer[kind, " ".join(words[n:])].add((kind, label))
            if kind == "organisation":
                after[kind, " ".join(front)].add((kind, label))
    into = {
        key: next(iter(found))
        for key in groups
        for found in (after.get(key) or longer.get(key) or (),)
        if len(found) == 1
    }
    for key in sorted(into, key=lambda k: len(k[1])):
        groups[into[key]] = groups[into[key]] + groups[key]
    yield from (group for key, group in groups.items() if key not in into)


def _entity(group: Sequence[Mention], text: str) -> Annotation:
    """The annotation of one entity."""
    if len(group) == 1:  # as most are
        m = group[0]
        once = Name(
            *(m.kind, m.label, text[m.start : m.end], m.title or None, m.office or None, m.tenure or None),
            mentions=((m.start, m.end),),
        )
        return Annotation(LAYER, m.start, m.end, once, m.rule)
    group = sorted(group, key=lambda m: (m.start, m.end))
    kind = group[0].kind
    counts = Counter(m.label for m in group)
    if kind == "polity":
        best = max(group, key=lambda m: (m.fuller, " " in m.label or "." not in m.label, _rank(m, counts)))
        label = best.label
    else:
        best = max(group, key=lambda m: m.end - m.start)
        label = _surname(group, text) if kind == "person" else best.label
    body = Name(
        kind,
        label,
        full=text[best.start : best.end],
        title=next((m.title for m in group if m.title), None),
        office=next((m.office for m in group if m.office), None),
        tenure=next((m.tenure for m in group if m.tenure), None),
        mentions=tuple(dict.fromkeys((m.start, m.end) for m in group)),
    )
    return Annotation(LAYER, best.start, best.end, body, best.rule)


def _surname(group: Sequence[Mention], text: str) -> str:
    """Of several forms of a surname the longest that is not only a given name with it: a form printed alone decides."""
    alone = [m.label for m in group if m.label == text[m.start : m.end]]
    longest = max((m.label for m in group), key=len)
    single = (
        [label for label in alone if " " not in label] if longest.split()[0].lower().rstrip("’'") not in SMALL else []
    )
    return max(single or [m.label for m in group], key=len)


def _rank(mention: Mention, counts: Counter[str]) -> tuple[int, int]:
    """A state's longer form before its shorter one; of unlike ones ("USSR", "Soviet Union") that printed more often."""
    related = any(other != mention.label and other in mention.label for other in counts)
    return (len(mention.label) if related else 0, counts[mention.label])
