"""Traffic: who wrote to whom in a collection, in order of time, with what each opens with and how soon it can go."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Day

from dragoman.archive.replying import Lead, Naming, Sheet
from dragoman.resolution.crossing import soonest
from dragoman.resolution.delays import traffic
from dragoman.resolution.parties import Who, same

BY_WIRE = traffic("telegram")


class Traffic:
    """The papers of a collection by their way, and what they open with."""

    def __init__(self, cards: Mapping[int, Sheet], openings: Mapping[int, Sequence[tuple[int, str]]],
                 leads: Mapping[int, Sequence[Lead]], least: Mapping[tuple[str, str], int]) -> None:
        """The papers by their row; for each the dates near its beginning, with where they stand, and the papers that it
        opens with; the least days that a letter took from one party to another.
        """
        self._cards, self._openings, self._leads, self._least = cards, openings, leads, least
        carriers = sorted(card.id for card in cards.values() if card.carrier is None)
        place = {paper: n for n, paper in enumerate(carriers)}
        self._place = {card.id: place.get(card.carrier or card.id, 0) for card in cards.values()}
        self._ways: dict[tuple[str, str], list[Sheet]] = defaultdict(list)
        self._to: dict[str, list[Sheet]] = defaultdict(list)
        self._sent: dict[str, list[str]] = defaultdict(list)
        self._places: dict[str, set[str]] = defaultdict(set)
        for card in sorted(cards.values(), key=lambda c: (c.day or "", c.id)):
            sender, recipient = card.sender.key, card.recipient.key
            if sender and card.place:
                self._places[sender].add(card.place)
            if card.day and sender:
                self._sent[sender].append(card.day)
            if card.day and sender and recipient:
                self._ways[sender, recipient].append(card)
                self._to[recipient].append(card)

    def later(self, paper: Sheet, sender: Who, recipient: Who) -> Iterator[tuple[Sheet, int]]:
        """The papers of one to another from a paper's day on, and how many places after it each is filed, with its
        enclosures.
        """
        for card in self._ways.get((sender.key or "", recipient.key or ""), ()):
            if card.day and paper.day and card.day >= paper.day and card.id != paper.id:
                yield card, self._place[card.id] - self._place.get(paper.id, card.id)

    def spoken(self, card: Sheet, day: str | None) -> list[int]:
        """Where the opening of a paper speaks of an earlier day."""
        return [at for at, told in self._openings.get(card.id, ()) if card.day and told == day and told < card.day]

    def leads(self, card: Sheet) -> Sequence[Lead]:
        """The papers that one opens with."""
        return self._leads.get(card.id, ())

    def carrier(self, paper: Sheet) -> Sheet | None:
        """The paper that encloses one."""
        return self._cards.get(paper.carrier) if paper.carrier else None

    def sent_after(self, sender: Who, day: str | None) -> int:
        """How many papers somebody sent after a day."""
        days = self._sent.get(sender.key or "", [])
        return len(days) - bisect_right(days, day or "")

    def comes_from(self, naming: Naming, owing: Who, asking: Who) -> bool:
        """Whether a paper comes from the one who owes an answer, or from another of his house.

        A deputy answers the asker in his place; a memorandum of a ministry that is written where it writes goes to
        nobody.
        """
        paper = naming.paper
        if same(paper.sender, owing):
            return True
        if paper.kind == "memorandum" and owing.ministry and paper.recipient.key is None:
            return paper.place in self._places.get(owing.key or "", ())
        yours = naming.relation == "replies-to" or (naming.lead and naming.mention.sender == "addressee")
        return bool(yours and same(paper.recipient, asking) and not same(paper.sender, asking))

    def is_too_soon(self, paper: Sheet, reply: Sheet, asking: Who, owing: Who) -> bool:
        """Whether a letter cannot have been there when another was written: sooner than any on that way or its way back
        took here, or than letters cross the sea.
        """
        if traffic(paper.kind) == BY_WIRE or not (paper.day and reply.day):
            return False
        ways = ((asking.key or "", owing.key or ""), (owing.key or "", asking.key or ""))
        known = [self._least[way] for way in ways if way in self._least]
        least = min(known) if known else soonest(paper.place, reply.place)
        return (Day.fromisoformat(reply.day) - Day.fromisoformat(paper.day)).days < least
