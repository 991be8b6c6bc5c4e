"""A view of the graph as GraphML: typed keys, one edge a statement; for Cytoscape, igraph, yEd, Gephi, networkx."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kgbuild.exporters._claims import ClaimGraph
from kgbuild.exporters._network import to_networkx
from kgbuild.exporters._normal import ColumnType, PlainNetwork, Row, normalise_network
from kgbuild.exporters._output import Output
from kgbuild.exporters._xml import check_xml, write_attribute, write_scalar, write_text

if TYPE_CHECKING:
    import networkx as nx

RESERVED = frozenset({"id", "source", "target"})
"""Readers keep these as columns of their own."""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def export(graph: ClaimGraph, output: Output, *, view: str = "actors") -> None:
    """Write GraphML of one view."""
    write_graphml(to_networkx(graph, view=view), output)


def write_graphml(network: nx.Graph, output: Output) -> None:
    """Write any networkx network as GraphML; see `_normal` for what becomes of values that no format holds."""
    plain = normalise_network(network, reserved=RESERVED)
    with output.open(check=check_xml) as file:
        for line in _list_lines(plain):
            file.write(line.encode())


def _list_lines(plain: PlainNetwork) -> Iterator[str]:
    node_columns: dict[str, ColumnType] = {"label": "string", **plain.node_columns}
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
        yield f"    <node id={write_attribute(node.id)}>\n"
        yield from _list_data({"label": node.label, **node.values}, node_keys)
        yield "    </node>\n"
    for edge in plain.edges:
        ends = f"source={write_attribute(edge.source)} target={write_attribute(edge.target)}"
        yield f'    <edge id="{edge.id}" {ends}>\n'
        yield from _list_data({"weight": edge.weight, **edge.values}, edge_keys)
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _list_data(row: Row, keys: dict[str, str]) -> Iterator[str]:
    for name, value in row.items():
        yield f'      <data key="{keys[name]}">{write_text(write_scalar(value))}</data>\n'
