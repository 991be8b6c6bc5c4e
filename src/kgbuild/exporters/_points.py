"""A place in, what its point stands for out: the middle of a province is not the spot where it happened."""

from __future__ import annotations

from typing import Literal

from kgbuild.model import Level, Place

Point = Literal["place", "near", "region"]
REGIONS: frozenset[Level] = frozenset({"country", "admin1", "admin2", "area"})
POINT_TEXT = (
    "What the point stands for: place (in this settlement or feature), near (near it, along it, from or toward it, or "
    "some way off), region (anywhere in this country, region or area, whose middle it is)."
)


def tell_point(place: Place) -> Point | None:
    """What the point stands for, of a statement that tells of a place so; `None` where there is none."""
    extent = tell_extent(place)
    return "near" if extent == "place" and (place.relation != "in" or place.bearing is not None) else extent


def tell_extent(place: Place) -> Point | None:
    """What the point of the place itself is, however a statement tells of it: a spot, or the middle of a region."""
    if place.lat is None or place.lon is None:
        return None
    return "region" if place.level in REGIONS else "place"
