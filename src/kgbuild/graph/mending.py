"""A record with a damaged shard in, the shard as it was out, if what else there is makes it again.

Nothing is guessed: a shard is mended only with content of the hash that the manifest gives.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.assembly.collector import without_collector
from kgbuild.errors import GraphError
from kgbuild.graph.files import write_file
from kgbuild.graph.journal import Journal
from kgbuild.graph.manifest import list_articles
from kgbuild.graph.memory import Memory
from kgbuild.graph.merging import Merge, Merged, Save, write_records
from kgbuild.graph.record import Record, keep_refused, read_block
from kgbuild.graph.shards import Shard, room_of
from kgbuild.graph.terms import Names
from kgbuild.model import History

if TYPE_CHECKING:
    from kgbuild.graph.store import Graph


def mend_shard(graph: Graph, name: str) -> bool:
    """Write a damaged shard anew, if what else there is makes it as it was; whether it does.

    Raises:
        GraphError: the directory can't be written to.
    """
    content = remake_shard(graph, name)
    if content is not None:
        graph.write(lambda: write_file(graph.record.path(name), [content]))
    return content is not None


def remake_shard(graph: Graph, name: str) -> bytes | None:
    """The content of a shard as the manifest has it, or `None` where it can't be made again."""
    room = room_of(name)
    if room == "history":
        return None
    try:
        content = _remake_articles(graph, name) if room == "articles" else remake_record(graph).get(name)
    except (GraphError, KeyError, OSError):
        return None
    whole = graph.manifest.shards[name]
    return content if content is not None and sha256(content).hexdigest() == whole.sha256 else None


def remake_record(graph: Graph) -> dict[str, bytes]:
    """The content of all shards but the history's, made anew from the articles and judgements alone.

    Raises:
        GraphError: a shard of articles is damaged.
    """
    made: dict[str, bytes] = {}

    def keep(name: str, content: bytes) -> Shard:
        made[name] = content
        return Shard(sha256(content).hexdigest(), len(content))

    _merge_anew(graph, keep)
    return made


def remake_memory(graph: Graph) -> None:
    """Keep for the next merge what it would recall of the record, which is whole."""

    def leave(_: str, content: bytes) -> Shard:
        return Shard("", len(content))

    _merge_anew(graph, leave).memory.save(graph.path, graph.manifest.sha256)


def _merge_anew(graph: Graph, save: Save) -> Merged:
    """Merge the articles of the record with nothing but the judgements."""
    manifest = graph.manifest
    articles = {name: shard for name, shard in manifest.shards.items() if room_of(name) == "articles"}
    record = Record(graph.path, articles, Names(manifest.base), manifest.width)
    nothing = Journal(Path(os.devnull))
    with without_collector():
        merge = Merge(record, manifest.articles, nothing, graph.judgements(), None, History(), save, anew=True)
        return merge.run()


def _remake_articles(graph: Graph, name: str) -> bytes | None:
    """A shard of articles from what the next merge would recall, its refused statements from the file as it is."""
    memory = Memory.recall(graph.path, graph.manifest.sha256)
    if memory is None:
        return None
    assembled = memory.assembly.settle()
    names = Names(graph.manifest.base, {one.key: one.identity for one in assembled.identities})
    path = graph.record.path(name)
    refused = list(keep_refused(path.read_bytes().splitlines(keepends=True))) if path.exists() else []
    blocks = []
    for article_id in list_articles(graph.manifest, name):
        told, ending = memory.assembly.told(article_id), f" <{names.refused_graph(article_id)}> .\n".encode()
        claims = write_records(told.article, told.statements, names)
        blocks.append(b"".join([claims, *(line for line in refused if line.endswith(ending))]))
    return b"".join(write_records(*read_block(block, names), names) for block in blocks)
