"""Clients that others wrote: SPARQLWrapper and rdflib's SPARQLStore."""

from __future__ import annotations

import pytest
import rdflib
from endpoint import serving
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, Unauthorized

KG = rdflib.Namespace("https://w3id.org/kgbuild/ontology#")
A0 = "https://w3id.org/kgbuild/id/graph/article/a0"
ARTICLES = "SELECT ?a { ?a a kg:Article } ORDER BY ?a"


@pytest.fixture
def wrapper(endpoint):
    return SPARQLWrapper(f"{endpoint.url}/sparql")


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("way", ["urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_reads_tables(wrapper, method, way):
    wrapper.setMethod(method)
    wrapper.setRequestMethod(way)
    wrapper.setQuery(ARTICLES)
    wrapper.setReturnFormat(JSON)
    found = wrapper.queryAndConvert()["results"]["bindings"]
    assert [row["a"]["value"][-2:] for row in found] == ["a0", "a1", "a2", "a3", "a4"]
    wrapper.setReturnFormat(XML)
    assert len(wrapper.queryAndConvert().getElementsByTagName("result")) == 5
    wrapper.setReturnFormat(CSV)
    assert len(wrapper.queryAndConvert().split()) == 6


def test_sparqlwrapper_names_graphs(wrapper):
    wrapper.addDefaultGraph(A0)
    wrapper.setQuery(ARTICLES)
    wrapper.setReturnFormat(JSON)
    assert len(wrapper.queryAndConvert()["results"]["bindings"]) == 1


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("format", [RDFXML, TURTLE, JSONLD, XML])
def test_sparqlwrapper_reads_graphs(wrapper, format):
    wrapper.setQuery("CONSTRUCT { ?a a kg:Article } WHERE { ?a a kg:Article }")
    wrapper.setReturnFormat(format)
    found = wrapper.queryAndConvert()
    if isinstance(found, bytes):
        found = rdflib.Graph().parse(data=found)
    assert len(found) == 5


def test_sparqlwrapper_tells_of_a_fault(wrapper):
    wrapper.setQuery("SELECT * {")
    with pytest.raises(QueryBadFormed, match="not SPARQL"):
        wrapper.query()


def test_clients_send_a_token(folder):
    token = "r6sWc2kq0vY-jT1x"
    with serving(folder, token=token) as closed:
        wrapper = SPARQLWrapper(f"{closed.url}/sparql")
        wrapper.setReturnFormat(JSON)
        wrapper.setQuery(ARTICLES)
        with pytest.raises(Unauthorized, match="Bearer TOKEN"):
            wrapper.query()
        wrapper.addCustomHttpHeader("Authorization", f"Bearer {token}")
        assert len(wrapper.queryAndConvert()["results"]["bindings"]) == 5
        store = SPARQLStore(f"{closed.url}/sparql", headers={"Authorization": f"Bearer {token}"})
        assert len(list(rdflib.Graph(store).query(ARTICLES))) == 5


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format", ["xml", "json", "csv", "tsv"])
def test_rdflib_reads_the_graph(endpoint, method, format):
    store = SPARQLStore(f"{endpoint.url}/sparql", method=method, returnFormat=format, context_aware=False)
    graph = rdflib.Graph(store)
    assert len(list(graph.triples((None, rdflib.RDF.type, KG.Article)))) == 5
    row = next(iter(graph.query("SELECT (COUNT(*) AS ?n) { ?a a kg:Article }")))
    assert int(row.n) == 5
    if format in {"json", "xml"}:  # CSV and TSV have no word for ASK, and rdflib reads none
        assert graph.query("ASK { ?a a kg:Article }").askAnswer
    assert len(graph) > 100
