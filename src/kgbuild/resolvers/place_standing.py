"""What lies around a place and who claims it: a place and its gazetteer record in, the place with both out."""

from __future__ import annotations

from msgspec.structs import replace

from kgbuild.gazetteer import Gazetteer, PlaceRecord
from kgbuild.model import Place


def add_standing(place: Place, record: PlaceRecord, gazetteer: Gazetteer, day: str | None) -> Place:
    """The place with the gazetteer's chain beside the text's own, its source, and all claims on a disputed area.

    `country` stays the gazetteer's and `within` the text's: neither is made to fit the other. `day` is when the article
    was published (ISO 8601); without one, the claims that stand today are given.
    """
    dispute = gazetteer.dispute(record, day)
    return replace(
        place,
        inside=", ".join(outer.name for outer in gazetteer.around(record)) or None,
        gazetteer=record.gazetteer or None,
        disputed=dispute.name if dispute else None,
        claimed_by=dispute.claimed_by if dispute else (),
        held_by=dispute.held_by if dispute else (),
    )
