"""The dataset as N-Quads: one line a quad, in the order of the file of record."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from kgbuild.exporters._claims import ClaimGraph
from kgbuild.exporters._output import Output
from kgbuild.exporters._rdf import write_quads


def export(graph: ClaimGraph, output: Output) -> None:
    """Write N-Quads."""
    write_quads(graph, output, RdfFormat.N_QUADS)
