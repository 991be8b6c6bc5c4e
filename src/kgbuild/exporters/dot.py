"""A view of the graph as DOT, for Graphviz: shapes and colours by kind, lines by action, all attributes besides.

A line that says of no deed that it was done is dashed. In pictures that can hold them (SVG), a line leads to its
article and shows its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kgbuild.exporters._columns import JOINT
from kgbuild.exporters._look import choose_edge_colour, choose_node_colour, find_sizes, is_told, write_colour
from kgbuild.exporters._network import to_networkx
from kgbuild.exporters._normal import PlainEdge, PlainNetwork, PlainNode, Row, Scalar, normalise_network
from kgbuild.exporters._output import Output
from kgbuild.exporters._parallel import list_keys
from kgbuild.exporters._xml import write_scalar
from kgbuild.graph.claim_graph import ClaimGraph

if TYPE_CHECKING:
    import networkx as nx

RESERVED = frozenset({
    "area", "arrowhead", "arrowsize", "arrowtail", "class", "color", "colorscheme", "comment", "constraint",
    "decorate", "dir", "distortion", "edgehref", "edgetarget", "edgetooltip", "edgeURL", "fillcolor",
    "fixedsize", "fontcolor", "fontname", "fontsize", "gradientangle", "group", "head_lp", "headclip",
    "headhref", "headlabel", "headport", "headtarget", "headtooltip", "headURL", "height", "href", "id",
    "image", "imagepos", "imagescale", "key", "label", "labelangle", "labeldistance", "labelfloat",
    "labelfontcolor", "labelfontname", "labelfontsize", "labelhref", "labelloc", "labeltarget", "labeltooltip",
    "labelURL", "layer", "len", "lhead", "lp", "ltail", "margin", "minlen", "nojustify", "ordering",
    "orientation", "penwidth", "peripheries", "pin", "pos", "radius", "rects", "regular", "root", "samehead",
    "samplepoints", "sametail", "shape", "shapefile", "showboxes", "sides", "skew", "sortv", "style", "tail_lp",
    "tailclip", "tailhref", "taillabel", "tailport", "tailtarget", "tailtooltip", "tailURL", "target",
    "tooltip", "URL", "vertices", "weight", "width", "xlabel", "xlp", "z",
})  # fmt: skip
"""Attributes of nodes and edges that mean something to Graphviz."""
SHAPES = {"place": "box", "statement": "note", "event": "hexagon", "article": "folder", "publisher": "house"}
"""By kind; all else is an ellipse."""
_POINTS = 72
"""To the inch, which is Graphviz's unit of widths."""
_PALE_TEXT = "#7F7F7F"
_HEAD = """  layout=neato; overlap=prism; sep="+6"; outputorder=edgesfirst; splines=true;
  node [style=filled, fontcolor=black, color=white, fontname="Helvetica,Arial,sans-serif", fontsize=11];
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=8, arrowsize=0.6];
"""
_ENTITY = re.compile(r"\\|&(?=#?\w+;)")


def export(
    graph: ClaimGraph, output: Output, *, view: str = "actors", undirected: bool = False, fold: bool = False
) -> None:
    """Write one view as DOT; with `fold` a pair of nodes has one line."""
    write_dot(to_networkx(graph, view=view, directed=not undirected, multi=not fold), output)


def write_dot(network: nx.Graph, output: Output) -> None:
    """Write any networkx network as DOT, a node or line a line; a name of Graphviz's gets `_value` behind it."""
    plain = normalise_network(network, reserved=RESERVED)
    with output.open() as file:
        for line in _list_lines(plain, list_keys(network)):
            file.write(line.encode())


def _list_lines(plain: PlainNetwork, keys: Iterable[str | None]) -> Iterator[str]:
    kind, arrow = ("digraph", "->") if plain.directed else ("graph", "--")
    yield f"{kind} {{\n{_HEAD}"
    sizes = find_sizes(plain)
    for node in plain.nodes:
        yield f"  {_quote(node.id)} [{_write(_dress_node(node, sizes[node.id]), node.values)}];\n"
    for edge, key in zip(plain.edges, keys, strict=True):
        named: Row = {} if key is None else {"key": key}
        ends = f"{_quote(edge.source)} {arrow} {_quote(edge.target)}"
        yield f"  {ends} [{_write(_dress_edge(edge), named | edge.values)}];\n"
    yield "}\n"


def _dress_node(node: PlainNode, size: float) -> Row:
    kind = str(node.values.get("kind", ""))
    told = (node.label, kind, str(node.values.get("actor_kind", "")), str(node.values.get("country", "")))
    dress: Row = {
        "label": _escape(node.label),
        "tooltip": _escape(", ".join(dict.fromkeys(filter(None, told)))),
        "shape": SHAPES.get(kind, "ellipse"),
        "fillcolor": f"{write_colour(choose_node_colour(node))}80",
        "width": round(size / _POINTS, 2),
    }
    if "url" in node.values:
        dress["URL"] = _escape(str(node.values["url"]))
    return dress


def _dress_edge(edge: PlainEdge) -> Row:
    colour = write_colour(choose_edge_colour(edge))
    dress: Row = {"label": _escape(edge.label), "color": colour, "fontcolor": colour, "weight": edge.weight}
    if not is_told(edge):
        dress |= {"style": "dashed", "fontcolor": _PALE_TEXT}
    if "url" in edge.values:
        dress["URL"] = _escape(str(edge.values["url"]).split(JOINT)[0])
    if "evidence" in edge.values:
        dress["tooltip"] = _escape(str(edge.values["evidence"]))
    return dress


def _write(*rows: Row) -> str:
    return ", ".join(f"{_write_name(name)}={_write_value(value)}" for row in rows for name, value in row.items())


def _write_name(name: str) -> str:
    return name if re.fullmatch("[A-Za-z_][A-Za-z_0-9]*", name) else _quote(name)


def _write_value(value: Scalar) -> str:
    return str(value) if type(value) is int else _quote(write_scalar(value))


def _quote(text: str) -> str:
    """In quotes; a backslash is doubled, which Graphviz leaves as it is, since one before a quote would be lost."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _escape(text: str) -> str:
    r"""Text that is drawn: there `\N` is the node's name and `&amp;` is `&`, so both begin with an entity."""
    return _ENTITY.sub(lambda found: f"&#{ord(found[0])};", text)
