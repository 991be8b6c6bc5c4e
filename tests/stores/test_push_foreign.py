"""The same with a store that is not ours: the Oxigraph server, started from its binary.

The binary comes with the package `oxigraph`, which the tests' requirements name; without it these tests are skipped.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest
from test_push import change, local

from kgbuild.errors import EndpointError
from kgbuild.exporters import export_graph
from kgbuild.graph.store import Graph
from kgbuild.stores import Client, PushReport, make_target, push_graph

BINARY = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
pytestmark = pytest.mark.skipif(
    BINARY is None,
    reason="no 'oxigraph' server beside this Python or on the path; 'pip install oxigraph' brings it",
)


class Server:
    """An Oxigraph server on a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{probe.getsockname()[1]}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        assert BINARY is not None
        command = [BINARY, "serve", "--location", str(self.folder), "--bind", self.url.removeprefix("http://")]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                self.ask("ASK {}")
                return
            except (URLError, ConnectionError):
                assert self.process.poll() is None, "the server ended"
                time.sleep(0.05)
        raise AssertionError("the server did not answer in 15 seconds")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def ask(self, sparql: str) -> bytes:
        headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
        with urlopen(Request(f"{self.url}/query", sparql.encode(), headers), timeout=30) as answer:
            return bytes(answer.read())

    def graphs(self) -> dict[str, set[str]]:
        """What it holds, by the Graph Store Protocol."""
        answer = self.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        rows = ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)
        found = {}
        for name in sorted(row["g"].value for row in rows):
            request = Request(
                f"{self.url}/store?graph={quote(name, safe='')}", headers={"Accept": "application/n-triples"}
            )
            with urlopen(request, timeout=30) as answer:
                found[name] = {str(quad.triple) for quad in ox.parse(answer.read(), format=ox.RdfFormat.N_TRIPLES)}
        return found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "oxigraph")
    running.start()
    yield running
    running.kill()


def push(folder: Path, server: Server, *, tries: int = 3, batch: int = 50) -> PushReport:
    with Graph.open(folder) as graph, Client(make_target(f"{server.url}/query"), tries=tries) as client:
        return push_graph(graph, client, batch=batch)


def test_it_then_holds_the_graph_and_follows_its_changes(folder: Path, server: Server) -> None:
    report = push(folder, server)
    assert server.graphs() == local(folder)
    assert report.triples == sum(map(len, local(folder).values()))
    assert push(folder, server).sent == 0
    before = local(folder)
    change(folder, add=(5, 6), remove=("a1",))
    report = push(folder, server)
    assert server.graphs() == local(folder)
    assert report.sent == sum(before.get(name) != triples for name, triples in local(folder).items())
    assert report.deleted == 1


def test_it_answers_as_the_graph_does(folder: Path, server: Server) -> None:
    push(folder, server)
    sparql = (
        "PREFIX kg: <https://w3id.org/kgbuild/ontology#> SELECT ?s ?who ?day { GRAPH ?g { ?s kg:claimant ?who ; "
        "kg:earliest ?day } } ORDER BY ?s ?who ?day"
    )
    with Graph.open(folder) as graph:
        mine = graph.query(sparql).terms
    rows = ox.parse_query_results(server.ask(sparql), format=ox.QueryResultsFormat.JSON)
    assert [tuple(row) for row in rows] == list(mine) != []


def test_a_server_that_dies_on_the_way_loses_nothing(folder: Path, server: Server) -> None:
    change(folder, add=tuple(range(9)))
    killer = threading.Thread(target=lambda: (time.sleep(0.05), server.kill()))
    killer.start()
    with suppress(EndpointError):
        push(folder, server, tries=1, batch=5)
        push(folder, server, tries=1, batch=5)
    killer.join()
    server.kill()
    server.start()
    push(folder, server)
    assert server.graphs() == local(folder)


@pytest.mark.parametrize("gzip", [False, True])
def test_its_bulk_loader_reads_the_shards(folder: Path, tmp_path: Path, gzip: bool) -> None:
    with Graph.open(folder) as graph:
        export_graph(graph, "nquads", tmp_path / "shards", shards=3, gzip=gzip)
    paths = [str(path) for path in sorted((tmp_path / "shards").iterdir())]
    assert BINARY is not None
    command = [BINARY, "load", "--location", str(tmp_path / "bulk")]
    subprocess.run([*command, *(word for path in paths for word in ("--file", path))], check=True, capture_output=True)
    server = Server(tmp_path / "bulk")
    server.start()
    try:
        assert server.graphs() == local(folder, refused=True)
    finally:
        server.kill()
