"""Judged: the findings of a paper as people left them: accepted, rejected, corrected, or added to what readers found.

A pure overlay: what readers find is never changed by it. A decision finds its words again and then means the finding of
its layer at exactly these; a later one about the same words and layer takes the place of an earlier one. One whose
words are gone, or whose body is none any more, is told as unfit.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct, structs

from dragoman.edition.annotation import BODIES, Annotation, Apparatus, Body, Name, Reference, Span
from dragoman.edition.decision import (
    AboutFinding,
    AddFinding,
    CorrectFinding,
    Decision,
    Quoted,
    RejectFinding,
    found_again,
)
from dragoman.edition.document import Document
from dragoman.edition.voice import voiced

Verdict = Literal["accepted", "rejected", "corrected", "added"]
UNREAD = "no reader finds it any more"      # the reason of a finding that was rejected and is found no longer
# what a body has and a decision about it has not: spans, and what a reference was found to mean
LEFT_OUT = {"name": ("mentions",), "apparatus": ("target",), "reference": ("status", "target")}

# layers of which several findings may stand at the same words; what has nothing else in common is another finding
SHARING = ("heading", "apparatus", "name", "event")


class Judged(Struct, frozen=True):
    """One finding as it stands: `annotation` is what people made of it, `read` what the reader has where it differs.

    `ordinal` is its number among the reader's findings, None where only people found it; `decision` is the last about
    it.
    """

    annotation: Annotation
    ordinal: int | None = None
    verdict: Verdict | None = None
    decision: Decision | None = None
    read: Annotation | None = None


class Unfit(NamedTuple):
    """A decision that does not fit the paper as it is, and why."""

    decision: Decision
    why: str


class _Held(NamedTuple):
    """A finding while decisions are gone through: as it stands now, and as the reader has it."""

    now: Annotation
    own: Annotation | None = None
    ordinal: int | None = None
    verdict: Verdict | None = None
    decision: Decision | None = None


def judged(document: Document, annotations: Sequence[Annotation],
           decisions: Iterable[Decision]) -> tuple[tuple[Judged, ...], tuple[Unfit, ...]]:
    """The findings of a paper in the order of their spans, rejected ones among them; and the decisions that do not fit.

    `annotations` are as the readers left them, `decisions` those that stand, in their order; those about other things
    are passed over.
    """
    held = [_Held(a, a, i) for i, a in enumerate(annotations)]
    unfit: list[Unfit] = []
    for decision in decisions:
        body = decision.body
        if isinstance(body, AboutFinding) and body.words.document == document.id:
            try:
                _judge(held, decision, body, document.text)
            except _Gone as gone:
                unfit.append(Unfit(decision, str(gone)))
    held.sort(key=lambda h: (h.now.start, h.now.end))
    return tuple(_shown(document, held)), tuple(unfit)


def standing(findings: Iterable[Judged]) -> tuple[Annotation, ...]:
    """The annotations of a paper as people left them, the rejected left out."""
    return tuple(f.annotation for f in findings if f.verdict != "rejected")


def told(body: Body) -> dict[str, Any]:
    """The body of a finding as a decision keeps it: a plain dict of its fields."""
    layer = next(name for name, kind in BODIES.items() if isinstance(body, kind))
    kept = [name for name in BODIES[layer].__struct_fields__ if name not in LEFT_OUT.get(layer, ())]
    values = {name: getattr(body, name) for name in kept}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def body_of(layer: str, fields: dict[str, Any]) -> Body:
    """The body that a decision keeps. Raises msgspec.ValidationError, or KeyError for a layer that there is not."""
    found: Body = msgspec.convert(fields, BODIES[layer])
    return found


def unfit(body: AboutFinding, text: str) -> str | None:
    """Why a decision about a finding does not fit the text of its paper; None where it does."""
    try:
        for words in (body.words, body.corrected_words if isinstance(body, CorrectFinding) else None):
            if words is not None:
                _again(words, text)
        for fields in (body.body, body.corrected if isinstance(body, CorrectFinding) else body.body):
            _read(body.layer, fields)
    except _Gone as gone:
        return str(gone)
    return None


class _Gone(Exception):
    """Why a decision does not fit."""


def _judge(held: list[_Held], decision: Decision, body: AboutFinding, text: str) -> None:
    """What one decision makes of the findings."""
    span, found = _again(body.words, text), _read(body.layer, body.body)
    meant = _meant(held, body.layer, span, body.body)
    if isinstance(body, AddFinding) and meant is not None and told(held[meant].now.body) != told(found):
        meant = None                # another finding at the same words
    before = held[meant] if meant is not None else _Held(Annotation(body.layer, *span, found, UNREAD))
    if isinstance(body, RejectFinding):
        after = before._replace(verdict="rejected")
    elif isinstance(body, CorrectFinding):
        span = _again(body.corrected_words, text) if body.corrected_words else span
        after = _settled(before, decision, "corrected", span, _read(body.layer, body.corrected))
    else:
        verdict: Verdict = "added" if isinstance(body, AddFinding) else "accepted"
        after = _settled(before, decision, verdict, span, found)
    after = after._replace(decision=decision)
    if meant is None:
        held.append(after)
    else:
        held[meant] = after


def _again(words: Quoted, text: str) -> Span:
    span = found_again(words, text)
    if span is None:
        raise _Gone(f"its words are no longer in {words.document}")
    return span


def _read(layer: str, fields: dict[str, Any]) -> Body:
    try:
        return body_of(layer, fields)
    except KeyError:
        raise _Gone(f"there are no findings of the layer {layer}") from None
    except msgspec.ValidationError as error:
        raise _Gone(f"its fields are not those of the layer {layer} ({error})") from None


def _meant(held: Sequence[_Held], layer: str, span: Span, fields: dict[str, Any]) -> int | None:
    """The finding of a layer at a span, now or as the reader has it: of several the one most like the body; none
    where all that stand there are others.
    """
    def at(a: Annotation | None) -> bool:
        return a is not None and a.layer == layer and (a.start, a.end) == span and _can_be(layer, fields, told(a.body))

    def alike(h: _Held) -> int:
        return max(_shared(fields, told(a.body)) for a in (h.now, h.own) if a is not None)
    found = [i for i, h in enumerate(held) if at(h.now)] or [i for i, h in enumerate(held) if at(h.own)]
    return max(found, key=lambda i: alike(held[i]), default=None)


def _can_be(layer: str, fields: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two bodies at the same words can be of one finding, which people or a reader told otherwise."""
    if layer == "heading":
        return bool(fields.get("field") == other["field"])
    if layer not in SHARING:
        return True
    plain = {f.name: f.default for f in structs.fields(BODIES[layer])}
    return any(fields.get(name) == value != plain[name] for name, value in other.items())


