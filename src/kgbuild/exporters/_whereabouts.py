"""A place in, what tables of events say of it out: divisions, a point and how exact it is, as far as it is known."""

from __future__ import annotations

from msgspec import Struct

from kgbuild.exporters._ordered import name_place
from kgbuild.model import Place
from kgbuild.vocabulary import load_vocabulary

_SPOTS = frozenset({"settlement", "feature"})


class Whereabouts(Struct, frozen=True, kw_only=True):
    """A place in the columns of others; `acled` (1 to 3) and `ucdp` (1 to 7) tell how exact it is, 1 the most."""

    name: str | None = None
    country: str | None = None
    country_name: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    acled: int | None = None
    ucdp: int | None = None


def describe_whereabouts(place: Place | None) -> Whereabouts:
    """What is known of a place; `bearing` ("40 km north of") and the relation `near` make its point an approximate one.

    The gazetteer's divisions are given narrowest first; the country, which is the last, has a column of its own.
    """
    if place is None or place.status != "resolved":
        return Whereabouts(name=name_place(place) if place else None)
    concept = load_vocabulary().countries.get(place.country or "")
    around = [part for part in (place.inside or "").split(", ") if part]
    divisions = around[:-1][::-1]
    if place.level in {"admin1", "admin2"}:
        divisions.append(name_place(place) or "")
    exact = place.level in _SPOTS and place.bearing is None and place.relation == "in"
    return Whereabouts(
        name=name_place(place),
        country=place.country,
        country_name=concept.label if concept else None,
        admin1=divisions[0] if divisions else None,
        admin2=divisions[1] if len(divisions) > 1 else None,
        lat=place.lat,
        lon=place.lon,
        acled=_grade(place, exact, {"admin2": 2, "area": 3, "admin1": 3}),
        ucdp=_grade(place, exact, {"admin2": 3, "area": 5, "admin1": 4, "country": 6}),
    )


def _grade(place: Place, exact: bool, levels: dict[str, int]) -> int | None:
    """1 for a spot, 2 for near one, and what the list of levels says of wider places."""
    if place.level in _SPOTS:
        return 1 if exact else 2
    return levels.get(place.level or "")


def find_cell(lat: float, lon: float) -> int:
    """The number of the cell of PRIO-GRID (half a degree wide, counted eastwards from the south-west corner)."""
    row, column = min(int((lat + 90) * 2), 359), min(int((lon + 180) * 2), 719)
    return row * 720 + column + 1
