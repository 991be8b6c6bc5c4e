"""Who says what: claimant to statement, statement to whom and where it is about, and statements against each other."""

from __future__ import annotations

from kgbuild.exporters._views.building import Builder, View
from kgbuild.exporters._views.facts import describe_statement
from kgbuild.graph.claim_graph import ClaimGraph


def build(graph: ClaimGraph) -> View:
    """The view; where an article speaks in its own voice, it is the one who says."""
    builder = Builder(graph)
    for statement in builder.statements:
        builder.add_statement(statement, describe_statement(statement))
    builder.add_links()
    return builder.finish("claims")
