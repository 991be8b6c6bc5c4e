"""How long the shipped queries take on a graph of a million quads: a graph in, a table of milliseconds out.

Run as a program (`make bench-queries`) it makes the graph of archive.py, or asks one that is there already:

    python tests/bench/queries.py [--graph DIR] [--quads N] [--rounds N] [NAME...]

Each query is asked with the parameters below, which are like those of its example: a place that is told of often but
not most often, a month, one group among hundreds. The figure is the fastest of several rounds, in time of the
processor, so that other work on the machine weighs little: one thread makes an answer, and on an idle machine that is
its time by the clock. The exit code is 1 if opening with a warm cache, the median or the slowest query takes longer
than it may.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import NamedTuple

from archive import build_archive

from kgbuild.graph.store import Graph
from kgbuild.queries import Query, list_queries, run_query

OPEN, MEDIAN, WORST = 1.0, 0.030, 1.0
"""Most seconds that opening with a warm cache, half of the queries, and any query may take."""
GIVEN: dict[str, str] = {
    "place": "TownI8", "name": "Town", "claimant": "Speaker Name12", "denier": "Speaker Name1", "who": "Group 12",
    "whom": "civilians", "actor": "Group 12", "target": "Group 12", "attacker": "Group 12", "called": "Group 12",
    "report": "0000500", "day": "2020-03-10", "since": "2020-03-01", "until": "2020-03-31", "lat": "12", "lon": "21",
    "km": "60", "area": "POLYGON((20 11, 22 11, 22 13, 20 13, 20 11))", "publisher": "Outlet 1", "agency": "Agency 1",
}  # fmt: skip
"""Values by the parameter's name; the others keep their defaults."""
OWN = {
    "actors": {"country": "SDN", "kind": "armed_group"},
    "attacks-by-month": {"target": ""},
    "claimants": {"kind": "armed_force", "least": "4"},
    "deadliest-events": {"least": "30"},
    "denials": {"denier": "Name1"},
    "new-since": {"since": "2020-07-01"},
    "open-questions": {"kind": "event", "least": "0.7"},
    "places": {"country": "UKR"},
}
"""Values of single queries."""


class Time(NamedTuple):
    """A query's seconds, and how many rows it found."""

    name: str
    seconds: float
    rows: int


def choose_values(graph: Graph, query: Query) -> dict[str, str]:
    """The parameters to ask a query with; an event of several reports, and a statement of it, are looked up."""
    event = "SELECT ?event ?statement { ?event kg:articleCount 6 ; kg:statement ?statement } ORDER BY ?event ?statement"
    (first, *_) = graph.query(event).records()
    known = {**GIVEN, "event": str(first["event"]), "statement": str(first["statement"]), **OWN.get(query.name, {})}
    return {parameter.name: known[parameter.name] for parameter in query.parameters if parameter.name in known}


def time_opening(folder: Path, rounds: int) -> float:
    """Seconds from nothing to the first answer, the cache being there."""

    def open_once() -> None:
        with Graph.open(folder) as graph:
            graph.query("ASK { ?s a kg:Statement }")

    return min(_spend(open_once) for _ in range(rounds))


def time_query(graph: Graph, query: Query, rounds: int) -> Time:
    """The fastest of so many rounds, after one that warms up."""
    values: Mapping[str, str] = choose_values(graph, query)
    rows = len(run_query(graph, query.name, values))
    return Time(query.name, min(_spend(lambda: run_query(graph, query.name, values)) for _ in range(rounds)), rows)


def _spend(action: object) -> float:
    assert callable(action)
    before = process_time()
    action()
    return process_time() - before


def format_times(opening: float, times: Sequence[Time]) -> str:
    """The figures as lines for a reader, the slowest query first."""
    lines = [f"{'query':<24}{'rows':>8}{'ms':>10}"]
    lines += [
        f"{one.name:<24}{one.rows:>8,}{one.seconds * 1000:>10.1f}"
        for one in sorted(times, key=lambda one: (-one.seconds, one.name))
    ]
    middle, worst = median(one.seconds for one in times), max(one.seconds for one in times)
    lines += [
        "",
        f"open, warm cache   {opening * 1000:8.1f} ms (at most {OPEN * 1000:.0f})",
        f"median of {len(times):<3}      {middle * 1000:8.1f} ms (at most {MEDIAN * 1000:.0f})",
        f"slowest            {worst * 1000:8.1f} ms (at most {WORST * 1000:.0f})",
    ]
    return "\n".join(lines)


def run(folder: Path, names: Sequence[str], rounds: int) -> int:
    """Measure and print; 1 if a limit is broken."""
    with Graph.open(folder) as graph:
        graph.query("ASK {}")
    opening = time_opening(folder, rounds)
    with Graph.open(folder) as graph:
        times = [time_query(graph, query, rounds) for query in list_queries() if not names or query.name in names]
    sys.stdout.write(f"{format_times(opening, times)}\n")
    seconds = [one.seconds for one in times]
    return int(opening > OPEN or median(seconds) > MEDIAN or max(seconds) > WORST)


def main() -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="queries to time (default: all)")
    parser.add_argument("--graph", type=Path, help="a graph of archive.py that is there already")
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    if given.graph:
        return run(given.graph, given.names, given.rounds)
    with TemporaryDirectory(prefix="kgbuild-bench-") as scratch:
        folder = Path(scratch) / "archive"
        sys.stdout.write(f"{build_archive(folder, quads=given.quads):,} quads\n")
        return run(folder, given.names, given.rounds)


if __name__ == "__main__":
    raise SystemExit(main())
