"""Admitting: whether a decision that was made elsewhere can be entered here, by the rules of those made here."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from dragoman.edition.decision import (
    AddEvidence,
    DecisionBody,
    JoinActors,
    JoinSubjects,
    MatchActor,
    Quoted,
    ResolveReference,
    SplitActor,
)
from dragoman.inquiries.identifiers import is_iri
from dragoman.inquiries.question_file import KEY

PERSON, REASON = 80, 20_000     # characters of the name of who decides, and of a reason
AHEAD = timedelta(days=1)       # of our clock: so far may that of another machine be
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
KEYS = ("question", "hypothesis", "item")
NAMES = ("name", "document", "text", "label", "layer")      # fields that say something, wherever they are
FARTHEST = 2 ** 53              # no offset is greater: JSON of other programs cannot tell greater numbers apart


def plain_name(given: str) -> str:
    """A name as the journal takes it: no signs that are not seen or turn the direction of writing, PERSON characters.
    """
    return " ".join(_HIDDEN.sub("", " ".join(given.split())).split())[:PERSON].rstrip()


def unfit(person: str, made: str | None, why: str | None) -> str | None:
    """Why a decision of this person, time (UTC, ISO 8601) and reason cannot be entered; None where it can."""
    if len(person) > PERSON:
        return f"the name of who decided has more than {PERSON} characters."
    if _HIDDEN.search(person):
        return "the name of who decided has control characters, or signs that turn the direction of writing."
    if why is not None and len(why) > REASON:
        return f"its reason has more than {REASON:,} characters."
    if made is not None and made > (datetime.now(UTC) + AHEAD).strftime("%Y-%m-%dT%H:%M:%SZ"):
        return f"its time, {made}, is still to come; it would count before all that is decided till then."
    return None


def decision_of(told: Mapping[str, Any]) -> DecisionBody:
    """The decision that a plain dict with its `type` tells. Raises ValueError, which says why it is none."""
    try:
        body: DecisionBody = msgspec.convert(told, DecisionBody)
    except msgspec.ValidationError as error:
        raise ValueError(_why(told, str(error))) from None
    unknown = _unknown(told, msgspec.to_builtins(body))
    if unknown:
        raise ValueError(f"a decision of this kind has no field “{unknown}”.")
    why = next(_faults(body), None)
    if why:
        raise ValueError(f"{why}.")
    return body


def _why(told: Mapping[str, Any], error: str) -> str:
    kind = told.get("type")
    if not isinstance(kind, str):
        return "a decision has its kind in the field “type”."
    if error.endswith("at `$.type`"):
        return f"“{kind}” is no kind of decision that this version knows."
    return f"this is no decision of the kind {kind} ({error.replace('`', '')})."


def _unknown(told: Mapping[str, Any], known: Mapping[str, Any]) -> str | None:
    """A field of what was told that the decision has not; the fields of a finding are its own."""
    for name, value in told.items():
        if name not in known:
            return name
        if isinstance(value, dict) and name not in ("body", "corrected"):
            inner = _unknown(value, known[name])
            if inner:
                return f"{name}.{inner}"
    return None


def _faults(body: DecisionBody) -> Iterator[str]:
    """What no decision that was made here could be."""
    free = ("label",) if isinstance(body, AddEvidence | MatchActor) else ()
    for name in body.__struct_fields__:
        value = getattr(body, name)
        if name in KEYS and isinstance(value, str) and not KEY.fullmatch(value):
            yield f"“{value}” is no address or key of a question"
        elif isinstance(value, Quoted):
            yield from _of_words(value)
        elif name in NAMES and name not in free and isinstance(value, str) and not value.strip():
            yield f"its field “{name}” is empty"
        elif isinstance(value, dict) and not all(map(_plain, value.values())):
            yield f"its field “{name}” is no finding: a field of a finding is one value, or a short list of such"
    if isinstance(body, JoinActors | JoinSubjects) and (len(body.names) < 2 or not all(map(str.strip, body.names))):
        yield "it joins fewer than two names"
    if isinstance(body, SplitActor) and not (body.forms and all(map(str.strip, body.forms))):
        yield "it splits no forms of a name off"
    if isinstance(body, MatchActor):
        for told in (body.service, body.identifier):
            if told is not None and not is_iri(told):
                yield f"“{told[:80]}” is no IRI"
    if isinstance(body, ResolveReference) and (body.status == "resolved") != bool(body.target):
        yield "a reference means a paper when it is resolved, and only then"
    if isinstance(body, ResolveReference) and body.target == body.words.document:
        yield "a paper does not mean itself"


def _of_words(words: Quoted) -> Iterator[str]:
    if not words.quote.strip():
        yield "it quotes no words"
    if not words.document.strip():
        yield "it quotes no paper"
    if not 0 <= words.start < FARTHEST:
        yield f"no words begin at character {words.start}"


def _plain(value: Any) -> bool:
    """Whether a value is one that a field of a finding may have."""
    if isinstance(value, list):
        return len(value) <= 100 and all(_plain(v) and not isinstance(v, list) for v in value)
    return value is None or isinstance(value, str | bool) or (isinstance(value, int) and abs(value) < FARTHEST)
