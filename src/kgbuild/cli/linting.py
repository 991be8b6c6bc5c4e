"""What `query` says of traps: warnings on standard error before a query runs, or with --lint a report in its place."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NoReturn

import click

from kgbuild.cli.talk import FINDINGS, open_output, printable

if TYPE_CHECKING:
    from kgbuild.graph.store import Graph


def warn_of_traps(graph: Graph, sparql: str, bound: Collection[str] = ()) -> None:
    """Print the warnings of a query, and how it may be written, to standard error; `bound` are its parameters."""
    from kgbuild.graph.linting import format_traps, improve, lint, make_use

    traps = [trap for trap in lint(sparql, bound=bound, is_used=make_use(graph)) if trap.severity == "warning"]
    if traps:
        better = improve(sparql, bound=bound, is_used=make_use(graph))
        told = format_traps(traps, better if better[0] != sparql else None)
        click.echo(printable(f"{told}(--quiet leaves this out)"), err=True)


def report_traps(graph: Graph, sparql: str, bound: Collection[str], format: str, output: str) -> NoReturn:
    """Print what the linter says of a query, and exit with 1 if it warns of anything."""
    from kgbuild.graph.linting import format_traps, format_traps_json, improve, lint, make_use

    traps = lint(sparql, bound=bound, is_used=make_use(graph))
    better = improve(sparql, bound=bound, is_used=make_use(graph))
    if format == "json":
        told = format_traps_json(traps)
    else:
        told = printable(format_traps(traps, better if better[0] != sparql else None)) or "No traps.\n"
    with open_output(output) as write:
        write(told.encode())
    click.get_current_context().exit(FINDINGS if any(trap.severity == "warning" for trap in traps) else 0)
