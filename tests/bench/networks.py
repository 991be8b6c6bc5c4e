"""What it costs to write a large network: so many made-up edges in, seconds and size of GEXF and GraphML out.

    python tests/bench/networks.py [--edges 200000]

Seconds are those of writing, the check of the finished file included; asked are 30 for 200,000 edges, and the exit code
is 1 above that. A tenth as many nodes; the edges have the attributes of the view of actors.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import networkx as nx

from kgbuild.exporters._output import Output
from kgbuild.exporters.gexf import write_gexf
from kgbuild.exporters.graphml import write_graphml

MOST = 30.0 / 200_000
"""Seconds an edge."""
STEP = 7919
"""A prime, so that ends are spread without chance."""


def make_network(edges: int) -> nx.MultiDiGraph:
    """Actors who shell each other, every statement with its sentence."""
    network = nx.MultiDiGraph(view="actors")
    count = max(2, edges // 10)
    names = [f"https://example.org/actor/{number}" for number in range(count)]
    network.add_nodes_from(
        (name, {"label": f"Actor {number}", "kind": "actor", "acts": number}) for number, name in enumerate(names)
    )
    for number in range(edges):
        day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        network.add_edge(
            names[number * STEP % count], names[(number * STEP + number // count + 1) % count], f"s{number}/acts-on",
            label="ASSAULT", role="acts-on", weight=1.0, statement=f"s{number:012}", article=f"a{number // 9}",
            url=f"https://example.org/?article={number // 9}&page=1", publisher="Daily & Sons", action="ASSAULT",
            evidence=f"Rebels shelled the market in Goma on Monday, killing {number} people, an army spokesman said.",
            mode="heavy-weapons", status="claimed", polarity="positive", modality="actual", stance="affirms",
            earliest=day, latest=day, precision="day", claimants="AFP; an army spokesman", place="Goma", confidence=0.8,
        )  # fmt: skip
    return network


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description="Measure what it costs to write a large network.")
    parser.add_argument("--edges", type=int, default=200_000)
    given = parser.parse_args(words)
    network = make_network(given.edges)
    sys.stdout.write(f"load of the machine {os.getloadavg()[0]:.1f}\n")
    slow = False
    with TemporaryDirectory(prefix="kgbuild-bench-") as name:
        for write, kind in ((write_gexf, "gexf"), (write_graphml, "graphml")):
            path = Path(name) / kind
            begun = perf_counter()
            with Output(path) as output:
                write(network, output)
            seconds = perf_counter() - begun
            slow = slow or seconds > MOST * given.edges
            size = path.stat().st_size / 1e6
            sys.stdout.write(f"{kind:8} {given.edges:,} edges {seconds:8.2f} s {size:8.1f} MB\n")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
