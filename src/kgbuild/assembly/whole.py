"""Articles in, all that they say together out: which names are one, which events they tell, how statements agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from kgbuild.assembly.events import assemble
from kgbuild.assembly.keys import actor_key, place_key
from kgbuild.model import Article, Assembled, Event, Judgement, Statement


class Assembly:
    """What has been added; `settle` tells what follows from it."""

    def __init__(self, judgements: Sequence[Judgement] = ()) -> None:
        self.judgements = tuple(judgements)
        self._articles: dict[str, Article] = {}
        self._statements: dict[str, Statement] = {}

    @classmethod
    def from_bytes(cls, content: bytes) -> Assembly:
        """What `to_bytes` kept."""
        assembly = cls()
        articles, statements = msgspec.msgpack.decode(content, type=tuple[list[Article], list[Statement]])
        assembly._articles = {article.id: article for article in articles}
        assembly._statements = {statement.id: statement for statement in statements}
        return assembly

    def to_bytes(self) -> bytes:
        """Everything that `settle` needs."""
        return msgspec.msgpack.encode((list(self._articles.values()), list(self._statements.values())))

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Put these judgements in the place of the former ones."""
        self.judgements = tuple(judgements)

    def remove(self, article_id: str) -> None:
        """Take an article and its statements out."""
        del self._articles[article_id]
        self._statements = {key: one for key, one in self._statements.items() if one.article.id != article_id}

    def add(self, article: Article, statements: Iterable[Statement]) -> None:
        """Take in an article with its accepted statements."""
        self._articles[article.id] = article
        self._statements |= {statement.id: statement for statement in statements}

    def settle(self) -> Assembled:
        """What the articles say together."""
        events = assemble(self._statements.values(), self._articles)
        return Assembled(events=tuple(self._key(event) for event in events))

    def _key(self, event: Event) -> Event:
        """The event with keys in place of names."""
        actors: dict[tuple[str | None, str], None] = {}
        places: dict[tuple[str | None, str], None] = {}
        for statement in map(self._statements.__getitem__, event.statements):
            home, article = f"statement/{statement.id}", statement.article.id
            for slot, fillers in (("actor", statement.actors), ("recipient", statement.recipients)):
                for at, actor in enumerate(fillers):
                    actors[actor.id or actor.name, actor_key(article, actor, f"{home}/{slot}/{at}")] = None
            for at, place in enumerate(statement.locations):
                known = str(place.geonames) if place.geonames is not None else place.name
                places[known, place_key(article, place, f"{home}/location/{at}")] = None
        return replace(
            event,
            actors=tuple(sorted(key for name, key in actors if name in event.actors)),
            place=min((key for name, key in places if name == event.place), default=None) if event.place else None,
        )
