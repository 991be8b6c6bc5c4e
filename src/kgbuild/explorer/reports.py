"""A graph in, its articles with their statements out, each record read once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.record import read_block
from kgbuild.graph.selection import Selected
from kgbuild.graph.store import Graph
from kgbuild.model import Article, Statement


class Told(Struct, frozen=True):
    """An article, its statements in the order of its text, refused ones included, and all that the article says.

    `statements` are those that the graph holds; where it is a part of another graph, `context` are all accepted ones:
    who "the colonel" is, the article may have said elsewhere.
    """

    article: Article
    statements: list[Statement]
    context: list[Statement]


def read_reports(graph: ClaimGraph) -> Iterator[Told]:
    """Each article with what it says, in no order of articles."""
    if isinstance(graph, Graph):
        for article, statements in _read_record(graph):
            yield Told(article, statements, _accept(statements))
    elif isinstance(graph, Selected):
        for report in graph.reports:
            yield Told(report.article, report.chosen, report.accepted)
    else:
        told: dict[str, list[Statement]] = {}
        for article_id, group in groupby(graph.statements(accepted=None), key=lambda statement: statement.article.id):
            told.setdefault(article_id, []).extend(group)
        for article in graph.articles():
            statements = sorted(told.get(article.id, ()), key=lambda one: (one.trigger, one.evidence, one.id))
            yield Told(article, statements, _accept(statements))


def _read_record(graph: Graph) -> Iterator[tuple[Article, list[Statement]]]:
    return (read_block(block.content, graph.names) for block in graph.record.blocks())


def _accept(statements: list[Statement]) -> list[Statement]:
    return [one for one in statements if one.accepted]
