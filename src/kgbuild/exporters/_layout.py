"""A network in, a place in the plane for each node out: the same one every time, without chance."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np

from kgbuild.errors import SettingsError
from kgbuild.exporters._look import LARGEST
from kgbuild.exporters._normal import PlainNetwork
from kgbuild.exporters._springs import GOLDEN, Links, Points, place_springs

Positions = dict[str, tuple[float, float]]
"""x to the right and y upwards for each node, in the unit of node sizes."""


def place_nodes(plain: PlainNetwork, layout: str | None, sizes: dict[str, float]) -> Positions:
    """Where each node is drawn; no layout, no place.

    `spring`: what is linked comes together, the parts that hang together around the largest of them. `circular`: on a
    circle, by kind. `map`: places where they are (Mercator, north upwards), all else amid what it is linked to.

    Raises:
        SettingsError: no such layout, or one that this network is too large for.
    """
    if layout is None:
        return {}
    if layout not in _LAYOUTS:
        raise SettingsError(f"no layout '{layout}'; have {', '.join(LAYOUTS)}.")
    points = _LAYOUTS[layout](plain, np.array([sizes[node.id] / 2 for node in plain.nodes]))
    return {node.id: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in zip(plain.nodes, points, strict=True)}


def _place_circle(plain: PlainNetwork, radii: Points) -> Points:
    """Side by side on a circle, as far apart as they are wide."""
    nodes = plain.nodes
    order = sorted(range(len(nodes)), key=lambda at: (str(nodes[at].values.get("kind")), -radii[at], nodes[at].id))
    points = np.zeros((len(nodes), 2))
    way = float((2 * radii + 8).sum())
    passed = 0.0
    for node in order:
        angle = 2 * math.pi * (passed + radii[node] + 4) / way
        points[node] = way / 4 * np.array([math.sin(angle), math.cos(angle)])
        passed += 2 * radii[node] + 8
    return points


def _place_map(plain: PlainNetwork, _: Points) -> Points:
    """Located places on a world 36,000 wide; others amid their neighbours, and those without any in rows below."""
    points: Points = np.full((len(plain.nodes), 2), np.nan)
    for at, node in enumerate(plain.nodes):
        lat, lon = node.values.get("lat"), node.values.get("lon")
        if isinstance(lat, int | float) and isinstance(lon, int | float):
            north = math.log(math.tan(math.pi / 4 + math.radians(max(-85.0, min(85.0, lat))) / 2))
            points[at] = (lon * 100, math.degrees(north) * 100)
    neighbours: dict[int, list[int]] = defaultdict(list)
    for first, second in _list_links(plain):
        neighbours[first].append(second)
        neighbours[second].append(first)
    crowd: dict[tuple[float, float], int] = defaultdict(int)
    newest: Iterable[int] = np.flatnonzero(~np.isnan(points[:, 0])).tolist()
    while newest:
        beside = {one for at in newest for one in neighbours[at] if np.isnan(points[one, 0])}
        newest = found = {
            lone: np.mean([points[one] for one in neighbours[lone] if not np.isnan(points[one, 0])], axis=0)
            for lone in sorted(beside)
        }
        for lone, middle in found.items():
            spot = (round(float(middle[0]), 1), round(float(middle[1]), 1))
            crowd[spot] += 1
            turn = crowd[spot]
            away = LARGEST * math.sqrt(turn)
            points[lone] = middle + away * np.array([math.cos(turn * GOLDEN), math.sin(turn * GOLDEN)])
    lost = np.flatnonzero(np.isnan(points[:, 0]))
    seen = points[~np.isnan(points[:, 0])]
    left, bottom = (seen[:, 0].min(), seen[:, 1].min()) if len(seen) else (0.0, 0.0)
    apart = LARGEST + 8
    across = max(1, math.ceil(math.sqrt(len(lost) * 4)))
    for number, lone in enumerate(lost.tolist()):
        points[lone] = (left + number % across * apart, bottom - 200 - number // across * apart)
    return points


def _list_links(plain: PlainNetwork) -> Links:
    """Linked nodes by their number, each pair once, the smaller first."""
    at = {node.id: number for number, node in enumerate(plain.nodes)}
    pairs = {(at[edge.source], at[edge.target]) for edge in plain.edges if edge.source != edge.target}
    return sorted({(min(pair), max(pair)) for pair in pairs})


_LAYOUTS: dict[str, Callable[[PlainNetwork, Points], Points]] = {
    "circular": _place_circle,
    "map": _place_map,
    "spring": lambda plain, radii: place_springs(_list_links(plain), radii),
}
LAYOUTS: tuple[str, ...] = tuple(_LAYOUTS)
"""What `layout` may be."""
