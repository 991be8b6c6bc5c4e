"""The next record: the old one, the journal and judgements in, the shards that change and their counts out.

First every article goes into the assembly, which says which names are one and what the events are; then the shards are
written whose articles or nodes have changed. An article's block is taken over as it stands unless one of its names has
got another identity.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from msgspec import Struct

from kgbuild.assembly.judgements import Directory, pair_of
from kgbuild.assembly.keys import encode
from kgbuild.graph.cache import Step
from kgbuild.graph.history import write_history
from kgbuild.graph.journal import Journal
from kgbuild.graph.memory import Memory
from kgbuild.graph.reading import order_statements
from kgbuild.graph.record import Record, is_refused, read_block
from kgbuild.graph.shards import Shard, choose_width, name_shard, overlap, room_of
from kgbuild.graph.sharing import ALL, Together, find_changed, gather, write_shared
from kgbuild.graph.statistics import Stats, Tally
from kgbuild.graph.terms import Names
from kgbuild.graph.writing import write_article
from kgbuild.model import Article, History, Judgement, Statement

Save = Callable[[str, bytes], Shard]
"""Writes a shard of this name and content to the disk."""


class Merged(Struct, frozen=True):
    """The new record: its shards, its counts, what the next merge may recall.

    `step` leads from the old record's cache to the new one's; `None` where that would be most of its lines.
    """

    shards: dict[str, Shard]
    counts: Stats
    memory: Memory
    step: Step | None


class Merge:
    """The old record's articles and the journal's, and what they share.

    Args:
        record: the old one; its names know its identities.
        articles: the hashes of all articles of the new one, by id.
        memory: what the last merge knew of the old record, if it is still there.
        history: what the new record keeps of articles that stand no more.
        save: writes a shard.
        anew: make every line again from the records, also where nothing has changed.
    """

    def __init__(
        self,
        record: Record,
        articles: Mapping[str, str],
        journal: Journal,
        judgements: Sequence[Judgement],
        memory: Memory | None,
        history: History,
        save: Save,
        *,
        anew: bool = False,
    ) -> None:
        self.record, self.journal, self.judgements, self.history = record, journal, judgements, history
        self.memory, self.save, self.anew = memory, save, anew
        self.width = choose_width(len(articles))
        self.articles = articles
        self.shards: dict[str, Shard] = {}
        self.same = self.width == record.width
        self.step = Step(record.sha256(), [], []) if self.same and record.shards and not anew else None

    def run(self) -> Merged:
        """Write the shards that change."""
        memory, before = self.memory, None
        if memory is None:
            memory = self._read_all()
        else:
            before = gather(memory.assembly.settle())
        touched = self._take_journal(memory)
        judgements = self._settle(memory)
        memory.assembly.judge(judgements)
        after = gather(memory.assembly.settle())
        names = replace(self.record.names, identities=after.identities)
        self._write_articles(names, before)
        nodes = find_changed(before, after, touched, names) if before is not None and self.same else ALL
        lines = write_shared(memory, after, judgements, nodes, names) | {"history": write_history(self.history, names)}
        for room, own in lines.items():
            self._write_nodes(room, own, nodes.get(room))
        return Merged(dict(sorted(self.shards.items())), self._tally(memory, after), memory, self.step)

    def _read_all(self) -> Memory:
        """What the old record's articles say, read from their blocks."""
        memory = Memory()
        for block in self.record.blocks():
            memory.put(*read_block(block.content, self.record.names))
        return memory

    def _take_journal(self, memory: Memory) -> set[str]:
        """Bring the journal's articles into the memory, and those it takes out or replaces out of it; the keys met."""
        touched = set()
        for article_id, at in sorted(self.journal.offsets.items()):
            touched |= memory.drop(article_id)
            if at is not None:
                touched |= memory.put(*self.journal.load(article_id))
        return touched

    def _settle(self, memory: Memory) -> Sequence[Judgement]:
        """What the judgements say of the nodes that stand now."""
        if not self.judgements:
            return ()
        directory = Directory(name for judgement in self.judgements for name in pair_of(judgement))
        directory.note((one for share in memory.shares() for one in share.statements), memory.shared_keys())
        for article_id in sorted(directory.articles & self.articles.keys()):
            directory.add_all(memory.assembly.told(article_id).statements)
        return directory.settle(self.judgements).judgements

    def _tally(self, memory: Memory, after: Together) -> Stats:
        tally = Tally()
        registered = sum(key.startswith("actor/") for key in memory.shared_keys())
        actors = registered
        for share in memory.shares():
            tally.take(share.tally)
            actors += share.actors
        joined = sum(one.key.startswith("actor/") or "/actor/" in one.key for one in after.assembled.identities)
        return tally.finish(after.assembled, actors=actors - joined, registered=registered)

    def _write_articles(self, names: Names, before: Together | None) -> None:
        """The shards of articles; where the journal has a word on one, it is the last."""
        old = self.record.names.identities if before is None else before.identities
        names_before = replace(self.record.names, identities=old)
        moved = Moved(old, names)
        spoken = {encode(article_id): article_id for article_id in self.journal.offsets}
        if moved.anywhere or self.anew or not self.same:
            wanted = {name_shard("articles", encode(article_id), self.width) for article_id in self.articles}
            wanted.update(self.record.list_shards("articles") if self.same else ())
        else:
            wanted = {name_shard("articles", key, self.width) for key in (*spoken, *moved.homes)}
        by_shard: dict[str, list[str]] = defaultdict(list)
        for key in spoken:
            by_shard[name_shard("articles", key, self.width)].append(key)
        if self.same:
            self._keep("articles", wanted)
        for name in sorted(wanted):
            blocks = {}
            for key, content in self._read_blocks(name):
                if key in spoken:
                    self._note(content, b"")
                elif self.anew or moved(key, content):
                    blocks[key] = write_records(*read_block(content, names_before), names)
                    self._note(content, blocks[key])
                else:
                    blocks[key] = content
            for key in by_shard[name]:
                if self.journal.offsets[spoken[key]] is not None:
                    blocks[key] = write_records(*self.journal.load(spoken[key]), names)
                    self._note(b"", blocks[key])
            self._put(name, b"".join(content for _, content in sorted(blocks.items())))

    def _read_blocks(self, name: str) -> Iterator[tuple[str, bytes]]:
        """The old record's blocks that belong in a shard of the new one."""
        for old in self.record.list_shards("articles"):
            if overlap(old, name):
                for block in self.record.split(old, self.record.read(old)):
                    if name_shard("articles", block.key, self.width) == name:
                        yield block.key, block.content

    def _write_nodes(self, room: str, lines: Iterable[str], nodes: set[str] | None) -> None:
        """The shards of a shared room: their old lines, those of the changed nodes replaced."""
        start = len(self.record.names.base) + 1
        made: dict[str, list[bytes]] = defaultdict(list)
        for line in sorted(lines):
            key = _node_of(line, start)
            if nodes is None or key in nodes:
                made[name_shard(room, key, self.width)].append(line.encode())
        if nodes is not None:
            wanted = {name_shard(room, key, self.width) for key in nodes}
            self._keep(room, wanted)
        else:
            wanted = {*made, *(self.record.list_shards(room) if self.same else ())}
        for name in sorted(wanted):
            old = self.record.read(name).splitlines(keepends=True) if self.same and name in self.record.shards else []
            kept = [] if nodes is None else [line for line in old if _node_of(line.decode(), start) not in nodes]
            new = sorted([*kept, *made[name]])
            self._note_lines(old, new)
            self._put(name, b"".join(new))

    def _keep(self, room: str, but: set[str]) -> None:
        """Take over the shards of a room that nothing changes."""
        kept = {name: shard for name, shard in self.record.shards.items() if room_of(name) == room and name not in but}
        self.shards.update(kept)

    def _put(self, name: str, content: bytes) -> None:
        if content:
            self.shards[name] = self.save(name, content)

    def _note(self, old: bytes, new: bytes) -> None:
        self._note_lines(old.splitlines(keepends=True), new.splitlines(keepends=True))

    def _note_lines(self, old: Sequence[bytes], new: Sequence[bytes]) -> None:
        if self.step is None:
            return
        before, after = set(old), set(new)
        self.step.gone.extend(line for line in old if line not in after and not is_refused(line))
        self.step.new.extend(line for line in new if line not in before and not is_refused(line))


class Moved:
    """Whether the lines of an article name something that has another identity now.

    `homes` are the encoded ids of articles whose own names have; `anywhere` says that a name has that any may hold.
    """

    def __init__(self, old: Mapping[str, str], names: Names) -> None:
        new = names.identities
        keys = {key for key in old.keys() | new.keys() if old.get(key, key) != new.get(key, key)}
        self.homes = {key.split("/")[1] for key in keys if key.startswith("article/")}
        self._shared = [f"<{names.base}{key}>".encode() for key in sorted(keys) if not key.startswith("article/")]
        self.anywhere = bool(self._shared)

    def __call__(self, article: str, lines: bytes) -> bool:
        """Of an article's encoded id and its lines."""
        return article in self.homes or any(node in lines for node in self._shared)


def write_records(article: Article, statements: Sequence[Statement], names: Names) -> bytes:
    """An article's block."""
    claims, refused = write_article(article, order_statements(statements), names)
    return "".join([*claims, *refused]).encode()


def _node_of(line: str, start: int) -> str:
    """The node that a line is about; the point where a place lies is the place's."""
    return line[start : line.index(">")].removesuffix("/geometry")
