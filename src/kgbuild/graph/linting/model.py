"""What a query is made of, as records: patterns, parts, groups and selects, and what each of them binds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from pyparsing import ParseResults
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Identifier, Variable

from kgbuild.graph.linting.tree import list_variables, read, walk

Role = Literal["where", "optional", "minus", "exists", "union", "nested", "graph", "service"]
Names = frozenset[str]
_AGGREGATES = "Aggregate_"


@dataclass(frozen=True, eq=False)
class Pattern:
    """A triple pattern; `start` is where its property stands, or its block where that is a variable."""

    subject: Any
    path: Any
    object: Any
    start: int

    @property
    def names(self) -> Names:
        """The variables, blank nodes among them."""
        return frozenset(_name(one) for one in (self.subject, self.path, self.object) if _is_open(one))

    @property
    def steps(self) -> list[CompValue]:
        """The properties that follow each other in a path, each with its modifier; none where it is a variable."""
        return _list_steps(self.path)


@dataclass(frozen=True, eq=False)
class Part:
    """What stands in a group: a block of patterns, a filter, another group ..."""

    kind: str
    node: CompValue
    patterns: tuple[Pattern, ...] = ()
    chains: tuple[tuple[Pattern, ...], ...] = ()
    groups: tuple[Group, ...] = ()
    select: Select | None = None

    @property
    def start(self) -> int:
        """Where it begins."""
        return int(self.node.start)

    @property
    def end(self) -> int:
        """Where it ends, blanks after a block included."""
        return int(self.node.end)

    @property
    def possible(self) -> Names:
        """What it may bind."""
        match self.kind:
            case "TriplesBlock":
                return frozenset().union(*(pattern.names for pattern in self.patterns))
            case "Bind":
                return frozenset([str(self.node["var"])])
            case "InlineData":
                return _names_of(read(self.node, "var"))
            case "Filter" | "MinusGraphPattern":
                return frozenset()
        inside = self.select.possible if self.select else frozenset().union(*(one.possible for one in self.groups))
        return inside | (_names_of(self.node["term"]) if "term" in self.node else frozenset())

    @property
    def certain(self) -> Names:
        """What it binds in every answer that it leaves."""
        match self.kind:
            case "TriplesBlock":
                return self.possible
            case "OptionalGraphPattern" | "Bind" | "Filter" | "MinusGraphPattern":
                return frozenset()
            case "InlineData":
                return frozenset() if "UNDEF" in _flatten(read(self.node, "value", [])) else self.possible
        if self.select:
            return self.select.certain
        inside = frozenset.intersection(*(one.certain for one in self.groups))
        return inside | (_names_of(self.node["term"]) if "term" in self.node else frozenset())


@dataclass(eq=False)
class Group:
    """What stands between braces; `end` is the offset of the closing one. `outer` is the group around it."""

    role: Role
    start: int
    end: int
    outer: Group | None
    parts: list[Part] = field(default_factory=list)

    @property
    def possible(self) -> Names:
        """What it may bind."""
        return frozenset().union(*(part.possible for part in self.parts))

    @property
    def certain(self) -> Names:
        """What it binds in every answer."""
        return frozenset().union(*(part.certain for part in self.parts))

    @property
    def given(self) -> Names:
        """What the groups around it hand in: to a filter's EXISTS all that they bind, likewise to an OPTIONAL."""
        if self.outer is None or self.role not in {"optional", "exists"}:
            return frozenset()
        return self.outer.possible | self.outer.given

    @property
    def patterns(self) -> list[Pattern]:
        """The patterns of its own blocks."""
        return [pattern for part in self.parts for pattern in part.patterns]


@dataclass(eq=False)
class Select:
    """A query, or one inside: its form, columns, expressions under their names, and what stands after the group.

    `columns` is `None` for a star and for forms without columns.
    """

    form: str
    node: CompValue
    where: Group | None
    columns: list[str] | None
    expressions: dict[str, Any]

    @property
    def aggregates(self) -> bool:
        """Whether it gives one row, that of all answers together."""
        return "groupby" not in self.node and any(
            one.name.startswith(_AGGREGATES) for one in walk(list(self.expressions.values()))
        )

    @property
    def possible(self) -> Names:
        """What it may bind outside."""
        if self.columns is None:
            return self.where.possible if self.where else frozenset()
        return frozenset(self.columns)

    @property
    def possible_inside(self) -> Names:
        """What its own group may bind, and what GROUP BY calls its values."""
        groups = read(self.node, "groupby")
        named = read(groups, "condition", ()) if groups is not None else ()
        grouped = {str(one["var"]) for one in named if isinstance(one, CompValue) and "var" in one}
        inside = self.where.possible if self.where else frozenset()
        return inside | grouped | _names_of(read(self.node, "valuesClause"))

    @property
    def certain(self) -> Names:
        """What it binds in every row; an expression may fail."""
        inside = self.where.certain if self.where else frozenset()
        return inside if self.columns is None else inside & frozenset(self.columns)


def _list_steps(path: Any) -> list[CompValue]:
    if not isinstance(path, CompValue):
        return []
    if path.name == "PathElt":
        inner = path["part"]
        nested = isinstance(inner, CompValue) and inner.name == "PathAlternative" and "mod" not in path
        return _list_steps(inner) if nested else [path]
    parts = read(path, "part", ())
    if path.name == "PathAlternative" and len(parts) > 1:
        return [path]
    if path.name in {"PathAlternative", "PathSequence"}:
        return [step for one in parts for step in _list_steps(one)]
    return [path]


def _is_open(term: Any) -> bool:
    return isinstance(term, Variable | BNode)


def _name(term: Identifier) -> str:
    return f"_:{term}" if isinstance(term, BNode) else str(term)


def _names_of(node: Any) -> Names:
    return frozenset(list_variables(node))


def _flatten(node: Any) -> list[object]:
    if isinstance(node, list | ParseResults):
        return [inner for one in node for inner in _flatten(one)]
    return [node]
