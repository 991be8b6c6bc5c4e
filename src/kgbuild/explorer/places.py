"""Places of a graph in, how far each may reach from its point and which region of the table is around it out.

A settlement or a feature is where its point is: radius 0. The middle of a country or a region stands for all of it:

- A country reaches to the farthest corner of the box that ontology/countries.ttl gives it.
- Another region reaches at least as far as the farthest place of the table that lies in it. Where that is less than
  `RADII` has for its level, it reaches as far as `RADII` says, but no farther than its country.

A place without a point has radius 0 too: nothing can be drawn. That a statement speaks of a spot "near" a place, is not
of the place, and no part of its radius.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import ceil

from kgbuild.gazetteer import distance_km
from kgbuild.graph.known import KnownPlace
from kgbuild.model import Level
from kgbuild.vocabulary import load_vocabulary

RADII: Mapping[Level | None, int] = {"country": 490, "admin1": 110, "area": 110, "admin2": 32}
"""Kilometres: those of a circle as large as the mean division of that level, rounded. GeoNames divides the 149 million
km² of land among some 195 states, 3,900 first and 47,000 second divisions; an area (Donbas) counts as a first one.
"""
_WIDTHS: Mapping[Level | None, int] = {"feature": 0, "settlement": 0, None: 0, "admin2": 1, "area": 2, "admin1": 3,
                                       "country": 4}  # fmt: skip


def find_regions(places: Sequence[KnownPlace]) -> list[int]:
    """The position of the narrowest region around each place, -1 where there is none among them.

    The gazetteer says what is around a place by names ("Belgorod Oblast, Russia"); a region is found by its name in the
    same country, and is always of a wider level, so that nobody is inside of itself.
    """
    regions: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    countries: dict[str, int] = {}
    for row, place in enumerate(places):
        if place.level == "country" and place.country is not None:
            countries.setdefault(place.country, row)
        elif _WIDTHS[place.level]:
            regions[place.country, place.name].append(row)
    found = []
    for place in places:
        wider = [
            row
            for part in (place.inside or "").split(", ")
            for row in regions.get((place.country, part), ())
            if _WIDTHS[places[row].level] > _WIDTHS[place.level]
        ]
        country = -1 if place.level == "country" else countries.get(place.country or "", -1)
        found.append(wider[0] if wider else country)
    return found


def find_radii(places: Sequence[KnownPlace], regions: Sequence[int]) -> list[int]:
    """Kilometres around the point of each place that it may reach, rounded up; the module says how they are found."""
    farthest = [0.0] * len(places)
    for member, place in enumerate(places):
        row = regions[member]
        while row >= 0:
            farthest[row] = max(farthest[row], _measure(places[row], place.lat, place.lon))
            row = regions[row]
    return [ceil(_find_radius(place, least)) for place, least in zip(places, farthest, strict=True)]


def _find_radius(place: KnownPlace, least: float) -> float:
    if place.lat is None or place.lon is None or not _WIDTHS[place.level]:
        return 0
    corner = _measure_country(place)
    if place.level == "country":
        return RADII["country"] if corner is None else corner
    usual = RADII[place.level]
    return max(least, usual if corner is None else min(usual, corner))


def _measure_country(place: KnownPlace) -> float | None:
    """Kilometres from a place to the farthest corner of its country's box; `None` where that is not known."""
    concept = load_vocabulary().countries.get(place.country or "")
    if concept is None or concept.box is None:
        return None
    west, south, east, north = concept.box
    return max(_measure(place, lat, lon) for lat in (south, north) for lon in (west, east))


def _measure(place: KnownPlace, lat: float | None, lon: float | None) -> float:
    """Kilometres to a point, 0 where either is not known."""
    if place.lat is None or place.lon is None or lat is None or lon is None:
        return 0
    return distance_km(place.lat, place.lon, lat, lon)
