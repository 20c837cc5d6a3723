"""Naming: the IRIs of papers, findings, decisions and people, and the terms that the model of the W3C does not have.

All are URNs that begin with "urn:dragoman:": they name a thing, and nobody can or need fetch them. What a name has that
no IRI can hold is percent-encoded (RFC 3986).
"""

from typing import Any
from urllib.parse import quote, unquote

ANNO = "http://www.w3.org/ns/anno.jsonld"
URN = "urn:dragoman:"
TERM = "dragoman:"
# what is written as one literal of JSON, as an IRI, or as a list whose order counts
_JSON, _IRI, _LIST, _IRIS = ({"@type": "@json"}, {"@type": "@id"}, {"@container": "@list"},
                             {"@type": "@id", "@container": "@list"})
CONTEXT: list[Any] = [ANNO, {
    "@version": 1.1, "dragoman": URN, "dragoman:decision": _JSON, "dragoman:decidedBy": _IRI,
    "dragoman:resolvedBy": _IRI,
    "dragoman:takesBack": _IRI, "dragoman:takenBackBy": _IRI, "dragoman:enclosedIn": _IRI, "dragoman:target": _IRI,
    "dragoman:missing": _IRI, "dragoman:candidates": _IRIS, "dragoman:icd203": _LIST, "dragoman:marks": _LIST}]

MISSING = "missing/"            # with what the name of a missing paper begins


def iri(kind: str, *names: str) -> str:
    """The IRI of a thing of a kind: "urn:dragoman:document:frus1936v03/d12"."""
    return f"{URN}{kind}:{'/'.join(quote(name, safe='/' if len(names) == 1 else '') for name in names)}"


def document_iri(name: str) -> str:
    """The IRI of a paper, here or missing."""
    return iri("missing", name.removeprefix(MISSING)) if name.startswith(MISSING) else iri("document", name)


def document_named(told: str) -> str | None:
    """The id of the paper that an IRI names; None where it names none."""
    prefix = f"{URN}document:"
    return unquote(told[len(prefix):], errors="replace") or None if told.startswith(prefix) else None


def person(name: str) -> dict[str, Any]:
    """Somebody who decided."""
    return {"id": iri("person", name), "type": "Person", "name": name}


def reader(layer: str) -> dict[str, Any]:
    """The reader of a layer."""
    return {"id": iri("reader", layer), "type": "Software", "name": f"dragoman, the reader of layer {layer}"}
