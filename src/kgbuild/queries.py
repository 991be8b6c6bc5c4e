"""The named queries of graph/queries/: a name and parameters in, sorted rows out; and rows as text.

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

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import unquote

import pyoxigraph as ox
from msgspec import Struct

from kgbuild.errors import GraphError
from kgbuild.graph.rows import Rows, Term, Value, make_rows
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import BASE, PREFIXES, SCHEMES
from kgbuild.mapping import format_geojson
from kgbuild.vocabulary import data_folder

ParameterType = Literal["string", "integer", "number", "date", "iri", "statement", "event", "article"]
Format = Literal["table", "csv", "json", "md", "geojson"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "md", "geojson")
_PARAMETER = re.compile(r'(\w+) \((\w+), (?:required|default "([^"]*)")\): (.+)')
_COLUMN = re.compile(r"(\w+) \((\w+)\): (.+)")
_WIDEST = 60
"""Characters of a table's cell; the other formats cut nothing."""


class Parameter(Struct, frozen=True):
    """A value that the query asks for; without a `default` it has to be given."""

    name: str
    type: ParameterType
    default: str | None
    meaning: str


class Column(Struct, frozen=True):
    """A column of the answer."""

    name: str
    type: str
    meaning: str


class Query(Struct, frozen=True, kw_only=True):
    """A named query. `sparql` is the whole file; `example` holds parameters to try it with."""

    name: str
    group: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: dict[str, str]
    sparql: str


@cache
def list_queries(folder: Path | None = None) -> tuple[Query, ...]:
    """The shipped queries, or those of another folder, by name.

    Raises:
        GraphError: a file's header is not as it should be.
    """
    paths = sorted((folder or data_folder("queries")).glob("*.rq"))
    return tuple(read_query(path) for path in paths)


def read_query(path: Path) -> Query:
    """The query in a file.

    Raises:
        GraphError: the header lacks something or a line of it can't be read; the message says which.
    """
    text = path.read_text("utf-8")
    header: dict[str, list[str]] = {key: [] for key in ("group", "title", "question", "parameter", "column", "example")}
    for number, line in enumerate(text.splitlines(), 1):
        key, found, value = line.removeprefix("# ").partition(": ")
        if not line.startswith("#"):
            break
        if not found or key not in header:
            raise GraphError(f"{path}:{number}: a header line starts with one of {', '.join(header)} and a colon.")
        header[key].append(value.strip())
    for key in ("title", "question", "column", "example"):
        if not header[key]:
            raise GraphError(f"{path}: has no '# {key}:' line. Add one; each query says what it answers.")
    return Query(
        name=path.stem,
        group=header["group"][0] if header["group"] else "Own",
        title=header["title"][0],
        question=header["question"][0],
        parameters=tuple(_read_parameter(path, line) for line in header["parameter"]),
        columns=tuple(_read_column(path, line) for line in header["column"]),
        example=dict(part.split("=", 1) for part in header["example"][0].split(" & ") if "=" in part),
        sparql=text,
    )


