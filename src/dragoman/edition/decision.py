"""Decision: what a person decided, with who, when and why; one body type for each kind of decision.

A decision names papers by id, actors and subjects by address, and words by a quotation with what stands around it, so
that it outlives re-reading and rebuilding.
"""

from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

from dragoman.edition.document import Document

AROUND = 40                     # characters before and after a quotation that tell it from others of the same words
LOOKED_AT = 2_000               # places of a quotation on either side of the old one; no real paper has so many


class Quoted(Struct, frozen=True):
    """Words of a paper that outlive a new reading of it: the exact words, what stands around them, where they stood."""

    document: str
    quote: str
    before: str = ""
    after: str = ""
    start: int = 0


class JoinActors(Struct, frozen=True, tag="join-actors"):
    """These are one actor; the first address stays."""

    names: tuple[str, ...]


class SplitActor(Struct, frozen=True, tag="split-actor"):
    """These forms (names as headings give them, in a collection, or in all where it is "") are another than `name`."""

    name: str
    forms: tuple[str, ...]
    collection: str = ""


class MatchActor(Struct, frozen=True, tag="match-actor"):
    """This actor is the one that a register elsewhere knows by an identifier, an IRI; None: it knows nobody who is.

    `service` is the register's identifier space, `label` what it calls that one. Said again of the same actor and
    register, the later counts.
    """

    name: str
    service: str
    identifier: str | None
    label: str | None = None


class RenameSubject(Struct, frozen=True, tag="rename-subject"):
    """A subject is called so."""

    name: str
    label: str


class JoinSubjects(Struct, frozen=True, tag="join-subjects"):
    """These are one subject; the first address stays."""

    names: tuple[str, ...]


class DropSubject(Struct, frozen=True, tag="drop-subject"):
    """This is no subject."""

    name: str


# how an item of evidence fits a hypothesis: very consistent, consistent, neutral, inconsistent, very inconsistent
Consistency = Literal["CC", "C", "N", "I", "II"]
# the Admiralty code (NATO, AJP-2.1): of a source from A, completely reliable, to E, unreliable; F cannot be judged
Reliability = Literal["A", "B", "C", "D", "E", "F"]
# of what it says from 1, confirmed by other sources, to 5, improbable; 6 cannot be judged
Credibility = Literal["1", "2", "3", "4", "5", "6"]


class AskQuestion(Struct, frozen=True, tag="ask-question"):
    """This is asked of the archive; `question` is its address from now on. Said again, the text is altered."""

    question: str
    text: str


class StateHypothesis(Struct, frozen=True, tag="state-hypothesis"):
    """A possible answer, under a key. Said again, the text is altered."""

    question: str
    hypothesis: str
    text: str


class DropHypothesis(Struct, frozen=True, tag="drop-hypothesis"):
    """This answer is no longer considered; its ratings go with it."""

    question: str
    hypothesis: str


class AddEvidence(Struct, frozen=True, tag="add-evidence"):
    """Words that bear on the question, under a key; `layer` where they are an annotation. Said again, it is altered."""

    question: str
    item: str
    words: Quoted
    label: str = ""
    layer: str | None = None


class DropEvidence(Struct, frozen=True, tag="drop-evidence"):
    """These words no longer count; their ratings go with them."""

    question: str
    item: str


class RateEvidence(Struct, frozen=True, tag="rate-evidence"):
    """How an item fits a hypothesis; None takes the rating out."""

    question: str
    item: str
    hypothesis: str
    consistency: Consistency | None


class GradeEvidence(Struct, frozen=True, tag="grade-evidence"):
    """What an item's source and its content are worth; None leaves open."""

    question: str
    item: str
    reliability: Reliability | None
    credibility: Credibility | None


class GradePaper(Struct, frozen=True, tag="grade-paper"):
    """The same of a whole paper: of its items, in all questions, that have no grade of their own."""

    document: str
    reliability: Reliability | None
    credibility: Credibility | None


class MarkOrigin(Struct, frozen=True, tag="mark-origin"):
    """Where an item comes from; items of one origin are one report, however often it was passed on. None: not known."""

    question: str
    item: str
    origin: str | None


class MarkDisinformation(Struct, frozen=True, tag="mark-disinformation"):
    """These words of a paper call an item disinformation, a forgery, planted."""

    question: str
    item: str
    words: Quoted


# The body of a finding in what follows is that of its layer as a plain dict, as edition/judged.py makes it: without
# spans, which outlive no new reading, and without what a reference was found to mean.

