"""Fitting: whether one paper can be the one that a mention means, and how much speaks for it.

What the mention says must not be against the paper (another number, another day, another hour, another sender); and
enough must be for it. A number runs in a series of its sender; a day alone names a paper only with who wrote it.
"""

from datetime import timedelta

from msgspec import Struct, structs

from dragoman.edition.dates import parse
from dragoman.resolution.cards import Card, days_of
from dragoman.resolution.mentions import Mention
from dragoman.resolution.parties import NOBODY, Who, fits, names_office, said, same

# numbers of a series begin anew with a year or a mission; a bare number means the last paper that bore it
SERIES = timedelta(days=400)
# a bare number that is cited may have gone out the same day, or cross a day's line of longitude
AHEAD = timedelta(days=1)
# the year of a day that was counted from a paper without one: "mine of the 12th"
NO_YEAR = "9999"
# what a post writes to others than its ministry, and what a ministry writes
ABROAD = frozenset(("note", "letter", "aide-memoire"))
FROM_MINISTRY = frozenset(("instruction", "note"))
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
        """The key of a paper that would settle it: its day, its number with its sender, or else, where it is the one
        before this in its channel, that channel; None when it has none of these.
        """
        m, sender, recipient = self.mention, self.sender.key, self.recipient.key
        if days := days_of(m.date):
            return days[-1].isoformat()
        if m.number:
            return f"{m.number.replace(',', '')} {sender or '?'}"
        return f"{sender} > {recipient}" if m.hint in ("preceding", "last") and sender and recipient else None


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
    if mention.recipient == mention.sender:
        mention = structs.replace(mention, recipient=None)      # "my 93. I have just received"
    if (mention.date or "").startswith(NO_YEAR):
        mention = structs.replace(mention, date=None)
    sender, recipient = (said(words, here.sender, here.recipient, here.kind) if words else NOBODY
                         for words in (mention.sender, mention.recipient))
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
    day, number, hour = _same_day(m, card), _same(m.number, card.number), _same_hour(m.time, card.time)
    if False in (day, number, hour) or _misnamed(s, card) or _own_series(s, card):
        return None
    sender, recipient = _party(m.sender, s.sender, card.sender), _party(m.recipient, s.recipient, card.recipient)
    if recipient is False and _not_to_you(s, card):
        recipient = None
    if not sender and number and _signed_for(s, card, recipient):
        sender = True
    within = m.date is None or (day is None and card.day is not None)
    if not _enough(s, card, (day, number and (day or within), hour), (sender, recipient)):
        return None
    exact = card.kind == m.kind or (m.kind == "telegram") == (card.kind == "telegram")
    return Fit(int(number or 0), int(hour or 0), _grade(sender), _grade(recipient), int(exact),
               int(card.carrier is None))


def parties_agree(s: Sought, card: Card) -> bool:
    """Whether nothing that a mention says of its kind, sender and recipient is against a paper."""
    m = s.mention
    stated = s.recipient if m.recipient else NOBODY         # "my note" that goes with a despatch went to somebody else
    sender = _party(m.sender, s.sender, card.sender)
    if sender is None and s.sender.key is not None and same(s.sender, card.recipient):
        return False                                        # it came to him who should have written it
    return ((m.kind == "telegram") <= (card.kind in ("telegram", "other")) and sender is not False
            and _party(m.recipient, stated, card.recipient) is not False)


def sent_by(s: Sought, card: Card) -> bool | None:
    """Whether a paper is by him whom a mention names; None when it names nobody, or that cannot be told."""
    return _party(s.mention.sender, s.sender, card.sender)


def same_kind_and_day(s: Sought, card: Card) -> bool:
    """Whether a paper is of the very day that a mention of somebody else's paper gives, and may be of its kind."""
    m = s.mention
    return card.day in days_of(m.date) and card.kind in KINDS.get(m.kind, ()) and m.sender not in (
        "writer", "addressee") and _same(m.number, card.number) is not False


def unopposed(s: Sought, card: Card) -> bool:
    """Whether nothing that a mention says of its kind, day, hour and parties is against a paper that goes with it."""
    m = s.mention
    kinds = KINDS.get(m.kind, frozenset((m.kind,))) | {"enclosure", "other"}
    kind = card.kind in kinds or (m.kind == "other" and sent_by(s, card) is True)
    time = _same_day(m, card) is not False and _same_hour(m.time, card.time) is not False
    return kind and time and parties_agree(s, card)


def _enough(s: Sought, card: Card, facts: tuple[bool | None, ...], parties: tuple[bool | None, ...]) -> bool:
    """Whether what speaks for a paper suffices to take it for the one meant.

    In its own collection a telegram of that hour went to several posts and is printed once; elsewhere that is chance.
    """
    m = s.mention
    (day, number, hour), (sender, recipient) = facts, parties
    kind, here = card.kind in KINDS.get(m.kind, (card.kind,)), card.collection == s.here.collection
    if sender is False:
        return False
    if day and number:
        return recipient is not False or sender is True
    if day and hour:
        return kind and (recipient is not False or here)
    if day:
        if m.time or not kind or recipient is False or m.number:
            return False
        if sender is None:
            return here and recipient is True and _sender_will_do(s, card)
        return here or recipient is True
    if number:
        return bool(sender) and recipient is not False
    return False


