"""The ontology in, the JSON-LD context out: short names for its terms, and what kind of value each one takes."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kgbuild.graph.terms import KG, PREFIXES
from kgbuild.vocabulary import data_folder

RDF_TYPE = PREFIXES["rdf"] + "type"
KEYWORDS = {"id": "@id", "type": "@type", "graph": "@graph"}
"""Names that JSON-LD's own words take, and no property may."""

Context = dict[str, str | float | dict[str, str]]


def make_context(file: Path | None = None) -> Context:
    """Prefixes, the ontology's namespace for bare names, and each property's value kind as kgbuild.ttl states it."""
    kinds = _read_kinds(file or data_folder("ontology") / "kgbuild.ttl")
    context: Context = {"@version": 1.1, **KEYWORDS, "@vocab": KG}
    context.update(sorted(PREFIXES.items()))
    for iri, kind in sorted(kinds.items()):
        name = iri[len(KG) :]
        if name not in context:
            context[name] = {"@id": f"kg:{name}", "@type": kind}
    return context


def _read_kinds(file: Path) -> dict[str, str]:
    """Each property of the ontology with `@id` or the prefixed datatype of its values; strings need no mark."""
    types: dict[str, str] = {}
    ranges: dict[str, str] = {}
    for quad in parse(path=str(file), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode):
            continue
        subject, value = quad.subject.value, quad.object.value
        if not subject.startswith(KG):
            continue
        if quad.predicate.value == RDF_TYPE:
            types[subject] = value
        elif quad.predicate.value == PREFIXES["rdfs"] + "range":
            ranges[subject] = value
    kinds = {}
    for subject, kind in types.items():
        datatype = ranges.get(subject, "")
        if kind == PREFIXES["owl"] + "ObjectProperty":
            kinds[subject] = "@id"
        elif datatype.startswith(PREFIXES["xsd"]) and datatype != PREFIXES["xsd"] + "string":
            kinds[subject] = "xsd:" + datatype[len(PREFIXES["xsd"]) :]
    return kinds
