"""Duties: what each directive and each claim of a collection asks of whom, by when, and what became of it.

Filled after `act` and `party`, whose actors it takes over; it reads the papers, findings and links of one collection,
and the papers of any other that name one of these.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from msgspec import structs

from dragoman.archive.closing import close
from dragoman.archive.owed import Closing, Duty
from dragoman.archive.replying import Lead, Replies, Sheet, sheets
from dragoman.archive.rows import mention_of
from dragoman.archive.traffic import BY_WIRE, Traffic
from dragoman.edition.annotation import DateFinding, Directive
from dragoman.lexicon.stops import sentence
from dragoman.resolution.claims import Claim, Named, claims, has_cues
from dragoman.resolution.duties import (
    STRANGER_SHARE,
    asks,
    due_day,
    first_day,
    is_conditional,
    is_quoted,
    is_standing,
    sureness,
    third,
)
from dragoman.resolution.mentions import Mention
from dragoman.resolution.parties import NOBODY, Who, fits, same
from dragoman.resolution.reasons import weight_of
from dragoman.resolution.replies import told_as_answer

SURE = 0.7                      # from here on a duty stands in the plain list; measured in docs/accuracy.md
OPENING = 700                   # characters, the heading among them, in which a paper says what it answers
CLAIM = 0.9                     # how sure a claim is: the ten plain ones of the twelve volumes are right
_FINDINGS = ("SELECT a.document, a.ordinal, a.layer, a.start, a.\"end\", a.body, a.rule, a.voice FROM document AS d "
             "JOIN annotation AS a ON a.document = d.id WHERE d.collection = ? AND a.layer IN ('directive', 'date') "
             "ORDER BY d.id, a.ordinal")
_LINKS = ("SELECT l.document, l.mention, l.target, l.missing, m.recipient_surname, m.recipient_post FROM document AS d "
          "JOIN link AS l ON l.document = d.id LEFT JOIN missing AS m ON m.id = l.missing "
          "WHERE d.collection = ? AND l.status <> 'external' ORDER BY d.id, l.ordinal")
_TEXTS = ("SELECT d.id, c.text, c.foot FROM document AS d JOIN content AS c ON c.document = d.id "
          "WHERE d.collection = ? ORDER BY d.id")
# the least days that a letter took on each way of a collection
_LEAST = ("SELECT sender, recipient, min(days) FROM delay WHERE collection = ? AND traffic <> ? "
          "GROUP BY sender, recipient")
_INSERT = ("INSERT INTO duty (document, ordinal, post, surname, asker, force, asks, sure, plain, issued, since, rests, "
           "rests_missing, due, pending, state, closed, by, by_missing, at, start, \"end\", why) "
           f"VALUES ({', '.join('?' * 23)})")
# the actors of the paper's recipient, where it is he who owes it
_ACTORS = ("UPDATE duty SET person = p.person FROM party AS p, document AS d "
           "WHERE d.collection = ? AND d.id = duty.document AND p.document = d.id AND p.role = 'recipient' "
           "AND p.ordinal = 0 AND duty.post IS coalesce(d.recipient_post, d.recipient_surname)")
_IF_YOU = re.compile(r"[,\s]*if (?:you|your)\b[^.;]{0,120}")
_BODY = msgspec.json.Decoder(Directive)
_DATE = msgspec.json.Decoder(DateFinding)


class _Link(NamedTuple):
    mention: Mention
    target: int | None
    record: int | None
    recipient: Who                      # of a missing paper, as far as it is known


class _Paper(NamedTuple):
    sheet: Sheet
    text: str
    foot: int
    findings: Sequence[Any]
    links: Sequence[_Link]


def make_duties(connection: sqlite3.Connection, collection: str) -> None:
    """Make the duties of one collection anew. Inside a transaction."""
    cards = sheets(connection, collection)
    findings = _by_paper(connection.execute(_FINDINGS, (collection,)))
    links = _links(connection, collection)
    least = {(sender, to): days for sender, to, days in connection.execute(_LEAST, (collection, BY_WIRE))}
    traffic = Traffic(cards, {paper: _opening(rows) for paper, rows in findings.items()},
                      {paper: _leads(named) for paper, named in links.items()}, least)
    duties = _once([duty for paper in _papers(connection, collection, cards, (findings, links))
                    for duty in _duties(paper, cards)])
    replies = Replies(connection, {p for d in duties for p in (d.paper.id, *d.rests)},
                      {r for d in duties for r in d.rests_missing})
    asked = frozenset((d.paper.id, ordinal) for d in duties for ordinal in d.claims)
    rows = [_row(d, close(d, replies, traffic, asked)) for d in duties]
    connection.execute("DELETE FROM duty WHERE document IN (SELECT id FROM document WHERE collection = ?)",
                       (collection,))
    connection.executemany(_INSERT, rows)
    connection.execute(_ACTORS, (collection,))


def _links(connection: sqlite3.Connection, collection: str) -> dict[int, list[_Link]]:
    """What each paper of a collection names."""
    return {paper: [_Link(mention_of(m), target, record, Who(*who)) for _, m, target, record, *who in rows]
            for paper, rows in _by_paper(connection.execute(_LINKS, (collection,))).items()}


def _leads(named: Iterable[_Link]) -> list[Lead]:
    """The papers that one opens with."""
    return [Lead(m.start, m.end, m.number, m.date, m.sender, target) for m, target, *_ in named
            if m.lead and not m.note and m.start < OPENING]


def _papers(connection: sqlite3.Connection, collection: str, cards: Mapping[int, Sheet],
            read: tuple[Mapping[int, list[Sequence[Any]]], Mapping[int, list[_Link]]]) -> Iterator[_Paper]:
    """The papers of a collection that may lay a duty on somebody; `read` are the findings and references of each."""
    findings, links = read
    for i, text, foot in connection.execute(_TEXTS, (collection,)).fetchall():
        named = links.get(i, [])
        orders = any(row[2] == "directive" for row in findings.get(i, ()))
        if orders or (named and has_cues(text)):
            yield _Paper(cards[i], text, foot, findings.get(i, ()), named)


def _duties(paper: _Paper, cards: Mapping[int, Sheet]) -> Iterator[Duty]:
    """The duties of one paper: its directives, and its claims where no directive stands in the same sentence."""
    made = [_claimed(paper, c) for c in claims(paper.text, [Named(m.ordinal, m.start, m.end, m.sender)
                                                            for m, *_ in paper.links], paper.foot)]
    left = list(made)
    dates = [(row[3], _DATE.decode(row[5]).edtf) for row in paper.findings if row[2] == "date"]
    for _, ordinal, layer, start, end, body, rule, voice in paper.findings:
        if layer != "directive":
            continue
        directive = _BODY.decode(body)
        duty = structs.replace(_ordered(paper, (ordinal, start, end, rule, voice), directive, cards),
                               due=_due(paper.text, (start, end), directive.condition, dates, paper.sheet.day))
        resting = [c for span, c in made if span[0] < end and start < span[1]]
        left = [(span, c) for span, c in left if not (span[0] < end and start < span[1])]
        yield _rested(duty, resting)
    for _, group in groupby(left, key=lambda pair: pair[0]):
        first, *others = (c for _, c in group)
        yield _rested(first, [first, *others])


def _ordered(paper: _Paper, found: tuple[int, int, int, str, str], body: Directive,
             cards: Mapping[int, Sheet]) -> Duty:
    """The duty that a directive lays on somebody."""
    ordinal, start, end, rule, voice = found
    words = paper.text[start:end]
    own = f"{words}{_further(paper.text, end)}"
    whole = own + (f" {body.condition}" if body.condition else "")
    owing = _owing(body.addressee, paper.sheet, cards)
    sure = sureness(weight_of(rule) or 0.0, whole, kind=paper.sheet.kind, voice=voice, addressee=body.addressee,
                    addressed=owing == paper.sheet.recipient and not _names_sender(body.addressee, paper.sheet))
    sure = sure if owing.key and paper.sheet.day else 0.0
    sure *= STRANGER_SHARE if _asks_another(words, paper.sheet) or is_quoted(paper.text, start) else 1
    wanted = asks(whole, force=body.force)
    return Duty(paper.sheet, ordinal, whole, body.force, wanted, sure, owing, paper.sheet.sender,
                conditional=is_conditional(body.condition, words), standing=wanted and is_standing(own),
                since=paper.sheet.day, told=_told(paper, start, end), span=(start, end))


def _asks_another(words: str, sheet: Sheet) -> bool:
    """Whether the words name somebody else whom the writer asks."""
    whom = third(words)
    return whom is not None and not fits(whom, sheet.recipient)


def _names_sender(addressee: str | None, sheet: Sheet) -> bool:
    """Whether the one who is to act is named as the paper's own sender: "Mr. Sörensen" in a letter of his."""
    return addressee not in (None, "addressee") and fits(addressee or "", sheet.sender) is True


