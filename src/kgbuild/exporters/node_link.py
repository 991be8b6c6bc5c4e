"""A view of the graph as node-link JSON, for D3, sigma and `networkx.node_link_graph(data, edges="edges")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgbuild.exporters._json import dump, write_array
from kgbuild.exporters._network import to_networkx
from kgbuild.exporters._normal import describe_network, normalise_network
from kgbuild.exporters._output import Output
from kgbuild.exporters._parallel import list_keys
from kgbuild.graph.claim_graph import ClaimGraph

if TYPE_CHECKING:
    import networkx as nx

RESERVED = frozenset({"id", "source", "target", "key"})
"""What the format calls the ends, the node and what tells parallel edges apart."""


def export(
    graph: ClaimGraph, output: Output, *, view: str = "actors", undirected: bool = False, fold: bool = False
) -> None:
    """Write one view as node-link JSON; with `fold` a pair of nodes has one edge."""
    write_node_link(to_networkx(graph, view=view, directed=not undirected, multi=not fold), output)


def write_node_link(network: nx.Graph, output: Output) -> None:
    """Write any networkx network as JSON, one node or edge a line."""
    plain = normalise_network(network, reserved=RESERVED)
    head = {"directed": plain.directed, "multigraph": network.is_multigraph(), "graph": describe_network(network)}
    nodes = ({"id": node.id, "label": node.label, **node.values} for node in plain.nodes)
    edges = (
        {"source": edge.source, "target": edge.target, **({} if key is None else {"key": key}), "weight": edge.weight}
        | edge.values
        for edge, key in zip(plain.edges, list_keys(network), strict=True)
    )
    with output.open() as file:
        file.write(f'{dump(head)[:-1]}, "nodes": '.encode())
        write_array(file, nodes)
        file.write(b', "edges": ')
        write_array(file, edges)
        file.write(b"}\n")
