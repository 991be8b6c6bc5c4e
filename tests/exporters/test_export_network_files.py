"""Network files: what stands in them, how their programs show it, and what becomes of the former file."""

from __future__ import annotations

import errno
import io
import re
from pathlib import Path

import networkx as nx
import pytest

from fake_graph import FakeGraph, make_graph
from kgbuild.errors import SettingsError
from kgbuild.exporters import VIEWS, export_graph, to_networkx
from kgbuild.exporters._look import BOND_COLOURS, EDGE_COLOURS, LINK_COLOURS, NODE_COLOURS, NOT_TOLD
from kgbuild.exporters._parallel import list_keys, tell_apart
from kgbuild.exporters.dot import write_dot
from kgbuild.exporters.gml import name_keys, write_gml
from kgbuild.exporters.pajek import COLOURS
from network_cases import write

FORMATS = ("cx2", "cytoscape", "dot", "gml", "node-link", "pajek")


@pytest.fixture(scope="module")
def graph() -> FakeGraph:
    return make_graph()


def export(graph: FakeGraph, format: str, **options: str | bool) -> bytes:
    file = io.BytesIO()
    export_graph(graph, format, file, **options)
    return file.getvalue()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("view", VIEWS)
def test_the_same_graph_gives_the_same_bytes(graph: FakeGraph, format: str, view: str) -> None:
    other = FakeGraph(graph.articles()[::-1], graph.statements(accepted=None)[::-1])
    assert export(graph, format, view=view) == export(other, format, view=view)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("view", VIEWS)
def test_a_graph_without_statements_is_a_network_without_edges(format: str, view: str) -> None:
    for articles in ([], make_graph().articles()[:1]):
        network = to_networkx(FakeGraph(articles, []), view=view)
        assert (network.number_of_nodes(), network.number_of_edges()) == (len(articles) * (view == "evidence"), 0)
        assert export(FakeGraph(articles, []), format, view=view)


@pytest.mark.parametrize("format", FORMATS)
def test_an_unknown_view_leaves_the_former_file(graph: FakeGraph, tmp_path: Path, format: str) -> None:
    path = tmp_path / "out"
    path.write_text("former")
    with pytest.raises(SettingsError, match="no view 'actor'; have actors"):
        export_graph(graph, format, path, view="actor")
    assert path.read_text() == "former"


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_leaves_the_former_file(
    graph: FakeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    def fail(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "out"
    path.write_text("former")
    monkeypatch.setattr("kgbuild.exporters._output.os.fsync", fail)
    with pytest.raises(SettingsError, match=r"No space left on device\. Nothing was changed there"):
        export_graph(graph, format, path)
    assert [one.name for one in tmp_path.iterdir()] == ["out"]
    assert path.read_text() == "former"


@pytest.mark.parametrize("format", FORMATS)
def test_every_statement_and_address_of_the_view_is_in_the_file(graph: FakeGraph, format: str) -> None:
    text = export(graph, format).decode()
    for _, _, values in to_networkx(graph).edges(data=True):
        assert re.search(rf"\b{values['statement']}\b", text)
        assert not values.get("url") or values["url"] in text.replace("&#38;", "&")


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ([], []),
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a (2)", "a (3)"]),
        (["a", "a (2)", "a", "a"], ["a", "a (2)", "a (3)", "a (4)"]),
        (["a", "a", "a (2)"], ["a", "a (3)", "a (2)"]),
        (["", ""], ["", " (2)"]),
    ],
)
def test_labels_are_told_apart(labels: list[str], told: list[str]) -> None:
    assert tell_apart(labels) == told


def test_parallel_edges_have_keys_of_their_own() -> None:
    network = nx.MultiGraph()
    network.add_edges_from([("a", "b", 0), ("a", "b", "0"), ("a", "b", "\x000"), ("b", "c", 0), ("a", "b", "s1/says")])
    assert list(list_keys(network)) == ["0", "0~2", "0~3", "s1/says", "0"]
    assert list(list_keys(nx.path_graph(3))) == [None, None]


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (["actor_kind", "weight_ASSAULT"], ["actorKind", "weightASSAULT"]),
        (["claimed_by", "claimedBy"], ["claimedBy", "claimedBy2"]),
        (["9", "Größe", "غزة", "a b"], ["a9", "GrE", "attribute", "aB"]),
        (["id", "id_"], ["id2", "id3"]),
    ],
)
def test_gml_names_are_letters_and_digits(columns: list[str], names: list[str]) -> None:
    assert list(name_keys(columns, frozenset({"id"})).values()) == names


def test_gml_is_ascii_and_a_column_of_it_has_one_type() -> None:
    network = nx.Graph()
    network.add_node("а", big=2**31, small=2**31 - 1, part=1e300)
    network.add_node("б", big=-1, small=-(2**31), part=2.0)
    text = write(write_gml, network).decode("ascii")
    assert 'iri "&#1072;"' in text
    assert 'big "2147483648"' in text
    assert 'big "-1"' in text
    assert "small 2147483647\n" in text
    assert "part 1.0E+300\n" in text


