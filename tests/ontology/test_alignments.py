"""Alignments name terms that exist on both sides, and none of them turns a claim into a fact."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SDO, SKOS, Graph, URIRef
from rdflib import namespace as rdflib_namespaces

from kgbuild.vocabulary import data_folder
from kgbuild.vocabulary.subjects import BASE, KG, read_source

FOLDER = data_folder("ontology")
NAMES = sorted(path.stem for path in FOLDER.glob("alignments/*.ttl"))
TARGETS = tomllib.loads((Path(__file__).parent / "target_terms.toml").read_text(encoding="utf-8"))
AXIOMS = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty}
MATCHES = {SKOS.exactMatch, SKOS.closeMatch, SKOS.relatedMatch, SKOS.broadMatch, SKOS.narrowMatch}
OWN = Graph().parse(FOLDER / "kgbuild.ttl")
CONCEPTS = {
    iri for name in ("schemes.ttl", "actions.ttl") for iri in read_source(FOLDER / name).subjects if iri != BASE
}
HAPPENING = {
    URIRef(TARGETS[name]["namespace"] + local)
    for name, classes in {
        "sem": ["Event"],
        "prov-o": ["Activity"],
        "owl-time": ["TemporalEntity", "Instant"],
        "schema-org": ["Event", "Action"],
        "lode": ["Event"],
        "cidoc-crm": ["E5_Event", "E7_Activity", "E13_Attribute_Assignment"],
        "followthemoney": ["Event"],
    }.items()
    for local in classes
}
"""Classes whose members take place or time: a statement among them would be a fact of the graph."""


def read_alignment(name):
    return Graph().parse(FOLDER / "alignments" / f"{name}.ttl")


def links(graph):
    """The triples that align, without heads and notes."""
    return [(s, p, o) for s, p, o in graph if p in AXIOMS | MATCHES]


def read_together():
    """Our terms, all alignments, and what the data file knows of the targets' domains and superclasses."""
    graph = Graph() + OWN
    for name in NAMES:
        graph += read_alignment(name)
    for target in TARGETS.values():
        base = target["namespace"]
        for local, above in target.get("above", {}).items():
            for one in above:
                graph.add((URIRef(base + local), RDFS.subClassOf, URIRef(base + one)))
        for local, domains in target.get("domains", {}).items():
            if len(domains) == 1:  # several are schema.org's: any one of them, so nothing follows
                graph.add((URIRef(base + local), RDFS.domain, URIRef(base + domains[0])))
    return graph


def infer(schema, data):
    """The data with all that follows by subclass, subproperty and domain."""
    known = Graph() + data
    while True:
        new = {
            triple
            for s, p, o in known
            for triple in [
                *((s, above, o) for above in schema.objects(p, RDFS.subPropertyOf)),
                *((s, RDF.type, domain) for domain in schema.objects(p, RDFS.domain)),
                *((s, RDF.type, above) for above in (schema.objects(o, RDFS.subClassOf) if p == RDF.type else ())),
            ]
            if triple not in known
        }
        if not new:
            return known
        for triple in new:
            known.add(triple)


def list_facts(schema):
    """What the worked example would say as a fact: nodes other than its events that took place."""
    known = infer(schema, Graph().parse(FOLDER / "examples" / "statement.ttl"))
    events = set(known.subjects(RDF.type, URIRef(f"{KG}Event")))
    return {(s, o) for s, o in known.subject_objects(RDF.type) if o in HAPPENING and s not in events}


