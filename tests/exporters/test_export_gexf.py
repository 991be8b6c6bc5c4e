"""GEXF: when nodes and edges are there, where they are drawn, and one edge for what a drawing shows as one."""

from __future__ import annotations

import io
import math
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fake_graph import FakeGraph, make_graph
from kgbuild.errors import SettingsError
from kgbuild.exporters import _springs as springs
from kgbuild.exporters import export_graph, to_networkx
from kgbuild.exporters._layout import LAYOUTS, place_nodes
from kgbuild.exporters._look import LARGEST, NOT_TOLD, OTHER_COLOUR, SMALLEST, find_sizes
from kgbuild.exporters._normal import normalise_network
from kgbuild.exporters._output import Output
from kgbuild.exporters._spells import find_spells, merge_spells
from kgbuild.exporters.gexf import RESERVED, write_gexf

SPACE = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
DAYS = st.none() | st.dates().map(str)


def read(write: object, *given: object, **options: object) -> ET.Element:
    file = io.BytesIO()
    write(*given, file if write is export_graph else Output(stream=file), **options)
    return ET.fromstring(file.getvalue()).find("g:graph", SPACE)


def list_spells(element: ET.Element) -> list[tuple[str | None, str | None]]:
    spells = element.findall("g:spells/g:spell", SPACE)
    if not spells and not {"start", "end"} & set(element.keys()):
        return []
    return [(spell.get("start"), spell.get("end")) for spell in spells or [element]]


@pytest.mark.parametrize(
    ("values", "spells"),
    [
        ({"earliest": "2025-03-02", "latest": "2025-03-02"}, [("2025-03-02", "2025-03-02")]),
        ({"latest": "2025-03-02", "precision": "bound"}, [(None, "2025-03-02")]),
        ({"earliest": "2025-03-01", "latest": "2025-03-31"}, [("2025-03-01", "2025-03-31")]),
        ({"earliest": "2025-03-02"}, [("2025-03-02", None)]),
        ({}, []),
        ({"earliest": "2025-03"}, [(None, None)]),
        ({"earliest": "2025-03-02", "latest": "2025-03-01"}, [(None, None)]),
        ({"earliest": 3, "latest": True}, [(None, None)]),
        ({"days": "2025-03-02/2025-03-02; 2025-03-03/2025-03-09"}, [("2025-03-02",) * 2, ("2025-03-03", "2025-03-09")]),
        ({"days": "2025-03-02/2025-03-05; 2025-03-05/2025-03-09"}, [("2025-03-02", "2025-03-09")]),
        ({"days": "../2025-03-02; 2025-01-01/2025-01-01"}, [(None, "2025-03-02")]),
        ({"days": "../2025-03-02; 2025-03-09/.."}, [(None, "2025-03-02"), ("2025-03-09", None)]),
        ({"days": "../..; 2025-03-09/2025-03-09"}, [(None, None)]),
    ],
)
def test_days_are_as_precise_as_the_text(values: dict[str, object], spells: list[object]) -> None:
    assert find_spells(values) == spells


@given(st.lists(st.tuples(DAYS, DAYS).map(lambda spell: spell if None in spell else tuple(sorted(spell))), max_size=6))
def test_spells_hold_the_same_days_and_never_overlap(spells: list[tuple[str | None, str | None]]) -> None:
    merged = merge_spells(spells)
    for one, other in pairwise(merged):
        assert one[1] is not None
        assert other[0] is not None
        assert one[1] < other[0]
    days = {day for spell in spells for day in spell if day} | {"0001-01-01", "9999-12-31"}
    for day in days:
        assert is_in(day, merged) == is_in(day, spells)


def is_in(day: str, spells: list[tuple[str | None, str | None]]) -> bool:
    return any((start or "") <= day <= (end or "~") for start, end in spells)


