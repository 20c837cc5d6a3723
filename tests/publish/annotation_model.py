"""What the Web Annotation Data Model (W3C Recommendation, 23 February 2017) says that a page or collection MUST be.

Each rule stands beside the section that gives it. The vocabulary of `dragoman:` is checked against our own context.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import unquote

ANNO = "http://www.w3.org/ns/anno.jsonld"
# RFC 3987 in short: a scheme, then no blank, no quotation mark, no bracket but those of IPv6, and % only before two digits
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[^\s<>\"{}|\\^`%\x00-\x20]|%[0-9A-Fa-f]{2})+")
# RFC 8141: the name space, then at least one character that is no slash
URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:(?!/)(?:[A-Za-z0-9()+,\-.:=@;$_!*'~&/]|%[0-9A-Fa-f]{2})+")
MOTIVATIONS = {"assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking",
               "moderating", "questioning", "replying", "tagging"}
KEYS = {"id", "type", "motivation", "creator", "created", "modified", "body", "target", "purpose", "format", "value", "language", "name", "source",
        "selector", "exact", "prefix", "suffix", "start", "end", "partOf", "startIndex", "prev", "next", "items", "@context", "label", "generator",
        "total", "first", "last"}


def see_collection(node: dict[str, Any]) -> None:
    """5.1"""
    _context(node)
    _iri(node["id"])
    assert node["type"] == "AnnotationCollection"
    assert isinstance(node["label"], str) and type(node["total"]) is int and node["total"] >= 0
    if node["total"]:
        _iri(node["first"])
        _iri(node["last"])
    _agent(node["generator"])
    assert set(node) <= KEYS


def see_page(node: dict[str, Any]) -> None:
    """5.2"""
    _context(node)
    _iri(node["id"])
    assert node["type"] == "AnnotationPage"
    _iri(node["partOf"])
    assert type(node["startIndex"]) is int and node["startIndex"] >= 0
    assert isinstance(node["items"], list) and node["items"], "a page has one annotation or more"
    for name in ("prev", "next"):
        if name in node:
            _iri(node[name])
    for item in node["items"]:
        see_annotation(item)
    ids = [item["id"] for item in node["items"]]
    assert len(set(ids)) == len(ids)


def see_annotation(node: dict[str, Any]) -> None:
    """3.1 to 3.3"""
    assert "@context" not in node
    _iri(node["id"])
    assert node["type"] == "Annotation"
    assert node["motivation"] in MOTIVATIONS            # 3.3.5: exactly one SHOULD be there
    for name in ("created", "modified"):                # 3.3.1: xsd:dateTime with the UTC time zone as Z
        if name in node:
            assert node[name].endswith("Z") and datetime.fromisoformat(node[name])
    _agent(node["creator"])
    assert "bodyValue" not in node
    for body in _several(node["body"]):
        _resource(body)
    targets = _several(node["target"])
    assert targets, "1 or more targets"
    for target in targets:
        _resource(target)
    for name in _names(node):
        assert name in KEYS or name.startswith("dragoman:"), name


def _context(node: dict[str, Any]) -> None:
    """3.1: the context of the model is one of them; it stands first, so that ours only adds; nothing else is fetched."""
    first, ours = node["@context"]
    assert first == ANNO and isinstance(ours, dict) and ours["dragoman"] == "urn:dragoman:"
    assert all(name.startswith(("@", "dragoman")) for name in ours)


def _agent(node: dict[str, Any]) -> None:
    """3.3.2: an agent SHOULD have an IRI, a type and exactly one name"""
    _iri(node["id"])
    assert node["type"] in ("Person", "Software") and isinstance(node["name"], str)


def _resource(node: Any) -> None:
    if isinstance(node, str):
        _iri(node)
    elif node.get("type") == "SpecificResource":        # 4: exactly one source
        _iri(node["source"])
        assert node["selector"]
        for selector in _several(node["selector"]):
            _selector(selector)
    elif node.get("type") == "TextualBody":             # 3.2.4: exactly one value, of characters
        assert isinstance(node["value"], str) and node["format"] == "text/plain"
        assert node.get("purpose", "tagging") in MOTIVATIONS
    elif "type" not in node:                            # 3.2.1: an external resource has exactly one IRI
        assert IRI.fullmatch(node["id"])
    else:
        assert node["type"].startswith("dragoman:")


def _selector(node: dict[str, Any]) -> None:
    """4.2.4, 4.2.5"""
    if node["type"] == "TextQuoteSelector":
        assert all(isinstance(node[name], str) for name in ("exact", "prefix", "suffix"))
    else:
        assert node["type"] == "TextPositionSelector"
        assert type(node["start"]) is type(node["end"]) is int and 0 <= node["start"] <= node["end"]


def _iri(told: Any) -> None:
    assert isinstance(told, str) and IRI.fullmatch(told) and URN.fullmatch(told), told
    unquote(told, errors="strict")


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names(node: Any) -> Iterator[str]:
    """The names of all properties, but not of what is one literal of JSON."""
    for each in _several(node):
        if isinstance(each, dict):
            for name, value in each.items():
                yield name
                if name != "dragoman:decision":
                    yield from _names(value)
