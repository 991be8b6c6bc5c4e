"""What a name may mean, for a person to look at: a name in, its places with scores, reasons and claims out."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kgbuild.errors import GazetteerError
from kgbuild.gazetteer import Gazetteer, find_country
from kgbuild.model import Level
from kgbuild.resolvers.place_ranking import rank_places


class LookedUp(Struct, frozen=True, kw_only=True):
    """A place that a name may mean. `id` is its GeoNames id, or the id in a user's own list, if it has one."""

    score: float
    name: str
    id: str | None
    level: Level
    country: str | None
    inside: str | None
    lat: float
    lon: float
    gazetteer: str
    claimed_by: tuple[str, ...]
    reasons: tuple[str, ...]

    def cells(self) -> tuple[str | float | tuple[str, ...] | None, ...]:
        """The values in the order of `COLUMNS`."""
        return tuple(getattr(self, column) for column in COLUMNS)


COLUMNS: tuple[str, ...] = LookedUp.__struct_fields__


def look_up(name: str, gazetteer: Gazetteer, *, near: Iterable[str] = (), country: str | None = None) -> list[LookedUp]:
    """The places of a name, best first, by the scores with which articles are resolved.

    `near` are names that a text mentions beside it; `country` (ISO 3166-1) keeps what lies in a state, or in an area
    that it claims.

    Raises:
        GazetteerError: the gazetteer has no such name, no place of it in that state, or lacks a name of `near`.
    """
    beside = tuple(near)
    for other in (name, *beside):
        if not gazetteer.has(other):
            raise GazetteerError(
                f"no place is called '{other}'. Try another spelling, or add places: kgbuild gazetteer add FILE."
            )
    ranked = rank_places(name, gazetteer, near=beside)
    if country is not None:
        code = find_country(country)
        kept = [one for one in ranked if one.record.country == code or gazetteer.is_claimed(one.record, code)]
        if not kept:
            states = sorted({one.record.country for one in ranked if one.record.country})
            raise GazetteerError(f"no '{name}' in {code}; there are some in {', '.join(states) or 'no state'}.")
        ranked = kept
    found = []
    for one in ranked:
        record, dispute = one.record, gazetteer.dispute(one.record)
        around = ", ".join(outer.name for outer in gazetteer.around(record))
        reasons = (*one.reasons, "point derived from the places inside") if record.derived else one.reasons
        found.append(
            LookedUp(
                score=one.score,
                name=record.name,
                id=str(record.geonames) if record.geonames else record.entry or None,
                level=record.level,
                country=record.country or None,
                inside=around or None,
                lat=record.lat,
                lon=record.lon,
                gazetteer=record.gazetteer,
                claimed_by=dispute.claimed_by if dispute else (),
                reasons=reasons,
            )
        )
    return found
