"""A query in, its traps of joining out: patterns that share nothing, an OPTIONAL before what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Literal, Variable

from kgbuild.graph.linting.model import Group, Names, Part, Pattern
from kgbuild.graph.linting.query import Query
from kgbuild.graph.linting.trap import Edit, Trap, count_lines, edit
from kgbuild.graph.linting.tree import unwrap


class Clump:
    """What is joined in a group: its variables, where it begins, and whether something holds it to few rows."""

    def __init__(self, names: Names, start: int, *, held: bool) -> None:
        self.names, self.start, self.held = set(names), start, held

    def take(self, other: Clump) -> None:
        """Make the other one part of this."""
        self.names |= other.names
        self.start = min(self.start, other.start)
        self.held = self.held or other.held


def find_cross_products(query: Query) -> Iterator[Trap]:
    """Patterns of one group that share no variable: each answer of one is put beside each of the other."""
    for group in query:
        clumps = [clump for clump in list_clumps(group, query.bound | group.given) if not clump.held]
        if len(clumps) < 2:
            continue
        first, second = clumps[:2]
        names = [_write_names(clump.names) for clump in (first, second)]
        rewrite = _join_by_filter(query, group, first, second)
        yield Trap(
            name="cross-product",
            line=count_lines(query.text, second.start),
            what=f"the patterns of {names[0]} and those of {names[1]} share no variable",
            why="every answer of one is put beside every answer of the other"
            + ("; one variable in place of the two joins them" if rewrite else
               ", even where a FILTER compares them later; join them by a pattern, or ask twice"),
            rewrite=rewrite,
            same_answer=rewrite is not None,
        )  # fmt: skip


def list_clumps(group: Group, given: Names) -> list[Clump]:
    """What is joined in a group with each other, where `given` have their values already; in the order of the text."""
    clumps: list[Clump] = []
    for part in group.parts:
        for one in _read_part(part, given):
            if not one.names:
                continue
            joined = [clump for clump in clumps if clump.names & one.names]
            clumps = [clump for clump in clumps if clump not in joined]
            for clump in joined:
                one.take(clump)
            clumps.append(one)
    return sorted(clumps, key=lambda clump: clump.start)


def _read_part(part: Part, given: Names) -> Iterator[Clump]:
    for pattern in part.patterns:
        named = not isinstance(pattern.subject, Variable | BNode) or _is_text(pattern.object)
        yield Clump(pattern.names - given, pattern.start, held=named or bool(pattern.names & given))
    if part.kind == "TriplesBlock" or not part.possible:
        return
    single = part.kind in {"Bind", "InlineData"} or (part.select is not None and part.select.aggregates)
    yield Clump(part.possible - given, part.start, held=single or bool(part.possible & given))


def _is_text(term: object) -> bool:
    """Whether it is a literal: few things bear one name or number."""
    return isinstance(term, Literal) or (isinstance(term, CompValue) and term.name == "literal")


def _write_names(names: set[str]) -> str:
    return " ".join(f"?{name}" for name in sorted(names) if not name.startswith("_:")) or "the brackets"


def _join_by_filter(query: Query, group: Group, first: Clump, second: Clump) -> str | None:
    """The query with one variable for two that a filter says are equal, where both can only be IRIs."""
    subjects = {str(pattern.subject) for pattern in group.patterns if isinstance(pattern.subject, Variable)}
    for part in group.parts:
        if part.kind != "Filter":
            continue
        node = unwrap(part.node["expr"])
        if not isinstance(node, CompValue) or node.name != "RelationalExpression" or node["op"] != "=":
            continue
        left, right = unwrap(node["expr"]), unwrap(node["other"])
        if not (isinstance(left, Variable) and isinstance(right, Variable)):
            continue
        kept, gone = (str(left), str(right)) if str(left) in first.names else (str(right), str(left))
        if kept in first.names and gone in second.names & subjects and kept not in second.names:
            return _unite(query, group, part, kept, gone)
    return None


def _unite(query: Query, group: Group, part: Part, kept: str, gone: str) -> str | None:
    """`gone` written as `kept` in the group's own blocks; it keeps its name for what stands around them."""
    if any(gone in other.possible for other in group.parts if other.kind != "TriplesBlock"):
        return None
    edits: list[Edit] = [(part.start, part.end, f"BIND(?{kept} AS ?{gone})")]
    for block in group.parts:
        if block.kind == "TriplesBlock" and gone in block.possible:
            text = write_block(query, block.patterns, {gone: kept})
            if text is None or part.start < block.start:
                return None
            edits.append((block.start, block.end, text))
    return edit(query.text, edits)


