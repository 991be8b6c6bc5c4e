"""Explanations lead from any node back to the sentence, with offsets that still slice."""

from __future__ import annotations

import msgspec
import pytest

from factory import make_statement, sample_article, span
from kgbuild.errors import GraphError
from kgbuild.graph.explaining import Explanation, explain, explain_statement, format_explanation, mark_text
from kgbuild.graph.store import Graph
from kgbuild.model import Finding, Place


def test_a_statement_is_marked_in_its_paragraph() -> None:
    article = sample_article("A headline.\n" + sample_article().text + "\nMore text.")
    one = explain_statement(make_statement(article), article)
    assert article.text[one.paragraph.start : one.paragraph.end] == one.paragraph.text == sample_article().text
    assert mark_text(one) == (
        "«[claimant: The army] [cue: said] on Monday that [actor: M23 rebels] [action: shelled] a market in "
        "[location: Goma] [date: on 2 March 2025], killing [quantity: at least 12] [recipient: people].» "
        "The rebels denied it."
    )


def test_nested_words_are_marked_outside_in() -> None:
    article = sample_article()
    place = Place(mention=span("a market in Goma", article), status="ambiguous", candidates=(5, 3))
    one = explain_statement(make_statement(article, locations=(place,), trigger=span("market", article)), article)
    assert "[location: a [action: market] in Goma]" in mark_text(one)


def test_the_text_tells_rule_chain_candidates_and_findings() -> None:
    article = sample_article()
    place = Place(mention=span("Goma", article), status="ambiguous", candidates=(5, 3), rule="two-hits")
    finding = Finding("KG301", "warning", "location", "two places fit: name the region")
    one = explain_statement(make_statement(article, locations=(place,), findings=(finding,)), article)
    name = one.statement.id
    text = format_explanation(
        Explanation(id=name, iri=name, kind="statement", label=None, total=1, statements=(one,)), "text"
    )
    for part in (
        "said by: AFP > army; claimed, positive, actual",
        "found by: rules 0.1.0, rule active-verb, confidence 0.8",
        'location: "Goma" 60-64 = in, ambiguous [rule two-hits] [candidates 5, 3]',
        "warning KG301 (location): two places fit: name the region",
        "Example Daily (AFP), 2025-03-04, Market shelled in Goma, https://example.org/news/goma-market",
    ):
        assert part in text


def test_a_place_tells_both_chains_its_source_and_every_claim() -> None:
    article = sample_article()
    place = Place(
        mention=span("Goma", article), name="Goma", geonames=216281, country="COD", level="settlement",
        status="resolved", within="Kivu", inside="North Kivu, DR Congo", gazetteer="added:mine", disputed="Kivu",
        claimed_by=("COD", "M23"), held_by=("M23",),
    )  # fmt: skip
    one = explain_statement(make_statement(article, locations=(place,)), article)
    (slot,) = [slot for slot in one.slots if slot.slot == "location"]
    assert slot.value == (
        "in, Goma, GeoNames 216281, settlement, COD, resolved, the text: within Kivu, "
        "the gazetteer (added:mine): inside North Kivu, DR Congo, in disputed Kivu, claimed by COD and M23, held by M23"
    )


@pytest.mark.parametrize(
    ("name", "kind", "total"),
    [
        ("m23", "actor", 7),
        ("actor/m23", "actor", 7),
        ("https://w3id.org/kgbuild/id/actor/m23", "actor", 7),
        ("<https://w3id.org/kgbuild/id/actor/m23>", "actor", 7),
        ("216281", "place", 7),
        ("place/geonames-216281", "place", 7),
        ("a1", "article", 2),
        ("article/a3", "article", 2),
        ("article/a3#char=3,9", "article", 2),
    ],
)
def test_every_way_of_naming_a_node_is_understood(graph: Graph, name: str, kind: str, total: int) -> None:
    explanation = explain(graph, name)
    assert (explanation.kind, explanation.total, len(explanation.statements)) == (kind, total, total)
    assert explanation.iri.startswith("https://w3id.org/kgbuild/id/")


def test_statements_and_events_are_explained_refused_ones_too(graph: Graph) -> None:
    for statement in graph.statements(None):
        for name in (statement.id, graph.names.statement(statement.id), f"statement/{statement.id}/actor/0"):
            explanation = explain(graph, name)
            assert (explanation.kind, explanation.statements[0].statement) == ("statement", statement)
    refused = next(graph.statements(False))
    assert "(refused)" in format_explanation(explain(graph, refused.id))
    for event in graph.events():
        found = explain(graph, event.id)
        assert sorted(one.statement.id for one in found.statements) == list(event.statements)


@pytest.mark.parametrize(
    ("name", "proposal"),
    [("m32", "Did you mean actor/m23"), ("Goma", "Did you mean place/geonames-216281"), ("%%% <", "Ids stand in")],
)
def test_an_unknown_id_proposes_near_ones(graph: Graph, name: str, proposal: str) -> None:
    with pytest.raises(GraphError, match=proposal):
        explain(graph, name)


def test_all_formats(graph: Graph) -> None:
    explanation = explain(graph, "a1")
    assert format_explanation(explanation, "text").startswith("article a1: Market shelled in Goma\n")
    assert format_explanation(explanation, "md").startswith("# article a1: Market shelled in Goma\n")
    back = msgspec.json.decode(format_explanation(explanation, "json"), type=Explanation)
    assert back == explanation
    with pytest.raises(GraphError, match="have text, json, md"):
        format_explanation(explanation, "pdf")  # type: ignore[arg-type]
