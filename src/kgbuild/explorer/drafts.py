"""Reports in, drafts of rows out: what an index needs of each statement, and the keys of whom and what it names."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kgbuild.assembly.events import name_claimants
from kgbuild.assembly.keys import actor_key, encode, place_key
from kgbuild.assembly.name_data import known_registry
from kgbuild.assembly.sides import Sides
from kgbuild.explorer.reports import Told
from kgbuild.graph.terms import Names
from kgbuild.model import Actor, ArticleHeader, Claimant, Place, Quantity, When


class Draft(Struct, frozen=True, array_like=True, gc=False):
    """A statement with keys in place of rows."""

    id: str
    type: str
    mode: str | None
    status: str
    modality: str
    negative: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    relations: tuple[str, ...]
    claimants: tuple[str, ...]
    side: str | None
    earliest: str | None
    latest: str | None
    precision: str | None
    basis: str | None
    confidence: int
    findings: int
    quantities: tuple[Quantity, ...]


class Called(Struct):
    """What statements call an actor or a place that the graph has no name for, and how well a place is known."""

    words: str = ""
    status: str = "unresolved"


_KNOWN = {"resolved": 0, "ambiguous": 1, "unresolved": 2}


class Drafts:
    """The drafts of the reports that were added."""

    def __init__(self, names: Names) -> None:
        self._base, self._identities = names.base, names.identities
        self._sides = Sides(known_registry())
        self.reports: list[tuple[ArticleHeader, list[Draft]]] = []
        self.actors: dict[str, Called] = {}
        self.places: dict[str, Called] = {}
        self.refused = self.findings = 0

    def add(self, told: Told) -> None:
        """Take in an article with what it says."""
        article = told.article
        accepted = [one for one in told.statements if one.accepted]
        self.refused += len(told.statements) - len(accepted)
        self.findings += sum(len(one.findings) for one in told.statements)
        offices = self._sides.offices.read_all(told.context)
        drafts = []
        for one in accepted:
            home = f"statement/{encode(one.id)}"
            side = self._sides.of_statement(one, name_claimants(one, self._identify), offices)
            when = one.date or _UNDATED
            drafts.append(
                Draft(
                    id=one.id,
                    type=one.action.type,
                    mode=one.action.mode,
                    status=one.status,
                    modality=one.modality,
                    negative=one.polarity == "negative",
                    actors=self._name_actors(article.id, one.actors, f"{home}/actor"),
                    recipients=self._name_actors(article.id, one.recipients, f"{home}/recipient"),
                    places=self._name_places(article.id, one.locations, f"{home}/location"),
                    relations=tuple(place.relation for place in one.locations),
                    claimants=self._name_actors(article.id, one.claimants, f"{home}/claim"),
                    side=side,
                    earliest=when.earliest,
                    latest=when.latest,
                    precision=None if one.date is None else when.precision,
                    basis=None if one.date is None else when.basis,
                    confidence=round(100 * one.confidence),
                    findings=len(one.findings),
                    quantities=one.quantities,
                )
            )
        self.reports.append((article.header, drafts))

    def _identify(self, key: str) -> str:
        return self._identities.get(key, key)

    def _name_actors(self, article_id: str, actors: Sequence[Actor | Claimant], home: str) -> tuple[str, ...]:
        keys = []
        for at, actor in enumerate(actors):
            key = self._identify(actor_key(article_id, actor, f"{home}/{at}"))
            called = self.actors.get(key)
            if called is None:
                called = self.actors[key] = Called()
            words = actor.name or (actor.mention.text if actor.mention else "")
            called.words = max(called.words, words, key=_rank)
            keys.append(key)
        return tuple(keys)

    def _name_places(self, article_id: str, places: Sequence[Place], home: str) -> tuple[str, ...]:
        keys = []
        for at, place in enumerate(places):
            key = self._identify(place_key(article_id, place, f"{home}/{at}"))
            called = self.places.get(key)
            if called is None:
                called = self.places[key] = Called(status=place.status)
            words = place.name or (place.mention.text if place.mention else "")
            called.words = max(called.words, words, key=_rank)
            called.status = min(called.status, place.status, key=_KNOWN.__getitem__)
            keys.append(key)
        return tuple(keys)


_UNDATED = When(mention=None)


def _rank(words: str) -> tuple[int, str]:
    return len(words), words
