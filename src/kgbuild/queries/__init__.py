"""Named queries, those of graph/queries/ or of a folder of one's own: a name and parameters in, sorted rows out.

A query is one file. Its header says what it answers:

    # group: Claims
    # title: Who says what about a place
    # question: Which claims are made about a place, by whom, and in which words?
    # parameter: place (string, default ""): part of the place's name
    # column: statement (iri): the statement
    # example: place=Goma

A parameter is a variable that the SELECT clause names too, since the engine binds only such; it is bound, never pasted
into the text, and left out of the answer. A sub-select sees it if its own SELECT names it. A `default` stands in where
no value is given. `group` is the heading that the query is listed under; without one it is "Own".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

import pyoxigraph as ox

from kgbuild.errors import GraphError
from kgbuild.graph.rows import Rows, Value, make_rows
from kgbuild.graph.terms import Names
from kgbuild.queries.formats import FORMATS, Format, format_rows, shorten_iri
from kgbuild.queries.headers import Column, Parameter, Query, has_header, read_query
from kgbuild.vocabulary import data_folder

__all__ = [
    "FORMATS",
    "Askable",
    "Column",
    "Format",
    "Parameter",
    "Query",
    "ask_query",
    "find_query",
    "format_rows",
    "has_header",
    "list_queries",
    "read_query",
    "run_query",
    "shorten_iri",
]


class Askable(Protocol):
    """What a query is asked of: an opened graph, or a part of one."""

    @property
    def names(self) -> Names:
        """How the graph names its data."""
        ...

    def query(self, sparql: str, *, bindings: Mapping[str, Value | ox.NamedNode | ox.Literal] | None = None) -> Rows:
        """As `kgbuild.graph.store.Graph.query`."""
        ...


_READ_AREA = """SELECT ?area ?within {
  BIND(geof:sfWithin("POINT(0 0)"^^geo:wktLiteral, STRDT(?area, geo:wktLiteral)) AS ?within)
}"""


@cache
def list_queries(folder: Path | None = None) -> tuple[Query, ...]:
    """The shipped queries by name; with those of another folder, which take the place of shipped ones of their name.

    Raises:
        GraphError: a file's header is not as it should be, or the folder holds no query.
    """
    paths = {path.stem: path for path in data_folder("queries").glob("*.rq")}
    if folder is not None:
        own = {path.stem: path for path in folder.glob("*.rq")}
        if not own:
            raise GraphError(f"{folder}: holds no query; a query is a .rq file as in docs/queries.md.")
        paths |= own
    return tuple(read_query(paths[name]) for name in sorted(paths))


def find_query(name: str, folder: Path | None = None) -> Query:
    """The query of that name.

    Args:
        name: that of its file without ".rq".
        folder: where queries lie beside the shipped ones.

    Raises:
        GraphError: there is none; the message proposes near names.
    """
    queries = {query.name: query for query in list_queries(folder)}
    if name not in queries:
        near = get_close_matches(name, queries, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Have {', '.join(queries)}."
        raise GraphError(f"no query '{name}'. {hint} Your own SPARQL goes after -q or, from a file, after -f.")
    return queries[name]


def run_query(graph: Askable, name: str, params: Mapping[str, str | Value] | None = None) -> Rows:
    """The rows that a named query finds, with the columns that its header lists, sorted as it says.

    Args:
        graph: an opened graph.
        name: the query's name, that of its file without ".rq".
        params: values by parameter name; text is read as the parameter's type.

    Raises:
        GraphError: no such query or parameter, a required one is missing, or a value is not of its type.
    """
    return ask_query(graph, find_query(name), params)


def ask_query(graph: Askable, query: Query, params: Mapping[str, str | Value] | None = None) -> Rows:
    """Likewise, of a query that was read from a file or folder of one's own.

    Raises:
        GraphError: as `run_query`, or the SELECT clause lacks a parameter or column that the header lists.
    """
    given = dict(params or {})
    known = {parameter.name: parameter for parameter in query.parameters}
    for wrong in sorted(given.keys() - known.keys()):
        raise GraphError(f"query '{query.name}' has no parameter '{wrong}'; have {', '.join(known) or 'none'}.")
    bindings: dict[str, Value | ox.NamedNode | ox.Literal] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            example = query.example.get(parameter.name, "...")
            raise GraphError(f"query '{query.name}' needs {parameter.name}={example}: {parameter.meaning}.")
        bindings[parameter.name] = _read_value(graph, parameter, value)
    rows = graph.query(query.sparql, bindings=bindings)
    for column in query.columns:
        if column.name not in rows.columns:
            raise GraphError(f"query '{query.name}' has a '# column: {column.name}' that its SELECT does not name.")
    wanted = [rows.columns.index(column.name) for column in query.columns]
    terms = [tuple(row[place] for place in wanted) for row in rows.terms]
    types = tuple(column.type for column in query.columns)
    return make_rows(tuple(column.name for column in query.columns), terms, types)


def _read_value(graph: Askable, parameter: Parameter, value: str | Value) -> Value | ox.NamedNode | ox.Literal:
    """The value as the parameter's type."""
    try:
        match parameter.type:
            case "integer":
                return int(str(value))
            case "number":
                return float(str(value))
            case "date":
                return date.fromisoformat(str(value))
            case "iri":
                return ox.NamedNode(str(value))
            case "statement" | "event" | "article":
                bare = str(value).removeprefix(graph.names.base).removeprefix(f"{parameter.type}/")
                return ox.NamedNode(bare if "://" in bare else getattr(graph.names, parameter.type)(unquote(bare)))
            case "area":
                _check_area(graph, parameter.name, str(value))
                return str(value)
            case _:
                return str(value)
    except ValueError as error:
        raise GraphError(
            f"{parameter.name}={value} is no {parameter.type}"
            + (" (write it as 2025-03-31)." if parameter.type == "date" else ".")
        ) from error


def _check_area(graph: Askable, name: str, text: str) -> None:
    """Refuse what the engine does not read as an area: a filter with it fails, and no row would be the answer."""
    ((_, is_read),) = graph.query(_READ_AREA, bindings={"area": text}).rows
    if is_read is None:
        raise GraphError(f"{name}={text} is no area (write it as WKT: POLYGON((28 -2, 30 -2, 30 0, 28 0, 28 -2))).")
