"""Networks: what each view holds, and that networkx reads the same counts and values back from the files."""

from __future__ import annotations

import io
import json
from datetime import date
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fake_graph import NASTY, VISIBLE, FakeGraph, make_graph
from kgbuild.errors import SettingsError
from kgbuild.exporters import VIEWS, export_graph, gexf, graphml, to_networkx
from kgbuild.exporters._normal import normalise_network
from kgbuild.exporters._output import Output
from kgbuild.exporters._tables import make_tables
from kgbuild.exporters.gexf import write_gexf
from kgbuild.exporters.graphml import write_graphml

WRITERS = {"gexf": (write_gexf, nx.read_gexf), "graphml": (write_graphml, nx.read_graphml)}


@pytest.fixture(scope="module")
def graph() -> FakeGraph:
    return make_graph()


def round_trip(network: nx.Graph, format: str) -> nx.Graph:
    write, read = WRITERS[format]
    file = io.BytesIO()
    write(network, Output(stream=file))
    file.seek(0)
    if format == "graphml":
        return read(file, force_multigraph=True)
    return read(file)


@pytest.mark.parametrize("view", VIEWS)
def test_attributes_are_scalars_and_edges_lead_back(graph: FakeGraph, view: str) -> None:
    network = to_networkx(graph, view=view)
    assert network.number_of_edges() > 0
    known = {statement.id for statement in graph.statements()}
    for _, values in network.nodes(data=True):
        assert values["label"]
        assert values["kind"]
        assert all(isinstance(value, str | int | float | bool) for value in values.values())
    for _, _, values in network.edges(data=True):
        assert all(isinstance(value, str | int | float | bool) for value in values.values())
        assert known >= set(values["statement"].split("; "))
        assert values["evidence"]
        assert values["article"]


def test_actors_view(graph: FakeGraph) -> None:
    network = to_networkx(graph)
    m23, goma = graph.names.registered("m23"), f"{graph.names.base}place/geonames-216281"
    people = next(node for node, label in network.nodes(data="label") if label == "people")
    edge = network.edges[m23, people, "s1/acts-on"]
    assert edge["role"] == "acts-on"
    assert edge["action"] == "ASSAULT"
    assert edge["claimants"] == "AFP; =cmd()"
    assert (edge["earliest"], edge["latest"]) == ("2025-03-02", "2025-03-02")
    assert edge["url"] == "https://example.org/?q=1&r=2"
    assert edge["evidence"] == "Rebels shelled Goma on 2 March 2025."
    assert edge["weight"] == 1.0
    assert network.edges[m23, goma, "s4/acts-at"]["role"] == "acts-at"
    assert network.edges[people, goma, "s3/suffers-at"]["role"] == "suffers-at"
    assert network.nodes[m23] == {
        "label": "M23", "kind": "actor", "actor_kind": "armed_group", "country": "COD", "sector": "REB", "acts": 2,
        "suffers": 0,
    }  # fmt: skip
    assert network.nodes[people]["suffers"] == 2
    assert not any("s5" in key for _, _, key in network.edges(keys=True))


def find_sayers(network: nx.MultiDiGraph, statement: str, attribute: str) -> list[str]:
    edges = network.in_edges(statement, data="role")
    return [network.nodes[start][attribute] for start, _, role in edges if role == "says"]


def test_claims_view_runs_from_claimant_to_place(graph: FakeGraph) -> None:
    network = to_networkx(graph, view="claims")
    statement = graph.names.statement("s1")
    roles = sorted(
        (values["role"], network.nodes[end]["label"]) for _, end, values in network.out_edges(statement, data=True)
    )
    links = {("corroborates", "ASSAULT: hit")}
    assert [role for role in roles if role not in links] == [
        ("actor", "M23"),
        ("place", "Goma"),
        ("recipient", "people"),
    ]
    assert links <= set(roles)
    assert find_sayers(network, statement, "label") == ["=cmd()"]
    assert find_sayers(network, graph.names.statement("s4"), "kind") == ["article"]


