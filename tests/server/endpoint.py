"""An endpoint in a process of its own, and requests to it as bytes on a socket, so that nothing is made proper."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from factory import SENTENCE, make_graph, make_statement, sample_article

_SCRIPT = """
import sys
from pathlib import Path
from kgbuild.server.limits import Limits
from kgbuild.server.running import serve
options = eval(sys.argv[2])
if "pages" in options:
    options["pages"] = Path(options["pages"])
limits = Limits(**options.pop("limits"))
serve(sys.argv[1], port=0, limits=limits, tell=lambda line: print(line, file=sys.stderr, flush=True), **options)
"""


def build(folder: Path, count: int) -> Path:
    """A graph of so many articles, each with one statement."""
    articles = (sample_article(f"{SENTENCE} This is report {number}.", id=f"a{number}") for number in range(count))
    return make_graph(folder, ((article, [make_statement(article)]) for article in articles))


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Endpoint:
    """A running endpoint; `told` is what it has said so far."""

    def __init__(self, folder: Path, **options) -> None:
        limits = {"timeout": 1.0, "workers": 2, "rows": 500, "memory": 48 << 20} | options.pop("limits", {})
        options |= {"pages": str(options["pages"])} if "pages" in options else {}
        command = [sys.executable, "-c", _SCRIPT, str(folder), repr({"limits": limits} | options)]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.told: list[str] = []
        while True:
            line = self.process.stderr.readline()
            self.told.append(line)
            if found := re.search(r"(http://\S+):(\d+)/sparql", line):
                break
            assert line, "".join(self.told)
        self.port = int(found[2])
        self.url = f"{found[1]}:{found[2]}"

    def send(self, method: str, path: str, body: bytes | None = None, timeout: float = 10, **headers: str) -> Reply:
        """One request; header names are given with underscores."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=named)
            reply = connection.getresponse()
            return Reply(reply.status, {key.lower(): value for key, value in reply.getheaders()}, reply.read())

    def ask(self, query: str, *fields: tuple[str, str], timeout: float = 10, **headers: str) -> Reply:
        """A query by GET."""
        return self.send("GET", "/sparql?" + urlencode([("query", query), *fields]), timeout=timeout, **headers)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def workers(self) -> list[int]:
        """The process ids of all processes below the server but the one they are forked from."""
        (nursery,) = _children(self.process.pid)
        return _children(nursery)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(10)
        self.told += self.process.stderr.readlines()
        self.process.stderr.close()
        return code


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = path.read_text().rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_text()
            if int(parent[1]) == pid and parent[0] != "Z" and "resource_tracker" not in command:
                found.append(int(path.parent.name))
    return found


@contextlib.contextmanager
def serving(folder: Path, **options) -> Iterator[Endpoint]:
    endpoint = Endpoint(folder, **options)
    try:
        yield endpoint
    finally:
        if endpoint.process.poll() is None:
            endpoint.stop()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
