"""Maps: points where places are known, rows and counts where they are not, and no claim that looks like a fact."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fake_graph import FakeGraph, make_graph
from kgbuild.errors import SettingsError
from kgbuild.exporters import export_graph
from kgbuild.exporters._balloons import describe_statement
from kgbuild.exporters._columns import Column
from kgbuild.exporters._geopackage import GeoPackage
from kgbuild.exporters._map_layers import make_statements
from kgbuild.exporters.kml import find_span
from kgbuild.model import Action, Statement

KML = "{http://www.opengis.net/kml/2.2}"


def make(**facts: Any) -> FakeGraph:
    """The graph of one statement, with these fields changed; `place` those of its place."""
    model = make_graph()
    told = next(one for one in model.statements() if one.id == "s1")
    place = facts.pop("place", None)
    if place is not None:
        facts["locations"] = (replace(told.locations[0], **place),)
    return FakeGraph(model.articles(), [replace(told, **facts)])


def read_geojson(graph: FakeGraph) -> tuple[list[dict], dict[str, int], tuple[str, ...]]:
    file = io.BytesIO()
    notes = export_graph(graph, "geojson", file)
    found = json.loads(file.getvalue())
    return found["features"], found["left_out"], notes


def read_kml(graph: FakeGraph, **options: str) -> Iterator[dict[str, str]]:
    """Of each placemark: its folder, name, description, style, begin and end."""
    file = io.BytesIO()
    export_graph(graph, "kml", file, **options)
    for folder in ET.fromstring(file.getvalue()).iter(f"{KML}Folder"):
        for mark in folder.iter(f"{KML}Placemark"):
            told = {"folder": folder.findtext(f"{KML}name") or ""}
            for name in ("name", "description", "styleUrl", "begin", "end"):
                found = mark.find(f".//{KML}{name}")
                told[name] = "" if found is None or found.text is None else found.text
            yield told


UNKNOWN = {"lat": None, "lon": None, "geonames": None, "level": None}


@pytest.mark.parametrize(
    ("facts", "left_out", "note"),
    [
        ({}, {}, None),
        ({"place": {**UNKNOWN, "status": "unresolved"}}, {"unresolved": 1}, "(1 unresolved)"),
        ({"place": {**UNKNOWN, "status": "ambiguous", "candidates": (1, 2)}}, {"ambiguous": 1}, "(1 ambiguous)"),
        ({"place": {"lat": None, "lon": None}}, {"resolved": 1}, "(1 resolved without a point)"),
        ({"locations": ()}, {"none": 1}, "(1 no place named)"),
    ],
)
def test_what_has_no_point_is_counted_and_told(facts: dict, left_out: dict[str, int], note: str | None) -> None:
    features, found, notes = read_geojson(make(**facts))
    assert found == left_out
    assert len(features) == (0 if left_out else 1)
    assert notes == (() if note is None else (f"1 of 1 rows of statements have no point {note}",))
    assert len(list(read_kml(make(**facts)))) == len(features)


@pytest.mark.parametrize(
    ("facts", "name", "colour"),
    [
        ({}, "ASSAULT/heavy-weapons", "ASSAULT"),
        ({"status": "denied"}, "ASSAULT/heavy-weapons (denied)", "open"),
        ({"polarity": "negative"}, "not ASSAULT/heavy-weapons", "open"),
        ({"modality": "planned"}, "ASSAULT/heavy-weapons (planned)", "open"),
        ({"status": "disputed", "modality": "threatened"}, "ASSAULT/heavy-weapons (disputed, threatened)", "open"),
        ({"action": Action(type="RAID")}, "RAID", "other"),
    ],
)
def test_what_did_not_happen_does_not_look_as_if_it_had(facts: dict, name: str, colour: str) -> None:
    (mark,) = read_kml(make(**facts))
    assert (mark["name"], mark["styleUrl"]) == (name, f"#{colour}-place")
    ((feature,), _, _) = read_geojson(make(**facts))
    assert (feature["properties"]["stance"] == "affirms") == (colour != "open")


@pytest.mark.parametrize(
    ("place", "point", "words"),
    [
        ({}, "place", None),
        ({"relation": "near"}, "near", "The point is Goma: it happened near it"),
        ({"bearing": "40 km north of"}, "near", "The point is Goma: it happened near it"),
        ({"level": "admin1", "name": "North Kivu"}, "region", "The point is the middle of North Kivu: where in it"),
    ],
)
def test_a_region_is_told_from_a_spot(place: dict, point: str, words: str | None) -> None:
    (mark,) = read_kml(make(place=place))
    assert mark["styleUrl"] == f"#ASSAULT-{point}"
    assert ("The point is" in mark["description"]) == (words is not None)
    assert words is None or words in mark["description"]
    ((feature,), _, _) = read_geojson(make(place=place))
    assert feature["properties"]["point"] == point


@pytest.mark.parametrize(
    ("facts", "span"),
    [
        ({"earliest": date(2025, 3, 1), "latest": date(2025, 3, 31)}, (date(2025, 3, 1), date(2025, 3, 31))),
        ({"earliest": None, "latest": date(2025, 3, 2)}, (None, date(2025, 3, 2))),
        ({"earliest": None, "latest": None}, (None, None)),
        ({"earliest": date(2025, 3, 1), "latest": None, "until": None}, (date(2025, 3, 1), None)),
        ({"earliest": None, "latest": date(2025, 3, 2), "until": date(2025, 3, 5)},
         (date(2025, 3, 2), date(2025, 3, 4))),
        ({"earliest": date(2025, 3, 2), "latest": date(2025, 3, 2), "until": date(2025, 3, 2)},
         (date(2025, 3, 2), date(2025, 3, 2))),
        ({"earliest": None, "latest": None, "until": date(2025, 3, 2)}, (None, date(2025, 3, 1))),
    ],
)  # fmt: skip
def test_a_placemark_spans_what_the_words_leave_open(facts: dict, span: tuple) -> None:
    assert find_span(facts) == span


def test_a_placemark_quotes_and_leads_to_its_article() -> None:
    (mark,) = read_kml(make())
    assert (mark["folder"], mark["begin"], mark["end"]) == ("ASSAULT", "2025-03-02", "2025-03-02")
    assert "<blockquote>Rebels shelled Goma on 2 March 2025.</blockquote>" in mark["description"]
    assert '<a href="https://example.org/?q=1&amp;r=2">Daily &amp; Sons, 2025-03-04</a>' in mark["description"]
    assert "AFP &gt; =cmd(): ASSAULT/heavy-weapons, by M23" in mark["description"]
    assert "Statement s1" in mark["description"]
    (mark,) = read_kml(make(), view="countries")
    assert mark["folder"] == "COD"


@given(st.text(), st.text())
def test_words_of_strangers_stay_text_in_a_balloon(words: str, url: str) -> None:
    table = make_statements(make())
    facts = dict(zip(table.heading, next(table.rows), strict=True))
    facts |= {"evidence": f"<script>{words}", "url": f'javascript:"{url}', "claim": f"<img src=x onerror={words}>"}
    _, balloon, _ = describe_statement(facts)
    assert set(re.findall(r"</?(\w+)", balloon)) <= {"p", "blockquote"}


def test_control_is_in_folders_by_holder_and_ends_when_its_side_says_otherwise() -> None:
    model = make()
    (told,) = model.statements()

    def say(id: str, mode: str, day: str) -> Statement:
        when = replace(told.date, value=day, earliest=day, latest=day)
        return replace(told, id=id, action=Action(type="CONTROL", mode=mode), recipients=(), quantities=(), date=when)

    states = FakeGraph(model.articles(), [say("c1", "capture", "2025-03-02"), say("c2", "lose", "2025-03-09")])
    marks = sorted(read_kml(states, view="control"), key=lambda mark: mark["begin"])
    assert [(mark["folder"], mark["begin"], mark["end"]) for mark in marks] == [
        ("M23", "2025-03-02", "2025-03-08"), ("M23", "2025-03-09", ""),
    ]  # fmt: skip
    assert [mark["styleUrl"] for mark in marks] == ["#CONTROL-place", "#open-place"]
    assert marks[1]["name"].startswith("Goma: not M23, says ")


@pytest.mark.parametrize("format", ["geojson", "kml", "gpkg"])
def test_the_same_graph_gives_the_same_bytes(tmp_path: Path, format: str) -> None:
    graph = make_graph()
    other = FakeGraph(graph.articles()[::-1], graph.statements(accepted=None)[::-1])
    export_graph(graph, format, tmp_path / "a")
    export_graph(other, format, tmp_path / "b")
    stream = io.BytesIO()
    export_graph(graph, format, stream)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == stream.getvalue()


@pytest.mark.parametrize("format", ["geojson", "kml", "gpkg"])
def test_a_failed_export_leaves_the_former_file(tmp_path: Path, format: str) -> None:
    class Broken(FakeGraph):
        def statements(self, accepted: bool | None = True) -> list:
            raise OSError(28, "No space left on device")

    (tmp_path / "a").write_text("former")
    with pytest.raises(SettingsError, match="No space left on device"):
        export_graph(Broken([], []), format, tmp_path / "a")
    assert (tmp_path / "a").read_text() == "former"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(
    ("format", "options", "message"),
    [
        ("kml", {"view": "actors"}, "'kml' has no view 'actors'; have actions, countries, control"),
        ("kml", {"view": "countries", "day": "2025-03-02"}, "add --view control"),
        ("gpkg", {"view": "actors"}, "'gpkg' has no view 'actors'; have control"),
        ("gpkg", {"day": "2025-03-02"}, "add --view control"),
        ("geojson", {"view": "control", "day": "March"}, "is no day"),
        ("geojson", {"view": "control", "day": "20250302"}, "20250302 is no day; write it as 2025-01-21"),
        ("gpkg", {"view": "control", "day": "2025-03"}, "2025-03 is no day"),
        ("kml", {"view": "control", "day": "2025-03-02T10:00"}, "is no day"),
    ],
)
def test_a_view_or_a_day_that_does_not_fit_is_told(
    tmp_path: Path, format: str, options: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        export_graph(make_graph(), format, tmp_path / "x", **options)
    assert not list(tmp_path.iterdir())


def test_a_geopackage_says_that_it_is_one_and_nothing_of_its_making(tmp_path: Path) -> None:
    export_graph(make_graph(), "gpkg", tmp_path / "a.gpkg")
    with closing(sqlite3.connect(tmp_path / "a.gpkg")) as base:

        def ask(sql: str) -> list:
            return base.execute(sql).fetchall()

        assert ask("PRAGMA application_id") == [(0x47504B47,)]
        assert ask("PRAGMA user_version") == [(10300,)]
        assert ask("PRAGMA foreign_key_check") == []
        assert ask("PRAGMA integrity_check") == [("ok",)]
        assert set(ask("SELECT last_change FROM gpkg_contents")) == {("1970-01-01T00:00:00.000Z",)}
        assert ask("SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1") == [(-1,), (0,), (4326,)]
        bounds = "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = "
        assert ask(f"{bounds}'statements'") == [(29.22845, -1.67409, 29.22845, -1.67409)]
        assert ask(f"{bounds}'unplaced_statements'") == [(None,) * 4]
        described = (
            "SELECT description FROM gpkg_data_columns WHERE table_name = 'statements' AND column_name = 'stance'"
        )
        assert ask(described) == [("affirms, denies, or neither: plans, threats, what is disputed.",)]
        assert ask("SELECT count(*), count(DISTINCT statement) FROM statements") == [(3, 3)]


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.text(alphabet=st.characters(codec="utf-8")))))
def test_points_and_texts_come_back_from_a_geopackage(tmp_path_factory: pytest.TempPathFactory, rows: list) -> None:
    path = tmp_path_factory.mktemp("g") / "a.gpkg"
    with closing(GeoPackage(path)) as package:
        package.add("t", "T.", (Column("text", "text", "Text."),), has_points=True)
        for lon, lat, text in rows:
            package.insert("t", [text], (lon, lat))
        package.finish()
    with closing(sqlite3.connect(path)) as base:
        found = base.execute("SELECT geom, text FROM t ORDER BY fid").fetchall()
        bounds = base.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents").fetchone()
    assert [text for _, text in found] == [text.replace("\x00", "") for *_, text in rows]
    assert all(blob[:2] == b"GP" and len(blob) == 29 for blob, _ in found)
    if rows:
        lons, lats = [row[0] for row in rows], [row[1] for row in rows]
        assert bounds == (min(lons), min(lats), max(lons), max(lats))
