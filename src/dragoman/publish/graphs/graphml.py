"""GraphML: nodes and edges with typed attributes; it has no dynamics, so days are attributes like others.

By the GraphML specification 1.0, http://graphml.graphdrawing.org/specification.html, with its extension for attributes.
"""

import sqlite3
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

from lxml import etree
from msgspec import Struct

from dragoman.publish.columns import columns_of
from dragoman.publish.exporting import Seen, told
from dragoman.publish.graphs.network import Edge, Network, Node, attributes_of, fit, write_all

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{NAMESPACE} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
_TYPES = {"text": "string", "integer": "long", "boolean": "boolean"}
# attributes that every program knows, beside those of the records
_KNOWN = (("node", "label", "string", "the node in few words"), ("edge", "label", "string", "the edge in few words"),
          ("edge", "weight", "double", "how much the edge counts"))


def write_graphml(network: Network, connection: sqlite3.Connection, file: BinaryIO, seen: Seen) -> tuple[int, int]:
    """Write a network as GraphML; how many nodes and edges it has."""
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", {f"{{{_XSI}}}schemaLocation": _SCHEMA}, nsmap={None: NAMESPACE, "xsi": _XSI}):
            xml.write("\n")
            write_all(xml, _keys(network))
            with xml.element("graph", id=network.name, edgedefault="directed"):
                xml.write("\n", _element("desc", fit(network.told(connection))), "\n")
                nodes = write_all(xml, map(_node, told(f"nodes of {network.name}", network.nodes(connection), seen)))
                edges = write_all(xml, map(_edge, count(1),
                                           told(f"edges of {network.name}", network.edges(connection), seen)))
            xml.write("\n")
    return nodes, edges


# elements have no namespace of their own: they take that of the root they are written into
def _element(tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.Element(tag, attributes)
    made.text = text
    return made


def _keys(network: Network) -> Iterator[etree._Element]:
    """The declarations of all attributes, each with its meaning."""
    known = [*_KNOWN, *_declared("node", network.node), *_declared("edge", network.edge)]
    for scope, name, kind, meaning in known:
        key = _element("key", id=_key(scope, name))
        key.attrib.update({"for": scope, "attr.name": name, "attr.type": kind})
        key.append(_element("desc", meaning))
        yield key


def _declared(scope: str, record: type[Struct]) -> Iterator[tuple[str, str, str, str]]:
    for column in columns_of(record):
        yield scope, column.name, _TYPES[column.type], column.meaning


def _key(scope: str, name: str) -> str:
    return f"{scope}.{name}"


def _node(node: Node) -> etree._Element:
    made = _element("node", id=node.id)
    _add(made, "node", "label", fit(node.label))
    for name, value in attributes_of(node.record):
        _add(made, "node", name, value)
    return made


def _edge(number: int, edge: Edge) -> etree._Element:
    made = _element("edge", id=f"e{number}", source=edge.source, target=edge.target)
    _add(made, "edge", "label", fit(edge.label))
    _add(made, "edge", "weight", f"{edge.weight:.12g}")
    for name, value in attributes_of(edge.record):
        _add(made, "edge", name, value)
    return made


def _add(made: etree._Element, scope: str, name: str, value: str) -> None:
    made.append(_element("data", value, key=_key(scope, name)))