def test_edges_of_one_kind_are_one_with_all_their_spells() -> None:
    graph = make_graph()
    plain = next(one for one in graph.statements() if one.id == "s1")
    later = replace(plain.date, value="2025-05", earliest="2025-05-01", latest="2025-05-31", precision="month")
    denied = {"status": "denied"}
    told = [replace(plain, id=number, locations=(), recipients=plain.actors, **changes) for number, changes in
            [("a", {}), ("b", {"date": later}), ("c", denied), ("d", {})]]  # fmt: skip
    graph = FakeGraph(graph.articles(), told)
    found = {edge.get("kind"): edge for edge in read(export_graph, graph, "gexf").findall(".//g:edge", SPACE)}
    assert set(found) == {"ASSAULT", "ASSAULT (denied)"}
    assert found["ASSAULT"].get("weight") == "3.0"
    assert list_spells(found["ASSAULT"]) == [("2025-03-02", "2025-03-02"), ("2025-05-01", "2025-05-31")]
    assert list_spells(found["ASSAULT (denied)"]) == [("2025-03-02", "2025-03-02")]
    assert read_values(found["ASSAULT"])["evidence"] == "Rebels shelled Goma on 2 March 2025."
    colours = {kind: edge.find("viz:color", SPACE).attrib for kind, edge in found.items()}
    assert colours["ASSAULT"] != colours["ASSAULT (denied)"]
    (one,) = read(export_graph, graph, "gexf", fold=True).findall(".//g:edge", SPACE)
    assert one.get("weight") == "4.0"


def read_values(element: ET.Element) -> dict[str, str]:
    """By the order of the columns, which are sorted by name."""
    names = ["action", "article", "claimants", "confidence", "days", "earliest", "evidence"]
    return {names[int(one.get("for"))]: one.get("value") for one in element.iterfind(".//g:attvalue", SPACE)
            if int(one.get("for")) < len(names)}  # fmt: skip


@pytest.mark.parametrize("view", ["actors", "claims", "events", "evidence", "places"])
def test_a_node_is_there_whenever_one_of_its_edges_is(built: Path, view: str) -> None:
    from kgbuild.graph.store import Graph

    with Graph.open(built) as graph:
        root = read(export_graph, graph, "gexf", view=view)
    assert (root.get("mode"), root.get("timeformat")) == ("dynamic", "date")
    nodes = {node.get("id"): list_spells(node) for node in root.iterfind(".//g:node", SPACE)}
    assert any(nodes.values())
    for edge in root.iterfind(".//g:edge", SPACE):
        for end in (edge.get("source"), edge.get("target")):
            days = {day for spell in list_spells(edge) for day in spell if day}
            assert not nodes[end] or all(is_in(day, nodes[end]) for day in days)
            assert (
                not nodes[end] or list_spells(edge) or edge.get("label") in {"contradicts", "updates", "corroborates"}
            )


@pytest.mark.parametrize(
    ("edges", "spells"),
    [
        ([{"latest": "2025-03-02"}], [(None, "2025-03-02")]),
        ([{"latest": "2025-03-02"}, {"earliest": "2025-04-01", "latest": "2025-04-02"}],
         [(None, "2025-03-02"), ("2025-04-01", "2025-04-02")]),
        ([{"latest": "2025-03-02"}, {}], []),
        ([{"latest": "2025-03-02"}, {"role": "contradicts"}], [(None, "2025-03-02")]),
        ([{"latest": "2025-03-02"}, {"role": "contradicts; updates"}], [(None, "2025-03-02")]),
    ],
)  # fmt: skip
def test_a_node_with_an_edge_of_no_known_day_is_there_always(edges: list[dict], spells: list[object]) -> None:
    network = nx.MultiDiGraph()
    network.add_edges_from(("a", "b", values) for values in edges)
    assert [list_spells(node) for node in read(write_gexf, network).iterfind(".//g:node", SPACE)] == [spells, spells]


