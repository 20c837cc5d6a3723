"""Parsing: the tree of a TEI file, as much of it as stands, with plain entities in their place.

The parser opens no other file and no address, and expands no entity: one that stands for more than a few letters is
refused.
"""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from html.entities import html5
from typing import Any

from lxml import etree
from lxml.etree import _Element

from dragoman.edition.problem import Problem
from dragoman.sources.encoding import decode

NEW_LINE = b"\n"
# "<!ENTITY lol9 ..."
ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s+)?(?P<name>[^\s\"'<>]+)")
# An entity's text that is put in its place: a few letters, no entity, no markup. 64 is ample for a name or a dash.
PLAIN_ENTITY = re.compile(r"[^&<%]{0,64}")


def parse(data: bytes, origin: str, *, every: bool = False) -> tuple[_Element | None, Problem | None]:
    """The root of a TEI file, None where nothing can be read; and what is wrong with it.

    Comments and processing instructions are left out, unless `every` node is asked for.
    """
    root, problem = _parsed(data, origin, every)
    if root is not None and (refused := _entities(root, origin)):
        return None, refused
    return root, problem


def _parser(recover: bool, every: bool, encoding: str | None = None) -> etree.XMLParser:
    # huge_tree stays off: its limits (depth, size of one text, growth by entities) are what guards us
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=not every,
                           remove_pis=not every, recover=recover, encoding=encoding)


def _parsed(data: bytes, origin: str, every: bool) -> tuple[_Element | None, Problem | None]:
    """The root of an XML file, as much of it as stands; and what is wrong with it."""
    try:
        return etree.fromstring(data, _parser(False, every)), None
    except etree.XMLSyntaxError as error:
        line, column = error.position
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_RESOURCE_LIMIT and (entity := ENTITY.search(data)):
            place = f"line {data.count(NEW_LINE, 0, entity.start()) + 1}"
            return None, Problem(origin, place, "the entities declared here grow without bounds; the file is refused.")
        place = f"line {line}, column {column}"
        reason = _sentence(error.msg)
    told = None
    if "encoding" in reason and not data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data, told = decode(data).text.encode("utf-8", "replace"), "utf-8"     # it is not what the file says it is
    try:
        root = etree.fromstring(data, _parser(True, every, told))
    except etree.XMLSyntaxError:
        root = None
    rest = "what stands around it was read" if root is not None else "nothing of it could be read"
    return root, Problem(origin, place, f"the XML is damaged here ({reason}); {rest}.")


def _sentence(message: str | None) -> str:
    """libxml2's words without the place that it adds."""
    return re.sub(r"\s*,? line \d+, column \d+.*|\s+$", "", (message or "not well-formed"), flags=re.S)


def _entities(root: _Element, origin: str) -> Problem | None:
    """Put plain entities (a dash, an accented letter) in their place; a Problem for the first that is not plain."""
    dtd: Any = root.getroottree().docinfo.internalDTD
    declared = {e.name: e.content for e in dtd.iterentities() if e.content} if dtd is not None else {}
    nodes: list[Any] = list(root.iter(etree.Entity))
    for node in nodes:
        text = html5.get(f"{node.name};") or declared.get(node.name)
        if text is None or not PLAIN_ENTITY.fullmatch(text):
            return Problem(origin, f"line {node.sourceline}", f"the entity &{node.name}; stands for something outside "
                           "the text or for more than plain letters; the file is refused.")
        _replace(node, text)
    return None


def _replace(node: _Element, text: str) -> None:
    """Put text in the place of an entity's node."""
    parent, before = node.getparent(), node.getprevious()
    text += node.tail or ""
    if parent is None:
        return
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    node.tail = None
    parent.remove(node)
