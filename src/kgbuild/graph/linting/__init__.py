"""SPARQL text in, the traps that it steps into out: slow queries and silent wrong answers, each with a rewrite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec
import pyoxigraph as ox
from msgspec.structs import replace

from kgbuild.graph.linting.trap import Trap
from kgbuild.graph.terms import PREFIXES

if TYPE_CHECKING:
    from kgbuild.graph.linting.query import Query
    from kgbuild.graph.store import Graph

__all__ = ["Trap", "format_traps", "format_traps_json", "improve", "lint", "make_use"]
_MOST = 20
"""Rewrites of one query, one after the other."""
Use = Callable[[str], bool]


def lint(sparql: str, *, bound: Iterable[str] = (), is_used: Use | None = None) -> list[Trap]:
    """The traps of a query, by line; an empty list if it has none.

    A query that the linter cannot read gives a single trap of severity info: the engine may read it all the same.

    Args:
        sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
        bound: variables that get their values from outside, by name without "?".
        is_used: tells whether a graph has a term that the shipped ontology does not, such as one of your own ontology.
    """
    from kgbuild.graph.linting.query import Query

    try:
        query = Query(sparql, frozenset(bound))
    except ValueError as error:
        why = f"its reader does not know the form ({error}); the engine may answer it all the same"
        return [Trap(name="not-read", severity="info", line=1, what="the query was not checked for traps", why=why)]
    traps = [_without_broken(trap) for find in _list_checks(is_used) for trap in find(query)]
    return sorted(traps, key=lambda trap: (trap.line, trap.name, trap.what))


def make_use(graph: Graph) -> Use:
    """What tells whether a graph holds a term, as subject, property or value."""

    def is_used(iri: str) -> bool:
        node = ox.NamedNode(iri)

        def ask(store: ox.Store) -> bool:
            finds = (
                store.quads_for_pattern(node, None, None),
                store.quads_for_pattern(None, node, None),
                store.quads_for_pattern(None, None, node),
            )
            return any(any(True for _ in found) for found in finds)

        return graph.ask(ask)

    return is_used


def _list_checks(is_used: Use | None) -> Sequence[Callable[[Query], Iterable[Trap]]]:
    from kgbuild.graph.linting import traps_answers, traps_dates, traps_exists, traps_joins, traps_terms

    return (
        traps_terms.find_prefixes,
        lambda query: traps_terms.find_terms(query, is_used),
        traps_terms.find_languages,
        traps_dates.find_dates,
        traps_exists.find_exists,
        traps_exists.find_minus,
        traps_joins.find_cross_products,
        traps_joins.find_early_optionals,
        traps_answers.find_limits,
        traps_answers.find_unbound,
        traps_answers.find_endless_paths,
    )


def _without_broken(trap: Trap) -> Trap:
    """Without a rewrite that the engine refuses, such as one of a query that has another fault."""
    if trap.rewrite is not None:
        try:
            ox.Store().query(trap.rewrite, prefixes=PREFIXES)
        except (SyntaxError, ValueError, RuntimeError):  # the last of functions that the engine does not have
            return replace(trap, rewrite=None, same_answer=False)
    return trap


def improve(sparql: str, *, bound: Iterable[str] = (), is_used: Use | None = None) -> tuple[str, bool]:
    """The query with every rewrite made, one after the other, and whether it gives the same answer.

    Arguments are those of `lint`.
    """
    same, seen = True, {sparql}
    for _ in range(_MOST):
        trap = next(
            (one for one in lint(sparql, bound=bound, is_used=is_used) if one.rewrite not in {None, *seen}), None
        )
        if trap is None or trap.rewrite is None:
            break
        sparql, same = trap.rewrite, same and trap.same_answer
        seen.add(sparql)
    return sparql, same


def format_traps(traps: Iterable[Trap], rewrite: tuple[str, bool] | None = None) -> str:
    """The traps for reading, a line each, and after them the query as `improve` writes it if that is given."""
    lines = []
    for trap in traps:
        told = f"{trap.severity} {trap.name}, line {trap.line}: {trap.what}: {trap.why}"
        lines.append(told if told.endswith("?") else f"{told}.")
    if rewrite is not None:
        text, same = rewrite
        lines.append(
            "Written so, it gives the same answer:" if same else "Written so, it gives what it seems to ask for:"
        )
        lines += [f"  {line}".rstrip() for line in text.strip().splitlines()]
    return "".join(f"{line}\n" for line in lines)


def format_traps_json(traps: Iterable[Trap]) -> str:
    """The traps as a JSON array."""
    return msgspec.json.format(msgspec.json.encode(list(traps)), indent=1).decode() + "\n"
