"""No shipped question sees what is gone: with a history in the graph every example has the answer that it had."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kgbuild.graph.history import Change, article_key, former_key, retract_article
from kgbuild.graph.store import Graph
from kgbuild.model import FormerArticle, make_article
from kgbuild.queries import Query, list_queries
from query_examples import GOLDEN, answer_example, build_examples


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The examples' graph, each article of which has a former text and a retracted one."""
    with Graph.open(build_examples(tmp_path_factory.mktemp("history") / "g")) as opened:
        changes = []
        for article in opened.articles():
            former, gone = (
                make_article(
                    f"{words} {article.text}",
                    url=article.url,
                    title=article.title,
                    published=article.published,
                    publisher=article.publisher,
                )
                for words in ("Once.", "Never.")
            )
            kept = FormerArticle(article=former, successor=article_key(article.id))
            changes += [Change(key=former_key(former), former=kept), retract_article(gone, why="a hoax")]
        opened.keep(changes)
        opened.finish()
        assert len(opened.history().formers) == len(list(opened.articles())) > 50
        yield opened


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_the_history_changes_no_answer(graph: Graph, query: Query) -> None:
    assert answer_example(graph, query.name) == (GOLDEN / f"{query.name}.csv").read_text(encoding="utf-8")