def _further(text: str, end: int) -> str:
    """What belongs to an order and stands after it: a question's mark; "I should be obliged | if you would cable"."""
    if text[end:end + 1] == "?":
        return "?"
    m = _IF_YOU.match(text, end)
    return m[0] if m else ""


def _claimed(paper: _Paper, claim: Claim) -> tuple[tuple[int, int], Duty]:
    """The duty that a claim tells of, with the sentence that it stands in."""
    link = next(x for x in paper.links if x.mention.ordinal == claim.ordinal)
    sheet = paper.sheet
    owing = {"writer": sheet.sender, "addressee": sheet.recipient}.get(claim.debtor)
    if link.recipient.key and (owing is None or same(link.recipient, owing) is False):
        owing = link.recipient
    if owing is None:
        owing = NOBODY
    known = owing.key is not None and sheet.day is not None and not (
        owing == sheet.recipient and _to_another(link.mention, claim, sheet))
    sure = CLAIM if known else 0.0
    asking = sheet.recipient if claim.debtor == "writer" else sheet.sender
    duty = Duty(sheet, claim.ordinal, paper.text[claim.start:claim.end], "request", True, sure, owing, asking,
                since=first_day([link.mention.date]) or sheet.day,
                rests=(link.target,) if link.target else (), rests_missing=(link.record,) if link.record else (),
                told=_told(paper, claim.start, claim.end), span=(claim.start, claim.end))
    return (claim.start, claim.end), duty


