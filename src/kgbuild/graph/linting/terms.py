"""The ontology's files in, what a query may name out: known terms, properties of days, classes of properties."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.graph.terms import KG, PREFIXES, SCHEMES, expand
from kgbuild.vocabulary import data_folder
from kgbuild.vocabulary.schemes import FILES

_RDFS = PREFIXES["rdfs"]


class Terms(Struct, frozen=True, kw_only=True):
    """Terms of kgbuild's namespaces: all IRIs, properties whose values are days, the class of what has a property."""

    known: frozenset[str]
    days: frozenset[str]
    domains: dict[str, str]


@cache
def load_terms() -> Terms:
    """The terms of the shipped ontology."""
    known: set[str] = set()
    days: set[str] = {expand("sem:hasTimeStamp")}
    domains: dict[str, list[str]] = {}
    for name in ("kgbuild.ttl", *FILES):
        for triple in ox.parse(path=data_folder("ontology") / name, format=ox.RdfFormat.TURTLE):
            subject, value = str(triple.subject.value), triple.object
            if not is_ours(subject):
                continue
            known.add(subject)
            if triple.predicate.value == _RDFS + "range" and value == ox.NamedNode(expand("xsd:date")):
                days.add(subject)
            if triple.predicate.value == _RDFS + "domain" and isinstance(value, ox.NamedNode):
                domains.setdefault(subject, []).append(value.value)
    single = {name: classes[0] for name, classes in sorted(domains.items()) if len(classes) == 1}
    return Terms(known=frozenset(known), days=frozenset(days), domains=single)


def is_ours(iri: str) -> bool:
    """Whether an IRI is in a namespace of the ontology."""
    return iri.startswith((KG, SCHEMES))
