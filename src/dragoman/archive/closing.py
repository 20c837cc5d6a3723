"""Closing: what became of a duty, told by the later papers that name the one that laid it on somebody.

In order of strength: a later paper of the one who ordered takes it back, puts another in its place or asks again; a
paper of the one who owes it answers, or names the paper and has words in common with the order; editors tell an answer.
"""

from collections.abc import Iterable, Iterator
from datetime import date as Day
from datetime import timedelta
from typing import NamedTuple

from msgspec import Struct

from dragoman.archive.replying import Naming, Replies, Sheet, Traffic, comes_from
from dragoman.lexicon.stops import sentence
from dragoman.resolution.mentions import Mention
from dragoman.resolution.parties import Who, same
from dragoman.resolution.replies import (
    ENOUGH,
    Change,
    Match,
    because,
    best_match,
    change_by,
    is_to_be_said,
    speaks_of_yours,
    tells_of_doing,
)

NEIGHBOUR = "the next paper that is filed is from the one who owes it; it does not say that it answers"
WHOLE = 2
TO_DO = ("order", "request")
# a paper is filed next after another up to so many places on, and answers it when its words have so great a part of the
# order's; see docs/accuracy.md
NEXT, PART = 3, 0.35
SOON = 60                       # days in which the next paper may be the answer
_CHANGED: dict[Change, str] = {
    "withdrawn": "a later paper of the one who ordered names this one and says that it need not be done",
    "superseded": "a later paper of the one who ordered names this one and puts something else in its place",
    "renewed": "a later paper of the one who ordered names this one and asks again; that one stands now"}


