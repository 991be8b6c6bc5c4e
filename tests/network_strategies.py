"""Networks with all that attributes may hold, and what the loss table says is left of it in a file."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

import networkx as nx
import numpy as np
from hypothesis import strategies as st

NAMES = (
    "type",
    "start",
    "end",
    "label",
    "id",
    "weight",
    "kind",
    "source",
    "size",
    "x",
    "Größe",
    "a b",
    '<&>"',
    "d\x02e",
)
TEXTS = st.text() | st.sampled_from(
    ["", " ", "غزة", "🚀", "]]>", "a\x00b", "\r\n\t", "\u2028\x85", "\ud800x", "true", "1"]
)
NUMPY = st.sampled_from(
    [np.int64(-3), np.float32(0.5), np.bool_(True), np.str_("п"), np.float64("nan"), np.array([1, 2])]
)
PLAIN = st.booleans() | st.integers() | st.floats() | TEXTS | st.dates() | st.datetimes()
VALUES = st.none() | PLAIN | NUMPY | st.lists(st.none() | PLAIN, max_size=3) | st.sets(TEXTS, max_size=3)
ROWS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4)
NODES = st.integers(0, 3) | st.sampled_from(["0", "n", "<&>", "غزة", "a\x01", "a", "", "🚀"])
KINDS = st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])


@st.composite
def networks(draw: Any) -> nx.Graph:
    """Empty ones, self loops, parallel edges, nodes whose names are alike."""
    network = draw(KINDS)()
    for node in draw(st.lists(NODES, max_size=5)):
        network.add_node(node, **draw(ROWS))
    for source, target in draw(st.lists(st.tuples(NODES, NODES), max_size=5)):
        key = network.add_edge(source, target)
        edge = (source, target) if key is None else (source, target, key)
        network.edges[edge].update(draw(ROWS))
    return network


def lose(value: object) -> object:
    """What a value is in a file, None where it is not there."""
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    match value:
        case bool() | None:
            return value
        case int():
            return value if abs(value) < 2**63 else str(value)
        case float():
            return value if math.isfinite(value) else None
        case datetime() | date():
            return value.isoformat()
        case list() | set():
            parts = [lose(part) for part in (sorted(value, key=str) if isinstance(value, set) else value)]
            return "; ".join(spell(part) for part in parts if part is not None) or None
    return "".join(sign for sign in str(value) if is_legal(ord(sign)))


def is_legal(code: int) -> bool:
    """Whether XML 1.0 has the character."""
    return code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF


def spell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def lose_rows(rows: list[dict[str, object]], renamed: set[str], left_out: set[str]) -> list[dict[str, object]]:
    """Rows as a file holds them: columns of one type, reserved names with `_value`."""
    clean = []
    for row in rows:
        kept = {(f"{name}_value" if name in renamed else lose(name)): lose(value) for name, value in row.items()
                if name not in left_out}  # fmt: skip
        clean.append({name: value for name, value in kept.items() if value is not None})
    for name in {name for row in clean for name in row}:
        types = {type(row[name]) for row in clean if name in row}
        for row in clean:
            if name in row and len(types) > 1:
                row[name] = float(row[name]) if types == {int, float} else spell(row[name])
    return clean