def test_events_view_joins_reports_of_one_event(graph: FakeGraph) -> None:
    network = to_networkx(graph, view="events")
    events = [values for _, values in network.nodes(data=True) if values["kind"] == "event"]
    assert max(values["articles"] for values in events) == 2
    assert {values["kind"] for _, values in network.nodes(data=True)} == {
        "event",
        "actor",
        "place",
        "publisher",
        "article",
    }


def test_undirected_and_folded(graph: FakeGraph) -> None:
    assert not to_networkx(graph, directed=False).is_directed()
    folded = to_networkx(graph, multi=False)
    assert not folded.is_multigraph()
    people = next(node for node, label in folded.nodes(data="label") if label == "people")
    goma = f"{graph.names.base}place/geonames-216281"
    assert folded.edges[people, goma]["statement"] == "s3"
    both = to_networkx(graph, multi=False, directed=False)
    assert sum(weight for _, _, weight in both.edges(data="weight")) == to_networkx(graph).number_of_edges()


def test_unknown_views_are_refused(graph: FakeGraph) -> None:
    with pytest.raises(SettingsError, match="no view 'actor'; have actors, claims, events, evidence, places"):
        to_networkx(graph, view="actor")


@pytest.mark.parametrize("format", sorted(WRITERS))
@pytest.mark.parametrize("view", VIEWS)
def test_networkx_reads_the_same_network_back(graph: FakeGraph, view: str, format: str) -> None:
    network = to_networkx(graph, view=view)
    found = round_trip(network, format)
    assert dict(found.nodes(data="label")) == {node: clean(label) for node, label in network.nodes(data="label")}
    for node, values in network.nodes(data=True):
        assert {name: found.nodes[node][name] for name in values} == {
            name: clean(value) for name, value in values.items()
        }
    assert list_edges(found) == list_edges(network)


def clean(value: object) -> object:
    return value.replace(NASTY, VISIBLE) if isinstance(value, str) else value


def list_edges(network: nx.Graph) -> list[tuple[object, ...]]:
    names = ("role", "statement", "action", "status", "evidence", "earliest", "confidence", "weight")
    return sorted(
        (start, end, *(clean(values.get(name, "")) for name in names))
        for start, end, values in network.edges(data=True)
    )


def test_gexf_is_dressed_for_gephi(graph: FakeGraph) -> None:
    file = io.BytesIO()
    export_graph(graph, "gexf", file)
    found = nx.read_gexf(io.BytesIO(file.getvalue()))
    sizes = {found.nodes[node]["label"]: found.nodes[node]["viz"]["size"] for node in found}
    assert sizes["Goma"] > sizes["غزة"]
    colours = {values["kind"]: tuple(values["viz"]["color"].values())[:3] for _, values in found.nodes(data=True)}
    assert len(set(colours.values())) == len(colours)
    root = ET.fromstring(file.getvalue())
    assert root.tag == "{http://gexf.net/1.3}gexf"
    assert root.get("version") == "1.3"
    kinds = {edge.get("kind") for edge in root.iter("{http://gexf.net/1.3}edge")}
    assert kinds == {"ASSAULT", "suffers CASUALTY"}  # what keeps parallel edges apart in Gephi


@pytest.mark.parametrize("format", ["gexf", "graphml", "node-link", "geojson"])
def test_the_same_graph_gives_the_same_bytes(graph: FakeGraph, format: str) -> None:
    other = FakeGraph(graph.articles()[::-1], graph.statements(accepted=None)[::-1])
    first, second = io.BytesIO(), io.BytesIO()
    export_graph(graph, format, first)
    export_graph(other, format, second)
    assert first.getvalue() == second.getvalue()


def test_node_link_comes_back_whole(graph: FakeGraph, tmp_path: Path) -> None:
    export_graph(graph, "node-link", tmp_path / "n.json", view="evidence")
    data = json.loads((tmp_path / "n.json").read_text())
    network = to_networkx(graph, view="evidence")
    for _, values in chain(network.nodes(data=True), ((ends, values) for *ends, values in network.edges(data=True))):
        values.update({name: clean(value) for name, value in values.items()})
    assert nx.utils.graphs_equal(nx.node_link_graph(data, edges="edges"), network)


