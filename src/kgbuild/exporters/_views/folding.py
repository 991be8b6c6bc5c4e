"""Parallel edges in, one of them out, which leads back to every statement behind it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from kgbuild.exporters._columns import JOINT
from kgbuild.exporters._views.building import EdgeKey, View
from kgbuild.exporters._views.facts import Attributes, join

_LISTS = frozenset({"article", "other_statement", "other_url", "statement", "url"})


def fold_view(view: View, *, by_label: bool = False) -> View:
    """One edge for each pair of nodes, or for each pair and `label`, which is its key then.

    An edge of a pair tells how its weight divides: `weight_ASSAULT` adds up what affirms an attack, `weight_denies`
    what denies and `weight_neither` what neither affirms nor denies something.
    """
    parallel: dict[EdgeKey, list[Attributes]] = {}
    for (source, target, _), values in view.edges.items():
        key = str(values["label"]) if by_label else ""
        parallel.setdefault((source, target, key), []).append(values)
    edges = {key: fold(found) | ({} if by_label else _divide(found)) for key, found in parallel.items()}
    return View(view.name, view.directed, view.nodes, dict(sorted(edges.items())))


def fold(edges: list[Attributes]) -> Attributes:
    """Weights added, the first and last known day, the highest confidence, other differing values joined by "; ".

    `statements` counts the statements behind it, `days` holds the interval of each (EDTF, ".." for an open end).
    """
    if len(edges) == 1 and "statements" not in edges[0]:
        return {**edges[0], "statements": 1, **_span(edges)}
    merged: Attributes = {}
    for name in dict.fromkeys(chain.from_iterable(edges)):
        values = [value for edge in edges if (value := edge.get(name)) is not None]
        if name == "weight":
            merged[name] = float(sum(map(float, values)))
        elif name == "confidence":
            merged[name] = max(map(float, values))
        elif name == "earliest":
            merged[name] = min(map(str, values), default=None)
        elif name == "latest":
            merged[name] = max(map(str, values), default=None)
        elif name not in {"days", "statements"}:
            merged[name] = _join(name, values)
    merged["statements"] = len(str(merged["statement"]).split(JOINT))
    merged.update(_span(edges))
    return {name: value for name, value in merged.items() if value is not None}


def _span(edges: list[Attributes]) -> Attributes:
    """The days of edges, where any is known."""
    days = sorted(set(chain.from_iterable(map(list_days, edges))))
    return {} if days == ["../.."] else {"days": JOINT.join(days)}


def list_days(values: Mapping[str, object]) -> list[str]:
    """The intervals of an edge or node: those in `days`, else `earliest` to `latest`; ".." stands for the unknown."""
    if values.get("days"):
        return str(values["days"]).split(JOINT)
    return [f"{values.get('earliest') or '..'}/{values.get('latest') or '..'}"]


def _join(name: str, values: list[str | int | float | bool]) -> str | int | float | bool | None:
    """The value that all share, else their texts; ids and addresses that are joined already are not repeated."""
    if len(set(values)) <= 1:
        return values[0] if values else None
    if name in _LISTS:
        return join(chain.from_iterable(str(value).split(JOINT) for value in values))
    return join(map(str, values))


def _divide(edges: list[Attributes]) -> Attributes:
    """The weight of those that stand for one statement, by what this says."""
    shares: Attributes = {}
    for edge in edges:
        if "action" in edge and "statements" not in edge:
            share = edge["action"] if edge["stance"] == "affirms" else edge["stance"]
            shares[f"weight_{share}"] = float(shares.get(f"weight_{share}") or 0.0) + float(edge["weight"] or 0.0)
    return dict(sorted(shares.items()))
