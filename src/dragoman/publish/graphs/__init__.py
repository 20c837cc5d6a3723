"""Graphs: the networks of an archive (citations, correspondence, reports) for programs that measure and draw them."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from dragoman.publish.exporting import Exported, Seen, Wanted, waiting
from dragoman.publish.graphs.actors import CORRESPONDENCE, REPORTS
from dragoman.publish.graphs.gexf import write_gexf
from dragoman.publish.graphs.graphml import write_graphml
from dragoman.publish.graphs.network import Network
from dragoman.publish.graphs.papers import CITATIONS
from dragoman.publish.writing import kept

NETWORKS: tuple[Network, ...] = (CITATIONS, CORRESPONDENCE, REPORTS)
_Write = Callable[[Network, sqlite3.Connection, BinaryIO, Seen], tuple[int, int]]


def graphml(connection: sqlite3.Connection, folder: Path, wanted: Wanted, seen: Seen) -> Exported:
    """Every network as GraphML."""
    return _written(connection, folder, "graphml", write_graphml, seen)


def gexf(connection: sqlite3.Connection, folder: Path, wanted: Wanted, seen: Seen) -> Exported:
    """Every network as GEXF."""
    return _written(connection, folder, "gexf", write_gexf, seen)


def _written(connection: sqlite3.Connection, folder: Path, ending: str, write: _Write, seen: Seen) -> Exported:
    counts: list[tuple[str, int]] = []
    for network in NETWORKS:
        with (folder / f"{network.name}.{ending}").open("wb") as file:
            nodes, edges = write(network, connection, file, seen)
            kept(file)
        counts += [(f"nodes of {network.name}", nodes), (f"edges of {network.name}", edges)]
    return Exported(tuple(counts), remarks=waiting(connection))
