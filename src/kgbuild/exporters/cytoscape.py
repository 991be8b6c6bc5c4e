"""A view of the graph as Cytoscape JSON (.cyjs), for Cytoscape and Cytoscape.js, with a style for the latter.

`name` is the label of a node and `interaction` that of an edge, as Cytoscape calls them; `color` and `size` are columns
that a style can pass through.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kgbuild.exporters._json import dump, write_array
from kgbuild.exporters._layout import Positions, place_nodes
from kgbuild.exporters._look import (
    CYTOSCAPE_SHAPES,
    UNTOLD_STANCES,
    choose_edge_colour,
    choose_node_colour,
    find_sizes,
    write_colour,
)
from kgbuild.exporters._network import to_networkx
from kgbuild.exporters._normal import PlainNetwork, describe_network, normalise_network
from kgbuild.exporters._output import Output
from kgbuild.exporters._parallel import list_keys
from kgbuild.exporters._wide import find_wide, spell_wide
from kgbuild.graph.claim_graph import ClaimGraph

if TYPE_CHECKING:
    import networkx as nx

RESERVED = frozenset({
    "id", "source", "target", "parent", "name", "shared_name", "shared name", "interaction", "shared_interaction",
    "shared interaction", "selected", "SUID", "value", "key", "label", "weight", "color", "size",
})  # fmt: skip
"""Names that Cytoscape, Cytoscape.js or networkx read as part of the format."""
_BITS = 54
"""What JavaScript's whole numbers have, the sign included."""
Element = dict[str, object]


def export(
    graph: ClaimGraph,
    output: Output,
    *,
    view: str = "actors",
    undirected: bool = False,
    fold: bool = False,
    layout: str | None = None,
) -> None:
    """Write one view as Cytoscape JSON; a `layout` gives nodes a position. With `fold` a pair of nodes has one edge."""
    write_cytoscape(to_networkx(graph, view=view, directed=not undirected, multi=not fold), output, layout=layout)


def write_cytoscape(network: nx.Graph, output: Output, *, layout: str | None = None) -> None:
    """Write any networkx network as Cytoscape JSON, one node or edge a line.

    Raises:
        SettingsError: no such layout, or one that this network is too large for.
    """
    plain = normalise_network(network, reserved=RESERVED)
    sizes = find_sizes(plain)
    positions = place_nodes(plain, layout, sizes)
    facts = describe_network(network)
    head = {
        "format_version": "1.0",
        "generated_by": "kgbuild",
        "target_cytoscapejs_version": "~3.0",
        "directed": plain.directed,
        "multigraph": network.is_multigraph(),
        "data": {"name": str(facts.get("view", "network")), **facts},
    }
    nodes, edges = _list_nodes(plain, sizes, positions), _list_edges(plain, network)
    with output.open() as file:
        file.write(f'{dump(head)[:-1]},\n"elements": {{"nodes": '.encode())
        write_array(file, nodes)
        file.write(b', "edges": ')
        write_array(file, edges)
        arrangement = {"name": "cose", "animate": False} if layout is None else {"name": "preset"}
        file.write(f'}},\n"style": {dump(make_style(directed=plain.directed))},\n'.encode())
        file.write(f'"layout": {dump(arrangement)}}}\n'.encode())


def _list_nodes(plain: PlainNetwork, sizes: dict[str, float], positions: Positions) -> Iterator[Element]:
    wide = find_wide((node.values for node in plain.nodes), plain.node_columns, bits=_BITS)
    for node in plain.nodes:
        # networkx names the node by `value`.
        data = {"id": node.id, "value": node.id, "name": node.label} | spell_wide(node.values, wide)
        data |= {"color": write_colour(choose_node_colour(node)), "size": sizes[node.id]}
        if node.id in positions:
            x, y = positions[node.id]
            yield {"data": data, "position": {"x": x, "y": -y}}  # there y runs downwards
        else:
            yield {"data": data}


def _list_edges(plain: PlainNetwork, network: nx.Graph) -> Iterator[Element]:
    wide = find_wide((edge.values for edge in plain.edges), plain.edge_columns, bits=_BITS)
    taken = {node.id for node in plain.nodes}
    for edge, key in zip(plain.edges, list_keys(network), strict=True):
        name = edge.id
        while name in taken:  # nodes and edges share their ids
            name = f"{name}_"
        taken.add(name)
        yield {
            "data": {"id": name, "source": edge.source, "target": edge.target, **({} if key is None else {"key": key})}
            | {"interaction": edge.label, "weight": edge.weight, **spell_wide(edge.values, wide)}
            | {"color": write_colour(choose_edge_colour(edge))}
        }


def make_style(*, directed: bool) -> list[Element]:
    """How Cytoscape.js draws it: what is denied, planned or disputed is dashed."""
    node = {
        "label": "data(name)", "background-color": "data(color)", "width": "data(size)", "height": "data(size)",
        "font-size": 10, "text-valign": "center", "text-wrap": "wrap", "text-max-width": "120px",
    }  # fmt: skip
    edge = {
        "label": "data(interaction)", "line-color": "data(color)", "target-arrow-color": "data(color)", "font-size": 6,
        "target-arrow-shape": "triangle" if directed else "none", "curve-style": "bezier", "arrow-scale": 0.7,
        "text-rotation": "autorotate", "width": "mapData(weight, 1, 20, 1, 8)",
    }  # fmt: skip
    shapes = [(f'node[kind = "{kind}"]', {"shape": shape}) for kind, shape in CYTOSCAPE_SHAPES.items()]
    dashed = (", ".join(f'edge[stance = "{stance}"]' for stance in UNTOLD_STANCES), {"line-style": "dashed"})
    rules = [("node", node), ("edge", edge), *shapes, dashed]
    return [{"selector": selector, "style": style} for selector, style in rules]