def _to_another(mention: Mention, claim: Claim, sheet: Sheet) -> bool:
    """Whether a paper that a mission names to its own ministry went to somebody else: "no reply to my note"."""
    return claim.debtor == "addressee" and mention.kind == "note" and sheet.kind in ("despatch", "telegram")


def _rested(duty: Duty, resting: Sequence[Duty]) -> Duty:
    """A duty with the older papers that it rests on; it is owed since the earliest of them."""
    if not resting:
        return duty
    days = [c.since for c in resting if c.since] + [duty.since or ""]
    owing = next((d.owing for d in (duty, *resting) if d.owing.key), NOBODY)
    return structs.replace(duty, asks=True, sure=max(duty.sure, *(c.sure for c in resting)), owing=owing,
                           since=min(filter(None, days), default=None),
                           rests=tuple(p for c in resting for p in c.rests),
                           rests_missing=tuple(r for c in resting for r in c.rests_missing),
                           claims=tuple(c.ordinal for c in resting))


def _once(duties: Sequence[Duty]) -> list[Duty]:
    """The duties, none owed twice: what an earlier row here has already been owed for is owed anew from its own day."""
    asking = {d.paper.id for d in duties if d.asks}
    claimed: set[int] = set()
    found: list[Duty] = []
    for duty in sorted(duties, key=lambda d: (d.paper.day or "", d.paper.id, d.ordinal)):
        again = not asking.isdisjoint(duty.rests) or not claimed.isdisjoint(duty.rests_missing)
        found.append(structs.replace(duty, since=duty.paper.day) if again else duty)
        claimed.update(duty.rests_missing)
    return found


def _owing(addressee: str | None, sheet: Sheet, cards: Mapping[int, Sheet]) -> Who:
    """Who is to act: the paper's recipient, unless the words name somebody else whom the papers here know."""
    if addressee == "we" or addressee == "writer":
        return sheet.sender
    if addressee is None or addressee == "addressee" or fits(addressee, sheet.recipient) \
            or _names_sender(addressee, sheet):
        return sheet.recipient
    known = {who.key: who for c in cards.values() for who in (c.sender,) if who.key and fits(addressee, who)}
    return next(iter(known.values())) if len(known) == 1 else Who(surname=addressee.lower())


def _told(paper: _Paper, start: int, end: int) -> tuple[tuple[Mention, int | None, int | None], ...]:
    """The answers of which a note tells, whose marker stands in the sentence of these words."""
    told = [x for x in paper.links if x.mention.note and told_as_answer(paper.text, x.mention.start)]
    if not told or start >= paper.foot:
        return ()
    first, last = sentence(paper.text, start, end)
    return tuple((x.mention, x.target, x.record) for x in told
                 if (label := _label(paper.text, x.mention.start)) and f"[{label}]" in paper.text[first:last + 6])


def _label(text: str, at: int) -> str | None:
    """The label of the note that a place stands in: "6" for "[6] In a reply letter"."""
    first = text.rfind("\n[", 0, at)
    end = text.find("]", first, first + 6)
    return text[first + 2:end] if first >= 0 and end > 0 else None


def _due(text: str, span: tuple[int, int], condition: str | None, dates: Sequence[tuple[int, str]],
         issued: str | None) -> str | None:
    """By when: a day in the words themselves, or in the condition beside them in the sentence."""
    found = due_day(text, span, dates, issued)
    at = text.find(condition, sentence(text, *span)[0]) if condition and not found else -1
    return due_day(text, (at, at + len(condition)), dates, issued) if condition and at >= 0 else found


def _opening(rows: Iterable[Sequence[Any]]) -> list[tuple[int, str]]:
    """The dates near the beginning of a paper, with where they stand."""
    return [(row[3], _DATE.decode(row[5]).edtf) for row in rows if row[2] == "date" and row[3] < OPENING]


def _row(d: Duty, c: Closing) -> tuple[object, ...]:
    return (d.paper.id, d.ordinal, d.owing.key, d.owing.surname, d.asking.key, d.force, d.asks, d.sure,
            d.sure >= SURE, d.paper.day, d.since, next(iter(d.rests), None), next(iter(d.rests_missing), None), d.due,
            "open" if d.open else "untold", c.state, c.closed, c.by, c.by_missing, c.at, c.start, c.end, c.why)


def _by_paper(rows: Iterable[Sequence[Any]]) -> dict[int, list[Sequence[Any]]]:
    found: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
