"""Query answers on a map: which place a row has, and what becomes of rows without one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "graph"))

from graph_reports import build

from kgbuild import mapping
from kgbuild.errors import GraphError
from kgbuild.graph.store import Graph
from kgbuild.queries import format_rows, run_query

GOMA = [29.22845, -1.67409]
"""Longitude first."""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Graph.open(build(tmp_path_factory.mktemp("mapping") / "g")) as opened:
        yield opened


def features(graph: Graph, sparql: str) -> list[dict]:
    answer = json.loads(format_rows(graph.query(sparql), "geojson", graph))
    assert answer["type"] == "FeatureCollection"
    return answer["features"]


@pytest.mark.parametrize(
    ("sparql", "coordinates"),
    [
        ("SELECT ?lat ?lon { VALUES (?lat ?lon) { (12.5 -3) } }", [-3, 12.5]),
        ("SELECT ?Latitude ?Longitude { VALUES (?Latitude ?Longitude) { (1 2.25) } }", [2.25, 1]),
        ('SELECT ?wkt { BIND("POINT(33.1 -8.5)"^^geo:wktLiteral AS ?wkt) }', [33.1, -8.5]),
        ("SELECT ?wkt { ?shape geo:asWKT ?wkt }", GOMA),
        ("SELECT ?place { ?place a kg:Place ; schema:latitude ?x }", GOMA),
        ("SELECT ?s { ?s a kg:Statement } ORDER BY ?s LIMIT 1", GOMA),
        ("SELECT ?event { ?event a kg:Event } ORDER BY ?event LIMIT 1", GOMA),
        ("SELECT ?lat ?lon ?s { ?s a kg:Statement BIND(1 AS ?lat) BIND(2 AS ?lon) } ORDER BY ?s LIMIT 1", [2, 1]),
    ],
)
def test_where_a_row_stands(graph: Graph, sparql: str, coordinates: list[float]) -> None:
    (feature,) = features(graph, sparql)
    assert feature["geometry"] == {"type": "Point", "coordinates": coordinates}


def test_several_places_are_several_points_unless_the_row_names_one(graph: Graph) -> None:
    points = {"urn:a": ("Aba", 1.0, 10.0), "urn:b": ("Bor", 2.0, 20.0)}
    held = {node: [mapping.Point(*point)] for node, point in points.items()}
    rows = graph.query("SELECT (<urn:a> AS ?a) (<urn:b> AS ?b) ?label { VALUES ?label { 'Bor' 'Ede' } }")
    found = [mapping._locate(rows.columns, *pair, held) for pair in zip(rows.terms, rows.rows, strict=True)]
    assert [[point.label for point in points] for points in found] == [["Bor"], ["Aba", "Bor"]]
    assert mapping._geometry(found[1]) == {"type": "MultiPoint", "coordinates": [[10.0, 1.0], [20.0, 2.0]]}


def test_a_row_without_a_place_is_kept_without_geometry(graph: Graph) -> None:
    rows = features(graph, "SELECT ?node { { VALUES ?node { <urn:none> } } UNION { ?node a kg:Place } }")
    assert len(rows) > 1
    assert [row["properties"]["node"] for row in rows if row["geometry"] is None] == ["urn:none"]


def test_an_answer_without_any_place_says_what_to_ask_for(graph: Graph) -> None:
    with pytest.raises(GraphError, match=r"the columns are n\. Ask for \?lat and \?lon"):
        features(graph, "SELECT (1 AS ?n) {}")
    assert features(graph, "SELECT ?lat ?lon { FILTER(false) }") == []


def test_cells_become_properties_of_their_kind(graph: Graph) -> None:
    rows = run_query(graph, "casualties", {"kind": "killed"})
    first = json.loads(format_rows(rows, "geojson", graph))["features"][0]
    assert list(first["properties"]) == list(rows.columns)
    assert first["properties"]["earliest"] == "2025-03-02"
    assert first["properties"]["low"] == 12
    assert first["properties"]["statement"].startswith("https://")
    assert first["geometry"]["coordinates"] == GOMA


@pytest.mark.parametrize("name", ["casualties", "control", "who-says-what"])
def test_shipped_questions_can_be_mapped(graph: Graph, name: str) -> None:
    answer = json.loads(format_rows(run_query(graph, name), "geojson", graph))
    assert {json.dumps(feature["geometry"]["coordinates"]) for feature in answer["features"]} == {json.dumps(GOMA)}
