"""The path of a property shape in, what it is made of out: as words for people, and as the triples of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.assembly.keys import digest
from kgbuild.graph.terms import PREFIXES

SH = "http://www.w3.org/ns/shacl#"
RDF = PREFIXES["rdf"]
Kind = Literal["property", "sequence", "alternative", "inverse", "zeroOrMore", "oneOrMore", "zeroOrOne"]
ONE_BELOW: dict[str, Kind] = {
    f"{SH}inversePath": "inverse",
    f"{SH}zeroOrMorePath": "zeroOrMore",
    f"{SH}oneOrMorePath": "oneOrMore",
    f"{SH}zeroOrOnePath": "zeroOrOne",
}
NAMES = {kind: name for name, kind in ONE_BELOW.items()}
SIGNS: dict[Kind, str] = {"zeroOrMore": "*", "oneOrMore": "+", "zeroOrOne": "?"}
Node = ox.NamedNode | ox.BlankNode
Values = Mapping[str, Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]]
"""The values of each property of each node, nodes named as N-Triples writes them."""


class ShapePath(Struct, frozen=True):
    """One property (`iri`), or several put together (`parts`)."""

    kind: Kind
    iri: str = ""
    parts: tuple[ShapePath, ...] = ()


def read_path(node: object, values: Values) -> ShapePath:
    """The path that a value of sh:path is."""
    if isinstance(node, ox.NamedNode):
        return ShapePath("property", node.value)
    described = values.get(str(node), {})
    if f"{RDF}first" in described:
        return ShapePath("sequence", parts=tuple(read_path(one, values) for one in _members(node, values)))
    for name, (value, *_) in described.items():
        if name == f"{SH}alternativePath":
            return ShapePath("alternative", parts=tuple(read_path(one, values) for one in _members(value, values)))
        if name in ONE_BELOW:
            return ShapePath(ONE_BELOW[name], parts=(read_path(value, values),))
    return ShapePath("sequence")


def _members(node: object, values: Values) -> Iterator[object]:
    """The members of a list, which no circle is."""
    seen = set()
    while str(node) in values and str(node) not in seen:
        seen.add(str(node))
        described = values[str(node)]
        yield from described.get(f"{RDF}first", ())[:1]
        (node,) = described.get(f"{RDF}rest", [ox.NamedNode(f"{RDF}nil")])[:1]


def write_path(path: ShapePath, name: Callable[[str], str]) -> str:
    """The path as SPARQL writes it, each property written by `name`."""
    if path.kind == "property":
        return name(path.iri)
    parts = [
        write_path(part, name) if part.kind == "property" else f"({write_path(part, name)})" for part in path.parts
    ]
    if path.kind in {"sequence", "alternative"}:
        return ("/" if path.kind == "sequence" else "|").join(parts)
    return f"^{parts[0]}" if path.kind == "inverse" else f"{parts[0]}{SIGNS[path.kind]}"


def make_path(path: ShapePath) -> tuple[Node, list[ox.Triple]]:
    """The node of a path and what describes it.

    SHACL reads an IRI as one property, so the other paths are blank nodes, named by what they are.
    """
    if path.kind == "property":
        return ox.NamedNode(path.iri), []
    node = ox.BlankNode(f"p{digest(write_path(path, str))}")
    made = [make_path(part) for part in path.parts]
    below = [triple for _, triples in made for triple in triples]
    if path.kind == "sequence":
        return node, [*_make_list(node, [part for part, _ in made]), *below]
    if path.kind == "alternative":
        head = ox.BlankNode(f"{node.value}l")
        triple = ox.Triple(node, ox.NamedNode(f"{SH}alternativePath"), head)
        return node, [triple, *_make_list(head, [part for part, _ in made]), *below]
    return node, [ox.Triple(node, ox.NamedNode(NAMES[path.kind]), made[0][0]), *below]


def _make_list(head: ox.BlankNode, members: list[Node]) -> Iterator[ox.Triple]:
    first, rest = ox.NamedNode(f"{RDF}first"), ox.NamedNode(f"{RDF}rest")
    node = head
    for place, member in enumerate(members, 1):
        yield ox.Triple(node, first, member)
        last = place == len(members)
        following = ox.BlankNode(f"{head.value}x{place}")
        yield ox.Triple(node, rest, ox.NamedNode(f"{RDF}nil") if last else following)
        node = following
