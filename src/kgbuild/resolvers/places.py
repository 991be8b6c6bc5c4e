"""Place names to places: `PlaceSpan` records in, `Place` records out, the whole article at once.

What the text states (the level that its words ask for, the place it puts around another) excludes candidates; what it
mentions elsewhere (states, divisions, near places) weighs the rest; population is the weakest hint.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec.structs import replace

from kgbuild.gazetteer import Gazetteer, PlaceRecord, distance_km, fold
from kgbuild.language.parse import Parse, PlaceSpan
from kgbuild.model import Level, Place

FITS: dict[Level, tuple[Level, ...]] = {
    "country": ("country",),
    "admin1": ("admin1", "area", "admin2"),
    "admin2": ("admin2", "admin1", "area"),
    "settlement": ("settlement",),
    "feature": ("feature", "area"),
    "area": ("area", "feature", "admin1"),
}
"""Levels that a place may have when its words ask for one, the best first."""
MARGIN = 0.5
"""Two candidates whose scores lie closer than this are equal."""
SAME_KM = 60.0
"""Candidates closer than this are the same answer for a reader of a map."""


_ALONE = "not in the gazetteer; all other places lie in one state"

_BYGONE = 1.2  # what a name that a town bears no longer loses where a town of a size bears it ("Pokrovsk")
_OF_A_SIZE = 5  # how many times larger the other may be


@dataclass(slots=True)
class _Name:
    """All mentions of one name that ask for the same thing."""

    core: str
    level: Level | None
    within: int | None
    spans: list[int]
    candidates: list[PlaceRecord]
    rule: str = ""
    outer: PlaceRecord | None = None
    outer_name: str | None = None
    chosen: PlaceRecord | None = None
    equal: list[PlaceRecord] = field(default_factory=list)


def resolve_places(parse: Parse, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """A `Place` for each of `parse.places`, in the same order; resolved over the whole article at once."""
    return _Article(parse, gazetteer).resolve() if parse.places else ()


class _Article:
    """The names of one article and what they say about each other."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer) -> None:
        self.spans, self.gazetteer = parse.places, gazetteer
        self.names: list[_Name] = []
        self.of: list[_Name | None] = [None] * len(self.spans)
        self._group()

    def resolve(self) -> tuple[Place, ...]:
        self._state()
        context = _Context(self.names, self.spans, self.gazetteer)
        for name in self.names:
            name.chosen, name.equal = _choose(name, context)
        context.anchor(self.names)
        for name in self.names:
            name.chosen, name.equal = _choose(name, context)
        self._state()  # containment may now veto with resolved outer places
        for name in self.names:
            name.chosen, name.equal = _choose(name, context)
        return self._surround(tuple(self._place(i) for i in range(len(self.spans))))

    def _surround(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Unresolved names with the state around them where every resolved place of the article lies in that one.

        The state is then only `within`, never `country`: the text does not say so itself.
        """
        named = [p for p in places if p.status == "resolved" and p.usage == "place" and p.country]
        states = sorted({p.country for p in named if p.country})
        apart = {p.geonames for p in named if p.level != "country"}
        if len(states) != 1 or len(apart) < 2:
            return places
        state = self.gazetteer.country(states[0])
        return tuple(
            replace(place, within=state.name if state else states[0], rule=_ALONE)
            if place.status == "unresolved" and place.within is None and place.country is None
            else place
            for place in places
        )

    def _group(self) -> None:
        regions = {
            fold(s.core): s.level
            for s in self.spans
            if s.level in ("admin1", "admin2", "area") and s.core != s.mention.text
        }
        contained = {fold(s.core): s.within for s in reversed(self.spans) if s.within is not None}
        around = self._around()
        groups: dict[tuple[str, Level | None, str, bool], _Name] = {}
        for i, span in enumerate(self.spans):
            if span.usage == "demonym":
                continue
            key = fold(span.core)
            level = span.level or regions.get(key)
            within = span.within if span.within is not None else contained.get(key)
            outer = self.spans[within] if within is not None else None
            about = fold(outer.core) if outer else ""
            name = groups.get((key, level, about, i in around))
            if name is None:
                found = self._candidates(span, level)
                if i in around:  # what stands around another place is no town
                    found = [record for record in found if record.level != "settlement"] or found
                name = groups[key, level, about, i in around] = _Name(span.core, level, within, [], found)
                self.names.append(name)
                if level and not span.level:
                    name.rule = "introduced as a region"
            name.spans.append(i)
            self.of[i] = name

    def _around(self) -> frozenset[int]:
        """Spans that stand after a comma as what is around the name before it: "Buffalo, New York"."""
        return frozenset(s.within for i, s in enumerate(self.spans) if s.within is not None and s.within == i + 1)

    def _candidates(self, span: PlaceSpan, level: Level | None) -> list[PlaceRecord]:
        """What the name may denote at the level that its words ask for."""
        if not span.named:
            return []
        whole = self.gazetteer.candidates(span.mention.text) if span.mention.text != span.core else ()
        found = list(whole or self.gazetteer.candidates(span.core))
        if len(span.core.rstrip(".")) == 2 and span.core.isupper():
            found = list(self.gazetteer.candidates(f"US-{span.core}")) + [r for r in found if r.level == "country"]
        if level is None:
            return found
        for wanted in FITS[level]:
            fitting = [record for record in found if record.level == wanted]
            if fitting:
                return fitting
        return []

    def _state(self) -> None:
        """Containment that the text states: keep the candidates that lie in the outer place."""
        for name in self.names:
            if name.within is None:
                continue
            span = self.spans[name.within]
            if span.usage == "demonym":
                code = self.gazetteer.demonym(span.core)
                name.outer = self.gazetteer.country(code) if code else None
                name.outer_name = name.outer.name if name.outer else None
                around = [name.outer] if name.outer else []
            else:
                outer = self.of[name.within]
                if outer is None:
                    continue
                name.outer = outer.chosen
                name.outer_name = outer.chosen.name if outer.chosen else span.core
                around = [outer.chosen] if outer.chosen else outer.candidates
            if around:
                kept = [r for r in name.candidates if any(_inside(r, o) for o in around)]
                if name.candidates and not kept:
                    name.rule = "no place of that name inside the stated one"
                elif kept:
                    name.rule = "stated containment"
                name.candidates = kept

    def _place(self, i: int) -> Place:
        span, name = self.spans[i], self.of[i]
        if name is None:
            code = self.gazetteer.demonym(span.core)
            state = self.gazetteer.country(code) if code else None
            if state is None:
                return Place(mention=span.mention, usage="demonym", rule="word of origin")
            return _resolved(span, state, "word of origin", None)
        record, within = name.chosen, name.outer_name
        if record is not None and span.usage == "metonym" and record.level != "country":
            code = self.gazetteer.capital_of(record.id)
            record = (self.gazetteer.country(code) if code else None) or record
        if record is not None:
            return _resolved(span, record, name.rule or "context", within)
        country = name.outer.country if name.outer else None
        if name.equal:
            states = {r.country for r in name.equal}
            ids = tuple(sorted(r.id for r in name.equal if r.id > 0))
            return Place(
                mention=span.mention, usage=span.usage, status="ambiguous", candidates=ids, within=within,
                country=states.pop() if len(states) == 1 else country, level=span.level, rule="equal candidates",
            )  # fmt: skip
        return Place(
            mention=span.mention, usage=span.usage, status="unresolved", within=within, country=country,
            level=span.level, rule=name.rule or "not in the gazetteer",
        )  # fmt: skip


def _resolved(span: PlaceSpan, record: PlaceRecord, rule: str, within: str | None) -> Place:
    return Place(
        mention=span.mention, name=record.name, geonames=record.geonames, lat=record.lat, lon=record.lon,
        country=record.country or None, level=record.level, status="resolved", usage=span.usage, within=within,
        rule=rule,
    )  # fmt: skip


def _inside(place: PlaceRecord, outer: PlaceRecord) -> bool:
    if place.id == outer.id:
        return False
    if outer.level == "country":
        return place.country == outer.country or (not place.country and _near(place, outer, 2500))
    if outer.level in ("admin1", "admin2"):
        return outer.id in (place.admin1, place.admin2)
    return _near(place, outer, 1200) and (not outer.country or not place.country or place.country == outer.country)


def _near(one: PlaceRecord, other: PlaceRecord, km: float) -> bool:
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= km


class _Context:
    """How much the article's other names speak for a state, a division and a neighbourhood."""

    def __init__(self, names: list[_Name], spans: tuple[PlaceSpan, ...], gazetteer: Gazetteer) -> None:
        self.states: dict[str, dict[str, float]] = defaultdict(dict)
        self.divisions: dict[int, dict[str, float]] = defaultdict(dict)
        self.points: list[tuple[str, PlaceRecord]] = []
        for name in names:
            self._vote(name)
        for span in spans:
            if span.usage == "demonym" and (code := gazetteer.demonym(span.core)):
                self.states[code].setdefault(span.core, 0.6)

    def _vote(self, name: _Name) -> None:
        key = fold(name.core)
        own = [r for r in name.candidates if not r.alternate] or name.candidates
        states = {r.country for r in own if r.country}
        for state in states:
            weight = 1.0 / len(states)
            self.states[state][key] = max(self.states[state].get(key, 0), weight)
        divisions = {d for r in own for d in (r.admin1, r.id if r.level == "admin1" else None) if d}
        for division in divisions:
            weight = 1.0 / math.sqrt(len(divisions))
            if any(r.id == division for r in own):
                weight = max(weight, 0.8)
            self.divisions[division][key] = max(self.divisions[division].get(key, 0), weight)

    def anchor(self, names: Iterable[_Name]) -> None:
        """After a first pass: the places that are settled."""
        self.points = [
            (fold(n.core), n.chosen) for n in names if n.chosen and n.chosen.level in ("settlement", "admin2")
        ]

    def support(self, record: PlaceRecord, key: str) -> float:
        state = sum(w for name, w in self.states.get(record.country, {}).items() if name != key)
        votes = self.divisions.get(record.admin1 or (record.id if record.level == "admin1" else 0), {})
        division = sum(w for name, w in votes.items() if name != key)
        near = sum(
            1.0 for name, point in self.points if name != key and point.id != record.id and _near(record, point, 120)
        )
        # A division's name gains less from the places inside it: half the world's small towns lie in some large state.
        local = 0.6 if record.level == "admin1" else 1.2
        return 1.2 * min(state, 2.5) + local * min(division, 2.0) + 0.5 * min(near, 3.0)


def _prior(record: PlaceRecord, core: str) -> float:
    """What a name means before the article is looked at."""
    exact = fold(record.name) == fold(core)
    if record.level == "country":
        score = 7.8 if exact or not record.alternate else 6.0
    elif record.level in ("area", "feature"):
        score = 6.5
    elif record.feature == "PPLC":
        score = 6.8
    elif record.level == "admin1":
        score = 4.2 + 0.35 * math.log10(record.population + 10) if exact else 2.2
    elif record.level == "admin2":
        score = 2.6 if exact else 0.4
    else:
        score = 0.75 * math.log10(record.population + 10)
    return score - (0.8 if record.alternate else 0.0)


def _loss(record: PlaceRecord, key: str, size: int) -> float:
    """What counts against a town of another name where the name is a town's that is not much smaller."""
    renamed = record.level == "settlement" and fold(record.name) != key and 0 < record.population < size
    return _BYGONE if renamed else 0.0


def _choose(name: _Name, context: _Context) -> tuple[PlaceRecord | None, list[PlaceRecord]]:
    """The best candidate, or none and those that are equal."""
    if not name.candidates:
        return None, []
    key = fold(name.core)
    bearers = [r.population for r in name.candidates if r.level == "settlement" and fold(r.name) == key]
    size = _OF_A_SIZE * max(bearers, default=0)
    scored = sorted(
        (
            (_prior(record, name.core) + context.support(record, key) - _loss(record, key, size), record)
            for record in name.candidates
        ),
        key=lambda pair: (-pair[0], pair[1].id < 0, -pair[1].population, pair[1].id),
    )
    top, best = scored[0]
    equal = [record for score, record in scored if top - score < MARGIN]
    if all(_near(record, best, SAME_KM) for record in equal):
        if not name.rule:
            name.rule = "only candidate" if len(scored) == 1 else "context and population"
        return best, []
    return None, equal
