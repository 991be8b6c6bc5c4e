"""Linked nodes in, a place in the plane for each out: springs pull what is linked together, everything pushes.

Why not networkx's layouts: they leave nodes as large as these over each other (some 160 pairs of 1,500 nodes; here none
lies over another), begin from chance, need scipy from 500 nodes on, let parts that do not hang together drift far off,
and take two to four times as long.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from kgbuild.errors import SettingsError

Points = NDArray[np.float64]
Links = list[tuple[int, int]]
LARGEST_PART = 4000
"""Connected nodes that springs take; every step looks at each pair."""
WIDE = 24.0
"""About how far linked nodes lie apart, beside their own width."""
GOLDEN = math.pi * (3 - math.sqrt(5))


def place_springs(links: Links, radii: Points) -> Points:
    """Where nodes of these radii come to rest; the parts that hang together lie around the largest of them.

    Raises:
        SettingsError: a part of the network is too large.
    """
    points = np.zeros((len(radii), 2))
    parts = _list_parts(len(radii), links)
    if parts and len(parts[0]) > LARGEST_PART:
        raise SettingsError(
            f"layout 'spring' takes {LARGEST_PART:,} connected nodes, here are {len(parts[0]):,}. Narrow the export by "
            "a filter, or leave the layout out and run ForceAtlas 2 in Gephi."
        )
    home = {node: number for number, part in enumerate(parts) for node in part}
    own: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for first, second in links:
        own[home[first]].append((first, second))
    for number, part in enumerate(parts):
        at = {node: index for index, node in enumerate(part)}
        inner = np.array([(at[first], at[second]) for first, second in own[number]], dtype=np.intp).reshape(-1, 2)
        points[part] = _relax(inner, radii[part])
    return _pack(points, parts, radii)


def _relax(links: NDArray[np.intp], radii: Points) -> Points:
    """Fruchterman and Reingold's springs, from a spiral with the most linked in its middle; large nodes push more."""
    count = len(radii)
    rank = np.argsort(np.argsort(-np.bincount(links.ravel(), minlength=count), kind="stable"), kind="stable")
    spiral = np.stack([np.cos(rank * GOLDEN), np.sin(rank * GOLDEN)])
    points: Points = WIDE * np.sqrt(rank + 0.5) * spiral
    rounds = 300 if count < 300 else 120 if count < 1500 else 60
    first, second = links.T
    for number in range(rounds if count > 1 else 0):
        moves = _push(points, WIDE + radii)
        along = points[:, second] - points[:, first]
        length = np.maximum(np.hypot(*along), 1e-9)
        gap = np.maximum(length - radii[first] - radii[second], 0.0)
        pull = along * (gap**2 / length / (WIDE * 2))
        for axis in (0, 1):
            np.add.at(moves[axis], first, pull[axis])
            np.add.at(moves[axis], second, -pull[axis])
        length = np.maximum(np.hypot(*moves), 1e-9)
        heat = WIDE * 4 * (1 - number / rounds)
        points += moves * (np.minimum(length, heat) / length)
    for _ in range(rounds // 5 if count > 1 else 0):
        points += _part(points, radii + 2)
    middle: Points = points.mean(axis=1, keepdims=True)
    return np.subtract(points, middle).T


def _push(points: Points, reach: Points) -> Points:
    """How far each node is pushed by all others, block by block."""
    moves = np.zeros_like(points)
    for begin in range(0, len(reach), 512):
        block = slice(begin, begin + 512)
        across, up = points[:, block, None] - points[:, None, :]
        push = (reach[block, None] + reach[None, :]) ** 2 / (4 * np.maximum(across**2 + up**2, 1.0))
        moves[:, block] = (across * push).sum(axis=1), (up * push).sum(axis=1)
    return moves


def _part(points: Points, radii: Points) -> Points:
    """How far each node has to move for none to lie over another, half of it each; block by block."""
    moves = np.zeros_like(points)
    for begin in range(0, len(radii), 512):
        block = slice(begin, begin + 512)
        across, up = points[:, block, None] - points[:, None, :]
        apart = np.maximum(np.hypot(across, up), 1e-6)
        over = np.maximum(radii[block, None] + radii[None, :] - apart, 0.0) / apart / 2
        moves[:, block] = (across * over).sum(axis=1), (up * over).sum(axis=1)
    return moves


def _pack(points: Points, parts: list[list[int]], radii: Points) -> Points:
    """The parts in rings around the largest, none over another."""
    packed = points.copy()
    extents = [float((np.hypot(*points[part].T) + radii[part]).max()) + 12.0 for part in parts]
    order = sorted(range(len(parts)), key=lambda number: -extents[number])
    inner, outer, angle = 0.0, 0.0, 0.0
    for place, number in enumerate(order):
        extent = extents[number]
        if place == 0:
            inner = outer = extent
            continue
        ring = inner + extent
        turn = 2 * math.asin(min(1.0, extent / ring))
        if angle + turn > 2 * math.pi or place == 1:
            inner, angle = outer, 0.0
            ring = inner + extent
            turn = 2 * math.asin(min(1.0, extent / ring))
            outer = ring + extent
        middle = angle + turn / 2
        packed[parts[number]] += (ring * math.cos(middle), ring * math.sin(middle))
        angle += turn
    return packed


def _list_parts(count: int, links: Links) -> list[list[int]]:
    """The nodes of each connected part, the largest part first."""
    root = list(range(count))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for first, second in links:
        root[find(second)] = find(first)
    parts: dict[int, list[int]] = defaultdict(list)
    for node in range(count):
        parts[find(node)].append(node)
    return sorted(parts.values(), key=lambda part: (-len(part), part[0]))
