"""Deciding: the bodies of decisions about findings, made from what a person was shown and what a form sends back.

Whatever is wrong is said in one sentence, with what is allowed, before anything is entered.
"""

import re
import sqlite3
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct, ValidationError, structs

from dragoman.archive.listing import text_of
from dragoman.edition.annotation import BODIES, LAYERS, Assessment, Body, Span
from dragoman.edition.dates import parse
from dragoman.edition.decision import (
    AcceptFinding,
    AddFinding,
    CorrectFinding,
    Quoted,
    RejectFinding,
    ResolveReference,
    quoted,
)
from dragoman.edition.document import Document
from dragoman.edition.judged import LEFT_OUT, Judged, body_of, told
from dragoman.errors import BadFinding
from dragoman.inquiries.judged import JudgedPaper
from dragoman.lexicon import lexicon

# fields that are made of others, and that nobody fills in
_MADE = ("icd203",)
# fields whose words are dates: of a layer, or in a heading the value of a field of that name
_DATES = {("date", "edtf"), ("event", "date"), ("reference", "date"), ("name", "tenure")}
_PARTIES = ("sender", "recipient", "participant")
_HOUR = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_YES = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


class FormField(Struct, frozen=True):
    """One field of a finding for a form: `choices` are the values that it may have, None where words are free.

    One that is not `required` can be left empty; a choice that is left empty is the commonest one ("done").
    """

    name: str
    label: str
    choices: tuple[str, ...] | None = None
    required: bool = False


def fields_of(layer: str) -> tuple[FormField, ...]:
    """The fields of a layer that a person can fill in. Raises BadFinding for a layer that there is not."""
    kind = _kind(layer)
    hints = get_type_hints(kind)
    left = (*LEFT_OUT.get(layer, ()), *_MADE)
    return tuple(_field(f.name, hints[f.name], needed=f.required) for f in structs.fields(kind) if f.name not in left)


def accept(paper: JudgedPaper, found: Judged) -> AcceptFinding:
    """The decision that a finding is right as it stands."""
    a = found.annotation
    return AcceptFinding(quoted(paper.reading.document, a.start, a.end), a.layer, told(a.body))


def reject(paper: JudgedPaper, found: Judged) -> RejectFinding:
    """The decision that a finding is none."""
    a = found.annotation
    return RejectFinding(quoted(paper.reading.document, a.start, a.end), a.layer, told(a.body))


def correct(paper: JudgedPaper, found: Judged, fields: Mapping[str, str], span: Span | None = None) -> CorrectFinding:
    """The decision that a finding has other fields, or another span. Fields that are not given stay as they are.

    Raises BadFinding, also where nothing is changed.
    """
    a, document = found.annotation, paper.reading.document
    before = told(a.body)
    after = told(_body(a.layer, before, fields))
    moved = span is not None and tuple(span) != (a.start, a.end)
    if after == before and not moved:
        raise BadFinding("Nothing of the finding was changed; accept it, or give another field or span.")
    words = _words(document, span) if span is not None and moved else None
    return CorrectFinding(quoted(document, a.start, a.end), a.layer, before, after, words)


def add(paper: JudgedPaper, layer: str, span: Span, fields: Mapping[str, str]) -> AddFinding:
    """The decision that words of a paper are a finding of a layer. Raises BadFinding."""
    made = stated(paper.reading.document, layer, span, fields)
    if there(paper, made, span):
        raise BadFinding("This finding is there already, with the same words and fields.")
    return made


def stated(document: Document, layer: str, span: Span, fields: Mapping[str, str]) -> AddFinding:
    """The decision that words are a finding, whether or not the paper has it already. Raises BadFinding."""
    made = told(_body(layer, {}, fields))
    return AddFinding(_words(document, span), layer, made)


def there(paper: JudgedPaper, body: AddFinding, span: Span) -> bool:
    """Whether a finding of these words and fields stands in a paper."""
    same = (body.layer, *span)
    return any((f.annotation.layer, f.annotation.start, f.annotation.end) == same and told(f.annotation.body)
               == body.body and f.verdict != "rejected" for f in paper.findings)


def resolve(connection: sqlite3.Connection, paper: JudgedPaper, found: Judged, status: str,
            target: str | None = None) -> ResolveReference:
    """The decision what a reference means. Raises BadFinding where it cannot mean that."""
    a = found.annotation
    if a.layer != "reference":
        raise BadFinding(f"Only a reference can mean a paper; this is a finding of the layer {a.layer}.")
    words = quoted(paper.reading.document, a.start, a.end)
    target = (target or "").strip() or None
    if status == "resolved":
        if target is None or text_of(connection, target) is None:
            raise BadFinding(f"{target or 'Nothing'} is no paper of the archive; name the one that is meant by its id.")
        if target == words.document:
            raise BadFinding("A paper does not mean itself; name another.")
        return ResolveReference(words, "resolved", target)
    if status == "missing":
        return ResolveReference(words, "missing")
    if status == "external":
        return ResolveReference(words, "external")
    raise BadFinding(f"A reference is resolved, missing or external, not “{status}”.")


