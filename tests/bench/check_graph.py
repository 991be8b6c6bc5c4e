"""What checking a whole graph costs and whether it finds what is wrong: a graph in, seconds, memory and misses out.

Run as a program (`make bench-check`) it reads the sample reports, copies their graph until there are a million quads,
plants about a thousand errors of every kind in seeds.py and seeds_between.py, and checks it in a process of its own:

    python tests/bench/check_graph.py [--quads N] [--seeds N] [--graph DIR] [--keep DIR]

The exit code is 1 if that takes longer or more memory than the limits, if an error is not found, or if a finding comes
that no error was planted for.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time, thread_time
from typing import Any

from copies import Expected, Seed, count_copies, plan_seeds, read_base, write_copies
from seeds_between import KINDS

from kgbuild.graph import validate
from kgbuild.graph.store import Graph
from kgbuild.graph.validate import GraphFinding, validate_graph
from kgbuild.pipeline import build_graph
from kgbuild.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "graph" / "articles"
SECONDS, MEGABYTES = 30.0, 2000
"""Most that checking a million quads may take."""


def measure(folder: Path) -> dict[str, Any]:
    """Check a graph directory once: findings, seconds by part (by the clock and of the processor), peak memory.

    Rules and shapes run beside each other, so their seconds by the clock are not a sum.
    """
    spent: dict[str, list[float]] = {}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            before = perf_counter(), thread_time()
            found = function(*given, **named)
            found = found if found is None else list(found)
            spent[name] = [perf_counter() - before[0], thread_time() - before[1]]
            return found

        return run

    Graph.write_triples = timed("triples", Graph.write_triples)
    validate._run_rules = timed("rules", validate._run_rules)
    validate._run_shapes = timed("shapes", validate._run_shapes)
    before = perf_counter(), process_time()
    with Graph.open(folder) as graph:
        findings = validate_graph(graph)
    spent["all"] = [perf_counter() - before[0], process_time() - before[1]]
    return {
        "seconds": spent,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "findings": name_findings(findings),
    }


def name_findings(findings: Iterable[GraphFinding]) -> list[Expected]:
    """Code, node and property of each finding; a rule is about the node as a whole."""
    return [Expected(one.code, one.focus, one.path or "") for one in findings]


def compare(seeds: Iterable[Seed], findings: Iterable[Sequence[str]]) -> tuple[list[Seed], list[Expected]]:
    """The seeds that were not found, with all that follows from them, and the findings that none was planted for."""
    seeds = list(seeds)
    found = {Expected(*one) for one in findings}
    planted = {one for seed in seeds for one in seed.expected}
    return [seed for seed in seeds if not seed.expected <= found], sorted(found - planted)


def format_figures(quads: int, seeds: Sequence[Seed], figures: dict[str, Any]) -> str:
    """The figures as lines for a reader."""
    missed, extra = compare(seeds, figures["findings"])
    kinds = {seed.kind for seed in seeds}
    found = f"found {len(seeds) - len(missed):,}, missed {len(missed):,}, findings not planted {len(extra):,}"
    lines = [f"{quads:,} quads, load of the machine {os.getloadavg()[0]:.1f}", ""]
    for name, (clock, processor) in figures["seconds"].items():
        lines.append(f"{name:<10}{clock:>8.2f} s by the clock{processor:>8.2f} s of the processor")
    lines += [
        "",
        f"memory at its peak: {figures['megabytes']:,.0f} MB",
        f"planted: {len(seeds):,} errors of {len(kinds)} kinds; {found}",
        *(f"missed: {seed.kind}: {', '.join(' '.join(one) for one in sorted(seed.expected))}" for seed in missed[:20]),
        *(f"not planted: {' '.join(one)}" for one in extra[:20]),
    ]
    return "\n".join(lines)


def is_kept(seeds: Sequence[Seed], figures: dict[str, Any]) -> bool:
    """Whether the limits are kept and the findings are those planted."""
    return (
        figures["seconds"]["all"][0] <= SECONDS
        and figures["megabytes"] <= MEGABYTES
        and compare(seeds, figures["findings"]) == ([], [])
    )


def run(source: Path, folder: Path, *, quads: int, count: int, rounds: int = 1) -> int:
    """Copy, plant, check and print; 1 if a limit is broken or the findings are not those planted."""
    base = read_base(source)
    copies = count_copies(base, quads)
    seeds = plan_seeds(base, KINDS.values(), copies=copies, count=count)
    written = write_copies(base, folder, like=source, copies=copies, seeds=seeds)
    with Graph.open(folder) as graph:
        graph.query("ASK {}")  # the store is made when a graph is built, not when it is checked
    code = 0
    for _ in range(rounds):
        command = [sys.executable, __file__, "--measure", str(folder)]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        figures = json.loads(subprocess.run(command, check=True, capture_output=True, env=env).stdout)
        sys.stdout.write(f"{format_figures(written, seeds, figures)}\n")
        code |= not is_kept(seeds, figures)
    return code


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description="Measure what checking a whole graph costs and what it finds.")
    parser.add_argument("--quads", type=int, default=1_000_000, help="size of the graph (default: a million)")
    parser.add_argument("--seeds", type=int, default=1_000, help="errors to plant (default: 1000)")
    parser.add_argument("--rounds", type=int, default=1, help="how often to check (default: 1)")
    parser.add_argument("--graph", type=Path, help="a graph to copy (default: one of the sample reports is built)")
    parser.add_argument("--keep", type=Path, help="where to leave the large graph (default: nowhere)")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(words)
    if given.measure:
        sys.stdout.write(json.dumps(measure(given.measure)))
        return 0
    with TemporaryDirectory(prefix="kgbuild-bench-") as scratch:
        source = given.graph or Path(scratch) / "base"
        if not given.graph:
            build_graph([SAMPLES], source, Settings())
        folder = given.keep or Path(scratch) / "large"
        return run(source, folder, quads=given.quads, count=given.seeds, rounds=given.rounds)


if __name__ == "__main__":
    raise SystemExit(main())
