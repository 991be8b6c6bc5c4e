"""Networks are the same in igraph, networkit and graphology, and keep to what their formats allow."""

from __future__ import annotations

import math
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pytest
from hypothesis import given
from tools import needs, needs_node, run_node

needs("igraph", "networkit", "rustworkx", "lxml")
needs_node("graphology", "graphology-gexf", "graphology-graphml")

import igraph  # noqa: E402  # only where they are installed
import networkit  # noqa: E402
import rustworkx  # noqa: E402
from lxml import etree  # noqa: E402

import kgbuild  # noqa: E402
from fake_graph import NASTY, VISIBLE, make_graph  # noqa: E402
from kgbuild.exporters import VIEWS, export_graph, to_igraph, to_networkx, to_rustworkx  # noqa: E402
from kgbuild.exporters._network import draw, make_networkx  # noqa: E402
from kgbuild.exporters._normal import normalise_network  # noqa: E402
from kgbuild.exporters._output import Output  # noqa: E402
from kgbuild.exporters._views import fold_view  # noqa: E402
from kgbuild.exporters.gexf import RESERVED, write_gexf  # noqa: E402
from kgbuild.exporters.graphml import RESERVED as GRAPHML_RESERVED  # noqa: E402
from kgbuild.exporters.graphml import write_graphml  # noqa: E402
from kgbuild.graph.store import Graph  # noqa: E402
from network_strategies import networks  # noqa: E402
from sample_reports import ROOT  # noqa: E402

SCHEMAS = Path(__file__).parent / "schemas"
Edges = list[tuple[str, str, dict[str, object]]]


@pytest.fixture(scope="module", params=["nasty", "real"])
def graph(request: pytest.FixtureRequest, built: Path) -> object:
    return make_graph() if request.param == "nasty" else Graph.open(built)


def clean(values: dict[str, object]) -> dict[str, object]:
    return {name: value.replace(NASTY, VISIBLE) if isinstance(value, str) else value for name, value in values.items()}


def list_nodes(network: nx.Graph) -> dict[str, dict[str, object]]:
    return {node: clean(values) for node, values in network.nodes(data=True)}


def list_edges(network: nx.Graph) -> Edges:
    return sort((source, target, clean(values)) for source, target, values in network.edges(data=True))


def sort(edges: object) -> Edges:
    return sorted(edges, key=lambda edge: (edge[0], edge[1], str(edge[2].get("statement")), str(edge[2].get("role"))))


@pytest.mark.parametrize("view", VIEWS)
def test_igraph_reads_every_attribute_of_graphml(graph: object, view: str, tmp_path: Path) -> None:
    export_graph(graph, "graphml", tmp_path / "n.graphml", view=view)
    network = to_networkx(graph, view=view)
    found = igraph.Graph.Read_GraphML(str(tmp_path / "n.graphml"))
    assert found.is_directed() == network.is_directed()
    nodes = {vertex["id"]: fill(vertex.attributes()) for vertex in found.vs}
    assert nodes == list_nodes(network)
    names = found.vs["id"]
    edges = sort((names[edge.source], names[edge.target], fill(edge.attributes())) for edge in found.es)
    assert edges == list_edges(network)


def fill(values: dict[str, object]) -> dict[str, object]:
    """The attributes without the id of the file, and without those that stand for what is unknown."""
    return {name: value for name, value in values.items() if name != "id" and not is_void(value)}


def is_void(value: object) -> bool:
    return value in ("", None) or (isinstance(value, float) and math.isnan(value))


@pytest.mark.parametrize("view", VIEWS)
def test_rustworkx_reads_every_attribute_of_graphml(graph: object, view: str, tmp_path: Path) -> None:
    export_graph(graph, "graphml", tmp_path / "n.graphml", view=view)
    network = to_networkx(graph, view=view)
    (found,) = rustworkx.read_graphml(str(tmp_path / "n.graphml"))
    assert isinstance(found, rustworkx.PyDiGraph) == network.is_directed()
    assert {values["id"]: fill(values) for values in found.nodes()} == list_nodes(network)
    names = [values["id"] for values in found.nodes()]
    edges = sort((names[source], names[target], fill(values)) for source, target, values in found.weighted_edge_list())
    assert edges == list_edges(network)