def _sender_will_do(s: Sought, card: Card) -> bool:
    """Whether a paper of the day to the right recipient may stand though its sender cannot be told from the words.

    He is not named, or is one of this paper's parties; or it went to a third party who is named; or he is an office
    ("the Foreign Office") that writes to a post. To a ministry many write on one day.
    """
    words = s.mention.sender
    if words is None or s.sender.key is not None:
        return True
    if s.mention.recipient not in (None, "writer", "addressee") and s.recipient.key is None:
        return card.kind == s.mention.kind
    here, to = s.here, s.recipient
    at_post = to.post is not None and not to.ministry
    at_post = at_post or to == {"despatch": here.sender, "instruction": here.recipient}.get(here.kind)
    return at_post and card.kind == s.mention.kind and names_office(words)


def _misnamed(s: Sought, card: Card) -> bool:
    """Whether the parties are at odds: it is from whom it should go to, or goes to "you" though another is named."""
    if s.sender.key is None and s.recipient.surname is not None and card.sender.surname == s.recipient.surname:
        return True
    words = s.mention.recipient
    return (s.mention.number is None and words not in (None, "writer", "addressee") and s.recipient.key is None
            and same(card.recipient, s.here.recipient) is True and not fits(words or "", card.recipient))


def _own_series(s: Sought, card: Card) -> bool:
    """Whether "my note" would be one of the writer's own despatches: in a despatch it is a note to somebody else."""
    m = s.mention
    return (m.number is None and written_abroad(s) and card.kind == s.here.kind
            and card.number is not None and s.here.number is not None)


def _not_to_you(s: Sought, card: Card) -> bool:
    """Whether "my note" in a despatch, or "my despatch" in a note, went to somebody who is not named.

    So, too, "I laid your No. 366 before Lord Rusk" looks as if that instruction went to him.
    """
    m = s.mention
    if m.sender == "addressee" and m.number is not None and m.kind == card.kind == "instruction":
        return same(card.recipient, s.here.sender) is True
    if m.recipient is not None:
        return False
    return written_abroad(s) or (m.sender == "writer" and m.kind == card.kind == "despatch" and s.here.kind in ABROAD)


def written_abroad(s: Sought) -> bool:
    """Whether the writer of a despatch, or of a telegram home, speaks of a note or letter of his own."""
    here = s.here
    home = here.kind == "despatch" or (here.kind == "telegram" and here.recipient.ministry)
    return home and s.mention.kind in ABROAD and s.sender == here.sender


def _signed_for(s: Sought, card: Card, recipient: bool | None) -> bool:
    """Whether another may have signed a paper of this number: an acting secretary, or a chargé at the same post."""
    m = s.mention
    if s.sender.key is None:
        return False
    if m.sender != "writer":
        return recipient is True and card.kind in FROM_MINISTRY
    return (m.date is not None and card.kind == s.here.kind == "despatch"
            and card.sender.place is not None and card.sender.place == s.here.sender.place)


def in_series(s: Sought, card: Card) -> bool:
    """Whether a paper with a bare number lies near enough before the paper that cites it."""
    if card.day is None or s.here.day is None:
        return card.collection == s.here.collection
    return s.here.day - SERIES <= card.day <= s.here.day + AHEAD


def _same(a: str | None, b: str | None) -> bool | None:
    return None if a is None or b is None else _bare(a) == _bare(b)


def _same_hour(a: str | None, b: str | None) -> bool | None:
    """Whether the hours agree; "12 p.m." is noon to some and midnight to others."""
    return True if {a, b} == {"00:00", "12:00"} else _same(a, b)


def _bare(number: str) -> str:
    return number.replace(" ", "").replace(",", "").lstrip("0").lower()


def _same_day(m: Mention, card: Card) -> bool | None:
    """Whether the days agree; a mention's month or year agrees with any day in it, but tells nothing."""
    if m.date is None or card.day is None:
        return None
    if days := days_of(m.date):
        return card.day in days
    span = parse(m.date)
    if span is None:
        return None
    return None if span.first <= card.day <= span.last else False


def _party(words: str | None, known: Who, party: Who) -> bool | None:
    """Whether the party that a mention names is this one; None when that is not said or cannot be told.

    "The Department" is whoever heads it: where headings give names alone, another name does not speak against it.
    """
    if known.key is not None:
        by_name = known.post is None and words not in (None, "writer", "addressee")
        return same(known, party) or (None if by_name else same(known, party))
    return fits(words, party) if words else None


def _grade(answer: bool | None) -> int:
    return 1 if answer is None else 2 if answer else 0
