"""A record with what is to change in, the next one's shards on the disk and its manifest out.

Nothing is part of a graph before its manifest is written, and the manifest is written last.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import structs

from kgbuild.assembly.collector import without_collector
from kgbuild.graph.files import sync, write_file
from kgbuild.graph.generations import note_generation
from kgbuild.graph.journal import Journal
from kgbuild.graph.manifest import Manifest, list_articles, write_manifest
from kgbuild.graph.memory import Memory
from kgbuild.graph.merging import Merge, Merged
from kgbuild.graph.record import FOLDER, Record
from kgbuild.graph.shards import Shard, room_of
from kgbuild.model import History, Judgement


def write_next(
    folder: Path,
    record: Record,
    manifest: Manifest,
    *,
    articles: Mapping[str, str],
    journal: Journal,
    judgements: Sequence[Judgement],
    history: History,
) -> tuple[Manifest, Merged]:
    """Write the shards of the next record that this one lacks; its manifest, not written yet, and what was merged.

    Args:
        folder: that of the graph.
        record: the record as it stands.
        manifest: the next one, with all but what follows from the record.
        articles: the hash of each article of the next record, by id.
        journal: the articles that come and go.
        judgements: what people say of the identity of nodes.
        history: what the next record keeps of articles that stand no more.

    Raises:
        Damage: a shard that is needed is not as it was written.
    """
    (folder / FOLDER).mkdir(exist_ok=True)

    def save(name: str, content: bytes) -> Shard:
        shard = Shard(sha256(content).hexdigest(), len(content))
        if record.shards.get(name) != shard:
            write_file(folder / FOLDER / shard.path(name), [content])
        return shard

    with without_collector():
        memory = Memory.recall(folder, manifest.sha256) if manifest.sha256 else None
        # A record without a hash has lost shards: what the others say of those may hold no more.
        anew = not manifest.sha256
        merged = Merge(record, articles, journal, judgements, memory, history, save, anew=anew).run()
    new = structs.replace(
        manifest,
        counts=merged.counts,
        shards=merged.shards,
        articles=dict(articles),
        bytes=sum(shard.bytes for shard in merged.shards.values()),
    )
    whole = Record(folder, merged.shards, record.names, new.width).sha256()
    return structs.replace(new, sha256=whole), merged


def commit(folder: Path, manifest: Manifest) -> None:
    """Make the shards that a manifest lists the graph."""
    sync(folder / FOLDER)
    note_generation(folder, manifest)
    write_manifest(folder, manifest)


def give_up(manifest: Manifest, shards: Collection[str]) -> Manifest:
    """The manifest without these shards and the articles in them; its record has no hash, for it is to be remade."""
    gone = {one for name in shards if room_of(name) == "articles" for one in list_articles(manifest, name)}
    return structs.replace(
        manifest,
        sha256="",
        shards={name: shard for name, shard in manifest.shards.items() if name not in shards},
        articles={one: digest for one, digest in manifest.articles.items() if one not in gone},
    )
