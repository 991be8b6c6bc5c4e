"""A graph to files: one format a file."""

from __future__ import annotations

from kgbuild.exporters._frames import to_pandas, to_polars
from kgbuild.exporters._libraries import to_igraph, to_rustworkx
from kgbuild.exporters._network import VIEWS, to_networkx
from kgbuild.exporters._run import EVERYTHING, export_graph, list_formats
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.selection import Selection, select

__all__ = [
    "EVERYTHING", "VIEWS", "ClaimGraph", "Selection", "export_graph", "list_formats", "select", "to_igraph",
    "to_networkx", "to_pandas", "to_polars", "to_rustworkx",
]  # fmt: skip
