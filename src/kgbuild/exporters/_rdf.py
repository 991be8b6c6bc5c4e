"""Quads in, RDF files out: sorted, without blank nodes, read back before they count as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import BinaryIO

from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat, Triple, parse, serialize

from kgbuild.errors import SettingsError, StopRun
from kgbuild.exporters._claims import ClaimGraph
from kgbuild.exporters._output import Output
from kgbuild.graph.terms import PREFIXES

ILLEGAL_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write, escaped or not."""


def write_quads(graph: ClaimGraph, output: Output, format: RdfFormat) -> None:
    """Write every quad with its graph, graph by graph where the format groups them."""
    grouped = format == RdfFormat.TRIG
    quads = sorted(graph.quads(), key=_sort_in_graphs if grouped else str)
    prefixes = PREFIXES if grouped else None
    with output.open(check=_count_back(len(quads), format)) as file:
        serialize(quads, file, format, prefixes=prefixes)


def write_triples(graph: ClaimGraph, output: Output, format: RdfFormat) -> None:
    """Write every distinct triple but those of refused statements.

    Which graph a triple stood in is lost, as these formats have no word for it, so nothing would keep refused claims
    apart from the others.
    """
    triples = merge_graphs(graph.quads(refused=False), clean=format == RdfFormat.RDF_XML)
    if format == RdfFormat.RDF_XML:
        refuse_unnameable(triples)
    prefixes = None if format == RdfFormat.N_TRIPLES else PREFIXES
    with output.open(check=_count_back(len(triples), format)) as file:
        serialize(triples, file, format, prefixes=prefixes)


def refuse_unnameable(triples: Iterable[Triple]) -> None:
    """Raise for a property whose IRI does not end in an XML name: RDF/XML has no other way to write it."""
    for iri in sorted({triple.predicate.value for triple in triples}):
        if re.search(r"[^\W\d][\w.-]*$", iri) is None:
            raise SettingsError(f"RDF/XML can't name the property {iri}; use turtle, ntriples or jsonld.")


def merge_graphs(quads: Iterable[Quad], *, clean: bool = False) -> list[Triple]:
    """The union of all graphs, sorted; `clean` takes out of literals what XML can't hold."""
    triples: dict[str, Triple] = {}
    for quad in quads:
        triple = _clean_triple(quad.triple) if clean else quad.triple
        triples[str(triple)] = triple
    return [triple for _, triple in sorted(triples.items())]


def _clean_triple(triple: Triple) -> Triple:
    value = triple.object
    if not isinstance(value, Literal) or ILLEGAL_XML.search(value.value) is None:
        return triple
    text = ILLEGAL_XML.sub("", value.value)
    clean = Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)
    return Triple(triple.subject, triple.predicate, clean)


def _sort_in_graphs(quad: Quad) -> tuple[bool, str, str]:
    return (not isinstance(quad.graph_name, DefaultGraph), str(quad.graph_name), str(quad))


def _count_back(expected: int, format: RdfFormat) -> Callable[[BinaryIO], None]:
    def check(file: BinaryIO) -> None:
        found = sum(1 for _ in parse(file, format, base_iri="https://w3id.org/kgbuild/"))
        if found != expected:
            raise StopRun(f"{format.name} read back gives {found} of {expected} statements; report this graph.")

    return check
