"""A graph to files: one format a file."""

from __future__ import annotations

from kgbuild.exporters._network import VIEWS, to_networkx
from kgbuild.exporters._run import export_facts, export_graph, list_formats

__all__ = ["VIEWS", "export_facts", "export_graph", "list_formats", "to_networkx"]
