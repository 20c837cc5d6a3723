"""GEXF 1.3: a dynamic graph, whose nodes and edges say from which day to which they are there.

By https://gexf.net/schema.html. This version is read by Gephi since 0.9.3 and by networkx since 3.6; those before it
have no `kind`, by which Gephi keeps edges of one pair apart.
"""

import sqlite3
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

from msgspec import Struct

from dragoman.publish.columns import columns_of
from dragoman.publish.exporting import Seen, told
from dragoman.publish.fitting import fit
from dragoman.publish.graphs.network import XML, XSI, Edge, Network, Node, attributes_of, tag, text, write_all

NAMESPACE = "http://gexf.net/1.3"
_SCHEMA = f"{NAMESPACE} {NAMESPACE}/gexf.xsd"
_TYPES = {"text": "string", "integer": "long", "boolean": "boolean"}


def write_gexf(network: Network, connection: sqlite3.Connection, file: BinaryIO, seen: Seen) -> tuple[int, int]:
    """Write a network as GEXF; how many nodes and edges it has."""
    write_all(file, _head(network, network.told(connection)))
    write_all(file, ("<nodes>\n",))
    nodes = write_all(file, map(_node, told(f"nodes of {network.name}", network.nodes(connection), seen)))
    write_all(file, ("</nodes>\n<edges>\n",))
    edges = write_all(file, map(_edge, count(1), told(f"edges of {network.name}", network.edges(connection), seen)))
    write_all(file, ("</edges>\n</graph>\n</gexf>\n",))
    return nodes, edges


def _head(network: Network, words: str) -> Iterator[str]:
    """What stands before the nodes: what is in the graph, and the declarations of all attributes."""
    yield XML + tag("gexf", {"xmlns": NAMESPACE, "xmlns:xsi": XSI, "xsi:schemaLocation": _SCHEMA, "version": "1.3"})
    yield (f"\n<meta>\n  <creator>dragoman</creator>\n  <description>{text(words)}</description>\n</meta>\n"
           + tag("graph", {"mode": "dynamic", "defaultedgetype": "directed", "timeformat": "date",
                           "timerepresentation": "interval"}) + "\n")
    yield from _declared("node", network.node)
    yield from _declared("edge", network.edge)


def _declared(scope: str, record: type[Struct]) -> Iterator[str]:
    yield f'<attributes class="{scope}">\n'
    for column in columns_of(record):
        declared = {"id": column.name, "title": column.name, "type": _TYPES[column.type]}
        yield f"  {tag('attribute', declared, empty=True)}\n"
    yield "</attributes>\n"


def _node(node: Node) -> str:
    """A node, there from its first day on; without a day it always is."""
    opening = tag("node", {"id": node.id, "label": _line(node.label), "start": node.start})
    return f"{opening}\n{_values(attributes_of(node.record))}</node>\n"


def _edge(number: int, edge: Edge) -> str:
    """An edge, there on the days on which it can have been made; without a day it always is."""
    opening = tag("edge", {"id": f"e{number}", "source": edge.source, "target": edge.target, "label": _line(edge.label),
                           "weight": f"{edge.weight:.12g}", "kind": _line(edge.label), "start": edge.start,
                           "end": edge.end})
    return f"{opening}\n{_values(attributes_of(edge.record))}</edge>\n"


def _values(values: Iterator[tuple[str, str]]) -> str:
    inside = "".join(f"    {tag('attvalue', {'for': name, 'value': value}, empty=True)}\n" for name, value in values)
    return f"  <attvalues>\n{inside}  </attvalues>\n"


def _line(words: str) -> str:
    return " ".join(fit(words).split())
