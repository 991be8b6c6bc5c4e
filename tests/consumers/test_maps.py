"""Map programs open GeoJSON, KML and GeoPackage, and find the points, the values and the reference system."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tools import needs

needs("fastkml", "fudgeo", "numpy", "pyogrio")

import fastkml  # noqa: E402  # only where they are installed
import fudgeo  # noqa: E402
import pyogrio  # noqa: E402
from fastkml.validator import validate  # noqa: E402

from fake_graph import NASTY, VISIBLE, make_graph  # noqa: E402
from kgbuild.exporters import ClaimGraph, export_graph  # noqa: E402
from kgbuild.exporters._columns import Cell, flatten  # noqa: E402
from kgbuild.exporters._geopackage import write_cell  # noqa: E402
from kgbuild.exporters._map_layers import LAYERS, make_layers  # noqa: E402
from kgbuild.graph.store import Graph  # noqa: E402
from query_examples import build_examples  # noqa: E402

Facts = dict[str, Cell]
Layers = dict[str, list[Facts]]
Point = tuple[float, float]


@pytest.fixture(scope="module", params=["nasty", "sample"])
def graph(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClaimGraph]:
    if request.param == "nasty":
        yield make_graph()
        return
    with Graph.open(build_examples(tmp_path_factory.mktemp("sample") / "g")) as opened:
        yield opened


@pytest.fixture(scope="module")
def layers(graph: ClaimGraph) -> Layers:
    """What was meant, row by row."""
    made = make_layers(graph)
    return {name: [dict(zip(table.heading, row, strict=True)) for row in table.rows] for name, table in made.items()}


def is_placed(facts: Facts) -> bool:
    return facts["lat"] is not None


def read(path: Path, layer: str | None = None) -> list[tuple[Point | None, dict[str, Any]]]:
    """Points and values of a layer as GDAL reads them; what is missing is None."""
    meta, _, shapes, columns = pyogrio.raw.read(path, layer=layer)
    assert meta["crs"] == "EPSG:4326" or shapes is None
    rows = [dict(zip(meta["fields"], map(clean, cells), strict=True)) for cells in zip(*columns, strict=True)]
    points = [None] * len(rows) if shapes is None else [read_point(shape) for shape in shapes]
    return list(zip(points, rows, strict=True))


def read_point(shape: bytes) -> Point:
    order, kind, lon, lat = struct.unpack("<BIdd", shape)
    assert (order, kind) == (1, 1)
    return lon, lat


def clean(value: Any) -> Any:
    """A value of numpy as one of Python."""
    plain = value.item() if hasattr(value, "item") else value
    return None if isinstance(plain, float) and plain != plain else plain  # noqa: PLR0124  # only NaN differs


def expect(facts: Facts, fields: dict[str, Any]) -> dict[str, Any]:
    return {name: expect_cell(facts[name]) for name in fields}


def expect_cell(cell: Cell) -> Any:
    flat = flatten(cell)
    return flat if isinstance(flat, date) else write_cell(flat)


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_reads_each_layer_of_a_geopackage(graph: ClaimGraph, layers: Layers, tmp_path: Path, layer: str) -> None:
    export_graph(graph, "gpkg", tmp_path / "a.gpkg")
    found = read(tmp_path / "a.gpkg", layer)
    placed = [facts for facts in layers[layer] if is_placed(facts)]
    assert [point for point, _ in found] == [(facts["lon"], facts["lat"]) for facts in placed]
    for (_, fields), facts in zip(found, placed, strict=True):
        assert len(fields) == len(facts) - 2
        assert fields == expect(facts, fields)
    info = pyogrio.read_info(tmp_path / "a.gpkg", layer=layer)
    assert (info["features"], info["crs"], info["geometry_type"]) == (len(placed), "EPSG:4326", "Point")


@pytest.mark.parametrize("layer", LAYERS)
def test_gdal_reads_what_has_no_point_as_a_table(graph: ClaimGraph, layers: Layers, tmp_path: Path, layer: str) -> None:
    export_graph(graph, "gpkg", tmp_path / "a.gpkg")
    found = read(tmp_path / "a.gpkg", f"unplaced_{layer}")
    missing = [facts for facts in layers[layer] if not is_placed(facts)]
    assert [point for point, _ in found] == [None] * len(missing)
    for (_, fields), facts in zip(found, missing, strict=True):
        assert fields == expect(facts, fields)
    kinds = dict(map(tuple, pyogrio.list_layers(tmp_path / "a.gpkg")))
    assert kinds == {**dict.fromkeys(LAYERS, "Point"), **{f"unplaced_{one}": None for one in LAYERS}, "articles": None}


def test_nasty_words_arrive_whole_in_a_geopackage(tmp_path: Path) -> None:
    graph = make_graph()
    export_graph(graph, "gpkg", tmp_path / "a.gpkg")
    found = {fields["statement"]: fields for _, fields in read(tmp_path / "a.gpkg", "unplaced_statements")}
    assert found["s2"]["evidence"] == NASTY
    assert {fields["title"] for _, fields in read(tmp_path / "a.gpkg", "articles")} == {NASTY, None}


def test_fudgeo_finds_layers_tables_and_what_columns_hold(graph: ClaimGraph, layers: Layers, tmp_path: Path) -> None:
    export_graph(graph, "gpkg", tmp_path / "a.gpkg")
    package = fudgeo.GeoPackage(tmp_path / "a.gpkg")
    assert set(package.feature_classes) == set(LAYERS)
    assert set(package.tables) == {*(f"unplaced_{name}" for name in LAYERS), "articles"}
    statements = package.feature_classes["statements"]
    placed = [facts for facts in layers["statements"] if is_placed(facts)]
    assert statements.count == len(placed)
    assert statements.spatial_reference_system.org_coord_sys_id == 4326
    points = [(point.x, point.y) for point, _ in statements.select(fields=["id"]).fetchall()]
    assert points == [(facts["lon"], facts["lat"]) for facts in placed]
    west, south, east, north = statements.extent
    assert all(west <= lon <= east and south <= lat <= north for lon, lat in points)


@pytest.mark.parametrize("view", [None, "control"])
def test_gdal_reads_geojson(graph: ClaimGraph, layers: Layers, tmp_path: Path, view: str | None) -> None:
    export_graph(graph, "geojson", tmp_path / "a.geojson", view=view)
    placed = [facts for facts in layers[view or "statements"] if is_placed(facts)]
    if not placed:
        assert pyogrio.read_info(tmp_path / "a.geojson")["features"] == 0
        return
    found = read(tmp_path / "a.geojson")
    assert [point for point, _ in found] == [(facts["lon"], facts["lat"]) for facts in placed]
    for (_, fields), facts in zip(found, placed, strict=True):
        named = {name: value for name, value in fields.items() if value is not None}
        # GDAL takes text for a date where all of a column are days.
        told = {name: value.isoformat() if isinstance(value, date) else value for name, value in named.items()}
        meant = {name: expect_cell(cell) for name, cell in facts.items() if name not in {"lat", "lon", "state"}}
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in meant.items()}
        told.pop("id" if view else "", None)
        assert told == {name: value for name, value in plain.items() if value is not None}


@pytest.mark.parametrize("view", [None, "countries", "control"])
def test_gdal_reads_kml(graph: ClaimGraph, layers: Layers, tmp_path: Path, view: str | None) -> None:
    export_graph(graph, "kml", tmp_path / "a.kml", view=view)
    group = {None: "action", "countries": "country", "control": "holder"}[view]
    placed = [facts for facts in layers["control" if view == "control" else "statements"] if is_placed(facts)]
    nameless = {"action": "", "country": "no country", "holder": "nobody named"}[group]
    folders = Counter(facts[group] or nameless for facts in placed)
    if not folders:
        return
    info = {
        name: pyogrio.read_info(tmp_path / "a.kml", layer=name) for name, _ in pyogrio.list_layers(tmp_path / "a.kml")
    }
    assert {name: one["features"] for name, one in info.items()} == folders
    for name in folders:
        found = read(tmp_path / "a.kml", name)
        wanted = [facts for facts in placed if (facts[group] or nameless) == name]
        assert [point for point, _ in found] == [(facts["lon"], facts["lat"]) for facts in wanted]
        for (_, fields), facts in zip(found, wanted, strict=True):
            for key in set(facts) - {"id", "lat", "lon"}:
                value = expect_cell(facts[key])
                text = value.isoformat() if isinstance(value, date) else value
                assert fields[key] == (text.replace(NASTY, VISIBLE) if isinstance(text, str) else text), key


@pytest.mark.parametrize("view", [None, "countries", "control"])
def test_kml_keeps_the_schema_of_the_standard(graph: ClaimGraph, tmp_path: Path, view: str | None) -> None:
    export_graph(graph, "kml", tmp_path / "a.kml", view=view)
    assert validate(file_to_validate=tmp_path / "a.kml")


def test_fastkml_reads_spans_as_precise_as_the_words(graph: ClaimGraph, layers: Layers, tmp_path: Path) -> None:
    export_graph(graph, "kml", tmp_path / "a.kml")
    (document,) = fastkml.KML.parse(tmp_path / "a.kml").features
    marks = [(folder.name, mark) for folder in document.features for mark in folder.features]
    placed = [facts for facts in layers["statements"] if is_placed(facts)]
    placed.sort(key=lambda facts: str(facts["action"]))
    assert len(marks) == len(placed) > 0
    for (folder, mark), facts in zip(marks, placed, strict=True):
        assert folder == facts["action"]
        span = mark.times
        ends = (None, None) if span is None else (span.begin and span.begin.dt, span.end and span.end.dt)
        assert ends == (facts["earliest"], facts["latest"])
        assert (mark.geometry.x, mark.geometry.y) == (facts["lon"], facts["lat"])
        assert str(facts["statement"]) in mark.description
        assert mark.style_url.url.endswith(f"-{facts['point']}")
