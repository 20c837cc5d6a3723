"""Absent papers: whether two mentions of papers that are not here mean one and the same.

By number and day; by day with the same writer and kind; by a bare number in the same series. A mention that could mean
two records joins neither. One that bears neither number nor day is joined only to its like in the same paper.
"""

import re
from collections.abc import Iterable
from datetime import date as Day

from msgspec import Struct

from dragoman.lexicon import words
from dragoman.resolution.cards import day_of
from dragoman.resolution.fitting import SERIES, Sought, written_abroad
from dragoman.resolution.parties import NOBODY, Who, same, surname

_VAGUE = words("channels", "vague")
_SLUG = re.compile(r"[^\w.]+")


class Absent(Struct, frozen=True):
    """A record of a paper that is cited and not here."""

    id: int
    kind: str
    number: str | None = None
    date: str | None = None
    time: str | None = None
    sender: Who = NOBODY
    recipient: Who = NOBODY
    cited: Day | None = None            # the day of the first paper that cites it


def joined(s: Sought, records: Iterable[Absent]) -> Absent | None:
    """The one record that a mention with a number or a day belongs to; None when there is none, or more than one."""
    fitting = [r for r in records if _one_paper(s, r)]
    sure = [r for r in fitting if same(party(s.mention.sender, s.sender), r.sender)]
    found = sure or fitting
    return found[0] if len(found) == 1 else None


def name_of(s: Sought) -> str:
    """The address of a new record, made of what is known: "missing/1936-03-20/91/japan"."""
    m = s.mention
    key = party(m.sender, s.sender).key
    if m.named:
        parts = [m.date or "undated", m.number or m.kind, key or "unknown"]
    else:
        parts = [*s.here.name.split("/"), m.kind, key or m.sender or "unknown"]
    return "/".join(["missing", *(_SLUG.sub("-", p.lower()).strip("-") or "-" for p in parts)])


def party(said: str | None, settled: Who) -> Who:
    """Who is meant: the party settled by the heading, else the person or land that the words name."""
    if settled.key is not None or not said:
        return settled
    telling = [w for w in re.findall(r"\w[\w’'-]*", said) if w.lower() not in _VAGUE and w[0].isupper()]
    return Who(surname(telling[-1])) if telling else NOBODY


def goes_to(s: Sought) -> Who:
    """To whom a missing paper went, as far as that is known; a post's own note, named in a despatch home, did not go
    home.
    """
    if s.mention.recipient is None and s.mention.kind == "note" and written_abroad(s):
        return NOBODY
    return party(s.mention.recipient, s.recipient)


def _one_paper(s: Sought, record: Absent) -> bool:
    m = s.mention
    if (m.number and record.number and m.number != record.number) or (m.time and record.time and m.time != record.time):
        return False
    writer = same(party(m.sender, s.sender), record.sender)
    if same(goes_to(s), record.recipient) is False:
        return False                # one sender's numbers run apart to each post
    if writer is False or ((record.kind == "telegram") != (m.kind == "telegram") and not (m.number and m.date)):
        return False
    if m.date and record.date:
        if m.date != record.date:
            return False
        return (m.number is not None and m.number == record.number) or (writer is True and record.kind == m.kind)
    if m.number is None or m.number != record.number or writer is not True:
        return False
    day = day_of(m.date or record.date) or record.cited
    return day is None or s.here.day is None or abs(s.here.day - day) <= SERIES
