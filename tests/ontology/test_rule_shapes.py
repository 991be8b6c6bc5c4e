"""The rules as SHACL-SPARQL are those of the folder, and find what the rules find, in two validators."""

from __future__ import annotations

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
import shifty
from test_shapes_and_rules import RULES, graph_lines, pair, validate

from kgbuild.errors import VocabularyError
from kgbuild.graph.report import make_report
from kgbuild.graph.shape_paths import SH
from kgbuild.graph.terms import KG
from kgbuild.graph.validate import validate_graph
from kgbuild.model import When
from kgbuild.vocabulary import data_folder, ontology_files, ontology_folders
from kgbuild.vocabulary.rule_shapes import FILE, make_rule_shapes, read_rule

ONTOLOGY = data_folder("ontology")
SHAPES = rdflib.Graph().parse(ONTOLOGY / FILE)
SAID = ("focusNode", "value", "resultSeverity", "sourceConstraintComponent", "sourceShape", "sourceConstraint")


def run_pyshacl(data):
    return pyshacl.validate(rdflib.Graph().parse(data, format="nt"), shacl_graph=SHAPES, advanced=True)[1]


def run_shifty(data):
    return shifty.validate(data, ONTOLOGY / FILE, graph_mode="data", infer=False, on_unsupported="error")[1]


def read_results(report, names=SAID):
    """What each result of a report says, and the code of its shape."""
    return {
        (*(report.value(result, rdflib.URIRef(SH + name)) for name in names),
         SHAPES.value(report.value(result, rdflib.URIRef(f"{SH}sourceShape")), rdflib.URIRef(f"{KG}code")))
        for result in report.objects(None, rdflib.URIRef(f"{SH}result"))
    }  # fmt: skip


def write_accepted(lines, path):
    """The accepted part of a graph as N-Triples, as validators of one graph read it."""
    kept = [line for line in lines if "/refused> .\n" not in line]
    quads = ox.parse("".join(kept).encode(), format=ox.RdfFormat.N_QUADS)
    ox.serialize((quad.triple for quad in quads), str(path), ox.RdfFormat.N_TRIPLES)
    return path


def test_the_file_is_true():
    assert (ONTOLOGY / FILE).read_text(encoding="utf-8") == make_rule_shapes([ONTOLOGY]), (
        "rules.ttl is old; run: "
        'python -c "from kgbuild.vocabulary.rule_shapes import write_rule_shapes; write_rule_shapes()"'
    )


@pytest.mark.parametrize(("code", "make"), RULES, ids=[f"{code}-{number}" for number, (code, _) in enumerate(RULES)])
def test_other_validators_find_what_the_rules_find(tmp_path, code, make):
    lines = make()
    own = rdflib.Graph()
    own.parse(data=ox.serialize(make_report(validate(lines, shapes=False)), format=ox.RdfFormat.N_TRIPLES), format="nt")
    results = read_results(own)
    data = write_accepted(lines, tmp_path / "data.nt")
    assert {str(result[-1]) for result in results} == {code}
    assert read_results(run_pyshacl(data)) == results
    # shifty names the shape of a result, and not which of its constraints broke.
    assert read_results(run_shifty(data), SAID[:-1]) == {(*result[:-2], result[-1]) for result in results}


@pytest.mark.parametrize("run", [run_pyshacl, run_shifty])
@pytest.mark.parametrize("make", [graph_lines, pair])
def test_a_sound_graph_conforms(tmp_path, run, make):
    assert read_results(run(write_accepted(make(), tmp_path / "data.nt"))) == set()


@pytest.mark.parametrize(("day", "late"), [("2025-03-04", 0), ("2025-03-05", 0), ("2025-03-06", 2)])
def test_one_day_after_publication_is_allowed_in_every_engine(tmp_path, day, late):
    when = When(mention=None, value=day, earliest=day, latest=day, precision="day")
    lines = pair({"date": when}, {"date": when})
    data = write_accepted(lines, tmp_path / "data.nt")
    assert [len(read_results(run(data))) for run in (run_pyshacl, run_shifty)] == [late, late]
    assert len(validate(lines, shapes=False)) == late


def test_every_rule_has_a_shape_that_says_the_same():
    for path in sorted((ONTOLOGY / "rules").glob("*.rq")):
        rule, shape = read_rule(path), rdflib.URIRef(f"https://w3id.org/kgbuild/ontology/rules/{path.stem}")
        assert str(SHAPES.value(shape, rdflib.URIRef(f"{KG}code"))) == rule.code
        assert str(SHAPES.value(shape, rdflib.RDFS.comment)) == rule.about != ""
        text = path.read_text(encoding="utf-8")
        assert all(part in text for part in rule.message.split("…"))
    assert len(list(SHAPES.subjects(rdflib.RDF.type, rdflib.URIRef(f"{SH}NodeShape")))) == len(
        list((ONTOLOGY / "rules").glob("*.rq"))
    )


def test_no_shape_stands_on_a_blank_node():
    assert not [subject for subject in SHAPES.subjects() if isinstance(subject, rdflib.BNode)]


def test_the_published_rules_are_not_run_beside_the_rules():
    assert ontology_files(ontology_folders(), "shapes.ttl") == [ONTOLOGY / "shapes.ttl"]
    (only,) = validate(RULES[0][1](), shapes=False)
    assert [only] == [one for one in validate_graph(ox.parse("".join(RULES[0][1]()).encode(), ox.RdfFormat.N_QUADS))
                      if one.code == only.code]  # fmt: skip


RULE = """# Nothing is looted twice.
PREFIX ex: <{base}>

SELECT DISTINCT ?focus ?code ?severity ?message WHERE {{
  ?focus ex:looted "a\\\\b" .
  BIND ("X801" AS ?code)
  BIND ("info" AS ?severity)
  {message}
}}
"""
MESSAGE = 'BIND (CONCAT("it was ", STR(?focus), " again") AS ?message)'


def write_rules(folder, **messages):
    (folder / "rules").mkdir()
    (folder / "kgbuild.ttl").write_text(
        '<https://w3id.org/kgbuild/ontology> <http://www.w3.org/2002/07/owl#versionInfo> "7" .', encoding="utf-8"
    )
    for number, (name, message) in enumerate(messages.items()):
        text = RULE.format(base=f"https://example.org/{number}/", message=message)
        (folder / "rules" / f"{name}.rq").write_text(text, encoding="utf-8")
    return folder


def test_a_rule_of_ones_own_becomes_a_shape(tmp_path):
    graph = rdflib.Graph().parse(data=make_rule_shapes([write_rules(tmp_path, loot=MESSAGE)]), format="turtle")
    (message,) = graph.objects(None, rdflib.URIRef(f"{SH}message"))
    assert str(message) == "it was … again"
    assert 'ex:looted "a\\\\b"' in "".join(str(one) for one in graph.objects(None, rdflib.URIRef(f"{SH}select")))


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        ({"loot": ""}, r"loot\.rq: binds no \?message"),
        ({"loot": MESSAGE, "raid": MESSAGE}, r"raid\.rq: the prefix 'ex' is <https://example.org/1/> here"),
    ],
)
def test_what_is_no_rule_is_named(tmp_path, messages, told):
    with pytest.raises(VocabularyError, match=told):
        make_rule_shapes([write_rules(tmp_path, **messages)])
