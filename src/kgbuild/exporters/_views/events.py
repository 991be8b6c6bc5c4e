"""What happened: event to those who act and suffer and to its places, and publisher or agency to event."""

from __future__ import annotations

from kgbuild.exporters._views.building import Builder, View
from kgbuild.exporters._views.facts import describe_statement
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.model import Statement


def build(graph: ClaimGraph) -> View:
    """The view; each edge is one statement's share in the event."""
    builder = Builder(graph)
    statements = {statement.id: statement for statement in builder.statements}
    for event in sorted(graph.events(), key=lambda event: event.id):
        node = builder.add_event(event)
        for number in event.statements:
            if number in statements:
                _add_report(builder, node, statements[number])
    return builder.finish("events")


def _add_report(builder: Builder, event: str, statement: Statement) -> None:
    """Who acted, who suffered, where, and who published it."""
    facts = describe_statement(statement)
    builder.link([builder.add_publisher(statement.article)], [event], statement.id, "reports", facts)
    for role, parties in builder.add_parties(statement).items():
        builder.link([event], parties, statement.id, role, facts)
    builder.link_places([event], statement, "place", facts)
