"""What it costs to compare two large graphs, to explain a node of one, and to warn of a slow query.

    python tests/bench/comparing.py [--articles 5000] [--per 2] [--keep DIR]

The graphs are of the invented statements of assembly.py, a hundred quads each: 5,000 articles of two statements are a
million quads. Compared are a graph with itself, with one article more, and with one in which each statement has another
confidence. Prints wall seconds and peak memory of each command, and the seconds of NOT EXISTS and of its rewrite for
twice and four times the statements.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from msgspec.structs import replace

from assembly import make_archive
from kgbuild.graph.linting import lint
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import PREFIXES

QUERY = 'SELECT ?s { ?s a kg:Statement FILTER NOT EXISTS { ?s kg:role ?r . ?r kg:slot "recipient" } }'
_PEAK = """
import runpy, sys
sys.argv = ["kgbuild", *sys.argv[1:]]
try:
    runpy.run_module("kgbuild", run_name="__main__")
except SystemExit:
    pass
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")), file=sys.stderr)
"""


def make_graph(folder: Path, articles: int, per: int, *, confidence: float | None = None, more: int = 0) -> None:
    """A graph of so many invented articles, each statement with this confidence if one is given."""
    sync, os.fsync = os.fsync, lambda _: None  # only here: the bench may lose what it made up
    try:
        with Graph.open(folder, create=True) as graph:
            for article, statements in itertools.islice(make_archive(10**9), articles + more):
                if confidence is None:
                    graph.add(article, statements[:per])
                else:
                    graph.add(article, [replace(one, confidence=confidence) for one in statements[:per]])
            graph.finish()
    finally:
        os.fsync = sync


def run(*words: str) -> tuple[float, int]:
    """Wall seconds and peak megabytes of a command."""
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", _PEAK, *words], capture_output=True, text=True, check=False)
    return time.monotonic() - begun, int(done.stderr.split()[-1]) // 1024


def measure_absence(statements: int) -> tuple[float, float]:
    """Seconds of NOT EXISTS and of its rewrite over so many statements with a role each."""
    store = ox.Store()
    kg, a = PREFIXES["kg"], ox.NamedNode(PREFIXES["rdf"] + "type")
    for number in range(statements):
        statement, role = (ox.NamedNode(f"http://x/{kind}{number}") for kind in "sr")
        store.add(ox.Quad(statement, a, ox.NamedNode(kg + "Statement")))
        store.add(ox.Quad(statement, ox.NamedNode(kg + "role"), role))
        store.add(ox.Quad(role, ox.NamedNode(kg + "slot"), ox.Literal("actor" if number % 2 else "recipient")))
    (trap,) = lint(QUERY)
    seconds = []
    for text in (QUERY, trap.rewrite or ""):
        begun = time.monotonic()
        list(store.query(text, prefixes=PREFIXES))  # type: ignore[arg-type]
        seconds.append(time.monotonic() - begun)
    return seconds[0], seconds[1]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--per", type=int, default=2, help="statements of an article")
    parser.add_argument("--keep", type=Path, help="where the graphs are, or are made and left")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        home = options.keep or Path(name)
        old, same, one, all_ = (home / kind for kind in ("old", "same", "one", "all"))
        if not old.exists():
            make_graph(old, options.articles, options.per)
            shutil.copytree(old, same)
            make_graph(one, options.articles, options.per, more=1)
            make_graph(all_, options.articles, options.per, confidence=0.123)
        with Graph.open(old) as graph:
            statement, event = next(graph.statements()).id, max(graph.events(), key=lambda one: len(one.statements)).id
            size = graph.manifest.bytes / 1e6
        sys.stdout.write(f"{options.articles:,} articles, {size:,.0f} MB\n")
        for what, words in (
            ("diff, the same", ["diff", str(old), str(same)]),
            ("diff, one article more", ["diff", str(old), str(one)]),
            ("diff, every statement", ["diff", str(old), str(all_), "--limit", "10"]),
            ("explain a statement", ["explain", str(old), statement]),
            ("explain the largest event", ["explain", str(old), f"event/{event}"]),
        ):
            seconds, peak = run(*words)
            sys.stdout.write(f"{what.ljust(26)} {seconds:6.1f} s  {peak:,} MB\n")
    for statements in (1000, 2000, 4000):
        slow, fast = measure_absence(statements)
        sys.stdout.write(f"NOT EXISTS over {statements:,}: {slow:.3f} s, rewritten {fast:.4f} s\n")


if __name__ == "__main__":
    main()
