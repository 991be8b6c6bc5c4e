"""A graph directory in, what is wrong with its files out: hashes, mentions, caches; what can be mended is mended."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b, sha256
from pathlib import Path

import msgspec
import pyoxigraph as ox
from msgspec import Struct

from kgbuild.checks.text import all_mentions
from kgbuild.errors import GraphError
from kgbuild.graph.generations import restore_manifest
from kgbuild.graph.judgements import FILE as JUDGEMENTS
from kgbuild.graph.manifest import MANIFEST, list_articles, read_manifest
from kgbuild.graph.memory import FILE as MEMORY
from kgbuild.graph.memory import Memory
from kgbuild.graph.mending import mend_shard, remake_memory, remake_record
from kgbuild.graph.merging import write_records
from kgbuild.graph.record import Block, Damage, drop_refused, read_block
from kgbuild.graph.search.checking import check_index
from kgbuild.graph.search.index import FILE as INDEX
from kgbuild.graph.shards import room_of
from kgbuild.graph.store import Graph
from kgbuild.model import Article, Statement

SHOWN = 5
"""Articles of a lost shard that a message names."""
_SIZE = 16
_WHOLE = (1 << 8 * _SIZE) - 1


class Fault(Struct, frozen=True, kw_only=True):
    """Something wrong with a graph's files: where, what, and what to do; `mended` if it has been put right."""

    where: str
    what: str
    advice: str = ""
    mended: bool = False


def verify_graph(graph: Graph, *, mend: bool = True, deep: bool = False, drop: bool = False) -> list[Fault]:
    """What is wrong with the files of a graph.

    Args:
        graph: an opened graph.
        mend: write damaged shards and caches anew where that can be done.
        deep: also make the whole record anew from its articles and judgements, and compare.
        drop: give up shards that can't be mended, with the articles in them, which a build can then read again; with
            `deep` also write anew what differs.
    """
    faults = [*_verify_pending(graph)]
    damaged = [*_find_damaged(graph)]
    lost = []
    for name, what in damaged:
        mended = mend and mend_shard(graph, name)
        lost += [] if mended else [name]
        faults.append(_describe_damage(graph, name, what, mended=mended, dropped=drop))
    if lost and drop:
        graph.finish(without=lost)
        lost = []
    if lost:
        return faults
    faults += _verify_articles(graph)
    if deep and not faults:
        faults += _verify_deeply(graph, renew=drop)
    return [*faults, *_verify_caches(graph, mend=mend)]


def verify_manifest(folder: Path, *, mend: bool = True) -> list[Fault]:
    """What is wrong with the file that lists all others; without it there is no graph to open.

    Raises:
        GraphError: it is damaged and can't be made again.
    """
    try:
        read_manifest(folder / MANIFEST)
    except GraphError as error:
        if not (mend and (folder / MANIFEST).exists() and restore_manifest(folder)):
            raise
        return [Fault(where=MANIFEST, what=str(error), mended=True)]
    return []


def _verify_pending(graph: Graph) -> Iterator[Fault]:
    if graph.has_pending():
        advice = "Run the build again: it takes them in and goes on."
        yield Fault(where=graph.path.name, what="a build that was cut off has left articles behind", advice=advice)
    try:
        graph.judgements()
    except GraphError as error:
        yield Fault(where=JUDGEMENTS, what=str(error))


def _find_damaged(graph: Graph) -> Iterator[tuple[str, str]]:
    """The shards whose files are not what the manifest says, with what is wrong."""
    record = graph.record
    if graph.manifest.sha256 and record.sha256() != graph.manifest.sha256:
        raise GraphError(
            f"{graph.path / MANIFEST}: its list of shards is not the one that it was written with. Restore it from a "
            "copy, or build the graph anew."
        )
    for name in sorted(record.shards):
        try:
            record.read(name)
        except Damage as damage:
            yield name, damage.what


def _describe_damage(graph: Graph, name: str, what: str, *, mended: bool, dropped: bool) -> Fault:
    where = f"record/{graph.record.path(name).name}"
    if mended:
        return Fault(where=where, what=what, mended=True)
    ids = list_articles(graph.manifest, name) if room_of(name) == "articles" else []
    held = (
        f" It held {len(ids):,} articles: {', '.join(ids[:SHOWN])}{' ...' if len(ids) > SHOWN else ''}." if ids else ""
    )
    if dropped:
        then = "Build their inputs again." if ids else ""
        return Fault(where=where, what=f"{what}; it was given up.{held}", advice=then)
    advice = (
        f"Restore the file from a copy; or run 'kgbuild verify {graph.path} --drop' and build "
        f"{'their inputs again' if ids else 'again'}."
    )
    return Fault(where=where, what=f"{what} and can't be made again.{held}", advice=advice)


