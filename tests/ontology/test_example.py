"""The worked example is a graph that the checks find nothing wrong with."""

from __future__ import annotations

import pytest

from kgbuild.checking import check_path
from kgbuild.vocabulary import data_folder
from kgbuild.vocabulary.subjects import BASE, KG, read_source

FOLDER = data_folder("ontology")
EXAMPLE = FOLDER / "examples" / "statement.ttl"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OWL_CLASS = "http://www.w3.org/2002/07/owl#Class"


def test_the_example_is_valid():
    assert check_path(EXAMPLE) == []


@pytest.mark.parametrize(
    "line", ["    kg:status status:claimed ;\n", '    nif:endIndex "6"^^xsd:nonNegativeInteger ;\n']
)
def test_it_is_checked_in_earnest(tmp_path, line):
    text = EXAMPLE.read_text(encoding="utf-8")
    assert line in text
    (tmp_path / "broken.ttl").write_text(text.replace(line, ""), encoding="utf-8")
    assert check_path(tmp_path / "broken.ttl")


def test_it_has_every_class_of_which_one_article_can_have_nodes():
    several = {"Judgement", "LocalName", "Link", "ControlState", "Question", "Policy", "Fact", "Retraction"}
    terms = read_source(FOLDER / "kgbuild.ttl").subjects
    classes = {iri for iri, values in terms.items() if OWL_CLASS in values[RDF_TYPE]}
    used = {one for values in read_source(EXAMPLE).subjects.values() for one in values[RDF_TYPE]}
    assert classes - used == {f"{KG}{name}" for name in ("Finding", *several)}


def test_the_ontology_points_to_it():
    head = read_source(FOLDER / "kgbuild.ttl").subjects[BASE]
    assert head["http://purl.org/vocab/vann/example"] == [f"{BASE}/examples/{EXAMPLE.stem}"]
