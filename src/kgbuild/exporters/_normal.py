"""A network in, one that any network format can hold out, with the type of every column.

networkx's own writers fail on None, dates and lists, write files that are not well-formed XML, and take attributes
named `type`, `start` or `label` for something else; after this step nothing of that is left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from kgbuild.exporters._rdf import ILLEGAL_XML

if TYPE_CHECKING:
    import networkx as nx

ColumnType = Literal["boolean", "long", "double", "string"]
Scalar = str | int | float | bool
Row = dict[str, Scalar]


class PlainNode(Struct, frozen=True):
    """A node: its name, what to show, and its values."""

    id: str
    label: str
    values: Row


class PlainEdge(Struct, frozen=True):
    """An edge: a name unique in the file, its ends, its weight, and its values."""

    id: str
    source: str
    target: str
    weight: float
    values: Row


class PlainNetwork(Struct, frozen=True):
    """Nodes and edges in the network's order, and the columns their values fall into."""

    directed: bool
    nodes: tuple[PlainNode, ...]
    edges: tuple[PlainEdge, ...]
    node_columns: dict[str, ColumnType]
    edge_columns: dict[str, ColumnType]


def normalise_network(network: nx.Graph, *, reserved: frozenset[str] = frozenset()) -> PlainNetwork:
    """The network with scalar values only.

    None and numbers that are not finite are dropped, dates become ISO text, lists are joined by "; ", characters that
    XML lacks are stripped, a name in `reserved` gets `_value` behind it. A column that mixes types becomes text (whole
    and broken numbers: double). `label` and `weight` are fields of their own.
    """
    nodes, edges = [], []
    for name, values in network.nodes(data=True):
        row = _clean_row(values, reserved | {"label"})
        nodes.append(PlainNode(clean_text(str(name)), clean_text(str(values.get("label", name))), row))
    for number, (source, target, values) in enumerate(network.edges(data=True)):
        row = _clean_row(values, reserved | {"weight"})
        weight = values.get("weight", 1.0)
        ends = clean_text(str(source)), clean_text(str(target))
        edges.append(PlainEdge(f"e{number}", *ends, float(weight) if isinstance(weight, int | float) else 1.0, row))
    node_columns = list_columns(node.values for node in nodes)
    edge_columns = list_columns(edge.values for edge in edges)
    return PlainNetwork(
        directed=network.is_directed(),
        nodes=tuple(PlainNode(node.id, node.label, _cast_row(node.values, node_columns)) for node in nodes),
        edges=tuple(
            PlainEdge(edge.id, edge.source, edge.target, edge.weight, _cast_row(edge.values, edge_columns))
            for edge in edges
        ),
        node_columns=node_columns,
        edge_columns=edge_columns,
    )


def clean_text(text: str) -> str:
    """The text without characters that XML can't hold."""
    return ILLEGAL_XML.sub("", text) if ILLEGAL_XML.search(text) else text


def clean_value(value: object) -> Scalar | None:
    """A value as text, number or truth; `None` where nothing is left to say."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple):
        return "; ".join(str(part) for part in map(clean_value, value) if part is not None) or None
    return clean_text(str(value))


def list_columns(rows: Iterable[Row]) -> dict[str, ColumnType]:
    """Every name with the narrowest type that holds all its values, names sorted."""
    seen: dict[str, set[type]] = {}
    for row in rows:
        for name, value in row.items():
            seen.setdefault(name, set()).add(type(value))
    return {name: _name_type(types) for name, types in sorted(seen.items())}


def _name_type(types: set[type]) -> ColumnType:
    if types == {bool}:
        return "boolean"
    if types == {int}:
        return "long"
    return "double" if types <= {int, float} else "string"


def _clean_row(values: Mapping[str, object], reserved: frozenset[str]) -> Row:
    row: Row = {}
    for name, value in values.items():
        clean = clean_value(value)
        if name in {"label", "weight"} and name in reserved:
            continue
        if clean is not None:
            row[clean_text(f"{name}_value" if name in reserved else str(name))] = clean
    return row


def _cast_row(row: Row, columns: dict[str, ColumnType]) -> Row:
    """The row with its columns' types, in the columns' order."""
    return {name: _cast(row[name], kind) for name, kind in columns.items() if name in row}


def _cast(value: Scalar, kind: ColumnType) -> Scalar:
    if kind == "double":
        return float(value)
    if kind == "string" and not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    return value
