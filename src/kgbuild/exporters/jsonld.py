"""The dataset as JSON-LD with a context of its own: one node a line, one `@graph` block a named graph.

Types stand before all else that a node or a value has, as the W3C's note on streaming JSON-LD asks, so that a file of
any size can be read node by node.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, BinaryIO, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from kgbuild.exporters._context import KEYWORDS, RDF_TYPE, Context, make_context
from kgbuild.exporters._json import dump, join_records
from kgbuild.exporters._lines import parse_pieces
from kgbuild.exporters._output import Output
from kgbuild.exporters._rdf import Counted, check_count
from kgbuild.exporters.profiles import find_profile
from kgbuild.exporters.profiles.webannotation import CONTEXT, PREFIX_CONTEXT, annotate_graph
from kgbuild.exporters.profiles.webannotation import PREFIXES as ANNOTATION_PREFIXES
from kgbuild.exporters.profiles.webannotation import make_context as make_annotation_context
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.terms import KG, PREFIXES

XSD = PREFIXES["xsd"]
_ANNOTATION = NamedNode(ANNOTATION_PREFIXES["oa"] + "Annotation")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_PLAIN_INTEGER = re.compile(r"0|-?[1-9]\d{0,14}")


def export(graph: ClaimGraph, output: Output, *, profile: str = "nary") -> None:
    """Write JSON-LD 1.1; the context travels inside, so that the file is read without a network.

    Annotations name the W3C's context instead, as those who read annotations ask for it.

    Raises:
        SettingsError: there is no such profile, or JSON-LD can't carry it.
    """
    chosen = find_profile(profile, "jsonld")
    if chosen.name == "webannotation":
        _write_annotations(graph, output)
        return
    prefixes = PREFIXES | chosen.prefixes
    context = make_context() | chosen.prefixes
    quads = Counted(parse_pieces(chosen.read(graph, refused=True)))
    with output.open(check=lambda file: quads.compare(file, RdfFormat.STREAMING_JSON_LD)) as file:
        file.write(f'{{"@context": {dump(context)},\n"@graph": ['.encode())
        for number, (name, members) in enumerate(groupby(quads, key=lambda quad: quad.graph_name)):
            is_named = not isinstance(name, DefaultGraph)
            head = f'\n{dump({"id": _write_iri(name)})[:-1]}, "graph": [' if is_named else ""
            file.write(f"{',' if number else ''}{head}".encode())
            file.writelines(join_records(_make_nodes(members, context, prefixes)))
            file.write(b"]}" if is_named else b"")
        file.write(b"\n]}\n")


def _write_annotations(graph: ClaimGraph, output: Output) -> None:
    """One annotation a line, with all that belongs to it inside."""
    count = 0

    def check(file: BinaryIO) -> None:
        file.readline()
        inside = {**make_annotation_context(), **PREFIX_CONTEXT}
        whole = Chained(f'{{"@context": {dump(inside)},\n'.encode(), file)
        found = sum(quad.object == _ANNOTATION for quad in parse(cast("BinaryIO", whole), RdfFormat.STREAMING_JSON_LD))
        check_count(found, count, RdfFormat.JSON_LD)

    with output.open(check=check) as file:
        file.write(f'{{"@context": {dump([CONTEXT, PREFIX_CONTEXT])},\n"@graph": ['.encode())
        for nodes in annotate_graph(graph):
            for node in nodes:
                file.write(f"{',' if count else ''}\n{dump(node)}".encode())
                count += 1
        file.write(b"\n]}\n")


class Chained:
    """A file that starts with other words: what stands in it says where its context is, and no network is asked."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        self.head, self.file = head, file

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if not self.head:
            return self.file.read(size)
        piece, self.head = (self.head, b"") if size < 0 else (self.head[:size], self.head[size:])
        return piece + self.file.read() if size < 0 else piece


def _make_nodes(quads: Iterable[Quad], context: Context, prefixes: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The node objects of one graph; `quads` are sorted by subject and predicate."""
    for subject, about in groupby(quads, key=lambda quad: quad.subject):
        types: list[str] = []
        node: dict[str, Any] = {"id": _write_iri(subject)}
        for predicate, members in groupby(about, key=lambda quad: quad.predicate.value):
            if predicate == RDF_TYPE:
                types = [_write_name(_write_iri(quad.object), context, prefixes) for quad in members]
                continue
            name = _write_name(predicate, context, prefixes)
            term = context.get(name)
            kind = term["@type"] if isinstance(term, dict) else None
            objects = [_write_value(quad.object, kind) for quad in members]
            node[name] = objects[0] if len(objects) == 1 else objects
        # Readers that hold no more than a node in memory ask for its types first.
        yield {"type": types[0] if len(types) == 1 else types, **node} if types else node


def _write_value(value: Any, kind: str | None) -> Any:
    """A value as the term's kind lets it be read: bare where the context says what it is, spelled out elsewhere."""
    if not isinstance(value, Literal):
        iri = _write_iri(value)
        return iri if kind == "@id" else {"id": iri}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if datatype == XSD + "string":
        return value.value if kind is None else {"@value": value.value}
    short = "xsd:" + datatype[len(XSD) :] if datatype.startswith(XSD) else datatype
    if short == "xsd:boolean" and kind in {None, short} and value.value in {"true", "false"}:
        return value.value == "true"
    if short == "xsd:integer" and kind in {None, short} and _PLAIN_INTEGER.fullmatch(value.value):
        return int(value.value)
    return value.value if kind == short else {"@type": short, "@value": value.value}


def _write_iri(node: Any) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def _write_name(iri: str, context: Context, prefixes: Mapping[str, str]) -> str:
    """A class or property as a bare name of the ontology, a prefixed one, or in full."""
    for prefix, start in (("", KG), *prefixes.items()):
        rest = iri[len(start) :]
        if iri.startswith(start) and _NAME.fullmatch(rest):
            if prefix:
                return f"{prefix}:{rest}"
            if rest not in KEYWORDS and isinstance(context.get(rest, {}), dict):
                return rest
    return iri
