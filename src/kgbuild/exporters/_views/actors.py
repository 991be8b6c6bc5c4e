"""Who acts on whom: an edge for each statement and pair, from the actor to the recipient.

A statement without recipient is an edge from the actor to each place it acted at; one without actor is an edge from the
recipient to the place.
"""

from __future__ import annotations

from kgbuild.exporters._views.building import Builder, View
from kgbuild.exporters._views.facts import describe_statement
from kgbuild.graph.claim_graph import ClaimGraph


def build(graph: ClaimGraph) -> View:
    """The view; `acts` and `suffers` of a node count its statements, located or not."""
    builder = Builder(graph)
    for statement in builder.statements:
        facts = describe_statement(statement)
        actors, recipients = builder.add_parties(statement).values()
        for node in dict.fromkeys((*actors, *recipients)):
            builder.count(node, "acts", node in actors)
            builder.count(node, "suffers", node in recipients)
        builder.link(actors, recipients, statement.id, "acts-on", facts)
        if not (actors and recipients):
            role = "acts-at" if actors else "suffers-at"
            builder.link_places(actors or recipients, statement, role, facts)
    return builder.finish("actors")
