"""Papers named by what they are: "your despatch No. 5", "a letter from the Secretary of War", "the royal decree"."""

import re
from collections.abc import Iterator

from msgspec import Struct

from dragoman.edition.annotation import DateFinding
from dragoman.readers.references import nouns
from dragoman.readers.references import patterns as p
from dragoman.readers.references.before import Before
from dragoman.readers.references.draft import Draft, reference
from dragoman.readers.references.parties import antecedent, name_or_office, party_of
from dragoman.readers.references.phrase import Left, Right, Text, bare_number, day_of, left_of, right_of
from dragoman.readers.references.traffic import Traffic, kind_by_owner

_POINTING = {"this", "that", "these", "those", "any", "no", "such", "some", "each", "every", "which", "what"}
_OURS, _THEIRS = {"my", "our", "your", "genitive"}, {"his", "her", "its", "their"}
# kinds whose number may stand without "No."
_NUMBERED = {"telegram", "despatch", "instruction", "note", "letter", "traffic", "communication"}


def by_noun(source: Text, traffic: Traffic) -> Iterator[Draft]:
    """Papers named by what they are: "Mr. Perry’s despatch, No. 13, dated July 12"."""
    text = source.text
    for m in nouns.NOUN.finditer(text):
        noun = nouns.known(m["noun"])
        left = left_of(text, m.start())
        end, number = m.end(), None
        if nouns.KINDS[noun] in _NUMBERED and (bare := bare_number(source, end)):
            end, number = bare
        several = noun.endswith(("s", "a")) and noun not in nouns.ACTS
        right = right_of(source, left, end, listed=several, number=number)
        if not _another_word(text, m, left, right) and _names_a_paper(_Seen(text, noun, left, right)):
            yield from _drafts(source, noun, left, right, traffic)


def _another_word(text: str, m: re.Match[str], left: Left, right: Right) -> bool:
    """Whether the noun is no paper here: "bank notes", "to note", "letters patent"."""
    if nouns.NOT_AFTER.match(text, m.end()):
        return True
    if m["noun"].startswith("communication") and nouns.PASSAGE.match(text, m.end()):
        return True
    if nouns.SHELF.match(text, right.members[-1].end):
        return True
    laid = left.nation is not None or any(a.lower() in nouns.OF_SEA for a in left.adjectives)
    if m["noun"].lower().startswith("cable") and (laid or left.determiner in ("its", "their")):
        return right.members[0].number is None and right.members[0].date is None
    certain = left.determiner or left.adjectives or right.members[0].number or right.members[0].date
    before = text[max(0, left.start - 24):left.start].rstrip(" ")
    return not certain and before[before.rfind(" ") + 1:].strip("(“\"").lower() in nouns.NOT_BEFORE


