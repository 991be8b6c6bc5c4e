"""Places of a graph in, how far each may reach from its point and which region of the table is around it out.

A settlement or a feature is where its point is: radius 0. The middle of a country or a region stands for all of it:

- A country reaches to the farthest side of the box that ontology/countries.ttl gives it; the corners beyond are
  mostly its neighbours'. These boxes are wide: they are there to tell that a point is not in a country.
- Another region reaches as far as `RADII` has for its level, or as the farthest place of the table that lies in it.

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
    return _measure_country(place) if place.level == "country" else max(least, RADII[place.level])


def _measure_country(place: KnownPlace) -> float:
    """Kilometres from the point of a country to the farthest side of its box."""
    concept = load_vocabulary().countries.get(place.country or "")
    if concept is None or concept.box is None:
        return RADII["country"]
    west, south, east, north = concept.box
    sides = (south, place.lon), (north, place.lon), (place.lat, west), (place.lat, east)
    return max(_measure(place, lat, lon) for lat, lon in sides)


def _measure(place: KnownPlace, lat: float | None, lon: float | None) -> float:
    """Kilometres to a point, 0 where either is not known."""
    if place.lat is None or place.lon is None or lat is None or lon is None:
        return 0
    return distance_km(place.lat, place.lon, lat, lon)
