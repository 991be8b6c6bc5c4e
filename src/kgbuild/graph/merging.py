"""The next file of record: the old one's blocks and the journal in, lines and counts out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgbuild.graph.entities import Entities
from kgbuild.graph.journal import Journal
from kgbuild.graph.reading import order_statements
from kgbuild.graph.record import Block, read_block, sort_key
from kgbuild.graph.statistics import Stats, Tally
from kgbuild.graph.terms import Names
from kgbuild.graph.writing import write_article
from kgbuild.model import Article, Statement


class Merge:
    """The new file of record: the old one's articles and the journal's, in order, then what they share."""

    def __init__(self, names: Names, blocks: Iterable[Block], journal: Journal) -> None:
        self.names, self.blocks, self.journal = names, blocks, journal
        self.stats: Stats | None = None
        self.entities = Entities(self.names)
        self.tally = Tally()
        self.articles: dict[str, Article] = {}
        self.accepted: list[Statement] = []

    def write(self) -> Iterator[bytes]:
        """The lines, as chunks; `stats` stands when they have been taken."""
        from kgbuild.assembly import assemble

        for article, statements, lines in self._iterate():
            self.articles[article.id] = article
            self.tally.articles += 1
            for statement in statements:
                self.tally.add(statement)
                if statement.accepted:
                    self.entities.add(statement)
                    self.accepted.append(statement)
            yield lines
        events = assemble(self.accepted, self.articles)
        yield "".join(self.entities.write()).encode()
        yield "".join(self.entities.write_events(events)).encode()
        self.stats = self.tally.finish(
            actors=self.entities.count_actors(), registered=self.entities.count_registered(), events=len(events)
        )

    def _iterate(self) -> Iterator[tuple[Article, list[Statement], bytes]]:
        """The articles by encoded id; where the journal has a word on one, it is the last."""
        offsets = self.journal.offsets
        waiting = sorted(
            (article_id for article_id, at in offsets.items() if at is not None), key=sort_key, reverse=True
        )
        spoken = {sort_key(article_id) for article_id in offsets}
        for block in self.blocks:
            if block.shared:
                continue
            while waiting and sort_key(waiting[-1]) < block.key:
                yield self._load(waiting.pop())
            if block.key not in spoken:
                content = b"".join(block.lines)
                yield *read_block(content, self.names), content
        while waiting:
            yield self._load(waiting.pop())

    def _load(self, article_id: str) -> tuple[Article, list[Statement], bytes]:
        article, statements = self.journal.load(article_id)
        ordered = order_statements(statements)
        claims, refused = write_article(article, ordered, self.names)
        return article, ordered, "".join([*claims, *refused]).encode()
