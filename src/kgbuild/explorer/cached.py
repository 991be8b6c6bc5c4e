"""A graph's folder in, its index as it is sent out: made once for each content, and kept beside the search index.

Like that, it is a cache of one content in store/, renamed over the former one when it is whole, and labelled with what
it was made of: the record, the folder's name, and this release's code and knowledge. Where nothing can be written, it
is made in memory.
"""

from __future__ import annotations

import fcntl
import gzip
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec import Struct

from kgbuild.explorer.filling import Tell, make_index
from kgbuild.explorer.index import FORMAT, encode_index
from kgbuild.graph.cache import FOLDER
from kgbuild.graph.files import hash_file, write_file
from kgbuild.graph.manifest import own_version
from kgbuild.graph.store import Graph
from kgbuild.vocabulary import data_folder

FILE, LABEL, LOCK = "explorer.json.gz", "explorer.label", "explorer.lock"
_LEVEL = 6
_ROOMS = ("kgbuild.explorer", "kgbuild.assembly", "kgbuild.registry")
_KNOWLEDGE = ("countries.ttl", "schemes.ttl", "assembly/*.toml", "actors/*.toml")


class _Label(Struct, frozen=True):
    """What the index is of, and the file's own hash; size and time spare reading it again."""

    graph: str
    name: str
    maker: str
    sha256: str
    size: int
    mtime_ns: int


class CachedIndex(Struct, frozen=True, kw_only=True):
    """An index as JSON in gzip; `sha256` is the hash of these bytes, which tells one index from another."""

    content: bytes
    sha256: str

    def read_json(self) -> bytes:
        """The JSON, for a client that does not take gzip."""
        return gzip.decompress(self.content)


def read_index(graph: Graph, *, tell: Tell | None = None) -> CachedIndex:
    """The index of a graph as it stands, made first if need be.

    Args:
        graph: an opened graph.
        tell: told how far it is while it is made.

    Raises:
        GraphError: the record is damaged.
    """
    home = graph.path / FOLDER / FILE
    if (known := _read(home, graph)) is not None:
        return known
    try:
        home.parent.mkdir(exist_ok=True)
        with (home.parent / LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if (known := _read(home, graph)) is not None:
                return known
            made = _make(graph, tell)
            _keep(home, graph, made)
            return made
    except OSError:
        # Read-only folder, full disk: the page still has to be shown.
        return _make(graph, tell)


def _make(graph: Graph, tell: Tell | None) -> CachedIndex:
    content = gzip.compress(encode_index(make_index(graph, tell=tell)), _LEVEL, mtime=0)
    return CachedIndex(content=content, sha256=sha256(content).hexdigest())


def _keep(home: Path, graph: Graph, made: CachedIndex) -> None:
    write_file(home, [made.content])
    status = home.stat()
    label = _Label(*_describe(graph), made.sha256, status.st_size, status.st_mtime_ns)
    write_file(home.parent / LABEL, [msgspec.json.encode(label)])


def _describe(graph: Graph) -> tuple[str, str, str]:
    return graph.manifest.sha256, graph.path.resolve().name, _name_maker()


def _read(home: Path, graph: Graph) -> CachedIndex | None:
    """What is kept for this content of the graph, if it is what its label says."""
    try:
        label = msgspec.json.decode((home.parent / LABEL).read_bytes(), type=_Label)
        if (label.graph, label.name, label.maker) != _describe(graph) or home.stat().st_size != label.size:
            return None
        if home.stat().st_mtime_ns != label.mtime_ns and hash_file(home) != label.sha256:
            return None
        return CachedIndex(content=home.read_bytes(), sha256=label.sha256)
    except (OSError, msgspec.DecodeError):
        return None


@cache
def _name_maker() -> str:
    """Which code and which knowledge it is made with."""
    hashed = sha256(f"{own_version()} {FORMAT} {_LEVEL}".encode())
    sources = [path for room in _ROOMS for path in files(room).iterdir() if path.name.endswith(".py")]
    knowledge = [path for pattern in _KNOWLEDGE for path in data_folder("ontology").glob(pattern)]
    for path in sorted([*sources, *knowledge], key=str):
        hashed.update(path.name.encode())
        hashed.update(path.read_bytes())
    return hashed.hexdigest()
