"""The next file of record: the old one's blocks, the journal and judgements in, lines and counts out.

First every article goes into the assembly, which says which names are one and what the events are; then the lines are
written. A block of the old file is taken over as it stands unless one of its names has got another identity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kgbuild.assembly.judgements import Directory, pair_of
from kgbuild.graph.assembled import write_events, write_judgements, write_local_names, write_questions
from kgbuild.graph.entities import Entities
from kgbuild.graph.history import write_history
from kgbuild.graph.journal import Journal
from kgbuild.graph.memory import Memory
from kgbuild.graph.reading import order_statements
from kgbuild.graph.record import Block, read_block, sort_key
from kgbuild.graph.shares import make_share, read_share
from kgbuild.graph.statistics import Stats, Tally
from kgbuild.graph.terms import Names
from kgbuild.graph.writing import write_article
from kgbuild.model import Article, History, Judgement, Statement


class Merge:
    """The new file of record: the old one's articles and the journal's, in order, then what they share.

    `blocks` gives the old file's blocks anew at each call; `names` knows the identities of the old file; `memory` is
    what the last merge knew of it, if it is still there.
    """

    def __init__(
        self,
        names: Names,
        blocks: Callable[[], Iterable[Block]],
        journal: Journal,
        judgements: Sequence[Judgement] = (),
        memory: Memory | None = None,
        history: History | None = None,
    ) -> None:
        self.names, self.blocks, self.journal, self.judgements = names, blocks, journal, judgements
        self.history = history or History()
        self.memory = memory or self._read_all()
        self.stats: Stats | None = None

    def write(self) -> Iterator[bytes]:
        """The lines, as chunks; `stats` and `memory` stand when they have been taken."""
        self._take_journal()
        entities, tally = Entities(), Tally()
        statements: list[str] = []
        for content in self.memory.shares.values():
            share = read_share(content)
            entities.take(share.votes, share.words)
            tally.take(share.tally)
            statements += share.statements
        judgements = self._settle(statements, entities.votes)
        self.memory.assembly.judge(judgements)
        assembled = self.memory.assembly.settle()
        identities = {one.key: one.identity for one in assembled.identities}
        names = replace(self.names, identities=identities)
        yield from self._write_articles(names)
        joined = entities.join(identities)
        yield _join(sorted([*joined.write(names), *write_local_names(assembled.identities, names)]))
        yield _join(write_events(assembled, names))
        yield _join(write_questions(assembled.questions, names))
        yield _join(write_judgements(judgements, names))
        yield _join(write_history(self.history, names))
        self.stats = tally.finish(assembled, actors=joined.count_actors(), registered=joined.count_registered())

    def _settle(self, statements: Iterable[str], keys: Iterable[str]) -> Sequence[Judgement]:
        """What the judgements say of the nodes that stand now; only articles are read whose local names are judged."""
        if not self.judgements:
            return ()
        directory = Directory(name for judgement in self.judgements for name in pair_of(judgement))
        directory.note(statements, keys)
        wanted = {sort_key(article_id) for article_id in directory.articles}
        for article_id in sorted(directory.articles & self.journal.offsets.keys()):
            wanted.discard(sort_key(article_id))
            if self.journal.offsets[article_id] is not None:
                directory.add_all(self.journal.load(article_id)[1])
        for block in self.blocks() if wanted else ():
            if not block.shared and block.key in wanted:
                directory.add_all(read_block(b"".join(block.lines), self.names)[1])
        return directory.settle(self.judgements).judgements

    def _read_all(self) -> Memory:
        """What the old file's articles say, read from their blocks."""
        memory = Memory()
        for block in self.blocks():
            if not block.shared:
                _remember(memory, *read_block(b"".join(block.lines), self.names))
        return memory

    def _take_journal(self) -> None:
        """Bring the journal's articles into the memory, and those that it takes out, or replaces, out of it."""
        for article_id, at in sorted(self.journal.offsets.items()):
            if self.memory.shares.pop(article_id, None) is not None:
                self.memory.assembly.remove(article_id)
            if at is not None:
                _remember(self.memory, *self.journal.load(article_id))

    def _write_articles(self, names: Names) -> Iterator[bytes]:
        """The articles by encoded id; where the journal has a word on one, it is the last."""
        offsets = self.journal.offsets
        changed = _find_changed(self.names.identities, names)
        waiting = sorted(
            (article_id for article_id, at in offsets.items() if at is not None), key=sort_key, reverse=True
        )
        spoken = {sort_key(article_id) for article_id in offsets}
        for block in self.blocks():
            if block.shared:
                continue
            while waiting and sort_key(waiting[-1]) < block.key:
                yield _write_records(*self.journal.load(waiting.pop()), names)
            if block.key not in spoken:
                content = b"".join(block.lines)
                yield (
                    _write_records(*read_block(content, self.names), names) if changed(block.key, content) else content
                )
        while waiting:
            yield _write_records(*self.journal.load(waiting.pop()), names)


def _remember(memory: Memory, article: Article, statements: Sequence[Statement]) -> None:
    memory.shares[article.id] = make_share(statements)
    memory.assembly.add(article, [statement for statement in statements if statement.accepted])


def _write_records(article: Article, statements: Sequence[Statement], names: Names) -> bytes:
    claims, refused = write_article(article, order_statements(statements), names)
    return _join([*claims, *refused])


def _find_changed(old: Mapping[str, str], names: Names) -> Callable[[str, bytes], bool]:
    """Whether the lines of an article (by its encoded id) name something that has another identity now."""
    new = names.identities
    keys = {key for key in old.keys() | new.keys() if old.get(key, key) != new.get(key, key)}
    homes = {key.split("/")[1] for key in keys if key.startswith("article/")}
    shared = [f"<{names.base}{key}>".encode() for key in sorted(keys) if not key.startswith("article/")]

    def is_changed(article: str, lines: bytes) -> bool:
        return article in homes or any(node in lines for node in shared)

    return is_changed


def _join(lines: Iterable[str]) -> bytes:
    return "".join(lines).encode()
