"""Any articles and statements, and what might be said of them together: graphs for Hypothesis."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from fake_graph import FakeGraph
from kgbuild import model
from kgbuild.graph.claim_graph import list_locations, list_parties
from kgbuild.model import Article, Assembled, ControlState, Event, Link, Statement
from strategies import DAY, MAYBE, TEXT, reports


class GivenGraph(FakeGraph):
    """Records, and what is said of them together as the test gives it."""

    def __init__(self, articles: list[Article], statements: list[Statement], assembled: Assembled) -> None:
        super().__init__(articles, statements)
        self._assembled = assembled

    def assembled(self) -> Assembled:
        return self._assembled


@st.composite
def graphs(draw: st.DrawFn) -> GivenGraph:
    """Up to three articles; events, links and states of control over their accepted statements."""
    told = draw(st.lists(reports(), max_size=3, unique_by=lambda one: one[0].id))
    articles = [article for article, _ in told]
    by_id = {one.id: one for _, statements in told for one in statements}
    kept = [one for one in by_id.values() if one.article in [article.header for article in articles]]
    graph = FakeGraph(articles, kept)
    accepted = [one for one in kept if one.accepted]
    return GivenGraph(articles, kept, draw(_assemblies(graph, accepted)) if accepted else Assembled())


@st.composite
def _assemblies(draw: st.DrawFn, graph: FakeGraph, accepted: list[Statement]) -> Assembled:
    base = graph.names.base
    actors = sorted({node.removeprefix(base) for one in accepted for _, node, _ in list_parties(graph, one)})
    places = sorted({node.removeprefix(base) for one in accepted for node, _ in list_locations(graph, one)})
    ids = [one.id for one in accepted]
    homes = draw(st.lists(st.integers(0, 2), min_size=len(ids), max_size=len(ids)))
    events = []
    for home in sorted(set(homes)):
        members = tuple(sorted(one for one, own in zip(ids, homes, strict=True) if own == home))
        events.append(
            Event(
                id=f"e{home}",
                type=draw(st.sampled_from(model.ACTION_TYPES)),
                statements=members,
                actors=tuple(draw(_some(actors))),
                place=draw(st.sampled_from([None, "place/geonames-1", *places])),
                earliest=draw(DAY),
                latest=draw(DAY),
                sides=tuple(draw(st.lists(TEXT, max_size=2))),
                denying_sides=tuple(draw(st.lists(TEXT, max_size=2))),
                part_of=draw(st.sampled_from([None, "e0", "e9"])),
            )
        )
    ends = st.sampled_from([*ids, "not here"])
    link = st.builds(
        Link, first=ends, second=ends, kind=st.sampled_from(get_args(model.LinkKind)), slot=TEXT, reason=TEXT
    )
    state = st.builds(
        ControlState,
        id=TEXT,
        place=st.sampled_from(["place/geonames-1", *places]),
        holder=st.sampled_from([None, "actor/nobody", *actors]),
        type=st.sampled_from(["CONTROL", "PRESENCE"]),
        mode=MAYBE,
        side=TEXT,
        earliest=DAY,
        latest=DAY,
        until=DAY,
        statements=_some(ids).map(tuple),
        polarity=st.sampled_from(get_args(model.Polarity)),
    )
    states = draw(st.lists(state, max_size=3, unique_by=lambda one: one.id))
    return Assembled(
        events=tuple(events),
        links=tuple(draw(st.lists(link, max_size=4))),
        states=tuple(sorted(states, key=lambda one: one.id)),
    )


def _some(values: list[str]) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True) if values else st.just([])
