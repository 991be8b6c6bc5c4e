"""GML, Pajek, CX2 and node-link JSON before igraph, networkx, ndex2 and rustworkx: the same nodes, edges and values."""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from tools import needs

needs("igraph", "ndex2", "rustworkx")

import igraph  # noqa: E402  # only where it is installed
import rustworkx  # noqa: E402
from ndex2.cx2 import CX2NetworkXFactory, RawCX2NetworkFactory  # noqa: E402

from fake_graph import VISIBLE, FakeGraph, make_graph  # noqa: E402
from kgbuild.exporters import VIEWS, export_graph, to_networkx  # noqa: E402
from kgbuild.exporters._normal import normalise_network  # noqa: E402
from kgbuild.exporters._parallel import tell_apart  # noqa: E402
from kgbuild.exporters.gml import name_keys, write_gml  # noqa: E402
from kgbuild.graph.store import Graph  # noqa: E402
from network_cases import make_hard_network, write  # noqa: E402

AnyGraph = FakeGraph | Graph
ROWS = list[tuple[object, ...]]
COLUMNS = ("role", "statement", "url", "evidence", "action", "status", "polarity", "modality", "earliest", "confidence")


@pytest.fixture(scope="module", params=["nasty", "sample"])
def graph(request: pytest.FixtureRequest) -> AnyGraph:
    if request.param == "nasty":
        return make_graph()
    return Graph.open(request.getfixturevalue("built"))


def clean(value: object) -> object:
    return re.sub("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "", value) if isinstance(value, str) else value


def list_edges(network: nx.Graph, columns: dict[str, str] | None = None, name: str | None = None) -> ROWS:
    """Ends and values of each edge, sorted; `columns` tells what they are called, `name` the attribute that names."""
    called = columns or {column: column for column in COLUMNS}
    names = {node: values[name] if name else node for node, values in network.nodes(data=True)}
    return sorted(
        (names[start], names[end], *(str(clean(values.get(called[column], ""))) for column in COLUMNS))
        for start, end, values in network.edges(data=True)
    )


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("options", [{}, {"undirected": True}, {"fold": True}, {"undirected": True, "fold": True}])
def test_networkx_finds_the_network(graph: AnyGraph, view: str, options: dict[str, bool], tmp_path: Path) -> None:
    network = to_networkx(graph, view=view, directed=not options.get("undirected"), multi=not options.get("fold"))
    readers: dict[str, Callable[[Path], nx.Graph]] = {
        "gml": lambda path: nx.read_gml(path, label="iri"),
        "node-link": lambda path: nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges"),
        "cytoscape": lambda path: nx.cytoscape_graph(json.loads(path.read_text("utf-8"))),
    }
    for name, read in readers.items():
        path = tmp_path / name
        export_graph(graph, name, path, view=view, **options)
        found = read(path)
        assert found.is_directed() is network.is_directed()
        assert found.is_multigraph() is network.is_multigraph()
        assert set(found) == set(network)
        columns = name_keys(COLUMNS, frozenset()) if name == "gml" else None
        expected, read_back = list_edges(network), list_edges(found, columns)
        if not network.is_directed():
            expected, read_back = sort_ends(expected), sort_ends(read_back)
        assert read_back == expected
    export_graph(graph, "pajek", tmp_path / "net", view=view, **options)
    found = nx.read_pajek(tmp_path / "net", encoding="ascii")
    assert found.is_directed() is network.is_directed()
    assert found.number_of_nodes() == network.number_of_nodes()
    assert sorted(weight for _, _, weight in found.edges(data="weight")) == sorted(
        weight for _, _, weight in network.edges(data="weight")
    )


def sort_ends(rows: ROWS) -> ROWS:
    return sorted((*sorted(map(str, row[:2])), *row[2:]) for row in rows)


@pytest.mark.filterwarnings("ignore:Composite:RuntimeWarning", "ignore:One or more unknown entities:RuntimeWarning")
@pytest.mark.parametrize("view", VIEWS)
def test_igraph_finds_the_network_in_gml(graph: AnyGraph, view: str, tmp_path: Path) -> None:
    network = to_networkx(graph, view=view)
    export_graph(graph, "gml", tmp_path / "g.gml", view=view)
    found = igraph.Graph.Read_GML(str(tmp_path / "g.gml"))
    assert found.is_directed() is network.is_directed()
    names = [unescape(address) for address in found.vs["iri"]]
    assert names == list(network)
    assert [unescape(label) for label in found.vs["label"]] == tell_apart(
        str(clean(label)) for _, label in network.nodes(data="label")
    )
    columns = name_keys(COLUMNS, frozenset())
    told = [
        (names[edge.source], names[edge.target], *(tell(edge.attributes().get(columns[one], "")) for one in COLUMNS))
        for edge in found.es
    ]
    assert sorted(told) == list_edges(network)


def tell(value: object) -> str:
    """A number that is not known is NaN there."""
    return "" if isinstance(value, float) and math.isnan(value) else unescape(str(value))


def unescape(text: str) -> str:
    return re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), text)


