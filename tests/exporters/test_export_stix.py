"""A STIX bundle: claims that stay claims, references that meet, days that nobody invents."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from msgspec.structs import replace

from fake_graph import VISIBLE, FakeGraph, make_graph
from kgbuild.exporters import export_graph
from kgbuild.exporters.stix import EXTENSION, UNKNOWN_DAY

Object = dict[str, Any]


def export(graph: FakeGraph) -> list[Object]:
    file = io.BytesIO()
    export_graph(graph, "stix", file)
    return json.loads(file.getvalue())["objects"]


def list_kind(objects: list[Object], kind: str) -> list[Object]:
    return [one for one in objects if one["type"] == kind]


def change(**values: Any) -> list[Object]:
    graph = make_graph()
    plain = next(one for one in graph.statements() if one.id == "s1")
    return export(FakeGraph(graph.articles(), [replace(plain, **values)]))


def test_no_id_is_twice_and_every_reference_meets_an_object():
    objects = export(make_graph())
    ids = [one["id"] for one in objects]
    assert len(set(ids)) == len(ids)
    refs = [one.get(name) for one in objects for name in ("source_ref", "target_ref", "created_by_ref")]
    refs += [ref for one in objects for ref in one.get("object_refs", ())]
    assert {ref for ref in refs if ref} <= set(ids)
    assert {key for one in objects for key in one.get("extensions", ())} == {EXTENSION} <= set(ids)


def test_accepted_statements_are_notes_with_words_and_source():
    graph = make_graph()
    notes = {one["extensions"][EXTENSION]["statement"]: one for one in list_kind(export(graph), "note")}
    assert sorted(notes) == sorted(one.id for one in graph.statements())
    assert notes["s2"]["content"] == VISIBLE
    assert notes["s1"]["external_references"][0]["url"] == "https://example.org/?q=1&r=2"
    assert notes["s1"]["authors"] == ["AFP", "=cmd()"]
    assert notes["s1"]["extensions"][EXTENSION]["claimants"] == ["AFP", "=cmd()"]
    assert "earliest" not in notes["s2"]["extensions"][EXTENSION]


@pytest.mark.parametrize(
    ("values", "relation"),
    [
        ({}, "reported-assault"),
        ({"polarity": "negative"}, "reported-not-assault"),
        ({"polarity": "negative", "status": "denied"}, "denied-not-assault"),
        ({"status": "denied"}, "denied-assault"),
        ({"status": "denied", "modality": "planned"}, "denied-planned-assault"),
        ({"status": "disputed"}, "disputed-assault"),
        ({"modality": "ongoing"}, "reported-ongoing-assault"),
        ({"modality": "planned"}, "planned-assault"),
        ({"modality": "threatened", "polarity": "negative"}, "threatened-not-assault"),
    ],
)
def test_a_relationship_is_never_the_plain_deed(values: dict[str, Any], relation: str):
    (link,) = list_kind(change(**values), "relationship")
    assert link["relationship_type"] == relation
    assert not {"start_time", "stop_time"} & set(link)


def test_an_article_without_a_day_is_no_report():
    graph = make_graph()
    articles = [replace(article, published=None) for article in graph.articles()]
    statements = [
        replace(one, article=next(two for two in articles if two.id == one.article.id).header)
        for one in graph.statements()
    ]
    objects = export(FakeGraph(articles, statements))
    assert list_kind(objects, "report") == []
    assert {one["created"][:10] for one in list_kind(objects, "grouping")} == {UNKNOWN_DAY}


def test_places_that_stix_can_not_hold_are_counted():
    notes = export_graph(make_graph(), "stix", io.BytesIO())
    assert notes == ("places without country and coordinates, which notes alone name: 1",)
    (place,) = list_kind(export(make_graph()), "location")
    assert (place["name"], place["country"], place["latitude"]) == ("Goma", "CD", -1.67409)


def test_actors_and_places_are_as_old_as_the_first_article_that_names_them():
    graph = make_graph()
    plain = next(one for one in graph.statements() if one.id == "s1")
    later, former = (
        replace(plain.article, published="2025-03-05"),
        replace(plain.article, id="z", published="2025-03-03"),
    )
    told = [replace(plain, article=later), replace(plain, id="s9", article=former)]
    objects = export(FakeGraph(graph.articles(), told))
    created = {one["name"]: one["created"][:10] for one in objects if one["type"] in {"location", "identity"}}
    assert created["Goma"] == created["M23"] == "2025-03-03"


def test_an_incident_says_that_it_is_reported():
    incidents = list_kind(export(make_graph()), "incident")
    assert incidents
    assert all(one["description"].startswith("Reported, not established") for one in incidents)


def test_the_same_graph_gives_the_same_objects():
    assert export(make_graph()) == export(make_graph())