def _kind(layer: str) -> type[Body]:
    if layer not in BODIES:
        raise BadFinding(f"There is no layer “{layer}”; there are {', '.join(LAYERS)}.")
    return BODIES[layer]


def _field(name: str, hint: Any, *, needed: bool) -> FormField:
    optional, kinds = _kinds(hint)
    choices = tuple(get_args(kinds[0])) if get_origin(kinds[0]) is Literal else None
    if kinds[0] is bool:
        return FormField(name, _label(name), ("true", "false"))
    return FormField(name, _label(name), choices, needed and not optional)


def _label(name: str) -> str:
    return {"edtf": "date", "full": "full name"}.get(name, name)


def _kinds(hint: Any) -> tuple[bool, list[Any]]:
    """Whether a field can be empty, and what else it can be."""
    parts = list(get_args(hint)) if get_origin(hint) in (Union, UnionType) else [hint]
    return NoneType in parts, [p for p in parts if p is not NoneType]


def _words(document: Document, span: Span) -> Quoted:
    """The words of a span. Raises BadFinding for one that is none."""
    start, end = span
    if not 0 <= start < end <= len(document.text):
        raise BadFinding(f"Characters {start} to {end} are no words of {document.id}, whose text has "
                         f"{len(document.text):,} characters.")
    if not document.text[start:end].strip():
        raise BadFinding("Nothing but blanks stands there; select the words.")
    return quoted(document, start, end)


def _body(layer: str, before: Mapping[str, Any], given: Mapping[str, str]) -> Body:
    """The body with the fields given in the place of what it had; the others stay, or are as where nothing is said."""
    kind, known = _kind(layer), {f.name: f for f in fields_of(layer)}
    for name in given:
        if name not in known:
            raise BadFinding(f"The layer {layer} has no field “{name}”; it has {', '.join(known)}.")
    values = dict(before) | {name: _value(layer, known[name], words) for name, words in given.items()}
    for field in known.values():
        if field.required and values.get(field.name) is None:
            allowed = f"one of {', '.join(field.choices)}" if field.choices else "words"
            raise BadFinding(f"The field “{field.name}” must be given: {allowed}.")
    _hold_together(layer, values)
    try:
        return body_of(layer, {f.name: None for f in structs.fields(kind) if f.required} | {
            name: value for name, value in values.items() if value is not None})
    except ValidationError as error:
        raise BadFinding(f"This is no finding of the layer {layer}: {error}.") from None


def _value(layer: str, field: FormField, given: str) -> Any:
    """What a form's words mean: None for nothing, one of the choices, a date, or the words. Raises BadFinding."""
    words = " ".join(given.split())
    if not words:
        return None
    if field.choices == ("true", "false"):
        if words.lower() not in _YES:
            raise BadFinding(f"The field “{field.name}” is true or false, not “{words}”.")
        return _YES[words.lower()]
    if field.choices is not None and words not in field.choices:
        raise BadFinding(f"The field “{field.name}” is one of {', '.join(field.choices)}, not “{words}”.")
    if (layer, field.name) in _DATES:
        _dated(words)
    if field.name == "time":
        _timed(words)
    return words


def _dated(words: str) -> None:
    if parse(words) is None:
        raise BadFinding(f"“{words}” is no EDTF date; give 1936-03-20, 1936-03, 1936, or a span 1936-03/1936-05.")


def _timed(words: str) -> None:
    if not _HOUR.fullmatch(words):
        raise BadFinding(f"“{words}” is no time of day; give it as 19:00.")


def _hold_together(layer: str, values: dict[str, Any]) -> None:
    """See that fields fit one another, and make those that are made of others. Raises BadFinding."""
    if layer == "heading":
        party = values.get("field") in _PARTIES
        if party and not (values.get("name") or values.get("office")):
            raise BadFinding(f"A {values['field']} has a name or an office; give one of these.")
        if not party and not values.get("value"):
            raise BadFinding(f"The {values.get('field')} has a value; give it.")
        values.update({"value": None} if party else {"name": None, "office": None})
        if check := {"date": _dated, "time": _timed}.get(values["field"]):
            check(values["value"])
    elif BODIES[layer] is Assessment:
        known = lexicon("judgement")["icd203"].get((values.get("likelihood") or "").lower())
        values["icd203"] = (known[0], known[1]) if known else None
