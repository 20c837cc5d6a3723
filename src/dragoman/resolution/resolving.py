"""Which paper a mention means: one candidate or none, never a guess between two, and the reason in plain words."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from msgspec import Struct, structs

from dragoman.resolution.cards import Card, Shelf, Traits, days_of
from dragoman.resolution.exchanges import is_exchange, may_be_filed_before, speaks_of_reply, turned
from dragoman.resolution.fitting import (
    FROM_MINISTRY,
    KINDS,
    Fit,
    Sought,
    fit,
    in_series,
    parties_agree,
    same_kind_and_day,
    sent_by,
    sought,
    unopposed,
)
from dragoman.resolution.mentions import PLURAL, Mention
from dragoman.resolution.parties import names_office, same
from dragoman.resolution.pointers import Pointer
from dragoman.resolution.statutes import text_of
from dragoman.resolution.wording import because, why_missing

Status = Literal["resolved", "ambiguous", "missing", "external"]
EXTERNAL = {"newspaper": "a newspaper, not a paper of the correspondence",
            "edition": "a printed work, not a paper of the correspondence"}

OFFICIAL = frozenset(("note", "despatch", "telegram"))
# "the circular of the Department of State"; and to whom it goes: "all the ministers of the United States"
CIRCULAR = re.compile(r"\bcircular\b|\ball (?:the )?(?:ministers|consuls|representatives)\b", re.I)
FOLLOWING = 4                   # papers after one that are looked at for what it transmits
FEWER = 2                       # a post writes to less than half as many parties as its ministry, in every volume read


class Outcome(Struct, frozen=True):
    """What became of a mention. `target` is a paper's row; `candidates` are names, when nothing tells them apart."""

    status: Status
    reason: str
    target: int | None = None
    candidates: tuple[str, ...] = ()
    wanted: str | None = None


def resolve(mentions: Sequence[Mention], here: Card, shelf: Shelf) -> list[Outcome]:
    """An outcome for each mention of one paper, in their order: as many out as in."""
    asked = [sought(m, here) for m in turned(mentions)]
    found = [structs.replace(_by_itself(s, shelf), wanted=s.wanted) for s in asked]
    found = [_by_others(i, asked, found) for i in range(len(asked))]
    for i in range(len(asked)):
        found[i] = _filed_before(i, asked, found, shelf)
    return found


def _by_itself(s: Sought, shelf: Shelf) -> Outcome:
    """What its own words and the editors' pointers tell."""
    m = s.mention
    if m.kind in EXTERNAL:
        return Outcome("external", EXTERNAL[m.kind])
    if m.pointer is not None and (told := _pointed(s, m.pointer, shelf)):
        return told
    for search in (_enclosed, _beside, _preceding, _in_collection, _just_before, _circular,
                   _right_after, _in_archive):
        if told := search(s, shelf):
            return told
    if text := text_of(m):
        return Outcome("external", f"{text}, not a paper of the correspondence")
    return Outcome("missing", why_missing(s))


def _pointed(s: Sought, pointer: Pointer, shelf: Shelf) -> Outcome | None:
    """What the editors say of where the paper is."""
    said = pointer.words.rstrip(".")
    if pointer.kind == "not-printed":
        return Outcome("missing", f"the editors say: {said}")
    if pointer.kind == "elsewhere":
        return _in_archive(s, shelf) or Outcome("missing", f"printed elsewhere: {said}")
    if pointer.kind == "document":
        names = [_document_name(w, s.here) for w in pointer.where]
        found = [c for group in names for c in shelf.named(group)]
        return _one(found, f"the editors point to it ({said})") if found else None
    if pointer.kind in ("before", "after") and (beside := _next_enclosure(s, pointer, shelf)):
        return _one([beside], f"the editors point to it ({said})")
    if pointer.kind == "pages":
        found = [c for label in pointer.where for c in shelf.on_page(label, s.here.collection)]
    else:
        door = shelf.next_door(s.here, -1 if pointer.kind == "before" else 1)
        found = [door, *shelf.enclosed(door)] if door else []
    found = list({c.id: c for c in found if c.id != s.here.id}.values())
    fitting = _best(s, found, _agrees)
    if len(fitting) == 1:
        return _one(fitting, f"the editors point to it ({said})")
    return _one(found, f"the editors point to it ({said})") if len(found) == 1 and not s.mention.named else None