@pytest.mark.parametrize("multi", [True, False])
@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("view", VIEWS)
def test_the_network_in_igraph_and_rustworkx_is_that_in_networkx(
    graph: object, view: str, directed: bool, multi: bool
) -> None:
    options = {"view": view, "directed": directed, "multi": multi}
    network = to_networkx(graph, **options)
    nodes = dict(network.nodes(data=True))
    edges = sort((source, target, values) for source, target, values in network.edges(data=True))
    swift = to_igraph(graph, **options)
    names = swift.vs["name"]
    assert swift.is_directed() == network.is_directed()
    assert {vertex["name"]: drop_none(vertex.attributes()) for vertex in swift.vs} == nodes
    assert sort((names[one.source], names[one.target], drop_none(one.attributes())) for one in swift.es) == edges
    rusty = to_rustworkx(graph, **options)
    names = [values["name"] for values in rusty.nodes()]
    assert isinstance(rusty, rustworkx.PyDiGraph) == network.is_directed()
    assert rusty.multigraph == multi
    assert {values["name"]: drop_none(values) for values in rusty.nodes()} == nodes
    assert sort((names[one], names[other], values) for one, other, values in rusty.weighted_edge_list()) == edges


def drop_none(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name != "name" and value is not None}


def test_their_algorithms_run_on_it(graph: object) -> None:
    network = to_networkx(graph, view="evidence")
    expected = nx.pagerank(nx.DiGraph(to_networkx(graph, view="evidence", multi=False)), weight=None, tol=1e-9)
    swift = to_igraph(graph, view="evidence", multi=False)
    assert dict(zip(swift.vs["name"], swift.pagerank(), strict=True)) == pytest.approx(expected, abs=1e-5)
    parts = {len(part) for part in nx.weakly_connected_components(network)}
    assert {len(part) for part in rustworkx.weakly_connected_components(to_rustworkx(graph, view="evidence"))} == parts


@pytest.mark.parametrize("view", VIEWS)
def test_networkit_reads_nodes_edges_and_weights_of_graphml(
    graph: object, view: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    export_graph(graph, "graphml", tmp_path / "n.graphml", view=view, fold=True)
    network = to_networkx(graph, view=view, multi=False)
    found = networkit.readGraph(str(tmp_path / "n.graphml"), networkit.Format.GraphML)
    capfd.readouterr()
    assert found.isDirected() == network.is_directed()
    names = list(network)
    assert found.numberOfNodes() == len(names)
    edges = sorted(
        (*turn(found, names[source], names[target]), weight) for source, target, weight in found.iterEdgesWeights()
    )
    assert edges == sorted((*turn(found, *ends), weight) for *ends, weight in network.edges(data="weight"))


def turn(found: object, source: str, target: str) -> tuple[str, str]:
    return (source, target) if found.isDirected() else (min(source, target), max(source, target))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("format", ["gexf", "graphml"])
def test_graphology_reads_every_attribute(graph: object, view: str, format: str, tmp_path: Path) -> None:
    path = tmp_path / f"n.{format}"
    export_graph(graph, format, path, view=view)
    network = to_networkx(graph, view=view)
    if format == "gexf":
        network = make_networkx(fold_view(draw(graph, view=view), by_label=True))
    found = run_node("networks", format, path)
    assert found["directed"] == network.is_directed() or not network.number_of_edges()
    dress = {"color", "size"} if format == "gexf" else set()
    nodes = {node: {name: values[name] for name in values.keys() - dress} for node, values in found["nodes"]}
    assert nodes == list_nodes(network)
    dress = {"color", "kind"} if format == "gexf" else set()
    edges = sort((a, b, {name: values[name] for name in values.keys() - dress}) for a, b, values in found["edges"])
    assert edges == list_edges(network)


@pytest.mark.parametrize("layout", [None, "spring"])
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("format", "schema"), [("gexf", "gexf-1.3"), ("graphml", "graphml")])
def test_files_keep_to_the_schema(
    graph: object, format: str, schema: str, view: str, layout: str | None, tmp_path: Path
) -> None:
    export_graph(graph, format, tmp_path / "n.xml", view=view, layout=layout)
    assert_valid(tmp_path / "n.xml", schema)


def test_a_stranger_s_network_keeps_to_the_schema_too(tmp_path: Path) -> None:
    network = nx.MultiGraph()
    network.add_node("a\x01", type=1, start=None, label=[NASTY], **{"": "", "<&>": float("nan"), "x": 2.5})
    network.add_edge("a\x01", "a", key="k", weight=float("inf"), id="e0", color="red", earliest="2025-03-02", days="")
    network.add_edge("b", "b", earliest="2025-02-30", latest="2025-03-02", kind=True)
    for write, schema in ((write_gexf, "gexf-1.3"), (write_graphml, "graphml")):
        with Output(tmp_path / schema) as output:
            write(network, output, layout="circular")
        assert_valid(tmp_path / schema, schema)


