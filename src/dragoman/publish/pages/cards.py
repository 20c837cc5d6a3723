"""Cards: what was found in a paper, each beside the passage that it speaks of, in the words of its layer."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from dragoman.edition.annotation import (
    Annotation,
    Assessment,
    Damage,
    DateFinding,
    Directive,
    Event,
    HeadingField,
    LinkedReference,
    Name,
    Reference,
    Span,
    Statement,
)
from dragoman.edition.decision import Decision, ResolveReference
from dragoman.edition.judged import Judged, told
from dragoman.inquiries.beside import Duty
from dragoman.publish.pages import addresses
from dragoman.publish.pages.environment import day
from dragoman.publish.pages.heads import called, head_of
from dragoman.publish.words import probability, voice_in_words

# layers with a card in the margin; names, dates and heading fields are underlined when they are switched on
CARDED = ("reference", "statement", "directive", "assessment", "event", "damage")
SHOWN = (*CARDED, "name", "date", "heading")
DUTY = {"overdue": "overdue", "open": "open", "perhaps": "perhaps answered", "untold": "no paper tells of it",
        "answered": "answered", "superseded": "replaced", "withdrawn": "taken back"}


class Fact(Struct, frozen=True):
    """One thing that a card tells: what it is, the words, where they lead; `label` is what a list of facts calls it."""

    name: str
    words: str
    href: str | None = None
    label: str = ""


class Card(Struct, frozen=True):
    """A finding as a page shows it. `head` is its kind in its layer; `told` are the facts; `quote` its words.

    `verdict` is what people made of it, `decision` the last decision about it.
    """

    number: int
    key: str
    layer: str
    head: str
    facts: tuple[Fact, ...]
    quote: str
    rule: str
    voice: str
    start: int
    end: int
    href: str | None
    verdict: str | None
    decision: Decision | None
    read: str | None = None         # what the reader had, where a person corrected it
    gist: str = ""                  # what is read in it, by which a form tells what its maker saw

    @property
    def seen(self) -> str:
        """What a form tells of the finding that its page showed: where it stands, and what is read in it."""
        return f"{self.start}-{self.end}~{self.gist}"

    @property
    def decided(self) -> str:
        """What the last decision made of it, in words: a verdict, or what the reference means."""
        body = self.decision.body if self.decision else None
        if isinstance(body, ResolveReference):
            what = {"resolved": f"said to mean {body.target}", "missing": "said to mean a paper that is not here"}
            return what.get(body.status, "said to mean a printed work")
        return self.verdict or "decided about"

    @property
    def title(self) -> str:
        """The card in one line."""
        return f"{self.layer}: {', '.join(filter(None, (self.head, *(f.words for f in self.facts))))}"


def cards(findings: Sequence[Judged], text: str,
          duties: Mapping[Span, Duty]) -> Iterator[Card]:
    """The cards of a paper's findings that are shown, in their order; `duties` are those of `inquiries.beside`."""
    keys = list(addresses.keys((f.annotation for f in findings), text))
    for number, (found, key) in enumerate(zip(findings, keys, strict=True)):
        a = found.annotation
        if a.layer not in SHOWN:
            continue
        facts = tuple(f for f in facts_of(a) if f.words)
        if a.layer == "directive" and (a.start, a.end) in duties:
            facts += (_duty(duties[a.start, a.end]),)
        words = text[a.start:a.end]
        yield Card(number, key, a.layer, head_of(a, words), facts, words, a.rule, voice_in_words(a), a.start, a.end,
                   href_of(a), found.verdict, found.decision, told_before(found, words), gist(a))


def _duty(duty: Duty) -> Fact:
    """What became of an order, and by which paper."""
    told = f"{DUTY.get(duty.state, duty.state)}{f', since {day(duty.since)}' if duty.since else ''}"
    if duty.by is None:
        return Fact("", told, None, "became of it")
    return Fact("", told, addresses.paper(duty.by), "became of it")


def gist(a: Annotation) -> str:
    """A finding in one line, by what is read in it alone: what a person saw who decides about it."""
    return ", ".join(f"{name} {value}" for name, value in told(a.body).items() if value not in (None, "", False))


def told_before(found: Judged, words: str) -> str | None:
    """What the reader had found, in one line, where a person corrected it."""
    if found.read is None:
        return None
    return ", ".join(filter(None, (head_of(found.read, words), *(f.words for f in facts_of(found.read)))))


def facts_of(a: Annotation) -> Iterator[Fact]:
    """What a finding tells besides its kind."""
    body = a.body
    if isinstance(body, Reference):
        yield from _of_a_reference(body)
    elif isinstance(body, Statement):
        yield Fact("", "in quotation marks" if body.quoted else "", None, "words")
    elif isinstance(body, Directive):
        yield Fact("on condition:", body.condition or "")
    elif isinstance(body, Assessment):
        yield Fact("", body.certainty if body.stance != "affirm" and body.certainty != "unstated" else "", None,
                   "certainty")
        yield Fact("in the words", probability(body) or "")
    elif isinstance(body, Event):
        yield Fact("", day(body.date) if body.date else "", None, "day")
    elif isinstance(body, Name):
        parts = (body.title, body.full or body.label, body.office, body.tenure)
        yield Fact("", ", ".join(x for x in parts if x), None, "who")
    elif isinstance(body, DateFinding):
        yield Fact("", body.basis, None, "known as")
    elif isinstance(body, HeadingField):
        yield Fact("", ", ".join(x for x in (body.value, body.name, body.office) if x), None, "value")
    elif isinstance(body, Damage):
        yield Fact("", a.rule, None, "what is wrong")


def _of_a_reference(body: Reference) -> Iterator[Fact]:
    yield Fact("", f"No. {body.number}" if body.number else "", None, "number")
    yield Fact("of", " ".join(x for x in (day(body.date) if body.date else "", body.time) if x), None, "date")
    yield Fact("from", called(body.sender) if body.sender else "")
    yield Fact("to", called(body.recipient) if body.recipient else "")
    yield Fact("at", ", ".join(x for x in (body.paragraph and f"paragraph {body.paragraph}",
                                           body.page and f"page {body.page}") if x), None, "place in it")
    if body.status == "resolved" and body.target:
        yield Fact("is", body.target, addresses.document(body.target))
        return
    record = body.missing if isinstance(body, LinkedReference) else None
    if body.status == "missing":
        yield Fact("", "missing document" if record else "missing, told by this mention alone",
                   addresses.missing(record) if record else None, "paper")
    elif body.status == "external":
        yield Fact("", "printed work, newspaper or file", None, "paper")
    else:
        yield Fact("", "ambiguous: one of several", None, "paper")
        for name in body.candidates if isinstance(body, LinkedReference) else ():
            yield Fact("perhaps", name, addresses.document(name))


def href_of(a: Annotation) -> str | None:
    """Where a finding's words lead: the paper that a reference means, or the record of the missing one."""
    body = a.body
    if not isinstance(body, Reference):
        return None
    if body.target:
        return addresses.document(body.target)
    record = body.missing if isinstance(body, LinkedReference) else None
    return addresses.missing(record) if record else None
