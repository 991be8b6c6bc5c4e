"""A view of the graph as GEXF 1.3 for Gephi: labels, sizes by links, colours by kind and action, all set on opening."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kgbuild.exporters._claims import ClaimGraph
from kgbuild.exporters._network import to_networkx
from kgbuild.exporters._normal import ColumnType, PlainNetwork, Row, normalise_network
from kgbuild.exporters._output import Output
from kgbuild.exporters._xml import check_xml, write_attribute, write_scalar

if TYPE_CHECKING:
    import networkx as nx

RESERVED = frozenset({
    "id", "label", "type", "start", "end", "weight", "source", "target", "size", "color", "position", "shape",
    "thickness", "pid", "key", "viz", "spells", "slices", "parents", "interval", "timeset", "timestamp",
})  # fmt: skip
"""Names that Gephi or networkx read as part of the format."""
NODE_COLOURS: dict[str, tuple[int, int, int]] = {
    "actor": (31, 119, 180),
    "place": (44, 160, 44),
    "statement": (150, 150, 150),
    "event": (214, 39, 40),
    "article": (188, 189, 34),
    "publisher": (148, 103, 189),
}
OTHER_COLOUR = (127, 127, 127)
EDGE_COLOURS: dict[tuple[int, int, int], frozenset[str]] = {
    (120, 170, 120): frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}),
    (40, 130, 60): frozenset({"COOPERATE", "AID", "RETREAT"}),
    (230, 150, 70): frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
    (190, 40, 40): frozenset(
        {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "CASUALTY", "DISPLACE", "CONTROL"}
    ),
}
"""Cooperation green, conflict orange to red; words pale, deeds strong."""
_GEXF_TYPES: dict[ColumnType, str] = {"boolean": "boolean", "long": "long", "double": "double", "string": "string"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 \
http://gexf.net/1.3/gexf.xsd" version="1.3">
  <meta>
    <creator>kgbuild</creator>
  </meta>
"""


def export(graph: ClaimGraph, output: Output, *, view: str = "actors") -> None:
    """Write GEXF of one view."""
    write_gexf(to_networkx(graph, view=view), output)


def write_gexf(network: nx.Graph, output: Output) -> None:
    """Write any networkx network as GEXF; a reserved attribute name gets `_value` behind it."""
    plain = normalise_network(network, reserved=RESERVED)
    with output.open(check=check_xml) as file:
        for line in _list_lines(plain):
            file.write(line.encode())


def _list_lines(plain: PlainNetwork) -> Iterator[str]:
    node_keys = {name: str(number) for number, name in enumerate(plain.node_columns)}
    edge_keys = {name: str(number) for number, name in enumerate(plain.edge_columns)}
    links = Counter(end for edge in plain.edges for end in (edge.source, edge.target))
    yield _HEAD
    yield f'  <graph defaultedgetype="{"directed" if plain.directed else "undirected"}" mode="static">\n'
    yield from _list_columns("node", plain.node_columns, node_keys)
    yield from _list_columns("edge", plain.edge_columns, edge_keys)
    yield "    <nodes>\n"
    for node in plain.nodes:
        yield f"      <node id={write_attribute(node.id)} label={write_attribute(node.label)}>\n"
        yield from _list_values(node.values, node_keys)
        red, green, blue = NODE_COLOURS.get(str(node.values.get("kind")), OTHER_COLOUR)
        # Area grows with the links, so that a node of a hundred is ten times as wide as one of one.
        size = round(8.0 * math.sqrt(1 + links[node.id]), 1)
        yield f'        <viz:size value="{size}"/>\n        <viz:color r="{red}" g="{green}" b="{blue}"/>\n'
        yield "      </node>\n"
    yield "    </nodes>\n    <edges>\n"
    for edge in plain.edges:
        ends = f"source={write_attribute(edge.source)} target={write_attribute(edge.target)}"
        # Gephi merges parallel edges of one `kind` (adding up weights) and keeps those of different kinds apart.
        label = write_attribute(str(edge.label))
        yield f'      <edge id="{edge.id}" {ends} kind={label} label={label} weight="{edge.weight!r}">\n'
        yield from _list_values(edge.values, edge_keys)
        red, green, blue = _choose_colour(str(edge.values.get("action")))
        yield f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n      </edge>\n'
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _list_columns(scope: str, columns: dict[str, ColumnType], keys: dict[str, str]) -> Iterator[str]:
    if not columns:
        return
    yield f'    <attributes class="{scope}" mode="static">\n'
    for name, kind in columns.items():
        yield f'      <attribute id="{keys[name]}" title={write_attribute(name)} type="{_GEXF_TYPES[kind]}"/>\n'
    yield "    </attributes>\n"


def _list_values(row: Row, keys: dict[str, str]) -> Iterator[str]:
    if not row:
        return
    yield "        <attvalues>\n"
    for name, value in row.items():
        yield f'          <attvalue for="{keys[name]}" value={write_attribute(write_scalar(value))}/>\n'
    yield "        </attvalues>\n"


def _choose_colour(action: str) -> tuple[int, int, int]:
    return next((colour for colour, actions in EDGE_COLOURS.items() if action in actions), OTHER_COLOUR)
