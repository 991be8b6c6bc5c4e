"""What it costs to export a large graph: a graph in, seconds, peak memory and size of each format out.

    PYTHONPATH=tests python tests/bench/exporting.py [--quads 1000000] [--graph DIR] [--keep DIR] [FORMAT ...]

The graph is archive.py's unless one is given. Each export runs in a process of its own; its seconds are those of
`export_graph`, the check of the finished file included, without the start of Python. A format is measured by adding
a line to TABLE. An export that goes past the bounds of its line is marked.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

_EXPORT = """
import json, sys
from pathlib import Path
from time import perf_counter
from kgbuild.exporters import export_graph
from kgbuild.graph.store import Graph
folder, format, path, options = sys.argv[1:]
with Graph.open(folder) as graph:
    begun = perf_counter()
    export_graph(graph, format, Path(path), **json.loads(options))
    seconds = perf_counter() - begun
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(json.dumps([seconds, peak / 1024]))
"""


class Line(Struct, frozen=True):
    """One export: its format and options, and the most seconds and megabytes that it may take of a million quads."""

    format: str
    options: dict[str, str | int | bool] = {}
    seconds: float | None = None
    megabytes: float | None = 1000

    @property
    def name(self) -> str:
        """The format with its options."""
        return " ".join([self.format, *(f"{name}={value}" for name, value in self.options.items())])


TABLE: tuple[Line, ...] = (
    Line("nquads", seconds=5),
    Line("nquads", {"shards": 8}),
    Line("nquads", {"shards": 8, "gzip": True}),
    Line("ntriples"),
    Line("trig"),
    Line("turtle"),
    Line("jsonld"),
    Line("rdfxml"),
    Line("nquads", {"profile": "nanopub"}),
    Line("nquads", {"profile": "rdf12"}),
    Line("nquads", {"profile": "sem"}),
    Line("jsonld", {"profile": "webannotation"}),
    Line("turtle", {"profile": "webannotation"}),
    Line("csv", seconds=20),
    Line("parquet", seconds=20),
    Line("xlsx"),
    Line("geojson", seconds=20),
    Line("cypher"),
    Line("neo4j"),
    Line("acled"),
    Line("kml"),
    Line("gpkg"),
    Line("graphml", {"view": "evidence"}, seconds=30),
    Line("gexf", {"view": "evidence"}, seconds=30),
)


def measure(line: Line, graph: Path, path: Path) -> str:
    """The figures of one export, or what it said when it failed."""
    words = [sys.executable, "-c", _EXPORT, str(graph), line.format, str(path), json.dumps(line.options)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"{line.name:28} failed: {done.stderr.strip().splitlines()[-1]}"
    seconds, peak = json.loads(done.stdout)
    size = sum(file.stat().st_size for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file())
    told = f"{line.name:28} {seconds:8.2f} s {peak:8,.0f} MB {size / 1e6:10,.1f} MB written"
    over = (line.seconds is not None and seconds > line.seconds) or (
        line.megabytes is not None and peak > line.megabytes
    )
    return f"{told}   over its bounds" if over else told


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description="Measure what it costs to export a large graph.")
    parser.add_argument("formats", nargs="*", help="formats to measure (default: all of the table)")
    parser.add_argument("--quads", type=int, default=1_000_000, help="size of the graph (default: a million)")
    parser.add_argument("--graph", type=Path, help="a graph to export (default: one is made up)")
    parser.add_argument("--keep", type=Path, help="where to leave the graph that is made up (default: nowhere)")
    given = parser.parse_args(words)
    known = sorted({line.format for line in TABLE})
    if odd := [name for name in given.formats if name not in known]:
        parser.error(f"no line for {odd[0]}; have {', '.join(known)}. Add one to TABLE.")
    with TemporaryDirectory(prefix="kgbuild-bench-") as name:
        graph = given.graph or given.keep or Path(name) / "graph"
        if not graph.exists():
            from archive import build_archive  # slow to import, and needless where a graph is given

            sys.stdout.write(f"{build_archive(graph, quads=given.quads):,} quads made up\n")
        sys.stdout.write(f"load of the machine {os.getloadavg()[0]:.1f}\n")
        for number, line in enumerate(TABLE):
            if not given.formats or line.format in given.formats:
                sys.stdout.write(f"{measure(line, graph, Path(name) / f'{number}' / 'out')}\n")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
