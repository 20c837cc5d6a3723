"""Unnamed: papers that answer one which they do not name, or in words that no reference was resolved by.

"I have received your letter of the l0th instant", a number among several ("Your 357, 358 and 362"), a day in the Old
Style; or only the next paper on file, from the one who owes an answer, with words in common with what was asked.
"""

from collections.abc import Iterator
from datetime import date as Day

from dragoman.archive.owed import WHOLE, WORDS, Closing, Duty, Found, answered, match
from dragoman.archive.replying import Lead, Replies, Sheet
from dragoman.archive.traffic import Traffic
from dragoman.lexicon.stops import sentence
from dragoman.resolution.replies import (
    ENOUGH,
    Match,
    acknowledges,
    because,
    delivered,
    is_manner,
    is_to_be_said,
    lists_number,
    speaks_of_yours,
    your_number,
)

NEIGHBOUR = "the next paper that is filed is from the one who owes it; it does not say what it answers"
# a paper is filed next after another up to so many places on, and answers it when its words have so great a part of the
# order's; see docs/accuracy.md
NEXT, PART = 6, 0.35
# the next paper, or one of the next three that has most of the order's words, needs fewer of them
BESIDE, FEWER, CLOSE, MOST = 1, 1.2, 3, 0.7
SOON, AT_ONCE = 60, 5           # days in which the next paper may be the answer; in which a message is handed on
YEAR = 366                      # days in which a number is not borne a second time
STYLES = (11, 12, 13)           # days between the Old Style and the New
OPENING = 600                   # characters in which a paper says what it answers


def unnamed(duty: Duty, replies: Replies, traffic: Traffic, silent: frozenset[int | None]) -> Iterator[Found]:
    """The first paper of the one who owes it that answers without a reference that was resolved, if there is one.

    It opens with a paper of that day or number, is filed soon after this one and has words in common with the order, or
    is the next on file; of the latter it is only sure that it is there. `silent` are papers that name this one and do
    not tell.
    """
    neighbour: Found | None = None
    for paper, step in traffic.later(duty.paper, duty.owing, duty.asking):
        if paper.id in silent or traffic.is_too_soon(duty.paper, paper, duty.asking, duty.owing):
            continue
        near = 0 <= step <= NEXT and paper.id > duty.paper.id
        at = _named_there(duty, paper, replies, traffic, near=near)
        next_one = 0 <= step <= BESIDE and near and _days(duty.paper.day, paper.day) <= SOON
        if at is None and next_one and neighbour is None:
            at = _acknowledged(duty, paper, replies, traffic)
        if found := _answer(duty, paper, replies, at=at, step=step if near else None):
            yield found
            return
        if near and (found := _delivered(duty, paper, replies, traffic)):
            yield found
            return
        if next_one and neighbour is None:
            neighbour = _next(duty, paper)
    if neighbour:
        yield neighbour


def _answer(duty: Duty, paper: Sheet, replies: Replies, *, at: int | None, step: int | None) -> Found | None:
    """How a paper answers that opens with the one that asks at a place, or is filed so many places after it."""
    day = paper.day or ""
    enough = FEWER if at is None else ENOUGH
    by_words = None
    if at is not None or step is not None:
        by_words = match(duty, paper, replies, enough=enough)
    if by_words and (at is not None or _is_near(by_words, step or 0)):
        how = "it opens with this paper" if at is not None else "it is filed soon after, from the one who owes it"
        return Found(day, WORDS, answered(day, paper.id, (by_words.start, by_words.end),
                                          f"{how}, and its words share {because(by_words.shared)} with these"))
    if at is None or duty.conditional or duty.standing or (not duty.asks and _is_silent(duty)):
        return None
    return Found(day, WHOLE, answered(day, paper.id, sentence(replies.text(paper.id)[0], at, at + 1),
                                      "it opens with this paper, by its day or number; no sentence of it shares enough "
                                      "words with these"))


