"""Explanations lead from any node back to the sentence, with offsets that still slice."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner
from graph_reports import build

from factory import make_statement, sample_article, span
from golden_files import check_golden, check_schema
from kgbuild.assembly.keys import digest
from kgbuild.cli import app
from kgbuild.errors import GraphError
from kgbuild.exporters import to_networkx
from kgbuild.graph.candidates import Finder
from kgbuild.graph.explained import Explanation, explain_statement
from kgbuild.graph.explaining import explain
from kgbuild.graph.explanation_text import format_explanation, mark_text
from kgbuild.graph.store import Graph
from kgbuild.model import Finding, Judgement, Place


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


# Every kind of node, and edges


def test_links_states_questions_and_judgements_are_explained(graph: Graph, tmp_path: Path) -> None:
    assembled = graph.assembled()
    link, state = assembled.links[0], assembled.states[0]
    found = explain(graph, graph.names.link(link))
    assert (found.kind, [one.statement.id for one in found.statements]) == ("link", sorted([link.first, link.second]))
    assert found.notes[0].endswith(f"({link.slot}): {link.reason}")
    found = explain(graph, state.id)
    assert (found.kind, tuple(one.statement.id for one in found.statements)) == ("state", state.statements)
    assert found.notes == (
        "by the word of COD: CONTROL-capture, March 23 Movement, Goma",
        "began between 2025-03-02 and 2025-03-02; the same side never says otherwise",
    )
    with Graph.open(build(tmp_path / "g"), create=True) as other:
        first, second = (f"statement/{one.id}" for one in (*other.statements(),)[:2])
        other.judge(Judgement(first=first, second=second, verdict="unsure", who="me", why="two shellings?"))
        other.finish()
        name = f"judgement/{digest(first, second)}"
        found = explain(other, name)
        assert (found.kind, found.total) == ("judgement", 2)
        assert found.notes == (f"judged unsure: {first} and {second} (me): two shellings?",)


@pytest.mark.parametrize(
    ("edge", "total"),
    [
        ("actor/m23 place/geonames-216281", 5),
        ("m23 -> 216281", 5),
        ("m23 ASSAULT 216281", 4),
        ("m23 action:CONTROL 216281", 1),
        ("https://w3id.org/kgbuild/id/actor/m23 <https://w3id.org/kgbuild/id/place/geonames-216281>", 5),
    ],
)
def test_an_edge_is_explained_by_the_statements_that_make_it(graph: Graph, edge: str, total: int) -> None:
    found = explain(graph, edge)
    told = sum(
        any(actor.id == "m23" for actor in one.actors) and one.action.type in {"ASSAULT", "CONTROL"}
        for one in graph.statements()
        if total == 5 or one.action.type == ("ASSAULT" if total == 4 else "CONTROL")
    )
    assert (found.kind, found.label, found.total) == ("edge", "March 23 Movement -> Goma", told)


def test_the_key_of_an_exported_edge_leads_to_its_statement(graph: Graph) -> None:
    network = to_networkx(graph)
    keys = [key for _, _, key in network.edges(keys=True)]
    assert keys
    assert all(explain(graph, key).kind == "statement" for key in keys)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("m23 ASSAULT nowhere", "'nowhere' would have to be an actor or a place"),
        ("m23 AID 216281", "no statement leads from actor/m23 to place/geonames-216281 by AID"),
        ("100%", "nothing in the graph is called '100%'"),
    ],
)
def test_wrong_names_are_told_with_directions(graph: Graph, name: str, told: str) -> None:
    with pytest.raises(GraphError, match=re.escape(told)):
        explain(graph, name)


def test_a_mistyped_id_proposes_the_right_one(graph: Graph) -> None:
    assembled = graph.assembled()
    keys = [f"event/{assembled.events[0].id}", f"state/{assembled.states[0].id}", graph.names.link(assembled.links[0])]
    for key in keys:
        short = key.removeprefix(graph.names.base)
        with pytest.raises(GraphError, match=f"Did you mean .*{short}"):
            explain(graph, short[:-1] + "x")


# Candidates


def test_candidates_are_looked_up_anew_and_said_to_be_so(graph: Graph) -> None:
    finder = Finder()
    statement = next(graph.statements())
    found = explain(graph, statement.id, finder=finder)
    slots = {slot.slot: slot for slot in found.statements[0].slots}
    goma, m23 = slots["location"].options[0], slots["actor"].options[0]
    assert (goma.source, goma.id, goma.chosen) == ("gazetteer", "216281", True)
    assert goma.score > 0
    assert goma.reasons
    assert (m23.source, m23.id, m23.chosen, m23.score) == ("registry", "m23", True, 100.0)
    assert found.run is not None
    assert found.run.looked_up_in == finder.version
    text = format_explanation(found)
    assert f"looked up anew in the gazetteer {finder.version} (the build had an unknown one)" in text
    assert "looked up anew in the actor registry" in text
    assert explain(graph, statement.id).statements[0].slots[1].options == ()
    place = explain(graph, "216281", finder=finder)
    assert [one.id for one in place.options if one.chosen] == ["216281"]
    assert not any(slot.options for one in place.statements for slot in one.slots)


@pytest.mark.parametrize(
    ("words", "first", "score"),
    [
        ("M23", "m23", 100.0),
        ("the M23 of Kivu", "m23", 90.0),
        ("Marsh 23 Movement", "m23", 94.1),
        ("some people of the village", None, None),
    ],
)
def test_actors_are_looked_up_by_their_names(words: str, first: str | None, score: float | None) -> None:
    found = Finder().find_actors(words)
    assert ((found[0].id, found[0].score) if found else (None, None)) == (first, score)


def test_an_ambiguous_place_shows_its_rivals() -> None:
    found = Finder().find_places("Tripoli", chosen=252601)
    assert {name for one in found for name in ("Libya", "Greece") if name in one.name} == {"Libya", "Greece"}
    assert [one.id for one in found if one.chosen] == ["252601"]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert Finder().find_places("no such place at all") == ()


# The whole of it, as it is printed


def name_samples(graph: Graph) -> dict[str, str]:
    """One node of each kind in the graph of small reports."""
    assembled = graph.assembled()
    denial = next(one for one in graph.statements() if one.status == "denied")
    return {
        "statement": denial.id,
        "event": assembled.events[0].id,
        "link": graph.names.link(assembled.links[0]),
        "state": assembled.states[0].id,
        "edge": "m23 CONTROL 216281",
    }


@pytest.mark.parametrize("kind", ["statement", "event", "link", "state", "edge"])
@pytest.mark.parametrize("format", ["text", "md"])
def test_an_explanation_reads_as_it_should(graph: Graph, kind: str, format: str) -> None:
    told = format_explanation(explain(graph, name_samples(graph)[kind]), format)  # type: ignore[arg-type]
    check_golden(f"explain-{kind}.{'md' if format == 'md' else 'txt'}", told)


def test_json_keeps_to_its_schema(graph: Graph) -> None:
    schema = check_schema(Explanation, "explanation.schema.json")
    validator = jsonschema.Draft202012Validator(schema)
    for name in (*name_samples(graph).values(), "a1", "m23", "216281"):
        validator.validate(json.loads(format_explanation(explain(graph, name, finder=Finder()), "json")))


def test_the_command_looks_candidates_up_unless_told_not_to(folder: Path, graph: Graph) -> None:
    def run(*words: str) -> str:
        return CliRunner().invoke(app, ["explain", str(folder), *words], catch_exceptions=False).stdout

    name = name_samples(graph)["statement"]
    assert "looked up anew" in run(name)
    assert "looked up anew" not in run(name, "--no-candidates")
    assert run(name).rstrip().splitlines()[-1].startswith("run: kgbuild ")