def _next_enclosure(s: Sought, pointer: Pointer, shelf: Shelf) -> Card | None:
    """In an enclosure: the one just before or after it that goes with the same paper, if nothing is against that."""
    if s.here.carrier is None:
        return None
    beside = shelf.enclosed(shelf.card(s.here.carrier))
    before, after = [c for c in beside if c.id < s.here.id], [c for c in beside if c.id > s.here.id]
    near = before[-1:] if pointer.kind == "before" else after[:1]
    found = _best(s, near, _agrees) if s.mention.named else [c for c in near if unopposed(s, c)]
    return found[0] if found else None


def _agrees(s: Sought, card: Card) -> Fit | None:
    """A looser fit, where an editor's pointer already says where the paper is: no fact against it, one for it."""
    m = s.mention
    days = days_of(m.date)
    if (days and card.day and card.day not in days) or (m.number and card.number and m.number != card.number):
        return None
    known = bool(days and card.day) or bool(m.number and card.number)
    return fit(s, card) or (Fit(0, int(bool(m.time and m.time == card.time)), 1, 1, 1, 0) if known else None)


def _enclosed(s: Sought, shelf: Shelf) -> Outcome | None:
    """A paper that goes with this one."""
    m = s.mention
    if m.relation not in ("encloses", "transmits"):
        return None
    inside = shelf.enclosed(s.here)
    if not inside:
        return None
    if m.named and not _by_label(m):
        fitting = _best(s, inside, _goes_with)
        if len(fitting) == 1:
            return _one(fitting, "enclosed in this paper")
    direct = [c for c in inside if c.carrier == s.here.id]
    if len(inside) == 1 and same_kind_and_day(s, inside[0]):
        return _one(inside, "the only paper enclosed in this one, and of that day")
    if m.kind != "enclosure":
        return _alone(s, direct) if m.number is None else None
    if _by_label(m):
        alone = len(direct) == 1 and direct[0].label is None and m.number == "1"
        labelled = direct if alone else [c for c in direct if c.label == m.number]
        return _one(labelled, f"enclosed in this paper under number {m.number}") if len(labelled) == 1 else None
    if len(inside) == 1 and parties_agree(s, inside[0]) and not (m.named and inside[0].day):
        return _one(inside, "the only paper enclosed in this one")
    return None


def _alone(s: Sought, enclosed: Sequence[Card]) -> Outcome | None:
    """ "I inclose a copy of a letter from Mr. Lee": the one enclosure that is his, or the only one that there is.

    Left alone: "copies of letters from Mr. Lee"; a note of another day; what went with another paper.
    """
    if PLURAL.search(s.mention.words):
        return None
    fitting = [c for c in enclosed if unopposed(s, c)]
    his = [c for c in fitting if sent_by(s, c)]
    if len(his) == 1:
        return _one(his, "the only paper enclosed in this one that is from this sender")
    if len(enclosed) == len(fitting) == 1 and s.mention.kind != "other":
        return _one(fitting, "the only paper enclosed in this one")
    return None


def _by_label(m: Mention) -> bool:
    """Whether it is an enclosure by its own number: "inclosure No. 2"."""
    return m.kind == "enclosure" and m.number is not None and m.date is None


def _goes_with(s: Sought, card: Card) -> Fit | None:
    """A looser fit for what a paper says that it encloses: its day or number, and no other party."""
    return _agrees(s, card) if parties_agree(s, card) else None


def _beside(s: Sought, shelf: Shelf) -> Outcome | None:
    """In an enclosure: the paper of that day, or number and day, that goes with the same carrier, or is the carrier."""
    days = days_of(s.mention.date)
    if s.here.carrier is None or not days:
        return None
    carrier = shelf.card(s.here.carrier)
    known = s.mention.sender in ("writer", "addressee") and s.sender.key is not None
    office = s.mention.sender is not None and names_office(s.mention.sender)
    near = [c for c in (carrier, *shelf.enclosed(carrier)) if c.id != s.here.id and c.day in days
            and (unopposed(s, c) or (office and same_kind_and_day(s, c)))
            and not (known and c.sender.key and not sent_by(s, c))]
    found = _best(s, near, _agrees)
    return _one(found, "of that day, and goes with the same paper") if len(found) == 1 else None


def _just_before(s: Sought, shelf: Shelf) -> Outcome | None:
    """ "Your letter of the 26th", where headings leave the parties unknown: the paper of that day filed just before."""
    m = s.mention
    days = days_of(m.date)
    if m.sender != "addressee" or m.number or not m.lead or not days or s.here.carrier is not None:
        return None
    door = shelf.next_door(s.here, -1)
    if door is None or door.day not in days or door.kind not in KINDS.get(m.kind, ()) or (
            same(door.sender, s.here.recipient) is False or same(door.recipient, s.here.sender) is False
            or same(door.sender, s.here.sender)):
        return None
    return _one([door], "of that day, and filed just before this paper")


