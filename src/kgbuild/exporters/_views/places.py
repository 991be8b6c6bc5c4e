"""Which places are told of together: an edge, without direction, for each bond of two places, at its closest.

Two places are bound by a statement that names both; else by an event whose statements name both; else by an article
whose statements do. A pair is counted once at the closest level, so that weights add up to what was told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from kgbuild.exporters._views.building import Builder, View
from kgbuild.exporters._views.facts import Attributes, describe_statement
from kgbuild.exporters._views.folding import fold
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.model import Statement

Pair = tuple[str, str]
Bound = set[tuple[Pair, str]]
"""Pairs, each with an article that binds it already."""
Sites = dict[str, list[Statement]]
"""Each place with the statements that name it."""


def build(graph: ClaimGraph) -> View:
    """The view; `statements` of a node counts those located there."""
    builder = Builder(graph)
    statements = {statement.id: statement for statement in builder.statements}
    located = {number: builder.add_places(statement) for number, statement in statements.items()}
    for nodes in located.values():
        for node in nodes:
            builder.count(node, "statements")
    bound: Bound = set()
    for number, nodes in located.items():
        for first, second in combinations(sorted(nodes), 2):
            builder.link([first], [second], number, "same-statement", _describe([statements[number]]))
            bound.add(((first, second), statements[number].article.id))
    closer = frozenset(bound)
    for event in sorted(graph.events(), key=lambda event: event.id):
        told = [statements[number] for number in event.statements if number in statements]
        bound |= _bind(builder, _list_sites(told, located), event.id, "same-event", closer)
    closer = frozenset(bound)
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements.values():
        by_article[statement.article.id].append(statement)
    for article, told in sorted(by_article.items()):
        _bind(builder, _list_sites(told, located), article, "same-article", closer)
    return builder.finish("places", directed=False)


def _list_sites(statements: Iterable[Statement], located: dict[str, list[str]]) -> Sites:
    sites: Sites = defaultdict(list)
    for statement in statements:
        for node in located[statement.id]:
            sites[node].append(statement)
    return sites


def _bind(builder: Builder, sites: Sites, key: str, role: str, closer: frozenset[tuple[Pair, str]]) -> Bound:
    """An edge for each pair of these places that no article which tells of them binds more closely."""
    bound: Bound = set()
    for first, second in combinations(sorted(sites), 2):
        pair = (first, second)
        told = {statement.id: statement for statement in (*sites[first], *sites[second])}
        if any((pair, statement.article.id) in closer for statement in told.values()):
            continue
        builder.link([first], [second], key, role, _describe(list(told.values())))
        both = _list_articles(sites[first]) & _list_articles(sites[second])
        bound |= {(pair, article) for article in both}
    return bound


def _list_articles(statements: list[Statement]) -> set[str]:
    return {statement.article.id for statement in statements}


def _describe(statements: list[Statement]) -> Attributes:
    """What several statements say, in one: ids, addresses and words joined, days spanned."""
    return fold([{"weight": 1.0, **describe_statement(statement)} for statement in statements]) | {"weight": 1.0}
