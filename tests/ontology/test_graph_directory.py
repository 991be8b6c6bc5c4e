"""A graph directory is validated as its quads are."""

from __future__ import annotations

from factory import make_statement, sample_article
from kgbuild.checks import check_statements
from kgbuild.graph.store import Graph
from kgbuild.graph.validate import validate_graph
from kgbuild.vocabulary import load_vocabulary


def test_a_graph_directory_as_built_has_no_finding(tmp_path):
    article = sample_article()
    with Graph.open(tmp_path / "graph", create=True) as graph:
        graph.add(
            article,
            check_statements([make_statement(), make_statement(id="s2", confidence=2.0)], article, load_vocabulary()),
        )
        graph.finish()
        assert validate_graph(graph) == []
        assert validate_graph(graph.quads(), rules=False) == []
