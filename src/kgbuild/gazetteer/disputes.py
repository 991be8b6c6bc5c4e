"""Areas that several states claim: ontology/places/disputed.toml and a place in, who claims and who holds it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kgbuild.errors import VocabularyError
from kgbuild.gazetteer.data import read_table
from kgbuild.gazetteer.names import fold

if TYPE_CHECKING:
    from kgbuild.gazetteer.index import PlaceRecord

FILE = "disputed.toml"


class Dispute(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An area with those who claim and those who hold it, as ISO 3166-1 alpha-3 or, where there is none, a name.

    What belongs to it: places whose id, or whose division's id, is in `ids`; whole territories (`countries`); places of
    the names `names` that are areas; and what lies in the `outline` (degrees east and north of its corners) and has one
    of the states `of` in the gazetteer, or none. `since` and `until` are days, months or years, inclusive; `until` is
    there only for what is settled.
    """

    name: str
    claimed_by: tuple[str, ...]
    held_by: tuple[str, ...]
    note: str
    example: str
    ids: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    outline: tuple[tuple[float, float], ...] = ()
    of: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None

    def holds_at(self, day: str | None) -> bool:
        """Whether there is the dispute on a day (ISO 8601); without a day, whether there still is."""
        if day is None:
            return self.until is None
        begun = self.since is None or day[: len(self.since)] >= self.since
        return begun and (self.until is None or day[: len(self.until)] <= self.until)

    def covers(self, place: PlaceRecord) -> bool:
        """Whether the place lies in the area, or is it."""
        if place.country in self.countries or not self.ids.isdisjoint({place.id, place.admin1, place.admin2}):
            return True
        wide = place.level in {"area", "feature", "admin1", "admin2"}
        if wide and place.country in {"", *self.of} and fold(place.name) in {fold(name) for name in self.names}:
            return True
        return (
            place.level != "country"
            and place.country in {"", *self.of}
            and _lies_in(place.lat, place.lon, self.outline)
        )


def read_disputes() -> tuple[Dispute, ...]:
    """The areas in the order of the file, in which a part stands before the whole.

    Raises:
        VocabularyError: the file is malformed.
    """
    try:
        return msgspec.convert(read_table(FILE), dict[str, tuple[Dispute, ...]])["area"]
    except (msgspec.ValidationError, KeyError) as error:
        raise VocabularyError(f"ontology/places/{FILE}: {error}") from error


def _lies_in(lat: float, lon: float, outline: tuple[tuple[float, float], ...]) -> bool:
    """Whether a point is inside a polygon of a few degrees' size: an odd number of edges lies to its east."""
    inside = False
    for number, (east, north) in enumerate(outline):
        other_east, other_north = outline[number - 1]
        if (north > lat) != (other_north > lat) and lon < (other_east - east) * (lat - north) / (
            other_north - north
        ) + east:
            inside = not inside
    return inside
