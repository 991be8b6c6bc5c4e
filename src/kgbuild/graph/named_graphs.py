"""A graph in, its named graphs out one by one, each as lines of N-Triples in the order of the record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from kgbuild.graph.store import Graph


class NamedGraph(Struct, frozen=True):
    """One named graph: its IRI and its triples, each a line that ends in a newline."""

    name: str
    lines: tuple[str, ...]


def iterate_graphs(graph: Graph, *, refused: bool = False) -> Iterator[NamedGraph]:
    """The named graphs; those of refused statements on request only.

    Raises:
        GraphError: the record is damaged.
    """
    for name, quads in groupby(graph.quads(refused=refused), key=lambda quad: quad.graph_name.value):  # type: ignore[union-attr]
        yield NamedGraph(name, tuple(f"{quad.triple} .\n" for quad in quads))
