"""A graph and filters in, the statements and events that pass out, a page at a time; and how much a graph holds."""

from __future__ import annotations

from collections.abc import Mapping

from kgbuild.explorer.index import Counts
from kgbuild.graph.search.answers import Matched, Searcher
from kgbuild.graph.search.filters import make_filters
from kgbuild.graph.store import Graph
from kgbuild.model import Statement

Passing = dict[str, list[str]]
_KEPT = 2
"""Selections whose ids are remembered, for the pages that follow."""


class Selector:
    """Selects from one content of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._searcher = Searcher(graph)
        self._passing: dict[tuple[tuple[str, str], ...], Passing] = {}
        self._told: dict[str, str] | None = None
        self._counts: Counts | None = None

    def count(self) -> Counts:
        """How much the graph holds, counted as the index counts."""
        if self._counts is None:
            self._counts = _count_all(self.graph)
        return self._counts

    def match(self, question: str, *, limit: int) -> Matched:
        """The ids of what holds some words.

        Raises:
            GraphError: the question can't be read.
        """
        return self._searcher.match(question, limit=limit)

    def read_statements(self, fields: Mapping[str, str], after: int, limit: int) -> tuple[int, list[Statement]]:
        """How many statements pass, and a page of them; only the articles that it touches are read.

        Raises:
            GraphError: a filter names what the graph does not hold.
        """
        passing = self._select(fields)
        found: list[Statement] = []
        before = 0
        for article, ids in passing.items():
            first, last = after - before, after + limit - before
            before += len(ids)
            if first < len(ids) and last > 0:
                found += self._read(article, frozenset(ids))[max(first, 0) : last]
        return before, found

    def list_events(self, fields: Mapping[str, str]) -> list[str]:
        """The ids of the events that statements are about which pass, sorted.

        Raises:
            GraphError: a filter names what the graph does not hold.
        """
        told = self._list_told()
        return sorted({told[one] for ids in self._select(fields).values() for one in ids if one in told})

    def _read(self, article: str, ids: frozenset[str]) -> list[Statement]:
        """These statements of an article, as its text tells them."""
        found = self.graph.article(article)
        return [] if found is None else [one for one in found[1] if one.id in ids and one.accepted]

    def _select(self, fields: Mapping[str, str]) -> Passing:
        """The ids of the statements that pass, by article."""
        key = tuple(sorted(fields.items()))
        if key not in self._passing:
            filters = {name: value for name, value in fields.items() if name != "support"}
            passing, _ = self._searcher.group_passing(make_filters(**filters))
            if support := int(fields.get("support", "0")):
                supported, told = self._list_supported(support), self._list_told()
                passing = {
                    article: [one for one in ids if told.get(one) in supported] for article, ids in passing.items()
                }
            while len(self._passing) >= _KEPT:
                del self._passing[next(iter(self._passing))]
            self._passing[key] = passing
        return self._passing[key]

    def _list_told(self) -> dict[str, str]:
        """The id of the event that each statement is about."""
        if self._told is None:
            rows = self.graph.query("SELECT ?statement ?event { ?event a kg:Event ; kg:statement ?statement }").rows
            self._told = {
                self._read_id(statement, "statement"): self._read_id(event, "event") for statement, event in rows
            }
        return self._told

    def _list_supported(self, support: int) -> frozenset[str]:
        """The ids of the events that so many independent sources support."""
        asked = f"SELECT ?event {{ ?event kg:supportCount ?count FILTER(?count >= {support:d}) }}"
        return frozenset(self._read_id(event, "event") for (event,) in self.graph.query(asked).rows)

    def _read_id(self, node: object, room: str) -> str:
        return self.graph.names.read_id(str(node), room) or ""


def _count_all(graph: Graph) -> Counts:
    """How much a graph holds, counted as the index counts."""
    stats = graph.stats()
    return Counts(
        articles=stats.articles,
        statements=stats.statements,
        refused=stats.refused,
        events=stats.events,
        actors=_count(graph, "kg:actor|kg:recipient|kg:claimant|kg:holder"),
        places=_count(graph, "kg:location|sem:hasPlace|kg:place"),
        findings=sum(stats.findings.values()),
        questions=sum(stats.questions.values()),
    )


def _count(graph: Graph, path: str) -> int:
    """How many nodes stand in these properties."""
    ((found,),) = graph.query(f"SELECT (COUNT(DISTINCT ?node) AS ?count) {{ ?any {path} ?node }}").rows
    return int(str(found))
