"""Two values of one slot in, a word for how they compare out; `None` where they keep two tellings apart.

The words are features: `ontology/assembly/events.toml` says what each weighs. Unknown fits everything and proves
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import asin, cos, radians, sin, sqrt

from kgbuild.assembly.facts import LOCAL, Count, Party, Site
from kgbuild.assembly.rules import Rules

_STRONGEST = ("same", "alike", "unnamed", "other")
_STATE = frozenset({"state", "armed_force", "nationality"})


def compare_parties(first: Sequence[Party], second: Sequence[Party]) -> str | None:
    """How the best-fitting two of them compare.

    "same": one identity, or a state and its army. "alike": words in common. "unnamed": one of them is nobody in
    particular. "other": names that differ, though no registry tells that they are two. "unknown": a side is empty.
    """
    if not first or not second:
        return "unknown"
    answers = {_compare_pair(one, other) for one in first for other in second}
    return next((answer for answer in _STRONGEST if answer in answers), None)


def _compare_pair(one: Party, other: Party) -> str | None:
    if one.key is not None and one.key == other.key:
        return "same"
    if one.numbers and other.numbers and set(one.numbers).isdisjoint(other.numbers):
        return None
    if one.country and other.country and one.country != other.country:
        return None
    forces = one.kind in _STATE and other.kind in _STATE and one.country is not None and one.country == other.country
    if forces and one.kind != other.kind:
        return "same"
    if one.key is not None and other.key is not None:
        if not one.key.startswith(LOCAL) and not other.key.startswith(LOCAL):
            return "unnamed" if forces else None
        return "other" if set(one.words).isdisjoint(other.words) else "alike"
    if {one.kind, other.kind} in ({"armed_group", "armed_force"}, {"armed_group", "state"}):
        return "other"
    return "unnamed" if set(one.words).isdisjoint(other.words) else "alike"


def are_swapped(
    actors: Sequence[Party], recipients: Sequence[Party], others: Sequence[Party], their_recipients: Sequence[Party]
) -> bool:
    """Whether who acts in one is acted upon in the other, and nobody has one role in both."""
    one, two = (_name_sides(parties) for parties in (actors, others))
    on_one, on_two = (_name_sides(parties) for parties in (recipients, their_recipients))
    return bool(one & on_two or two & on_one) and one.isdisjoint(two) and on_one.isdisjoint(on_two)


def _name_sides(parties: Sequence[Party]) -> set[str]:
    """Who they are; a state, its forces and what is called after it ("Ukrainian drones") are one side."""
    keys = {party.key for party in parties if party.key}
    return keys | {party.country for party in parties if party.kind in _STATE | {"unknown"} and party.country}


def compare_places(
    narrow: Sequence[Site], regions: Sequence[Site], others: Sequence[Site], their_regions: Sequence[Site], rules: Rules
) -> str | None:
    """Whether "same", "near", "named" (one name, the place uncertain), "inside" a region, "region", or "unknown"."""
    if narrow and others:
        if any(
            one.key == other.key and {one.direction, other.direction} != {"to", "from"}
            for one in narrow
            for other in others
        ):
            return "same"
        if any(_are_neighbours(one, other, rules.place.near_km) for one in narrow for other in others):
            return "near"
        if any(_are_called_alike(one, other) for one in narrow for other in others):
            provinces = ((narrow, their_regions), (others, regions))
            apart = any(inner and outer and _compare_levels(inner, outer) is None for inner, outer in provinces)
            return None if apart or _lie_apart(regions, their_regions) else "named"
        return None if any(_is_known(one) and _is_known(other) for one in narrow for other in others) else "unknown"
    if narrow and their_regions:
        return _compare_levels(narrow, their_regions)
    if others and regions:
        return _compare_levels(others, regions)
    if regions and their_regions:
        if {site.key for site in regions} & {site.key for site in their_regions}:
            return "region"
        inner, outer = _compare_levels(regions, their_regions), _compare_levels(their_regions, regions)
        return "inside" if "inside" in {inner, outer} else ("unknown" if {inner, outer} != {None} else None)
    return "unknown"


def _compare_levels(inner: Sequence[Site], outer: Sequence[Site]) -> str | None:
    """Whether "inside": one lies in another; `None` where what holds the inner ones is known and is another region."""
    if any(region.within and region.within[0] in site.within for site in inner for region in outer):
        return "inside"
    apart = any(
        region.level == "admin1" and _is_known(region) and _is_known(site) and len(site.within) > 1
        for site in inner
        for region in outer
    )
    return None if apart else "unknown"


def _lie_apart(regions: Sequence[Site], others: Sequence[Site]) -> bool:
    """Whether the provinces that are told beside two towns of one name are two."""
    ours, theirs = ({site.key for site in each if site.level == "admin1"} for each in (regions, others))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _is_known(site: Site) -> bool:
    return site.lat is not None or not site.key.startswith(LOCAL)


def _are_called_alike(one: Site, other: Site) -> bool:
    """Whether two places have one name, and not two places of the gazetteer."""
    return one.name == other.name != "" and not (_is_known(one) and _is_known(other))


def _are_neighbours(one: Site, other: Site, most: float) -> bool:
    """Two towns a short way apart, where at least one report says "near"."""
    return (one.near or other.near) and measure_km(one, other) <= most


def measure_km(one: Site, other: Site) -> float:
    """Great-circle distance in kilometres; infinite where a coordinate is missing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, chord)))


def compare_counts(first: Iterable[Count], second: Iterable[Count], close: float) -> str | None:
    """The "same", "close" or "apart" figures of one kind, or "unknown"; `None` where heads of other kinds are counted.

    Figures never part two tellings: reports that count differently are still reports of one event, and their
    disagreement is what the reader came for. Twelve people and twelve cattle are two things.
    """
    answers = set()
    units: dict[str, list[set[str]]] = {}
    first, second = list(first), list(second)
    for at, counts in enumerate((first, second)):
        for count in counts:
            if count.unit:
                units.setdefault(count.kind, [set(), set()])[at].add(count.unit)
    if any(one and two and one.isdisjoint(two) for one, two in units.values()):
        return None
    for one in first:
        for other in second:
            if one.kind == other.kind:
                if one.low == other.low:
                    answers.add("same")
                elif one.low <= other.high and other.low <= one.high:
                    answers.add("close")
                else:
                    least, most = sorted((one.low, other.low))
                    answers.add("close" if most - least <= close * most else "apart")
    return next((answer for answer in ("same", "close", "apart") if answer in answers), "unknown")
