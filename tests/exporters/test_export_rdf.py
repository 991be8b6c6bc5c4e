"""RDF files, read back by the library that did not write them."""

from __future__ import annotations

import io
import json
import random

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

from fake_graph import VISIBLE, FakeGraph, make_graph
from kgbuild.errors import SettingsError
from kgbuild.exporters import export_graph
from kgbuild.exporters._context import make_context

# rdflib 7.6 warns of calls that its own parsers make.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")

QUAD_FORMATS = [("nquads", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")]
TRIPLE_FORMATS = [("ntriples", "nt"), ("turtle", "turtle"), ("rdfxml", "xml")]


def write(graph: FakeGraph, format: str) -> bytes:
    file = io.BytesIO()
    export_graph(graph, format, file)
    return file.getvalue()


@pytest.fixture(scope="module")
def graph() -> FakeGraph:
    return make_graph()


def read_expected(graph: FakeGraph, *, refused: bool = True) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(
        data=pyoxigraph.serialize(graph.quads(refused=refused), format=pyoxigraph.RdfFormat.N_QUADS), format="nquads"
    )
    return dataset


def list_quads(dataset: rdflib.Dataset) -> set[tuple[str, ...]]:
    def name(graph: object) -> str:
        text = str(getattr(graph, "identifier", graph))
        return "" if graph is None or text == "urn:x-rdflib:default" else text

    return {(s.n3(), p.n3(), o.n3(), name(g)) for s, p, o, g in dataset.quads()}


@pytest.mark.parametrize(("format", "name"), QUAD_FORMATS)
def test_every_quad_comes_back_with_its_graph(graph: FakeGraph, format: str, name: str) -> None:
    found = rdflib.Dataset()
    found.parse(data=write(graph, format), format=name)
    assert list_quads(found) == list_quads(read_expected(graph))
    assert len(list_quads(found)) == len(graph.quads())


@pytest.mark.parametrize(("format", "name"), TRIPLE_FORMATS)
def test_accepted_triples_come_back_without_their_graph(graph: FakeGraph, format: str, name: str) -> None:
    found = rdflib.Graph().parse(data=write(graph, format), format=name)
    expected = {(s, p, o) for s, p, o, _ in list_quads(read_expected(graph, refused=False))}
    if format == "rdfxml":
        assert len(found) == len(expected)
        headlines = {str(value) for value in found.objects(None, rdflib.URIRef("https://schema.org/headline"))}
        assert headlines == {VISIBLE}
    else:
        assert {(s.n3(), p.n3(), o.n3()) for s, p, o in found} == expected


@pytest.mark.parametrize("format", [name for name, _ in QUAD_FORMATS + TRIPLE_FORMATS])
def test_refused_claims_travel_only_where_graphs_keep_them_apart(graph: FakeGraph, format: str) -> None:
    held = graph.names.statement("s5").encode() in write(graph, format)
    assert held == (format in dict(QUAD_FORMATS))


def test_a_graph_is_isomorphic_through_turtle_and_ntriples(graph: FakeGraph) -> None:
    turtle = rdflib.Graph().parse(data=write(graph, "turtle"), format="turtle")
    ntriples = rdflib.Graph().parse(data=write(graph, "ntriples"), format="nt")
    assert isomorphic(turtle, ntriples)


@pytest.mark.parametrize("format", [name for name, _ in TRIPLE_FORMATS])
def test_the_order_in_which_triples_arrive_changes_no_byte(graph: FakeGraph, format: str) -> None:
    class Shuffled(FakeGraph):
        def quads(self, *, refused: bool = True) -> list[pyoxigraph.Quad]:
            quads = super().quads(refused=refused)
            random.Random(7).shuffle(quads)
            return quads

    shuffled = Shuffled(graph.articles(), graph.statements(accepted=None))
    assert write(shuffled, format) == write(graph, format)


@pytest.mark.parametrize("format", [name for name, _ in QUAD_FORMATS + TRIPLE_FORMATS])
def test_no_blank_nodes(graph: FakeGraph, format: str) -> None:
    read = {
        "nquads": "N_QUADS", "trig": "TRIG", "jsonld": "JSON_LD", "ntriples": "N_TRIPLES", "turtle": "TURTLE",
        "rdfxml": "RDF_XML",
    }  # fmt: skip
    for quad in pyoxigraph.parse(write(graph, format), getattr(pyoxigraph.RdfFormat, read[format])):
        assert not isinstance(quad.subject, pyoxigraph.BlankNode)
        assert not isinstance(quad.object, pyoxigraph.BlankNode)


def test_nquads_keep_the_order_of_the_record(graph: FakeGraph) -> None:
    found = list(pyoxigraph.parse(write(graph, "nquads"), pyoxigraph.RdfFormat.N_QUADS))
    assert found == graph.quads()


def test_the_context_says_what_each_property_of_the_ontology_takes() -> None:
    context = make_context()
    assert context["actor"] == {"@id": "kg:actor", "@type": "@id"}
    assert context["earliest"] == {"@id": "kg:earliest", "@type": "xsd:date"}
    assert "agency" not in context  # a plain string needs no mark


def test_jsonld_reads_as_plain_json(graph: FakeGraph) -> None:
    data = json.loads(write(graph, "jsonld"))
    nodes = {node["id"]: node for block in data["@graph"] for node in block.get("graph", [block])}
    statement = nodes[graph.names.statement("s1")]
    assert statement["type"] == "Statement"
    assert statement["actor"] == graph.names.registered("m23")
    assert statement["earliest"] == "2025-03-02"
    assert statement["accepted"] is True


def test_a_property_that_xml_cannot_name_is_refused(graph: FakeGraph) -> None:
    class Odd(FakeGraph):
        def quads(self, *, refused: bool = True) -> list[pyoxigraph.Quad]:
            node = pyoxigraph.NamedNode("http://example.org/p/1")
            return [pyoxigraph.Quad(node, node, node)]

    with pytest.raises(SettingsError, match=r"RDF/XML can't name the property http://example\.org/p/1; use turtle"):
        write(Odd([], []), "rdfxml")
    assert b"p/1" in write(Odd([], []), "turtle")
