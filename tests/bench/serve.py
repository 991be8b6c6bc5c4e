"""How the endpoint bears many clients, some of them hostile: a graph in; answers, waits, refusals and memory out.

Run as a program (`make bench-serve`) it serves a graph in a process of its own and asks it with 64 clients for a
minute, one request in twenty a hostile one: cross joins, endless paths, SERVICE and FROM that point at a port where
somebody listens, updates, bodies of 10 MB, requests that stop half-way, askers that leave.

    python tests/bench/serve.py [--graph DIR] [--clients N] [--seconds S] [--hostile SHARE] [--workers N]
                                 [--timeout S] [--quads N]

Without --graph it makes one of --quads quads. The exit code is 1 if an honest question is not answered, if memory
passes the limit, or if anything arrives at the port.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlencode

from kgbuild.pipeline import build_graph
from kgbuild.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
MEGABYTES = 1000
PATIENCE = 120.0
"""Seconds after which a client takes a question for unanswered."""
TRIES = 5
"""How often a client comes back that was told 503 and when."""
JSON, DIRECT = {"Accept": "application/sparql-results+json"}, {"Content-Type": "application/sparql-query"}

HONEST = {
    "count": "SELECT (COUNT(*) AS ?n) { ?s a kg:Statement }",
    "actions": "SELECT ?action (COUNT(*) AS ?n) { ?s kg:action ?action } GROUP BY ?action ORDER BY DESC(?n)",
    "statements": "SELECT ?s ?day { ?s a kg:Statement ; kg:earliest ?day } LIMIT 20",
    "actors": "SELECT ?actor (COUNT(?s) AS ?n) { ?s a kg:Statement ; kg:actor ?actor } "
    "GROUP BY ?actor ORDER BY DESC(?n) LIMIT 10",
    "pairs": "SELECT ?a ?b (COUNT(*) AS ?n) { ?s kg:actor ?a ; kg:recipient ?b } "
    "GROUP BY ?a ?b ORDER BY DESC(?n) LIMIT 10",
    "names": "SELECT ?a ?name { ?a a kg:Actor ; rdfs:label ?name FILTER(STRSTARTS(?name, 'A')) } LIMIT 10",
    "graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a kg:Statement } } GROUP BY ?g LIMIT 10",
    "events": "SELECT ?e (COUNT(?s) AS ?n) { ?e a kg:Event ; kg:statement ?s } "
    "GROUP BY ?e HAVING(COUNT(?s) > 2) LIMIT 10",
    "denials": "ASK { ?s kg:status <https://w3id.org/kgbuild/ontology/status/denied> }",
    "one": "SELECT ?p ?o {{ <{statement}> ?p ?o }}",
}
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) " + CROSS,
    f"SELECT * {CROSS} ORDER BY ?a ?d ?g ?j",
    f"SELECT DISTINCT * {CROSS}",
    "SELECT (COUNT(*) AS ?n) { ?a (!kg:none|^!kg:none)* ?b . ?b (!kg:none|^!kg:none)* ?c }",
    "SELECT * { SERVICE <TRAP> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <TRAP> { ?s ?p ?o } }",
    "SELECT * FROM <TRAP> { ?s ?p ?o }",
    "LOAD <TRAP>",
    "BIG BODY",
    "HALF A REQUEST",
    "LEAVE",
)


class Tally:
    """What the clients saw."""

    def __init__(self) -> None:
        self.waits: dict[str, list[float]] = {}
        self.outcomes: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.again = 0
        self.lock = threading.Lock()


class Client(threading.Thread):
    """Asks one question after the other until the time is over."""

    def __init__(self, port: int, trap: str, statements: list[str], share: float, end: float, seed: int, tally: Tally):
        super().__init__()
        self.port, self.trap, self.statements, self.share, self.end, self.tally = (
            port,
            trap,
            statements,
            share,
            end,
            tally,
        )
        self.chance = random.Random(seed)
        self.line = self.connect()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def run(self) -> None:
        while time.monotonic() < self.end:
            if self.chance.random() < self.share:
                outcome = self.attack(self.chance.choice(HOSTILE))
                with self.tally.lock:
                    self.tally.outcomes[outcome] += 1
                self.line.close()  # an idle line is closed by the server meanwhile; clients of today notice, this not
            else:
                self.ask(self.chance.choice(list(HONEST)))
        self.line.close()

    def ask(self, name: str) -> None:
        """An honest question: it comes back when it is told to."""
        query = HONEST[name]
        if name == "one":
            query = query.format(statement=self.chance.choice(self.statements))
        start, outcome = time.monotonic(), ""
        for _ in range(TRIES):
            outcome, later = self.try_once(query)
            if not later:
                break
            with self.tally.lock:
                self.tally.again += 1
            self.line.close()
            time.sleep(later)
        with self.tally.lock:
            if outcome:
                self.tally.failures[f"{name}: {outcome}"] += 1
            else:
                self.tally.waits.setdefault(name, []).append(time.monotonic() - start)

    def try_once(self, query: str) -> tuple[str, int]:
        """Nothing if it was answered, else why not, and the seconds to wait if it may be asked again."""
        try:
            self.line.request("GET", "/sparql?" + urlencode({"query": query}), headers=JSON)
            reply = self.line.getresponse()
            body = reply.read()
        except (OSError, http.client.HTTPException) as error:
            self.line.close()
            self.line = self.connect()
            return type(error).__name__, 0
        if reply.status != 200:
            return f"{reply.status} {body[:80]!r}", int(reply.headers.get("retry-after", 0))
        json.loads(body)
        return "", 0

    def attack(self, what: str) -> str:
        """A hostile request, and what came of it."""
        name = what.replace(CROSS, "{cross join}")
        with contextlib.closing(self.connect()) as line:
            try:
                match what:
                    case "BIG BODY":
                        line.request("POST", "/sparql", body=b"x" * 10_000_000, headers=DIRECT)
                    case "HALF A REQUEST":
                        line.connect()
                        line.sock.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: local")
                        line.sock.recv(100)
                        return f"{name}: let go"
                    case "LEAVE":
                        line.request("GET", "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) " + CROSS))
                        time.sleep(0.3)
                        return f"{name}: left"
                    case _:
                        line.request("POST", "/sparql", body=what.replace("TRAP", self.trap), headers=DIRECT)
                reply = line.getresponse()
                reply.read()
                return f"{name}: {reply.status}"
            except (OSError, http.client.HTTPException) as error:
                return f"{name}: {type(error).__name__}"


@contextlib.contextmanager
def trapping() -> Iterator[tuple[str, list[bytes]]]:
    """A port at which nothing may arrive, and what has."""
    visits: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    visitor, _ = listener.accept()
                    visits.append(visitor.recv(200))
                    visitor.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", visits


def watch_memory(root: int, over: threading.Event, peaks: list[float]) -> None:
    """Note the megabytes that a process and all below it hold, pages they share counted once."""
    while not over.wait(0.25):
        peaks.append(sum(map(_read_share, _list_family(root))) / 1024)


def _list_family(root: int) -> list[int]:
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    family = [root]
    for one in family:
        family += [pid for pid, parent in parents.items() if parent == one]
    return family


def _read_share(pid: int) -> int:
    with contextlib.suppress(OSError):
        return int(re.search(r"Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text())[1])
    return 0


def read_seconds(root: int) -> tuple[float, float]:
    """Seconds of the processor that a process has used, and all below it, those that are gone included."""
    tick = os.sysconf("SC_CLK_TCK")
    found = {}
    for pid in _list_family(root):
        with contextlib.suppress(OSError):
            own, system, gone, gone_system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]
            found[pid] = (int(own) + int(system)) / tick, (int(gone) + int(gone_system)) / tick
    server = found.pop(root)[0]
    return server, sum(map(sum, found.values()))


@dataclass(frozen=True)
class Figures:
    """What was measured: milliseconds of answered questions by name, counts, megabytes, seconds."""

    waits: dict[str, list[float]]
    failures: dict[str, int]
    outcomes: dict[str, int]
    again: int
    visits: int
    first: float
    peak: float
    opened: float
    seconds: tuple[float, float]
    code: int

    def is_kept(self) -> bool:
        """Whether every honest question was answered, in bounds, and nothing else was reached."""
        answered = bool(self.waits) and not self.failures
        return answered and not self.visits and self.peak < MEGABYTES and self.code == 0


def measure(folder: Path, given: argparse.Namespace) -> Figures:
    """Serve and ask."""
    command = [sys.executable, "-m", "kgbuild", "serve", str(folder), "--port", "0"]
    command += ["--workers", str(given.workers), "--timeout", str(given.timeout)]
    start = time.monotonic()
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    port = int(re.search(r":(\d+)/sparql", server.stderr.readline())[1])
    opened = time.monotonic() - start
    over, peaks, tally = threading.Event(), [], Tally()
    watcher = threading.Thread(target=watch_memory, args=(server.pid, over, peaks))
    watcher.start()
    with trapping() as (trap, visits):
        statements = _list_statements(port)
        end = time.monotonic() + given.seconds
        clients = [Client(port, trap, statements, given.hostile, end, seed, tally) for seed in range(given.clients)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        over.set()
        watcher.join()
        seconds = read_seconds(server.pid)
    server.send_signal(signal.SIGTERM)
    code = server.wait(30)
    server.stderr.close()
    return Figures(
        waits=tally.waits, failures=tally.failures, outcomes=tally.outcomes, again=tally.again, visits=len(visits),
        first=peaks[0], peak=max(peaks), opened=opened, seconds=seconds, code=code,
    )  # fmt: skip


def _list_statements(port: int) -> list[str]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with contextlib.closing(line):
        query = "SELECT ?s { ?s a kg:Statement } LIMIT 500"
        line.request("GET", "/sparql?" + urlencode({"query": query}), headers=JSON)
        return [row["s"]["value"] for row in json.load(line.getresponse())["results"]["bindings"]]


def format_figures(figures: Figures, given: argparse.Namespace) -> str:
    """The figures for reading."""
    every = [wait for found in figures.waits.values() for wait in found]
    failed = sum(figures.failures.values())
    lines = [
        f"up after {figures.opened:.2f} s",
        f"{given.clients} clients for {given.seconds:g} s, {given.hostile:.0%} hostile",
        f"honest: {len(every):,} answered, {failed} not, {figures.again} told to come back and asked again",
        f"  all         {_describe(every)}",
    ]
    lines += [f"  {name:<11} {_describe(found)}" for name, found in sorted(figures.waits.items())]
    lines += [f"  not answered: {number} x {name}" for name, number in sorted(figures.failures.items())]
    lines.append(f"hostile: {sum(figures.outcomes.values()):,}")
    lines += [f"  {number:>5}  {name}" for name, number in sorted(figures.outcomes.items())]
    server, workers = figures.seconds
    lines += [
        f"memory: {figures.first:.0f} MB at first, {figures.peak:.0f} MB at most (limit {MEGABYTES})",
        f"processor: server {server:.1f} s, workers {workers:.1f} s",
        f"connections to the port that may not be reached: {figures.visits}; exit code of the server {figures.code}",
    ]
    return "\n".join(lines)


def _describe(waits: list[float]) -> str:
    p50, p95, worst = (_pick(sorted(waits), share) for share in (0.5, 0.95, 1))
    return f"{len(waits):>6,}  p50 {p50:>6.0f} ms  p95 {p95:>6.0f} ms  worst {worst:>6.0f} ms"


def _pick(waits: list[float], share: float) -> float:
    """A quantile in milliseconds."""
    return 1000 * waits[min(len(waits) - 1, int(share * len(waits)))] if waits else 0.0


@contextlib.contextmanager
def made_graph(quads: int) -> Iterator[Path]:
    """A graph to serve: invented reports where their builder is there, else the sample reports."""
    with TemporaryDirectory(prefix="kgbuild-serve-") as place:
        folder = Path(place) / "graph"
        try:
            from archive import build_archive
        except ImportError:
            build_graph([ROOT / "graph" / "articles"], folder, Settings())
        else:
            build_archive(folder, quads=quads)
        yield folder


def main(words: Sequence[str] | None = None) -> int:
    """Run as a program: 1 if a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--hostile", type=float, default=0.05)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--timeout", type=float, default=30)
    parser.add_argument("--quads", type=int, default=1_000_000)
    given = parser.parse_args(words)
    with contextlib.nullcontext(given.graph) if given.graph else made_graph(given.quads) as folder:
        figures = measure(folder, given)
    sys.stdout.write(f"{format_figures(figures, given)}\n")
    return 0 if figures.is_kept() else 1


if __name__ == "__main__":
    sys.exit(main())
