"""FollowTheMoney entities: claims that stay claims, and nothing that dangles."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from msgspec.structs import replace

from fake_graph import VISIBLE, FakeGraph, make_graph
from kgbuild.exporters import export_graph
from kgbuild.model import Statement


def export(graph: FakeGraph) -> list[dict[str, Any]]:
    file = io.BytesIO()
    export_graph(graph, "ftm", file)
    return [json.loads(line) for line in file.getvalue().splitlines()]


def list_events(graph: FakeGraph) -> dict[str, dict[str, list[str]]]:
    found = (entity["properties"] for entity in export(graph) if entity["schema"] == "Event")
    return {event["recordId"][0]: event for event in found}


def change(**values: Any) -> FakeGraph:
    graph = make_graph()
    plain = next(one for one in graph.statements() if one.id == "s1")
    return FakeGraph(graph.articles(), [replace(plain, **values)])


def test_nothing_points_to_nothing_and_no_id_is_twice():
    entities = export(make_graph())
    ids = [entity["id"] for entity in entities]
    assert len(set(ids)) == len(ids)
    pointing = ("proof", "involved", "addressEntity", "subject", "object")
    pointed = {one for entity in entities for name in pointing for one in entity["properties"].get(name, ())}
    assert pointed <= set(ids)
    assert {entity["schema"] for entity in entities} >= {"Article", "Organization", "Address", "Event", "UnknownLink"}


def test_accepted_statements_are_there_with_words_and_source_and_refused_ones_are_not():
    graph = make_graph()
    events = list_events(graph)
    assert sorted(events) == sorted(one.id for one in graph.statements())
    assert events["s1"]["summary"] == ["Rebels shelled Goma on 2 March 2025."]
    assert events["s1"]["sourceUrl"] == ["https://example.org/?q=1&r=2"]
    assert events["s2"]["summary"] == [VISIBLE]
    assert "date" not in events["s2"]
    assert (
        "latitude"
        not in next(e for e in export(graph) if e["properties"].get("remarks") == ["unresolved"])["properties"]
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "AFP > =cmd(): ASSAULT/heavy-weapons, by M23, against people, in Goma, 2025-03-02 [claimed]"),
        ({"polarity": "negative", "status": "denied"}, "not ASSAULT/heavy-weapons, by M23"),
        ({"modality": "planned"}, "ASSAULT/heavy-weapons (planned), by M23"),
        ({"claimants": ()}, "AFP: ASSAULT"),
    ],
)
def test_a_name_says_who_says_what_and_how_it_stands(values: dict[str, Any], words: str):
    event = list_events(change(**values))["s1"]
    assert words in event["name"][0]


def test_a_link_says_that_it_is_denied():
    entities = export(change(status="denied"))
    (link,) = [entity["properties"] for entity in entities if entity["schema"] == "UnknownLink"]
    assert link["role"][0].endswith("2025-03-02 [denied]")
    assert link["status"] == ["denied"]


@pytest.mark.parametrize(
    ("earliest", "latest", "days"),
    [
        ("2025-03-02", "2025-03-02", {"date": ["2025-03-02"]}),
        ("2025-03-01", "2025-03-31", {"startDate": ["2025-03-01"], "endDate": ["2025-03-31"]}),
        (None, "2025-03-31", {"endDate": ["2025-03-31"]}),
        ("2025-03-01", None, {"startDate": ["2025-03-01"]}),
        (None, None, {}),
    ],
)
def test_days_are_as_precise_as_the_text(earliest: str | None, latest: str | None, days: dict[str, list[str]]):
    def make(statement: Statement) -> Any:
        return replace(statement.date, earliest=earliest, latest=latest)

    plain = next(one for one in make_graph().statements() if one.id == "s1")
    event = list_events(change(date=make(plain)))["s1"]
    assert {name: event[name] for name in ("date", "startDate", "endDate") if name in event} == days


def test_the_same_graph_gives_the_same_bytes():
    assert export(make_graph()) == export(make_graph())
