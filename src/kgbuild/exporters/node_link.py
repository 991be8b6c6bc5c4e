"""A view of the graph as node-link JSON, for D3, sigma and `networkx.node_link_graph(data, edges="edges")`."""

from __future__ import annotations

import json

from kgbuild.exporters._claims import ClaimGraph
from kgbuild.exporters._network import to_networkx
from kgbuild.exporters._output import Output


def export(graph: ClaimGraph, output: Output, *, view: str = "actors") -> None:
    """Write one view as JSON, one node or edge a line."""
    network = to_networkx(graph, view=view)
    nodes = [_dump({"id": name, **values}) for name, values in network.nodes(data=True)]
    edges = [
        _dump({"source": source, "target": target, "key": key, **values})
        for source, target, key, values in network.edges(keys=True, data=True)
    ]
    head = _dump({"directed": network.is_directed(), "multigraph": True, "graph": network.graph})[:-1]
    with output.open() as file:
        file.write(f'{head}, "nodes": [\n'.encode())
        file.write(",\n".join(nodes).encode())
        file.write(b'\n], "edges": [\n')
        file.write(",\n".join(edges).encode())
        file.write(b"\n]}\n")


def _dump(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False)
