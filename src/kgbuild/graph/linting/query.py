"""SPARQL text in, the query as groups out: which patterns, filters and queries each group holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pyparsing import ParseResults
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, URIRef, Variable
from rdflib.term import Literal as Value

from kgbuild.graph.linting.model import Group, Names, Part, Pattern, Role, Select
from kgbuild.graph.linting.tree import parse, read, skip_blank, walk
from kgbuild.graph.terms import PREFIXES

_ROLES: dict[str, Role] = {
    "OptionalGraphPattern": "optional",
    "MinusGraphPattern": "minus",
    "GraphGraphPattern": "graph",
    "ServiceGraphPattern": "service",
}
_EXISTS = {"Builtin_EXISTS", "Builtin_NOTEXISTS"}


class Query:
    """A query that was read: its text, prefixes, selects and groups, each list in the order of the text.

    `bound` are variables that get their values from outside.
    """

    def __init__(self, text: str, bound: Names = frozenset()) -> None:
        """Read it.

        Raises:
            ValueError: rdflib's parser does not read it.
        """
        prologue, node = parse(text)
        self.text, self.bound = text, bound
        self.declared = {str(read(one, "prefix", "")): one for one in prologue if one.name == "PrefixDecl"}
        self.base = any(one.name == "Base" for one in prologue)
        self.root = node
        self.selects: list[Select] = []
        self.groups: list[Group] = []
        self.main = self._read_select(node, None)
        self.groups.sort(key=lambda group: group.start)

    @property
    def prefixes(self) -> Mapping[str, str]:
        """All that may be used: those of every query, and its own."""
        return {**PREFIXES, **{name: str(one["iri"]) for name, one in self.declared.items()}}

    def expand(self, node: Any) -> str | None:
        """The IRI of a name, or `None` where it is none or its prefix is unknown."""
        if isinstance(node, URIRef):
            return str(node)
        if not isinstance(node, CompValue) or node.name != "pname":
            return None
        start = self.prefixes.get(str(read(node, "prefix", "")))
        return None if start is None else start + str(read(node, "localname", ""))

    def source(self, node: Any) -> str | None:
        """How a term can be written; `None` for a blank node."""
        match node:
            case Variable():
                return f"?{node}"
            case BNode():
                return None
            case URIRef() | Value():
                return str(node.n3())
        return self.text[node.start : node.end].strip()

    def __iter__(self) -> Iterator[Group]:
        return iter(self.groups)

    def _read_select(self, node: CompValue, outer: Group | None) -> Select:
        columns, expressions = None, {}
        if node.name in {"SelectQuery", "SubSelect"} and "projection" in node:
            columns = [str(one["var"] if "var" in one else one["evar"]) for one in node["projection"]]
            expressions = {str(one["evar"]): one["expr"] for one in node["projection"] if "evar" in one}
        select = Select(node.name, node, None, columns, expressions)
        self.selects.append(select)
        if "where" in node and isinstance(node["where"], CompValue):
            select.where = self._read_group(node["where"], "where", outer)
            for name in ("projection", "having", "orderby"):
                if name in node:
                    self._read_exists(node[name], select.where)
        return select

    def _read_group(self, node: CompValue, role: Role, outer: Group | None) -> Group:
        group = Group(role, int(node.start), skip_blank(self.text, int(node.end)), outer)
        self.groups.append(group)
        if node.name == "SubSelect":
            group.parts.append(Part("SubSelect", node, select=self._read_select(node, None)))
            return group
        for part in read(node, "part", ()):
            group.parts.append(self._read_part(part, group))
            if part.name in {"Filter", "Bind"}:
                self._read_exists(part["expr"], group)
        return group

    def _read_part(self, node: CompValue, group: Group) -> Part:
        if node.name == "TriplesBlock":
            chains = tuple(_read_chain(chain, node) for chain in node["triples"])
            return Part(node.name, node, tuple(pattern for chain in chains for pattern in chain), chains)
        if node.name == "GroupOrUnionGraphPattern":
            inside = list(node["graph"])
            role: Role = "union" if len(inside) > 1 else "nested"
            if role == "nested" and inside[0].name == "SubSelect":
                return Part("SubSelect", node, select=self._read_select(inside[0], None))
            return Part(node.name, node, groups=tuple(self._read_group(one, role, group) for one in inside))
        if node.name in _ROLES and "graph" in node:
            return Part(node.name, node, groups=(self._read_group(node["graph"], _ROLES[node.name], group),))
        return Part(node.name, node)

    def _read_exists(self, expression: Any, group: Group) -> None:
        for one in walk(expression):
            if one.name in _EXISTS:
                one.group = self._read_group(one["graph"], "exists", group)


def _read_chain(chain: ParseResults, block: CompValue) -> tuple[Pattern, ...]:
    """The patterns of one subject with its properties, or of what brackets stand for."""
    terms = list(chain)
    triples = (terms[at : at + 3] for at in range(0, len(terms) - 2, 3))
    return tuple(Pattern(one, path, other, getattr(path, "start", block.start)) for one, path, other in triples)
