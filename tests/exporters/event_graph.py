"""Graphs of one event each, made of a few words, for tests of tables of events."""

from __future__ import annotations

from msgspec.structs import replace

from fake_graph import FakeGraph, make_graph
from kgbuild.model import Action, Actor, Article, Assembled, Claimant, Event, Link, Quantity, Statement, When
from kgbuild.vocabulary import load_vocabulary

PLACE = "place/geonames-216281"


class EventGraph(FakeGraph):
    """Records with events that the test gives."""

    def __init__(
        self,
        articles: list[Article],
        statements: list[Statement],
        events: tuple[Event, ...],
        links: tuple[Link, ...] = (),
    ) -> None:
        super().__init__(articles, statements)
        self._given, self._links = events, links

    def events(self) -> tuple[Event, ...]:
        return self._given

    def assembled(self) -> Assembled:
        return Assembled(events=self._given, links=self._links)


def make_actor(sector: str | None = None, country: str | None = None, **rest: str) -> Actor:
    return Actor(mention=None, name=rest.pop("name", f"{country} {sector}"), sector=sector, country=country, **rest)


ARMY, REBELS, PEOPLE = make_actor("MIL", "COD"), make_actor("REB", "COD"), make_actor("CVL", "COD")


def make_statement(id: str = "s1", **rest: object) -> Statement:
    """The rebels shelled people in Goma, with whatever is said otherwise; codes are the vocabulary's."""
    (plain,) = [one for one in make_graph().statements() if one.id == "s1"]
    values = {"actors": (REBELS,), "recipients": (PEOPLE,), "quantities": (), "findings": (), **rest}
    made = replace(plain, id=id, **values)
    action = load_vocabulary().complete_action(
        replace(made.action, cameo=None, acled=None), made.actors, made.recipients, country="COD"
    )
    return replace(made, action=action)


def make_event_graph(
    *statements: Statement,
    role: str = "ASSAULT",
    days: tuple[str | None, str | None] = ("2025-03-02", "2025-03-02"),
    place: str | None = PLACE,
    links: tuple[Link, ...] = (),
) -> EventGraph:
    """One event of these statements."""
    event = Event(
        id="e0123456789abcdef", type=role, statements=tuple(one.id for one in statements), place=place,
        earliest=days[0], latest=days[1],
    )  # fmt: skip
    return EventGraph(list(make_graph().articles()), list(statements), (event,), links)


__all__ = ["ARMY", "PEOPLE", "PLACE", "REBELS", "Action", "Claimant", "EventGraph", "Quantity", "When", "make_actor",
           "make_event_graph", "make_statement"]  # fmt: skip
