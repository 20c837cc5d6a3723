"""GEXF 1.3: a dynamic graph, whose nodes and edges say from which day to which they are there.

By https://gexf.net/schema.html. This version is read by Gephi since 0.9.3 and by networkx since 3.6; those before it
have no `kind`, by which Gephi keeps edges of one pair apart.
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

NAMESPACE = "http://gexf.net/1.3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{NAMESPACE} {NAMESPACE}/gexf.xsd"
_TYPES = {"text": "string", "integer": "long", "boolean": "boolean"}


def write_gexf(network: Network, connection: sqlite3.Connection, file: BinaryIO, seen: Seen) -> tuple[int, int]:
    """Write a network as GEXF; how many nodes and edges it has."""
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("gexf", {f"{{{_XSI}}}schemaLocation": _SCHEMA, "version": "1.3"},
                         nsmap={None: NAMESPACE, "xsi": _XSI}):
            xml.write("\n", _meta(network.told(connection)), pretty_print=True)
            with xml.element("graph", mode="dynamic", defaultedgetype="directed", timeformat="date",
                             timerepresentation="interval"):
                xml.write("\n")
                write_all(xml, (_attributes("node", network.node), _attributes("edge", network.edge)))
                with xml.element("nodes"):
                    xml.write("\n")
                    found = told(f"nodes of {network.name}", network.nodes(connection), seen)
                    nodes = write_all(xml, map(_node, found))
                xml.write("\n")
                with xml.element("edges"):
                    xml.write("\n")
                    ties = told(f"edges of {network.name}", network.edges(connection), seen)
                    edges = write_all(xml, map(_edge, count(1), ties))
                xml.write("\n")
            xml.write("\n")
    return nodes, edges


# elements have no namespace of their own: they take that of the root they are written into
def _meta(words: str) -> etree._Element:
    meta = etree.Element("meta")
    etree.SubElement(meta, "creator").text = "dragoman"
    etree.SubElement(meta, "description").text = fit(words)
    return meta


def _attributes(scope: str, record: type[Struct]) -> etree._Element:
    made = etree.Element("attributes", {"class": scope})
    for column in columns_of(record):
        etree.SubElement(made, "attribute", id=column.name, title=column.name, type=_TYPES[column.type])
    return made


def _node(node: Node) -> etree._Element:
    made = etree.Element("node", id=node.id, label=_line(node.label))
    _dated(made, node.start, None)
    _values(made, attributes_of(node.record))
    return made


def _edge(number: int, edge: Edge) -> etree._Element:
    made = etree.Element("edge", id=f"e{number}", source=edge.source, target=edge.target, label=_line(edge.label),
                         weight=f"{edge.weight:.12g}", kind=_line(edge.label))
    _dated(made, edge.start, edge.end)
    _values(made, attributes_of(edge.record))
    return made


def _dated(made: etree._Element, start: str | None, end: str | None) -> None:
    """The days from and to which something is there; without a day it always is."""
    for name, day in (("start", start), ("end", end)):
        if day is not None:
            made.set(name, day)


def _values(made: etree._Element, values: Iterator[tuple[str, str]]) -> None:
    inside = etree.SubElement(made, "attvalues")
    for name, value in values:
        etree.SubElement(inside, "attvalue", {"for": name, "value": value})


def _line(text: str) -> str:
    return " ".join(fit(text).split())
