"""The record of a graph's folder as one text, and a folder's record from lines, for tests that look below the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from msgspec import structs

from kgbuild.graph.files import write_file
from kgbuild.graph.manifest import MANIFEST, Manifest, read_manifest, write_manifest
from kgbuild.graph.record import FOLDER, Record
from kgbuild.graph.shards import Shard, choose_width, name_shard
from kgbuild.graph.terms import BASE, Names


def open_record(folder: Path) -> Record:
    """The record that the folder's manifest lists."""
    manifest = read_manifest(folder / MANIFEST)
    return Record(folder, manifest.shards, Names(manifest.base), manifest.width)


def read_lines(folder: Path) -> bytes:
    """All lines of a graph."""
    return b"".join(open_record(folder).lines())


def read_files(folder: Path) -> dict[str, bytes]:
    """The files of a graph that are the same for the same input: manifest and shards, by their names."""
    paths = [folder / MANIFEST, *sorted((folder / FOLDER).iterdir())]
    return {path.name: path.read_bytes() for path in paths}


def write_record(folder: Path, lines: Iterable[bytes], articles: Mapping[str, str], like: Manifest) -> None:
    """Make a graph's folder of these lines, in whatever order, its manifest otherwise like another one."""
    names, width = Names(BASE), choose_width(len(articles))
    dealt: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for line in lines:
        graph = line[line.rindex(b" <") + 2 : -4].decode()
        home = names.read_graph(graph)
        if home is None:
            node = line[len(BASE) + 1 : line.index(b">")].decode().removesuffix("/geometry")
            dealt[name_shard(graph.rpartition("/")[2], node, width)].append((line,))
        else:
            dealt[name_shard("articles", home[0], width)].append((home[0], home[1], line))
    shards = {}
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for name, rows in sorted(dealt.items()):
        content = b"".join(row[-1] for row in sorted(rows))
        shards[name] = Shard(sha256(content).hexdigest(), len(content))
        write_file(folder / FOLDER / shards[name].path(name), [content])
    whole = Record(folder, shards, names, width).sha256()
    size = sum(shard.bytes for shard in shards.values())
    write_manifest(folder, structs.replace(like, sha256=whole, bytes=size, shards=shards, articles=dict(articles)))
