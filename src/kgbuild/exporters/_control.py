"""Control states in, a table out: who holds which place by whose word, on a day or at any time, and who disputes it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from kgbuild.assembly.control import claims_on
from kgbuild.assembly.keys import encode
from kgbuild.errors import SettingsError
from kgbuild.exporters._claims import ClaimGraph, sort_statements
from kgbuild.exporters._tables import Cell, Table, join, name_entities
from kgbuild.model import Assembled, ControlState, Place, Statement

VIEW = "control"
COLUMNS = (
    "state", "place", "lat", "lon", "level", "country", "geonames", "holder", "action", "mode", "polarity", "side",
    "earliest", "latest", "until", "disputed_by", "said_by", "published", "urls", "statements", "evidence",
)  # fmt: skip
Content = tuple[str, str | None, str, str]
"""What a state says, whoever says it: place, holder, type and polarity."""


def check_view(format: str, view: str | None, day: str | None) -> None:
    """Whether a format of files can show this view and day.

    Raises:
        SettingsError: there is no such view, a day without it, or a day that is none; the message says what to give.
    """
    if view not in {None, VIEW}:
        raise SettingsError(f"format '{format}' has no view '{view}'; have {VIEW}, and without --view all statements.")
    if day is None:
        return
    if view is None:
        raise SettingsError(f"--day {day} asks who holds what on that day; add --view {VIEW}.")
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise SettingsError(f"--day {day} is no day; write it as 2025-01-21.") from error


def make_control(graph: ClaimGraph, day: str | None = None) -> Table:
    """One row a state, in the order of place and side: those that count on a day, or without one all with their days.

    `disputed_by` are the sides whose word at the same time excludes this one; `said_by` the last claimants, else the
    outlets.
    """
    assembled = graph.assembled()
    states = list(assembled.states) if day is None else claims_on(day, assembled.states)
    disputes = _find_disputes(assembled)
    at_place: dict[str, list[ControlState]] = defaultdict(list)
    for state in states:
        at_place[state.place].append(state)
    told = {statement.id: statement for statement in sort_statements(graph)}
    called, places = name_entities(graph), _find_places(graph)
    rows = []
    for state in sorted(states, key=lambda one: (called.get(one.place, ""), one.place, one.side, one.id)):
        place = places.get(state.place)
        statements = [told[one] for one in state.statements if one in told]
        against = {
            other.side
            for other in at_place[state.place]
            if frozenset((_content(state), _content(other))) in disputes and _overlap(state, other)
        }
        where: tuple[Cell, ...] = (None,) * 5
        if place is not None:
            where = (place.lat, place.lon, place.level, place.country, place.geonames)
        rows.append(
            (
                state.id, called.get(state.place) or state.place, *where, called.get(state.holder or ""), state.type,
                state.mode, state.polarity, state.side, state.earliest, state.latest, state.until,
                join(sorted(against)), *_describe_sources(statements),
            )
        )  # fmt: skip
    return Table(COLUMNS, tuple(rows))


def _describe_sources(statements: list[Statement]) -> tuple[Cell, ...]:
    """Who says it, when it was published, where it can be read, and the words."""
    articles = list({one.article.id: one.article for one in statements}.values())
    sayers = [
        one.claimants[-1].name if one.claimants else one.article.agency or one.article.publisher for one in statements
    ]
    return (
        join(dict.fromkeys(sayers)),
        join(dict.fromkeys(one.published for one in articles)),
        join(dict.fromkeys(one.url for one in articles)),
        join(one.id for one in statements),
        join(dict.fromkeys(mention.text for one in statements for mention in one.evidence)),
    )


def _content(state: ControlState) -> Content:
    return state.place, state.holder, state.type, state.polarity


def _find_disputes(assembled: Assembled) -> set[frozenset[Content]]:
    """Pairs of contents that a contradiction lies between: what one voice of each disputes, all that say so dispute."""
    home: dict[str, list[ControlState]] = defaultdict(list)
    for state in assembled.states:
        for statement in state.statements:
            home[statement].append(state)
    return {
        frozenset((_content(one), _content(other)))
        for link in assembled.links
        if link.kind == "contradicts" and link.slot == VIEW
        for one in home.get(link.first, ())
        for other in home.get(link.second, ())
        if one.place == other.place and _content(one) != _content(other)
    }


def _overlap(one: ControlState, other: ControlState) -> bool:
    first, second = (state.earliest or state.latest or "" for state in (one, other))
    return (one.until is None or second < one.until) and (other.until is None or first < other.until)


def _find_places(graph: ClaimGraph) -> dict[str, Place]:
    """The first place of each key that has a point, else the first of the key."""
    found: dict[str, Place] = {}
    for statement in sort_statements(graph):
        for at, place in enumerate(statement.locations):
            slot = f"statement/{encode(statement.id)}/location/{at}"
            key = graph.names.place(statement.article.id, place, slot).removeprefix(graph.names.base)
            held = found.get(key)
            if held is None or (held.lat is None and place.lat is not None):
                found[key] = place
    return found
