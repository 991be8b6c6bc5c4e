"""Both engines read SHACL Core alike: small shapes, what breaks them, and the results that the standard asks for.

Each case is a shape `ex:shape`, triples, and the results: focus, path, value, the component's name and the severity.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest

from kgbuild.errors import VocabularyError
from kgbuild.graph.shape_paths import SH, write_path
from kgbuild.graph.shapes import Engine, run_shapes
from kgbuild.vocabulary import data_folder

EX = "http://example.org/"
PREFIXES = f"""@prefix ex: <{EX}> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <{SH}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
OF_C = "sh:targetClass ex:C ; sh:property ex:part . ex:part sh:path ex:p ;"
"""The start of a shape of the nodes of the class C, with a property shape of their values of p."""

CASES = {
    "class": (
        f"{OF_C} sh:class ex:Town .",
        "ex:a a ex:C ; ex:p ex:goma, ex:bukavu . ex:goma a ex:City . ex:City rdfs:subClassOf ex:Town .",
        ["a p bukavu Class error"],
    ),
    "datatype": (
        f"{OF_C} sh:datatype xsd:integer .",
        'ex:a a ex:C ; ex:p 12, "12", 12.5, ex:twelve .',
        ['a p "12" Datatype error', 'a p "12.5"^^decimal Datatype error', "a p twelve Datatype error"],
    ),
    "datatype, ill-formed": (
        f"{OF_C} sh:datatype xsd:date .",
        'ex:a a ex:C ; ex:p "2025-03-02"^^xsd:date, "2 March"^^xsd:date .',
        ['a p "2 March"^^date Datatype error'],
    ),
    "nodeKind": (f"{OF_C} sh:nodeKind sh:IRI .", 'ex:a a ex:C ; ex:p ex:b, "b" .', ['a p "b" NodeKind error']),
    "minCount": (
        f"{OF_C} sh:minCount 2 .",
        "ex:a a ex:C ; ex:p 1 . ex:b a ex:C ; ex:p 1, 2 .",
        ["a p - MinCount error"],
    ),
    "maxCount": (f"{OF_C} sh:maxCount 1 .", "ex:a a ex:C ; ex:p 1, 2 . ex:b a ex:C .", ["a p - MaxCount error"]),
    "minInclusive, maxInclusive": (
        f"{OF_C} sh:minInclusive 0 ; sh:maxInclusive 1 .",
        "ex:a a ex:C ; ex:p 0, 0.5, 1, 1.01, -1 .",
        ['a p "-1"^^integer MinInclusive error', 'a p "1.01"^^decimal MaxInclusive error'],
    ),
    "minExclusive, maxExclusive": (
        f"{OF_C} sh:minExclusive 0 ; sh:maxExclusive 10 .",
        "ex:a a ex:C ; ex:p 0, 5, 10 .",
        ['a p "0"^^integer MinExclusive error', 'a p "10"^^integer MaxExclusive error'],
    ),
    "minLength, maxLength": (
        f"{OF_C} sh:minLength 2 ; sh:maxLength 4 .",
        'ex:a a ex:C ; ex:p "x", "пост", "patrol" .',
        ['a p "patrol" MaxLength error', 'a p "x" MinLength error'],
    ),
    "pattern": (
        f'{OF_C} sh:pattern "^[A-Z]{{3}}$" .',
        'ex:a a ex:C ; ex:p "COD", "Congo" .',
        ['a p "Congo" Pattern error'],
    ),
    "pattern, flags": (
        f'{OF_C} sh:pattern "^cod$" ; sh:flags "i" .',
        'ex:a a ex:C ; ex:p "COD", "RWA" .',
        ['a p "RWA" Pattern error'],
    ),
    "languageIn": (
        f'{OF_C} sh:languageIn ( "en" "fr" ) .',
        'ex:a a ex:C ; ex:p "army"@en-GB, "armée"@fr, "ejército"@es, "army" .',
        ['a p "army" LanguageIn error', 'a p "ejército"@es LanguageIn error'],
    ),
    "uniqueLang": (
        f"{OF_C} sh:uniqueLang true .",
        'ex:a a ex:C ; ex:p "army"@en, "forces"@en, "armée"@fr . ex:b a ex:C ; ex:p "army"@en, "armée"@fr .',
        ["a p - UniqueLang error"],
    ),
    "equals": (
        f"{OF_C} sh:equals ex:q .",
        "ex:a a ex:C ; ex:p ex:x, ex:y ; ex:q ex:y, ex:z .",
        ["a p x Equals error", "a p z Equals error"],
    ),
    "disjoint": (f"{OF_C} sh:disjoint ex:q .", "ex:a a ex:C ; ex:p ex:x, ex:y ; ex:q ex:y .", ["a p y Disjoint error"]),
    "lessThan": (
        f"{OF_C} sh:lessThan ex:q .",
        "ex:a a ex:C ; ex:p 1, 2 ; ex:q 2 .",
        ['a p "2"^^integer LessThan error'],
    ),
    "lessThanOrEquals": (
        f"{OF_C} sh:lessThanOrEquals ex:q .",
        (
            'ex:a a ex:C ; ex:p "2025-03-03"^^xsd:date ; ex:q "2025-03-02"^^xsd:date . '
            'ex:b a ex:C ; ex:p "2025-03-02"^^xsd:date ; ex:q "2025-03-02"^^xsd:date .'
        ),
        ['a p "2025-03-03"^^date LessThanOrEquals error'],
    ),
    "in": (
        f'{OF_C} sh:in ( "actor" ex:place ) .',
        'ex:a a ex:C ; ex:p "actor", ex:place, "place" .',
        ['a p "place" In error'],
    ),
    "hasValue": (
        f"{OF_C} sh:hasValue ex:yes .",
        "ex:a a ex:C ; ex:p ex:no . ex:b a ex:C ; ex:p ex:no, ex:yes .",
        ["a p - HasValue error"],
    ),
    "node": (
        f"{OF_C} sh:node ex:inner . ex:inner a sh:NodeShape ; sh:property [ sh:path ex:q ; sh:minCount 1 ] .",
        "ex:a a ex:C ; ex:p ex:x, ex:y . ex:x ex:q 1 .",
        ["a p y Node error"],
    ),
    "property, nested": (
        f"{OF_C} sh:property [ sh:path ex:q ; sh:minCount 1 ] .",
        "ex:a a ex:C ; ex:p ex:x, ex:y . ex:x ex:q 1 .",
        ["y q - MinCount error"],
    ),
    "or": (
        f"{OF_C} sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:string ] ) .",
        'ex:a a ex:C ; ex:p "2025", "2025-03-02"^^xsd:date, 2025 .',
        ['a p "2025"^^integer Or error'],
    ),
    "and": (
        f"{OF_C} sh:and ( [ sh:nodeKind sh:Literal ] [ sh:maxLength 3 ] ) .",
        'ex:a a ex:C ; ex:p "yes", "never" .',
        ['a p "never" And error'],
    ),
    "not": (
        f"{OF_C} sh:not [ sh:class ex:Place ] .",
        "ex:a a ex:C ; ex:p ex:x, ex:y . ex:x a ex:Place .",
        ["a p x Not error"],
    ),
    "xone": (
        f"{OF_C} sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:class ex:Place ] ) .",
        'ex:a a ex:C ; ex:p ex:x, ex:y, "z" . ex:x a ex:Place .',
        ['a p "z" Xone error', "a p x Xone error"],
    ),
    "qualifiedValueShape": (
        f"{OF_C} sh:qualifiedValueShape [ sh:class ex:Place ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1 .",
        (
            "ex:a a ex:C ; ex:p ex:x . ex:b a ex:C ; ex:p ex:y, ex:z . ex:c a ex:C ; ex:p ex:x, ex:y . "
            "ex:y a ex:Place . ex:z a ex:Place ."
        ),
        ["a p - QualifiedMinCount error", "b p - QualifiedMaxCount error"],
    ),
    "closed": (
        (
            "sh:targetClass ex:C ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:severity sh:Warning ; "
            "sh:property [ sh:path ex:p ] ."
        ),
        "ex:a a ex:C ; ex:p 1 ; ex:q 2 ; ex:r ex:x .",
        ['a q "2"^^integer Closed warning', "a r x Closed warning"],
    ),
    "severity": (f"{OF_C} sh:minCount 1 ; sh:severity sh:Info .", "ex:a a ex:C .", ["a p - MinCount info"]),
    "deactivated": (f"{OF_C} sh:minCount 1 ; sh:deactivated true .", "ex:a a ex:C .", []),
    "targetNode": ("sh:targetNode ex:a ; sh:class ex:C .", "ex:b ex:p 1 .", ["a - a Class error"]),
    "targetSubjectsOf": (
        "sh:targetSubjectsOf ex:p ; sh:class ex:C .",
        "ex:a ex:p ex:b . ex:c a ex:C ; ex:p 1 .",
        ["a - a Class error"],
    ),
    "targetObjectsOf": (
        "sh:targetObjectsOf ex:p ; sh:nodeKind sh:IRI .",
        'ex:a ex:p ex:b, "c" .',
        ['c - "c" NodeKind error'],
    ),
    "implicit target": (
        "a rdfs:Class ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        "ex:a a ex:shape .",
        ["a p - MinCount error"],
    ),
    "path, inverse": (
        "sh:targetClass ex:C ; sh:property [ sh:path [ sh:inversePath ex:of ] ; sh:minCount 1 ] .",
        "ex:a a ex:C . ex:b a ex:C . ex:x ex:of ex:b .",
        ["a ^of - MinCount error"],
    ),
    "path, sequence and alternative": (
        "sh:targetClass ex:C ; sh:property [ sh:path ( ex:p [ sh:alternativePath ( ex:q ex:r ) ] ) ; sh:class ex:D ] .",
        "ex:a a ex:C ; ex:p ex:x . ex:x ex:q ex:y ; ex:r ex:z . ex:y a ex:D .",
        ["a p/(q|r) z Class error"],
    ),
    "path, any number of steps": (
        (
            "sh:targetClass ex:C ; sh:property [ sh:path [ sh:oneOrMorePath ex:in ] ; sh:disjoint ex:self ] ; "
            "sh:property [ sh:path ( [ sh:zeroOrMorePath ex:in ] ex:p ) ; sh:maxCount 1 ] ; "
            "sh:property [ sh:path [ sh:zeroOrOnePath ex:in ] ; sh:nodeKind sh:BlankNode ] ."
        ),
        "ex:a a ex:C ; ex:self ex:a ; ex:in ex:b ; ex:p 1 . ex:b ex:in ex:a ; ex:p 2 .",
        ["a (in*)/p - MaxCount error", "a in+ a Disjoint error", "a in? a NodeKind error", "a in? b NodeKind error"],
    ),
}