def _shared(fields: dict[str, Any], other: dict[str, Any]) -> int:
    return sum(fields.get(name) == value for name, value in other.items())


def _settled(before: _Held, decision: Decision, verdict: Verdict, span: Span, body: Body) -> _Held:
    """The finding with what a person says that it is, its spans restored from what was there."""
    now = before.now
    rule = f"{verdict} by {decision.person} on {decision.made[:10]}{f': {decision.why}' if decision.why else ''}"
    if verdict == "accepted" and before.own is not None and told(before.own.body) == told(body):
        rule += f"; the reader's reason: {before.own.rule}"
    if isinstance(body, Name):
        mentions = now.body.mentions if isinstance(now.body, Name) else ()
        body = structs.replace(body, mentions=tuple(sorted({*mentions, span} - ({(now.start, now.end)} - {span}))))
    elif isinstance(body, Apparatus) and isinstance(now.body, Apparatus) and now.body.kind == body.kind:
        body = structs.replace(body, target=now.body.target)
    elif isinstance(body, Reference) and isinstance(now.body, Reference):
        body = structs.replace(body, status=now.body.status, target=now.body.target)
    return before._replace(now=structs.replace(now, start=span[0], end=span[1], body=body, rule=rule), verdict=verdict)


def _shown(document: Document, held: Sequence[_Held]) -> Iterable[Judged]:
    """The records, each finding that people made in the voice of the words around it."""
    made = [h.own is None or (h.now.start, h.now.end) != (h.own.start, h.own.end) for h in held]
    stand = [h.now for h in held if h.verdict != "rejected"]
    voices = {id(a): v for a, v in zip(stand, voiced(document, stand), strict=True)} if any(made) else {}
    for h, is_made in zip(held, made, strict=True):
        now = voices.get(id(h.now), h.now) if is_made else h.now
        differs = h.own is not None and h.own is not h.now and (is_made or told(h.own.body) != told(h.now.body))
        yield Judged(now, h.ordinal, h.verdict, h.decision, h.own if differs else None)
