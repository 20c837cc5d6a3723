"""GraphML: nodes and edges with typed attributes; it has no dynamics, so days are attributes like others.

By the GraphML specification 1.0, http://graphml.graphdrawing.org/specification.html, with its extension for attributes.
"""

import sqlite3
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

from msgspec import Struct

from dragoman.publish.columns import columns_of
from dragoman.publish.exporting import Seen, told
from dragoman.publish.graphs.network import XML, XSI, Edge, Network, Node, attributes_of, tag, text, write_all

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = f"{NAMESPACE} http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"
_TYPES = {"text": "string", "integer": "long", "boolean": "boolean"}
# attributes that every program knows, beside those of the records
_KNOWN = (("node", "label", "string", "the node in few words"), ("edge", "label", "string", "the edge in few words"),
          ("edge", "weight", "double", "how much the edge counts"))


def write_graphml(network: Network, connection: sqlite3.Connection, file: BinaryIO, seen: Seen) -> tuple[int, int]:
    """Write a network as GraphML; how many nodes and edges it has."""
    write_all(file, _head(network, network.told(connection)))
    nodes = write_all(file, map(_node, told(f"nodes of {network.name}", network.nodes(connection), seen)))
    edges = write_all(file, map(_edge, count(1), told(f"edges of {network.name}", network.edges(connection), seen)))
    write_all(file, ("</graph>\n</graphml>\n",))
    return nodes, edges


def _head(network: Network, words: str) -> Iterator[str]:
    """What stands before the nodes: the declarations of all attributes, each with its meaning."""
    yield XML + tag("graphml", {"xmlns": NAMESPACE, "xmlns:xsi": XSI, "xsi:schemaLocation": _SCHEMA}) + "\n"
    known = [*_KNOWN, *_declared("node", network.node), *_declared("edge", network.edge)]
    for scope, name, kind, meaning in known:
        key = tag("key", {"id": f"{scope}.{name}", "for": scope, "attr.name": name, "attr.type": kind})
        yield f"{key}<desc>{text(meaning)}</desc></key>\n"
    yield tag("graph", {"id": network.name, "edgedefault": "directed"}) + f"\n<desc>{text(words)}</desc>\n"


def _declared(scope: str, record: type[Struct]) -> Iterator[tuple[str, str, str, str]]:
    for column in columns_of(record):
        yield scope, column.name, _TYPES[column.type], column.meaning


def _node(node: Node) -> str:
    data = _data("node", (("label", node.label), *attributes_of(node.record)))
    return f"{tag('node', {'id': node.id})}\n{data}</node>\n"


def _edge(number: int, edge: Edge) -> str:
    data = _data("edge", (("label", edge.label), ("weight", f"{edge.weight:.12g}"), *attributes_of(edge.record)))
    return f"{tag('edge', {'id': f'e{number}', 'source': edge.source, 'target': edge.target})}\n{data}</edge>\n"


def _data(scope: str, values: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'  <data key="{scope}.{name}">{text(value)}</data>\n' for name, value in values)
