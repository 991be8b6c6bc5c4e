"""Everything: the view of claims, articles to their statements, and events to theirs."""

from __future__ import annotations

from kgbuild.exporters._views.building import Builder, View
from kgbuild.exporters._views.facts import describe_statement
from kgbuild.graph.claim_graph import ClaimGraph


def build(graph: ClaimGraph) -> View:
    """The view."""
    builder = Builder(graph)
    owner: dict[str, str] = {}
    for event in sorted(graph.events(), key=lambda event: event.id):
        owner.update(dict.fromkeys(event.statements, builder.add_event(event)))
    for article in sorted(graph.articles(), key=lambda article: article.id):
        builder.add_article(article)
    for statement in builder.statements:
        facts = describe_statement(statement)
        node = builder.add_statement(statement, facts)
        builder.link([builder.add_article(statement.article)], [node], statement.id, "evidence", facts)
        if statement.id in owner:
            builder.link([owner[statement.id]], [node], statement.id, "groups", facts)
    builder.add_links()
    return builder.finish("evidence")
