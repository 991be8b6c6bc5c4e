"""Network files read back: networkx has what was written, up to what docs/exports/network-files.md says is lost."""

from __future__ import annotations

import io
import json
import re

import networkx as nx
from hypothesis import given

from kgbuild.exporters._normal import PlainNetwork, Scalar, normalise_network
from kgbuild.exporters._parallel import list_keys, tell_apart
from kgbuild.exporters.cx2 import RESERVED as CX2_RESERVED
from kgbuild.exporters.cx2 import write_cx2
from kgbuild.exporters.cytoscape import RESERVED as CYTOSCAPE_RESERVED
from kgbuild.exporters.cytoscape import write_cytoscape
from kgbuild.exporters.gml import RESERVED, name_keys, write_gml
from kgbuild.exporters.node_link import RESERVED as NODE_LINK_RESERVED
from kgbuild.exporters.node_link import write_node_link
from kgbuild.exporters.pajek import write_pajek
from network_cases import networks, write


def rebuild(network: nx.Graph, plain: PlainNetwork) -> nx.Graph:
    """The network that a format without losses holds."""
    held = network.__class__()
    for node in plain.nodes:
        held.add_node(node.id)
        held.nodes[node.id].update({"label": node.label} | node.values)
    for edge, key in zip(plain.edges, list_keys(network), strict=True):
        ends = (edge.source, edge.target, *(() if key is None else (key,)))
        held.add_edge(*ends)
        held.edges[ends].update({"weight": edge.weight} | edge.values)
    return held


@given(network=networks())
def test_node_link_holds_all(network: nx.Graph) -> None:
    found = nx.node_link_graph(json.loads(write(write_node_link, network)), edges="edges")
    held = rebuild(network, normalise_network(network, reserved=NODE_LINK_RESERVED))
    held.graph["view"] = "actors"
    assert nx.utils.graphs_equal(found, held)
    assert list(found) == list(held)


def narrow(value: Scalar) -> Scalar:
    """What GML has for it."""
    if isinstance(value, str):
        return {"()": "( )", "[]": "[ ]"}.get(value, value)
    return int(value) if isinstance(value, bool) else value


@given(network=networks())
def test_gml_holds_all_but_truth_values_and_wide_numbers(network: nx.Graph) -> None:
    text = write(write_gml, network)
    assert nx.read_gml(io.BytesIO(text)).number_of_nodes() == network.number_of_nodes()
    found = nx.read_gml(io.BytesIO(text), label="id")
    plain = normalise_network(network, reserved=RESERVED)
    at = {node.id: number for number, node in enumerate(plain.nodes)}
    assert [found.nodes[number].pop("iri") for number in found] == [narrow(node.id) for node in plain.nodes]
    labels = [found.nodes[number].pop("label") for number in found]
    assert labels == [str(narrow(label)) for label in tell_apart(node.label for node in plain.nodes)]
    keys = list_keys(network)
    assert found.is_directed() is plain.directed
    assert found.number_of_edges() == len(plain.edges)
    for node in plain.nodes:
        check_row(found.nodes[at[node.id]], node.values, name_keys(plain.node_columns, RESERVED))
    for edge, key in zip(plain.edges, keys, strict=True):
        values = dict(found.edges[(at[edge.source], at[edge.target], *(() if key is None else (narrow(key),)))])
        assert values.pop("weight") == edge.weight
        assert values.pop("label", "") == narrow(edge.label)
        check_row(values, edge.values, name_keys(plain.edge_columns, RESERVED))


def check_row(found: dict[str, object], row: dict[str, Scalar], names: dict[str, str]) -> None:
    """The values of a node or edge, whole numbers as text where one of the column is too wide."""
    own = {name: value for name, value in found.items() if name != "graphics"}
    assert own.keys() == {names[name] for name in row}
    for name, value in row.items():
        read = own[names[name]]
        wide = isinstance(value, int) and isinstance(read, str)
        assert read == (str(value) if wide else narrow(value))
        assert not (isinstance(read, int) and abs(read) > 2**31)


