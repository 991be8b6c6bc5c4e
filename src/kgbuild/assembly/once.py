"""Statements and articles in, all that they say together out, in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgbuild.assembly.stand_ins import make_stand_in
from kgbuild.assembly.whole import Assembly
from kgbuild.model import Article, Assembled, Judgement, Statement


def assemble(
    statements: Iterable[Statement], articles: Mapping[str, Article], judgements: Sequence[Judgement] = ()
) -> Assembled:
    """All that accepted statements of any number of articles say together; their order changes nothing.

    Args:
        statements: one id twice counts once.
        articles: by article id. Of a statement whose article is not among them nothing is read but itself.
        judgements: of people, on what is one.
    """
    held: dict[str, list[Statement]] = {}
    for statement in statements:
        held.setdefault(statement.article.id, []).append(statement)
    assembly = Assembly(judgements)
    for article_id, own in held.items():
        assembly.add(articles.get(article_id) or make_stand_in(own[0]), own)
    return assembly.settle()
