"""Quads in, RDF files out: sorted, without blank nodes, read back before they count as written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Generic, TypeVar

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse, serialize

from kgbuild.errors import SettingsError, StopRun
from kgbuild.exporters._claims import ClaimGraph
from kgbuild.exporters._output import Output
from kgbuild.graph.terms import PREFIXES

Item = TypeVar("Item", Quad, Triple)
ILLEGAL_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write, escaped or not."""


def write_quads(graph: ClaimGraph, output: Output, format: RdfFormat) -> None:
    """Write every quad with its graph, in the graph's own order and without holding them in memory."""
    count = Counted(graph.quads())
    with output.open(check=lambda file: count.compare(file, format)) as file:
        serialize(count, file, format, prefixes=PREFIXES if format == RdfFormat.TRIG else None)


def write_triples(graph: ClaimGraph, output: Output, format: RdfFormat) -> None:
    """Write every distinct triple but those of refused statements.

    Which graph a triple stood in is lost, as these formats have no word for it, so nothing would keep refused claims
    apart from the others.
    """
    triples = merge_graphs(graph.quads(refused=False), clean=format == RdfFormat.RDF_XML)
    if format == RdfFormat.RDF_XML:
        refuse_unnameable(triples)
    prefixes = None if format == RdfFormat.N_TRIPLES else PREFIXES
    count = Counted(triples)
    with output.open(check=lambda file: count.compare(file, format)) as file:
        serialize(count, file, format, prefixes=prefixes)


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


class Counted(Generic[Item]):
    """Quads or triples on their way into a file, and the check that as many are read back from it."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items: Iterable[Item] = items
        self.count = 0

    def __iter__(self) -> Iterator[Item]:
        for item in self.items:
            self.count += 1
            yield item

    def compare(self, file: BinaryIO, format: RdfFormat) -> None:
        """Raise unless the file holds what went into it."""
        found = sum(1 for _ in parse(file, format))
        if found != self.count:
            raise StopRun(f"{format.name} read back gives {found} of {self.count} quads; report this graph.")
