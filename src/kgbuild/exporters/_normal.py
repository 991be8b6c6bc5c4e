"""A network in, one that any network format can hold out, with the type of every column.

networkx's own writers fail on None, dates and lists, write files that are not well-formed XML, and take attributes
named `type`, `start` or `label` for something else; after this step nothing of that is left.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from kgbuild.exporters._columns import JOINT

if TYPE_CHECKING:
    import networkx as nx

ColumnType = Literal["boolean", "long", "double", "string"]
Scalar = str | int | float | bool
Row = dict[str, Scalar]
ILLEGAL_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write, escaped or not."""
_LONG = 2**63
_PYTHON: dict[ColumnType, type] = {"boolean": bool, "long": int, "double": float, "string": str}


class PlainNode(Struct, frozen=True):
    """A node: its name, what to show, and its values."""

    id: str
    label: str
    values: Row


class PlainEdge(Struct, frozen=True):
    """An edge: a name unique in the file, its ends, its weight, its values, and what to show."""

    id: str
    source: str
    target: str
    weight: float
    values: Row
    label: str = ""


class PlainNetwork(Struct, frozen=True):
    """Nodes and edges in the network's order, and the columns their values fall into."""

    directed: bool
    nodes: tuple[PlainNode, ...]
    edges: tuple[PlainEdge, ...]
    node_columns: dict[str, ColumnType]
    edge_columns: dict[str, ColumnType]


def normalise_network(network: nx.Graph, *, reserved: frozenset[str] = frozenset()) -> PlainNetwork:
    """The network with scalar values only.

    None and numbers that are not finite are dropped, dates become ISO text, numpy's numbers plain ones, lists are
    joined by "; ", characters that XML lacks are stripped. A name in `reserved`, or one that the stripping makes equal
    to another, gets `_value` behind it; a node's name that is taken gets `~2`. A column that mixes types becomes text
    (whole and broken numbers: double), and so does a whole number beyond 64 bits. The `label` of a node, the `weight`
    of an edge and, where it is reserved, the `label` of an edge are fields of their own.
    """
    names = _name_nodes(network)
    fields = frozenset({"weight"} | ({"label"} & reserved))
    node_rows, node_columns = _make_table((values for _, values in network.nodes(data=True)), reserved, {"label"})
    edge_rows, edge_columns = _make_table((values for *_, values in network.edges(data=True)), reserved, fields)
    nodes = tuple(
        PlainNode(names[node], _read_label(values, names[node]), row)
        for (node, values), row in zip(network.nodes(data=True), node_rows, strict=True)
    )
    edges = tuple(
        PlainEdge(f"e{number}", names[source], names[target], _read_weight(values), row, _read_label(values, ""))
        for number, ((source, target, values), row) in enumerate(zip(network.edges(data=True), edge_rows, strict=True))
    )
    return PlainNetwork(network.is_directed(), nodes, edges, node_columns, edge_columns)


def clean_text(text: str) -> str:
    """The text without characters that XML can't hold."""
    return ILLEGAL_XML.sub("", text) if ILLEGAL_XML.search(text) else text


def clean_value(value: object) -> Scalar | None:
    """A value as text, number or truth; `None` where nothing is left to say."""
    if type(value) is str:
        return clean_text(value)
    if type(value).__module__ == "numpy":
        value = getattr(value, "tolist", lambda: str(value))()
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value) if -_LONG <= value < _LONG else str(int(value))
    if isinstance(value, bool | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple):
        return JOINT.join(_spell(part) for part in map(clean_value, value) if part is not None) or None
    return clean_text(str(value))


def describe_network(network: nx.Graph) -> Row:
    """What is said of the network itself, in the same way."""
    facts = ((clean_text(str(name)), clean_value(value)) for name, value in network.graph.items())
    return {name: value for name, value in facts if value is not None}


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


def _name_nodes(network: nx.Graph) -> dict[Hashable, str]:
    """Each node with a name that no other has."""
    names: dict[Hashable, str] = {}
    taken: set[str] = set()
    for node in network:
        name = _find_free(clean_text(str(node)) or "_", taken, lambda name, number: f"{name}~{number}")
        names[node] = name
        taken.add(name)
    return names


def _find_free(name: str, taken: set[str], vary: Callable[[str, int], str]) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = vary(name, number)
    return free


def _make_table(
    given: Iterable[Mapping[str, object]], reserved: frozenset[str], fields: Collection[str]
) -> tuple[list[Row], dict[str, ColumnType]]:
    """The rows with clean values under clean names, each of its column's type; `fields` are left out."""
    rows = list(given)
    titles: dict[str, str] = {}
    taken = set(reserved)
    for name in sorted({name for row in rows for name in row if name not in fields}, key=str):
        title = clean_text(str(name)) or "_"
        titles[name] = _find_free(title, taken, lambda name, number: name + "_value" * (number - 1))
        taken.add(titles[name])
    order = sorted(titles, key=titles.__getitem__)
    cleaned = [_clean_row(row, order, titles) for row in rows]
    columns = list_columns(cleaned)
    mixed = {name for row in cleaned for name, value in row.items() if type(value) is not _PYTHON[columns[name]]}
    for row in cleaned if mixed else ():
        row.update({name: _cast(row[name], columns[name]) for name in mixed & row.keys()})
    return cleaned, columns


def _clean_row(row: Mapping[str, object], order: list[str], titles: dict[str, str]) -> Row:
    clean: Row = {}
    for name in order:
        if name in row and (value := clean_value(row[name])) is not None:
            clean[titles[name]] = value
    return clean


def _read_label(values: Mapping[str, object], otherwise: str) -> str:
    label = clean_value(values.get("label"))
    return otherwise if label is None else _spell(label)


def _read_weight(values: Mapping[str, object]) -> float:
    weight = clean_value(values.get("weight"))
    return float(weight) if isinstance(weight, int | float) else 1.0


def _cast(value: Scalar, kind: ColumnType) -> Scalar:
    if kind == "double":
        return float(value)
    return _spell(value) if kind == "string" else value


def _spell(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