@given(network=networks())
def test_pajek_holds_labels_weights_and_what_edges_stand_for(network: nx.Graph) -> None:
    text = write(write_pajek, network).decode("ascii")
    found = nx.parse_pajek(text)
    plain = normalise_network(network, reserved=frozenset({"label"}))
    told = tell_apart(" ".join(node.label.split()) for node in plain.nodes)
    assert [unescape(label) for label in found] == told
    assert [unescape(address) for _, address in found.nodes(data="url")] == [
        " ".join(node.id.split()) for node in plain.nodes
    ]
    names = dict(zip((node.id for node in plain.nodes), found, strict=True))
    assert found.is_directed() is plain.directed or not network.number_of_nodes()
    ends = [(names[edge.source], names[edge.target]) for edge in plain.edges]
    read = [
        tuple(line.split(" ")[:3]) for line in text.split("*Arcs\n" if plain.directed else "*Edges\n")[1].splitlines()
    ]
    numbers = {label: str(number) for number, label in enumerate(found, start=1)}
    assert read == [(numbers[a], numbers[b], repr(edge.weight)) for (a, b), edge in zip(ends, plain.edges, strict=True)]
    assert found.number_of_edges() == len(plain.edges)


@given(network=networks())
def test_cytoscape_json_holds_all_but_wide_numbers(network: nx.Graph) -> None:
    found = nx.cytoscape_graph(json.loads(write(write_cytoscape, network)))
    plain = normalise_network(network, reserved=CYTOSCAPE_RESERVED)
    assert found.__class__ is network.__class__
    assert list(found) == [node.id for node in plain.nodes]
    assert found.number_of_edges() == len(plain.edges)
    ids = [values.pop("id") for *_, values in found.edges(data=True)]
    assert len({*ids, *found}) == len(ids) + len(found)
    for node in plain.nodes:
        own = dict(found.nodes[node.id])
        assert (own.pop("id"), own.pop("value"), own.pop("name")) == (node.id, node.id, node.label)
        assert (own.pop("color"), own.pop("size") >= 6) == ("#7F7F7F", True)
        check_safe(own, node.values)
    for edge, key in zip(plain.edges, list_keys(network), strict=True):
        named = {} if key is None else {"key": key}
        own = dict(found.edges[(edge.source, edge.target, *named.values())])
        told = {"interaction": edge.label, "weight": edge.weight, "color": "#7F7F7F", **named}
        assert {name: own.pop(name) for name in told} == told
        assert {own.pop("source"), own.pop("target")} == {edge.source, edge.target}
        check_safe(own, edge.values)


def check_safe(found: dict[str, object], row: dict[str, Scalar]) -> None:
    """The values, whole numbers as text where JavaScript would round one of the column."""
    assert found.keys() == row.keys()
    for name, value in row.items():
        assert found[name] in (value, str(value)) if type(value) is int else found[name] == value
        assert not (type(found[name]) is int and abs(int(str(found[name]))) > 2**53)


@given(network=networks())
def test_cx2_holds_all_with_types(network: nx.Graph) -> None:
    aspects: dict[str, list] = {}
    for one in json.loads(write(write_cx2, network)):
        aspects.update(one if "CXVersion" not in one else {})
    plain = normalise_network(network, reserved=CX2_RESERVED)
    (declared,) = aspects["attributeDeclarations"]
    assert {one["name"]: one["elementCount"] for one in aspects["metaData"]} == {
        name: len(aspects[name]) for name in aspects if name not in {"metaData", "status"}
    }
    assert aspects["status"] == [{"success": True, "error": ""}]
    (facts,) = aspects["networkAttributes"]
    assert facts == {"name": "kgbuild: actors", "view": "actors", "directed": plain.directed}
    assert [one["id"] for one in aspects["nodes"]] == list(range(len(plain.nodes)))
    assert [one["id"] for one in aspects["edges"]] == list(range(len(plain.edges)))
    at = {node.id: number for number, node in enumerate(plain.nodes)}
    for one, node in zip(aspects["nodes"], plain.nodes, strict=True):
        own = {name: value for name, value in one["v"].items() if name not in {"color", "size"}}
        assert own == {"name": node.label, "represents": node.id} | node.values
    for one, edge, key in zip(aspects["edges"], plain.edges, list_keys(network), strict=True):
        own = {name: value for name, value in one["v"].items() if name != "color"}
        told = {"interaction": edge.label, "weight": edge.weight} | ({} if key is None else {"key": key})
        assert own == told | edge.values
        assert (one["s"], one["t"]) == (at[edge.source], at[edge.target])
    types = {"string": str, "long": int, "double": float, "boolean": bool}
    for name in ("nodes", "edges"):
        for one in aspects[name]:
            assert {column: type(value) for column, value in one["v"].items()} == {
                column: types[declared[name][column]["d"]] for column in one["v"]
            }


def unescape(text: str) -> str:
    return re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), text)
