"""Each file of the ontology says what it is, in which version and under which licence."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kgbuild.graph.manifest import ontology_version, own_version
from kgbuild.vocabulary import data_folder
from kgbuild.vocabulary.subjects import BASE, SKOS, read_source

FOLDER = data_folder("ontology")
CHANGELOG = FOLDER.parent / "CHANGELOG.md"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OWL = "http://www.w3.org/2002/07/owl#"
TERMS = "http://purl.org/dc/terms/"
VANN = "http://purl.org/vocab/vann/"
FILES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.glob("**/*.ttl") if "examples" not in path.parts)
LICENCES = {"https://www.apache.org/licenses/LICENSE-2.0", "https://creativecommons.org/licenses/by/4.0/"}
HEAD = read_source(FOLDER / "kgbuild.ttl").subjects[BASE]


@pytest.mark.parametrize("name", FILES)
def test_every_ontology_and_scheme_has_version_licence_and_description(name):
    source = read_source(FOLDER / name)
    heads = [
        iri
        for iri, values in source.subjects.items()
        if {f"{OWL}Ontology", f"{SKOS}ConceptScheme"} & set(values.get(RDF_TYPE, ()))
    ]
    assert heads
    for iri in heads:
        assert source.one(iri, f"{OWL}versionInfo") == ontology_version(), iri
        assert source.one(iri, f"{TERMS}license") in LICENCES, iri
        assert source.one(iri, f"{TERMS}title"), iri
        assert source.one(iri, f"{TERMS}description").endswith("."), iri


def test_the_version_is_that_of_the_package_and_its_iri_names_it():
    assert ontology_version() == own_version()
    assert HEAD[f"{OWL}versionIRI"] == [f"{BASE}/{ontology_version()}"]
    assert ontology_version() in HEAD[f"{TERMS}bibliographicCitation"][0]


def test_prior_version_and_day_of_issue_follow_the_changelog():
    if not CHANGELOG.exists():
        pytest.skip("the changelog is not installed with the package")
    heads = re.findall(r"^## (\S+) \((.+)\)$", CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE)
    (version, day), *older = heads
    assert version == ontology_version()
    assert HEAD.get(f"{OWL}priorVersion", []) == [f"{BASE}/{older[0][0]}" for _ in older[:1]]
    assert HEAD.get(f"{TERMS}issued", []) == ([] if day == "unreleased" else [day])


def test_days_are_days_in_order():
    created, modified = (date.fromisoformat(HEAD[f"{TERMS}{key}"][0]) for key in ("created", "modified"))
    assert created <= modified


def test_who_made_it_and_by_which_prefix():
    assert HEAD["http://purl.org/dc/elements/1.1/creator"] == ["kgbuild"]
    assert HEAD[f"{VANN}preferredNamespacePrefix"] == ["kg"]
    assert HEAD[f"{VANN}preferredNamespaceUri"] == [f"{BASE}#"]


def test_nothing_is_imported():
    for name in FILES:
        for iri, values in read_source(FOLDER / name).subjects.items():
            assert f"{OWL}imports" not in values, iri