def _is_near(by_words: Match, step: int) -> bool:
    """Whether a paper so many places on has enough in common with what was asked."""
    beside = step <= BESIDE and by_words.part >= PART
    if len(by_words.shared) > 1 and (beside or (step <= CLOSE and by_words.part >= MOST)):
        return by_words.score >= FEWER
    return by_words.score >= ENOUGH and by_words.part >= PART


def _is_silent(duty: Duty) -> bool:
    """Whether a reply that opens with the paper tells nothing of this by that alone."""
    return is_manner(duty.words) or not (duty.force == "request" or is_to_be_said(duty.words))


def _named_there(duty: Duty, paper: Sheet, replies: Replies, traffic: Traffic, *, near: bool) -> int | None:
    """Where a paper opens with the one that asks: by its day, by its number, or among several numbers."""
    for at in traffic.spoken(paper, duty.paper.day):
        if speaks_of_yours(replies.text(paper.id)[0], at, duty.paper.number):
            return at
    number = duty.paper.number
    if number is None or _days(duty.paper.day, paper.day) > YEAR:
        return None
    for lead in traffic.leads(paper):
        if lead.target is None and lead.number == number and (
                lead.date == duty.paper.day or (lead.sender != "writer" and _fits(lead, duty.paper.day))):
            return lead.start
        if lead.sender == "addressee" and lead.number and lead.number != number \
                and lists_number(replies.text(paper.id)[0], lead.end, number):
            return lead.start
    return your_number(replies.text(paper.id)[0], OPENING, number) if near else None


def _fits(lead: Lead, day: str | None) -> bool:
    """Whether the day that a paper is named by can be this one: the day of the month, where the month was only told."""
    return lead.date is None or day is None or lead.date[-2:] == day[-2:]


def _acknowledged(duty: Duty, paper: Sheet, replies: Replies, traffic: Traffic) -> int | None:
    """Where the next paper on file acknowledges one that can be no other than the one that asks."""
    leads = traffic.leads(paper)
    if any(x.target is not None or (x.sender == "addressee" and x.number not in (None, duty.paper.number))
           for x in leads):
        return None
    for lead in leads:
        if lead.sender == "addressee" and (lead.date is None or _in_other_style(lead.date, duty.paper.day)):
            return lead.start
    if leads or paper.kind == "telegram":
        return None
    return acknowledges(replies.text(paper.id)[0], OPENING)


def _in_other_style(told: str, day: str | None) -> bool:
    """Whether two days are one in the Old and the New Style."""
    whole = len("1937-01-18")
    return day is not None and len(told) == whole and abs(_days(day, told)) in STYLES


def _delivered(duty: Duty, paper: Sheet, replies: Replies, traffic: Traffic) -> Found | None:
    """A paper of the next days that says that the message was handed on, and opens with no other one."""
    if duty.asks or duty.conditional or not is_to_be_said(duty.words) or _days(duty.paper.day, paper.day) > AT_ONCE:
        return None
    text, foot = replies.text(paper.id)
    at = delivered(text, foot)
    if at is None or any(lead.target is not None for lead in traffic.leads(paper)):
        return None
    return Found(paper.day or "", WHOLE, answered(paper.day or "", paper.id, sentence(text, at, at + 1),
                                                  "a paper of the next days, from the one who owes it, says that a "
                                                  "message was handed on"))


def _next(duty: Duty, paper: Sheet) -> Found:
    """The next paper on file, of which it is not seen whether it answers; what is asked it may answer."""
    day = paper.day or ""
    state, closed = ("perhaps", day) if duty.open else ("untold", None)
    return Found(day, WHOLE, Closing(state, closed, paper.id, None, None, None, None, NEIGHBOUR))


def _days(first: str | None, day: str | None) -> int:
    """The days from one to another; 0 where one is not known."""
    return (Day.fromisoformat(day) - Day.fromisoformat(first)).days if first and day else 0
