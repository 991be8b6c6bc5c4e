"""Rows as text: a table for reading, CSV, SPARQL 1.1 JSON results, Markdown, GeoJSON."""

from __future__ import annotations

import json
from typing import Literal

import pyoxigraph as ox

from kgbuild.csv_lines import write_line
from kgbuild.errors import GraphError
from kgbuild.graph.rows import Rows, Term, describe_term
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import BASE, PREFIXES, SCHEMES
from kgbuild.mapping import format_geojson

Format = Literal["table", "csv", "json", "md", "geojson"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "md", "geojson")
_WIDEST = 60
"""Characters of a table's cell; the other formats cut nothing."""


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
    body = ([None if term is None else _lexical(term) for term in row] for row in rows.terms)
    return "".join(map(write_line, (rows.columns, *body)))


def _format_json(rows: Rows) -> str:
    found = [
        {name: describe_term(term) for name, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.terms
    ]
    answer = {"head": {"vars": list(rows.columns)}, "results": {"bindings": found}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
