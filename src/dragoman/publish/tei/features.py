"""Features: the fields of a finding as a TEI feature structure, from which each can be had again with its type.

Words are <string>, terms of a list <symbol>, numbers <numeric>, true and false <binary>. A span is a <numeric> from its
start (@value) to its end (@max), half-open, in Unicode code points of the paper's text; a list is a <vColl>.
"""

from functools import cache
from typing import Literal, get_args, get_origin, get_type_hints

from dragoman.edition.annotation import Annotation, Body
from dragoman.publish.tei.elements import escaped


def feature_structure(a: Annotation) -> str:
    """The <fs> of a finding, as it is written: its own fields, its span, whose words it stands in, and the rule."""
    found = [f'<fs type="{a.layer}">']
    body = a.body
    for name, term in _fields(type(body)):
        value = getattr(body, name)
        if value is not None and value != ():
            found.append(f'<f name="{name}">{_value(value, term)}</f>')
    found.append(f'<f name="span"><numeric value="{a.start}" max="{a.end}"/></f>'
                 f'<f name="voice"><symbol value="{a.voice}"/></f>'
                 f'<f name="rule"><string>{escaped(a.rule)}</string></f></fs>')
    return "".join(found)


def _value(value: object, term: bool) -> str:
    if isinstance(value, str):
        return f'<symbol value="{escaped(value)}"/>' if term else f"<string>{escaped(value)}</string>"
    if isinstance(value, bool):
        return f'<binary value="{str(value).lower()}"/>'
    if isinstance(value, tuple):
        if len(value) == 2 and isinstance(value[0], int):
            return f'<numeric value="{value[0]}" max="{value[1]}"/>'
        return f'<vColl org="list">{"".join(_value(v, False) for v in value)}</vColl>'
    return f'<numeric value="{value}"/>'


@cache
def _fields(body: type[Body]) -> tuple[tuple[str, bool], ...]:
    """The fields of a body, and whether each takes one of a list of terms."""
    hints = get_type_hints(body)
    return tuple((name, _is_term(hints[name])) for name in body.__struct_fields__)


def _is_term(hint: object) -> bool:
    return get_origin(hint) is Literal or (bool(get_args(hint)) and get_origin(hint) is not tuple
                                           and any(_is_term(part) for part in get_args(hint)))