def test_there_is_a_file_for_each_vocabulary():
    assert set(NAMES) == set(TARGETS)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_with_what_it_aligns(name):
    source = read_source(FOLDER / "alignments" / f"{name}.ttl")
    head = f"{BASE}/alignments/{name}"
    assert source.one(head, f"{OWL}versionIRI") == f"{BASE}/0.1.0/alignments/{name}"
    assert source.one(head, "http://purl.org/dc/terms/source").startswith("http")
    assert source.one(head, "http://purl.org/dc/elements/1.1/source")


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_from_a_term_of_ours_to_one_that_exists(name):
    graph, target = read_alignment(name), TARGETS[name]
    known = {*target.get("classes", ()), *target.get("properties", ()), *target.get("individuals", ())}
    if "closed" in target:
        closed = getattr(rdflib_namespaces, target["closed"])
        assert str(closed) == target["namespace"]
        known = set(closed.__annotations__)
    assert links(graph)
    for subject, predicate, value in links(graph):
        assert (subject, RDF.type, None) in OWN or str(subject) in CONCEPTS, subject
        assert str(value).startswith(target["namespace"]), value
        assert str(value).removeprefix(target["namespace"]) in known, value
        assert predicate in MATCHES or (subject, predicate, value) not in OWN, f"{subject} says so in kgbuild.ttl"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_links_and_notes_is_said_of_our_terms(name):
    for subject, predicate, _ in read_alignment(name):
        if str(subject) != f"{BASE}/alignments/{name}":
            assert predicate in {*AXIOMS, *MATCHES, SKOS.note}, (subject, predicate)


@pytest.mark.parametrize("name", NAMES)
def test_classes_lie_below_classes_and_properties_below_properties(name):
    target = TARGETS[name]
    base, domains, classes = target["namespace"], target.get("domains", {}), target.get("classes")
    for subject, predicate, value in links(read_alignment(name)):
        local = str(value).removeprefix(base)
        if predicate in AXIOMS:
            is_class = (subject, RDF.type, OWL.Class) in OWN
            assert is_class == (predicate in {RDFS.subClassOf, OWL.equivalentClass}), subject
            assert is_class == (local in classes if classes else local[0].isupper()), value
            assert is_class or local in domains, f"{value}: add its domain to target_terms.toml, to see what follows"


@pytest.mark.parametrize("name", NAMES)
def test_a_superproperty_may_be_said_of_what_ours_is_said_of(name):
    schema = read_together()
    base = TARGETS[name]["namespace"]
    for subject, _, value in read_alignment(name).triples((None, RDFS.subPropertyOf, None)):
        allowed = {URIRef(base + one) for one in TARGETS[name]["domains"][str(value).removeprefix(base)]}
        domains = [*schema.objects(subject, RDFS.domain), *schema.objects(subject, SDO.domainIncludes)]
        assert domains, subject
        for domain in domains:
            above = set(schema.transitive_objects(domain, RDFS.subClassOf))
            top = {URIRef("http://www.cidoc-crm.org/cidoc-crm/E1_CRM_Entity")}  # of everything
            assert above & allowed or allowed == top, f"{subject}: a {domain} is none of {sorted(allowed)}"


def test_no_alignment_makes_a_fact_of_a_claim():
    assert list_facts(read_together()) == set()


SEEDS = [
    ("kg:Statement", RDFS.subClassOf, "sem", "Event"),
    ("kg:Claim", RDFS.subClassOf, "followthemoney", "Event"),
    ("kg:actor", RDFS.subPropertyOf, "sem", "hasActor"),
    ("kg:location", RDFS.subPropertyOf, "lode", "atPlace"),
    ("kg:recipient", RDFS.subPropertyOf, "cidoc-crm", "P11_had_participant"),
    ("kg:earliest", RDFS.subPropertyOf, "owl-time", "hasBeginning"),
    ("kg:actor", RDFS.subPropertyOf, "schema-org", "agent"),
]


@pytest.mark.parametrize(("subject", "predicate", "name", "local"), SEEDS)
def test_an_alignment_that_makes_a_fact_of_a_claim_is_seen(subject, predicate, name, local):
    schema = read_together()
    schema.add((URIRef(KG + subject.removeprefix("kg:")), predicate, URIRef(TARGETS[name]["namespace"] + local)))
    assert list_facts(schema)
