"""Control states in, a table out: who holds which place by whose word, on a day or at any time, and who disputes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kgbuild.assembly.control import claims_on
from kgbuild.errors import SettingsError
from kgbuild.exporters._columns import Cell, Column, Row, Table, distinct, read_day
from kgbuild.exporters._event_tables import WORD_OF_A_SIDE, locate
from kgbuild.exporters._ordered import Ordered, list_evidence, list_urls, order
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.model import Assembled, ControlState, Statement

VIEW = "control"
COLUMNS = (
    Column("state", "text", "The state's id.", needed=True),
    Column("place", "text", "The place, by name.", needed=True),
    Column("lat", "number", "Latitude of the place, degrees of WGS 84."),
    Column("lon", "number", "Its longitude."),
    Column("level", "text", "country, admin1, admin2, settlement, feature or area."),
    Column("country", "text", "The place's country, ISO 3166-1 alpha-3."),
    Column("geonames", "integer", "The place's GeoNames number."),
    *WORD_OF_A_SIDE,
    Column("disputed_by", "texts", "Sides whose word at the same time excludes this one."),
    Column("said_by", "texts", "Who says so: the last claimants, else the outlets."),
    Column("published", "texts", "When the articles were published, as given."),
    Column("urls", "texts", "Where the articles can be read."),
    Column("statements", "texts", "Ids of the statements that say so."),
    Column("evidence", "texts", "The words of the articles that say it."),
    Column("status", "text", "Whether the place is resolved, ambiguous or unresolved."),
    Column("point", "text", "place, or region: the point is the middle of this country, region or area."),
)
Content = tuple[str, str | None, str, str]
"""What a state says, whoever says it: place, holder, type and polarity."""


def check_view(format: str, view: str | None, day: str | None, *, views: tuple[str, ...] = (VIEW,)) -> None:
    """Whether a format of files can show this view and day.

    Raises:
        SettingsError: there is no such view, a day without it, or a day that is none; the message says what to give.
    """
    if view not in {None, *views}:
        raise SettingsError(
            f"format '{format}' has no view '{view}'; have {', '.join(views)}, and without --view all statements."
        )
    if day is None:
        return
    if view != VIEW:
        raise SettingsError(f"--day {day} asks who holds what on that day; add --view {VIEW}.")
    # Days are compared as text, so that 20250121 would stand behind all of 2025.
    if (found := read_day(day)) is None or found.isoformat() != day:
        raise SettingsError(f"--day {day} is no day; write it as 2025-01-21.")


def make_control(graph: ClaimGraph, day: str | None = None) -> Table:
    """One row a state, in the order of place and side: those that count on a day, or without one all with their days.

    `disputed_by` are the sides whose word at the same time excludes this one; `said_by` the last claimants, else the
    outlets.
    """
    text = "Who holds which place, or is there, by whose word" + (f", on {day}." if day else ", and from when on.")
    return Table(VIEW, text, COLUMNS, ("state",), _list_rows(order(graph), day))


def _list_rows(graph: Ordered, day: str | None) -> Iterator[Row]:
    assembled = graph.assembled()
    states = list(assembled.states) if day is None else claims_on(day, assembled.states)
    disputes = _find_disputes(assembled)
    at_place: dict[str, list[ControlState]] = defaultdict(list)
    for state in states:
        at_place[state.place].append(state)
    wanted = {one for state in states for one in state.statements}
    told = {statement.id: statement for statement in graph.statements() if statement.id in wanted}
    called, base = graph.called, graph.names.base
    for state in sorted(states, key=lambda one: (called.get(one.place, ""), one.place, one.side, one.id)):
        iri = base + state.place
        place, _ = graph.places.get(iri, (None, 0))
        lat, lon, point, status = locate(graph, iri)
        about = (None, None, None) if place is None else (place.level, place.country, place.geonames)
        statements = [told[one] for one in state.statements if one in told]
        against = {
            other.side
            for other in at_place[state.place]
            if frozenset((_content(state), _content(other))) in disputes and _overlap(state, other)
        }
        yield (
            state.id, called.get(state.place) or state.place, lat, lon, *about, called.get(state.holder or ""),
            state.type, state.mode, state.polarity, state.side, read_day(state.earliest), read_day(state.latest),
            read_day(state.until), tuple(sorted(against)), *_describe_sources(statements),
            status, point,
        )  # fmt: skip


def _describe_sources(statements: list[Statement]) -> tuple[Cell, ...]:
    """Who says it, when it was published, where it can be read, and the words."""
    sayers = [
        one.claimants[-1].name if one.claimants else one.article.agency or one.article.publisher for one in statements
    ]
    return (
        distinct(sayers),
        distinct(one.article.published for one in statements),
        list_urls(statements),
        tuple(one.id for one in statements),
        list_evidence(statements),
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
