"""Two claims and what they differ or agree on in, a link with its reason in plain words out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import asin, cos, radians, sin, sqrt

from kgbuild.assembly.claims import Claim, Site
from kgbuild.assembly.parties import Party
from kgbuild.model import Link, LinkKind


def make_link(kind: LinkKind, slot: str, earlier: tuple[Claim, str], later: tuple[Claim, str]) -> Link:
    """The link between two claims, each with what it says in words ("that nine were killed").

    `updates` runs from the later word to the earlier; the symmetric kinds are kept once, the smaller id first.
    """
    (one, said), (other, answered) = earlier, later
    first, second = (other.id, one.id) if kind == "updates" else sorted((one.id, other.id))
    dated = one.day != other.day
    reason = f"{_tell(one, said, dated=dated)}; {_tell(other, answered, dated=dated)}"
    return Link(first=first, second=second, kind=kind, slot=slot, reason=reason)


def _tell(claim: Claim, said: str, *, dated: bool) -> str:
    return f"{claim.voice_name} says {said}" + (f" ({claim.day})" if dated and claim.day else "")


def name_parties(parties: Iterable[Party]) -> str:
    """Their names as a list in words."""
    names = list(dict.fromkeys(party.name or party.words for party in parties))
    return " and ".join(names) if names else "somebody"


def count_days(start: str, end: str) -> int:
    """Days from one to the other, negative where the second is earlier."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def name_deed(claim: Claim) -> str:
    """What a claim tells of, as in "March 23 Movement: seized Minova", its own verb in the middle."""
    deed = " ".join(
        part for part in (claim.trigger, name_parties(claim.recipients) if claim.recipients else "") if part
    )
    return f"{name_parties(claim.actors)}: {deed}" if claim.actors else deed


def measure_km(one: Site, other: Site) -> float:
    """Great-circle distance in kilometres; 0 where a coordinate is missing, since nothing then tells them apart."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, chord)))
