"""A node or edge in, the colour and size it is drawn with out: the same in every format that can hold them."""

from __future__ import annotations

import math
from collections import Counter
from typing import get_args

from kgbuild.exporters._columns import JOINT
from kgbuild.exporters._normal import PlainEdge, PlainNetwork, PlainNode
from kgbuild.exporters._views.facts import PLAIN_ROLES
from kgbuild.model import LinkKind

Colour = tuple[int, int, int]
"""Red, green, blue, 0 to 255 each."""
NODE_COLOURS: dict[str, Colour] = {
    "actor": (31, 119, 180),
    "place": (44, 160, 44),
    "statement": (150, 150, 150),
    "event": (214, 39, 40),
    "article": (188, 189, 34),
    "publisher": (148, 103, 189),
}
CYTOSCAPE_SHAPES: dict[str, str] = {
    "place": "rectangle",
    "statement": "round-rectangle",
    "event": "hexagon",
    "article": "diamond",
    "publisher": "octagon",
}
"""As Cytoscape calls them; all else is an ellipse."""
OTHER_COLOUR: Colour = (127, 127, 127)
EDGE_COLOURS: dict[Colour, frozenset[str]] = {
    (120, 170, 120): frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE"}),
    (40, 130, 60): frozenset({"COOPERATE", "AID", "RETREAT"}),
    (230, 150, 70): frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
    (190, 40, 40): frozenset(
        {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "CASUALTY", "DISPLACE", "CONTROL"}
    ),
}
"""Cooperation green, conflict orange to red; words pale, deeds strong."""
_OF_SHARE = {f"weight_{action}": colour for colour, actions in EDGE_COLOURS.items() for action in actions}
LINK_COLOURS: dict[str, Colour] = {
    "contradicts": (190, 40, 40),
    "updates": (31, 119, 180),
    "corroborates": (40, 130, 60),
}
BOND_COLOURS: dict[str, Colour] = {
    "same-statement": (60, 60, 60),
    "same-event": (130, 130, 130),
    "same-article": (205, 205, 205),
}
"""Of two places: the closer the darker."""
_MARKS = LINK_COLOURS | BOND_COLOURS
NOT_TOLD: Colour = (205, 205, 205)
"""Of an edge that says of no deed that it was done: pale, so that it is not taken for one."""
UNTOLD_STANCES = ("denies", f"denies{JOINT}neither", "neither", f"neither{JOINT}denies")
"""What `stance` is on such an edge, or on one that only such edges are folded into."""
LINKS: frozenset[str] = frozenset(get_args(LinkKind))
SMALLEST, LARGEST, USUAL = 6.0, 60.0, 25


def choose_node_colour(node: PlainNode) -> Colour:
    """By kind."""
    return NODE_COLOURS.get(str(node.values.get("kind")), OTHER_COLOUR)


def choose_edge_colour(edge: PlainEdge) -> Colour:
    """By action, pale where that is denied or planned; links of statements and bonds of places by what they are.

    Of a folded edge, the action is the one that most of its statements affirm (of those that have a colour, the first
    by name of several), and the closest bond counts.
    """
    roles = list_roles(edge)
    for role, colour in _MARKS.items():
        if role in roles:
            return colour
    if roles <= PLAIN_ROLES:
        return OTHER_COLOUR
    if not is_told(edge):
        return NOT_TOLD
    shares = sorted(name for name in _OF_SHARE.keys() & edge.values.keys() if isinstance(edge.values[name], float))
    name = max(shares, key=lambda name: float(edge.values[name]), default=f"weight_{edge.values.get('action')}")
    return _OF_SHARE.get(name, OTHER_COLOUR)


def list_roles(edge: PlainEdge) -> frozenset[str]:
    """What the edge is, or all that the edges were that are folded into it."""
    return frozenset(str(edge.values.get("role")).split(JOINT))


def is_told(edge: PlainEdge) -> bool:
    """Whether a statement behind the edge says of a deed that it was done; also where `stance` is not known."""
    return edge.values.get("stance") not in UNTOLD_STANCES


def write_colour(colour: Colour) -> str:
    """As CSS spells it: `#1F77B4`."""
    return "#{:02X}{:02X}{:02X}".format(*colour)


def find_sizes(plain: PlainNetwork) -> dict[str, float]:
    """The diameter of each node, from 6 to 60: its area grows with the statements on its edges."""
    told: Counter[str] = Counter()
    for edge in plain.edges:
        statements = edge.values.get("statements", 1)
        for end in (edge.source, edge.target):
            told[end] += statements if isinstance(statements, int) else 1
    most = max(USUAL, *told.values()) if told else USUAL
    return {node.id: round(max(SMALLEST, LARGEST * math.sqrt(max(0, told[node.id]) / most)), 1) for node in plain.nodes}
