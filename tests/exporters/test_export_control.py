"""Who holds which place by whose word: as a table and on the map, on a day and over time."""

from __future__ import annotations

import csv
import io
import json

import pytest
from msgspec.structs import replace

from fake_graph import FakeGraph, make_graph
from kgbuild.exporters import export_graph
from kgbuild.model import Action, Actor, Claimant, Place, Statement, When

Row = dict[str, str]


def at(day: str) -> When:
    return When(mention=None, value=day, earliest=day, latest=day, precision="day")


@pytest.fixture(scope="module")
def graph() -> FakeGraph:
    """Rebels take Goma, the army says that it holds it and later admits the loss; a village has no point."""
    model = make_graph()
    told = next(one for one in model.statements() if one.id == "s1")
    (rebels,), (goma,) = told.actors, told.locations
    army = Actor(
        mention=None, name="Army", id="military-democratic-republic-of-the-congo", kind="armed_force", country="COD"
    )
    village = Place(mention=None, name="Kaziba", country="COD", level="settlement", status="unresolved")

    def say(number: str, day: str, by: Actor, holder: Actor, mode: str, where: Place = goma) -> Statement:
        sayer = Claimant(name=by.name or "", id=by.id, kind=by.kind, country=by.country)
        return replace(
            told, id=number, action=Action(type="CONTROL", mode=mode), actors=(holder,), recipients=(), date=at(day),
            claimants=(sayer,), quantities=(), locations=(where,),
        )  # fmt: skip

    statements = [
        say("c1", "2025-03-01", army, army, "hold"),
        say("c2", "2025-03-02", rebels, rebels, "capture"),
        say("c3", "2025-03-02", army, army, "hold"),
        say("c4", "2025-03-04", army, army, "lose"),
        say("c5", "2025-03-02", rebels, rebels, "hold", village),
    ]
    return FakeGraph(model.articles(), statements)


def read(graph: FakeGraph, **options: str) -> list[Row]:
    stream = io.BytesIO()
    export_graph(graph, "csv", stream, view="control", **options)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode(), newline="")))


def describe(row: Row) -> tuple[str, ...]:
    return row["place"], row["holder"], row["polarity"], row["side"], row["disputed_by"]


def test_without_a_day_every_state_stands_with_its_days(graph: FakeGraph) -> None:
    rows = read(graph)
    assert {(*describe(row)[:4], row["earliest"], row["until"]) for row in rows} == {
        ("Goma", "Army", "positive", "COD", "2025-03-01", "2025-03-04"),
        ("Goma", "Army", "negative", "COD", "2025-03-04", ""),
        ("Goma", "M23", "positive", "m23", "2025-03-02", ""),
        ("Kaziba", "M23", "positive", "m23", "2025-03-02", ""),
    }
    assert [row["place"] for row in rows] == sorted(row["place"] for row in rows)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-02-28", set()),
        ("2025-03-01", {("Goma", "Army", "positive", "COD", "")}),
        ("2025-03-03", {("Goma", "Army", "positive", "COD", "m23"), ("Goma", "M23", "positive", "m23", "COD"),
                        ("Kaziba", "M23", "positive", "m23", "")}),
        ("2025-03-04", {("Goma", "Army", "negative", "COD", ""), ("Goma", "M23", "positive", "m23", ""),
                        ("Kaziba", "M23", "positive", "m23", "")}),
    ],
)  # fmt: skip
def test_a_day_has_what_is_then_claimed_and_disputed(graph: FakeGraph, day: str, expected: set[tuple]) -> None:
    assert {describe(row) for row in read(graph, day=day)} == expected


def test_a_state_leads_to_its_sources(graph: FakeGraph) -> None:
    (row,) = read(graph, day="2025-03-01")
    assert (row["statements"], row["said_by"], row["published"]) == ("c1; c3", "Army", "2025-03-04")
    assert row["evidence"] == "Rebels shelled Goma on 2 March 2025."
    assert row["urls"].startswith("https://example.org/")


def test_the_map_has_the_states_that_have_a_point(graph: FakeGraph) -> None:
    stream = io.BytesIO()
    export_graph(graph, "geojson", stream, view="control", day="2025-03-03")
    features = json.loads(stream.getvalue())["features"]
    assert {feature["properties"]["side"] for feature in features} == {"COD", "m23"}
    assert {tuple(feature["geometry"]["coordinates"]) for feature in features} == {(29.22845, -1.67409)}
    assert all("lat" not in feature["properties"] for feature in features)
    assert {feature["properties"]["place"] for feature in features} == {"Goma"}
