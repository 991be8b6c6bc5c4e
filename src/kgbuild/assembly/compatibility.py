"""Two statements in, an answer out: do they conflict, and how much says that they are about one happening.

Each slot compares to `None` (they conflict), 0 (nothing is known either way) or points. A conflict in any slot parts
two statements; across articles they join only with `ENOUGH` points, from a place and a day that both are precise.
Unknown is compatible with everything and proves nothing. Figures never conflict: reports that count differently are
still reports of one event, and their disagreement is what the reader came for.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from msgspec import Struct

from kgbuild.model import Actor, Place, Statement

ENOUGH = 3
NEARBY_KM = 15.0
NARROW = frozenset({"settlement", "feature"})
REGIONS = frozenset({"admin1", "admin2", "area"})
VAGUE_MODALITIES = frozenset(
    {"habitual", "historical", "planned", "intended", "hypothetical", "requested", "threatened"}
)
HEADCOUNTS = frozenset({"killed", "wounded", "missing", "captured", "displaced", "troops"})
PHYSICAL = frozenset({"violence", "CONTROL:take", "CONTROL", "withdrawal", "MOVE", "DISPLACE", "PROTEST", "MOBILIZE"})
"""Families whose place and day tell one happening from another; talk needs a shared actor beside them."""

_FAMILIES = {
    ("ASSAULT", None): "violence",
    ("CASUALTY", None): "violence",
    ("CONTROL", "capture"): "CONTROL:take",
    ("CONTROL", "lose"): "CONTROL:take",
    ("MOVE", "withdraw"): "withdrawal",
    ("RETREAT", "withdraw"): "withdrawal",
}
_MEANS = {
    "aerial": "remote", "drone": "remote", "heavy-weapons": "remote", "explosives": "remote", "destroy": "remote",
    "suicide-attack": "remote", "firearms": "guns", "targeted": "guns", "primitive": "hands", "beat": "hands",
    "torture": "hands", "sexual": "sexual", "abduct": "abduct", "crowd-control": "crowd",
}  # fmt: skip
_DIRECTIONS = {"in": "at", "near": "at", "along": "at", "to": "to", "toward": "to", "from": "from"}


class Facts(Struct, frozen=True):
    """What assembly reads of a statement. Days are ISO strings; `sites` pairs a place with its direction."""

    statement: Statement
    family: str
    means: str | None
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    narrow: dict[tuple[int, str], Place]
    regions: dict[tuple[int, str], Place]
    countries: frozenset[str]
    earliest: str | None
    latest: str | None
    precise: bool
    units: dict[str, frozenset[str]]
    figures: frozenset[tuple[str, float | None, float | None]]
    words: str


def read_facts(statement: Statement) -> Facts:
    """The facts of one statement. The loser of a place is written as its taker's opponent, so both tellings agree."""
    action, date = statement.action, statement.date
    family = _FAMILIES.get((action.type, action.mode)) or _FAMILIES.get((action.type, None)) or action.type
    actors, recipients = statement.actors, statement.recipients
    if (action.type, action.mode) == ("CONTROL", "lose"):
        actors, recipients = recipients, actors
    sites = [place for place in statement.locations if place.usage == "place"]
    known = {
        (place.geonames, _DIRECTIONS[place.relation]): place
        for place in sites
        if place.status == "resolved" and place.geonames is not None
    }
    narrow = {key: place for key, place in known.items() if place.level in NARROW}
    regions = {key: place for key, place in known.items() if place.level in REGIONS}
    dated = date is not None and date.earliest is not None and date.latest is not None
    precise = (
        dated
        and date is not None
        and date.precision in {"day", "week"}
        and bool(narrow or regions)
        and statement.modality not in VAGUE_MODALITIES
    )
    units: dict[str, set[str]] = {}
    for quantity in statement.quantities:
        if quantity.kind in HEADCOUNTS and quantity.unit:
            units.setdefault(quantity.kind, set()).add(quantity.unit)
    return Facts(
        statement=statement,
        family=family,
        means=_MEANS.get(action.mode or "") if action.type == "ASSAULT" else None,
        actors=actors,
        recipients=recipients,
        narrow=narrow,
        regions=regions,
        countries=frozenset(place.country for place in sites if place.country),
        earliest=date.earliest if date is not None and dated else None,
        latest=date.latest if date is not None and dated else None,
        precise=precise,
        units={kind: frozenset(values) for kind, values in units.items()},
        figures=frozenset((quantity.kind, quantity.low, quantity.high) for quantity in statement.quantities),
        words=" ".join(mention.text for mention in statement.evidence),
    )