def _circular(s: Sought, shelf: Shelf) -> Outcome | None:
    """ "the circular of the 19th of August": the one instruction of that day that is to nobody alone."""
    days = days_of(s.mention.date)
    if not days or not CIRCULAR.search(s.mention.words):
        return None
    found = [c for day in days for c in shelf.dated(day, s.here.collection)
             if c.kind == "instruction" and (c.recipient.key is None or CIRCULAR.search(c.recipient.key))]
    return _one(found, "the circular of that day") if len(found) == 1 else None


def _right_after(s: Sought, shelf: Shelf) -> Outcome | None:
    """What a paper transmits, where it is printed after it as a paper of its own: of that day, to the writer or by him.

    So the volumes of the 1860s print letters from other departments.
    """
    m, here = s.mention, s.here
    days = days_of(m.date)
    if m.relation != "transmits" or not days or here.carrier is not None or not here.sender.key:
        return None
    found: list[Card] = []
    door = shelf.next_door(here, 1)
    while door is not None and len(found) < FOLLOWING and door.kind != here.kind:
        found.append(door)
        door = shelf.next_door(door, 1)
    fitting = [c for c in found if c.day in days and c.kind in KINDS.get(m.kind, ()) and (sent_by(s, c) or (
        m.sender not in ("writer", "addressee") and same(c.recipient, here.sender)))]
    return _one(fitting, "of that day, and filed right after this paper") if len(fitting) == 1 else None


def _preceding(s: Sought, shelf: Shelf) -> Outcome | None:
    """ "my immediately preceding telegram": the last such paper in its channel."""
    m = s.mention
    if m.hint not in ("preceding", "last") or m.named or not (s.sender.key and s.recipient.key) or s.here.day is None:
        return None
    before = [c for c in shelf.series(s.sender.key, s.recipient.key, s.here)
              if c.id != s.here.id and c.instant < s.here.instant and (c.kind == "telegram") == (m.kind == "telegram")]
    follows = [c for c in before if m.sender == "writer" and _number(c) and _number(c) + 1 == _number(s.here)]
    if follows:
        last = [c for c in follows if c.instant == follows[0].instant]
        return _one(last, "the paper before this one in its channel, by its number")
    if m.hint == "last" or not before or (m.sender == "writer" and _number(before[0]) and _number(s.here)):
        return None                 # the papers between were not kept, or may not have been
    last = [c for c in before if c.instant == before[0].instant]
    return _one(last, "the last paper before this one in its channel")


def _number(card: Card) -> int:
    """A paper's number, or 0 for one that is no plain number."""
    return int(card.number) if card.number and card.number.isdecimal() else 0


def _in_collection(s: Sought, shelf: Shelf) -> Outcome | None:
    return (_looked_up(s, shelf, s.here.collection) or _another_head(s, shelf) or _another_hand(s, shelf))


def _another_head(s: Sought, shelf: Shelf) -> Outcome | None:
    """What a post wrote to its ministry under another head of it, where headings give names alone.

    A post writes to few, its ministry to many: so it is told which of the two the writer is.
    """
    if s.sender.surname is None or s.recipient.surname is None or s.sender.post or s.recipient.post:
        return None
    loose = Sought(structs.replace(s.mention, recipient=None), s.here, s.sender)
    collection = s.here.collection
    official = [c for c in _papers(loose, shelf, collection) if c.kind in OFFICIAL
                and c.sender.surname == s.sender.surname and c.recipient.surname and not c.recipient.post]
    found = _best(loose, official, fit)
    if len(found) != 1 or shelf.reach(s.sender, collection) * FEWER > shelf.reach(s.recipient, collection):
        return None
    return _one(found, because(s, found[0]))


def _another_hand(s: Sought, shelf: Shelf) -> Outcome | None:
    """A ministry's note of a day to a post, signed by another than its head, where headings give names alone.

    That a party is a ministry is told as above; who signs for it writes to several as well.
    """
    m, collection = s.mention, s.here.collection
    days, head, post = days_of(m.date), s.sender, s.recipient
    if not days or not (head.surname and post.surname) or head.post or post.post or m.kind not in FROM_MINISTRY:
        return None
    found = [c for day in days for c in shelf.dated(day, collection) if c.kind in FROM_MINISTRY and c.id != s.here.id
             and same(c.recipient, post) and c.sender.surname and not c.sender.post and same(c.sender, head) is False
             and (m.number is None or c.number in (None, m.number)) and c.carrier is None]
    if len(found) != 1 or shelf.reach(post, collection) * FEWER > shelf.reach(head, collection):
        return None
    return _one(found, because(s, found[0])) if shelf.reach(found[0].sender, collection) >= FEWER else None


