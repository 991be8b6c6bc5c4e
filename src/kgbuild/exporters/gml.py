"""A view of the graph as GML, for yEd, Cytoscape, igraph and networkx: 7-bit ASCII, whole numbers of 32 bits.

Names in GML are letters and digits, so `actor_kind` is `actorKind` there. Nodes are numbered; `iri` is the node's name
in the graph, and a label that several nodes share has a number behind it, since networkx names nodes by labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from kgbuild.exporters._ascii import write_ascii
from kgbuild.exporters._layout import Positions, place_nodes
from kgbuild.exporters._look import choose_edge_colour, choose_node_colour, find_sizes, write_colour
from kgbuild.exporters._network import to_networkx
from kgbuild.exporters._normal import PlainNetwork, Row, Scalar, normalise_network
from kgbuild.exporters._output import Output
from kgbuild.exporters._parallel import list_keys, tell_apart
from kgbuild.exporters._wide import find_wide, spell_wide
from kgbuild.graph.claim_graph import ClaimGraph

if TYPE_CHECKING:
    import networkx as nx

RESERVED = frozenset({"id", "iri", "label", "source", "target", "key", "weight", "graphics"})
"""Names that readers take as part of the format."""
_EMPTY_LISTS = {"()": "( )", "[]": "[ ]"}
"""Texts that networkx would read as lists."""


def export(
    graph: ClaimGraph,
    output: Output,
    *,
    view: str = "actors",
    undirected: bool = False,
    fold: bool = False,
    layout: str | None = None,
) -> None:
    """Write GML of one view; a `layout` gives nodes a place. With `fold` a pair of nodes has one edge."""
    write_gml(to_networkx(graph, view=view, directed=not undirected, multi=not fold), output, layout=layout)


def write_gml(network: nx.Graph, output: Output, *, layout: str | None = None) -> None:
    """Write any networkx network as GML; see `_normal` for what becomes of values that no format holds.

    Raises:
        SettingsError: no such layout, or one that this network is too large for.
    """
    plain = normalise_network(network, reserved=RESERVED)
    sizes = find_sizes(plain)
    positions = place_nodes(plain, layout, sizes)
    with output.open() as file:
        file.write(f"graph [\n  directed {int(plain.directed)}\n  multigraph {int(network.is_multigraph())}\n".encode())
        for line in chain(_list_nodes(plain, sizes, positions), _list_edges(plain, list_keys(network))):
            file.write(line.encode("ascii"))
        file.write(b"]\n")


def _list_nodes(plain: PlainNetwork, sizes: dict[str, float], positions: Positions) -> Iterator[str]:
    names = name_keys(plain.node_columns, RESERVED)
    wide = find_wide((node.values for node in plain.nodes), plain.node_columns, bits=32)
    labels = tell_apart(node.label for node in plain.nodes)
    for number, (node, label) in enumerate(zip(plain.nodes, labels, strict=True)):
        size = sizes[node.id]
        place = "x {!r} y {!r} ".format(*positions[node.id]) if positions else ""
        yield (
            f"  node [\n    id {number}\n    label {_write_text(label)}\n    iri {_write_text(node.id)}\n"
            f"{_write_values(spell_wide(node.values, wide), names)}"
            f'    graphics [ {place}w {size} h {size} fill "{write_colour(choose_node_colour(node))}" ]\n  ]\n'
        )


def _list_edges(plain: PlainNetwork, keys: Iterable[str | None]) -> Iterator[str]:
    names = name_keys(plain.edge_columns, RESERVED)
    wide = find_wide((edge.values for edge in plain.edges), plain.edge_columns, bits=32)
    numbers = {node.id: number for number, node in enumerate(plain.nodes)}
    for edge, key in zip(plain.edges, keys, strict=True):
        named = f"    key {_write_text(key)}\n" if key is not None else ""
        label = f"    label {_write_text(edge.label)}\n" if edge.label else ""
        values = _write_values(spell_wide(edge.values, wide), names)
        yield (
            f"  edge [\n    source {numbers[edge.source]}\n    target {numbers[edge.target]}\n"
            f"{named}{label}    weight {_write_real(edge.weight)}\n{values}"
            f'    graphics [ fill "{write_colour(choose_edge_colour(edge))}" ]\n  ]\n'
        )


def name_keys(columns: Iterable[str], taken: frozenset[str]) -> dict[str, str]:
    """A name of ASCII letters and digits for each column: `claimed_by` is `claimedBy`, and one that is taken `x2`."""
    names: dict[str, str] = {}
    used = set(taken)
    for column in columns:
        first, *others = re.findall("[A-Za-z0-9]+", column) or ["attribute"]
        key = first + "".join(part[0].upper() + part[1:] for part in others)
        key = key if key[0].isalpha() else f"a{key}"
        free, number = key, 1
        while free in used:
            number += 1
            free = f"{key}{number}"
        names[column] = free
        used.add(free)
    return names


def _write_values(row: Row, names: dict[str, str]) -> str:
    return "".join(f"    {names[name]} {_write_value(value)}\n" for name, value in row.items())


def _write_value(value: Scalar) -> str:
    """Text in quotes, a truth value as 1 or 0."""
    if isinstance(value, str):
        return _write_text(value)
    return _write_real(value) if isinstance(value, float) else str(int(value))


def _write_text(text: str) -> str:
    return f'"{write_ascii(_EMPTY_LISTS.get(text, text))}"'


def _write_real(value: float) -> str:
    """With the point that GML asks for: 1.0E-5."""
    digits, mark, exponent = repr(value).upper().partition("E")
    return f"{digits if '.' in digits else f'{digits}.0'}{mark}{exponent}"
