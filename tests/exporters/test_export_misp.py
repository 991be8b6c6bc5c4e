"""A MISP event: claims that stay claims, references that meet, and nothing that raises an alarm."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from msgspec.structs import replace

from fake_graph import VISIBLE, FakeGraph, make_graph
from kgbuild.exporters import export_graph
from kgbuild.exporters.stix import UNKNOWN_DAY

Object = dict[str, Any]


def export(graph: FakeGraph) -> Object:
    file = io.BytesIO()
    export_graph(graph, "misp", file)
    return json.loads(file.getvalue())["Event"]


def list_values(one: Object, name: str) -> list[str]:
    return [value["value"] for value in one["Attribute"] if value["object_relation"] == name]


def find_claims(event: Object) -> dict[str, Object]:
    return {list_values(one, "recordId")[0]: one for one in event["Object"] if one["name"] == "ftm-Event"}


def change(**values: Any) -> Object:
    graph = make_graph()
    plain = next(one for one in graph.statements() if one.id == "s1")
    return find_claims(export(FakeGraph(graph.articles(), [replace(plain, **values)])))["s1"]


def test_no_id_is_twice_and_every_reference_meets_an_object():
    event = export(make_graph())
    ids = [one["uuid"] for one in event["Object"]]
    parts = [part["uuid"] for one in event["Object"] for part in (*one["Attribute"], *one["ObjectReference"])]
    assert len({*ids, *parts}) == len(ids) + len(parts)
    references = [reference for one in event["Object"] for reference in one["ObjectReference"]]
    assert {reference["referenced_uuid"] for reference in references} <= set(ids)
    kinds = {reference["relationship_type"] for reference in references}
    assert kinds == {"derived-from", "reported-actor", "reported-recipient", "claimed-by", "located-at"}


def test_accepted_statements_are_there_with_words_and_source():
    graph = make_graph()
    claims = find_claims(export(graph))
    assert sorted(claims) == sorted(one.id for one in graph.statements())
    assert list_values(claims["s2"], "summary") == [VISIBLE]
    assert list_values(claims["s1"], "sourceUrl") == ["https://example.org/?q=1&r=2"]
    assert list_values(claims["s1"], "date") == ["2025-03-02"]
    assert list_values(claims["s2"], "date") == list_values(claims["s2"], "startDate") == []


@pytest.mark.parametrize(
    ("values", "words", "tag"),
    [
        ({}, "AFP > =cmd(): ASSAULT/heavy-weapons, by M23", 'kgbuild:status="claimed"'),
        ({"polarity": "negative"}, "=cmd(): not ASSAULT/heavy-weapons", 'kgbuild:polarity="negative"'),
        ({"modality": "planned"}, "ASSAULT/heavy-weapons (planned)", 'kgbuild:modality="planned"'),
    ],
)
def test_name_and_tags_say_how_a_claim_stands(values: dict[str, Any], words: str, tag: str):
    claim = change(**values)
    assert words in list_values(claim, "name")[0]
    assert tag in [one["name"] for one in claim["Attribute"][0]["Tag"]]


def test_nothing_is_an_indicator_or_correlates():
    attributes = [part for one in export(make_graph())["Object"] for part in one["Attribute"]]
    assert {(part["to_ids"], part["disable_correlation"]) for part in attributes} == {(False, True)}


def test_without_any_day_the_event_has_that_of_nobody():
    graph = make_graph()
    articles = [replace(article, published=None) for article in graph.articles()]
    headers = {article.id: article.header for article in articles}
    statements = [replace(one, article=headers[one.article.id]) for one in graph.statements()]
    assert export(FakeGraph(articles, statements))["date"] == UNKNOWN_DAY
    assert export(make_graph())["date"] == "2025-03-05"
