"""Named queries in, what people read of them out: a list, one query's description, the page docs/queries.md."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill

from kgbuild.queries.headers import Parameter, Query

GROUPS = ("Claims", "Events", "Agreement", "Casualties", "Attacks", "Control", "Actors", "Places", "Sources", "Quality")
"""The headings in the order of the page; others come after them."""
_WIDTH = 100


def group_queries(queries: Iterable[Query]) -> dict[str, list[Query]]:
    """The queries under their headings, by name."""
    found: dict[str, list[Query]] = {}
    for query in sorted(queries, key=lambda one: one.name):
        found.setdefault(query.group, []).append(query)
    order = [*(group for group in GROUPS if group in found), *sorted(found.keys() - set(GROUPS))]
    return {group: found[group] for group in order}


def list_by_group(queries: Iterable[Query]) -> str:
    """A line for each query with its parameters (those in brackets may be left out), and its question."""
    lines = []
    for group, members in group_queries(queries).items():
        lines.append(f"{group}\n")
        for query in members:
            given = " ".join(map(_show_parameter, query.parameters))
            lines.append(f"  {query.name} {given}".rstrip() + "\n")
            lines.append(fill(query.question, _WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6) + "\n")
    return "".join(lines)


def _show_parameter(parameter: Parameter) -> str:
    return f"{parameter.name}=" if parameter.default is None else f"[{parameter.name}=]"


def describe_query(query: Query, graph: str = "GRAPH") -> str:
    """All that a query's header says, with a command to try."""
    lines = [f"{query.name}: {query.title}", query.question]
    if query.parameters:
        lines += ["", "Parameters:"]
        lines += [_describe(f"{one.name} ({one.type}, {_tell_default(one)})", one.meaning) for one in query.parameters]
    lines += ["", "Columns:", *(_describe(f"{one.name} ({one.type})", one.meaning) for one in query.columns)]
    return "\n".join([*lines, "", "Example:", f"  {write_command(query, graph)}"]) + "\n"


def _describe(term: str, meaning: str) -> str:
    return fill(f"{term}: {meaning}", _WIDTH, initial_indent="  ", subsequent_indent="      ")


def _tell_default(parameter: Parameter) -> str:
    return "required" if parameter.default is None else f'default "{parameter.default}"'


def write_command(query: Query, graph: str) -> str:
    """The command that asks the example."""
    given = [f"{name}={value}" for name, value in query.example.items() if value]
    quoted = [f"'{text}'" if set(text) & set(" ()&") else text for text in given]
    return " ".join(["kgbuild query", graph, query.name, *quoted])


def write_page(queries: Iterable[Query]) -> str:
    """The reference in Markdown: every query under its heading, with parameters, columns and an example."""
    parts = []
    for group, members in group_queries(queries).items():
        parts.append(f"## {group}\n")
        for query in members:
            parts.append(f"### {query.name}\n\n{query.question}\n")
            if query.parameters:
                rows = [f"| `{one.name}` | {one.type} | {_cell(_tell_default(one))} | {_cell(one.meaning)} |\n"
                        for one in query.parameters]  # fmt: skip
                parts.append("| parameter | type | default | meaning |\n|---|---|---|---|\n" + "".join(rows))
            columns = ", ".join(f"`{one.name}`" for one in query.columns)
            parts.append(f"Columns: {columns}.\n\n```sh\n{write_command(query, 'my-graph')}\n```\n")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.removeprefix("default ").replace("|", "\\|")