class Duty(Struct, frozen=True):
    """What somebody owes, as the paper gives it: the finding (a directive, or the reference of a claim) and its words.

    `since` is the day from which it is owed; `claims` are the references by which the paper says that older ones,
    `rests` and `rests_missing`, are still to be answered; `told` are the answers that editors tell of in a note to
    these words: the mention, the paper or the record.
    """

    paper: Sheet
    ordinal: int
    words: str
    force: str
    asks: bool
    sure: float
    owing: Who
    asking: Who
    conditional: bool = False
    standing: bool = False
    due: str | None = None
    since: str | None = None
    claims: tuple[int, ...] = ()
    rests: tuple[int, ...] = ()
    rests_missing: tuple[int, ...] = ()
    told: tuple[tuple[Mention, int | None, int | None], ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is open as long as nothing is told: an answer is wanted, once, whatever happens."""
        return self.asks and not self.conditional and not self.standing


class Closing(NamedTuple):
    """What became of it: the state, its first day, the paper or record that closed it, the words that show it, why."""

    state: str
    closed: str | None
    by: int | None
    by_missing: int | None
    at: int | None                      # the paper in which the words stand that show it
    start: int | None
    end: int | None
    why: str


class _Found(NamedTuple):
    day: str
    rank: int                           # 0 by its words, 1 by a note, WHOLE when the paper is answered and no more
    closing: Closing


def close(duty: Duty, replies: Replies, traffic: Traffic, asked: frozenset[tuple[int, int]]) -> Closing:
    """What became of a duty; `traffic` are the papers of its collection.

    `asked` are the references, by paper and ordinal, by which papers say that one is still to be answered.
    """
    found = [*_answers(duty, replies), *_told(duty)] or list(_unnamed(duty, replies, traffic))
    change = next(_changes(duty, replies, asked), None)
    best = min(found, key=lambda f: (f.rank, f.day), default=None)
    if change and (best is None or change.day <= best.day):
        return change.closing
    if best is None:
        return Closing("open" if duty.open else "untold", None, None, None, None, None, None, _silence(duty, traffic))
    if best.rank == WHOLE and not duty.asks and best.closing.at and not _done(duty, best.closing, replies):
        return best.closing._replace(state="untold", closed=None,
                                     why="the paper that answers this one does not tell of it")
    return best.closing


def _namings(duty: Duty, replies: Replies) -> Iterator[Naming]:
    """Where later papers name the paper of a duty, or the older one that it rests on; not the paper itself."""
    yield from replies.naming(paper=duty.paper.id)
    for paper in duty.rests:
        yield from replies.naming(paper=paper)
    for record in duty.rests_missing:
        yield from replies.naming(record=record)


def _later(duty: Duty, namings: Iterable[Naming]) -> Iterator[tuple[Naming, str]]:
    first = duty.paper.day
    for naming in namings:
        day = naming.paper.day
        if first and day and day >= first and naming.paper.id != duty.paper.id:
            yield naming, day


def _answers(duty: Duty, replies: Replies) -> Iterator[_Found]:
    """The papers of the one who owes it that answer."""
    seen: set[int] = set()
    for naming, day in _later(duty, _namings(duty, replies)):
        paper = naming.paper
        if paper.id in seen or naming.mention.note or not comes_from(naming, duty.owing, duty.asking):
            continue
        match = _match(duty, paper, replies)
        how = "it answers this paper" if naming.answers else "it names this paper"
        if match:
            seen.add(paper.id)
            yield _Found(day, 0, Closing("answered", day, paper.id, None, paper.id, match.start, match.end,
                                         f"{how}, and its words share {because(match.shared)} with these"))
        elif naming.answers:
            seen.add(paper.id)
            yield _Found(day, WHOLE, Closing("answered", day, paper.id, None, paper.id, naming.mention.start,
                                             naming.mention.end, "it answers this paper as a whole; no sentence of it "
                                             "shares enough words with these"))


def _unnamed(duty: Duty, replies: Replies, traffic: Traffic) -> Iterator[_Found]:
    """The first paper of the one who owes it to the one who asked that answers without a reference that was resolved.

    It opens with a paper of that day, or is filed right after this one and has words in common with the order.
    """
    for paper, step, spoken in traffic.later(duty.paper, duty.owing, duty.asking):
        day, text = paper.day or "", replies.text(paper.id)[0]
        at = next((at for at in spoken if speaks_of_yours(text, at, duty.paper.number)), None)
        near = 0 <= step <= NEXT and paper.id > duty.paper.id
        match = _match(duty, paper, replies) if at or near else None
        if match and (at or (match.score >= ENOUGH and match.part >= PART)):
            how = "it opens with a paper of that day" if at else "it is the next that is filed from the one who owes it"
            yield _Found(day, 0, Closing("answered", day, paper.id, None, paper.id, match.start, match.end,
                                         f"{how}, and its words share {because(match.shared)} with these"))
            return
        if 0 <= step <= 1 and paper.id > duty.paper.id and not at and _soon(duty.paper.day, day):
            closed = day if duty.open else None
            yield _Found(day, WHOLE, Closing("untold", closed, paper.id, None, None, None, None, NEIGHBOUR))
            return
        if at:
            yield _Found(day, WHOLE, Closing("answered", day, paper.id, None, paper.id, *sentence(text, at, at + 1),
                                             "it opens with a paper of that day; no sentence of it shares enough words "
                                             "with these"))
            return


def _told(duty: Duty) -> Iterator[_Found]:
    """The answers that a note to these very words tells of; one that the asker still wants later closes a day later."""
    for mention, target, record in duty.told:
        day = mention.date if mention.date and len(mention.date) == len("1937-01-18") else None
        why = "a note to these words tells of this answer"
        if duty.claims and day and duty.paper.day and day <= duty.paper.day:
            why += f", dated {day}; the asker still asks on {duty.paper.day}"
            day = str(Day.fromisoformat(duty.paper.day) + timedelta(days=1))
        if day:
            yield _Found(day, 1, Closing("answered", day, target, None if target else record, duty.paper.id,
                                         mention.start, mention.end, why))


def _changes(duty: Duty, replies: Replies, asked: frozenset[tuple[int, int]]) -> Iterator[_Found]:
    """The later papers from the same one to the same one that take it back, replace it or ask again."""
    for naming, day in _later(duty, _namings(duty, replies)):
        paper, mention = naming.paper, naming.mention
        if mention.note or not same(paper.sender, duty.asking) or same(paper.recipient, duty.owing) is False:
            continue
        change = change_by(replies.text(paper.id)[0], mention.start, mention.end)
        if (paper.id, mention.ordinal) in asked:
            change = "renewed", (mention.start, mention.end)
        if change is None and naming.relation == "corrects" and _match(duty, paper, replies):
            change = "superseded", (mention.start, mention.end)
        if change is None or (change[0] == "renewed" and not duty.open):
            continue
        what, (start, end) = change
        state = "superseded" if what == "renewed" else what
        yield _Found(day, 0, Closing(state, day, paper.id, None, paper.id, start, end, _CHANGED[what]))


def _done(duty: Duty, closing: Closing, replies: Replies) -> bool:
    """Whether the paper that answers the whole tells of something done, and this was such a thing."""
    if duty.conditional or closing.at is None or duty.force not in TO_DO or not is_to_be_said(duty.words):
        return False
    return tells_of_doing(replies.text(closing.at)[0], closing.start or 0)


def _match(duty: Duty, paper: Sheet, replies: Replies) -> Match | None:
    return best_match(duty.words, replies.told(paper.id), replies.rare)


def _soon(first: str | None, day: str) -> bool:
    return first is not None and (Day.fromisoformat(day) - Day.fromisoformat(first)).days <= SOON


def _silence(duty: Duty, traffic: Traffic) -> str:
    """Why it is open: what was looked at in vain."""
    if duty.owing.key is None:
        return "nobody is named who owes it"
    number = traffic.sent_after(duty.owing, duty.paper.day)
    if not number:
        return "no later paper here is from the one who owes it"
    what = "answers this paper" if duty.asks else "tells that it was done"
    if duty.asks and duty.conditional:
        what = "tells that the condition was met"
    elif duty.standing:
        what = "names this one, which is to be answered again and again"
    return f"of {number:,} later paper{'s' if number > 1 else ''} here from the one who owes it none {what}"