@pytest.mark.parametrize(
    ("schema", "right", "wrong"),
    [
        ("gexf-1.3", 'mode="dynamic"', 'mode="moving"'),
        ("gexf-1.3", ' timeformat="date"', ' timeformat="day"'),
        ("gexf-1.3", 'start="2025-03-02"', 'start="March"'),
        ("gexf-1.3", 'version="1.3"', 'version="1.2"'),
        ("gexf-1.3", 'type="long"', 'type="whole"'),
        ("gexf-1.3", 'viz:size value="', 'viz:size value="-'),
        ("gexf-1.3", '<viz:color r="', '<viz:color r="9'),
        ("gexf-1.3", "<edges", "<links"),
        ("graphml", 'attr.type="long"', 'attr.type="whole"'),
        ("graphml", 'edgedefault="directed"', ""),
        ("graphml", 'key="n0"', 'key="n 0"'),
        ("graphml", "<edge ", "<link "),
    ],
)
def test_the_schemas_refuse_what_is_wrong(schema: str, right: str, wrong: str, tmp_path: Path) -> None:
    export_graph(make_graph(), schema.removesuffix("-1.3"), tmp_path / "n.xml")
    text = (tmp_path / "n.xml").read_text("utf-8")
    assert right in text
    text = text.replace(right, wrong).replace("</edges>", "</links>" if "links" in wrong else "</edges>")
    (tmp_path / "n.xml").write_text(text.replace("</edge>", "</link>" if wrong == "<link " else "</edge>"), "utf-8")
    with pytest.raises(AssertionError):
        assert_valid(tmp_path / "n.xml", schema)


def assert_valid(path: Path, schema: str) -> None:
    """The file keeps to the schema, names no id twice, and points to none that is not there."""
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / f"{schema}.rng"))
    root = etree.parse(path)
    assert grammar.validate(root), grammar.error_log.last_error
    nodes = root.xpath("//*[local-name()='node']/@id")
    edges = root.xpath("//*[local-name()='edge']/@id")
    assert len(nodes) == len(set(nodes))
    assert len(edges) == len(set(edges))
    assert set(root.xpath("//*[local-name()='edge']/@source | //*[local-name()='edge']/@target")) <= set(nodes)
    for kind in ("node", "edge"):
        of, key = ("for", "key") if schema == "graphml" else ("class", "for")
        declared = root.xpath(f"//*[local-name()='key'][@{of}='{kind}']/@id | //*[@class='{kind}']/*/@id")
        used = root.xpath(f"//*[local-name()='{kind}']//@{key}")
        assert set(used) <= set(declared)
        assert len(declared) == len(set(declared))
        titles = root.xpath(f"//*[local-name()='key'][@for='{kind}']/@attr.name | //*[@class='{kind}']/*/@title")
        assert len(titles) == len(set(titles))
        assert schema == "graphml" or not RESERVED & set(titles)


@given(networks())
def test_igraph_and_networkit_read_any_network(network: nx.Graph) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "n.graphml"
        with Output(path) as output:
            write_graphml(network, output)
        found, bare = igraph.Graph.Read_GraphML(str(path)), networkit.readGraph(str(path), networkit.Format.GraphML)
    plain = normalise_network(network, reserved=GRAPHML_RESERVED)
    assert found.is_directed() == bare.isDirected() == network.is_directed()
    assert found.vcount() == bare.numberOfNodes() == len(network)
    assert found.ecount() == bare.numberOfEdges() == network.number_of_edges()
    for node, vertex in zip(plain.nodes, found.vs, strict=True):
        assert_same(vertex.attributes(), {"id": node.id, "label": node.label, **node.values})
    for edge, link in zip(plain.edges, found.es, strict=True):
        assert {plain.nodes[link.source].id, plain.nodes[link.target].id} == {edge.source, edge.target}
        # Not the id: igraph 1.0 gives an edge that of a node.
        assert_same(link.attributes(), {"weight": edge.weight, **edge.values})


def assert_same(found: dict[str, object], values: dict[str, object]) -> None:
    """All that was written is there; whole numbers are floats in igraph, and "&" in ids and names is left escaped."""
    found = {name.replace("&#38;", "&"): value for name, value in found.items()}
    found["id"] = str(found["id"]).replace("&#38;", "&")
    assert {name: found[name] for name in values} == {
        name: float(value) if type(value) is int else value for name, value in values.items()
    }


def test_the_manual_s_lines_of_python_run(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my-graph").symlink_to(built)
    (lines,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/exports/networks.md").read_text(), re.DOTALL)
    held: dict[str, object] = {"kgbuild": kgbuild}
    exec(lines, held)
    assert [type(held[name]).__name__ for name in ("network", "pairs", "large", "larger")] == [
        "MultiDiGraph", "DiGraph", "Graph", "PyGraph",
    ]  # fmt: skip
    held["g"].close()
