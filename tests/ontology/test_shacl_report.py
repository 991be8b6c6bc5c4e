"""The report of a graph is SHACL's own, the same each time, and leads from each result to the sentence."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner
from pyshacl.constraints import ALL_CONSTRAINT_COMPONENTS
from test_shapes_and_rules import RULES, change, graph_lines, pair, validate

from factory import SENTENCE
from kgbuild.checking import find_in_graph, format_findings, list_rows
from kgbuild.cli import app
from kgbuild.graph.report import REPORT_FORMATS, format_report, make_report
from kgbuild.graph.shape_paths import SH, ShapePath, make_path, read_path, write_path
from kgbuild.graph.shapes import run_shapes
from kgbuild.graph.terms import expand
from kgbuild.graph.validate import GraphFinding, validate_graph

GOLDEN = Path(__file__).parents[1] / "golden" / "report.ttl"
RESULT = rdflib.URIRef(f"{SH}result")
COMPONENTS = {str(component.shacl_constraint_component) for component in ALL_CONSTRAINT_COMPONENTS}
"""The kinds of constraints that pySHACL knows."""


def faulty_lines():
    """A graph with a status that is none, a confidence out of range, words at wrong offsets and a lonely actor."""
    lines = change(graph_lines(), r"kg:status \S+", "kg:status <urn:said>")
    lines = change(lines, r'kg:confidence "0.8"', 'kg:confidence "1.8"')
    lines = change(lines, r'nif:anchorOf "M23 rebels"', 'nif:anchorOf "M24 rebels"')
    return [*lines, *(f"<urn:lonely> <{expand(name)}> {value} .\n" for name, value in LONELY)]


LONELY = (
    ("rdf:type", f"<{expand('kg:Actor')}>"),
    ("rdfs:label", '"Nobody"'),
    ("kg:actorKind", "<https://w3id.org/kgbuild/ontology/kind/person>"),
)


def read_report(findings):
    return rdflib.Graph().parse(data=format_report(findings, "nt"), format="nt")


def test_the_report_is_the_golden_one():
    report = format_report(validate(faulty_lines()), "ttl").decode()
    assert report == GOLDEN.read_text(encoding="utf-8")


def test_the_order_of_findings_and_quads_changes_no_byte():
    lines = faulty_lines()
    findings = validate(lines[::-1])
    assert format_report(findings[::-1], "nt") == format_report(validate(lines), "nt")


@pytest.mark.parametrize("engine", ["shifty", "pyshacl"])
def test_both_engines_give_one_report(engine):
    assert format_report(validate(faulty_lines(), engine=engine), "nt") == format_report(validate(faulty_lines()), "nt")


def test_the_formats_say_the_same_without_blank_nodes():
    findings = validate(faulty_lines())
    kinds = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}
    first, *others = (set(ox.parse(format_report(findings, name), kinds[name])) for name in REPORT_FORMATS)
    assert len(first) == len(make_report(findings)) > 40
    assert all(other == first for other in others)
    assert not [node for quad in first for node in quad if isinstance(node, ox.BlankNode)]


def test_each_result_has_what_shacl_asks_of_it():
    findings = validate(faulty_lines())
    report = read_report(findings)
    (head,) = report.subjects(rdflib.RDF.type, rdflib.URIRef(f"{SH}ValidationReport"))
    assert report.value(head, rdflib.URIRef(f"{SH}conforms")) == rdflib.Literal(False)
    results = list(report.objects(head, RESULT))
    assert len(results) == len(findings)
    for result in results:
        for name in ("focusNode", "resultSeverity", "sourceConstraintComponent", "sourceShape"):
            assert len(list(report.objects(result, rdflib.URIRef(SH + name)))) == 1, name
        assert str(report.value(result, rdflib.URIRef(f"{SH}sourceConstraintComponent"))) in COMPONENTS


def test_a_result_tells_the_value_with_its_datatype_and_the_sentence():
    report = read_report(validate(faulty_lines()))
    rows = report.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX kg: <https://w3id.org/kgbuild/ontology#> "
        "PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> "
        'SELECT ?value ?statement ?words { ?result sh:resultPath kg:confidence ; kg:code "KG701" ; sh:value ?value ; '
        "kg:concerns ?statement ; kg:evidence/nif:anchorOf ?words }"
    )
    ((value, statement, words),) = rows
    assert (value.datatype, value.toPython()) == (
        rdflib.XSD.decimal,
        rdflib.Literal("1.8", datatype=value.datatype).value,
    )
    assert str(statement).endswith("/statement/s1")
    assert str(words) == SENTENCE


LOST = {"KG801", "KG802", "KG805", "KG806", "KG821", "KG822"}
"""Rules whose fault may be that nothing leads to a sentence."""
FOUND = [(code, make) for code, make in RULES if code not in LOST]


@pytest.mark.parametrize(("code", "make"), FOUND, ids=[f"{code}-{number}" for number, (code, _) in enumerate(FOUND)])
def test_what_hangs_on_a_statement_leads_to_its_sentence(code, make):
    findings = validate(make(), shapes=False)
    assert [SENTENCE in finding.words for finding in findings] == [code != "KG808"] * len(findings) != []


def test_a_sound_graph_conforms():
    assert validate(pair()) == []
    report = read_report([])
    assert [str(value) for value in report.objects(None, rdflib.URIRef(f"{SH}conforms"))] == ["true"]
    assert not list(report.objects(None, RESULT))


def test_a_report_added_to_its_graph_adds_no_finding():
    findings = validate(faulty_lines())
    quads = list(ox.parse("".join(faulty_lines()).encode(), format=ox.RdfFormat.N_QUADS))
    report = [ox.Quad(*triple) for triple in make_report(findings)]
    known = {(one.code, one.focus, one.path) for one in findings}
    assert {(one.code, one.focus, one.path) for one in validate_graph([*quads, *report])} == known


def test_findings_carried_by_statements_are_listed_and_say_nothing_against_the_form(tmp_path):
    path = tmp_path / "graph.nq"
    path.write_text("".join(graph_lines()), encoding="utf-8")
    findings = find_in_graph(path)
    assert {(one.code, one.refused, one.severity) for one in findings} >= {("KG109", True, "error")}
    assert all(one.refused == one.focus.endswith("/s2") for one in findings)
    assert all(SENTENCE in one.words for one in findings)
    assert format_report(findings, "nt") == format_report([], "nt")
    text = format_findings(list_rows(findings), "table")
    assert "(the statement was refused)\n                The army said on Monday" in text
    assert max(len(line) for line in text.splitlines() if line.startswith("  ")) <= 116


def test_refused_statements_are_not_counted(tmp_path):
    path = tmp_path / "graph.nq"
    path.write_text("".join(graph_lines()), encoding="utf-8")
    done = CliRunner().invoke(app, ["check", str(path), "--format", "ttl"])
    assert done.exit_code == 0
    assert (
        done.stderr
        == "1 statement was refused when read; its findings are not counted.\n0 errors, 0 warnings, 0 infos.\n"
    )
    assert "sh:conforms true" in done.stdout


PATHS = [
    ("ex:a", "a"),
    ("( ex:a ex:b )", "a/b"),
    ("[ sh:inversePath ex:a ]", "^a"),
    ("[ sh:alternativePath ( ex:a [ sh:oneOrMorePath ex:b ] ) ]", "a|(b+)"),
    ("( [ sh:inversePath ( ex:a ex:b ) ] [ sh:zeroOrMorePath ex:c ] [ sh:zeroOrOnePath ex:d ] )", "(^(a/b))/(c*)/(d?)"),
]
PREFIXES = "@prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . "


@pytest.mark.parametrize(("turtle", "words"), PATHS)
def test_a_path_is_read_told_and_written_again(turtle, words):
    def read(triples, node):
        values = {}
        for triple in triples:
            values.setdefault(str(triple.subject), {}).setdefault(triple.predicate.value, []).append(triple.object)
        return read_path(node, values)

    triples = [quad.triple for quad in ox.parse(f"{PREFIXES} ex:s sh:path {turtle} .".encode(), ox.RdfFormat.TURTLE)]
    (node,) = (triple.object for triple in triples if triple.predicate.value == f"{SH}path")
    path = read(triples, node)
    assert write_path(path, lambda iri: iri.rpartition("/")[2]) == words
    head, written = make_path(path)
    assert read(written, head) == path
    assert make_path(path) == (head, written)


NAMELESS = f"""{PREFIXES} @prefix kg: <https://w3id.org/kgbuild/ontology#> .
ex:shape a sh:NodeShape ; sh:targetClass ex:C ; kg:code "X701" ;
    sh:property [ sh:path [ sh:inversePath ex:of ] ; sh:minCount 1 ] ;
    sh:property [ sh:path ex:part ; sh:property [ sh:path ex:size ; sh:minCount 1 ] ] .
