"""A graph directory in, an open graph of claims out, to question and to take networks and files from."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kgbuild.model import Article, Assembled, Event, History, Hit, Statement
from kgbuild.notices import BuildReport

if TYPE_CHECKING:
    import igraph
    import networkx as nx
    import pandas as pd
    import polars as pl
    import rdflib
    import rustworkx

    from kgbuild.checking import Row
    from kgbuild.exporters import ClaimGraph, Selection
    from kgbuild.graph.differences import Difference
    from kgbuild.graph.explained import Explanation
    from kgbuild.graph.linting import Trap
    from kgbuild.graph.rows import Rows, Value
    from kgbuild.graph.search.answers import Kind, Searcher
    from kgbuild.settings import Settings
    from kgbuild.summary import Summary

    Values = dict[str, object]


class Graph:
    """An open graph of claims, for reading. Close it, or use it in a `with` block, to give its files back.

    `directory` is the folder that holds it; `report` what the build that made it did, None for a graph that was opened.
    """

    def __init__(self, directory: Path, *, report: BuildReport | None = None, temporary: bool = False) -> None:
        from kgbuild.graph.store import Graph as Store

        self.directory = directory
        self.report = report
        self._store = Store.open(directory)
        self._searcher: Searcher | None = None
        if temporary:
            self._remove = weakref.finalize(self, shutil.rmtree, directory, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<kgbuild.Graph {self.directory}>"

    def close(self) -> None:
        """Give the files back."""
        if self._searcher is not None:
            self._searcher.close()
        self._store.close()

    def articles(self) -> list[Article]:
        """Every article, with its text, sorted by id."""
        return list(self._store.articles())

    def statements(self, *, accepted: bool | None = True) -> list[Statement]:
        """Statements that the checks accepted; `accepted=False` gives the refused ones, `None` all."""
        return list(self._store.statements(accepted=accepted))

    def events(self, *, policy: str | None = None) -> list[Event]:
        """What statements are judged to be about: one record per happening.

        Args:
            policy: only those that have enough sources behind them to pass a policy: a shipped one by its name
                ("two-sides"), or a file or folder of your own, of which one has to let them pass.

        Raises:
            SettingsError: no such policy.
        """
        if policy is None:
            return list(self._store.events())
        from kgbuild.graph.facts import Facts
        from kgbuild.graph.policies import load_policies

        return Facts(self._store, load_policies(policy)).events()

    def assembled(self) -> Assembled:
        """What the articles say together: `events`, `links`, `states` of control, `identities` and open `questions`."""
        return self._store.assembled()

    def history(self) -> History:
        """What became of articles that stand no more: former texts and retractions, by the keys of their nodes."""
        return self._store.history()

    def query(self, question: str | Path, **parameters: str | float | date) -> list[dict[str, Value]]:
        """Answer a question over the accepted statements.

        Args:
            question: the name of a shipped query (`queries()` lists them), SPARQL 1.1, or the path of a file of a
                query of your own with a header (docs/queries.md).
            parameters: values of the query's parameters, or of variables in the SELECT clause of your own.

        Returns:
            One dict per row, by variable: str for addresses and texts, int, float, bool, `datetime.date`, or None.

        Raises:
            StopRun: no such query, no such parameter, or SPARQL that can't be read.
        """
        return self.rows(question, **parameters).records()

    def rows(self, question: str | Path, **parameters: str | float | date) -> Rows:
        """The same answer as a table: `columns` and `rows`, which `to_pandas()` and `to_polars()` make frames of.

        Arguments and errors are those of `query`.
        """
        from kgbuild.queries import ask_query, read_query, run_query

        if isinstance(question, Path):
            return ask_query(self._store, read_query(question), parameters)
        if question.split() == [question]:  # SPARQL has white space, a name has none
            return run_query(self._store, question, parameters)
        return self._store.query(question, bindings=parameters)

    def search(self, question: str, *, kinds: Iterable[Kind] = (), limit: int = 20, **filters: str | None) -> list[Hit]:
        """Find words in articles, in the evidence of statements and in names; the best hits come first.

        Args:
            question: words, "phrases", begin*, AND, OR, NOT and brackets.
            kinds: what to search, of "articles", "evidence" and "names"; all unless given.
            limit: the most hits to give.
            filters: what the hits have to be about: `place`, `actor`, `recipient`, `claimant` (names), `action`,
                `status`, `source` (a publisher), `since` and `until` (a day, month or year: "2025-03").

        Raises:
            StopRun: the question can't be read, or a filter names what the graph does not hold.
        """
        from kgbuild.graph.search.answers import Searcher
        from kgbuild.graph.search.filters import make_filters

        if self._searcher is None:
            self._searcher = Searcher(self._store)
        found = self._searcher.search(question, make_filters(**filters), kinds=kinds, limit=limit)
        return list(found.hits)

    def lint(self, question: str, **parameters: object) -> list[Trap]:
        """The traps of a query: what makes it slow, or its answer wrong without a word; each with a rewrite.

        Args:
            question: SPARQL 1.1, or the name of a shipped query.
            parameters: variables that get their values from outside, as in `query`; only the names matter.

        Raises:
            GraphError: no such query.
        """
        from kgbuild.graph.linting import lint, make_use
        from kgbuild.queries import find_query

        if question.split() == [question]:
            known = find_query(question)
            return lint(known.sparql, bound=[one.name for one in known.parameters], is_used=make_use(self._store))
        return lint(question, bound=parameters, is_used=make_use(self._store))

    def queries(self) -> dict[str, str]:
        """The shipped questions: the name of each query and what it answers."""
        from kgbuild.queries import list_queries

        return {query.name: query.question for query in list_queries()}

    def to_networkx(
        self,
        *,
        view: str = "actors",
        directed: bool = True,
        multi: bool = True,
        support: int = 0,
        policy: str | None = None,
        **filters: str | None,
    ) -> nx.Graph:
        """The graph, or the part of it that filters leave, as a networkx network.

        Args:
            view: `actors` (who acts on whom), `events` (who took part, where, by whose report), `claims` (who says
                what), `places` (which are named together) or `evidence` (everything).
            directed: False forgets which end acts.
            multi: False folds parallel edges into one with a `weight`.
            support: only what is about an event that so many independent sources support.
            policy: only what is about an event that passes a policy.
            filters: what a statement has to be about, as in `search`.

        Raises:
            SettingsError: no such view or policy, or nothing passes.
            GraphError: a filter names what the graph does not hold.
        """
        from kgbuild.exporters import to_networkx

        return to_networkx(self._select(support, policy, filters), view=view, directed=directed, multi=multi)

    def to_igraph(
        self,
        *,
        view: str = "actors",
        directed: bool = True,
        multi: bool = True,
        support: int = 0,
        policy: str | None = None,
        **filters: str | None,
    ) -> igraph.Graph:
        """As `to_networkx`, for igraph: a vertex's `name` is its address; what is unknown is None.

        Raises:
            SettingsError: igraph is not installed, or as for `to_networkx`.
        """
        from kgbuild.exporters import to_igraph

        return to_igraph(self._select(support, policy, filters), view=view, directed=directed, multi=multi)

    def to_rustworkx(
        self,
        *,
        view: str = "actors",
        directed: bool = True,
        multi: bool = True,
        support: int = 0,
        policy: str | None = None,
        **filters: str | None,
    ) -> rustworkx.PyDiGraph[Values, Values] | rustworkx.PyGraph[Values, Values]:
        """As `to_networkx`, for rustworkx: nodes and edges are dicts; a node's `name` is its address.

        Raises:
            SettingsError: rustworkx is not installed, or as for `to_networkx`.
        """
        from kgbuild.exporters import to_rustworkx

        return to_rustworkx(self._select(support, policy, filters), view=view, directed=directed, multi=multi)

    def to_pandas(
        self, table: str = "statements", *, support: int = 0, policy: str | None = None, **filters: str | None
    ) -> pd.DataFrame:
        """A table of the graph, or of the part of it that filters leave, as a pandas frame.

        Args:
            table: `statements`, `parties`, `locations`, `quantities`, `events`, `actors` ...: docs/exports/tables.md
                lists them with their columns.
            support: only what is about an event that so many independent sources support.
            policy: only what is about an event that passes a policy.
            filters: what a statement has to be about, as in `search`.

        Raises:
            SettingsError: no such table or policy, nothing passes, or pandas is not installed.
        """
        from kgbuild.exporters import to_pandas

        return to_pandas(self._select(support, policy, filters), table=table)

    def to_polars(
        self, table: str = "statements", *, support: int = 0, policy: str | None = None, **filters: str | None
    ) -> pl.DataFrame:
        """The same table as a polars frame.

        Arguments and errors are those of `to_pandas`.
        """
        from kgbuild.exporters import to_polars

        return to_polars(self._select(support, policy, filters), table=table)

    def rdflib(self) -> rdflib.Dataset:
        """The same graph as an rdflib Dataset over the store itself; changes to it are not kept."""
        return self._store.rdflib()

    def explain(self, id: str, *, candidates: bool = True) -> Explanation:
        """What leads to a node or an edge: its statements, each with slots, words and paragraph.

        Args:
            id: a record's id, a registry id, a GeoNames number, or a node's address; of an edge the ids of both ends.
            candidates: also look up anew what the words of a statement, or the name of an actor or a place, may mean.

        Raises:
            GraphError: the graph holds nothing of that id.
        """
        from kgbuild.graph.candidates import Finder
        from kgbuild.graph.explaining import explain

        return explain(self._store, id, finder=Finder() if candidates else None)

    def diff(self, former: Graph | str | Path, *, limit: int | None = None, ignore: Iterable[str] = ()) -> Difference:
        """What changed from a former graph to this one; false in a condition if nothing did.

        Args:
            former: an open graph, or the folder of one.
            limit: how many changes of a kind to give at most; the counts count all.
            ignore: slots of statements and events in which a difference is none, such as "confidence".

        Raises:
            GraphError: the folder holds no graph, or there is no such slot.
        """
        from kgbuild.graph.comparing import diff

        if isinstance(former, Graph):
            return diff(former._store, self._store, limit=limit, ignore=ignore)  # noqa: SLF001  # the same class
        with Graph(Path(former)) as opened:
            return diff(opened._store, self._store, limit=limit, ignore=ignore)

    def check(self, *, settings: Settings | None = None) -> list[Row]:
        """What the ontology's rules and shapes find, sorted: severity, code, node, property, message of each.

        An empty list is a clean graph.

        Args:
            settings: those that the graph was built with, where they name an ontology of your own or a profile.
        """
        from kgbuild.checking import check_graph

        return check_graph(self._store, settings)

    def export(
        self,
        format: str,
        path: str | Path,
        *,
        support: int = 0,
        policy: str | None = None,
        view: str | None = None,
        profile: str | None = None,
        undirected: bool = False,
        fold: bool = False,
        layout: str | None = None,
        day: str | None = None,
        shards: int | None = None,
        gzip: bool = False,
        **filters: str | None,
    ) -> tuple[str, ...]:
        """Write the graph, or the part of it that filters leave, to a file, or a folder for formats of several files.

        Args:
            format: its name; `kgbuild stages exporters` lists them.
            path: the file or folder; what stood there is replaced when all is written.
            support: only what is about an event that so many independent sources support.
            policy: only what is about an event that passes a policy; RDF gets the events as facts beside the claims.
            view: of a network: `actors` (the default), `events`, `claims`, `places` or `evidence`; of tables and maps:
                `control`, who holds which place by whose word; of kml also `actions` or `countries`.
            profile: of RDF: `nary` (the default), `nanopub`, `rdf12`, `webannotation` or `sem`; of cypher: `neo4j` (the
                default), `memgraph`, `kuzu` or `opencypher`.
            undirected: of a network: forget which end acts.
            fold: of a network: parallel edges as one, with a weight.
            layout: of a network but dot and node-link: positions of the nodes too: `spring`, `circular` or `map`.
            day: with the view `control`: what is claimed of that day.
            shards: of nquads: how many files.
            gzip: of nquads: compress.
            filters: what a statement has to be about: `place`, `actor`, `recipient`, `claimant` (names), `action`,
                `status`, `source` (a publisher), `since` and `until` (a day, month or year: "2025-03").

        Returns:
            What there is to know: which names the filters were taken for, what was left out and why.

        Raises:
            StageError: no such format.
            SettingsError: an option does not go with the format, nothing passes, or the path can't be written.
            GraphError: a filter names what the graph does not hold.
        """
        from kgbuild.exporters import export_graph

        return export_graph(
            self._store, format, path, selection=self._make_selection(support, policy, filters),
            view=view, profile=profile, undirected=undirected, fold=fold, layout=layout, day=day, shards=shards,
            gzip=gzip,
        )  # fmt: skip

    def _make_selection(self, support: int, policy: str | None, filters: Mapping[str, str | None]) -> Selection:
        from kgbuild.exporters import Selection
        from kgbuild.graph.policies import load_policies
        from kgbuild.graph.search.filters import make_filters

        policies = tuple(load_policies(policy)) if policy else ()
        return Selection(filters=make_filters(**filters), support=support, policies=policies)

    def _select(self, support: int, policy: str | None, filters: Mapping[str, str | None]) -> ClaimGraph:
        from kgbuild.exporters import select

        selection = self._make_selection(support, policy, filters)
        return self._store if selection.is_free else select(self._store, selection)[0]

    def stats(self) -> Summary:
        """Counts of articles, statements, actions, places and events, and the most frequent names."""
        from kgbuild.summary import summarise

        return summarise(self._store)
