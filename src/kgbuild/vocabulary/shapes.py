"""A Turtle file with SHACL shapes in, the faults that would make a validator stop, or silently check nothing, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import pyoxigraph as ox

from kgbuild.registry.entries import word_set
from kgbuild.vocabulary.faults import OntologyFinding
from kgbuild.vocabulary.subjects import BASE, KG, PREFIXES, short
from kgbuild.vocabulary.turtle import Object, Turtle

SH, OWL, XSD = PREFIXES["sh"], PREFIXES["owl"], PREFIXES["xsd"]
SHACL = word_set(
    """NodeShape PropertyShape Shape NodeKind BlankNode BlankNodeOrIRI BlankNodeOrLiteral IRI IRIOrLiteral Literal
    Info Warning Violation Severity PropertyGroup SPARQLConstraint SPARQLTarget PrefixDeclaration
    ValidationReport ValidationResult
    targetClass targetNode targetObjectsOf targetSubjectsOf target severity message deactivated property path
    alternativePath inversePath zeroOrMorePath oneOrMorePath zeroOrOnePath node not and or xone in
    class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive
    minLength maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals
    qualifiedValueShape qualifiedValueShapesDisjoint qualifiedMinCount qualifiedMaxCount closed ignoredProperties
    hasValue name description order group defaultValue sparql select ask prefixes declare prefix namespace
    entailment shapesGraph suggestedShapesGraph"""
)
"""The terms of SHACL that shapes are written with; a validator passes over any other without a word."""
TARGETS = ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
TO_SHAPES = ("property", "node", "not", "qualifiedValueShape")
TO_CLASSES = ("class", "targetClass")
TO_PROPERTIES = (
    "path", "targetObjectsOf", "targetSubjectsOf", "equals", "disjoint", "lessThan", "lessThanOrEquals",
)  # fmt: skip
NUMBERS = ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount")
ONCE = (
    *NUMBERS, "datatype", "nodeKind", "minExclusive", "minInclusive", "maxExclusive", "maxInclusive", "pattern",
    "flags", "languageIn", "uniqueLang", "in", "closed", "ignoredProperties", "severity", "deactivated",
)  # fmt: skip
"""What a shape has one value of; of several, engines take any, or none."""
DATATYPES = word_set(
    """anyURI base64Binary boolean byte date dateTime dateTimeStamp dayTimeDuration decimal double duration float gDay
    gMonth gMonthDay gYear gYearMonth hexBinary int integer language long Name NCName negativeInteger NMTOKEN
    nonNegativeInteger nonPositiveInteger normalizedString positiveInteger short string time token unsignedByte
    unsignedInt unsignedLong unsignedShort yearMonthDuration"""
)

Types = Mapping[str, Collection[str]]
"""The classes of every term that is described."""


def find_shape_faults(turtle: Turtle, types: Types) -> Iterator[OntologyFinding]:
    """The faults of a file's shapes, held against the terms of all files."""
    yield from _strange_words(turtle)
    for subject, values in turtle.values.items():
        if SH + "path" in values or _is_shape(turtle, subject):
            yield from _references(turtle, subject, values, types)
            yield from _form(turtle, subject, values)


def _is_shape(turtle: Turtle, subject: str) -> bool:
    return bool({f"{SH}NodeShape", f"{SH}PropertyShape"} & set(turtle.types.get(subject, ())))


def _strange_words(turtle: Turtle) -> Iterator[OntologyFinding]:
    """Terms that SHACL and XML Schema do not have."""
    strange = {
        iri: name
        for base, have, name in ((SH, SHACL, "SHACL"), (XSD, DATATYPES, "XML Schema"))
        for iri in turtle.uses
        if iri.startswith(base) and iri.removeprefix(base) not in have
    }
    seen: set[tuple[str, str]] = set()
    for subject, predicate, value in turtle.triples if strange else ():
        for iri in (predicate, value.value):
            if iri in strange and (where := (turtle.owner(subject), iri)) not in seen:
                seen.add(where)
                message = f"is no term of {strange[iri]}; correct it"
                yield turtle.fault("KG021", subject, message, iri, term=short(iri))


