"""The accepted statements as RDF/XML, without graph names, and without control characters, which XML lacks."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from kgbuild.exporters._output import Output
from kgbuild.exporters._rdf import write_triples
from kgbuild.graph.claim_graph import ClaimGraph


def export(graph: ClaimGraph, output: Output, *, profile: str = "nary") -> None:
    """Write RDF/XML, subjects sorted."""
    write_triples(graph, output, RdfFormat.RDF_XML, profile)
