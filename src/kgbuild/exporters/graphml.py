"""A view of the graph as GraphML: typed keys, one edge a statement; for Cytoscape, igraph, yEd, Gephi, networkx."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kgbuild.exporters._layout import Positions, place_nodes
from kgbuild.exporters._look import find_sizes
from kgbuild.exporters._network import to_networkx
from kgbuild.exporters._normal import ColumnType, PlainNetwork, Row, normalise_network
from kgbuild.exporters._output import Output
from kgbuild.exporters._xml import check_xml, write_attribute, write_scalar, write_text
from kgbuild.graph.claim_graph import ClaimGraph

if TYPE_CHECKING:
    import networkx as nx

RESERVED = frozenset({"id", "source", "target"})
"""Readers keep these as columns of their own."""
PLACED = frozenset({"x", "y"})
"""What Gephi and sigma take for a node's position."""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def export(
    graph: ClaimGraph,
    output: Output,
    *,
    view: str = "actors",
    undirected: bool = False,
    fold: bool = False,
    layout: str | None = None,
) -> None:
    """Write GraphML of one view; a `layout` gives nodes an `x` and a `y`. With `fold` a pair of nodes has one edge."""
    network = to_networkx(graph, view=view, directed=not undirected, multi=not fold)
    write_graphml(network, output, layout=layout)


def write_graphml(network: nx.Graph, output: Output, *, layout: str | None = None) -> None:
    """Write any networkx network as GraphML; see `_normal` for what becomes of values that no format holds.

    Raises:
        SettingsError: no such layout, or one that this network is too large for.
    """
    plain = normalise_network(network, reserved=RESERVED if layout is None else RESERVED | PLACED)
    positions = place_nodes(plain, layout, find_sizes(plain))
    with output.open(check=check_xml) as file:
        for line in _list_lines(plain, positions):
            file.write(line.encode())


def _list_lines(plain: PlainNetwork, positions: Positions) -> Iterator[str]:
    node_columns: dict[str, ColumnType] = {"label": "string", **plain.node_columns}
    if positions:
        node_columns |= {"x": "double", "y": "double"}
    edge_columns: dict[str, ColumnType] = {"weight": "double", **plain.edge_columns}
    node_keys = {name: f"n{number}" for number, name in enumerate(node_columns)}
    edge_keys = {name: f"a{number}" for number, name in enumerate(edge_columns)}
    yield _HEAD
    for scope, columns, keys in (("node", node_columns, node_keys), ("edge", edge_columns, edge_keys)):
        for name, kind in columns.items():
            title = write_attribute(name)
            yield f'  <key id="{keys[name]}" for="{scope}" attr.name={title} attr.type="{kind}"/>\n'
    yield f'  <graph id="G" edgedefault="{"directed" if plain.directed else "undirected"}">\n'
    for node in plain.nodes:
        place: Row = dict(zip(("x", "y"), positions[node.id], strict=True)) if positions else {}
        values = _write_values({"label": node.label, **node.values, **place}, node_keys)
        yield f"    <node id={write_attribute(node.id)}>\n{values}    </node>\n"
    for edge in plain.edges:
        ends = f"source={write_attribute(edge.source)} target={write_attribute(edge.target)}"
        values = _write_values({"weight": edge.weight, **edge.values}, edge_keys)
        yield f'    <edge id="{edge.id}" {ends}>\n{values}    </edge>\n'
    yield "  </graph>\n</graphml>\n"


def _write_values(row: Row, keys: dict[str, str]) -> str:
    return "".join(
        f'      <data key="{keys[name]}">{write_text(write_scalar(value))}</data>\n' for name, value in row.items()
    )
