"""A query in, its traps of absence out: NOT EXISTS and EXISTS of joined patterns, MINUS that takes nothing.

The engine joins the patterns of EXISTS anew for every answer, so that the work grows with the square of the graph.
MINUS and a query inside join them once. They give the same where what both sides share is bound on both sides in every
answer, and where nothing inside looks out of the braces otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rdflib.plugins.sparql.parserutils import CompValue

from kgbuild.graph.linting.model import Group, Names, Part
from kgbuild.graph.linting.query import Query
from kgbuild.graph.linting.trap import Edit, Trap, count_lines, edit
from kgbuild.graph.linting.traps_joins import list_clumps
from kgbuild.graph.linting.tree import find_brace, list_variables, unwrap, walk

_PLAIN = {"TriplesBlock", "Filter"}


def find_exists(query: Query) -> Iterator[Trap]:
    """FILTER NOT EXISTS and FILTER EXISTS with two or more patterns that are joined."""
    for group in query:
        for part in group.parts:
            if part.kind not in {"Filter", "Bind"}:
                continue
            whole = _read_whole(part)
            for node in walk(part.node["expr"]):
                if node.name in {"Builtin_EXISTS", "Builtin_NOTEXISTS"} and count_joined(node.group) > 1:
                    yield _tell(query, group, part, node, whole)


def _read_whole(part: Part) -> tuple[CompValue, bool] | None:
    """The EXISTS that is the whole filter, and whether it is denied."""
    if part.kind != "Filter":
        return None
    node, denied = unwrap(part.node["expr"]), False
    while isinstance(node, CompValue) and node.name == "UnaryNot":
        node, denied = unwrap(node["expr"]), not denied
    if isinstance(node, CompValue) and node.name in {"Builtin_EXISTS", "Builtin_NOTEXISTS"}:
        return node, denied != (node.name == "Builtin_NOTEXISTS")
    return None


def count_joined(group: Group) -> int:
    """How many patterns are joined: a path of two steps is two."""
    own = sum(max(1, len(pattern.steps)) for pattern in group.patterns)
    return own + sum(max(count_joined(inner) for inner in part.groups) for part in group.parts if part.groups)


def _tell(query: Query, group: Group, part: Part, node: CompValue, whole: tuple[CompValue, bool] | None) -> Trap:
    inner: Group = node.group
    alone = whole is not None and whole[0] is node
    denied = whole[1] if whole is not None and alone else node.name == "Builtin_NOTEXISTS"
    doubt = find_doubt(query, group, inner, denied=denied) if alone else "it is one of several conditions"
    instead = "MINUS" if denied else "a query of its own"
    why = "the engine joins them anew for every answer: the time grows with the square of the graph; "
    if doubt is None:
        why += f"{instead} joins them once"
    elif alone:
        why += f"{instead} is no sure way out here: {doubt}"
    else:
        why += f"put it in a FILTER of its own, which {instead} can take the place of"
    return Trap(
        name="not-exists" if denied else "exists",
        line=count_lines(query.text, part.start if whole else node.start),
        what=f"{'NOT EXISTS' if denied else 'EXISTS'} with {count_joined(inner)} patterns that are joined",
        why=why,
        rewrite=None if doubt is not None else _rewrite(query, group, part, node, denied=denied),
        same_answer=doubt is None,
    )


def find_doubt(query: Query, group: Group, inner: Group, *, denied: bool) -> str | None:
    """Why the filter and MINUS, or a join, might differ; `None` where they cannot."""
    if any(part.kind not in _PLAIN for part in inner.parts):
        return "the braces hold more than patterns and filters"
    around: Group | None = group
    while around is not None:
        if around.role in {"exists", "graph", "service"}:
            return f"it stands inside {'EXISTS' if around.role == 'exists' else around.role.upper()}"
        around = around.outer if around.role == "optional" else None
    bound = inner.possible
    if any(_has_exists(part.node["expr"]) for part in inner.parts if part.kind == "Filter"):
        return "a filter inside has an EXISTS of its own"
    seen = {name for part in inner.parts if part.kind == "Filter" for name in list_variables(part.node["expr"])}
    if seen - bound:
        return f"its filter sees ?{min(seen - bound)}, which is bound outside the braces only"
    if query.bound & bound:
        return f"?{min(query.bound & bound)} gets its value from outside the query"
    if (bound & group.given) - group.possible:
        return f"it sees ?{min((bound & group.given) - group.possible)}, which is bound outside the OPTIONAL only"
    if len(list_clumps(inner, frozenset())) > 1:
        return "the patterns inside share no variable with each other"
    shared = _share(group, bound)
    if not shared:
        return "it shares no variable with what stands around it"
    if not shared & group.certain or (not denied and shared - group.certain):
        return f"?{min(shared - group.certain)} may be unbound"
    return None


def _has_exists(expression: Any) -> bool:
    return any(node.name in {"Builtin_EXISTS", "Builtin_NOTEXISTS"} for node in walk(expression))


def _share(group: Group, bound: Names) -> Names:
    return frozenset(name for name in bound & group.possible if not name.startswith("_:"))


def _rewrite(query: Query, group: Group, part: Part, node: CompValue, *, denied: bool) -> str:
    """The query with MINUS, or with a query inside, at the end of the group, where all it shares is bound."""
    inner: Group = node.group
    braces = query.text[find_brace(query.text, node.start) : inner.end + 1]
    shared = sorted(_share(group, inner.possible))
    if denied:
        text = f"MINUS {braces}"
    else:
        text = f"{{ SELECT DISTINCT {' '.join(f'?{name}' for name in shared)} WHERE {braces} }}"
    line = query.text.rfind("\n", 0, part.start) + 1
    indent, after = query.text[line : part.start], query.text.find("\n", part.end)
    alone = line > 0 and not indent.strip() and after > 0 and not query.text[part.end : after].strip()
    gone: Edit = (line, after + 1, "") if alone else (part.start, part.end, "")
    last = query.text.rfind("\n", 0, group.end) + 1
    if alone and not query.text[last : group.end].strip():
        return edit(query.text, [gone, (last, last, f"{indent}{text}\n")])
    return edit(query.text, [gone, (group.end, group.end, f"{text} ")])


def find_minus(query: Query) -> Iterator[Trap]:
    """MINUS that shares no variable with what stands before it: it takes nothing away."""
    for group in query:
        before: Names = frozenset()
        for part in group.parts:
            if part.kind == "MinusGraphPattern":
                (inner,) = part.groups
                if not before & inner.possible:
                    rewrite = None
                    if inner.possible & (group.possible | group.given):
                        braces = query.text[find_brace(query.text, part.start) : inner.end + 1]
                        rewrite = edit(query.text, [(part.start, inner.end + 1, f"FILTER NOT EXISTS {braces}")])
                    yield Trap(
                        name="minus",
                        line=count_lines(query.text, part.start),
                        what="MINUS shares no variable with what stands before it in its braces",
                        why="it takes no answer away; move it to the end of its braces, or write FILTER NOT EXISTS",
                        rewrite=rewrite,
                    )
            before |= part.possible
