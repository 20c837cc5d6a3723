"""Closing: what became of a duty, told by the later papers that name the one that laid it on somebody.

In order of strength: a later paper of the one who ordered takes it back, puts another in its place or asks again; a
paper of the one who owes it answers by its words; editors tell an answer; a paper answers the one that orders as a
whole, or says that it was carried out; the one who owes it hands the paper on. See `unnamed` for papers that name none.
"""

from collections.abc import Iterable, Iterator
from datetime import date as Day
from datetime import timedelta

from dragoman.archive.owed import HANDED, NOTE, WHOLE, WORDS, Closing, Duty, Found, answered, match
from dragoman.archive.replying import Naming, Replies
from dragoman.archive.traffic import Traffic
from dragoman.archive.unnamed import unnamed
from dragoman.resolution.parties import same
from dragoman.resolution.replies import (
    Change,
    because,
    carries_out,
    change_by,
    is_manner,
    is_to_be_said,
    is_undone,
    is_unless,
    tells_of_doing,
)

TO_DO = ("order", "request")
SOON = 60                       # days in which somebody hands a paper on
HINTED = 1.0                    # what a reply must have in common with an order on a condition
SILENT = "the paper that answers this one is not seen to tell of it"
AGAIN = "it is to be answered again and again, which no one paper settles"
_CHANGED: dict[Change, str] = {
    "withdrawn": "a later paper of the one who ordered names this one and says that it need not be done",
    "superseded": "a later paper of the one who ordered names this one and puts something else in its place",
    "renewed": "a later paper of the one who ordered names this one and asks again; that one stands now"}


def close(duty: Duty, replies: Replies, traffic: Traffic, asked: frozenset[tuple[int, int]]) -> Closing:
    """What became of a duty; `traffic` are the papers of its collection.

    `asked` are the references, by paper and ordinal, by which papers say that one is still to be answered.
    """
    named = [*_answers(duty, replies, traffic), *_told(duty)]
    found = [f for f in named if f.closing.state != "untold"]
    silent = frozenset(f.closing.by for f in named)
    others = [] if found else [*unnamed(duty, replies, traffic, silent), *_handed_on(duty, traffic)]
    found += [f for f in others if f.closing.state == "answered"]
    change = next(_changes(duty, replies, asked), None)
    best = min(found or named or others, key=lambda f: (f.rank, f.day), default=None)
    if change and (best is None or change.day <= best.day):
        return change.closing
    if best is None:
        return Closing("open" if duty.open else "untold", None, None, None, None, None, None, _silence(duty, traffic))
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


def _answers(duty: Duty, replies: Replies, traffic: Traffic) -> Iterator[Found]:
    """The papers of the one who owes it that answer; those that name this one and are silent on it are untold."""
    seen: set[int] = set()
    for naming, day in _later(duty, _namings(duty, replies)):
        paper, mention = naming.paper, naming.mention
        if paper.id in seen or mention.note or not traffic.comes_from(naming, duty.owing, duty.asking):
            continue
        if traffic.is_too_soon(duty.paper, paper, duty.asking, duty.owing):
            continue
        by_words = match(duty, paper, replies)
        how = "it answers this paper" if naming.answers else "it names this paper"
        if by_words:
            seen.add(paper.id)
            yield Found(day, WORDS, answered(day, paper.id, (by_words.start, by_words.end),
                                             f"{how}, and its words share {because(by_words.shared)} with these"))
        elif whole := _as_a_whole(duty, naming, replies):
            seen.add(paper.id)
            yield Found(day, WHOLE, whole)