@pytest.mark.parametrize("format", ["cx2", "cytoscape", "gml", "pajek"])
def test_a_layout_gives_nodes_their_places(graph: FakeGraph, format: str) -> None:
    plain, placed = export(graph, format), export(graph, format, layout="spring")
    assert plain != placed
    words = {"cx2": '"x": ', "cytoscape": '"position": ', "gml": "graphics [ x ", "pajek": " ellipse "}
    assert placed.decode().count(words[format]) == to_networkx(graph).number_of_nodes()
    with pytest.raises(SettingsError, match="no layout 'star'; have circular"):
        export(graph, format, layout="star")


@pytest.mark.parametrize("format", ["cx2", "cytoscape", "gexf", "gml", "graphml", "pajek"])
def test_a_layout_that_cannot_be_had_leaves_a_stream_empty(graph: FakeGraph, format: str) -> None:
    file = io.BytesIO()
    with pytest.raises(SettingsError, match="no layout 'star'"):
        export_graph(graph, format, file, layout="star")
    assert file.getvalue() == b""


@pytest.mark.parametrize("format", ["cx2", "cytoscape"])
def test_what_was_not_done_is_dashed_and_actors_are_no_boxes(graph: FakeGraph, format: str) -> None:
    text = export(graph, format, view="evidence").decode()
    assert text.count("dashed") == {"cx2": 4, "cytoscape": 1}[format]
    assert "denies; neither" in text
    assert "rectangle" in text
    assert "#BE2828" in text


def test_pajek_says_what_an_arc_stands_for(graph: FakeGraph) -> None:
    found = nx.parse_pajek(export(graph, "pajek").decode("ascii"))
    arcs = {values["l"] for _, _, values in found.edges(data=True)}
    assert "ASSAULT | s1 | https://example.org/?q=1&#38;r=2 | KG101" in arcs
    assert "ASSAULT | s4 | KG101" in arcs
    assert {values["c"] for _, _, values in found.edges(data=True)} == {"BrickRed"}
    assert all(0.0 < values[axis] < 1.0 for _, values in found.nodes(data=True) for axis in "xy")


def test_pajek_has_a_name_for_every_colour_but_grays() -> None:
    palette = {*NODE_COLOURS.values(), *EDGE_COLOURS, *LINK_COLOURS.values(), *BOND_COLOURS.values(), NOT_TOLD}
    assert {colour for colour in palette - COLOURS.keys() if len(set(colour)) > 1} == set()
    assert palette >= COLOURS.keys()


@pytest.mark.parametrize("format", FORMATS)
def test_undirected_and_folded_by_option(graph: FakeGraph, format: str) -> None:
    plain, loose = export(graph, format, view="evidence"), export(graph, format, view="evidence", undirected=True)
    folded = export(graph, format, view="evidence", fold=True)
    words = {"dot": ("digraph", "graph"), "gml": ("directed 1", "directed 0"), "pajek": ("*Arcs", "*Edges")}
    before, after = words.get(format, ('"directed": true', '"directed": false'))
    assert before in plain.decode()
    assert after in loose.decode()
    assert before not in loose.decode()
    assert folded.count(b"\n") < plain.count(b"\n")


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ('say "x"', r'label="say \"x\""'),
        ("\\N", r'label="&#92;N"'),
        ("&lt; & co", 'label="&#38;lt; & co"'),
        ("a\nb", 'label="a\nb"'),
        ("a\\", 'label="a&#92;"'),
    ],
)
def test_dot_draws_the_words_themselves(label: str, written: str) -> None:
    network = nx.Graph()
    network.add_node("x", label=label)
    assert written in write(write_dot, network).decode()


def test_dot_shows_denials_as_dashed(graph: FakeGraph) -> None:
    network = nx.MultiDiGraph()
    network.add_edge("a", "b", action="ASSAULT", stance="denies", label="ASSAULT (denied)")
    network.add_edge("a", "b", action="ASSAULT", stance="affirms", label="ASSAULT")
    network.add_edge("a", "b", action="ASSAULT", stance="affirms; denies", label="ASSAULT; ASSAULT (denied)")
    network.add_edge("a", "b", action="ASSAULT", stance="denies; neither", label="ASSAULT (denied); ASSAULT (open)")
    first, second, third, fourth = (line for line in write(write_dot, network).decode().splitlines() if "->" in line)
    assert 'style="dashed"' in first
    assert "dashed" not in second
    assert 'color="#BE2828"' in second
    assert "#BE2828" not in first
    assert ("dashed" in third, "#BE2828" in third) == (False, True)
    assert ("dashed" in fourth, "#BE2828" in fourth) == (True, False)