def test_geojson_has_a_point_for_each_located_statement(graph: FakeGraph) -> None:
    file = io.BytesIO()
    export_graph(graph, "geojson", file)
    data = json.loads(file.getvalue())
    assert [feature["id"] for feature in data["features"]] == ["s1/0", "s3/0", "s4/0"]
    assert data["features"][0]["geometry"] == {"type": "Point", "coordinates": [29.22845, -1.67409]}
    assert data["features"][0]["properties"]["actors"] == "M23"


def test_tables_maps_and_networks_show_both_chains_and_every_claim() -> None:
    graph = make_graph()
    place = replace(
        graph.statements()[0].locations[0], within="Kivu", inside="North Kivu, DR Congo", disputed="Kivu",
        claimed_by=("COD", "M23"), held_by=("M23",), gazetteer="added:mine",
    )  # fmt: skip
    claimed = FakeGraph(graph.articles(), [replace(graph.statements()[0], locations=(place,))])
    tables = make_tables(claimed, only=("places", "statements"))
    (row,) = (dict(zip(tables["places"].heading, row, strict=True)) for row in tables["places"].rows)
    assert (row["inside"], row["disputed"], row["gazetteer"]) == ("North Kivu, DR Congo", "Kivu", "added:mine")
    assert (row["claimed_by"], row["held_by"], row["statements"]) == (("COD", "M23"), ("M23",), 1)
    (row,) = (dict(zip(tables["statements"].heading, row, strict=True)) for row in tables["statements"].rows)
    assert (row["places_within"], row["places_inside"]) == (("Kivu",), (place.inside,))
    assert row["claimed_by"] == ("COD", "M23")
    file = io.BytesIO()
    export_graph(claimed, "geojson", file)
    (feature,) = json.loads(file.getvalue())["features"]
    assert feature["properties"]["within"] == "Kivu"
    assert feature["properties"]["claimed_by"] == "COD; M23"
    nodes = [facts for _, facts in to_networkx(claimed).nodes(data=True) if facts["kind"] == "place"]
    assert [(node["inside"], node["claimed_by"]) for node in nodes] == [("North Kivu, DR Congo", "COD; M23")]


NAMES = st.sampled_from(["type", "start", "label", "id", "weight", "key", "kind", "source", "Größe", "a b", '<&>"'])
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats()
    | st.text()
    | st.dates()
    | st.lists(st.text())
)


@pytest.mark.parametrize("format", sorted(WRITERS))
@given(
    nodes=st.lists(st.dictionaries(NAMES, VALUES), min_size=1, max_size=4),
    edges=st.lists(st.dictionaries(NAMES, VALUES), max_size=4),
)
def test_any_network_becomes_a_file_that_reads_back(format: str, nodes: list[dict], edges: list[dict]) -> None:
    network = nx.MultiDiGraph()
    for number, values in enumerate(nodes):
        network.add_node(f"n{number}", **values)
    for number, values in enumerate(edges):
        network.add_edge(
            "n0", f"n{number % len(nodes)}", **{name: value for name, value in values.items() if name != "key"}
        )
    found = round_trip(network, format)
    plain = normalise_network(network, reserved={"gexf": gexf, "graphml": graphml}[format].RESERVED)
    assert found.number_of_edges() == network.number_of_edges()
    for node in plain.nodes:
        kept = {name: found.nodes[node.id][name] for name in node.values}
        assert kept == node.values


@pytest.mark.parametrize(
    ("values", "expected", "kind"),
    [
        ([1, 2], [1, 2], "long"),
        ([1, 2.5], [1.0, 2.5], "double"),
        ([True, False], [True, False], "boolean"),
        ([True, 1], ["true", "1"], "string"),
        ([None, "a\x00b"], [None, "ab"], "string"),
        ([["x", None, 3], date(2025, 3, 2)], ["x; 3", "2025-03-02"], "string"),
        ([float("nan"), 1.0], [None, 1.0], "double"),
    ],
)
def test_columns_have_one_type(values: list[object], expected: list[object], kind: str) -> None:
    network = nx.Graph()
    for number, value in enumerate(values):
        network.add_node(number, column=value)
    plain = normalise_network(network)
    assert [node.values.get("column") for node in plain.nodes] == expected
    assert plain.node_columns == {"column": kind}
