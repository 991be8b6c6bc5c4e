"""How fast the explorer's pages are on a graph of 50,000 statements, in a browser without a screen.

Run as a program (`make bench-pages`) it makes the graph of assembly.py, serves it and opens it in Chromium, or does so
with a graph that is there already:

    python tests/bench/pages.py [--graph DIR] [--rounds N]

Prints seconds to the first view (from the order to open the page, server and its caches being warm, to rows that are
drawn), the median milliseconds from a changed filter to the next drawn picture in each view, milliseconds a picture
while the network is dragged about, and the size of 5,000 statements as a file. The exit code is 1 if one of them is
over what it may be. Chromium draws by the processor here, as on a machine without a graphics card.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from growth import make_graph
from playwright.sync_api import Browser, Page, sync_playwright

from kgbuild.exporters import export_graph
from kgbuild.graph.selection import Selected
from kgbuild.graph.store import Graph

STATEMENTS, EXPORTED, EDGES = 50_000, 5_000, 5_000
FIRST, CHANGE, FRAME, FILE = 1.5, 0.300, 0.050, 15e6
"""Most seconds to the first view, from a filter to the picture, and a picture of the network; most bytes of a file."""
VIEWS = ("events", "map", "timeline", "network", "claims", "article", "entity", "query", "checks")
_FLAGS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-gpu", "--enable-unsafe-swiftshader",
)  # fmt: skip
"""As Chromium runs where there is no graphics card: pages by the processor, WebGL by SwiftShader. Told to use
SwiftShader as the card, it would draw pages and plain canvases by it too, which no reader's browser does."""
_CHANGE = """async (hash) => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  const told = () => document.querySelector('.filter output').innerText
  const before = told()
  const begun = performance.now()
  location.hash = hash
  while (told() === before) {
    if (performance.now() - begun > 5000) throw new Error(`the filter ${hash} changed nothing: ${before}`)
    await drawn()
  }
  await drawn()
  while (document.querySelector('main [aria-busy=true]')) await drawn()
  return performance.now() - begun
}"""
_DRAG = """async () => {
  const canvas = document.querySelector('main canvas')
  const box = canvas.getBoundingClientRect()
  const held = {bubbles: true, cancelable: true, button: 0, buttons: 1}
  const at = (x, y) => ({clientX: box.x + x, clientY: box.y + y, ...held})
  const target = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  const frames = []
  target.dispatchEvent(new MouseEvent('mousedown', at(box.width / 2, box.height / 2)))
  let last = performance.now()
  for (let step = 0; step < 60; step++) {
    document.dispatchEvent(new MouseEvent('mousemove', at(box.width / 2 + step * 3, box.height / 2 + step)))
    target.dispatchEvent(new MouseEvent('mousemove', at(box.width / 2 + step * 3, box.height / 2 + step)))
    await new Promise(requestAnimationFrame)
    frames.push(performance.now() - last)
    last = performance.now()
  }
  document.dispatchEvent(new MouseEvent('mouseup', at(box.width / 2, box.height / 2)))
  return frames.slice(5)
}"""


class Figure(NamedTuple):
    """What was measured, and the most that it may be; no bound where it is told only."""

    name: str
    value: float
    most: float | None
    unit: str


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server of the graph."""
    command = [sys.executable, "-m", "kgbuild", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            for line in process.stderr:
                if "Serving at " in line:
                    yield line.split("Serving at ")[1].split(",")[0].rstrip("/")
                    return
        finally:
            process.terminate()
            process.wait(20)


def open_page(browser: Browser, address: str, hash: str = "") -> Page:
    """A page with nothing in its caches, once its view has drawn."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{address}/{hash}")
    page.locator("main > :not(.message)").first.wait_for()
    return page


def time_first(browser: Browser, address: str, rounds: int) -> float:
    """Seconds until rows of the list of events are drawn, by the page's own clock; the fastest round."""
    seconds = []
    for _ in range(rounds + 1):
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.set_default_timeout(120_000)
        page.goto(address)
        page.locator("[data-event]").first.wait_for()
        drawn = page.evaluate("new Promise((done) => requestAnimationFrame(() => done(performance.now())))")
        seconds.append(drawn / 1000)
        page.context.close()
    return min(seconds[1:])


def choose_filters(folder: Path) -> list[str]:
    """Filters of several kinds, each of which some statements pass and some don't; after each one, none."""
    with Graph.open(folder) as graph:
        told = list(graph.statements())
    days = sorted(one.date.earliest for one in told if one.date and one.date.earliest)
    half = days[len(days) // 2]
    chosen = [f"from={half}", f"to={half}"]
    for name, counts in (
        ("status", Counter(one.status for one in told)),
        ("action", Counter(one.action.type for one in told)),
    ):
        chosen += [f"{name}={code}" for code, count in counts.most_common(1) if count < len(told)]
    return [one for given in chosen for one in (given, "")]


def time_changes(page: Page, view: str, filters: list[str], rounds: int) -> float:
    """Median seconds from a filter to the picture."""
    addresses = [f"#/{view}{'?' if one else ''}{one}" for one in filters]
    taken = [page.evaluate(_CHANGE, address) for _ in range(rounds) for address in addresses]
    return median(taken) / 1000


def measure(folder: Path, rounds: int, exported: int = EXPORTED) -> Iterator[Figure]:
    """All figures of a graph."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    filters = choose_filters(folder)
    with serving(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        yield Figure("first view", time_first(browser, address, rounds), FIRST, "s")
        for view in VIEWS:
            page = open_page(browser, address, f"#/{view}")
            yield Figure(f"filter change, {view}", time_changes(page, view, filters, rounds), CHANGE, "s")
            page.context.close()
        page = open_page(browser, address, f"#/network?limit={EDGES}")
        page.locator("main canvas").first.wait_for()
        page.wait_for_timeout(3000)
        frames = page.evaluate(_DRAG)
        yield Figure("a picture while the network is dragged, median", median(frames) / 1000, FRAME, "s")
        browser.close()
    with Graph.open(folder) as graph, TemporaryDirectory() as home:
        part = Selected(graph, frozenset(one.id for one in islice(graph.statements(), exported)))
        export_graph(part, "html", Path(home) / "part.html")  # type: ignore[arg-type]
        size = (Path(home) / "part.html").stat().st_size
        yield Figure(f"{exported:,} statements as a file", float(size), FILE, "bytes")


def main(arguments: list[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, help="a graph that is there already")
    parser.add_argument("--statements", type=int, default=STATEMENTS)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    over = False
    with TemporaryDirectory() as home:
        folder = given.graph or Path(home) / "graph"
        if given.graph is None:
            make_graph(folder, given.statements // 9, 9)
        with Graph.open(folder) as graph:
            print(f"{graph.stats().statements:,} statements of {graph.stats().articles:,} articles", flush=True)  # noqa: T201
        for figure in measure(folder, given.rounds):
            over |= figure.most is not None and figure.value > figure.most
            bound = "" if figure.most is None else f"  (at most {figure.most:g})"
            print(f"{figure.name:50} {figure.value:12.3f} {figure.unit}{bound}", flush=True)  # noqa: T201
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
