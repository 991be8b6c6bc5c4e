"""A graph in, its articles with their statements out, each record read once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.record import read_block
from kgbuild.graph.store import Graph
from kgbuild.model import Article, Statement


def read_reports(graph: ClaimGraph) -> Iterator[tuple[Article, list[Statement]]]:
    """Each article with all its statements in the order of its text, refused ones included; in no order of articles."""
    if isinstance(graph, Graph):
        for block in graph.record.blocks():
            yield read_block(block.content, graph.names)
        return
    told: dict[str, list[Statement]] = {}
    for article_id, group in groupby(graph.statements(accepted=None), key=lambda statement: statement.article.id):
        told.setdefault(article_id, []).extend(group)
    for article in graph.articles():
        statements = told.get(article.id, [])
        yield article, sorted(statements, key=lambda one: (one.trigger, one.evidence, one.id))