def _verify_articles(graph: Graph) -> Iterator[Fault]:
    """What is wrong inside of articles: hashes, mentions that do not slice back, lines that no record gives."""
    waiting = dict(graph.manifest.articles)
    for block in graph.record.blocks():
        try:
            article, statements = read_block(block.content, graph.names)
        except GraphError as error:
            yield Fault(where=f"article/{block.key}", what=str(error))
            continue
        for what in _list_faults(graph, block, article, statements, waiting.pop(article.id, None)):
            yield Fault(where=f"article/{block.key}", what=what, advice=f"Retract it and build it again: {article.id}.")
    for article_id in sorted(waiting):
        yield Fault(where=MANIFEST, what=f"lists article {article_id}, which is in no shard", advice="Build it again.")


def _list_faults(
    graph: Graph, block: Block, article: Article, statements: list[Statement], listed: str | None
) -> Iterator[str]:
    found = sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    expected = listed if found == article.sha256 else article.sha256
    if found != expected:
        yield f"its text has the hash {found[:12]}, not {expected[:12] if expected else 'one that the manifest lists'}"
    for statement in statements:
        for slot, mention in all_mentions(statement):
            if article.text[mention.start : mention.end] != mention.text:
                yield f"statement {statement.id}: the words of its {slot} do not stand at {mention.start}-{mention.end}"
    if write_records(article, statements, graph.names) != block.content:
        yield "its lines are not those that its statements are written as"


def _verify_deeply(graph: Graph, *, renew: bool) -> list[Fault]:
    """The shards that are not what the articles and judgements give; written anew, if that is asked for."""
    if graph.has_new_judgements():
        what = "has changed since the last build, so the record can't be compared with it"
        advice = f"Run 'kgbuild judge {graph.path} --apply' first."
        return [Fault(where=JUDGEMENTS, what=what, advice=advice)]
    made, shards = remake_record(graph), graph.manifest.shards
    wrong = [
        name
        for name in sorted(made.keys() | shards.keys())
        if room_of(name) != "history"
        and (name not in shards or name not in made or sha256(made[name]).hexdigest() != shards[name].sha256)
    ]
    if wrong and renew:
        graph.finish(without=[name for name in shards if room_of(name) not in {"articles", "history"}])
    what = "is not what the articles and judgements give"
    advice = f"Run 'kgbuild verify {graph.path} --deep --drop' to have it made anew."
    return [Fault(where=name, what=what, advice=advice, mended=renew) for name in wrong]


def _verify_caches(graph: Graph, *, mend: bool) -> Iterator[Fault]:
    """The caches for queries, for the next build and for searching."""
    if not graph.manifest.sha256:
        return
    found, expected = graph.ask(_digest), _digest_record(graph)
    if found != expected:
        if mend:
            graph.renew_cache()
        what = f"the query cache holds {found[0]:,} quads that are not the {expected[0]:,} of the record"
        yield Fault(where="store", what=what, advice="Delete the folder 'store'.", mended=mend)
    memory = Memory.recall(graph.path, graph.manifest.sha256)
    if memory is None or memory.article_ids() != graph.manifest.articles.keys():
        if mend:
            remake_memory(graph)
        what = "what the next build would recall is missing, damaged or of another release"
        yield Fault(where=f"store/{MEMORY}", what=what, advice="Delete the file, if there is one.", mended=mend)
    if (wrong := check_index(graph, mend=mend)) is not None:
        yield Fault(where=f"store/{INDEX}", what=wrong, advice="Delete the file.", mended=mend)


def _digest_record(graph: Graph) -> tuple[int, int]:
    """As `_digest` of a store that holds what queries see of the record."""
    count = total = 0
    for name in graph.record.shards:
        store = ox.Store()
        lines = drop_refused(graph.record.read(name).splitlines(keepends=True))
        store.bulk_load(b"".join(lines), format=ox.RdfFormat.N_QUADS, lenient=True)
        quads, digest = _digest(store)
        count, total = count + quads, (total + digest) & _WHOLE
    return count, total


def _digest(store: ox.Store) -> tuple[int, int]:
    """How many quads there are, and the sum of their hashes."""
    count = total = 0
    for quad in store.quads_for_pattern(None, None, None, None):
        found = blake2b(str(quad).encode(), digest_size=_SIZE).digest()
        count, total = count + 1, (total + int.from_bytes(found)) & _WHOLE
    return count, total


def format_faults(faults: list[Fault], format: str) -> str:
    """The faults as text, or as a JSON list; the text of none says that all is well."""
    if format == "json":
        return msgspec.json.format(msgspec.json.encode(faults), indent=2).decode() + "\n"
    lines = []
    for fault in faults:
        lines.append(f"{'mended' if fault.mended else 'wrong'}  {fault.where}: {fault.what}")
        if fault.advice and not fault.mended:
            lines.append(f"       {fault.advice}")
    return "".join(f"{line}\n" for line in lines) or "Every file is as it was written.\n"
