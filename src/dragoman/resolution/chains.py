"""Chains: which papers hang together when some are tied, and what such a thread is in few words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Day
from typing import NamedTuple


class Member(NamedTuple):
    """A paper of a thread that is here: its row, day and hour, the row of its carrier, the keys of its parties."""

    id: int
    first: str | None
    time: str | None
    carrier: int | None
    sender: str | None
    recipient: str | None


class Chained(NamedTuple):
    """A thread. `id` is the least of its rows, missing papers by theirs with a minus; `document` its first paper.

    That is no enclosure if it can be helped. `days` run from its first day to its last, -1 where no day is known;
    `papers` does not count `enclosures`; `channels` are pairs of sender and recipient, the busiest first.
    """

    id: int
    document: int
    first: str | None
    last: str | None
    days: int
    papers: int
    enclosures: int
    missing: int
    channels: tuple[str, ...]


def groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """All that hang together, each group in order, by union and find."""
    parent: dict[int, int] = {}

    def root(x: int) -> int:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in pairs:
        parent[root(a)] = root(b)
    found: dict[int, list[int]] = defaultdict(list)
    for x in list(parent):
        found[root(x)].append(x)
    return [sorted(group) for group in found.values()]


def chained(group: Sequence[int], known: Mapping[int, Member]) -> Chained:
    """A thread as the cards of its papers tell it; `known` has those that are here."""
    here = sorted((known[member] for member in group if member > 0),
                  key=lambda p: (p.first is None, p.first, p.time or "24:00", p.id))
    days = [p.first for p in here if p.first]
    count = Counter(f"{p.sender} > {p.recipient}" for p in here if p.sender and p.recipient)
    enclosures = sum(p.carrier is not None for p in here)
    first = next((p for p in here if p.carrier is None), here[0])
    first_day, last_day = (days[0], days[-1]) if days else (None, None)
    over = (Day.fromisoformat(days[-1]) - Day.fromisoformat(days[0])).days if days else -1
    return Chained(group[0], first.id, first_day, last_day, over, len(here) - enclosures, enclosures,
                   len(group) - len(here), tuple(sorted(count, key=lambda c: (-count[c], c))))