[ a sh:NodeShape ; sh:targetClass ex:C ; sh:closed true ] .
"""


@pytest.mark.parametrize("engine", ["shifty", "pyshacl"])
def test_shapes_without_a_name_get_one(tmp_path, engine):
    (tmp_path / "mine.ttl").write_text(NAMELESS, encoding="utf-8")
    (tmp_path / "data.nt").write_text(
        f"<http://example.org/x> <{rdflib.RDF.type}> <http://example.org/C> .\n"
        "<http://example.org/x> <http://example.org/part> <http://example.org/y> .\n",
        encoding="utf-8",
    )
    found = run_shapes(tmp_path / "data.nt", [tmp_path / "mine.ttl"], engine=engine)
    named = {
        (one.shape, one.code, one.path and write_path(one.path, lambda iri: iri.rpartition("/")[2])) for one in found
    }
    assert named == {
        ("http://example.org/shape/property-1", "X701", "^of"),
        ("http://example.org/shape/property-2/property-1", "X701", "size"),
        ("https://w3id.org/kgbuild/ontology/shapes/mine-1", "KG700", "part"),
        ("https://w3id.org/kgbuild/ontology/shapes/mine-1", "KG700", "22-rdf-syntax-ns#type"),
    }


def test_a_focus_that_is_no_address_stays_what_it_is():
    routes = ShapePath("property", "http://example.org/p")
    findings = [
        GraphFinding(
            "KG700", focus, "error", "wrong", route=routes, source="urn:s", component=f"{SH}InConstraintComponent"
        )
        for focus in ("_:b1", "not an address", "urn:x")
    ]
    focus = {triple.object for triple in make_report(findings) if triple.predicate.value == f"{SH}focusNode"}
    assert focus == {ox.BlankNode("b1"), ox.Literal("not an address"), ox.NamedNode("urn:x")}
