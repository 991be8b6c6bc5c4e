"""The next file of record: the old one's blocks, the journal and judgements in, lines and counts out.

First every article goes into the assembly, which says which names are one and what the events are; then the lines are
written. A block of the old file is taken over as it stands unless one of its names has got another identity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kgbuild.assembly import Assembly
from kgbuild.graph.assembled import write_events, write_judgements, write_local_names, write_questions
from kgbuild.graph.entities import Entities
from kgbuild.graph.journal import Journal
from kgbuild.graph.reading import order_statements
from kgbuild.graph.record import Block, read_block, sort_key
from kgbuild.graph.statistics import Stats, Tally
from kgbuild.graph.terms import Names
from kgbuild.graph.writing import write_article
from kgbuild.model import Article, Judgement, Statement

Held = tuple[Article, list[Statement], bytes | None]
"""An article with its statements and, if the old file holds it, the lines that stand there."""


class Merge:
    """The new file of record: the old one's articles and the journal's, in order, then what they share.

    `blocks` gives the old file's blocks anew at each call; `names` knows the identities of the old file.
    """

    def __init__(
        self,
        names: Names,
        blocks: Callable[[], Iterable[Block]],
        journal: Journal,
        judgements: Sequence[Judgement] = (),
    ) -> None:
        self.names, self.blocks, self.journal, self.judgements = names, blocks, journal, judgements
        self.stats: Stats | None = None

    def write(self) -> Iterator[bytes]:
        """The lines, as chunks; `stats` stands when they have been taken."""
        entities, tally = Entities(), Tally()
        assembly = Assembly(self.judgements)
        for article, statements, _ in self._iterate():
            tally.articles += 1
            accepted = [statement for statement in statements if statement.accepted]
            for statement in statements:
                tally.add(statement)
            for statement in accepted:
                entities.add(statement)
            assembly.add(article, accepted)
        assembled = assembly.settle()
        identities = {one.key: one.identity for one in assembled.identities}
        names = replace(self.names, identities=identities)
        changed = _find_changed(self.names.identities, identities, names)
        for article, statements, held in self._iterate():
            if held is not None and not changed(article, held):
                yield held
            else:
                claims, refused = write_article(article, statements, names)
                yield _join([*claims, *refused])
        joined = entities.join(identities)
        yield _join(sorted([*joined.write(names), *write_local_names(assembled.identities, names)]))
        yield _join(write_events(assembled, names))
        yield _join(write_questions(assembled.questions, names))
        yield _join(write_judgements(self.judgements, names))
        self.stats = tally.finish(
            actors=joined.count_actors(), registered=joined.count_registered(), events=len(assembled.events)
        )

    def _iterate(self) -> Iterator[Held]:
        """The articles by encoded id; where the journal has a word on one, it is the last."""
        offsets = self.journal.offsets
        waiting = sorted(
            (article_id for article_id, at in offsets.items() if at is not None), key=sort_key, reverse=True
        )
        spoken = {sort_key(article_id) for article_id in offsets}
        for block in self.blocks():
            if block.shared:
                continue
            while waiting and sort_key(waiting[-1]) < block.key:
                yield self._load(waiting.pop())
            if block.key not in spoken:
                content = b"".join(block.lines)
                yield *read_block(content, self.names), content
        while waiting:
            yield self._load(waiting.pop())

    def _load(self, article_id: str) -> Held:
        article, statements = self.journal.load(article_id)
        return article, order_statements(statements), None


def _find_changed(old: Mapping[str, str], new: Mapping[str, str], names: Names) -> Callable[[Article, bytes], bool]:
    """Whether an article's lines name something that has another identity now."""
    keys = {key for key in old.keys() | new.keys() if old.get(key, key) != new.get(key, key)}
    homes = {key.split("/")[1] for key in keys if key.startswith("article/")}
    shared = [f"<{names.base}{key}>".encode() for key in sorted(keys) if not key.startswith("article/")]

    def is_changed(article: Article, lines: bytes) -> bool:
        return sort_key(article.id) in homes or any(node in lines for node in shared)

    return is_changed


def _join(lines: Iterable[str]) -> bytes:
    return "".join(lines).encode()
