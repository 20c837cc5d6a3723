"""Annotation: what one Web Annotation tells of decisions: an entry of a journal, a finding stated by hand, nothing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from dragoman.archive.journal import UNDO
from dragoman.edition.annotation import LAYERS, LinkedReference
from dragoman.edition.decision import DecisionBody, Quoted
from dragoman.edition.judged import LEFT_OUT
from dragoman.inquiries.admitting import FARTHEST, decision_of
from dragoman.inquiries.merging import Brought, ByHand
from dragoman.inquiries.pointing import Pointer
from dragoman.publish.webanno.naming import TERM, document_named

Node = dict[str, Any]
LAST = 2 ** 62                  # the order of an entry that has no number: behind those that have one
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_LAYERS = {f"{TERM}{layer.capitalize()}": layer for layer in LAYERS}
# fields that an export writes, and that are no part of a finding: what a reference was found to mean, what is made of
# other fields
NOT_TOLD = {*LinkedReference.__struct_fields__[-4:], "status", "target", "boundTo", "icd203"}


class Bad(Exception):
    """Why an annotation cannot be brought in."""


class Entry(Struct, frozen=True):
    """An entry of a journal and its place in the order of that journal."""

    order: int
    brought: Brought


class Claim(Struct, frozen=True):
    """A finding that says that a decision made it, as an export writes it: it is only held against that decision."""

    decision: str
    layer: str
    exact: str | None
    fields: Node
    file: str
    place: str


def annotated(node: Node, file: str, place: str) -> Entry | ByHand | Claim | None:
    """What an annotation tells; None where it is a program's own. Raises Bad."""
    bodies = [b for b in _several(node.get("body")) if isinstance(b, dict)]
    decision = next((b for b in bodies if f"{TERM}Decision" in _several(b.get("type"))), None)
    if decision is not None:
        return _entry(node, decision, bodies, (file, place))
    person = _person(node)
    if person is None:
        if any("Software" in _several(c.get("type")) for c in _several(node.get("creator")) if isinstance(c, dict)):
            return None
        raise Bad("its creator is no Person with a name, so nobody decided it.")
    typed = [(b, _LAYERS[t]) for b in bodies for t in _several(b.get("type")) if isinstance(t, str) and t in _LAYERS]
    if len(typed) != 1:
        raise Bad("it is a note of a kind that has no place in the journal: give it one body of a layer "
                  f"({', '.join(_LAYERS)}) with its fields, or take it out.")
    body, layer = typed[0]
    document, pointer = _words(node, layer)
    fields = {name.removeprefix(TERM): v for name, v in body.items() if name not in ("type", "id", "purpose")}
    by = node.get(f"{TERM}decidedBy")
    if isinstance(by, str):
        return Claim(by, layer, pointer.exact, fields, file, place)
    told = dict(_fields(layer, fields))
    return ByHand(document, layer, told, pointer, person, _made(node), _why(bodies), file, place)


def _entry(node: Node, told: Node, bodies: list[Node], at: tuple[str, str]) -> Entry:
    """An entry of a journal."""
    person, made = _person(node), _made(node)
    if person is None:
        raise Bad("a decision has a creator: a Person with a name.")
    if made is None:
        raise Bad("a decision has a time in “created”.")
    kind, key, takes_back = told.get(f"{TERM}kind"), node.get("id"), node.get(f"{TERM}takesBack")
    if not isinstance(key, str):
        raise Bad("it has no id.")
    if kind == UNDO and not isinstance(takes_back, str):
        raise Bad(f"it takes a decision back and does not name it in “{TERM}takesBack”.")
    body = None if kind == UNDO else _decision(told, kind)
    if body is not None:
        _see_target(node, body)
    order = node.get(f"{TERM}entry")
    number = order if isinstance(order, int) and 0 <= order < LAST else LAST
    return Entry(number, Brought(_identity(key), made, person, body, _why(bodies),
                                 _identity(takes_back) if body is None and isinstance(takes_back, str) else None, *at))


def _decision(told: Node, kind: Any) -> DecisionBody:
    """What an entry decides. Raises Bad."""
    literal = told.get(f"{TERM}decision")
    if not isinstance(literal, dict):
        raise Bad(f"a decision is told in “{TERM}decision”, as an object.")
    if kind is not None and kind != literal.get("type"):
        raise Bad(f"its kind is told twice, and otherwise: “{kind}” and “{literal.get('type')}”.")
    try:
        return decision_of(literal)
    except ValueError as error:
        raise Bad(str(error)) from None


