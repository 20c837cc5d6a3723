"""Features: the fields of a finding as a TEI feature structure, from which each can be had again with its type.

Words are <string>, terms of a list <symbol>, numbers <numeric>, true and false <binary>. A span is a <numeric> from its
start (@value) to its end (@max), half-open, in Unicode code points of the paper's text; a list is a <vColl>.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from lxml.etree import _Element
from msgspec import structs

from dragoman.edition.annotation import Annotation
from dragoman.publish.tei.elements import element


def feature_structure(a: Annotation) -> _Element:
    """The finding's own fields, then its span, whose words it stands in, and the rule that found it."""
    inside = [_feature(name, value, term=name in _terms(type(a.body))) for name, value in _told(a.body)]
    return element("fs", None, *inside, _feature("span", (a.start, a.end), term=False),
                   _feature("voice", a.voice, term=True), _feature("rule", a.rule, term=False), type=a.layer)


def _told(body: Any) -> Iterator[tuple[str, Any]]:
    """The fields that have a value."""
    for field in structs.fields(body):
        value = getattr(body, field.name)
        if value is not None and value != ():
            yield field.name, value


def _feature(name: str, value: object, *, term: bool) -> _Element:
    return element("f", None, _value(value, term=term), name=name)


def _value(value: object, *, term: bool) -> _Element:
    if isinstance(value, bool):
        return element("binary", value="true" if value else "false")
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(v, int) for v in value):
        return element("numeric", value=str(value[0]), max=str(value[1]))
    if isinstance(value, tuple):
        return element("vColl", None, *(_value(v, term=False) for v in value), org="list")
    if term:
        return element("symbol", value=str(value))
    return element("string", None, str(value))


@cache
def _terms(body: type) -> frozenset[str]:
    """The fields that take one of a list of terms."""
    return frozenset(name for name, hint in get_type_hints(body).items() if _is_term(hint))


def _is_term(hint: object) -> bool:
    return get_origin(hint) is Literal or (bool(get_args(hint)) and get_origin(hint) is not tuple
                                           and any(_is_term(part) for part in get_args(hint)))
