"""What one more article costs a small graph and a large one: the whole command, from its start to its end.

    python tests/bench/growth.py [--large 50000] [--per 1] [--rounds 3] [--keep DIR]

The graphs are of the invented statements of assembly.py, the articles that are added are sample reports. Prints the
median seconds of `kgbuild build ONE --graph GRAPH` for both, and their ratio; the exit code is 1 if it is 3 or more.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from assembly import make_archive
from kgbuild.graph.store import Graph

ROOT = Path(__file__).resolve().parents[2]
SMALL, MOST = 10, 3.0
TEXT = "Rebels shelled the market in Goma on {day} March, killing {dead} people, an army spokesman said on Monday."


def make_graph(folder: Path, articles: int, per: int) -> None:
    """A graph of so many invented articles, each with at most `per` statements."""
    sync, os.fsync = os.fsync, lambda _: None  # only here: the bench may lose what it made up
    try:
        with Graph.open(folder, create=True) as graph:
            for article, statements in itertools.islice(make_archive(10**9), articles):
                graph.add(article, statements[:per])
            graph.finish()
    finally:
        os.fsync = sync


def measure(folder: Path, rounds: int, home: Path) -> list[float]:
    """Seconds of the command that adds an article, once for each round; the first one is not counted."""
    seconds = []
    for number in range(rounds + 1):
        path = home / "one.jsonl"
        text = TEXT.format(day=number + 3, dead=number + 12)
        path.write_text(json.dumps({"id": f"more-{time.time_ns()}", "text": text, "published": "2025-03-31"}))
        begun = time.monotonic()
        command = [sys.executable, "-m", "kgbuild", "build", str(path), "--graph", str(folder), "--quiet"]
        subprocess.run(command, check=True, cwd=home)
        seconds.append(time.monotonic() - begun)
    return seconds[1:]


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", type=int, default=50_000)
    parser.add_argument("--per", type=int, default=1, help="statements of an article")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="where the graphs are, or are made and left")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        home = options.keep or Path(name)
        found = {}
        for articles in (SMALL, options.large):
            folder = home / f"g{articles}-{options.per}"
            if not (folder / "manifest.json").exists():
                make_graph(folder, articles, options.per)
            with Graph.open(folder) as graph:
                size = graph.manifest.bytes / 1e6
            seconds = measure(folder, options.rounds, Path(name))
            found[articles] = median(seconds)
            told = ", ".join(f"{one:.2f}" for one in seconds)
            sys.stdout.write(f"{articles:,} articles, {size:,.1f} MB: {found[articles]:.2f} s ({told})\n")
    ratio = found[options.large] / found[SMALL]
    sys.stdout.write(f"ratio {ratio:.2f}, asked below {MOST}\n")
    return 0 if ratio < MOST else 1


if __name__ == "__main__":
    sys.exit(main())
