"""Statements that pass filters are the same whether days are asked for one by one or all at once."""

from __future__ import annotations

import pytest
from msgspec import structs

from factory import SENTENCE, make_graph, make_statement, sample_article
from kgbuild.graph.search import answers
from kgbuild.graph.search.answers import Searcher
from kgbuild.graph.search.filters import Filters
from kgbuild.graph.store import Graph

DAYS = [("2025-03-02", "2025-03-02"), ("2025-03-01", "2025-03-31"), (None, "2025-01-31"), ("2025-04-01", None), None]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    told = []
    for number, days in enumerate(DAYS):
        article = sample_article(f"{SENTENCE} This is report {number}.", id=f"a{number}")
        one = make_statement(article)
        date = None if days is None else structs.replace(one.date, earliest=days[0], latest=days[1])
        told.append((article, [structs.replace(one, date=date)]))
    with Graph.open(make_graph(tmp_path_factory.mktemp("days") / "graph", told)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        ({}, "a0 a1 a2 a3 a4"),
        ({"since": "2025-03"}, "a0 a1 a3"),
        ({"until": "2025-03-01"}, "a1 a2"),
        ({"since": "2025-03-02", "until": "2025-03-02"}, "a0 a1"),
        ({"since": "2026"}, "a3"),
        ({"action": "ASSAULT", "since": "2025-03-31"}, "a1 a3"),
        ({"actor": "actor/m23", "until": "2025-02"}, "a2"),
        ({"status": "denied"}, ""),
        ({"action": "ASSAULT", "place": "Goma"}, "a0 a1 a2 a3 a4"),
    ],
)
@pytest.mark.parametrize("few", [0, 10**6])
def test_days_are_met_either_way(graph, monkeypatch, filters, articles, few):
    monkeypatch.setattr(answers, "_FEW", few)
    with Searcher(graph) as searcher:
        for _ in range(2):
            grouped, _ = searcher.group_passing(Filters(**filters))
            assert list(grouped) == articles.split()
        assert {one for ids in grouped.values() for one in ids} == searcher.list_passing(Filters(**filters))[0]