def run(folder, shape, triples, engine):
    (folder / "mine.ttl").write_text(f"{PREFIXES} ex:shape a sh:NodeShape ; {shape}", encoding="utf-8")
    quads = ox.parse(f"{PREFIXES} {triples}".encode(), format=ox.RdfFormat.TURTLE)
    ox.serialize((quad.triple for quad in quads), str(folder / "data.nt"), ox.RdfFormat.N_TRIPLES)
    return sorted(show(result) for result in run_shapes(folder / "data.nt", [folder / "mine.ttl"], engine=engine))


def show(result):
    """A result in one line, as the cases have it."""
    term = re.sub(r"<http://[^>]*[/#](\w+)>", r"\1", str(result.term or "-"))
    path = "-" if result.path is None else write_path(result.path, lambda iri: iri.removeprefix(EX))
    component = result.component.removeprefix(SH).removesuffix("ConstraintComponent")
    return f"{result.focus.removeprefix(EX)} {path} {term} {component} {result.severity}"


@pytest.mark.parametrize("engine", get_args(Engine))
@pytest.mark.parametrize(("shape", "triples", "results"), list(CASES.values()), ids=list(CASES))
def test_an_engine_gives_the_results_of_the_standard(tmp_path: Path, shape, triples, results, engine):
    assert run(tmp_path, shape, triples, engine) == results


def test_every_constraint_that_the_shapes_use_has_a_case():
    words = r"\bsh:(?!path|message|severity|flags)[a-z]\w*"
    used = set(re.findall(words, re.sub("#.*", "", (data_folder("ontology") / "shapes.ttl").read_text("utf-8"))))
    assert used == {word for shape, *_ in CASES.values() for word in re.findall(words, shape)} & used


@pytest.mark.parametrize("engine", get_args(Engine))
def test_shapes_that_cannot_be_run_stop(tmp_path, engine):
    with pytest.raises(VocabularyError, match=r"mine\.ttl"):
        run(tmp_path, 'sh:targetClass ex:C ; sh:property [ sh:path "p" ; sh:minCount 1 ] .', "ex:a a ex:C .", engine)