@pytest.mark.parametrize(
    ("values", "colour"),
    [
        ({"role": "acts-on", "action": "ASSAULT", "stance": "affirms"}, (190, 40, 40)),
        ({"role": "acts-on", "action": "ASSAULT", "stance": "denies"}, NOT_TOLD),
        ({"role": "acts-on", "action": "ASSAULT", "stance": "neither"}, NOT_TOLD),
        ({"role": "acts-on", "action": "AID", "stance": "affirms"}, (40, 130, 60)),
        ({"role": "says", "action": "ASSAULT", "stance": "affirms"}, OTHER_COLOUR),
        ({"role": "contradicts"}, (190, 40, 40)),
        ({"role": "corroborates"}, (40, 130, 60)),
        ({"role": "same-statement", "action": "ASSAULT", "stance": "denies"}, (60, 60, 60)),
        ({"role": "same-article"}, (205, 205, 205)),
        ({"role": "acts-on", "action": "AID; ASSAULT", "stance": "affirms; denies", "weight_AID": 1.0},
         (40, 130, 60)),
        ({"role": "acts-on", "action": "AID; ASSAULT", "stance": "affirms", "weight_AID": 1.0, "weight_ASSAULT": 2.0},
         (190, 40, 40)),
        ({"role": "acts-on", "action": "AID; ASSAULT", "stance": "denies; neither"}, NOT_TOLD),
        ({"role": "evidence; says", "action": "ASSAULT", "stance": "affirms", "weight_ASSAULT": 2.0}, OTHER_COLOUR),
        ({"role": "same-article; same-event", "action": "ASSAULT", "stance": "affirms"}, (130, 130, 130)),
        ({"role": "corroborates; updates"}, (31, 119, 180)),
        ({"action": "ASSAULT", "weight_AID": "heavy"}, (190, 40, 40)),
        ({}, OTHER_COLOUR),
    ],
)  # fmt: skip
def test_what_is_no_deed_has_not_the_colour_of_one(values: dict[str, object], colour: tuple[int, int, int]) -> None:
    network = nx.DiGraph([("a", "b", values)])
    (found,) = read(write_gexf, network).iterfind(".//g:edge/viz:color", SPACE)
    assert tuple(int(found.get(channel)) for channel in "rgb") == colour


def test_a_network_without_days_is_static() -> None:
    root = read(write_gexf, nx.path_graph(3))
    assert root.get("mode") == "static"
    assert root.get("timeformat") is None


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "network",
    [
        nx.Graph(),
        nx.empty_graph(1),
        nx.empty_graph(7),
        nx.path_graph(2),
        nx.complete_graph(5),
        nx.star_graph(30),
        nx.disjoint_union_all([nx.cycle_graph(9), nx.path_graph(4), nx.path_graph(2), nx.empty_graph(20)]),
        nx.MultiDiGraph([(1, 1), (1, 2), (1, 2), (2, 1)]),
        nx.Graph((one, other, {"statements": 99}) for one, other in combinations(range(7), 2)),
        nx.Graph((0, other, {"statements": 99}) for other in range(1, 20)),
    ],
)
def test_no_node_lies_on_another_and_every_run_gives_the_same(layout: str, network: nx.Graph) -> None:
    plain = normalise_network(network)
    sizes = find_sizes(plain)
    places = place_nodes(plain, layout, sizes)
    assert places == place_nodes(plain, layout, sizes)
    assert set(places) == {node.id for node in plain.nodes}
    for one, other in combinations(places, 2):
        assert math.dist(places[one], places[other]) >= 0.9 * (sizes[one] + sizes[other]) / 2


def test_what_is_linked_is_drawn_closer_than_what_is_not() -> None:
    network = nx.disjoint_union(nx.complete_graph(6), nx.complete_graph(6))
    network.add_edge(0, 6)
    plain = normalise_network(network)
    places = place_nodes(plain, "spring", find_sizes(plain))
    inside = [math.dist(places[str(a)], places[str(b)]) for a, b in combinations(range(6), 2)]
    across = [math.dist(places[str(a)], places[str(b)]) for a in range(1, 6) for b in range(7, 12)]
    assert max(inside) < min(across)


