"""A graph in, its index out: one pass over the records, then what they say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256

from msgspec.structs import replace

from kgbuild.assembly.name_data import known_registry
from kgbuild.assembly.sides import Sides
from kgbuild.explorer.checks import CheckReader, Checks
from kgbuild.explorer.days import number_day
from kgbuild.explorer.drafts import Called, Drafts
from kgbuild.explorer.index import (
    Actors,
    Articles,
    Codes,
    Counts,
    Events,
    Index,
    Links,
    Places,
    Statements,
    States,
    Tolls,
    encode_index,
)
from kgbuild.explorer.places import find_radii, find_regions
from kgbuild.explorer.reports import Told, read_reports
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.known import Entities, KnownActor, KnownPlace, read_entities
from kgbuild.graph.manifest import own_version
from kgbuild.graph.store import Graph
from kgbuild.model import ArticleHeader, Assembled, Event

Tell = Callable[[str, float], None]
"""Told what is being done, and how much of it is done, from 0 to 1."""
Rows = Mapping[str, int]
"""Numbers of rows by key or id, or of codes by what they stand for."""
_DECIMALS = 5
"""Of degrees: a metre."""
_FIRST, _LAST = 0.15, 0.85
"""The shares of the time at which reading the records begins and ends."""


def make_index(graph: ClaimGraph, *, name: str = "", content: str = "", tell: Tell | None = None) -> Index:
    """The index of a graph, or of the part of one that filters leave.

    Args:
        graph: what to index.
        name: what to call it; without one, a graph's folder gives it.
        content: the hash of what it holds; without one, a graph's own, or that of the tables themselves.
        tell: told how far it is.

    Raises:
        GraphError: the record is damaged.
    """
    return make_both(graph, name=name, content=content, tell=tell)[0]


def make_checks(graph: ClaimGraph) -> Checks:
    """What there is to check in a graph, or in the part of one that filters leave.

    Raises:
        GraphError: the record is damaged.
    """
    return make_both(graph)[1]


def make_both(
    graph: ClaimGraph,
    *,
    name: str = "",
    content: str = "",
    tell: Tell | None = None,
    see: Callable[[Told], object] | None = None,
) -> tuple[Index, Checks]:
    """Index and checks, for which the records are read once.

    `see` is shown each article with what it says as it passes by; the other arguments are those of `make_index`.
    """
    say = tell or _say_nothing
    whole = graph if isinstance(graph, Graph) else None
    count = 1 if whole is None else max(1, len(whole.manifest.articles))
    say("Reading events for the explorer", 0.0)
    assembled = graph.assembled()
    drafts, checks = Drafts(graph.names), CheckReader(assembled)
    for number, told in enumerate(read_reports(graph)):
        say("Reading statements for the explorer", _FIRST + min(1.0, number / count) * (_LAST - _FIRST))
        drafts.add(told)
        checks.add(told.statements)
        if see is not None:
            see(told)
    say("Filling the tables of the explorer", _LAST)
    entities = read_entities(graph)
    index = _Filling(graph.names.base, drafts, assembled, entities).fill()
    if whole is not None:
        name, content = name or whole.path.resolve().name, content or whole.manifest.sha256
    index = replace(index, name=name, content=content or sha256(encode_index(index)).hexdigest())
    found = checks.finish({iri.removeprefix(graph.names.base): one for iri, one in entities.names.items()})
    say("Filling the tables of the explorer", 1.0)
    return index, found


def _say_nothing(what: str, share: float) -> None:
    pass


class _Filling:
    """The parts of an index while they are put together."""

    def __init__(self, base: str, drafts: Drafts, assembled: Assembled, entities: Entities) -> None:
        self.base, self.drafts, self.assembled, self.entities = base, drafts, assembled, entities
        self.reports = sorted(drafts.reports, key=lambda report: report[0].id)
        self.told = [(row, draft) for row, (_, told) in enumerate(self.reports) for draft in told]
        self.rows = {draft.id: row for row, (_, draft) in enumerate(self.told)}
        self.event_rows = {event.id: row for row, event in enumerate(assembled.events)}
        holders = {state.holder: Called() for state in assembled.states if state.holder is not None}
        grounds = {event.place for event in assembled.events} | {state.place for state in assembled.states}
        spots = {key: Called(status="resolved") for key in grounds if key is not None}
        self.actors = dict(sorted((holders | drafts.actors).items()))
        self.places = dict(sorted((spots | drafts.places).items()))
        self.actor_rows: Rows = {key: row for row, key in enumerate(self.actors)}
        self.place_rows: Rows = {key: row for row, key in enumerate(self.places)}
        self.known_actors = [self._know_actor(key, called) for key, called in self.actors.items()]
        self.known_places = [self._know_place(key, called) for key, called in self.places.items()]
        self.sides = self._find_sides()
        self.codes = self._list_codes()
        self.code: dict[str, Rows] = {
            name: {code: number for number, code in enumerate(getattr(self.codes, name))}
            for name in Codes.__struct_fields__
        }

    def _know_actor(self, key: str, called: Called) -> KnownActor:
        return self.entities.actors.get(self.base + key) or KnownActor(name=called.words or "unknown")

    def _know_place(self, key: str, called: Called) -> KnownPlace:
        return self.entities.places.get(self.base + key) or KnownPlace(name=called.words or "unknown")

    def _find_sides(self) -> list[str | None]:
        """The side of every actor."""
        sides = Sides(known_registry())
        day = max((header.published[:10] for header, _ in self.reports if header.published), default=None)
        known = zip(self.actors, self.known_actors, strict=True)
        return [sides.of_actor(key, id=one.id, kind=one.kind, country=one.country, day=day) for key, one in known]

    def _list_codes(self) -> Codes:
        """The codes that occur, of the lists that are open."""
        events, states, links = self.assembled.events, self.assembled.states, self.assembled.links
        drafts = [draft for _, draft in self.told]
        return Codes(
            type=_sort([one.type for one in drafts], [one.type for one in events], [one.type for one in states]),
            mode=_sort([one.mode for one in drafts], [one.mode for one in states]),
            country=_sort([one.country for one in self.known_actors], [one.country for one in self.known_places]),
            sector=_sort([one.sector for one in self.known_actors]),
            side=_sort(
                [one.side for one in drafts],
                [one.side for one in states],
                self.sides,
                *(event.sides for event in events),
                *(event.denying_sides for event in events),
            ),
            unit=_sort([quantity.unit for draft in drafts for quantity in draft.quantities]),
            slot=_sort([link.slot for link in links]),
        )

    def _find_code(self, name: str, value: str | None) -> int:
        return -1 if value is None else self.code[name].get(value, -1)

    def fill(self) -> Index:
        """The index, without its name and the hash of its content."""
        return Index(
            content="",
            kgbuild=own_version(),
            base=self.base,
            name="",
            counts=Counts(
                articles=len(self.reports),
                statements=len(self.told),
                refused=self.drafts.refused,
                events=len(self.assembled.events),
                actors=len(self.actors),
                places=len(self.places),
                findings=self.drafts.findings,
                questions=len(self.assembled.questions),
            ),
            codes=self.codes,
            articles=_fill_articles([header for header, _ in self.reports]),
            actors=self._fill_actors(),
            places=self._fill_places(),
            statements=self._fill_statements(),
            tolls=self._fill_tolls(),
            events=self._fill_events(),
            links=self._fill_links(),
            states=self._fill_states(),
        )

    def _fill_actors(self) -> Actors:
        known = self.known_actors
        return Actors(
            key=list(self.actors),
            name=[one.name for one in known],
            kind=[self._find_code("kind", one.kind) for one in known],
            country=[self._find_code("country", one.country) for one in known],
            sector=[self._find_code("sector", one.sector) for one in known],
            side=[self._find_code("side", side) for side in self.sides],
            wikidata=[one.wikidata for one in known],
        )

    def _fill_places(self) -> Places:
        known = self.known_places
        inside = find_regions(known)
        return Places(
            key=list(self.places),
            name=[one.name for one in known],
            lat=[_round(one.lat) for one in known],
            lon=[_round(one.lon) for one in known],
            level=[self._find_code("level", one.level) for one in known],
            country=[self._find_code("country", one.country) for one in known],
            status=[self._find_code("place_status", called.status) for called in self.places.values()],
            inside=inside,
            radius=find_radii(known, inside),
            disputed=[one.disputed for one in known],
        )

    def _fill_statements(self) -> Statements:
        drafts = [draft for _, draft in self.told]
        homes = {one: row for row, event in enumerate(self.assembled.events) for one in event.statements}

        def find(name: str, values: Iterable[str | None]) -> list[int]:
            return [self._find_code(name, value) for value in values]

        return Statements(
            id=[one.id for one in drafts],
            article=[row for row, _ in self.told],
            event=[homes.get(one.id, -1) for one in drafts],
            type=find("type", (one.type for one in drafts)),
            mode=find("mode", (one.mode for one in drafts)),
            status=find("status", (one.status for one in drafts)),
            modality=find("modality", (one.modality for one in drafts)),
            negative=[int(one.negative) for one in drafts],
            actors=[[self.actor_rows[key] for key in one.actors] for one in drafts],
            recipients=[[self.actor_rows[key] for key in one.recipients] for one in drafts],
            places=[[self.place_rows[key] for key in one.places] for one in drafts],
            relations=[find("relation", one.relations) for one in drafts],
            claimants=[[self.actor_rows[key] for key in one.claimants] for one in drafts],
            side=find("side", (one.side for one in drafts)),
            earliest=[number_day(one.earliest) for one in drafts],
            latest=[number_day(one.latest) for one in drafts],
            precision=find("precision", (one.precision for one in drafts)),
            basis=find("basis", (one.basis for one in drafts)),
            confidence=[one.confidence for one in drafts],
            findings=[one.findings for one in drafts],
        )

    def _fill_tolls(self) -> Tolls:
        found = [(row, one) for row, (_, draft) in enumerate(self.told) for one in draft.quantities]
        return Tolls(
            statement=[row for row, _ in found],
            kind=[self._find_code("toll", one.kind) for _, one in found],
            low=[one.low for _, one in found],
            high=[one.high for _, one in found],
            approximate=[int(one.approximate) for _, one in found],
            unit=[self._find_code("unit", one.unit) for _, one in found],
        )

    def _fill_events(self) -> Events:
        events = self.assembled.events
        told = [[self.told[row][1] for row in sorted(self._find_rows(event.statements))] for event in events]
        modes = [
            _vote(one.mode for one in own if one.type == event.type) for event, own in zip(events, told, strict=True)
        ]
        return Events(
            id=[event.id for event in events],
            type=[self._find_code("type", event.type) for event in events],
            mode=[self._find_code("mode", mode) for mode in modes],
            actors=[self._rank(event, [one.actors for one in own]) for event, own in zip(events, told, strict=True)],
            recipients=[
                self._rank(event, [one.recipients for one in own]) for event, own in zip(events, told, strict=True)
            ],
            place=[-1 if event.place is None else self.place_rows[event.place] for event in events],
            earliest=[number_day(event.earliest) for event in events],
            latest=[number_day(event.latest) for event in events],
            articles=[event.articles for event in events],
            publishers=[event.publishers for event in events],
            sources=[event.sources for event in events],
            supporting=[event.supporting for event in events],
            denying=[event.denying for event in events],
            sides=[[self._find_code("side", side) for side in event.sides] for event in events],
            denying_sides=[[self._find_code("side", side) for side in event.denying_sides] for event in events],
            part_of=[self.event_rows.get(event.part_of or "", -1) for event in events],
        )

    def _find_rows(self, statements: Iterable[str]) -> list[int]:
        return [self.rows[one] for one in statements if one in self.rows]

    def _rank(self, event: Event, parties: Sequence[tuple[str, ...]]) -> list[int]:
        """The parties of a slot of an event; `index.Events` says which."""
        counts = Counter(key for keys in parties for key in set(keys) if key in event.actors)
        if counts:
            return [self.actor_rows[key] for key in sorted(counts, key=lambda key: (-counts[key], key))]
        return [self.actor_rows[key] for key in dict.fromkeys(next(filter(None, parties), ()))]

    def _fill_links(self) -> Links:
        links = [one for one in self.assembled.links if one.first in self.rows and one.second in self.rows]
        return Links(
            first=[self.rows[one.first] for one in links],
            second=[self.rows[one.second] for one in links],
            kind=[self._find_code("link", one.kind) for one in links],
            slot=[self._find_code("slot", one.slot) for one in links],
            reason=[one.reason for one in links],
        )

    def _fill_states(self) -> States:
        states = self.assembled.states
        return States(
            id=[one.id for one in states],
            place=[self.place_rows[one.place] for one in states],
            holder=[-1 if one.holder is None else self.actor_rows[one.holder] for one in states],
            type=[self._find_code("type", one.type) for one in states],
            mode=[self._find_code("mode", one.mode) for one in states],
            side=[self._find_code("side", one.side) for one in states],
            negative=[int(one.polarity == "negative") for one in states],
            earliest=[number_day(one.earliest) for one in states],
            latest=[number_day(one.latest) for one in states],
            until=[number_day(one.until) for one in states],
            statements=[self._find_rows(one.statements) for one in states],
        )


def _fill_articles(headers: Sequence[ArticleHeader]) -> Articles:
    return Articles(
        id=[one.id for one in headers],
        title=[one.title for one in headers],
        publisher=[one.publisher for one in headers],
        agency=[one.agency for one in headers],
        published=[one.published for one in headers],
        url=[one.url for one in headers],
        language=[one.language for one in headers],
    )


def _sort(*given: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({value for values in given for value in values if value is not None}))


def _round(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, _DECIMALS)


def _vote(values: Iterable[str | None]) -> str | None:
    """The value given most often, of equal ones the first by name."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
