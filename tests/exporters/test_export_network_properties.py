"""Whatever a network holds: networkx reads the same one back from GraphML and GEXF, up to the loss table."""

from __future__ import annotations

import io

import networkx as nx
import pytest
from hypothesis import example, given

from kgbuild.exporters._normal import normalise_network
from kgbuild.exporters.gexf import RESERVED as GEXF_RESERVED
from kgbuild.exporters.gexf import write_gexf
from kgbuild.exporters.graphml import RESERVED as GRAPHML_RESERVED
from kgbuild.exporters.graphml import write_graphml
from network_cases import write
from network_strategies import lose, lose_rows, networks, spell

Edges = list[tuple[str, str, dict[str, object]]]


def name_nodes(network: nx.Graph) -> dict[object, str]:
    """Names that differ in nothing but their type or what XML lacks get a number."""
    names: dict[object, str] = {}
    for node in network:
        name = lose(str(node)) or "_"
        same = [name, *(f"{name}~{number}" for number in range(2, 9))]
        names[node] = next(one for one in same if one not in names.values())
    return names


def expect(network: nx.Graph, reserved: frozenset[str]) -> tuple[dict[str, dict[str, object]], Edges]:
    names = name_nodes(network)
    given = [dict(values) for _, values in network.nodes(data=True)]
    rows = lose_rows(given, set(reserved) - {"label"}, {"label"})
    nodes = {}
    for node, row, values in zip(names, rows, given, strict=True):
        label = lose(values.get("label"))
        nodes[names[node]] = {**row, "label": names[node] if label is None else spell(label)}
    given = [dict(values) for *_, values in network.edges(data=True)]
    rows = lose_rows(given, set(reserved) - {"label", "weight"}, {"weight"} | ({"label"} & reserved))
    edges = []
    for (source, target, values), row in zip(network.edges(data=True), rows, strict=True):
        weight = lose(values.get("weight"))
        row["weight"] = float(weight) if isinstance(weight, int | float) else 1.0
        if "label" in reserved and (label := lose(values.get("label"))) not in (None, ""):
            row["label"] = spell(label)
        edges.append((names[source], names[target], row))
    return nodes, sort(edges, directed=network.is_directed())


def sort(edges: Edges, *, directed: bool) -> list[str]:
    turned = [
        (source, target, row) if directed or source <= target else (target, source, row)
        for source, target, row in edges
    ]
    return sorted(repr((source, target, sorted(row.items()))) for source, target, row in turned)


@given(networks())
@example(nx.MultiDiGraph())
def test_graphml_reads_back(network: nx.Graph) -> None:
    found = nx.read_graphml(io.BytesIO(write(write_graphml, network)), force_multigraph=True)
    nodes, edges = expect(network, GRAPHML_RESERVED)
    assert dict(found.nodes(data=True)) == nodes
    assert found.is_directed() == network.is_directed()
    assert sort(list(found.edges(data=True)), directed=network.is_directed()) == edges


@given(networks())
@example(nx.MultiDiGraph())
def test_gexf_reads_back(network: nx.Graph) -> None:
    found = nx.read_gexf(io.BytesIO(write(write_gexf, network)))
    nodes, edges = expect(network, GEXF_RESERVED)
    dress = {"viz", "id", "start", "end", "spells"}
    assert {node: drop(values, dress) for node, values in found.nodes(data=True)} == nodes
    assert found.is_directed() == network.is_directed()
    read = [(source, target, drop(values, dress)) for source, target, values in found.edges(data=True)]
    assert sort(read, directed=network.is_directed()) == edges


def drop(values: dict[str, object], names: set[str]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name not in names}


@pytest.mark.parametrize("write_network", [write_gexf, write_graphml])
@given(network=networks())
def test_writing_twice_gives_the_same_bytes_and_every_edge(write_network: object, network: nx.Graph) -> None:
    first = write(write_network, network)
    assert write(write_network, network) == first
    assert len(normalise_network(network).edges) == network.number_of_edges()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["type", "type_value"], ["type_value", "type_value_value"]),
        (["a", "a\x01"], ["a", "a_value"]),
        (["", "_"], ["_", "__value"]),
        ([1, "1"], ["1", "1_value"]),
        (["other"], ["other"]),
    ],
)
def test_no_two_columns_have_one_name(names: list[object], expected: list[str]) -> None:
    network = nx.Graph()
    network.add_node("n")
    network.nodes["n"].update({name: str(number) for number, name in enumerate(names)})
    (node,) = normalise_network(network, reserved=frozenset({"type"})).nodes
    assert sorted(node.values) == sorted(expected)
    assert sorted(node.values.values()) == [str(number) for number in range(len(names))]