def write_block(query: Query, patterns: Sequence[Pattern], renamed: dict[str, str] | None = None) -> str | None:
    """Patterns as text, one after the other; `None` where one holds brackets."""
    lines = []
    for pattern in patterns:
        terms = [query.source(term) for term in (pattern.subject, pattern.path, pattern.object)]
        if None in terms:
            return None
        names = renamed or {}
        lines.append(
            " ".join(f"?{names[term[1:]]}" if term and term[1:] in names else str(term) for term in terms) + " . "
        )
    return "".join(lines)


def find_early_optionals(query: Query) -> Iterator[Trap]:
    """An OPTIONAL that comes before a pattern that needs what it may leave unbound."""
    for group in query:
        sure = query.bound | group.given
        for place, part in enumerate(group.parts):
            if part.kind == "OptionalGraphPattern":
                loose = part.possible - sure
                later = [one for one in group.parts[place + 1 :] if one.kind == "TriplesBlock" and one.possible & loose]
                if later:
                    yield _tell_early(query, group, part, later, sure)
                    break
            sure |= part.certain


def _tell_early(query: Query, group: Group, part: Part, later: Sequence[Part], sure: Names) -> Trap:
    needing = [pattern for one in later for pattern in one.patterns if pattern.names & (part.possible - sure)]
    name = min(frozenset().union(*(pattern.names for pattern in needing)) & (part.possible - sure))
    line = count_lines(query.text, part.start)
    if not part.possible & sure:
        rewrite = _move_behind(query, part, later[-1])
        return Trap(
            name="optional-first",
            line=line,
            what=f"OPTIONAL stands before the pattern that binds ?{name}",
            why="it is answered first, for the whole graph, and what it finds is then demanded: it is optional no more",
            rewrite=rewrite,
        )
    return Trap(
        name="optional-first",
        line=line,
        what=f"a pattern demands ?{name}, which only the OPTIONAL before it binds",
        why="where the OPTIONAL finds nothing the pattern is open and puts every match of the graph there; "
        "write it inside the OPTIONAL",
        rewrite=_move_inside(query, group, part, later, needing),
    )


def _move_behind(query: Query, part: Part, last: Part) -> str:
    optional = query.text[part.start : part.end].strip()
    block = query.text[last.start : last.end]
    stripped = block.rstrip()
    end = last.start + len(stripped)
    between = "\n  " if "\n" in query.text else " "
    return edit(query.text, [(part.start, part.end, ""), (end, end, f"{between}{optional}")])


def _move_inside(
    query: Query, group: Group, part: Part, later: Sequence[Part], needing: Sequence[Pattern]
) -> str | None:
    """The patterns that need the OPTIONAL's variable, and those that need theirs in turn, inside its braces."""
    moved = list(needing)
    for _ in group.patterns:
        own = frozenset().union(*(pattern.names for pattern in moved)) - part.possible
        others = frozenset().union(*(one.certain for one in group.parts if one not in later))
        more = [
            pattern
            for one in later
            for pattern in one.patterns
            if pattern not in moved and pattern.names & (own - others)
        ]
        if not more:
            break
        moved += more
    inside = write_block(query, moved)
    (inner,) = part.groups
    if inside is None:
        return None
    text = query.text[inner.start : inner.end].rstrip()
    dot = "" if text.endswith((".", "}")) else " ."
    edits: list[Edit] = [(inner.end, inner.end, f"{dot} {inside}")]
    for block in later:
        kept = write_block(query, [pattern for pattern in block.patterns if pattern not in moved])
        if kept is None:
            return None
        edits.append((block.start, block.end, kept))
    return edit(query.text, edits)
