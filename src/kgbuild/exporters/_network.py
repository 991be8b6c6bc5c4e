"""A graph in, a networkx network out: one of five views, with flat attributes that every network format can hold.

Nodes are named by the IRIs of the RDF graph. Every edge carries the ids of the statements that it stands for, the
addresses of their articles and their evidence, so that it leads back to its sentences. `_attributes` tells what each
attribute is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.exporters._views import VIEWS, View, build_view, fold_view
from kgbuild.graph.claim_graph import ClaimGraph

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["VIEWS", "draw", "make_networkx", "to_networkx"]


def to_networkx(graph: ClaimGraph, *, view: str = "actors", directed: bool = True, multi: bool = True) -> nx.Graph:
    """The network of a graph's accepted statements.

    `actors`: who acts on whom. One edge a statement and pair, actor to recipient, `role` "acts-on". A statement without
    recipient is an edge from the actor to each place it acted at ("acts-at"); one without actor an edge from the
    recipient to the place ("suffers-at").
    `claims`: who says what. Claimant (or, where the article speaks in its own voice, the article) to statement
    ("says"), outer claimant to inner one ("quotes"), statement to its actors, recipients and places, and statement to
    statement ("contradicts", "updates", "corroborates").
    `events`: event to its actors, recipients and places; publisher or agency to event ("reports").
    `evidence`: everything: the `claims` view, articles to their statements ("evidence"), events to theirs ("groups").
    `places`: which places are told of together, without direction: in one statement ("same-statement"), else in
    statements on one event ("same-event"), else in one article ("same-article").

    The attributes of nodes and edges are those of `_attributes.NODES` and `EDGES`: str, int, float or bool; what is
    unknown is absent.

    Args:
        graph: the graph.
        view: one of `VIEWS`.
        directed: False forgets which end acts.
        multi: False folds parallel edges into one for each pair of nodes: `weight` adds up, days span, differing texts
            are joined by "; ", and `weight_ASSAULT`, `weight_denies` ... say what the weight is made of.

    Returns:
        A MultiDiGraph; a MultiGraph where it has no direction; with `multi=False` a DiGraph or Graph.

    Raises:
        SettingsError: no such view.
    """
    built = draw(graph, view=view, directed=directed)
    return make_networkx(built if multi else fold_view(built), multi=multi)


def draw(graph: ClaimGraph, *, view: str, directed: bool = True) -> View:
    """The nodes and edges of a view, with or without direction.

    Raises:
        SettingsError: no such view.
    """
    built = build_view(graph, view)
    return built if directed or not built.directed else _forget_direction(built)


def make_networkx(view: View, *, multi: bool = True) -> nx.Graph:
    """The view as a networkx network, its `multi` kind with the edges' keys."""
    import networkx as nx

    kinds = {(True, True): nx.MultiDiGraph, (True, False): nx.DiGraph, (False, True): nx.MultiGraph}
    network = kinds.get((view.directed, multi), nx.Graph)(view=view.name)
    network.add_nodes_from(view.nodes.items())
    if multi:
        network.add_edges_from((*key, values) for key, values in view.edges.items())
    else:
        network.add_edges_from((source, target, values) for (source, target, _), values in view.edges.items())
    return network


def _forget_direction(view: View) -> View:
    """The smaller name first; of a statement that holds both ways, one edge is left."""
    edges = {(min(a, b), max(a, b), key): values for (a, b, key), values in view.edges.items()}
    return View(view.name, directed=False, nodes=view.nodes, edges=dict(sorted(edges.items())))