def _in_archive(s: Sought, shelf: Shelf) -> Outcome | None:
    return _looked_up(s, shelf, None)


def _looked_up(s: Sought, shelf: Shelf, collection: str | None) -> Outcome | None:
    """By day, or by a bare number in its series."""
    found = _best(s, _papers(s, shelf, collection), fit)
    if len(found) > 1 and not days_of(s.mention.date):
        found = _latest(s, found)
    return _one(found, because(s, found[0])) if found else None


def _papers(s: Sought, shelf: Shelf, collection: str | None) -> list[Card]:
    """The papers of the day, else those of the number in its series; None for the whole archive."""
    m = s.mention
    if days := days_of(m.date):
        traits = Traits(m.number, m.time, s.sender, s.recipient)
        return [c for day in days for c in (shelf.dated_anywhere(day, traits) if collection is None
                                            else shelf.dated(day, collection))]
    if m.number is None or (collection is None and s.sender.key is None):
        return []
    return [c for number in dict.fromkeys((m.number, m.number.replace(",", "")))
            for c in shelf.numbered(number, collection, s.sender.key) if m.date or in_series(s, c)]


def _latest(s: Sought, found: list[Card]) -> list[Card]:
    """Of papers of one number those of the last day before the mention."""
    if s.here.day is None or any(c.day is None for c in found):
        return found
    last = max(c.instant[0] for c in found)
    return [c for c in found if c.instant[0] == last]


def _best(s: Sought, cards: Iterable[Card], judge: Callable[[Sought, Card], Fit | None]) -> list[Card]:
    """The papers that fit best; several when nothing tells them apart."""
    graded = [(judged, c) for c in cards if (judged := judge(s, c)) is not None]
    top = max((g for g, _ in graded), default=None)
    return [c for g, c in graded if g == top]


def _one(found: Sequence[Card], reason: str) -> Outcome:
    if len(found) == 1:
        return Outcome("resolved", reason, found[0].id)
    names = tuple(sorted(c.name for c in found))
    return Outcome("ambiguous", f"{len(names)} papers fit equally ({reason})", candidates=names)


def _document_name(words: str, here: Card) -> list[str]:
    """The ids that a pointer to a document can mean: "12", "#d12", "frus1936v03#d12"."""
    volume, mark, part = words.rpartition("#")
    volume = volume or here.name.split("/")[0]
    return [f"{volume}/{part}"] if mark else [f"{volume}/d{part}", f"{volume}/{part}"]


def _by_others(i: int, asked: Sequence[Sought], found: Sequence[Outcome]) -> Outcome:
    """A mention without number or day takes the meaning of the one paper of its kind and owner named before it."""
    m, told = asked[i].mention, found[i]
    if told.status != "missing" or m.named or m.kind == "other" or not (m.sender or m.hint == "aforesaid"):
        return told
    if PLURAL.search(m.words) and m.kind != "instruction":
        return told                 # "my first telegrams"; but "your instructions" may be one paper
    before = {_meaning(asked[j].mention, found[j]): j for j in range(i)
              if asked[j].mention.named and asked[j].mention.kind == m.kind
              and (m.sender is None or asked[j].mention.sender == m.sender)
              and (m.recipient is None or asked[j].mention.recipient == m.recipient)}
    if len(before) != 1:
        return told
    first = found[next(iter(before.values()))]
    if first.status in ("external", "ambiguous"):
        return told
    return Outcome(first.status, f"named before in this paper; {first.reason}", first.target, wanted=first.wanted)


def _filed_before(i: int, asked: Sequence[Sought], found: Sequence[Outcome], shelf: Shelf) -> Outcome:
    """What a paper answers and names without number or day is the paper filed just before it, if that may be it.

    In "your reply to my note" the note is the one filed before the reply.
    """
    s, told = asked[i], found[i]
    if told.status != "missing" or not may_be_filed_before(s):
        return told
    after: Card | None = s.here
    if i and speaks_of_reply(asked[i - 1].mention, s.mention):
        target = found[i - 1].target
        after = shelf.card(target) if target is not None else None
    elif s.mention.sender != "addressee" or s.mention.relation != "replies-to":
        return told
    door = shelf.next_door(after, -1) if after else None
    if after is None or door is None or not is_exchange(s, after, door):
        return told
    return Outcome("resolved", "filed just before, between the same two", door.id, wanted=told.wanted)


def _meaning(m: Mention, outcome: Outcome) -> tuple[object, ...]:
    return (outcome.target,) if outcome.target else (m.number, m.date)