def _references(
    turtle: Turtle, subject: str, values: Mapping[str, tuple[Object, ...]], types: Types
) -> Iterator[OntologyFinding]:
    """Shapes, classes and properties that the shape points to and that are none; what exists nowhere is KG005."""
    for names, what in ((TO_SHAPES, "shape"), (TO_CLASSES, "class"), (TO_PROPERTIES, "property")):
        for name, value in ((one, value) for one in names for value in values.get(SH + one, ())):
            if not isinstance(value, ox.NamedNode) or (what != "shape" and not value.value.startswith(KG)):
                continue
            given = types.get(value.value)
            points = f"points by sh:{name} to {short(value.value)}, which"
            if given is None and what == "shape" and not value.value.startswith(f"{BASE}/"):
                yield turtle.fault("KG005", subject, f"{points} no file describes; correct it", SH + name, value.value)
            elif given is not None and not _is_a(what, given):
                yield turtle.fault("KG021", subject, f"{points} is no {what}; name one", SH + name, value.value)


def _is_a(what: str, classes: Collection[str]) -> bool:
    if what == "shape":
        return any(name.startswith(SH) for name in classes)
    return f"{OWL}Class" in classes if what == "class" else any(name.endswith("Property") for name in classes)


def _form(turtle: Turtle, subject: str, values: Mapping[str, tuple[Object, ...]]) -> Iterator[OntologyFinding]:
    """One path, one code, numbers that are numbers, patterns that are patterns, a severity that exists."""

    def fault(message: str, *uses: str) -> OntologyFinding:
        return turtle.fault("KG021", subject, message, *uses)

    paths = len(values.get(SH + "path", ()))
    is_property = f"{SH}PropertyShape" in turtle.types.get(subject, ())
    if is_property and paths != 1:
        yield fault(f"has {paths} values of sh:path; give it one")
    elif paths and f"{SH}NodeShape" in turtle.types.get(subject, ()):
        yield fault("is a node shape with sh:path; make it a property shape, or take the path out", SH + "path")
    codes = len(values.get(KG + "code", ()))
    if any(SH + name in values for name in TARGETS) and codes > 1:
        yield fault(f"has {codes} codes; give it one kg:code, which its findings get", KG + "code")
    for name in ONCE:
        if (count := len(values.get(SH + name, ()))) > 1:
            yield fault(f"has {count} values of sh:{name}; give it one", SH + name)
    for name in NUMBERS:
        for value in values.get(SH + name, ()):
            if not (isinstance(value, ox.Literal) and value.datatype.value == f"{XSD}integer"):
                yield fault(f"has the sh:{name} {_shown(value)}; write a whole number without quotes", SH + name)
    for value in values.get(SH + "pattern", ()):
        try:
            re.compile(value.value)
        except re.error as error:
            yield fault(f"has the sh:pattern '{value.value}', which is no pattern: {error}", SH + "pattern")
    for value in values.get(SH + "severity", ()):
        if _shown(value) not in {"sh:Info", "sh:Warning", "sh:Violation"}:
            yield fault(f"has the severity {_shown(value)}; have sh:Info, sh:Warning, sh:Violation", SH + "severity")


def _shown(value: Object) -> str:
    return short(value.value) if isinstance(value, ox.NamedNode) else f"'{value.value}'"


def find_nameless_shapes(turtle: Turtle) -> Iterator[OntologyFinding]:
    """Shapes with a target and no code: their findings get KG700, which tells nobody what is wrong."""
    for subject, values in turtle.values.items():
        if any(SH + name in values for name in TARGETS) and KG + "code" not in values:
            yield turtle.fault("KG021", subject, "has a target and no code; give it a kg:code, which its findings get")


def shape_codes(turtle: Turtle) -> Iterator[tuple[str, str]]:
    """Each code of a shape, or of a component of constraints, with what it is the code of."""
    for subject, values in turtle.values.items():
        for value in values.get(KG + "code", ()):
            yield value.value, subject
