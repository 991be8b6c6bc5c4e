"""The explorer's index: it says what the records say, points nowhere else, and is the same bytes for the same graph."""

from __future__ import annotations

from pathlib import Path

from index_faults import find_differences, find_faults

from fake_graph import NASTY, make_graph
from kgbuild.explorer import encode_index, make_index
from kgbuild.graph.store import Graph


def test_a_built_graph_and_its_index_agree(built: Path) -> None:
    with Graph.open(built) as graph:
        index = make_index(graph)
        assert list(find_faults(index)) == []
        assert list(find_differences(index, graph)) == []
        assert (index.name, index.content) == ("built", graph.manifest.sha256)
        assert encode_index(index) == encode_index(make_index(graph))


def test_hostile_names_are_data_and_refused_statements_are_in_no_table() -> None:
    graph = make_graph()
    index = make_index(graph)
    assert list(find_faults(index)) == []
    assert list(find_differences(index, graph)) == []
    assert NASTY in index.articles.title
    assert (index.counts.statements, index.counts.refused) == (4, 1)
    assert index.counts.findings == sum(len(one.findings) for one in graph.statements(accepted=None))
