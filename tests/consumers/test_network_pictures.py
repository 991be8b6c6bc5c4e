"""DOT before Graphviz, Cytoscape JSON before Cytoscape.js: the same nodes, edges and values, and how they look."""

from __future__ import annotations

import io
from pathlib import Path

import networkx as nx
import pytest
from tools import needs_node, run_node

from fake_graph import VISIBLE, FakeGraph, make_graph
from kgbuild.exporters import VIEWS, export_graph, to_networkx
from kgbuild.exporters.cytoscape import write_cytoscape
from kgbuild.exporters.dot import write_dot
from kgbuild.graph.store import Graph
from network_cases import make_hard_network, write

needs_node("@hpcc-js/wasm-graphviz", "cytoscape")

AnyGraph = FakeGraph | Graph
TOLD = ("role", "statement", "evidence", "action", "status", "polarity", "modality", "earliest")


@pytest.fixture(scope="module", params=["nasty", "sample"])
def graph(request: pytest.FixtureRequest) -> AnyGraph:
    if request.param == "nasty":
        return make_graph()
    return Graph.open(request.getfixturevalue("built"))


def clean(value: object) -> str:
    return "".join(one for one in str(value) if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff"))


def list_edges(network: nx.Graph) -> list[tuple[str, ...]]:
    return sorted(
        (start, end, *(clean(values.get(name, "")) for name in TOLD)) for start, end, values in network.edges(data=True)
    )


@pytest.mark.parametrize("fold", [False, True])
def test_graphviz_draws_every_node_and_edge(graph: AnyGraph, fold: bool, tmp_path: Path) -> None:
    network = to_networkx(graph, multi=not fold)
    export_graph(graph, "dot", tmp_path / "g.dot", fold=fold)
    found = run_node("render_dot", tmp_path / "g.dot", "neato", tmp_path / "g.svg")
    assert found["drawn"] == {"nodes": network.number_of_nodes(), "edges": network.number_of_edges()}
    nodes, edges = found["read"]["objects"], found["read"]["edges"]
    names = [node["name"] for node in nodes]
    assert names == list(network)
    read = [(names[edge["tail"]], names[edge["head"]], *(edge.get(name, "") for name in TOLD)) for edge in edges]
    assert sorted(read) == list_edges(network)
    assert {node["shape"] for node in nodes} == {"ellipse", "box"}
    picture = (tmp_path / "g.svg").read_text(encoding="utf-8")
    addresses = {url.split("; ")[0] for _, _, url in network.edges(data="url") if url}
    assert all(address.replace("&", "&amp;") in picture for address in addresses)


@pytest.mark.parametrize("directed", [False, True])
def test_graphviz_finds_hard_values(directed: bool, tmp_path: Path) -> None:
    path = tmp_path / "g.dot"
    network = make_hard_network(directed=directed)
    path.write_bytes(write(write_dot, network))
    found = run_node("render_dot", path, "dot", tmp_path / "g.svg")
    assert found["read"]["directed"] is directed
    assert found["drawn"] == {"nodes": 3, "edges": 4}
    first, second, third = found["read"]["objects"]
    assert first["name"] == "http://x/?a=1&b=2"
    assert (first["size"], first["day"], first["list"]) == ("1099511627776", "2025-03-02", "a; b; c")
    assert first["label"] == VISIBLE.replace("&amp;", "&#38;amp;")
    assert second["words"] == 'back\\\\slash "quote" \\\\'
    assert third["id_value"] == "own"
    assert {edge["evidence"] for edge in found["read"]["edges"]} == {VISIBLE, "plain", "\t\n\r", "غزة"}
    picture = (tmp_path / "g.svg").read_text(encoding="utf-8")
    assert "Бахмут «міст» غزة 🚀 &quot;it&#39;s&quot; &lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt;" in picture
    assert 'href="http://x/?a=1&amp;lt=2"' in picture
    assert "stroke-dasharray" in picture


@pytest.mark.parametrize("view", VIEWS)
def test_cytoscape_js_finds_the_network(graph: AnyGraph, view: str, tmp_path: Path) -> None:
    network = to_networkx(graph, view=view)
    export_graph(graph, "cytoscape", tmp_path / "g.cyjs", view=view)
    found = run_node("read_cytoscape", tmp_path / "g.cyjs")
    labels = {node["data"]["id"]: node["data"]["name"] for node in found["nodes"]}
    assert labels == {node: clean(label) for node, label in network.nodes(data="label")}
    edges = [edge["data"] for edge in found["edges"]]
    read = [(edge["source"], edge["target"], *(edge.get(name, "") for name in TOLD)) for edge in edges]
    assert sorted(read) == list_edges(network)
    assert [edge["weight"] for edge in edges] == [weight for _, _, weight in network.edges(data="weight")]
    for node in found["nodes"]:
        assert node["look"]["width"] == f"{node['data']['size']:g}px"
        assert node["look"]["shape"] == ("rectangle" if node["data"]["kind"] == "place" else node["look"]["shape"])
    for edge in found["edges"]:
        untold = edge["data"].get("stance", "affirms") != "affirms"
        assert edge["look"]["line-style"] == ("dashed" if untold else "solid")
        assert edge["look"]["target-arrow-shape"] == ("triangle" if network.is_directed() else "none")


def test_cytoscape_js_takes_positions_and_hard_values(tmp_path: Path) -> None:
    file = io.BytesIO()
    export_graph(make_graph(), "cytoscape", file, layout="circular")
    path = tmp_path / "g.cyjs"
    path.write_bytes(file.getvalue())
    places = {tuple(node["position"].values()) for node in run_node("read_cytoscape", path)["nodes"]}
    assert len(places) == to_networkx(make_graph()).number_of_nodes()
    path.write_bytes(write(write_cytoscape, make_hard_network()))
    found = run_node("read_cytoscape", path)
    first, second, third = (node["data"] for node in found["nodes"])
    assert (first["name"], first["list"]) == (VISIBLE, "a; b; c")
    assert first["size_value"] == 2**40
    assert (second["truth"], second["share"], second["words"]) == (True, 1e-7, 'back\\slash "quote" \\')
    assert "nothing" not in second
    assert third["id_value"] == "own"
    assert len(found["edges"]) == 4
