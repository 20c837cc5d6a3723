"""Fitting: whether one paper can be the one that a mention means, and how much speaks for it.

What the mention says must not be against the paper (another number, another day, another hour, another sender); and
enough must be for it. A number runs in a series of its sender; a day alone names a paper only with who wrote it.
"""

from datetime import timedelta

from msgspec import Struct

from dragoman.edition.dates import parse
from dragoman.resolution.cards import Card, day_of
from dragoman.resolution.mentions import Mention
from dragoman.resolution.parties import NOBODY, Who, fits, said, same

# numbers of a series begin anew with a year or a mission; a bare number means the last paper that bore it
SERIES = timedelta(days=400)
# a bare number that is cited may have gone out the same day, or cross a day's line of longitude
AHEAD = timedelta(days=1)
BY_POST = frozenset(("letter", "despatch", "note", "instruction", "memorandum", "report", "aide-memoire"))
# kinds of paper that one word of a mention can mean
KINDS: dict[str, frozenset[str]] = {
    "telegram": frozenset(("telegram", "other")),
    "despatch": frozenset(("despatch", "letter", "instruction", "report", "note", "other")),
    "instruction": frozenset(("instruction", "letter", "despatch", "note", "telegram", "other")),
    "letter": frozenset(("letter", "note", "despatch", "instruction", "other")),
    "note": frozenset(("note", "letter", "aide-memoire", "memorandum", "despatch", "instruction", "other")),
    "memorandum": frozenset(("memorandum", "conversation", "aide-memoire", "minutes", "other")),
    "report": frozenset(("report", "despatch", "memorandum", "letter", "telegram", "other")),
    "enclosure": frozenset(("enclosure",)) | BY_POST | {"other"}}


class Sought(Struct, frozen=True):
    """A mention with its parties settled: who is meant by "my" and "your" in this paper."""

    mention: Mention
    here: Card
    sender: Who = NOBODY
    recipient: Who = NOBODY

    @property
    def wanted(self) -> str | None:
        """The key of a paper that would settle it: its day, or its number with its sender; None when it has neither."""
        m = self.mention
        if day_of(m.date):
            return m.date
        return f"{m.number} {self.sender.key or '?'}" if m.number else None


class Fit(Struct, frozen=True, order=True):
    """How well a paper fits, the more telling first; two fits are equal when nothing tells them apart."""

    number: int
    time: int
    sender: int
    recipient: int
    kind: int
    carrier: int


def sought(mention: Mention, here: Card) -> Sought:
    """The mention with "writer", "addressee" and the like put into their places."""
    sender = said(mention.sender, here.sender, here.recipient) if mention.sender else NOBODY
    recipient = said(mention.recipient, here.sender, here.recipient) if mention.recipient else NOBODY
    if sender.key and not recipient.key and mention.recipient is None:
        if same(sender, here.sender):
            recipient = here.recipient
        elif same(sender, here.recipient):
            recipient = here.sender
    return Sought(mention, here, sender, recipient)


def fit(s: Sought, card: Card) -> Fit | None:
    """How well a paper fits a mention; None when it cannot be the one, or too little speaks for it."""
    m = s.mention
    if card.id == s.here.id:
        return None
    day, number, hour = _same_day(m, card), _same(m.number, card.number), _same(m.time, card.time)
    if False in (day, number, hour):
        return None
    sender, recipient = _party(m.sender, s.sender, card.sender), _party(m.recipient, s.recipient, card.recipient)
    kind = card.kind in KINDS.get(m.kind, (card.kind,))
    if not _enough(m, (day, number, hour), (sender, recipient), kind):
        return None
    exact = card.kind == m.kind or (m.kind == "telegram") == (card.kind == "telegram")
    return Fit(int(number or 0), int(hour or 0), _grade(sender), _grade(recipient), int(exact),
               int(card.carrier is None))


def _enough(m: Mention, facts: tuple[bool | None, ...], parties: tuple[bool | None, ...], kind: bool) -> bool:
    """Whether what speaks for a paper suffices to take it for the one meant."""
    (day, number, hour), (sender, recipient) = facts, parties
    if sender is False:
        return False
    if day and number:
        return recipient is not False or sender is True
    if day and hour:
        return kind
    if day:
        if m.time or not kind or recipient is False or m.number:
            return False
        return bool(sender) or bool(recipient)
    if number:
        return m.date is None and bool(sender) and recipient is not False
    return False


def in_series(s: Sought, card: Card) -> bool:
    """Whether a paper with a bare number lies near enough before the paper that cites it."""
    if card.day is None or s.here.day is None:
        return card.collection == s.here.collection
    return s.here.day - SERIES <= card.day <= s.here.day + AHEAD


def _same(a: str | None, b: str | None) -> bool | None:
    return None if a is None or b is None else _bare(a) == _bare(b)


def _bare(number: str) -> str:
    return number.replace(" ", "").replace(",", "").lstrip("0").lower()


def _same_day(m: Mention, card: Card) -> bool | None:
    """Whether the days agree; a mention's month or year agrees with any day in it, but tells nothing."""
    if m.date is None or card.day is None:
        return None
    if day := day_of(m.date):
        return day == card.day
    span = parse(m.date)
    if span is None:
        return None
    return None if span.first <= card.day <= span.last else False


def _party(words: str | None, known: Who, party: Who) -> bool | None:
    """Whether the party that a mention names is this one; None when that is not said or cannot be told."""
    if known.key is not None:
        return same(known, party)
    return fits(words, party) if words else None


def _grade(answer: bool | None) -> int:
    return 1 if answer is None else 2 if answer else 0
