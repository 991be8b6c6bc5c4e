"""Place names to places: `PlaceSpan` records in, `Place` records out, the whole article at once.

What the text states (the level that its words ask for, the place it puts around another) excludes candidates; what it
mentions elsewhere (states, divisions, near places) weighs the rest; population is the weakest hint.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec.structs import replace

from kgbuild.gazetteer import Gazetteer, PlaceRecord, fold
from kgbuild.language.parse import Parse, PlaceSpan
from kgbuild.language.place_words import CIVIC, LOCALS
from kgbuild.model import NAMELESS, Level, Place
from kgbuild.resolvers.place_context import Context, is_inside, is_near, shown
from kgbuild.resolvers.place_homes import vote_for_homes
from kgbuild.resolvers.place_ranking import SAME_KM, choose, rank, reasons_for
from kgbuild.resolvers.place_standing import add_standing

FITS: dict[Level, tuple[Level, ...]] = {
    "country": ("country",),
    "admin1": ("admin1", "area", "admin2"),
    "admin2": ("admin2", "admin1", "area"),
    "settlement": ("settlement",),
    "feature": ("feature", "area"),
    "area": ("area", "feature", "admin1"),
}
"""Levels that a place may have when its words ask for one, the best first."""
_TOWN = 10_000  # inhabitants from which on a further spelling is enough
_SMALL = 20_000
"""Inhabitants up to which a place may have namesakes that the gazetteer lacks."""
_NEAR_TOWN = 200.0
_NEAR_REGION = 500.0
"""Kilometres beyond which nothing is near a town, or near the middle of a region."""
_ALONE = "all other places lie in one state"


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
    local: bool = False


def resolve_places(parse: Parse, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """A `Place` for each of `parse.places`, in the same order; resolved over the whole article at once."""
    return _Article(parse, gazetteer).resolve() if parse.places else ()


class _Article:
    """The names of one article and what they say about each other."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer) -> None:
        self.parse, self.spans, self.gazetteer = parse, parse.places, gazetteer
        self.day = parse.article.published
        self.names: list[_Name] = []
        self.of: list[_Name | None] = [None] * len(self.spans)
        self._group()

    def resolve(self) -> tuple[Place, ...]:
        self._state()
        context = self._listen()
        self._choose(context, self.names)
        for name in self.names:
            if name.chosen:
                context.settle(name.core, name.chosen)
        self._choose(context, self.names)
        known = [name.candidates for name in self.names]
        self._state()  # containment and nearness may now veto with resolved outer places
        self._stay_near()
        self._choose(context, [name for name, had in zip(self.names, known, strict=True) if name.candidates != had])
        self._explain(context)
        return self._surround(tuple(self._place(i) for i in range(len(self.spans))))

    def _listen(self) -> Context:
        """What the article's names and words of origin say before any is decided."""
        context = Context()
        for name in self.names:
            context.vote(name.core, name.candidates)
        for span in self.spans:
            if span.usage == "demonym" and (code := self.gazetteer.demonym(span.core)):
                context.vote_state(code, span.core, 0.6)
        vote_for_homes(self.parse, self.gazetteer, context)
        return context

    def _choose(self, context: Context, names: Iterable[_Name]) -> None:
        for name in names:
            name.chosen, name.equal = choose(name.core, name.candidates, context, local=name.local)
            if name.chosen and self._is_elsewhere(name, name.chosen, context):
                name.chosen, name.equal, name.candidates = None, [], []
                name.rule = f"no {name.level} division of that name in {context.home(fold(name.core))}"
            if name.chosen and self._is_far_fetched(name, name.chosen, context):
                name.rule = f"only a further spelling of {name.chosen.name}, for which nothing speaks"
                name.chosen, name.equal, name.candidates = None, [], []
            if name.chosen and not name.rule:
                name.rule = "only candidate" if len(name.candidates) == 1 else "context and population"

    def _is_elsewhere(self, name: _Name, chosen: PlaceRecord, context: Context) -> bool:
        """Whether only a district abroad bears the name of a province that the article about one state speaks of."""
        if name.level != "admin1" or chosen.level != "admin2":
            return False
        home = context.home(fold(name.core))
        return bool(home and home != chosen.country)

    def _is_far_fetched(self, name: _Name, chosen: PlaceRecord, context: Context) -> bool:
        """Whether a village abroad has the name as a further spelling only: "Evin prison" is not Évin-Malmaison's."""
        village = chosen.level == "settlement" and chosen.alternate and chosen.population < _TOWN
        return village and len(name.candidates) == 1 and not context.support(chosen, fold(name.core))

    def _explain(self, context: Context) -> None:
        """Say of each decided name what spoke for it, and which namesake came next."""
        for name in self.names:
            if name.chosen is None:
                continue
            reasons = list(reasons_for(name.core, name.chosen, context, local=name.local))
            others = [r for r in name.candidates if not is_near(r, name.chosen, SAME_KM)]
            if others:
                following = rank(name.core, others, context, local=name.local)[0][1]
                reasons.append(f"before {len(others)} elsewhere, next {shown(following)}")
            name.rule = "; ".join((name.rule, *reasons))

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
            replace(place, within=state.name if state else states[0], rule=f"{place.rule}; {_ALONE}")
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
            name.local = name.local or self._is_local(span)
            self.of[i] = name

    def _is_local(self, span: PlaceSpan) -> bool:
        """Whether people or bodies of the place stand behind its name: "Djibo residents", "the Djibo City Council"."""
        tokens = self.parse.tokens
        if span.last >= len(tokens) or tokens[span.last].sentence != tokens[span.first].sentence:
            return False
        after = tokens[span.last]
        return after.lower in CIVIC or after.lower in LOCALS or after.lemma in LOCALS

    def _around(self) -> frozenset[int]:
        """Spans that stand after a comma as what is around the name before it: "Buffalo, New York"."""
        return frozenset(s.within for i, s in enumerate(self.spans) if s.within is not None and s.within == i + 1)

    def _candidates(self, span: PlaceSpan, level: Level | None) -> list[PlaceRecord]:
        """What the name may denote at the level that its words ask for."""
        if not span.named:
            return []
        # "the village" is the one that was named, and never The Village in Oklahoma
        longer = span.mention.text != span.core and not span.anaphor
        whole = self.gazetteer.candidates(span.mention.text) if longer else ()
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
                kept = [r for r in name.candidates if any(is_inside(r, o) or self._is_claimed(r, o) for o in around)]
                if name.candidates and not kept:
                    name.rule = "no place of that name inside the stated one"
                elif kept:
                    name.rule = "stated containment"
                name.candidates = kept

    def _stay_near(self) -> None:
        """Nearness that the text states: "the Belgorod region near X" leaves no X that lies far from there."""
        for number, (before, span) in enumerate(pairwise(self.spans), 1):
            anchor, name = self.of[number - 1], self.of[number]
            between = [token.lower for token in self.parse.tokens[before.last : span.first]]
            if between != ["near"] or name is None or anchor is None or anchor.chosen is None:
                continue
            if anchor.chosen.level == "country" or name is anchor:
                continue
            if any(record.population > _SMALL for record in name.candidates):
                continue
            reach = _NEAR_TOWN if anchor.chosen.level == "settlement" else _NEAR_REGION
            kept = [r for r in name.candidates if r.level != "settlement" or is_near(r, anchor.chosen, reach)]
            if name.candidates and not kept:
                name.rule = f"no place of that name near {anchor.core}"
            name.candidates = kept

    def _is_claimed(self, record: PlaceRecord, outer: PlaceRecord) -> bool:
        """Whether the outer place is a state that claims the record: "Sevastopol, Russia"."""
        return outer.level == "country" and self.gazetteer.is_claimed(record, outer.country, self.day)

    def _stand(self, place: Place, record: PlaceRecord) -> Place:
        return add_standing(place, record, self.gazetteer, self.day)

    def _place(self, i: int) -> Place:
        span, name = self.spans[i], self.of[i]
        if name is None:
            code = self.gazetteer.demonym(span.core)
            state = self.gazetteer.country(code) if code else None
            if state is None:
                return Place(mention=span.mention, usage="demonym", rule="word of origin")
            return self._stand(_resolved(span, state, "word of origin", None), state)
        record, within = name.chosen, name.outer_name
        if record is not None and span.usage == "metonym" and record.level != "country":
            code = self.gazetteer.capital_of(record.id)
            record = (self.gazetteer.country(code) if code else None) or record
        if record is not None:
            return self._stand(_resolved(span, record, name.rule or "context", within), record)
        country = name.outer.country if name.outer else None
        if name.equal:
            states = {r.country for r in name.equal}
            ids = tuple(sorted(r.id for r in name.equal if r.id > 0))
            return Place(
                mention=span.mention, usage=span.usage, status="ambiguous", candidates=ids, within=within,
                country=states.pop() if len(states) == 1 else country, level=span.level, rule="equal candidates",
                bearing=span.bearing,
            )  # fmt: skip
        return Place(
            mention=span.mention, usage=span.usage, status="unresolved", within=within, country=country,
            level=span.level, rule=name.rule or ("not in the gazetteer" if span.named or not span.site else NAMELESS),
            bearing=span.bearing,
        )  # fmt: skip


def _resolved(span: PlaceSpan, record: PlaceRecord, rule: str, within: str | None) -> Place:
    return Place(
        mention=span.mention, name=record.name, geonames=record.geonames, lat=record.lat, lon=record.lon,
        country=record.country or None, level=record.level, status="resolved", usage=span.usage, within=within,
        rule=rule, bearing=span.bearing,
    )  # fmt: skip