def _read_parameter(path: Path, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if found is None or found[2] not in get_args(ParameterType):
        raise GraphError(f"{path}: write a parameter as 'name (string, default \"\"): meaning', not '{line}'.")
    return Parameter(found[1], cast("ParameterType", found[2]), found[3], found[4])


def _read_column(path: Path, line: str) -> Column:
    found = _COLUMN.fullmatch(line)
    if found is None:
        raise GraphError(f"{path}: write a column as 'name (type): meaning', not '{line}'.")
    return Column(found[1], found[2], found[3])


def find_query(name: str) -> Query:
    """The query of that name.

    Raises:
        GraphError: there is none; the message proposes near names.
    """
    queries = {query.name: query for query in list_queries()}
    if name not in queries:
        near = get_close_matches(name, queries, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Have {', '.join(queries)}."
        raise GraphError(f"no query '{name}'. {hint} Your own SPARQL goes after -q or, from a file, after -f.")
    return queries[name]


def run_query(graph: Graph, name: str, params: Mapping[str, str | Value] | None = None) -> Rows:
    """The rows that a named query finds, with the columns that its header lists, sorted as it says.

    Args:
        graph: an opened graph.
        name: the query's name, that of its file without ".rq".
        params: values by parameter name; text is read as the parameter's type.

    Raises:
        GraphError: no such query or parameter, a required one is missing, or a value is not of its type.
    """
    query = find_query(name)
    given = dict(params or {})
    known = {parameter.name: parameter for parameter in query.parameters}
    for wrong in sorted(given.keys() - known.keys()):
        raise GraphError(f"query '{name}' has no parameter '{wrong}'; have {', '.join(known) or 'none'}.")
    bindings: dict[str, Value | ox.NamedNode | ox.Literal] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            example = query.example.get(parameter.name, "...")
            raise GraphError(f"query '{name}' needs {parameter.name}={example}: {parameter.meaning}.")
        bindings[parameter.name] = _read_value(graph, parameter, value)
    rows = graph.query(query.sparql, bindings=bindings)
    wanted = [rows.columns.index(column.name) for column in query.columns]
    terms = [tuple(row[place] for place in wanted) for row in rows.terms]
    return make_rows(tuple(column.name for column in query.columns), terms)


def _read_value(graph: Graph, parameter: Parameter, value: str | Value) -> Value | ox.NamedNode | ox.Literal:
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
            case _:
                return str(value)
    except ValueError as error:
        raise GraphError(
            f"{parameter.name}={value} is no {parameter.type}"
            + (" (write it as 2025-03-31)." if parameter.type == "date" else ".")
        ) from error


def format_rows(rows: Rows, format: Format, graph: Graph | None = None) -> str:
    """The rows as text that ends in a newline.

    `table` aligns columns, shortens IRIs and cuts long cells; `md` is a Markdown table; `csv` follows SPARQL 1.1 CSV
    results with plain newlines; `json` is SPARQL 1.1 JSON results; `geojson` is a FeatureCollection, one feature a row,
    whose places are looked up in `graph`.

    Raises:
        GraphError: no such format, or none of the rows leads to a place of the map that is asked for.
    """
    match format:
        case "table":
            return _format_table(rows)
        case "md":
            return _format_markdown(rows)
        case "csv":
            return _format_csv(rows)
        case "json":
            return _format_json(rows)
        case "geojson":
            return format_geojson(rows, graph)
    raise GraphError(f"no query format '{format}'; have {', '.join(FORMATS)}.")


def shorten_iri(iri: str) -> str:
    """An IRI for reading: with a known prefix, or without the usual base of data."""
    if iri.startswith(BASE):
        return iri[len(BASE) :]
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and namespace != SCHEMES:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _show(term: Term | None) -> str:
    if term is None:
        return ""
    return shorten_iri(term.value) if isinstance(term, ox.NamedNode) else _lexical(term)


def _lexical(term: Term) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _format_table(rows: Rows) -> str:
    cells = [[_cut(" ".join(_show(term).split())) for term in row] for row in rows.terms]
    widths = [max([len(name), *(len(row[place]) for row in cells)]) for place, name in enumerate(rows.columns)]
    lines = [rows.columns, ["-" * width for width in widths], *cells]
    text = "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
    count = f"({len(rows)} row{'' if len(rows) == 1 else 's'})"
    return f"{text}\n{count}\n"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _format_markdown(rows: Rows) -> str:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    head = line(list(rows.columns)) + line(["---"] * len(rows.columns))
    body = [[" ".join(_show(term).split()).replace("|", "\\|") for term in row] for row in rows.terms]
    return head + "".join(map(line, body))


def _format_csv(rows: Rows) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows(["" if term is None else _lexical(term) for term in row] for row in rows.terms)
    return text.getvalue()


def _format_json(rows: Rows) -> str:
    found = [
        {name: _describe(term) for name, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.terms
    ]
    answer = {"head": {"vars": list(rows.columns)}, "results": {"bindings": found}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _describe(term: Term) -> dict[str, str]:
    """A term as SPARQL 1.1 JSON results write it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        return {"type": "literal", "value": str(term)}
    described = {"type": "literal", "value": term.value}
    if term.language:
        described["xml:lang"] = term.language
    elif term.datatype.value != PREFIXES["xsd"] + "string":
        described["datatype"] = term.datatype.value
    return described