class _Seen(Struct, frozen=True):
    """A phrase in its text, with the questions that decide whether it names a paper."""

    text: str
    noun: str
    left: Left
    right: Right

    def before(self, pattern: re.Pattern[str] | Before, reach: int) -> bool:
        """Whether the pattern stands right before the phrase."""
        return pattern.search(self.text, max(0, self.left.start - reach), self.left.start) is not None

    def end(self) -> int:
        """Where the phrase ends."""
        return self.right.members[-1].end

    def after(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern stands right after the phrase."""
        return pattern.match(self.text, self.end()) is not None

    def fixed(self) -> bool:
        """Whether a number or day fixes which paper it is."""
        return self.right.members[0].number is not None or self.right.members[0].date is not None

    def told(self) -> bool:
        """Whether the words say who it is from or to."""
        if self.right.by == "to" and self.left.determiner in ("a", "an"):  # "an instruction to an agent" is any
            return not (self.right.recipient or "").startswith(("a ", "an "))
        return self.right.by not in ("", "whereby")

    def enclosed(self) -> bool:
        """Whether it is a copy, or goes with this paper."""
        said = self.left.determiner and any(a.lower() in nouns.GOING_WITH for a in self.left.adjectives)
        after = self.after(nouns.COPY_WHICH) or self.after(nouns.HERETO)
        return bool(self.left.copy or said or after or self.before(nouns.ENCLOSED, 60))

    def planned(self) -> bool:
        """Whether it is one of its sort that there may never be: "to send in a petition"."""
        one = self.left.determiner in ("a", "an") or (self.left.determiner == "" and self.noun in nouns.ACTS)
        one = one and not self.fixed() and not self.left.copy
        return one and self.before(nouns.PLANNED, 50) and not self.before(nouns.ENCLOSED, 60)

    def done(self) -> bool:
        """Whether the words around tell that it was written, sent or made."""
        sent = self.noun not in nouns.HELD and self.after(nouns.PASSIVE)
        return sent or self.before(nouns.ACTED, 40) or self.before(p.WROTE, 90)

    def another(self) -> bool:
        """Whether it is told from this paper without more: "similar instructions", "my former despatches"."""
        return self.left.determiner == "" and any(a.lower() in nouns.EARLIER for a in self.left.adjectives)


def _names_a_paper(seen: _Seen) -> bool:
    """Whether the phrase names one paper, and does not only point at it or speak of papers in general."""
    left, noun = seen.left, seen.noun
    if left.determiner in _POINTING:
        return seen.right.members[0].number is not None or (seen.fixed() and seen.right.by != "")
    if seen.another() and nouns.SIMILAR_AS.match(seen.text, seen.right.members[-1].end):
        return False
    if seen.before(p.RECEIVED, 70) or seen.before(p.RECEIVED_FROM, 90):
        return True
    if (not seen.fixed() and seen.before(nouns.AWAITED, 40)) or seen.planned():
        return False
    if not left.determiner and seen.before(nouns.LIST_ITEM, 8):
        return seen.fixed() or seen.told() or left.copy or seen.after(nouns.TOPIC) or seen.after(nouns.REPORT_TOPIC)
    if noun in nouns.STRONG:
        return _strong(seen)
    if noun in nouns.WEAK:
        return _weak(seen)
    if noun in nouns.RECEIVED_ONLY:
        return False
    if noun in nouns.RECORDS:
        return seen.fixed() or left.copy or (noun != "record" and seen.after(nouns.OF_MEETING))
    if noun == "correspondence" and (left.determiner or left.adjectives):
        owned = left.determiner in ("my", "our", "your") or seen.another()
        return owned or left.copy or seen.right.by in ("from", "verb", "clause") or seen.after(nouns.CORRESPONDENCE)
    if noun == "complaint" and left.determiner == "the" and seen.right.by in ("of", "by"):
        return (seen.right.sender or "")[:1].isupper()                     # "the complaint of Mr. Alden"
    if noun in nouns.AGREEMENTS:
        return left.copy and nouns.TRUE_COPY.match(seen.text, left.start) is not None
    return seen.fixed() or _act(seen)


def _strong(seen: _Seen) -> bool:
    left = seen.left
    if seen.noun == "memorandum" and left.determiner and seen.after(nouns.MEMORANDUM_TOPIC):
        return True
    if not left.determiner and not left.adjectives and not left.copy:
        return seen.fixed() or seen.right.by in ("from", "to") or _new(seen)
    owned = left.determiner in _OURS | _THEIRS or left.nation is not None
    return (seen.fixed() or seen.told() or owned or seen.right.pointer or left.identified() or seen.enclosed()
            or seen.another() or _new(seen) or ("following" in left.adjectives and seen.done())
            or (left.determiner != "" and seen.after(nouns.TOPIC)))


def _new(seen: _Seen) -> bool:
    """Whether "a" paper is told of that was made, or is described."""
    if seen.left.determiner == "":
        return seen.noun in nouns.STRONG and (seen.after(nouns.PASSIVE) or seen.before(p.WROTE, 90))
    one = seen.left.determiner in ("a", "an", "another", "two", "several")
    return one and (seen.done() or seen.after(nouns.DESCRIBED))


def _weak(seen: _Seen) -> bool:
    left = seen.left
    if not (left.determiner or left.adjectives or left.copy or left.nation):
        titled = seen.right.by == "of" and seen.text[left.start:left.start + 1].isupper()
        opens = seen.text[left.start].isupper() and seen.before(nouns.IN_PARENTHESES, 1)
        return opens or seen.fixed() or titled or seen.right.by in ("from", "by", "verb")  # "report to us" is a verb
    if seen.noun == "report" and left.determiner and (
            (left.adjectives and left.determiner not in ("a", "an")) or seen.after(nouns.REPORT_TOPIC)):
        return True
    if seen.noun == "reports" and seen.after(nouns.MEMORANDUM_TOPIC):
        return True
    owned = left.determiner in _OURS | _THEIRS or left.nation is not None
    return (seen.fixed() or seen.told() or owned or seen.right.pointer or seen.another() or _new(seen)
            or seen.enclosed() or (left.determiner != "" and seen.after(nouns.TOPIC)))


def _act(seen: _Seen) -> bool:
    """Whether an undated text of law, a draft, or another act is named as one text."""
    left, noun, by = seen.left, seen.noun, seen.right.by
    if noun in nouns.SWORN and (left.determiner != "" or left.adjectives):
        return True
    if noun in nouns.SPOKEN:
        orally = " orally" in seen.text[left.start:seen.right.members[-1].end]
        return seen.enclosed() or (by in ("verb", "clause") and not orally) or seen.after(nouns.DESCRIBED)
    if noun in nouns.DRAFTS:
        indefinite = left.determiner in ("a", "an") and not left.copy
        owned = left.determiner in _OURS and not noun.startswith("proposal")
        return not indefinite and (owned or by in ("by", "from", "clause", "verb"))
    if noun in nouns.LEGAL:
        if by != "" or seen.right.pointer or any(a.lower() in nouns.STATE for a in left.adjectives):
            return True
        if left.determiner in ("a", "an"):
            return seen.done() or seen.after(nouns.LEGAL_TOPIC) or seen.after(nouns.DESCRIBED)
        if left.determiner == "genitive":
            return True
        return left.copy or noun in nouns.TITLES or (left.determiner == "the" and seen.after(nouns.LEGAL_TOPIC))
    if seen.after(nouns.THEREON):
        return True
    made = by in ("by", "from", "verb", "clause") or seen.right.pointer or _new(seen)
    if noun in nouns.PAPERS and seen.after(nouns.HERETO):
        return True
    if noun in nouns.PAPERS:
        owned = (left.determiner in _OURS | _THEIRS and left.nation is not None) or "certain" in left.adjectives
        several = noun == "papers" and not left.determiner
        definite = left.determiner not in ("a", "an") or several
        return made or owned or left.copy or (definite and seen.after(nouns.TOPIC))
    owned = noun in nouns.HELD and left.determiner in _THEIRS | _OURS
    return left.copy or noun in nouns.TITLES or made or owned or left.nation in nouns.BODIES


def _drafts(source: Text, noun: str, left: Left, right: Right, traffic: Traffic) -> Iterator[Draft]:
    sender, recipient, day = _said_around(source, left, right)
    if noun in nouns.LEGAL and recipient == "writer" and not right.recipient:
        recipient = None                                                   # whoever receives a decree, it is for all
    if noun.startswith("instruction") and left.determiner in ("my", "our") and traffic.own != "instruction" and (
            right.members[0].number is None and right.members[0].date is None):
        sender, recipient = None, "writer"                                 # a post's own are those it was given
    sender = sender or (None if noun in nouns.ACTS and left.nation not in nouns.BODIES else left.nation)
    kind = _kind(_Seen(source.text, noun, left, right), sender, traffic)
    for member in right.members:
        body = reference(kind, member, (sender, recipient), day=day, paragraph=left.paragraph or right.paragraph,
                         page=right.page)
        yield Draft(member.start, member.end, body, "a paper named by what it is")


def _said_around(source: Text, left: Left, right: Right) -> tuple[str | None, str | None, str | None]:
    """Sender, recipient and day, from the phrase and from the words around it."""
    text, start = source.text, left.start
    sender, recipient, day = left.owner or right.sender, right.recipient, None
    if sender == "the latter":
        sender = antecedent(text, start, "his")
    pronoun = left.determiner if left.determiner in ("his", "its") else right.pronoun
    opens = p.IN_OR_BY.search(text, max(0, start - 14), start)
    subject = p.SUBJECT.match(text, right.members[-1].end) if opens else None
    name = subject["party"] if subject else ""
    named = name[:1].isupper() and name != "I" and not name.startswith("The ")
    if sender is None and pronoun and not named:                           # "in his reply Mr. Alden held"
        sender = antecedent(text, start, pronoun)
    if sender is None and (m := subject):
        sender = party_of(m["party"]) if m["party"][:1] in "Iy" else name_or_office(m["party"])
        recipient = recipient or (party_of(m["whom"]) if m["whom"] else None)
    if recipient is None and sender not in ("writer", "addressee"):
        recipient = _receiver(text, left)
    if sender is None and (m := p.WROTE.search(text, max(0, start - 90), start)):
        sender, day = party_of(m["who"]), _day_before(source, m.start())
        recipient = recipient or (party_of(m["whom"]) if m["whom"] else None)
    if sender is None and (m := p.RECEIVED_FROM.search(text, max(0, start - 90), start)):
        sender, recipient = party_of(m["party"]), "writer"
    if sender is None and left.determiner in ("a", "an") and (
            m := p.ASKED_BY.search(text, max(0, start - 90), start)):
        sender = party_of(m["party"])
    if sender is None and left.determiner == "a" and right.members[0].date and (
            p.RECEIPT.search(text, max(0, start - 16), start)):
        sender, recipient = "addressee", "writer"                          # "the receipt of a note of the 17th"
    seen = _Seen(text, "", left, right)
    if right.by == "" and seen.after(nouns.PASSIVE) and (m := nouns.PASSIVE_PARTIES.match(text, seen.end())):
        sender, recipient = sender or (party_of(m["by"]) if m["by"] else None), party_of(m["to"])
    if sender is None and right.by == "" and (m := nouns.MADE_BY.match(text, seen.end())):
        sender = party_of(m["party"])
    if recipient is None and sender and (m := nouns.OF_GOVERNMENT.match(sender)):
        whose = m["whose"]
        recipient = {"my": "writer", "our": "writer", "your": "addressee"}.get(whose) or antecedent(text, start, whose)
    if day is None and right.by in ("verb", "clause") and right.members[-1].date is None:
        day = _later_day(source, right.members[-1].end)
    return sender, recipient, day


def _receiver(text: str, left: Left) -> str | None:
    """Who has received the paper, by the words before it: "I have received", "the embassy is in receipt of"."""
    m = p.RECEIVED.search(text, max(0, left.start - 70), left.start)
    if m:
        return m["who"] or "writer"
    if m := p.THEY_RECEIVED.search(text, max(0, left.start - 90), left.start):
        return party_of(m["who"])
    receipt = left.determiner == "genitive" and p.RECEIPT.search(text, max(0, left.start - 16), left.start)
    return "writer" if receipt else None


def _later_day(source: Text, at: int) -> str | None:
    """The day further on in the same clause: "handed to me by Mr. Phillips on August 17"."""
    ends = [i for c in (*".;:,\n", " after ", " before ", " since ") if (i := source.text.find(c, at, at + 70)) >= 0]
    for m in p.LATER_DAY.finditer(source.text, at, min([at + 70, *ends])):
        found = source.dates.get(m.end())
        if found and isinstance(found.body, DateFinding) and len(found.body.edtf) == 10:
            return day_of(found.body) or None
    return None


def _day_before(source: Text, at: int) -> str | None:
    """The day of "on the 25th instant I addressed a note": a date that ends right before `at`."""
    for start in range(max(0, at - 30), at):
        found = source.dates.get(start)
        if found and at - 3 <= found.end <= at and isinstance(found.body, DateFinding):
            return day_of(found.body) or None
    return None


def _kind(seen: _Seen, sender: str | None, traffic: Traffic) -> str:
    kind, adjectives = nouns.KINDS[seen.noun], seen.left.adjectives
    if not nouns.BY_WIRE.isdisjoint(adjectives) or ("circular" in adjectives and traffic.wire):
        return "telegram"
    if seen.noun in nouns.ACTS and seen.left.copy and seen.before(nouns.ENCLOSED, 60):
        return "enclosure"
    if kind == "communication":
        owned = seen.left.determiner not in ("the", "a", "an")             # "the communication addressed by me"
        return "other" if not owned else {"writer": traffic.own, "addressee": traffic.other}.get(sender or "", "other")
    if kind == "traffic":
        return "telegram" if any(m.time for m in seen.right.members) else kind_by_owner(sender, traffic)
    return kind
