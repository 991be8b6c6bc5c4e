"""The ontology is complete and free of loose ends, and its page is true."""

from __future__ import annotations

import re
from collections import Counter

import pyoxigraph as ox
import pytest

from kgbuild.checks.terms import CAMEO
from kgbuild.graph import entities, writing
from kgbuild.graph.terms import expand
from kgbuild.vocabulary import data_folder
from kgbuild.vocabulary.page import make_page
from kgbuild.vocabulary.schemes import BASE, KG, SKOS, read_source

FOLDER = data_folder("ontology")
TURTLE = sorted(path.name for path in FOLDER.glob("*.ttl"))
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OWL = "http://www.w3.org/2002/07/owl#"
TERMS = read_source(FOLDER / "kgbuild.ttl")
OWN = {iri: values for iri, values in TERMS.subjects.items() if iri.startswith(KG)}
CLASSES = {iri for iri, values in OWN.items() if f"{OWL}Class" in values[RDF_TYPE]}
CONCEPTS = {
    iri: values
    for name in ("actions.ttl", "schemes.ttl", "countries.ttl")
    for iri, values in read_source(FOLDER / name).subjects.items()
    if f"{SKOS}inScheme" in values
}
NAMED_ONLY = ("/country/",)  # names, not ideas: a definition would say nothing
ACLED = {values[f"{SKOS}notation"][0] for iri, values in CONCEPTS.items() if iri.startswith(f"{BASE}/acled/")}


def test_every_term_has_label_definition_example_and_home():
    for iri, values in OWN.items():
        for name in (f"{RDFS}label", f"{SKOS}definition", f"{SKOS}example", f"{RDFS}isDefinedBy"):
            assert len(values.get(name, [])) == 1, f"{iri} {name}"
        assert values[f"{RDFS}isDefinedBy"] == [BASE]


def test_every_property_says_of_what_and_every_class_exists():
    for iri, values in OWN.items():
        domain = [*values.get(f"{RDFS}domain", []), *values.get("https://schema.org/domainIncludes", [])]
        assert (iri in CLASSES) or domain, iri
        assert len(values.get(f"{RDFS}domain", [])) <= 1, f"{iri}: several domains mean all of them at once"
        for other in [*domain, *values.get(f"{RDFS}range", [])]:
            assert not other.startswith(KG) or other in CLASSES, f"{iri} {other}"


def test_names_follow_the_house_style():
    for iri in OWN:
        name = iri.removeprefix(KG)
        assert re.fullmatch(r"[A-Z]\w+" if iri in CLASSES else r"[a-z]\w+", name), name


def test_no_term_is_defined_twice():
    for name in TURTLE:
        text = (FOLDER / name).read_text(encoding="utf-8")
        subjects = Counter(re.findall(r"^(\w[\w-]*:[\w-]+) a ", text, re.MULTILINE))
        assert subjects, name
        assert max(subjects.values()) == 1, name


def test_every_concept_is_labelled_defined_and_at_home():
    for iri, values in CONCEPTS.items():
        for name in (f"{SKOS}prefLabel", f"{SKOS}notation", f"{SKOS}inScheme", f"{RDFS}isDefinedBy"):
            assert len(values.get(name, [])) == 1, f"{iri} {name}"
        if not any(part in iri for part in NAMED_ONLY):
            assert len(values.get(f"{SKOS}definition", [])) == 1, iri
        assert iri.startswith(values[f"{SKOS}inScheme"][0] + "/"), iri


def test_a_concept_is_named_by_its_notation():
    for iri, values in CONCEPTS.items():
        if "/acled/" not in iri:
            assert iri.rpartition("/")[2] == values[f"{SKOS}notation"][0].replace("/", "-"), iri


def test_notations_are_unique_in_their_scheme():
    seen = Counter((values[f"{SKOS}inScheme"][0], values[f"{SKOS}notation"][0]) for values in CONCEPTS.values())
    assert max(seen.values()) == 1


def test_every_mode_is_narrower_than_a_type_and_every_type_is_a_top():
    for iri, values in CONCEPTS.items():
        if not iri.startswith(f"{BASE}/action/"):
            continue
        broader, top = values.get(f"{SKOS}broader", []), values.get(f"{SKOS}topConceptOf", [])
        if "/" in values[f"{SKOS}notation"][0]:
            assert len(broader) == 1, iri
            assert f"{SKOS}topConceptOf" in CONCEPTS[broader[0]], iri
            assert not top, iri
        else:
            assert top == [f"{BASE}/action"], iri
            assert not broader, iri


def test_every_crosswalk_target_exists():
    keys = ("acledSubEvent", "acledAmongArmed", "acledAgainstCivilians", "acledByOwnState", "acledByOthers")
    for iri, values in CONCEPTS.items():
        for key in keys:
            assert set(values.get(KG + key, [])) <= ACLED, iri
        for code in values.get(f"{KG}cameoCode", []):
            assert CAMEO.fullmatch(code), iri
    assert len(ACLED) == 25


def test_every_sector_is_armed_or_civilian_but_never_both():
    for iri, values in CONCEPTS.items():
        assert not (f"{KG}armed" in values and f"{KG}civilian" in values), iri


def test_types_have_a_quad_class_and_modes_take_it_from_them():
    for iri, values in CONCEPTS.items():
        if iri.startswith(f"{BASE}/action/"):
            is_type = f"{SKOS}topConceptOf" in values
            assert (f"{KG}quad" in values) is is_type, iri
            assert (f"{KG}needsRecipient" in values) is is_type, iri


def test_what_the_graph_writes_is_in_the_ontology():
    written = {expand(name) for module in (writing, entities) for name in (*module.PROPERTIES, *module.CLASSES)}
    assert {iri for iri in written if iri.startswith(KG)} <= set(OWN)


@pytest.mark.parametrize("name", ["shapes.ttl", *sorted(f"rules/{path.name}" for path in FOLDER.glob("rules/*.rq"))])
def test_shapes_and_rules_use_terms_that_exist(name):
    used = set(re.findall(r"\bkg:(\w+)", (FOLDER / name).read_text(encoding="utf-8")))
    assert {KG + term for term in used} <= set(OWN)


def test_every_property_of_data_is_written_used_by_a_concept_or_by_a_judgement():
    written = {expand(name) for module in (writing, entities) for name in module.PROPERTIES}
    concepts = {name for values in CONCEPTS.values() for name in values}
    judgement = {KG + name for name in ("first", "second", "verdict", "judgedBy", "judgedOn", "reason")}
    unused = set(OWN) - CLASSES - written - concepts - judgement
    assert unused == set()


@pytest.mark.parametrize("name", TURTLE)
def test_turtle_files_hold_no_blank_subject_outside_shapes(name):
    quads = ox.parse(path=FOLDER / name, format=ox.RdfFormat.TURTLE)
    blank = [quad for quad in quads if isinstance(quad.subject, ox.BlankNode)]
    assert not blank or name == "shapes.ttl"


def test_the_page_is_true():
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == make_page(FOLDER), (
        'ontology/README.md is old; run: python -c "from kgbuild.vocabulary.page import write_page; write_page()"'
    )