class AcceptFinding(Struct, frozen=True, tag="accept-finding"):
    """These words are rightly found to be this; so they stay, whatever a later reader makes of them."""

    words: Quoted
    layer: str
    body: dict[str, Any]


class RejectFinding(Struct, frozen=True, tag="reject-finding"):
    """These words are nothing of this layer; `body` is what was found."""

    words: Quoted
    layer: str
    body: dict[str, Any]


class CorrectFinding(Struct, frozen=True, tag="correct-finding"):
    """These words are not `body`, as the reader or a person before had it, but `corrected`; or other words are."""

    words: Quoted
    layer: str
    body: dict[str, Any]
    corrected: dict[str, Any]
    corrected_words: Quoted | None = None


class AddFinding(Struct, frozen=True, tag="add-finding"):
    """These words are this; no reader found it."""

    words: Quoted
    layer: str
    body: dict[str, Any]


class ResolveReference(Struct, frozen=True, tag="resolve-reference"):
    """What the reference of these words means: the paper `target`, one that is not here, or a printed work."""

    words: Quoted
    status: Literal["resolved", "missing", "external"]
    target: str | None = None


AboutFinding = AcceptFinding | RejectFinding | CorrectFinding | AddFinding
DecisionBody = (JoinActors | SplitActor | MatchActor | RenameSubject | JoinSubjects | DropSubject
                | AskQuestion | StateHypothesis | DropHypothesis | AddEvidence | DropEvidence | RateEvidence
                | GradeEvidence | GradePaper | MarkOrigin | MarkDisinformation
                | AcceptFinding | RejectFinding | CorrectFinding | AddFinding | ResolveReference)


class Decision(Struct, frozen=True):
    """One entry of the journal. `made` is UTC, ISO 8601; `undoes` is the entry that this one takes back, `body` then
    is None; `undone` is the entry that took this one back.
    """

    id: int
    made: str
    person: str
    kind: str
    body: DecisionBody | None
    why: str | None = None
    undoes: int | None = None
    undone: int | None = None


def quoted(document: Document, start: int, end: int) -> Quoted:
    """The words of a span, to be found again."""
    text = document.text
    return Quoted(document.id, text[start:end], text[max(0, start - AROUND):start], text[end:end + AROUND], start)


def found_again(words: Quoted, text: str) -> tuple[int, int] | None:
    """Where the words stand in a text now: the place with most of the same around it, then the nearest to the old one.

    None when they are no longer there. Of words that stand at more places than anybody would look at, with other words
    around them everywhere, the nearest places only are looked at.
    """
    at = _unmoved(words, text) if words.quote else None
    if at is None:
        best = max((_likeness(words, text, at) for at in _places(words, text)), default=None)
        at = best[2] if best else None
    return None if at is None else (at, at + len(words.quote))


def _unmoved(words: Quoted, text: str) -> int | None:
    """The place that no other can be better than: the nearest with all of the same around it. None where there is none.
    """
    before = words.before[-AROUND:]
    whole, start = before + words.quote + words.after, words.start - len(before)
    after = text.find(whole, max(0, start))
    if after == start >= 0:
        return words.start
    ahead = text.rfind(whole, 0, max(0, start + len(whole) - 1))
    found = [at for at in (ahead, after) if at >= 0]
    return min(found, key=lambda at: (abs(at - start), -at)) + len(before) if found else None


def _places(words: Quoted, text: str) -> Iterator[int]:
    """Where the quotation stands, from the old place on, and back from there; on either side no more than LOOKED_AT."""
    quote, start = words.quote, max(0, words.start)
    if not quote:
        return
    at = text.find(quote, start)
    for _ in range(LOOKED_AT):
        if at < 0:
            break
        yield at
        at = text.find(quote, at + 1)
    at = text.rfind(quote, 0, start + len(quote) - 1)
    for _ in range(LOOKED_AT):
        if at < 0:
            break
        yield at
        at = text.rfind(quote, 0, at + len(quote) - 1)


def _likeness(words: Quoted, text: str, at: int) -> tuple[int, int, int]:
    """How much of the same stands around a place, how near it is to the old one, and the place."""
    end = at + len(words.quote)
    same = (_shared(text[max(0, at - AROUND):at][::-1], words.before[::-1])
            + _shared(text[end:end + len(words.after)], words.after))
    return same, -abs(at - words.start), at


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
