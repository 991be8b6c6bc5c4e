"""Every finding of accepted and refused statements as one CSV table: what a check noticed, where, in which words."""

from __future__ import annotations

from kgbuild.exporters._csv import write_table
from kgbuild.exporters._output import Output
from kgbuild.exporters._tables import make_table
from kgbuild.graph.claim_graph import ClaimGraph


def export(graph: ClaimGraph, output: Output) -> None:
    """Write the table `findings`; a refused statement is told from an accepted one by the column `accepted`."""
    with output.open() as file:
        write_table(make_table(graph, "findings"), file)
