"""What searching and pushing a large graph cost: a graph in, seconds and sizes out.

Run as a program it reads the sample reports, copies their graph until there are a million quads, and measures:

    PYTHONPATH=tests python tests/bench/search_and_push.py [--quads N] [--graph DIR] [--keep DIR]

The index is built from nothing, then brought up to date after one more article; each question is asked ten times of an
opened graph and the median told. The push goes to an Oxigraph server on this machine where there is its binary.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from copies import count_copies, read_base, write_copies

from kgbuild.errors import EndpointError
from kgbuild.exporters import export_graph
from kgbuild.graph.search.answers import Searcher
from kgbuild.graph.search.filters import Filters
from kgbuild.graph.store import Graph
from kgbuild.model import make_article
from kgbuild.pipeline import build_graph
from kgbuild.settings import Settings
from kgbuild.stores import Client, make_target, push_graph

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "graph" / "articles"
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("drone strike", {}),
    ('"drone strike"', {"place": "Somalia"}),
    ("shell*", {}),
    ("killed", {"place": "Ukraine", "since": "2024", "until": "2025-06"}),
    ("said NOT army", {"action": "ASSAULT", "status": "claimed"}),
    ("the", {}),
    ("the", {"claimant": "army"}),
    ("Zelenskyy OR Goma", {"source": "Radio"}),
)
_ROUNDS = 10


def take(action: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds by the clock and the result."""
    before = perf_counter()
    result = action()
    return perf_counter() - before, result


def measure_search(folder: Path) -> list[str]:
    """Lines on the index and the questions."""
    for path in (folder / "store").glob("search.*"):
        path.unlink()
    lines = []
    with Graph.open(folder) as graph, Searcher(graph) as searcher:
        graph.query("ASK {}")
        seconds, _ = take(lambda: searcher.search("drone"))
        size = (folder / "store" / "search.sqlite").stat().st_size
        lines.append(f"index from nothing   {seconds:8.2f} s   {size / 1e6:,.0f} MB")
    with Graph.open(folder) as graph, Searcher(graph) as searcher:
        graph.query("ASK {}")
        seconds, _ = take(lambda: searcher.search("drone"))
        lines.append(f"index opened         {seconds:8.3f} s")
        times = []
        for question, filters in QUESTIONS:
            spent = [take(lambda: searcher.search(question, Filters(**filters))) for _ in range(_ROUNDS)]  # noqa: B023
            times.append(median(seconds for seconds, _ in spent))
            asked = " ".join([question, *(f"--{name} {value}" for name, value in filters.items())])
            lines.append(f"{times[-1] * 1000:8.1f} ms {spent[0][1].total:8,} hits   {asked}")
        lines.append(f"{median(times) * 1000:8.1f} ms the median, {max(times) * 1000:.1f} ms the worst")
    return lines


def measure_update(folder: Path) -> str:
    """A line on the index after one more article."""
    with Graph.open(folder, create=True) as graph:
        article = make_article("A balloon race over the grey heath was called off.", id="bench-one-more")
        graph.add(article, [])
        graph.finish()
    with Graph.open(folder) as graph, Searcher(graph) as searcher:
        graph.query("ASK {}")
        seconds, found = take(lambda: searcher.search("balloon"))
    return f"index after one more article {seconds:6.2f} s   {found.total} hit"


def measure_push(folder: Path, scratch: Path) -> list[str]:
    """Lines on shards and, where there is an Oxigraph, on three pushes: all, nothing new, one more article."""
    lines = []
    with Graph.open(folder) as graph:
        seconds, _ = take(lambda: export_graph(graph, "nquads", scratch / "shards", shards=8, gzip=True))
    size = sum(path.stat().st_size for path in (scratch / "shards").iterdir())
    lines.append(f"eight shards, compressed {seconds:8.2f} s   {size / 1e6:,.0f} MB")
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        return [*lines, "no push: there is no 'oxigraph' server; 'pip install oxigraph' brings it"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [binary, "serve", "--location", str(scratch / "oxigraph"), "--bind", address]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        target = make_target(f"http://{address}/query")
        with Client(target, pause=lambda _: time.sleep(0.2), tries=50) as client:
            client.count(["urn:none"])
        for name in ("all of it", "nothing new"):
            with Graph.open(folder) as graph, Client(target, timeout=300) as client:
                seconds, report = take(lambda: push_graph(graph, client))
            lines.append(f"push, {name:<12} {seconds:8.2f} s   {report.sent:,} of {report.graphs:,} graphs sent")
    except EndpointError as error:
        lines.append(str(error))
    finally:
        server.kill()
        server.wait()
    return lines


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description="Measure what searching and pushing a large graph cost.")
    parser.add_argument("--quads", type=int, default=1_000_000, help="size of the graph (default: a million)")
    parser.add_argument("--graph", type=Path, help="a graph to copy (default: one of the sample reports is built)")
    parser.add_argument("--keep", type=Path, help="where to leave the large graph (default: nowhere)")
    given = parser.parse_args(words)
    with TemporaryDirectory(prefix="kgbuild-bench-") as name:
        scratch = Path(name)
        source = given.graph or scratch / "base"
        if not given.graph:
            build_graph([SAMPLES], source, Settings())
        base, folder = read_base(source), given.keep or scratch / "large"
        if not folder.exists():
            write_copies(base, folder, like=source, copies=count_copies(base, given.quads))
        with Graph.open(folder) as graph:
            quads = sum(1 for _ in graph.quads())
        sys.stdout.write(f"{quads:,} quads, load of the machine {os.getloadavg()[0]:.1f}\n")
        for line in measure_search(folder):
            sys.stdout.write(f"{line}\n")
        for line in measure_push(folder, scratch):
            sys.stdout.write(f"{line}\n")
        sys.stdout.write(f"{measure_update(folder)}\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"memory at its peak: {peak:,.0f} MB, the copying included\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
