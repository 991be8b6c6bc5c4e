"""The dataset as TriG: Turtle with one block a named graph."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from kgbuild.exporters._output import Output
from kgbuild.exporters._rdf import write_quads
from kgbuild.graph.claim_graph import ClaimGraph


def export(graph: ClaimGraph, output: Output, *, profile: str = "nary") -> None:
    """Write TriG."""
    write_quads(graph, output, RdfFormat.TRIG, profile)