@pytest.mark.parametrize("view", VIEWS)
def test_igraph_finds_the_network_in_pajek(graph: AnyGraph, view: str, tmp_path: Path) -> None:
    network = to_networkx(graph, view=view)
    export_graph(graph, "pajek", tmp_path / "g.net", view=view)
    found = igraph.Graph.Read_Pajek(str(tmp_path / "g.net"))
    assert found.is_directed() is network.is_directed()
    names = [unescape(address) for address in found.vs["url"]]
    assert names == list(network)
    assert set(found.vs["shape"]) == {"ellipse"}
    told = [(names[edge.source], names[edge.target], edge["weight"], unescape(edge["label"])) for edge in found.es]
    expected = [
        (start, end, values["weight"], " | ".join(parts))
        for start, end, values in network.edges(data=True)
        if (parts := [str(values[one]) for one in ("label", "statement", "url", "findings") if values.get(one)])
    ]
    assert sorted(told) == sorted(expected)
    assert html.unescape(found.vs["name"][0]) == " ".join(str(network.nodes[names[0]]["label"]).split())


@pytest.mark.parametrize("view", VIEWS)
def test_ndex2_finds_the_network_with_its_types(graph: AnyGraph, view: str, tmp_path: Path) -> None:
    network = to_networkx(graph, view=view)
    path = tmp_path / "g.cx2"
    export_graph(graph, "cx2", path, view=view)
    read = RawCX2NetworkFactory().get_cx2network(json.loads(path.read_text("utf-8")))
    assert read.get_name() == f"kgbuild: {view}"
    assert read.get_network_attributes()["directed"] is network.is_directed()
    found = CX2NetworkXFactory().get_graph(read)
    assert [values["represents"] for _, values in found.nodes(data=True)] == list(network)
    assert list_edges(found, name="represents") == list_edges(network)
    declared = read.get_attribute_declarations()
    types = {name: declared["edges"][name]["d"] for name in ("statement", "confidence", "weight") if found.edges}
    assert types == ({"statement": "string", "confidence": "double", "weight": "double"} if found.edges else {})
    if view == "actors":
        assert declared["nodes"]["acts"] == {"d": "long"}
    looks = read.get_visual_properties()
    assert looks["nodeMapping"]["NODE_LABEL"]["definition"]["attribute"] == "name"
    written = json.loads(path.read_text("utf-8"))
    again = {name: values for one in read.to_cx2() for name, values in one.items()}
    for aspect in ("nodes", "edges", "networkAttributes", "visualProperties"):
        (before,) = (one[aspect] for one in written if aspect in one)
        assert again[aspect] == before


def test_rustworkx_takes_node_link_json_by_way_of_networkx(graph: AnyGraph, tmp_path: Path) -> None:
    export_graph(graph, "node-link", tmp_path / "g.json", view="evidence")
    data = json.loads((tmp_path / "g.json").read_text("utf-8"))
    found = rustworkx.networkx_converter(nx.node_link_graph(data, edges="edges"), keep_attributes=True)
    network = to_networkx(graph, view="evidence")
    assert (found.num_nodes(), found.num_edges()) == (network.number_of_nodes(), network.number_of_edges())
    assert sorted(edge["statement"] for edge in found.edges()) == sorted(
        statement for _, _, statement in network.edges(data="statement")
    )


@pytest.mark.filterwarnings("ignore:Composite:RuntimeWarning", "ignore:One or more unknown entities:RuntimeWarning")
def test_igraph_finds_hard_values_in_gml(tmp_path: Path) -> None:
    network = make_hard_network()
    path = tmp_path / "g.gml"
    path.write_bytes(write(write_gml, network))
    found = igraph.Graph.Read_GML(str(path))
    first, second, third = found.vs
    assert unescape(first["label"]) == VISIBLE
    assert (first["size"], first["day"], unescape(first["list"])) == ("1099511627776", "2025-03-02", "a; b; c")
    assert (second["label"], third["label"]) == ("people", "people (2)")
    assert (second["share"], second["truth"], third["truth"]) == (1e-7, 1.0, 0.0)
    assert unescape(second["words"]) == 'back\\slash "quote" \\'
    assert unescape(third["words"]) == "&amp; &#65; %\\N"
    assert third["idValue"] == "own"
    told = [unescape(edge["evidence"]) for edge in found.es]
    assert told == [str(edge.values["evidence"]) for edge in normalise_network(network).edges]
