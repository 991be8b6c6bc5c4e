"""An explained statement or a name in, what its words may mean out: candidates with scores, looked up anew.

The record keeps what was chosen, the rule, and the ids of places that were equal; scores depend on the gazetteer and on
the article around the words, so they are found again where somebody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from kgbuild.gazetteer import Gazetteer, open_gazetteer
from kgbuild.graph.explained import Candidate, Explained, Slot
from kgbuild.model import Actor, Mention, Place, Statement
from kgbuild.resolvers.actor_lookup import look_up_actor
from kgbuild.resolvers.place_lookup import look_up
from kgbuild.vocabulary import load_vocabulary

MOST = 5
"""Candidates of a name that are shown; a chosen one stands among them whatever its rank."""
Progress = Callable[[str, float], None]


class Finder:
    """Gazetteer and registry, opened at the first question."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self._gazetteer: Gazetteer | None = None

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer, compiled first if its inputs changed."""
        if self._gazetteer is None:
            self._gazetteer = open_gazetteer(progress=self._progress)
        return self._gazetteer

    @property
    def version(self) -> str | None:
        """That of the gazetteer, `None` while nothing was looked up in it."""
        return None if self._gazetteer is None else self._gazetteer.version

    def find_places(self, name: str, *, near: Iterable[str] = (), chosen: int | None = None) -> tuple[Candidate, ...]:
        """The places of a name, best first, where the article names those of `near` beside it."""
        if not self.gazetteer.has(name):
            return ()
        beside = [other for other in near if other != name and self.gazetteer.has(other)]
        found = [
            Candidate(
                source="gazetteer",
                id=one.id,
                name=", ".join(part for part in (one.name, one.inside or one.country) if part),
                score=one.score,
                reasons=one.reasons,
                chosen=chosen is not None and one.id == str(chosen),
            )
            for one in look_up(name, self.gazetteer, near=beside)
        ]
        return _cut(found)

    def find_actors(self, words: str, *, chosen: str | None = None) -> tuple[Candidate, ...]:
        """The actors that words may mean, best first."""
        found = [
            Candidate(
                source="registry",
                id=one.entry.id,
                name=", ".join(part for part in (one.entry.name, one.entry.kind, one.entry.country) if part),
                score=one.score,
                reasons=(one.reason,),
                chosen=one.entry.id == chosen,
            )
            for one in look_up_actor(words, load_vocabulary().registry, most=4 * MOST)
        ]
        return _cut(found)

    def add(self, one: Explained, beside: Iterable[Statement]) -> Explained:
        """The statement with the candidates of its actors and places; `beside` are the statements of its article."""
        words = {place.mention.text for other in beside for place in other.locations if place.mention}
        near = sorted(word for word in words if word[:1].isupper())  # "the village" is no place's name
        statement = one.statement
        actors = {actor.mention: actor for actor in (*statement.actors, *statement.recipients) if actor.mention}
        places = {place.mention: place for place in statement.locations if place.mention}
        return replace(one, slots=tuple(self._look_up(slot, actors, places, near) for slot in one.slots))

    def _look_up(
        self, slot: Slot, actors: dict[Mention, Actor], places: dict[Mention, Place], near: Iterable[str]
    ) -> Slot:
        if slot.mention is None:
            return slot
        if slot.slot == "location" and (place := places.get(slot.mention)) is not None:
            return replace(slot, options=self.find_places(slot.mention.text, near=near, chosen=place.geonames))
        if slot.slot in {"actor", "recipient"} and (actor := actors.get(slot.mention)) is not None:
            return replace(slot, options=self.find_actors(slot.mention.text, chosen=actor.id))
        return slot


def _cut(found: list[Candidate]) -> tuple[Candidate, ...]:
    return tuple(one for place, one in enumerate(found) if place < MOST or one.chosen)
