"""A query in, its traps of answers out: rows at random, columns that nothing fills, paths between everything."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pyparsing import ParseResults
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

from kgbuild.graph.linting.model import Group, Names, Pattern, Select
from kgbuild.graph.linting.query import Query
from kgbuild.graph.linting.terms import load_terms
from kgbuild.graph.linting.trap import Trap, count_lines, edit
from kgbuild.graph.linting.tree import list_variables, read, unwrap, walk
from kgbuild.graph.terms import KG


def find_limits(query: Query) -> Iterator[Trap]:
    """LIMIT or OFFSET without ORDER BY: which rows are given is left to chance."""
    for select in query.selects:
        node = select.node
        if "limitoffset" not in node or "orderby" in node or select.aggregates or node.name == "AskQuery":
            continue
        names = select.columns if select.columns is not None else _list_names(select)
        at = int(node["limitoffset"].start)
        rewrite = None
        if names and node.name in {"SelectQuery", "SubSelect"}:
            rewrite = edit(query.text, [(at, at, "ORDER BY " + " ".join(f"?{name}" for name in names) + " ")])
        yield Trap(
            name="limit-without-order",
            line=count_lines(query.text, at),
            what="LIMIT or OFFSET without ORDER BY",
            why="which rows are given is left to the engine, and may be others after the next build",
            rewrite=rewrite,
        )


def _list_names(select: Select) -> list[str]:
    return sorted(name for name in select.possible if not name.startswith("_:"))


def find_unbound(query: Query) -> Iterator[Trap]:
    """Columns and conditions with a variable that nothing binds."""
    told: set[str] = set()
    for select in query.selects:
        if select.where is None:
            continue
        there = select.possible_inside | query.bound
        for name in select.columns or ():
            if name not in there and name not in select.expressions and name not in told:
                told.add(name)
                yield _tell_unbound(query, name, there, "SELECT names", "the column stays empty", select.node)
        known = there | set(select.columns or ())
        for node in (*select.expressions.values(), *_list_nodes(select, "having")):
            yield from _check(query, node, known, told, select.node, "it fails, which passes for no")
        for node in _list_nodes(select, "groupby", "orderby"):
            yield from _check(query, node, known, told, select.node, "it sorts and groups nothing")
    for group in query:
        there = group.possible | group.given | query.bound
        for part in group.parts:
            if part.kind in {"Filter", "Bind"}:
                yield from _check(query, part.node["expr"], there, told, part.node, "it fails, which passes for no")


def _list_nodes(select: Select, *names: str) -> list[CompValue]:
    return [select.node[name] for name in names if name in select.node]


def _check(
    query: Query, node: Any, there: Names | set[str], told: set[str], home: CompValue, why: str
) -> Iterator[Trap]:
    blanks = _list_blanks(node)
    for name in dict.fromkeys(list_variables(node)):
        if name not in there and name not in told and not (name in blanks and not _find_near(name, there)):
            told.add(name)
            yield _tell_unbound(query, name, there, "an expression uses", why, home)


def _list_blanks(node: Any) -> set[str]:
    """Variables that stand for nothing on purpose: SPARQL has no other word for it in IF and COALESCE."""
    return {
        str(value)
        for one in walk(node)
        if one.name in {"Builtin_IF", "Builtin_COALESCE"}
        for key in one
        for value in map(unwrap, one[key] if isinstance(one[key], list | ParseResults) else [one[key]])
        if isinstance(value, Variable)
    }


def _find_near(name: str, there: Names | set[str]) -> list[str]:
    return get_close_matches(name, sorted(one for one in there if not one.startswith("_:")), n=1, cutoff=0.75)


def _tell_unbound(query: Query, name: str, there: Names | set[str], how: str, why: str, home: CompValue) -> Trap:
    near = _find_near(name, there)
    found = find_variable(query.text, name, int(home.start))
    inside = any(name in select.possible_inside for select in query.selects if select.form == "SubSelect")
    advice = f"did you mean ?{near[0]}?" if near else ""
    if inside:
        advice = "a query inside binds it and does not SELECT it"
    return Trap(
        name="unbound-variable",
        line=count_lines(query.text, int(home.start) if found is None else found),
        what=f"{how} ?{name}, which nothing binds",
        why=why + (f"; {advice}" if advice else ""),
        rewrite=edit(query.text, [(found, found + len(name) + 1, f"?{near[0]}")])
        if near and found is not None
        else None,
    )


def find_variable(text: str, name: str, start: int) -> int | None:
    """Where a variable stands, from `start` on."""
    at = start
    while (at := text.find(name, at)) > 0:
        after = text[at + len(name) : at + len(name) + 1]
        if text[at - 1] in "?$" and not (after.isalnum() or after == "_"):
            return at - 1
        at += 1
    return None


def find_endless_paths(query: Query) -> Iterator[Trap]:
    """Paths of any length between two variables that nothing else binds."""
    for group in query:
        for part in group.parts:
            for pattern in part.patterns:
                if _is_endless(query, group, pattern):
                    yield _tell_path(query, pattern)


def _is_endless(query: Query, group: Group, pattern: Pattern) -> bool:
    ends = (pattern.subject, pattern.object)
    if len(pattern.steps) != 1 or read(pattern.steps[0], "mod") not in {"*", "+"}:
        return False
    if not all(isinstance(end, Variable) for end in ends) or pattern.subject == pattern.object:
        return False
    others = [one.names for one in group.patterns if one is not pattern]
    others += [part.possible for part in group.parts if part.kind != "TriplesBlock"]
    return not pattern.names & frozenset().union(query.bound, group.given, *others)


def _tell_path(query: Query, pattern: Pattern) -> Trap:
    step = pattern.steps[0]
    written = query.text[step.start : step.end].strip()
    name = query.expand(step["part"])
    home = load_terms().domains.get(name or "")
    everything = step["mod"] == "*"
    rewrite = None
    if home is not None and home.startswith(KG) and query.prefixes["kg"] == KG:
        at = pattern.start
        subject = f"?{pattern.subject}"
        rewrite = edit(query.text, [(at, at, f"a kg:{home.removeprefix(KG)} ; ")])
        written = f"{subject} {written} ?{pattern.object}"
    return Trap(
        name="endless-path",
        line=count_lines(query.text, pattern.start),
        what=f"{written} has no end that anything else binds",
        why="it is walked from every node of the graph"
        + (", each of which is also at no distance from itself" if everything else "")
        + "; say what one end is",
        rewrite=rewrite,
        same_answer=not everything,
    )
