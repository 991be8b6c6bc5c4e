"""A claim in, the keys of the blocks out in which it meets the claims of other events."""

from __future__ import annotations

from datetime import date, timedelta

from kgbuild.assembly.claims import NARROW, VIOLENCE, Claim, Site
from kgbuild.assembly.holdings import LASTING, read_holdings
from kgbuild.assembly.knowledge import load_knowledge
from kgbuild.assembly.linking import count_days

HOLDING, ATTACK, ARTICLE, DEED = "holding ", "attack ", "article ", "deed "
_LASTING = frozenset({"habitual", "ongoing"})
"""What happens "almost every night" happens when it is told of."""
_NOBODY = "-"
"""In the place of a recipient: "both sides agreed to extend the truce", "we did not agree to extend it"."""


def block_keys(claim: Claim) -> list[str]:
    """Where a claim meets those of other events.

    Its article with all copies, its place, an attack's place and day, who did to whom what else this month, or agreed
    this month. Of one day two attacks in towns of one name meet, whichever towns the gazetteer took them for.
    """
    if not claim.stance:
        return []
    keys = [f"{ARTICLE}{claim.lineage}"]
    for holding in read_holdings(claim):
        keys += [f"{HOLDING}{holding.place}", f"{HOLDING}{holding.spot}"]
    if claim.type in VIOLENCE:
        places = {
            key for site in claim.sites if _is_narrow(site) for key in (site.key, f"called {site.name.casefold()}")
        }
        keys += [f"{ATTACK}{place} {day}" for place in places for day in _list_days(claim)]
    elif claim.type not in LASTING and claim.type != "SAY" and claim.day is not None:
        pairs = [(one.key, other.key) for one in claim.actors for other in claim.recipients]
        if claim.type == "AGREE" and not claim.recipients:
            pairs = [(one.key, _NOBODY) for one in claim.actors if one.is_known]
        keys += [f"{DEED}{claim.type} {one} {other} {claim.day[:7]}" for one, other in pairs]
    return sorted(set(keys))


def _is_narrow(site: Site) -> bool:
    return site.at and (site.level is None or site.level in NARROW)


def _list_days(claim: Claim) -> list[str]:
    """The days that an attack is told of, none where that is too vague; of a denial the days that it may speak of."""
    days = load_knowledge().days
    first, last = claim.earliest, claim.latest
    if claim.stance < 0 and not (claim.dated and first) and claim.day is not None:
        last = claim.day
        first = (date.fromisoformat(last) - timedelta(days=days.denial)).isoformat()
    elif claim.modality in _LASTING and first is None and claim.day is not None:
        first = last = claim.day
    elif first is None or last is None or count_days(first, last) >= days.attack:
        return []
    start = date.fromisoformat(first)
    return [(start + timedelta(days=number)).isoformat() for number in range(count_days(first, last) + 1)]
