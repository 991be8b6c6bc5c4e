"""A view of the graph as CX2, for NDEx, Cytoscape and Cytoscape Web: declared types, and how it is drawn.

`name` is the label of a node, `represents` its name in the graph, and `interaction` the label of an edge, as NDEx calls
them. CX2 has no word for edges without direction: `directed` of the network says so.
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
from kgbuild.exporters._normal import (
    ColumnType,
    PlainNetwork,
    Row,
    describe_network,
    list_columns,
    normalise_network,
)
from kgbuild.exporters._output import Output
from kgbuild.exporters._parallel import list_keys
from kgbuild.graph.claim_graph import ClaimGraph

if TYPE_CHECKING:
    import networkx as nx

RESERVED = frozenset({"name", "represents", "interaction", "label", "weight", "key", "color", "size"})
"""Names that NDEx gives a meaning, and those of the columns beside the attributes."""
_OWN_OF_NODES: dict[str, ColumnType] = {"name": "string", "represents": "string", "color": "string", "size": "double"}
_OWN_OF_EDGES: dict[str, ColumnType] = {"interaction": "string", "weight": "double", "color": "string"}
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
    """Write one view as CX2; a `layout` gives nodes a position. With `fold` a pair of nodes has one edge."""
    write_cx2(to_networkx(graph, view=view, directed=not undirected, multi=not fold), output, layout=layout)


def write_cx2(network: nx.Graph, output: Output, *, layout: str | None = None) -> None:
    """Write any networkx network as CX2, one node or edge a line.

    Raises:
        SettingsError: no such layout, or one that this network is too large for.
    """
    plain = normalise_network(network, reserved=RESERVED)
    sizes = find_sizes(plain)
    positions = place_nodes(plain, layout, sizes)
    facts = _describe(network, directed=plain.directed)
    edge_columns = plain.edge_columns | _OWN_OF_EDGES | ({"key": "string"} if network.is_multigraph() else {})
    declared = {
        "networkAttributes": _declare(list_columns([facts])),
        "nodes": _declare(plain.node_columns | _OWN_OF_NODES),
        "edges": _declare(edge_columns),
    }
    counts = {"attributeDeclarations": 1, "networkAttributes": 1, "nodes": len(plain.nodes), "edges": len(plain.edges)}
    counts |= {"visualProperties": 1}
    meta = [{"name": name, "elementCount": count} for name, count in counts.items()]
    with output.open() as file:
        file.write(f"[{dump({'CXVersion': '2.0', 'hasFragments': False})},\n{dump({'metaData': meta})},\n".encode())
        file.write(
            f"{dump({'attributeDeclarations': [declared]})},\n{dump({'networkAttributes': [facts]})},\n".encode()
        )
        file.write(b'{"nodes": ')
        write_array(file, _list_nodes(plain, sizes, positions))
        file.write(b'},\n{"edges": ')
        write_array(file, _list_edges(plain, network))
        style = make_style(directed=plain.directed, dashed="stance" in plain.edge_columns)
        file.write(f"}},\n{dump({'visualProperties': [style]})},\n".encode())
        file.write(f"{dump({'status': [{'success': True, 'error': ''}]})}]\n".encode())


def _describe(network: nx.Graph, *, directed: bool) -> Row:
    known = describe_network(network)
    return {"name": f"kgbuild: {known.get('view', 'network')}"} | known | {"directed": directed}


def _declare(columns: dict[str, ColumnType]) -> dict[str, dict[str, str]]:
    return {name: {"d": kind} for name, kind in sorted(columns.items())}


def _list_nodes(plain: PlainNetwork, sizes: dict[str, float], positions: Positions) -> Iterator[Element]:
    for number, node in enumerate(plain.nodes):
        look: Row = {"color": write_colour(choose_node_colour(node)), "size": sizes[node.id]}
        values = {"name": node.label, "represents": node.id} | node.values | look
        if node.id in positions:
            x, y = positions[node.id]
            yield {"id": number, "x": x, "y": -y, "v": values}  # there y runs downwards
        else:
            yield {"id": number, "v": values}


def _list_edges(plain: PlainNetwork, network: nx.Graph) -> Iterator[Element]:
    numbers = {node.id: number for number, node in enumerate(plain.nodes)}
    for number, (edge, key) in enumerate(zip(plain.edges, list_keys(network), strict=True)):
        own: Row = {"interaction": edge.label, "weight": edge.weight, "color": write_colour(choose_edge_colour(edge))}
        named: Row = {} if key is None else {"key": key}
        ends = {"s": numbers[edge.source], "t": numbers[edge.target]}
        yield {"id": number, **ends, "v": own | named | edge.values}


def make_style(*, directed: bool, dashed: bool) -> Element:
    """How it is drawn; `dashed`, what is denied, planned or disputed is."""
    edges: dict[str, Element] = {
        "EDGE_LABEL": _pass("interaction"),
        "EDGE_LINE_COLOR": _pass("color"),
        "EDGE_TARGET_ARROW_COLOR": _pass("color"),
        "EDGE_WIDTH": _stretch("weight", (1.0, 20.0), (1.0, 8.0)),
    }
    if dashed:
        edges["EDGE_LINE_STYLE"] = _choose("stance", dict.fromkeys(UNTOLD_STANCES, "dashed"))
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {"NODE_SHAPE": "ellipse", "NODE_LABEL_FONT_SIZE": 10, "NODE_LABEL_COLOR": "#000000"},
            "edge": {
                "EDGE_TARGET_ARROW_SHAPE": "triangle" if directed else "none",
                "EDGE_LABEL_FONT_SIZE": 6,
                "EDGE_LINE_STYLE": "solid",
            },
        },
        "nodeMapping": {
            "NODE_LABEL": _pass("name"),
            "NODE_BACKGROUND_COLOR": _pass("color"),
            "NODE_WIDTH": _pass("size", "double"),
            "NODE_HEIGHT": _pass("size", "double"),
            "NODE_SHAPE": _choose("kind", CYTOSCAPE_SHAPES),
        },
        "edgeMapping": edges,
    }


def _pass(column: str, kind: ColumnType = "string") -> Element:
    return {"type": "PASSTHROUGH", "definition": {"attribute": column, "type": kind}}


def _choose(column: str, looks: dict[str, str]) -> Element:
    choices = [{"v": value, "vp": look} for value, look in looks.items()]
    return {"type": "DISCRETE", "definition": {"attribute": column, "type": "string", "map": choices}}


def _stretch(column: str, values: tuple[float, float], looks: tuple[float, float]) -> Element:
    """In proportion between two values, and no further."""
    (least, most), (first, last) = values, looks
    pieces = [
        {"max": least, "maxVPValue": first, "includeMin": False, "includeMax": False},
        {"min": least, "max": most, "minVPValue": first, "maxVPValue": last, "includeMin": True, "includeMax": True},
        {"min": most, "minVPValue": last, "includeMin": False, "includeMax": False},
    ]
    return {"type": "CONTINUOUS", "definition": {"attribute": column, "type": "double", "map": pieces}}
