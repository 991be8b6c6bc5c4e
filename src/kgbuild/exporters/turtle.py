"""The accepted statements as Turtle: the union of all graphs, without their names."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from kgbuild.exporters._output import Output
from kgbuild.exporters._rdf import write_triples
from kgbuild.graph.claim_graph import ClaimGraph


def export(graph: ClaimGraph, output: Output, *, profile: str = "nary") -> None:
    """Write Turtle, subjects sorted."""
    write_triples(graph, output, RdfFormat.TURTLE, profile)