def test_on_the_map_places_lie_where_they_are_and_others_amid_them() -> None:
    network = nx.Graph()
    network.add_nodes_from([("goma", {"lat": -1.7, "lon": 29.2}), ("oslo", {"lat": 59.9, "lon": 10.7}), "m23", "lost"])
    network.add_edges_from([("goma", "m23"), ("oslo", "m23")])
    plain = normalise_network(network)
    places = place_nodes(plain, "map", find_sizes(plain))
    assert places["goma"][0] == pytest.approx(2920)
    assert places["goma"][1] < 0 < places["oslo"][1]
    assert places["oslo"][0] < places["m23"][0] < places["goma"][0]
    assert places["lost"][1] < places["goma"][1]


def test_positions_are_written_and_read_back() -> None:
    graph = make_graph()
    file = io.BytesIO()
    export_graph(graph, "gexf", file, layout="spring")
    found = nx.read_gexf(io.BytesIO(file.getvalue()))
    plain = normalise_network(found, reserved=RESERVED)
    expected = place_nodes(plain, "spring", {node: found.nodes[node]["viz"]["size"] for node in found})
    for node, values in found.nodes(data=True):
        place = values["viz"]["position"]
        assert (place["x"], place["y"]) == expected[node]
    export_graph(graph, "graphml", file := io.BytesIO(), layout="spring")
    placed = nx.read_graphml(io.BytesIO(file.getvalue()))
    assert set(placed) == set(found)
    assert all(
        isinstance(values["x"], float) and isinstance(values["y"], float) for _, values in placed.nodes(data=True)
    )


def test_without_a_layout_there_are_no_positions() -> None:
    assert not read(export_graph, make_graph(), "gexf").findall(".//viz:position", SPACE)


@pytest.mark.parametrize("format", ["gexf", "graphml"])
def test_an_unknown_layout_changes_nothing(tmp_path: Path, format: str) -> None:
    path = tmp_path / "n.xml"
    path.write_text("former")
    with pytest.raises(SettingsError, match="no layout 'springs'; have circular, map, spring"):
        export_graph(make_graph(), format, path, layout="springs")
    assert path.read_text() == "former"


def test_a_network_too_large_for_springs_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(springs, "LARGEST_PART", 4)
    with pytest.raises(SettingsError, match=r"takes 4 connected nodes, here are 5\..* ForceAtlas 2 in Gephi"):
        write_gexf(nx.path_graph(5), Output(stream=io.BytesIO()), layout="spring")


def test_sizes_stay_in_sight_however_many_statements_there_are() -> None:
    network = nx.star_graph(3)
    network.add_edge(1, 2, statements=100_000)
    network.add_node("alone")
    sizes = find_sizes(normalise_network(network))
    assert sizes["1"] == sizes["2"] == LARGEST
    assert sizes["alone"] == SMALLEST
    assert sizes["0"] < sizes["1"]


@pytest.mark.parametrize(
    ("options", "directed", "edges"), [({}, "directed", 4), ({"undirected": True}, "undirected", 4)]
)
def test_direction(options: dict[str, bool], directed: str, edges: int) -> None:
    root = read(export_graph, make_graph(), "gexf", **options)
    assert root.get("defaultedgetype") == directed
    assert len(root.findall(".//g:edge", SPACE)) == edges


def test_every_statement_of_the_view_is_on_an_edge() -> None:
    graph = make_graph()
    root = read(export_graph, graph, "gexf")
    written = {number for edge in root.iterfind(".//g:edge", SPACE) for one in edge.iterfind(".//g:attvalue", SPACE)
               for number in one.get("value").split("; ") if number in {"s1", "s2", "s3", "s4"}}  # fmt: skip
    assert written == {values["statement"] for *_, values in to_networkx(graph).edges(data=True)}
