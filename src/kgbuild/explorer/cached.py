"""A graph's folder in, its index as it is sent out, and its checks: made once for each content, and kept on the disk.

They lie beside the search index and are a cache like it: of one content of the graph, renamed over the former one when
they are whole, and labelled with what they were made of: the record, the folder's name, and the code and knowledge of
this release. Where nothing can be written, they are made in memory.
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

from kgbuild.explorer.checks import Checks
from kgbuild.explorer.filling import Tell, make_both
from kgbuild.explorer.index import FORMAT, encode_index
from kgbuild.graph.cache import FOLDER
from kgbuild.graph.files import hash_file, write_file
from kgbuild.graph.manifest import own_version
from kgbuild.graph.store import Graph
from kgbuild.vocabulary import data_folder

INDEX, CHECKS = "explorer-index.json.gz", "explorer-checks.json.gz"
LABEL, LOCK = "explorer.label", "explorer.lock"
_LEVEL = 6
_ROOMS = ("kgbuild.explorer", "kgbuild.assembly", "kgbuild.graph", "kgbuild.registry")
_KNOWLEDGE = ("countries.ttl", "schemes.ttl", "assembly/*.toml", "actors/*.toml")


class _File(Struct, frozen=True):
    """A file's hash; size and time spare reading it again to see that it is still that."""

    sha256: str
    size: int
    mtime_ns: int


class _Label(Struct, frozen=True):
    """What the files were made of."""

    graph: str
    name: str
    maker: str
    files: dict[str, _File]


class CachedIndex(Struct, frozen=True, kw_only=True):
    """An index as JSON in gzip; `sha256` is the hash of these bytes, which tells one index from another."""

    content: bytes
    sha256: str

    def read_json(self) -> bytes:
        """The JSON, for a client that does not take gzip."""
        return gzip.decompress(self.content)


class _Made(Struct, frozen=True):
    """Both files, in gzip."""

    index: bytes
    checks: bytes


def read_index(graph: Graph, *, tell: Tell | None = None) -> CachedIndex:
    """The index of a graph as it stands, made first if need be.

    Args:
        graph: an opened graph.
        tell: told how far it is while it is made.

    Raises:
        GraphError: the record is damaged.
    """
    content = _read(graph, INDEX)
    if content is None:
        content = _make(graph, tell).index
    return CachedIndex(content=content, sha256=sha256(content).hexdigest())


def read_checks(graph: Graph, *, tell: Tell | None = None) -> Checks:
    """What there is to check in a graph as it stands; arguments and errors are those of `read_index`."""
    content = _read(graph, CHECKS)
    if content is None:
        content = _make(graph, tell).checks
    return msgspec.json.decode(gzip.decompress(content), type=Checks)


def _make(graph: Graph, tell: Tell | None) -> _Made:
    """Both, kept if that can be done; where another process is making them, they are waited for."""
    home = graph.path / FOLDER
    try:
        home.mkdir(exist_ok=True)
        lock = (home / LOCK).open("a")
    except OSError:
        # Read-only folder: the page still has to be shown.
        return _fill(graph, tell)
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        index, checks = _read(graph, INDEX), _read(graph, CHECKS)
        if index is not None and checks is not None:
            return _Made(index, checks)
        made = _fill(graph, tell)
        try:
            _keep(home, graph, {INDEX: made.index, CHECKS: made.checks})
        except OSError:
            (home / LABEL).unlink(missing_ok=True)  # full disk: what is made is good for this once
        return made


def _fill(graph: Graph, tell: Tell | None) -> _Made:
    index, checks = make_both(graph, tell=tell)
    return _Made(*(gzip.compress(one, _LEVEL, mtime=0) for one in (encode_index(index), msgspec.json.encode(checks))))


def _keep(home: Path, graph: Graph, contents: dict[str, bytes]) -> None:
    known = {}
    for name, content in contents.items():
        hashed = write_file(home / name, [content])
        status = (home / name).stat()
        known[name] = _File(hashed, status.st_size, status.st_mtime_ns)
    write_file(home / LABEL, [msgspec.json.encode(_Label(*_describe(graph), known))])


def _describe(graph: Graph) -> tuple[str, str, str]:
    return graph.manifest.sha256, graph.path.resolve().name, _name_maker()


def _read(graph: Graph, name: str) -> bytes | None:
    """What a file holds of this content of the graph, if it is what the label says."""
    home = graph.path / FOLDER
    try:
        label = msgspec.json.decode((home / LABEL).read_bytes(), type=_Label)
        known, status = label.files.get(name), (home / name).stat()
        if (label.graph, label.name, label.maker) != _describe(graph) or known is None or status.st_size != known.size:
            return None
        if status.st_mtime_ns != known.mtime_ns and hash_file(home / name) != known.sha256:
            return None
        return (home / name).read_bytes()
    except (OSError, msgspec.DecodeError):
        return None


@cache
def _name_maker() -> str:
    """Which code and which knowledge they are made with."""
    hashed = sha256(f"{own_version()} {FORMAT} {_LEVEL}".encode())
    sources = [path for room in _ROOMS for path in files(room).iterdir() if path.name.endswith(".py")]
    knowledge = [path for pattern in _KNOWLEDGE for path in data_folder("ontology").glob(pattern)]
    for path in sorted([*sources, *knowledge], key=lambda path: path.name):
        hashed.update(path.name.encode())
        hashed.update(path.read_bytes())
    return hashed.hexdigest()
