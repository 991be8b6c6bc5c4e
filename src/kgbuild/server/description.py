"""What the endpoint says of itself: its content in; triples of a SPARQL service description or of VoID out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kgbuild.graph.statistics import Stats
from kgbuild.graph.terms import KG, PREFIXES, Names, expand

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TABLES = ("SPARQL_Results_CSV", "SPARQL_Results_JSON", "SPARQL_Results_TSV", "SPARQL_Results_XML")
_GRAPHS = ("JSON-LD", "N-Quads", "N-Triples", "RDF_XML", "TriG", "Turtle")
_RELATIONS = ("Contains", "Crosses", "Disjoint", "Equals", "Intersects", "Overlaps", "Touches", "Within")
_TYPE = PREFIXES["rdf"] + "type"
_INTEGER = ox.NamedNode(PREFIXES["xsd"] + "integer")


@dataclass(frozen=True)
class Content:
    """What is served: the opened store of what queries see, the graph's names and counts."""

    store: ox.Store
    names: Names
    counts: Stats


def describe_service(content: Content, root: str) -> Iterator[ox.Triple]:
    """Service, dataset and shared graphs; the graphs of articles, which may be many, by their pattern alone."""
    service, dataset, union = f"{root}/sparql", f"{root}/sparql#dataset", f"{root}/sparql#union"
    yield _link(service, _TYPE, _SD + "Service")
    yield _link(service, _SD + "endpoint", service)
    yield _link(service, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    yield _link(service, _SD + "feature", _SD + "UnionDefaultGraph")
    for name in _RELATIONS:
        yield _link(service, _SD + "extensionFunction", f"{PREFIXES['geof']}sf{name}")
    for name in (*_GRAPHS, *_TABLES):
        yield _link(service, _SD + "resultFormat", _FORMATS + name)
    yield _link(service, _SD + "defaultDataset", dataset)
    yield _link(dataset, _TYPE, _SD + "Dataset")
    yield _link(dataset, _SD + "defaultGraph", union)
    yield _link(union, _TYPE, _SD + "Graph")
    yield _text(union, expand("rdfs:comment"), "All graphs as one.")
    pattern = content.names.claims_graph("ID")
    yield _text(dataset, expand("rdfs:comment"), f"Each article has a graph of its own, named {pattern}.")
    for place, name in enumerate(content.names.shared_graphs):
        named = f"{service}#graph-{place}"
        yield _link(dataset, _SD + "namedGraph", named)
        yield _link(named, _TYPE, _SD + "NamedGraph")
        yield _link(named, _SD + "name", name)


def describe_dataset(content: Content, root: str) -> Iterator[ox.Triple]:
    """Title, endpoint, vocabularies, counts."""
    dataset = f"{root}/.well-known/void#dataset"
    yield _link(dataset, _TYPE, _VOID + "Dataset")
    yield _text(dataset, expand("dcterms:title"), "Claims from conflict reporting")
    yield _link(dataset, _VOID + "sparqlEndpoint", f"{root}/sparql")
    yield _text(dataset, _VOID + "uriSpace", content.names.base)
    for prefix in ("kg", "prov", "sem", "nif", "geo", "skos", "dcterms"):
        yield _link(dataset, _VOID + "vocabulary", PREFIXES[prefix])
    for name in _GRAPHS:
        yield _link(dataset, _VOID + "feature", _FORMATS + name)
    yield _count(dataset, _VOID + "triples", len(content.store))
    counts = content.counts
    for name, number in (("Article", counts.articles), ("Statement", counts.statements), ("Event", counts.events)):
        part = f"{dataset}-{name.lower()}"
        yield _link(dataset, _VOID + "classPartition", part)
        yield _link(part, _VOID + "class", KG + name)
        yield _count(part, _VOID + "entities", number)


def _link(subject: str, predicate: str, object: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(object))


def _text(subject: str, predicate: str, text: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.Literal(text))


def _count(subject: str, predicate: str, number: int) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.Literal(str(number), datatype=_INTEGER))
