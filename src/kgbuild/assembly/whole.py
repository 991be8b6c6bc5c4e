"""Articles in, all that they say together out: which names are one, which events they tell, how statements agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
