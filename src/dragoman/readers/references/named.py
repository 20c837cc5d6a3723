"""Papers named by a noun ("your despatch No. 5"), by owner and number ("my 234", "Department’s 98") or in cablese."""

import re
from collections.abc import Iterator
from typing import Literal

from dragoman.edition.annotation import DateFinding, Reference
from dragoman.readers.references import patterns as p
from dragoman.readers.references.draft import Draft
from dragoman.readers.references.parties import GENITIVE, antecedent, name_or_office, party_of
from dragoman.readers.references.phrase import Left, Right, Text, bare_number, date_after, day_of, left_of, right_of, with_outer
from dragoman.readers.references.traffic import Traffic

_POINTING = {"this", "that", "these", "those", "any", "no", "such", "some", "each", "every", "which", "what"}
# kinds whose number may stand without "No."
_NUMBERED = {"telegram", "despatch", "instruction", "note", "letter", "traffic", "communication"}


def by_noun(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Papers named by what they are: "Mr. Perry’s despatch, No. 13, dated July 12"."""
    text = source.text
    for m in p.NOUN.finditer(text):
        noun = _known(m["noun"])
        left = left_of(text, m.start())
        end, number = m.end(), None
        if p.KINDS[noun] in _NUMBERED and (bare := bare_number(source, end)):
            end, number = bare
        several = noun.endswith(("s", "a")) and noun not in p.ACTS
        right = right_of(source, left, end, listed=several, number=number)
        if not _another_word(text, m, left, right) and _names_a_paper(text, noun, left, right):
            yield from _drafts(source, noun, left, right, traffic)


def _another_word(text: str, m: re.Match[str], left: Left, right: Right) -> bool:
    """Whether the noun is no paper here: "bank notes", "to note", "letters patent"."""
    if p.NOT_AFTER.match(text, m.end()):
        return True
    certain = left.determiner or right.members[0].number or right.members[0].date
    return not certain and _word_before(text, left.start).lower() in p.NOT_BEFORE


def _known(noun: str) -> str:
    return noun if noun in p.KINDS else noun.lower() if noun.lower() in p.KINDS else noun[0].lower() + noun[1:]


def _word_before(text: str, at: int) -> str:
    before = text[max(0, at - 24):at].rstrip(" ")
    return before[before.rfind(" ") + 1:].strip("(“\"")


def _names_a_paper(text: str, noun: str, left: Left, right: Right) -> bool:
    """Whether the phrase names one paper, and does not only point at it or speak of papers in general."""
    first = right.members[0]
    numbered, dated = first.number is not None, first.date is not None
    owned = left.determiner in ("my", "our", "your", "genitive")
    theirs = left.determiner in ("his", "her", "its", "their")
    told = right.by not in ("", "whereby")
    enclosed = left.copy or p.ENCLOSED.search(text, max(0, left.start - 60), left.start) is not None
    if p.RECEIVED.search(text, max(0, left.start - 70), left.start) or (
            p.RECEIVED_FROM.search(text, max(0, left.start - 90), left.start)):
        return True
    state = any(a.lower() in p.STATE for a in left.adjectives)
    about = p.TOPIC.match(text, first.end) is not None and left.determiner != ""
    if not (numbered or dated) and p.AWAITED.search(text, max(0, left.start - 40), left.start):
        return False
    if left.determiner in _POINTING:
        return numbered or (dated and right.by != "")
    if noun in p.STRONG:
        if not left.determiner and not left.adjectives and not left.copy:
            return numbered or dated or right.by in ("from", "to")
        return numbered or dated or owned or theirs or told or left.nation or right.pointer or left.identified() or enclosed or about
    if noun in p.WEAK:
        return numbered or dated or owned or told or left.nation or right.pointer or enclosed or about or theirs or (
            noun == "report" and left.determiner != "" and (p.REPORT_TOPIC.match(text, first.end) is not None or bool(left.adjectives)))
    if noun == "correspondence":
        return enclosed or dated
    if noun in p.SPOKEN:
        return numbered or dated or enclosed or (right.by in ("verb", "clause"))
    if noun in p.DRAFTS and left.determiner in ("a", "an") and not left.copy:
        return False
    if noun in p.DRAFTS:
        return numbered or owned or right.by in ("by", "from", "clause", "verb")
    if noun in p.LEGAL and (state or (left.determiner in ("the", "a", "an") and p.LEGAL_TOPIC.match(text, first.end) is not None)):
        return True
    return numbered or dated or left.copy or noun in p.TITLES or right.by in ("by", "from", "verb") or (theirs and noun == "certificate") or (noun in p.LEGAL and left.determiner in ("a", "an")) or (
        noun in p.LEGAL and right.by != "")


def _drafts(source: Text, noun: str, left: Left, right: Right, traffic: Traffic) -> Iterator[Draft]:
    text = source.text
    sender = left.owner or right.sender
    recipient = right.recipient
    pronoun = left.determiner if left.determiner in ("his", "its") else right.pronoun
    if sender is None and pronoun:
        sender = antecedent(text, left.start, pronoun)
    if sender is None and p.IN_OR_BY.search(text, max(0, left.start - 14), left.start) and (
            m := p.SUBJECT.match(text, right.members[-1].end)):
        sender = "writer" if m["party"] == "I" else name_or_office(m["party"])
        recipient = recipient or (party_of(m["whom"]) if m["whom"] else None)
    if left.owner and right.by == "clause" and right.sender:
        sender = left.owner
    date = None
    received = p.RECEIVED.search(text, max(0, left.start - 70), left.start)
    if received and right.recipient is None and sender not in ("writer", "addressee"):
        recipient = received["who"] or "writer"
    if recipient is None and left.determiner == "genitive" and sender not in ("writer", "addressee") and (
            p.RECEIPT.search(text, max(0, left.start - 16), left.start)):
        recipient = "writer"
    wrote = sender is None and p.WROTE.search(text, max(0, left.start - 90), left.start)
    if wrote:
        sender = party_of(wrote["who"])
        recipient = recipient or (party_of(wrote["whom"]) if wrote["whom"] else None)
        date = _day_before(source, wrote.start())
    if date is None and right.by in ("verb", "clause") and right.members[-1].date is None:
        date = _later_day(source, right.members[-1].end)
    if sender is None and (m := p.RECEIVED_FROM.search(text, max(0, left.start - 90), left.start)):
        sender, recipient = party_of(m["party"]), "writer"
    kind = _kind(text, noun, left, sender, right, traffic)
    for member in right.members:
        body = Reference(kind, member.number, member.date or date or None, sender, recipient, time=member.time,
                         paragraph=left.paragraph or right.paragraph, page=right.page)
        yield Draft(member.start, member.end, body, "a paper named by what it is")


def _later_day(source: Text, at: int) -> str | None:
    """The day further on in the same clause: "handed to me by Mr. Phillips on August 17"."""
    stop = min(at + 70, *(i for c in ".;:,\n" if (i := source.text.find(c, at, at + 70)) >= 0), len(source.text))
    for m in p.LATER_DAY.finditer(source.text, at, stop):
        found = source.dates.get(m.end())
        if found and isinstance(found.body, DateFinding) and len(found.body.edtf) == 10:
            return day_of(found.body) or None
    return None


def _day_before(source: Text, at: int) -> str | None:
    """The day of "on the 25th instant I addressed a note": a date that ends right before `at`."""
    for start in range(max(0, at - 30), at):
        found = source.dates.get(start)
        if found and at - 3 <= found.end <= at and isinstance(found.body, DateFinding):
            return found.body.edtf
    return None


def _kind(source_text: str, noun: str, left: Left, sender: str | None, right: Right, traffic: Traffic) -> Literal["other"]:
    kind = p.KINDS[noun]
    timed = any(m.time for m in right.members)
    if "telegraphic" in left.adjectives or "circular" in left.adjectives and traffic.wire:
        kind = "telegram"
    if kind == "communication":
        kind = "other"
        if sender in ("writer", "addressee"):
            own = traffic.own if sender == "writer" else traffic.other
            kind = own
    if noun in p.ACTS and left.copy and p.ENCLOSED.search(source_text, max(0, left.start - 60), left.start):
        kind = "enclosure"
    if kind == "traffic":
        kind = "telegram" if timed else traffic_kind(sender, traffic)
    return kind  # type: ignore[return-value]


def traffic_kind(owner: str | None, traffic: Traffic) -> str:
    """The kind of a paper that only its owner tells."""
    if traffic.wire:
        return "telegram"
    if owner == "writer":
        return traffic.own
    if owner == "addressee":
        return traffic.other
    words = (owner or "").lower()
    if "department" in words or "secretary" in words:
        return "instruction"
    if any(w in words for w in ("legation", "embassy", "consul", "mission")):
        return "despatch"
    return "note"


def by_possessor(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Papers named by whose they are and a number or day: "your 234", "my No. 145", "your November 12, 4 p.m."."""
    text = source.text
    for m in p.POSSESSOR.finditer(text):
        if text[m.start() - 1:m.start()].isalnum():
            continue
        who = m["who"].lower()
        owner = {"m": "writer", "o": "writer", "y": "addressee", "u": "addressee"}.get(who[0])
        line = max(text.rfind("\n", max(0, m.start() - 60), m.start()) + 1, m.start() - 60, 0)
        left = with_outer(text, line, Left(m.start(), who, owner))
        yield from _numbered_or_dated(source, left, m.end(), traffic)


def by_owner(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Papers named by the organ that sent them: "Department’s 98", "Secretary’s January 15, noon"."""
    text = source.text
    for m in p.OWNER.finditer(text):
        line = max(text.rfind("\n", max(0, m.start() - 60), m.start()) + 1, m.start() - 60, 0)
        genitive = GENITIVE.search(text, line, m.end())
        if genitive:
            left = with_outer(text, line, Left(genitive.start(), "genitive", party_of(genitive["party"])))
            yield from _numbered_or_dated(source, left, m.end() - 1, traffic)


def _numbered_or_dated(source: Text, left: Left, at: int, traffic: Traffic) -> Iterator[Draft]:
    text = source.text
    number = None
    end = at
    if m := p.NUMBER.match(text, at):
        end, number = m.end(), m["number"]
    elif left.determiner not in ("his", "mine", "yours") and (bare := bare_number(source, at)):
        end, number = bare
    elif found := date_after(source, at):
        if not (found[1].time or left.determiner in ("mine", "yours") or p.AFTER_BARE.match(text, found[0])):
            return
        if len(found[1].edtf) < 10 or (left.determiner == "genitive" and not found[1].time and not traffic.wire):
            return
    else:
        return
    right = right_of(source, left, end, listed=number is None, number=number)
    timed = any(member.time for member in right.members)
    kind = "telegram" if timed else traffic_kind(left.owner, traffic)
    for member in right.members:
        owner = left.owner or (antecedent(text, left.start, "his") if left.determiner == "his" else None)
        body = Reference(kind, member.number, member.date or None, owner, right.recipient, time=member.time,  # type: ignore[arg-type]
                         paragraph=left.paragraph or right.paragraph, page=right.page)
        yield Draft(member.start, member.end, body, "a paper named by its owner and number", owned=True)


def by_cablese(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Papers named in the shorthand of the cable room: "Deptel 123", "urtel 45", "Embtels 6 and 7"."""
    return iter(())
