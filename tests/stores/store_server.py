"""A SPARQL store in this process, with the Graph Store Protocol and faults on demand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox


@dataclass
class Fault:
    """What happens to a request: `apply` before or not at all, then `status` or a dropped connection (None)."""

    apply: bool = False
    status: int | None = None
    body: bytes = b"out of order\n"
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0


@dataclass
class Store:
    """The store, the requests that came ("PUT graph"), and `fault`, which may spoil one by its number and method."""

    url: str = ""
    data: ox.Store = field(default_factory=ox.Store)
    requests: list[tuple[str, str, int]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    fault: Callable[[int, str, str], Fault | None] = lambda number, method, graph: None

    def graphs(self) -> dict[str, set[str]]:
        """What it holds: the triples of each named graph."""
        found: dict[str, set[str]] = {}
        for quad in self.data:
            found.setdefault(quad.graph_name.value, set()).add(str(quad.triple))
        return found

    def sent(self) -> list[str]:
        """The graphs that were put, in order."""
        return [graph for method, graph, _ in self.requests if method == "PUT"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store: Store

    def log_message(self, *_: object) -> None:
        pass

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        graph = parse_qs(urlsplit(self.path).query).get("graph", [""])[0]
        store = self.store
        number = len(store.requests)
        kind = "ASK" if self.path.startswith("/query") else self.command
        store.requests.append((kind, graph, len(body)))
        store.secrets.append(self.headers.get("Authorization"))
        fault = store.fault(number, kind, graph)
        if fault is None or fault.apply:
            status, answer = self.answer(graph, body)
        if fault is not None:
            time.sleep(fault.wait)
            if fault.status is None:
                self.close_connection = True
                return
            status, answer = fault.status, fault.body
        self.send_response(status)
        for name, value in (fault.headers if fault else {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815  # the server's names

    def answer(self, graph: str, body: bytes) -> tuple[int, bytes]:
        data = self.store.data
        if self.path.startswith("/query"):
            found = data.query(parse_qs(body.decode())["query"][0])
            assert isinstance(found, ox.QuerySolutions)
            answer = found.serialize(format=ox.QueryResultsFormat.JSON)
            assert answer is not None
            return 200, answer
        name = ox.NamedNode(graph)
        if self.command in {"PUT", "DELETE"}:
            known = data.contains_named_graph(name)
            data.remove_graph(name)
            if self.command == "DELETE":
                return (204, b"") if known else (404, b"no such graph")
        data.load(body, format=ox.RdfFormat.N_TRIPLES, to_graph=name)
        return 204, b""


@contextmanager
def serve() -> Iterator[Store]:
    """A running store on a free port of this machine."""
    store = Store()
    handler = type("Handler", (_Handler,), {"store": store})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    store.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
