"""A view of the graph as GEXF 1.3 for Gephi: labels, sizes, colours and days, all set on opening.

Parallel edges of one label are one edge here, with the ids and addresses of all their statements: Gephi would merge
them and keep those of one. Days are intervals (`start` and `end`, or several spells) as precise as the text; where an
end is unknown it is left open, and what has no day at all is there always.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from kgbuild.exporters._layout import Positions, place_nodes
from kgbuild.exporters._look import LINKS, choose_edge_colour, choose_node_colour, find_sizes, list_roles
from kgbuild.exporters._network import draw, make_networkx
from kgbuild.exporters._normal import ColumnType, PlainNetwork, Row, normalise_network
from kgbuild.exporters._output import Output
from kgbuild.exporters._spells import ALWAYS, Spell, find_spells, merge_spells
from kgbuild.exporters._views import fold_view
from kgbuild.exporters._xml import check_xml, write_attribute, write_scalar
from kgbuild.graph.claim_graph import ClaimGraph

if TYPE_CHECKING:
    import networkx as nx

RESERVED = frozenset({
    "id", "label", "type", "start", "end", "weight", "source", "target", "size", "color", "position", "shape",
    "thickness", "pid", "key", "viz", "spells", "slices", "parents", "interval", "timeset", "timestamp", "x", "y", "z",
    "networkx_key",
})  # fmt: skip
"""Names that Gephi, networkx or sigma read as part of the format."""
_GEXF_TYPES: dict[ColumnType, str] = {"boolean": "boolean", "long": "long", "double": "double", "string": "string"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 \
http://gexf.net/1.3/gexf.xsd" version="1.3">
  <meta>
    <creator>kgbuild</creator>
  </meta>
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
    """Write GEXF of one view; without a `layout` Gephi places the nodes. With `fold` a pair of nodes has one edge."""
    drawn = fold_view(draw(graph, view=view, directed=not undirected), by_label=not fold)
    write_gexf(make_networkx(drawn), output, layout=layout)


def write_gexf(network: nx.Graph, output: Output, *, layout: str | None = None) -> None:
    """Write any networkx network as GEXF; a reserved attribute name gets `_value` behind it.

    Raises:
        SettingsError: no such layout, or one that this network is too large for.
    """
    plain = normalise_network(network, reserved=RESERVED)
    positions = place_nodes(plain, layout, find_sizes(plain))
    with output.open(check=check_xml) as file:
        for line in _list_lines(plain, positions):
            file.write(line.encode())


def _list_lines(plain: PlainNetwork, positions: Positions) -> Iterator[str]:
    edge_spells = [find_spells(edge.values) for edge in plain.edges]
    node_spells = _find_node_spells(plain, edge_spells)
    dated = any(chain(edge_spells, node_spells.values()))
    time = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if dated else 'mode="static"'
    yield _HEAD
    yield f'  <graph defaultedgetype="{"directed" if plain.directed else "undirected"}" {time}>\n'
    node_keys = {name: str(number) for number, name in enumerate(plain.node_columns)}
    edge_keys = {name: str(number) for number, name in enumerate(plain.edge_columns)}
    yield from _list_columns("node", plain.node_columns, node_keys)
    yield from _list_columns("edge", plain.edge_columns, edge_keys)
    yield f'    <nodes count="{len(plain.nodes)}">\n'
    yield from _list_nodes(plain, node_keys, node_spells, positions)
    yield f'    </nodes>\n    <edges count="{len(plain.edges)}">\n'
    for edge, spells in zip(plain.edges, edge_spells, strict=True):
        ends = f"source={write_attribute(edge.source)} target={write_attribute(edge.target)}"
        # Gephi merges parallel edges of one `kind` (adding up weights) and keeps those of different kinds apart.
        label = write_attribute(edge.label)
        named = f" kind={label} label={label}" if edge.label else ""
        red, green, blue = choose_edge_colour(edge)
        yield (
            f'      <edge id="{edge.id}" {ends}{named} weight="{edge.weight!r}"{_write_spell(spells)}>\n'
            f"{_write_values(edge.values, edge_keys)}{_write_spells(spells)}"
            f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n      </edge>\n'
        )
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _list_nodes(
    plain: PlainNetwork, keys: dict[str, str], spells: dict[str, list[Spell]], positions: Positions
) -> Iterator[str]:
    sizes = find_sizes(plain)
    for node in plain.nodes:
        red, green, blue = choose_node_colour(node)
        named = f"id={write_attribute(node.id)} label={write_attribute(node.label)}"
        at = ""
        if node.id in positions:
            x, y = positions[node.id]
            at = f'        <viz:position x="{x!r}" y="{y!r}" z="0.0"/>\n'
        yield (
            f"      <node {named}{_write_spell(spells[node.id])}>\n"
            f"{_write_values(node.values, keys)}{_write_spells(spells[node.id])}"
            f'        <viz:size value="{sizes[node.id]}"/>\n{at}'
            f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n      </node>\n'
        )


def _find_node_spells(plain: PlainNetwork, edge_spells: list[list[Spell]]) -> dict[str, list[Spell]]:
    """A node is there when it says so itself, or one of its edges is: always if that is of no known day."""
    found: dict[str, list[Spell]] = {node.id: find_spells(node.values) for node in plain.nodes}
    for edge, spells in zip(plain.edges, edge_spells, strict=True):
        if not list_roles(edge) <= LINKS:  # how statements bear on each other has no day
            for end in (edge.source, edge.target):
                found[end].extend(spells or [ALWAYS])
    merged = {node: merge_spells(spells) for node, spells in found.items()}
    return {node: [] if spells == [ALWAYS] else spells for node, spells in merged.items()}


def _list_columns(scope: str, columns: dict[str, ColumnType], keys: dict[str, str]) -> Iterator[str]:
    if not columns:
        return
    yield f'    <attributes class="{scope}">\n'
    for name, kind in columns.items():
        yield f'      <attribute id="{keys[name]}" title={write_attribute(name)} type="{_GEXF_TYPES[kind]}"/>\n'
    yield "    </attributes>\n"


def _write_values(row: Row, keys: dict[str, str]) -> str:
    if not row:
        return ""
    values = "".join(
        [
            f'          <attvalue for="{keys[name]}" value={write_attribute(write_scalar(value))}/>\n'
            for name, value in row.items()
        ]
    )
    return f"        <attvalues>\n{values}        </attvalues>\n"


def _write_spell(spells: list[Spell]) -> str:
    """The attributes of an element that has one spell."""
    if len(spells) != 1:
        return ""
    return "".join(f' {name}="{day}"' for name, day in zip(("start", "end"), spells[0], strict=True) if day)


def _write_spells(spells: list[Spell]) -> str:
    """The elements of one that has several."""
    if len(spells) < 2:
        return ""
    lines = "".join(f"          <spell{_write_spell([spell])}/>\n" for spell in spells)
    return f"        <spells>\n{lines}        </spells>\n"
