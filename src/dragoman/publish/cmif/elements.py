"""Elements: TEI as plain values, and their lines, set in as deep as they lie, so that one can follow another."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from dragoman.publish.citations.citation import line
from dragoman.publish.fitting import fit

TEI = "http://www.tei-c.org/ns/1.0"
INDENT = "  "


class Element(NamedTuple):
    """A TEI element: its name, its attributes, and what is in it: words, or elements and words in a row."""

    name: str
    attributes: Mapping[str, str]
    inside: "str | Sequence[Element | str]" = ""


def plain(text: str) -> str:
    """The words on one line, with nothing that XML 1.0 forbids."""
    return fit(line(text))


def lines(element: Element, depth: int) -> str:
    """An element on a line of its own, the elements in it below it, set in; words and elements in a row stay there."""
    return f"{INDENT * depth}{_written(element, depth)}\n"


def opened(name: str, depth: int) -> str:
    """The line that opens an element without attributes."""
    return f"{INDENT * depth}<{name}>\n"


def closed(name: str, depth: int) -> str:
    """The line that closes an element."""
    return f"{INDENT * depth}</{name}>\n"


def _written(element: Element, depth: int) -> str:
    tag = element.name + "".join(f" {name}={quoteattr(value)}" for name, value in element.attributes.items())
    if not element.inside:
        return f"<{tag}/>"
    if isinstance(element.inside, str):
        inside = escape(element.inside)
    elif any(isinstance(part, str) for part in element.inside):
        inside = "".join(escape(part) if isinstance(part, str) else _written(part, depth) for part in element.inside)
    else:
        inside = "".join(lines(part, depth + 1) for part in element.inside if isinstance(part, Element))
        inside = f"\n{inside}{INDENT * depth}"
    return f"<{tag}>{inside}</{element.name}>"
