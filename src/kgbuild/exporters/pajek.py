"""A view of the graph as a Pajek network (.net): numbered vertices and weighted arcs, each with a label and a colour.

Pajek keeps values of vertices in files of their own (.clu for partitions, .vec for vectors), so of all attributes a
vertex has its label, its address in the graph, colour and size alone. The label of an arc is its action or role, the
ids of its statements, the addresses of their articles and the codes of their findings. The file is 7-bit ASCII with
entities (`&#1041;`), which Pajek turns into letters.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kgbuild.exporters._ascii import write_ascii
from kgbuild.exporters._layout import Positions, place_nodes
from kgbuild.exporters._look import Colour, choose_edge_colour, choose_node_colour, find_sizes
from kgbuild.exporters._network import to_networkx
from kgbuild.exporters._normal import PlainEdge, PlainNetwork, normalise_network
from kgbuild.exporters._output import Output
from kgbuild.exporters._parallel import tell_apart
from kgbuild.graph.claim_graph import ClaimGraph

if TYPE_CHECKING:
    import networkx as nx

ON_ARCS = ("statement", "url", "findings")
"""What stands behind an arc's label."""
RESERVED = frozenset({"label"})
COLOURS: dict[Colour, str] = {
    (31, 119, 180): "NavyBlue",
    (44, 160, 44): "ForestGreen",
    (214, 39, 40): "Red",
    (188, 189, 34): "Goldenrod",
    (148, 103, 189): "Purple",
    (120, 170, 120): "LimeGreen",
    (40, 130, 60): "PineGreen",
    (230, 150, 70): "Orange",
    (190, 40, 40): "BrickRed",
    (60, 60, 60): "Black",
    (205, 205, 205): "Gray20",
}
"""Pajek's names for the colours of `_look` (its Crayola table); all else is gray."""
_GRAY = "Gray"
_USUAL_SIZE = 12.0
"""The diameter that is Pajek's own size of a vertex."""


def export(
    graph: ClaimGraph,
    output: Output,
    *,
    view: str = "actors",
    undirected: bool = False,
    fold: bool = False,
    layout: str = "circular",
) -> None:
    """Write one view as a Pajek network; with `fold` a pair of nodes has one arc."""
    write_pajek(to_networkx(graph, view=view, directed=not undirected, multi=not fold), output, layout=layout)


def write_pajek(network: nx.Graph, output: Output, *, layout: str = "circular") -> None:
    """Write any networkx network as a Pajek network, a vertex or line a line.

    Raises:
        SettingsError: no such layout, or one that this network is too large for.
    """
    plain = normalise_network(network, reserved=RESERVED)
    sizes = find_sizes(plain)
    places = _fit(place_nodes(plain, layout, sizes))
    with output.open() as file:
        for line in _list_lines(plain, sizes, places):
            file.write(line.encode("ascii"))


def _list_lines(plain: PlainNetwork, sizes: dict[str, float], places: Positions) -> Iterator[str]:
    numbers = {node.id: number for number, node in enumerate(plain.nodes, start=1)}
    labels = tell_apart(_join_lines(node.label) for node in plain.nodes)
    yield f"*Vertices {len(plain.nodes)}\n"
    for node, label in zip(plain.nodes, labels, strict=True):
        x, y = places[node.id]
        colour = COLOURS.get(choose_node_colour(node), _GRAY)
        size = round(sizes[node.id] / _USUAL_SIZE, 2)
        yield (
            f'{numbers[node.id]} "{write_ascii(label)}" {x:.4f} {y:.4f} ellipse x_fact {size} y_fact {size} '
            f'ic {colour} url "{write_ascii(_join_lines(node.id))}"\n'
        )
    yield "*Arcs\n" if plain.directed else "*Edges\n"
    for edge in plain.edges:
        colour = COLOURS.get(choose_edge_colour(edge), _GRAY)
        yield (
            f"{numbers[edge.source]} {numbers[edge.target]} {edge.weight!r} "
            f'l "{write_ascii(_label_edge(edge))}" c {colour}\n'
        )


def _label_edge(edge: PlainEdge) -> str:
    """The parts divided by " | "."""
    told = (str(edge.values[name]) for name in ON_ARCS if name in edge.values)
    return _join_lines(" | ".join(part for part in (edge.label, *told) if part))


def _join_lines(text: str) -> str:
    """Pajek shows a label on one line."""
    return " ".join(text.split())


def _fit(positions: Positions) -> Positions:
    """The positions between 0.05 and 0.95, y downwards, as Pajek draws."""
    if not positions:
        return {}
    xs, ys = [x for x, _ in positions.values()], [y for _, y in positions.values()]
    left, top = min(xs), max(ys)
    wide = max(max(xs) - left, top - min(ys), math.ulp(1.0))
    return {node: (0.05 + 0.9 * (x - left) / wide, 0.05 + 0.9 * (top - y) / wide) for node, (x, y) in positions.items()}
