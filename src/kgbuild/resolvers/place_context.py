"""What an article's names say about each other: their candidates in, how much speaks for a candidate and why out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kgbuild.gazetteer import PlaceRecord, distance_km, fold

NEAR_KM = 120.0
"""How far a settled place may lie to speak for a candidate."""
_HOME = 1.0  # what must speak for a state before an article counts as being about it
_KM_PER_DEGREE = 110.0  # of latitude, at least
_SHOWN = 3  # names that a reason lists


class Context:
    """How much names speak for a state, a division and a neighbourhood; keys are folded names."""

    def __init__(self) -> None:
        self.states: dict[str, dict[str, float]] = defaultdict(dict)
        self.divisions: dict[int, dict[str, float]] = defaultdict(dict)
        self.points: list[tuple[str, PlaceRecord]] = []
        self.words: dict[str, str] = {}

    def vote(self, name: str, candidates: Iterable[PlaceRecord]) -> None:
        """Let a name speak for the states and divisions of its candidates; the more there are, the less for each."""
        found, key = list(candidates), self._key(name)
        own = [r for r in found if not r.alternate] or found
        states = {r.country for r in own if r.country}
        for state in states:
            self.states[state][key] = max(self.states[state].get(key, 0), 1.0 / len(states))
        divisions = {d for r in own for d in (r.admin1, r.id if r.level == "admin1" else None) if d}
        for division in divisions:
            weight = 1.0 / math.sqrt(len(divisions))
            if any(r.id == division for r in own):
                weight = max(weight, 0.8)
            self.divisions[division][key] = max(self.divisions[division].get(key, 0), weight)

    def vote_state(self, state: str, word: str, weight: float) -> None:
        """Let a word that is no place's name, such as one of origin, speak for a state."""
        self.states[state].setdefault(self._key(word), weight)

    def settle(self, name: str, place: PlaceRecord) -> None:
        """Enter a place that is decided, so that it speaks for what lies near it."""
        if place.level in ("settlement", "admin2"):
            self.points.append((self._key(name), place))

    def home(self, key: str) -> str:
        """The state for which most of the article speaks, the name `key` apart; "" if none stands out."""
        totals = sorted(
            ((_of_others(votes, key), state) for state, votes in self.states.items()),
            reverse=True,
        )
        if not totals or totals[0][0] < _HOME or (len(totals) > 1 and totals[0][0] < 2 * totals[1][0]):
            return ""
        return totals[0][1]

    def support(self, record: PlaceRecord, key: str) -> float:
        """What the article's other names say for a candidate of the name `key`."""
        state = _of_others(self.states.get(record.country, {}), key)
        division = _of_others(self.divisions.get(_division(record), {}), key)
        near = sum(1.0 for _ in self._near(record, key))
        # A division's name gains less from the places inside it: half the world's small towns lie in some large state.
        local = 0.6 if record.level == "admin1" else 1.2
        return 1.2 * min(state, 2.5) + local * min(division, 2.0) + 0.5 * min(near, 3.0)

    def reasons(self, record: PlaceRecord, key: str) -> Iterator[str]:
        """The words that speak for a candidate: near places, then names in its division, then in its state."""
        near = sorted((round(_km(record, point)), name) for name, point in self._near(record, key))[:_SHOWN]
        if near:
            yield "near " + ", ".join(f"{self.words[name]} ({km} km)" for km, name in near)
        said: set[str] = {name for _, name in near}
        for what, votes in (
            (record.admin1_name or "its division", self.divisions.get(_division(record), {})),
            (record.country, self.states.get(record.country, {})),
        ):
            names = sorted((n for n in votes if n != key and n not in said), key=lambda n: (-votes[n], n))[:_SHOWN]
            said.update(names)
            if names:
                yield f"{what} fits {', '.join(self.words[name] for name in names)}"

    def _key(self, name: str) -> str:
        key = fold(name)
        self.words.setdefault(key, name)
        return key

    def _near(self, record: PlaceRecord, key: str) -> Iterator[tuple[str, PlaceRecord]]:
        for name, point in self.points:
            if name != key and point.id != record.id and is_near(record, point, NEAR_KM):
                yield name, point


def _of_others(votes: Mapping[str, float], key: str) -> float:
    """What all names but one say."""
    return sum(votes.values()) - votes.get(key, 0.0)


def is_near(one: PlaceRecord, other: PlaceRecord, km: float) -> bool:
    """Whether two places lie within a distance."""
    if abs(one.lat - other.lat) * _KM_PER_DEGREE > km:
        return False
    return _km(one, other) <= km


def _km(one: PlaceRecord, other: PlaceRecord) -> float:
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _division(record: PlaceRecord) -> int:
    return record.admin1 or (record.id if record.level == "admin1" else 0)


def shown(record: PlaceRecord) -> str:
    """A place as reasons name it: "Springfield (Illinois, USA)"."""
    around = ", ".join(part for part in (record.admin1_name, record.country) if part)
    return f"{record.name} ({around})" if around else record.name


def is_inside(place: PlaceRecord, outer: PlaceRecord) -> bool:
    """Whether the gazetteer puts a place inside another; near it, where one of the two has no state."""
    if place.id == outer.id:
        return False
    if outer.level == "country":
        return place.country == outer.country or (not place.country and is_near(place, outer, 2500))
    if outer.level in ("admin1", "admin2"):
        return outer.id in (place.admin1, place.admin2)
    return is_near(place, outer, 1200) and (not outer.country or not place.country or place.country == outer.country)
