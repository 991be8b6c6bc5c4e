"""A graph in, a network of igraph or rustworkx out, for networks that are too large for networkx's algorithms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.exporters._extras import load_extra
from kgbuild.exporters._network import draw
from kgbuild.exporters._views import fold_view
from kgbuild.exporters._views.facts import Attributes
from kgbuild.graph.claim_graph import ClaimGraph

if TYPE_CHECKING:
    import igraph
    import rustworkx

    Values = dict[str, object]


def to_igraph(graph: ClaimGraph, *, view: str = "actors", directed: bool = True, multi: bool = True) -> igraph.Graph:
    """The network of a graph's accepted statements as igraph has it; views and arguments are those of `to_networkx`.

    A vertex's `name` is its IRI. Every vertex and every edge has every attribute: what is unknown is None.

    Raises:
        SettingsError: no such view, or igraph is not installed.
    """
    (library,) = load_extra("igraph", "igraph")
    drawn = draw(graph, view=view, directed=directed)
    drawn = drawn if multi else fold_view(drawn)
    at = {node: number for number, node in enumerate(drawn.nodes)}
    network: igraph.Graph = library.Graph(
        n=len(at),
        edges=[(at[source], at[target]) for source, target, _ in drawn.edges],
        directed=drawn.directed,
        graph_attrs={"view": view},
        vertex_attrs={"name": list(at), **_list_columns(list(drawn.nodes.values()))},
        edge_attrs=_list_columns(list(drawn.edges.values())),
    )
    return network


def to_rustworkx(
    graph: ClaimGraph, *, view: str = "actors", directed: bool = True, multi: bool = True
) -> rustworkx.PyDiGraph[Values, Values] | rustworkx.PyGraph[Values, Values]:
    """The network of a graph's accepted statements as rustworkx has it; views and arguments as in `to_networkx`.

    Nodes and edges are dicts of their attributes; a node's `name` is its IRI.

    Returns:
        A PyDiGraph, or a PyGraph where it has no direction.

    Raises:
        SettingsError: no such view, or rustworkx is not installed.
    """
    (library,) = load_extra("rustworkx", "rustworkx")
    drawn = draw(graph, view=view, directed=directed)
    drawn = drawn if multi else fold_view(drawn)
    kind = library.PyDiGraph if drawn.directed else library.PyGraph
    network: rustworkx.PyDiGraph[Values, Values] = kind(attrs={"view": view}, multigraph=multi)
    added = network.add_nodes_from([{"name": node, **values} for node, values in drawn.nodes.items()])
    at = dict(zip(drawn.nodes, added, strict=True))
    network.add_edges_from(
        [(at[source], at[target], dict[str, object](values)) for (source, target, _), values in drawn.edges.items()]
    )
    return network


def _list_columns(rows: list[Attributes]) -> dict[str, list[str | int | float | bool | None]]:
    names = sorted({name for row in rows for name in row})
    return {name: [row.get(name) for row in rows] for name in names}