def conflicts(first: Facts, second: Facts) -> bool:
    """Whether something that both state keeps them from being about one happening."""
    return (
        first.family != second.family
        or (first.means is not None and second.means is not None and first.means != second.means)
        or compare_dates(first, second) is None
        or compare_places(first, second) is None
        or compare_actors(first.actors, second.actors) is None
        or compare_actors(first.recipients, second.recipients) is None
        or any(
            first.units[kind].isdisjoint(second.units[kind])
            for kind in sorted(first.units.keys() & second.units.keys())
        )
    )


def score_match(first: Facts, second: Facts) -> int:
    """Points for one happening, 0 when the two must stay apart; for statements of any two articles.

    A town counts two, a region or a neighbouring town one, the same day one, a shared actor or recipient one each.
    """
    if not (first.precise and second.precise) or conflicts(first, second):
        return 0
    place, day = compare_places(first, second), compare_dates(first, second)
    actor = compare_actors(first.actors, second.actors)
    recipient = compare_actors(first.recipients, second.recipients)
    if not place or day is None or (first.family not in PHYSICAL and not actor):
        return 0
    points = place + day + (actor or 0) + (recipient or 0)
    return points if points >= ENOUGH else 0


def rank_match(first: Facts, second: Facts) -> int:
    """Further agreement, which chooses among several matches and never makes one."""
    return (
        (first.means is not None and first.means == second.means)
        + bool(first.figures & second.figures)
        + 2 * (first.words == second.words)
    )


def compare_dates(first: Facts, second: Facts) -> int | None:
    """`None` apart, 1 the same day, else 0."""
    if first.earliest is None or first.latest is None or second.earliest is None or second.latest is None:
        return 0
    if first.latest < second.earliest or second.latest < first.earliest:
        return None
    return int(first.earliest == first.latest == second.earliest == second.latest)


def compare_places(first: Facts, second: Facts) -> int | None:
    """`None` apart, 2 the same town, 1 the same region, a neighbouring town or a town in the named region, else 0."""
    if first.countries and second.countries and first.countries.isdisjoint(second.countries):
        return None
    if first.narrow and second.narrow:
        if first.narrow.keys() & second.narrow.keys():
            return 2
        return 1 if _are_neighbours(first, second) else None
    if first.regions.keys() & second.regions.keys():
        return 1
    if first.narrow and second.regions:
        return _lies_within(first, second)
    if second.narrow and first.regions:
        return _lies_within(second, first)
    return 0


def compare_actors(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> int | None:
    """`None` when each side is known and no two can be one, 1 when one is shared, else 0."""
    if not first or not second:
        return 0
    answers = [_compare_pair(one, other) for one in first for other in second]
    if 1 in answers:
        return 1
    return 0 if 0 in answers else None


def _compare_pair(one: Actor, other: Actor) -> int | None:
    if one.id is not None and one.id == other.id:
        return 1
    if one.country and other.country and one.country != other.country:
        return None
    # A state and its army are told apart by the registry and used for one another by every reporter.
    if {one.kind, other.kind} == {"state", "armed_force"} and one.country and one.country == other.country:
        return 1
    if one.id is not None and other.id is not None:
        return None
    if one.name and other.name:
        return 1 if one.name.casefold() == other.name.casefold() else None
    return 0


def _are_neighbours(first: Facts, second: Facts) -> bool:
    """Two towns a short way apart, where at least one report says "near"."""
    return any(
        "near" in {one.relation, other.relation} and _measure_km(one, other) <= NEARBY_KM
        for one in first.narrow.values()
        for other in second.narrow.values()
    )


def _lies_within(town: Facts, region: Facts) -> int:
    """1 when the town's report itself puts it into that region; the words decide, no border file does."""
    named = {place.name.casefold() for place in region.regions.values() if place.name}
    said = {place.within.casefold() for place in town.narrow.values() if place.within}
    return int(bool(named & said))


def _measure_km(one: Place, other: Place) -> float:
    """Great-circle distance in kilometres; infinite where a coordinate is missing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, chord)))