def _see_target(node: Node, body: DecisionBody) -> None:
    """See that the words of the target are those of the decision: if one was altered, which is meant? Raises Bad."""
    words = getattr(body, "words", None)
    if isinstance(words, Quoted) and node.get("target") is not None:
        document, pointer = _words(node, "")
        if (document, pointer.exact) != (words.document, words.quote):
            raise Bad("its target and its decision name different words; alter both, or neither.")


def _identity(told: str) -> str:
    """The identity of an entry by its IRI."""
    return told.rpartition(":")[2]


def _words(node: Node, layer: str) -> tuple[str, Pointer]:
    """The paper and the words that an annotation is on; a name has its other places after the first. Raises Bad."""
    targets = _several(node.get("target"))
    if len(targets) != 1 and not (layer == "name" and targets):
        raise Bad(f"it has {len(targets)} targets; give it one.")
    target = targets[0]
    if not isinstance(target, dict):
        raise Bad("its target is no part of a paper: a SpecificResource with a source and a selector.")
    source = target.get("source")
    source = source.get("id") if isinstance(source, dict) else source
    document = document_named(source) if isinstance(source, str) else None
    if document is None:
        raise Bad("the source of its target is no paper of an archive (urn:dragoman:document:ID).")
    return document, _pointer([s for s in _several(target.get("selector")) if isinstance(s, dict)])


def _pointer(selectors: list[Node]) -> Pointer:
    """The words of the selectors that are known here. Raises Bad."""
    exact, prefix, suffix, span = None, "", "", None
    for selector in selectors:
        kinds = _several(selector.get("type"))
        if "TextQuoteSelector" in kinds:
            words = [selector.get(name, "") for name in ("exact", "prefix", "suffix")]
            if not all(isinstance(w, str) for w in words):
                raise Bad("its TextQuoteSelector has no words in “exact”, “prefix” and “suffix”.")
            exact, prefix, suffix = words
        elif "TextPositionSelector" in kinds:
            span = _offset(selector.get("start")), _offset(selector.get("end"))
    if exact is None and span is None:
        raise Bad("it has neither a TextQuoteSelector nor a TextPositionSelector.")
    return Pointer(exact, prefix, suffix, span)


def _fields(layer: str, fields: Node) -> Iterator[tuple[str, str]]:
    """The fields of a finding as a form gives them. Raises Bad."""
    left = {*LEFT_OUT.get(layer, ()), *NOT_TOLD} if layer in ("reference", "apparatus", "assessment") else set()
    for name, value in fields.items():
        if name in left or value is None:
            continue
        if not isinstance(value, str | bool):
            raise Bad(f"its field “{name}” is no words.")
        yield name, str(value).lower() if isinstance(value, bool) else value


def _person(node: Node) -> str | None:
    """The name of the first person who made an annotation."""
    for creator in _several(node.get("creator")):
        if isinstance(creator, dict) and "Person" in _several(creator.get("type")):
            for name in _several(creator.get("name")):
                if isinstance(name, str) and name.strip():
                    return name
    return None


def _made(node: Node) -> str | None:
    """When an annotation was made, as the journal writes it; None where nobody says. Raises Bad."""
    told = node.get("created", node.get("modified"))
    if told is None:
        return None
    try:
        if not isinstance(told, str):
            raise ValueError
        time = datetime.fromisoformat(told)
        if time.tzinfo is None:
            raise ValueError
        return told if _SECOND.fullmatch(told) else time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        raise Bad(f"its time “{str(told)[:40]}” is none; write it as 1937-01-21T10:00:00Z.") from None


def _why(bodies: list[Node]) -> str | None:
    """The reason that is given."""
    return next((b["value"] for b in bodies if "commenting" in _several(b.get("purpose"))
                 and isinstance(b.get("value"), str)), None)


def _offset(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < FARTHEST:
        return value
    raise Bad("its TextPositionSelector has no offsets in “start” and “end”.")


def _several(value: Any) -> list[Any]:
    """What a property has, one or several."""
    return [] if value is None else value if isinstance(value, list) else [value]