def _as_a_whole(duty: Duty, naming: Naming, replies: Replies) -> Closing | None:
    """What a paper that names the one that orders tells of it as a whole; None where it only names it."""
    paper, at = naming.paper, (naming.mention.start, naming.mention.end)
    day, text = paper.day or "", replies.text(paper.id)[0]
    silent = Closing("untold", None, paper.id, None, paper.id, *at, AGAIN if duty.standing else SILENT)
    if duty.asks and naming.answers:
        return silent if duty.standing else answered(
            day, paper.id, at, "it answers this paper as a whole; no sentence of it shares enough words with these")
    if duty.asks:
        return None
    done = carries_out(text, at[0])
    if not (naming.answers or done):
        return None
    if is_undone(text, at[0]):
        return silent._replace(why="the paper that answers this one says that something was not, or not yet, done")
    if duty.force not in TO_DO or is_manner(duty.words):
        return silent
    if duty.conditional and not is_unless(duty.words) and not match(duty, paper, replies, enough=HINTED):
        return silent
    if done or (is_to_be_said(duty.words) and tells_of_doing(text, at[0])):
        return answered(day, paper.id, at, "it names this paper and tells of what was done upon it; no sentence of it "
                        "shares enough words with these")
    if not duty.conditional and (duty.force == "request" or is_to_be_said(duty.words)):
        return answered(day, paper.id, at, "it answers this paper as a whole; no sentence of it shares enough words "
                        "with these")
    return silent


def _handed_on(duty: Duty, traffic: Traffic) -> Iterator[Found]:
    """The paper of the one who owes it that encloses the one that asks: he did not answer it, he acted upon it."""
    carrier = traffic.carrier(duty.paper)
    if duty.asks or duty.conditional or duty.force not in TO_DO or carrier is None or is_manner(duty.words):
        return
    day, first = carrier.day, duty.paper.day
    if not (day and first and day >= first and same(carrier.sender, duty.owing)):
        return
    if (Day.fromisoformat(day) - Day.fromisoformat(first)).days > SOON or same(carrier.recipient, duty.asking):
        return
    if traffic.is_too_soon(duty.paper, carrier, duty.asking, duty.owing):
        return
    yield Found(day, HANDED, Closing("answered", day, carrier.id, None, duty.paper.id, *duty.span,
                                     "the one who owes it hands the paper that asks on, as an enclosure of this one"))


def _told(duty: Duty) -> Iterator[Found]:
    """The answers that a note to these very words tells of; one that the asker still wants later closes a day later."""
    for mention, target, record in duty.told:
        day = mention.date if mention.date and len(mention.date) == len("1937-01-18") else None
        why = "a note to these words tells of this answer"
        if duty.claims and day and duty.paper.day and day <= duty.paper.day:
            why += f", dated {day}; the asker still asks on {duty.paper.day}"
            day = str(Day.fromisoformat(duty.paper.day) + timedelta(days=1))
        if day:
            yield Found(day, NOTE, Closing("answered", day, target, None if target else record, duty.paper.id,
                                           mention.start, mention.end, why))


def _changes(duty: Duty, replies: Replies, asked: frozenset[tuple[int, int]]) -> Iterator[Found]:
    """The later papers from the same one to the same one that take it back, replace it or ask again."""
    for naming, day in _later(duty, _namings(duty, replies)):
        paper, mention = naming.paper, naming.mention
        if mention.note or not same(paper.sender, duty.asking) or same(paper.recipient, duty.owing) is False:
            continue
        change = change_by(replies.text(paper.id)[0], mention.start, mention.end)
        if (paper.id, mention.ordinal) in asked:
            change = "renewed", (mention.start, mention.end)
        if change is None and naming.relation == "corrects" and match(duty, paper, replies):
            change = "superseded", (mention.start, mention.end)
        if change is None or (change[0] == "renewed" and not duty.open):
            continue
        what, (start, end) = change
        state = "superseded" if what == "renewed" else what
        yield Found(day, WORDS, Closing(state, day, paper.id, None, paper.id, start, end, _CHANGED[what]))


def _silence(duty: Duty, traffic: Traffic) -> str:
    """Why it is open: what was looked at in vain."""
    if duty.owing.key is None:
        return "nobody is named who owes it"
    number = traffic.sent_after(duty.owing, duty.paper.day)
    if not number:
        return "no later paper here is from the one who owes it"
    if duty.standing:
        return AGAIN
    what = "is seen to answer this paper" if duty.asks else "is seen to tell that it was done"
    if duty.asks and duty.conditional:
        what = "is seen to tell that the condition was met"
    return f"of {number:,} later paper{'s' if number > 1 else ''} here from the one who owes it none {what}"
